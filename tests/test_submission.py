"""Whatever lies at a path, it is read as a submission or refused with one sentence; and nothing of it runs."""

import hashlib
import os
from pathlib import Path

import pytest

from grader import submission
from grader.errors import SubmissionError, UsageError
from grader.intake import folder, listing
from grader.submission import read
from tests.builders import an_assignment

ASSIGNMENT = an_assignment(allowed_modules=("numpy",), stand_ins=("matplotlib",))
HAND_IN = "hand in mlp.py, or a folder, zip or tar that holds it"


def write(top, files=(), **texts):
    """Write files into a folder, and return it; `mlp="x = 1"` is short for `{"mlp.py": "x = 1"}`."""
    for name, text in {**dict(files), **{f"{stem}.py": text for stem, text in texts.items()}}.items():
        path = top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return top


def names(found):
    return [file.name for file in found.files]


def refusal(path):
    with pytest.raises(SubmissionError) as caught:
        read(path, ASSIGNMENT)
    return str(caught.value)


def test_a_file_is_a_submission_named_after_its_folder(tmp_path):
    write(tmp_path / "alice", mlp="import numpy as np\n")

    found = read(tmp_path / "alice/mlp.py", ASSIGNMENT)

    assert (found.name, found.modules, found.notes) == ("alice", ("mlp.py",), ())
    assert names(found) == ["mlp.py"]
    assert found.files[0].content == b"import numpy as np\n"
    assert found.files[0].sha256 == hashlib.sha256(b"import numpy as np\n").hexdigest()


def test_a_file_of_another_name_is_graded_as_the_module_and_names_the_submission(tmp_path):
    write(tmp_path, alice_mlp="x = 1\n", layers="y = 1\n")

    found = read(tmp_path / "alice_mlp.py", ASSIGNMENT)

    assert (found.name, names(found)) == ("alice_mlp", ["mlp.py"])
    assert found.notes == ("alice_mlp.py was graded as mlp.py",)


def test_a_folder_is_a_submission_with_the_python_files_beside_the_module(tmp_path):
    blocks = {"blocks/dense.py": "x = 1\n", "blocks/__init__.py": ""}
    write(tmp_path / "bob", blocks, mlp="import layers, blocks.dense\n", layers="import extra\n", extra="")

    found = read(tmp_path / "bob", ASSIGNMENT)

    assert (found.name, found.notes) == ("bob", ())
    assert names(found) == ["mlp.py", "blocks/__init__.py", "blocks/dense.py", "extra.py", "layers.py"]


def test_the_current_folder_has_a_name(tmp_path, monkeypatch):
    monkeypatch.chdir(write(tmp_path / "carol", mlp="x = 1\n"))

    assert read(Path(), ASSIGNMENT).name == "carol"
    assert read(Path("mlp.py"), ASSIGNMENT).name == "carol"


def test_the_module_may_lie_in_the_one_folder_that_holds_it(tmp_path):
    code = {"hw1/code/mlp.py": "import layers\n", "hw1/code/layers.py": "x = 1\n"}
    write(tmp_path / "dan", code, notes="x = 1\n")

    found = read(tmp_path / "dan", ASSIGNMENT)

    assert (found.name, names(found)) == ("dan", ["mlp.py", "layers.py"])
    assert found.notes == ("left out, because only the folder that holds mlp.py is graded: notes.py",)


def test_a_module_at_the_top_wins_over_one_in_a_folder(tmp_path):
    write(tmp_path, {"old/mlp.py": "x = 2\n"}, mlp="x = 1\n")

    assert read(tmp_path, ASSIGNMENT).files[0].content == b"x = 1\n"


def test_what_is_left_out_of_a_folder_is_noted(tmp_path):
    write(tmp_path, mlp="x = 1\n", random="x = 1\n", draft="def f(:\n")
    write(tmp_path, {"numpy/__init__.py": "", ".git/mlp.py": "", "__pycache__/mlp.py": "", "venv/mlp.py": ""})
    (tmp_path / "venv/pyvenv.cfg").touch()
    for number in range(6):
        (tmp_path / f"data{number}.csv").touch()
    (tmp_path / "mlp.so").touch()
    os.mkfifo(tmp_path / "pipe.py")
    (tmp_path / "link.py").symlink_to("/etc/passwd")
    (tmp_path / "folder").symlink_to(tmp_path)

    found = read(tmp_path, ASSIGNMENT)

    assert names(found) == ["mlp.py"]
    assert found.notes == (
        "left out, because links are not followed: folder, link.py",
        "left out, because only Python files are graded: "
        "data0.csv, data1.csv, data2.csv, data3.csv, data4.csv and 4 more",
        "left out, because modules of Python and of the course have the same names: "
        "numpy/__init__.py, random.py",
        "left out, because they are not Python, and nothing is sure to import them: draft.py",
    )


