"""The same submission gives the same report, byte for byte, times aside."""

import re

from grader import catalog, cli

ROOT = catalog.course_root()


def test_two_gradings_agree_in_every_byte_but_the_times(tmp_path, capsys):
    submission = ROOT / "student_template" / "cmu_hw1_mlp" / "mlp.py"
    texts = []
    for run in ("first", "second"):
        assert cli.main(["grade", str(submission), "--out", str(tmp_path / run), "--sandbox", "bare"]) == 0
        files = {file.name: file.read_text(encoding="utf-8") for file in (tmp_path / run).iterdir()}
        texts.append({name: without_times(text) for name, text in files.items()})
        printed = capsys.readouterr().out.replace(str(tmp_path / run), "OUT")
        texts[-1]["printed"] = without_times(printed)

    assert len(texts[0]) == 5
    assert texts[0] == texts[1]


def test_work_that_draws_without_a_seed_gets_the_same_report_each_time(tmp_path):
    reference = (ROOT / "reference" / "cmu_hw1_mlp" / "mlp.py").read_text(encoding="utf-8")
    careless = reference.replace("return scale * np.maximum(", "return np.random.random() * np.maximum(")
    assert careless != reference
    (tmp_path / "mlp.py").write_text(f"import random\n{careless}\nLUCK = random.random()\n", encoding="utf-8")
    for run in ("first", "second"):
        cli.main(["grade", str(tmp_path / "mlp.py"), "--out", str(tmp_path / run), "--sandbox", "bare"])

    first, second = (
        without_times((tmp_path / run / "report.staff.json").read_text(encoding="utf-8"))
        for run in ("first", "second")
    )
    assert '"verdict": "wrong"' in first
    assert first == second


def without_times(text: str) -> str:
    """Return the text with every number of seconds masked."""
    return re.sub(r'("seconds": |data-seconds="[^"]*">|in )[0-9.e-]+', "TIME", text)
