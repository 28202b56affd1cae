"""The README's transcript is what the grader prints."""

import re

import pytest

from grader import catalog, cli
from tests.assignments.specimens.cmu_hw1_mlp.wrong import WRONG, patched

ROOT = catalog.course_root()


@pytest.mark.needs_bubblewrap
def test_the_transcript_is_what_is_printed(tmp_path, capsys):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    name, transcript = re.search(
        r"<!-- transcript: (.*) -->\n```console\n\$ make grade SUB=alice/mlp.py\n(.*?)```",
        readme,
        flags=re.DOTALL,
    ).groups()
    reference = (ROOT / "reference" / "cmu_hw1_mlp" / "mlp.py").read_text(encoding="utf-8")
    submission = tmp_path / "alice" / "mlp.py"
    submission.parent.mkdir()
    submission.write_text(patched(reference, WRONG[name][1]), encoding="utf-8")

    code = cli.main(["grade", str(submission), "--out", str(tmp_path / "out"), "--sandbox", "bubblewrap"])

    assert code == 0
    assert capsys.readouterr().out.startswith(transcript)