def test_a_path_without_anything_is_wrong_usage(tmp_path):
    write(tmp_path, mlp="x = 1\n")

    for path in ("absent", "mlp.py/mlp.py", "a\0b"):
        with pytest.raises(UsageError) as caught:
            read(tmp_path / path, ASSIGNMENT)

        shown = str(tmp_path / path).replace("\0", "?")
        assert str(caught.value) == f"there is no file or folder {shown}"


NOT_A_MODULE = {
    "essay.txt": f"essay.txt is not a .py file: {HAND_IN}",
    "hw1.ipynb": "hw1.ipynb is not a notebook, or it is damaged: save it anew",
    "alice.zip": "alice.zip is not a zip archive, or it is damaged: pack it anew",
    "alice.tar.GZ": "alice.tar.GZ is not a tar archive, or it is damaged: pack it anew",
    "alice.rar": f"alice.rar is packed in a way that is not opened: {HAND_IN}",
    "mlp.py.gz": f"mlp.py.gz is packed in a way that is not opened: {HAND_IN}",
    "mlp": f"mlp is not a .py file: {HAND_IN}",
}


@pytest.mark.parametrize(("name", "text"), NOT_A_MODULE.items(), ids=str)
def test_a_file_of_another_kind_is_refused(tmp_path, name, text):
    (tmp_path / name).write_bytes(b"PK\x03\x04")

    assert refusal(tmp_path / name) == text


def test_a_folder_without_the_module_is_refused_with_what_it_holds(tmp_path):
    (tmp_path / "empty").mkdir()
    write(tmp_path / "other", {"b/c.py": ""}, a="", b="", c="", my_mlp="")
    write(tmp_path / "twice", {"one/mlp.py": "x = 1\n", "two/mlp.py": "x = 1\n"})

    assert refusal(tmp_path / "empty") == f"empty holds no mlp.py: {HAND_IN}"
    assert (
        refusal(tmp_path / "other")
        == f"other holds a.py, b.py, b/c.py, c.py, my_mlp.py but no mlp.py: {HAND_IN}"
    )
    assert refusal(tmp_path / "twice") == "twice holds mlp.py in one/, two/: hand in one of these folders"


def test_links_and_special_files_are_refused(tmp_path):
    write(tmp_path, mlp="x = 1\n")
    (tmp_path / "link.py").symlink_to("mlp.py")
    os.mkfifo(tmp_path / "pipe.py")

    assert refusal(tmp_path / "link.py") == "link.py is a link: hand in the file or folder itself"
    assert refusal(tmp_path / "pipe.py") == f"pipe.py is neither a file nor a folder: {HAND_IN}"
    assert refusal(Path(os.devnull)) == f"null is neither a file nor a folder: {HAND_IN}"


def test_a_file_that_becomes_a_pipe_or_a_link_while_we_look_is_refused(tmp_path, monkeypatch):
    """Between the look at a folder and the reading of a file, somebody may put another thing in its place."""
    write(tmp_path, mlp="x = 1\n")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("mlp.py")
    really_open = os.open
    for thing, text in {
        "pipe": "mlp.py is not a file",
        "link": "mlp.py cannot be read: Too many levels of symbolic links",
    }.items():
        with monkeypatch.context() as patch:
            patch.setattr(os, "open", lambda path, flags, thing=thing: really_open(tmp_path / thing, flags))

            assert refusal(tmp_path / "mlp.py") == text


def test_what_may_not_be_read_is_refused(tmp_path, monkeypatch):
    write(tmp_path / "alice", mlp="x = 1\n")

    def forbid(*arguments):
        raise PermissionError(13, "Permission denied")

    for name, path, text in [
        ("open", "alice/mlp.py", "mlp.py cannot be read: Permission denied"),
        ("open", "alice", "mlp.py cannot be read: Permission denied"),
        ("scandir", "alice", "alice cannot be read: Permission denied"),
    ]:
        with monkeypatch.context() as patch:
            patch.setattr(os, name, forbid)

            assert refusal(tmp_path / path) == text


