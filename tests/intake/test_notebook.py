"""A notebook is its code cells; what is said of a line names the cell."""

import json

import pytest

from grader import catalog, cli
from grader.errors import SubmissionError
from grader.intake.notebook import module
from grader.submission import read
from tests.builders import an_assignment
from tests.intake.packing import HAND_IN, zipped
from tests.two_files import LAYER, PROOFS, made

ASSIGNMENT = an_assignment(allowed_modules=("numpy",), stand_ins=("matplotlib",))


def a_notebook(*cells, **changes):
    """Return a notebook with these cells of code; (kind, text) is one of another kind."""
    told = [cell if isinstance(cell, tuple) else ("code", cell) for cell in cells]
    content = [{"cell_type": kind, "source": text, "metadata": {}, "outputs": []} for kind, text in told]
    return json.dumps(
        {"cells": content, "metadata": {}, "nbformat": 4, "nbformat_minor": 5, **changes}
    ).encode()


def lines(*cells):
    """Return the lines of the module that these cells become, without the two above the first cell."""
    return module("hw.ipynb", a_notebook(*cells)).source.decode().split("\n")[2:]


def refusal(content):
    with pytest.raises(SubmissionError) as caught:
        module("hw.ipynb", content)
    return str(caught.value)


def test_the_code_cells_become_the_module_one_below_the_other():
    found = module(
        "hw.ipynb",
        a_notebook(("markdown", "# Title"), "import numpy\nx = 1", ("raw", "raw"), ["y = 2\n", "z = 3"]),
    )

    assert found.source == b"\n\nimport numpy\nx = 1\ny = 2\nz = 3\n"
    assert found.cells == (3, 5)
    assert found.notes == ()


def test_a_notebook_of_the_third_version_is_one_too():
    cells = [{"cell_type": "code", "input": ["x = 1\n"]}, {"cell_type": "code", "input": "y = 2"}]
    old = json.dumps({"worksheets": [{"cells": cells}], "nbformat": 3}).encode()

    assert module("hw.ipynb", b"\xef\xbb\xbf" + old).source == b"\n\nx = 1\n\ny = 2\n"


def test_commands_are_left_out_with_a_note():
    found = module(
        "hw.ipynb",
        a_notebook(
            "%matplotlib inline\n!pip install numpy\nx = 1\nfiles = !ls\npip install numpy",
            "%%bash\nls\nrm -rf /",
            "%%time\nfor i in range(2):\n    !ls\ny = 2\nx?\n?x\nx??",
            "%time z = 3",
            "text = '''\n%no magic\n!neither\n'''\nvalues = (1\n% 2)",
        ),
    )

    assert found.source.decode().split("\n")[2:] == [
        *("", "", "x = 1", "", ""),
        *("", "", ""),
        *("", "for i in range(2):", "    pass", "y = 2", "", "", ""),
        "z = 3",
        *("text = '''", "%no magic", "!neither", "'''", "values = (1", "% 2)"),
        "",
    ]
    assert found.notes == (
        "left out of hw.ipynb, because they are commands and not Python: "
        "cell 1, lines 1, 2, 4, 5; cell 2, all of it; cell 3, lines 1, 3, 5, 6, 7",
    )


@pytest.mark.parametrize(
    "cell",
    [
        "# is this right?",
        "x = 'what?'",
        "y = 7 \\\n% 4",
        'f("""\n!x\n""")',
        "x = [\n%\n]"[:5] + "1]",
        "'it''s' # !",
    ],
)
def test_what_only_looks_like_a_command_stays(cell):
    assert "\n".join(lines(cell)) == cell + "\n"


def test_a_cell_that_is_not_python_is_left_out_with_a_note_and_the_lines_below_keep_their_numbers():
    found = module("hw.ipynb", a_notebook("x = 1", "ok = 1\ny = = 2", "z = 3"))

    assert found.source == b"\n\nx = 1\n\n\nz = 3\n"
    assert found.cells == (3, 4, 6)
    assert found.notes == (
        "hw.ipynb is not valid Python 3 at cell 2, line 2: invalid syntax; this cell was left out",
    )


def test_many_notes_are_a_few():
    found = module(
        "hw.ipynb", a_notebook("x = 1", *["!ls\ny = 1"] * 7, "\n".join([*["!ls"] * 8, "z = 1"]), *["= ="] * 8)
    )

    assert [note.partition(":")[0] for note in found.notes[5:]] == [
        "3 more cells of hw.ipynb were left out",
        "left out of hw.ipynb, because they are commands and not Python",
    ]
    assert found.notes[-1].endswith("cell 6, line 1; and in 3 more cells")


def test_imports_from_the_future_stand_above_all_else():
    found = module(
        "hw.ipynb", a_notebook("x = 1", "from __future__ import annotations, division  # old\ny = 2")
    )

    assert found.source == b"from __future__ import annotations, division\n\nx = 1\n\ny = 2\n"
    compile(found.source, "hw.ipynb", "exec")


def test_display_needs_no_import():
    assert module("hw.ipynb", a_notebook("display(1)")).source == b"\ndisplay = print\ndisplay(1)\n"


def test_the_first_line_of_a_cell_does_not_say_how_the_module_is_encoded():
    source = module("hw.ipynb", a_notebook("# coding: latin-1\nname = 'é'")).source

    assert compile(source, "hw.ipynb", "exec").co_consts[0] == "é"


def test_lines_end_as_python_ends_them():
    assert lines("a = 1\r\nb = 2\rc = '\x0c\u2028'") == ["a = 1", "b = 2", "c = '\x0c\u2028'", ""]


REFUSED = {
    "not JSON": (b"x = 1", "hw.ipynb is not a notebook, or it is damaged: save it anew"),
    "not a notebook": (b"[1]", "hw.ipynb is not a notebook, or it is damaged: save it anew"),
    "cells of another kind": (
        b'{"cells": [1]}',
        "hw.ipynb is not a notebook, or it is damaged: save it anew",
    ),
    "nested too deeply": (
        b'{"metadata": ' + b"[" * 10**6 + b"]" * 10**6 + b"}",
        "hw.ipynb is not a notebook, or it is damaged: save it anew",
    ),
    "no code": (a_notebook(("markdown", "# Title"), "!ls"), "hw.ipynb holds no code in Python"),
    "no Python": (a_notebook("x <- 1:"), "hw.ipynb is not valid Python 3 at cell 1, line 1: invalid syntax"),
    "too much": (
        a_notebook("#" * 2**18 + "\n"),
        "hw.ipynb holds more than 256 KiB of code: keep data out of it",
    ),
    "too many": (
        a_notebook(*["x"] * 2_001),
        "hw.ipynb holds more than 2000 cells of code: hand in only this homework",
    ),
}


@pytest.mark.parametrize(("content", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_notebook_is_refused(content, sentence):
    assert refusal(content) == sentence


def test_a_notebook_of_any_name_is_graded_and_messages_name_its_cells(tmp_path):
    path = tmp_path / "Untitled (3).ipynb"
    path.write_bytes(a_notebook("x = 1", "import matplotlib\nimport numpy"))

    found = read(path, ASSIGNMENT)

    assert (found.name, found.modules, found.files[0].cells) == ("Untitled (3)", ("mlp.py",), (3, 4))
    assert found.notes == (
        "Untitled (3).ipynb was graded as mlp.py, its 2 cells of code counted from the top",
        "Untitled (3).ipynb imports matplotlib at cell 2, line 1, which is absent here: "
        "an inert stand-in takes its place, and nothing is drawn or shown",
    )


def test_a_file_in_python_counts_before_a_notebook_beside_it(tmp_path):
    (tmp_path / "mlp.py").write_text("x = 1\n")
    for name in ("mlp.ipynb", "plots.ipynb"):
        (tmp_path / name).write_bytes(a_notebook("x = 2"))

    found = read(tmp_path, ASSIGNMENT)

    assert [file.content for file in found.files] == [b"x = 1\n"]
    assert found.notes == (
        "left out, because the same file is there by its own name: mlp.ipynb",
        "left out, because mlp.py is there without them: plots.ipynb",
    )


def test_the_one_notebook_of_a_folder_or_an_archive_is_graded(tmp_path):
    entries = [("hw/final.ipynb", a_notebook("x = 1")), ("hw/loader.py", b"x = 1\n")]

    found = read(zipped(tmp_path / "alice.zip", entries), ASSIGNMENT)

    assert [file.content for file in found.files] == [b"\n\nx = 1\n"]
    assert found.notes == (
        "final.ipynb was graded as mlp.py",
        "left out, because only final.ipynb is graded: hw/loader.py",
    )


def test_two_notebooks_of_other_names_are_refused(tmp_path):
    for name in ("a.ipynb", "b.ipynb"):
        (tmp_path / name).write_bytes(a_notebook("x = 1"))

    with pytest.raises(SubmissionError) as caught:
        read(tmp_path, ASSIGNMENT)
    assert str(caught.value) == f"{tmp_path.name} holds a.ipynb, b.ipynb but no mlp.py: {HAND_IN}"


def test_a_notebook_larger_than_any_picture_is_refused(tmp_path):
    path = tmp_path / "hw.ipynb"
    path.write_bytes(b" " * (2**24 + 1))

    with pytest.raises(SubmissionError) as caught:
        read(path, ASSIGNMENT)
    assert str(caught.value) == "hw.ipynb is larger than 16 MiB: clear its outputs"


@pytest.fixture
def root(tmp_path, monkeypatch):
    return made(tmp_path / "course", monkeypatch)


def test_a_notebook_is_graded_from_end_to_end(root, tmp_path):
    path = tmp_path / "hw.ipynb"
    broken = LAYER.replace("return", "return missing +", 1)
    path.write_bytes(a_notebook(("markdown", "# Mine"), "%matplotlib inline", "\n" + broken))

    assert cli.main(["grade", str(path), "--sandbox", "bare", "--out", str(tmp_path / "out")]) == 0
    report = json.loads((tmp_path / "out/report.json").read_text(encoding="utf-8"))
    frame = report["checks"][0]["traceback"][-1]
    place = (
        f"cell 2, line {1 + next(n for n, line in enumerate(broken.split(chr(10)), 1) if 'missing' in line)}"
    )
    assert (frame["cell"], f"cell 2, line {frame['line']}") == (2, place)
    assert f" at {place} in " in report["checks"][0]["message"]
    for name in ("report.html", "report.md"):
        assert place in (tmp_path / "out" / name).read_text(encoding="utf-8")


def test_what_a_file_defines_tells_the_homework_where_its_name_does_not(root, tmp_path):
    other = root / "assignments/other/assignment.toml"
    other.parent.mkdir()
    other.write_text(
        (root / "assignments/two/assignment.toml").read_text(encoding="utf-8").replace("layer.py", "net.py")
    )
    (tmp_path / "Untitled.ipynb").write_bytes(a_notebook(PROOFS, LAYER))

    assert catalog.infer(root, tmp_path / "Untitled.ipynb") == "two"
    assert catalog.infer(root, zipped(tmp_path / "x.zip", [("a/b.ipynb", a_notebook(LAYER))])) == "two"