def test_a_name_that_no_file_can_have_is_refused(tmp_path):
    name = "x" * 300

    assert refusal(tmp_path / name) == f"{name} cannot be read: File name too long"


def test_a_path_that_would_not_fit_below_the_folder_in_the_sandbox_is_refused(tmp_path):
    deep = tmp_path / "deep"
    write(deep, {"/".join(["a" * 100] * 5) + "/layers.py": "x = 1\n"}, mlp="x = 1\n")

    assert refusal(deep) == "deep holds a path of more than 500 bytes: use shorter names"


def test_a_name_made_of_dots_is_not_a_name(tmp_path):
    (tmp_path / "...py").write_text("x = 1\n")

    assert submission.read(tmp_path / "...py", ASSIGNMENT).name == "mlp"


def test_a_folder_that_holds_too_much_is_refused(tmp_path, monkeypatch):
    write(tmp_path / "files", mlp="x = 1\n", **{f"file{number}": "x = 1\n" for number in range(200)})
    write(tmp_path / "bytes", mlp="x = 1\n", **{f"file{number}": b"#" * 2**18 for number in range(4)})
    for module in (folder, listing):
        monkeypatch.setattr(module, "MOST_ENTRIES", 250)
    write(tmp_path / "entries", {f"data/{number}.csv": "" for number in range(250)}, mlp="x = 1\n")

    assert refusal(tmp_path / "files") == (
        "files holds more than 200 Python files: hand in only those of this homework"
    )
    assert refusal(tmp_path / "bytes") == "bytes holds more than 1 MiB of Python files"
    assert refusal(tmp_path / "entries") == (
        "entries holds more than 250 files: hand in only those of this homework"
    )


def test_a_file_that_is_sure_to_be_imported_must_be_python(tmp_path):
    write(tmp_path / "sure", mlp="import layers\n", layers="def f(:\n")
    write(tmp_path / "unsure", mlp="def f():\n    import layers\n", layers="def f(:\n")

    assert refusal(tmp_path / "sure") == "layers.py is not valid Python 3 at line 1: invalid syntax"
    assert names(read(tmp_path / "unsure", ASSIGNMENT)) == ["mlp.py"]


CONTENTS = {
    "empty": (b"", "mlp.py is empty"),
    "blank": (b"\xef\xbb\xbf \n\n", "mlp.py is empty"),
    "large": (b"#" * (2**18 + 1), "mlp.py is larger than 256 KiB: keep data out of it"),
    "no Python": (b"x = 1\ny = = 2\n", "mlp.py is not valid Python 3 at line 2: invalid syntax"),
    "needs an absent module": (
        b"import torch\n",
        "mlp.py imports torch at line 1, "
        "which is not handed in, nor provided by this course: use numpy and the standard library",
    ),
}


@pytest.mark.parametrize(("content", "text"), CONTENTS.values(), ids=CONTENTS)
def test_a_file_that_cannot_be_graded_is_refused(tmp_path, content, text):
    assert refusal(write(tmp_path, mlp=content) / "mlp.py") == text


def test_a_refusal_calls_a_file_by_its_own_name(tmp_path):
    write(tmp_path, alice_mlp="x = = 1\n")

    assert (
        refusal(tmp_path / "alice_mlp.py") == "alice_mlp.py is not valid Python 3 at line 1: invalid syntax"
    )


def test_a_module_that_a_stand_in_replaces_is_noted(tmp_path):
    write(tmp_path, mlp="import matplotlib.pyplot as plt\n")

    assert read(tmp_path, ASSIGNMENT).notes == (
        "mlp.py imports matplotlib at line 1, which is absent here: "
        "an inert stand-in takes its place, and nothing is drawn or shown",
    )


def test_nothing_is_run(tmp_path):
    write(tmp_path, mlp="import side\nopen('ran', 'w')\n", side="raise SystemExit\n")

    read(tmp_path, ASSIGNMENT)

    assert not Path("ran").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mlp.py", "side.py"]


def test_names_that_a_terminal_would_obey_are_made_harmless(tmp_path):
    write(tmp_path / "a\x1b[31m", {"b\n.py": "x = 1\n"}, mlp="x = 1\n")

    found = read(tmp_path / "a\x1b[31m", ASSIGNMENT)

    assert (found.name, names(found)) == ("a?[31m", ["mlp.py"])
    assert found.notes == ("left out, because only Python files are graded: b?.py",)
