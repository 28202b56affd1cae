"""Zip and tar archives: what students pack simply works, and what would do harm is left out or refused."""

import os
import stat

import pytest

from grader.submission import read
from tests.intake.packing import ASSIGNMENT, HAND_IN, PACKERS, names, packed, refusal

every_kind = pytest.mark.parametrize("kind", PACKERS)


@every_kind
def test_an_archive_as_students_pack_it_is_graded(tmp_path, kind):
    entries = [
        ("hw1/", b""),
        ("hw1/mlp.py", b"import layers\n"),
        ("hw1/layers.py", b"x = 1\n"),
        ("hw1/README.md", b"# My homework\n"),
        ("hw1/data/train.csv", b"1,2\n" * 1000),
        ("hw1/.DS_Store", b"\0"),
        ("hw1/.ipynb_checkpoints/mlp-checkpoint.py", b"x = 2\n"),
        ("hw1/__pycache__/mlp.cpython-311.pyc", b"\0"),
        ("hw1/venv/pyvenv.cfg", b""),
        ("hw1/venv/lib/mlp.py", b"x = 3\n"),
        ("__MACOSX/hw1/._mlp.py", b"\0"),
    ]

    found = read(packed(tmp_path, kind, entries), ASSIGNMENT)

    assert (found.name, found.modules, names(found)) == ("alice", ("mlp.py",), ["mlp.py", "layers.py"])
    assert found.files[0].content == b"import layers\n"
    assert found.notes == (
        "left out, because only Python files are graded: hw1/README.md, hw1/data/train.csv, hw1/venv/",
    )


@every_kind
def test_a_path_that_begins_with_a_dot_or_has_backslashes_is_a_path(tmp_path, kind):
    found = read(packed(tmp_path, kind, [("./mlp.py", b"x = 1\n"), (".\\blocks\\a.py", b"")]), ASSIGNMENT)

    assert names(found) == ["mlp.py", "blocks/a.py"]


@every_kind
def test_the_one_python_file_of_an_archive_may_have_any_name(tmp_path, kind):
    found = read(packed(tmp_path, kind, [("final version/homework.py", b"x = 1\n")]), ASSIGNMENT)

    assert names(found) == ["mlp.py"]
    assert found.notes == ("homework.py was graded as mlp.py",)


@every_kind
def test_what_leads_out_of_an_archive_is_left_out(tmp_path, kind):
    outside = ["../mlp.py", "/etc/mlp.py", "a/../../b.py", "C:/x.py", "d/" * 40 + "x.py"]
    entries = [("mlp.py", b"x = 1\n"), *((name, b"x = 2\n") for name in outside)]

    found = read(packed(tmp_path, kind, entries), ASSIGNMENT)

    assert names(found) == ["mlp.py"]
    assert found.notes == (
        "left out, because their names lead out of the archive, or are none that a file can have: "
        f"../mlp.py, /etc/mlp.py, C:/x.py, a/../../b.py, {'d/' * 40}x.py",
    )
    assert os.listdir(tmp_path) == [f"alice.{kind}"]


@every_kind
def test_links_and_devices_are_not_followed(tmp_path, kind):
    forms = [("link.py", stat.S_IFLNK), ("zero.py", stat.S_IFCHR), ("pipe.py", stat.S_IFIFO)]
    entries = [("mlp.py", b"x = 1\n"), *((name, (form, b"/etc/passwd")) for name, form in forms)]

    found = read(packed(tmp_path, kind, entries), ASSIGNMENT)

    assert names(found) == ["mlp.py"]
    assert found.notes == (
        "left out, because links are not followed: link.py",
        "left out, because only Python files are graded: pipe.py, zero.py",
    )


@every_kind
def test_look_alikes_and_names_in_disguise_are_left_out(tmp_path, kind):
    strange = [
        "numpy.py",
        "numpy/__init__.py",
        "sitecustomize.py",
        "random.py",
        "\u202eyp.x.py",
        "x\x1b[31m.py",
    ]
    entries = [("mlp.py", b"x = 1\n"), ("MLP.py", b"x = 2\n"), ("mlp.py/x.py", b""), ("mlp.pyc", b"\0")]

    found = read(packed(tmp_path, kind, [*entries, *((name, b"") for name in strange)]), ASSIGNMENT)

    assert names(found) == ["mlp.py"]
    assert found.files[0].content == b"x = 1\n"
    assert found.notes == (
        "left out, because only Python files are graded: mlp.pyc, x?[31m.py, ?yp.x.py",
        "left out, because modules of Python and of the course have the same names: "
        "numpy.py, numpy/__init__.py, random.py, sitecustomize.py",
        "left out, because the same file is there by its own name: MLP.py",
        "left out, because a file has the name of their folder: mlp.py/x.py",
    )


@every_kind
def test_a_letter_of_another_alphabet_is_shown_as_what_it_is(tmp_path, kind):
    entries = [("ml\u0440.py", b"x = 1\n"), ("notes.py", b"x = 1\n")]

    assert refusal(packed(tmp_path, kind, entries)) == (
        f"alice.{kind} holds ml\\u0440.py, notes.py but no mlp.py: {HAND_IN}"
    )


@every_kind
def test_two_files_of_one_name_are_refused(tmp_path, kind):
    entries = [("mlp.py", b"x = 1\n"), ("./mlp.py", b"x = 2\n")]

    assert refusal(packed(tmp_path, kind, entries)) == f"alice.{kind} holds mlp.py twice: pack it anew"


@every_kind
def test_an_archive_without_the_module_or_with_nothing_is_refused(tmp_path, kind):
    assert refusal(packed(tmp_path, kind, [])) == f"alice.{kind} holds no mlp.py: {HAND_IN}"
    assert refusal(packed(tmp_path, kind, [("a.py", b""), ("inner.zip", b"")])) == "a.py is empty"
    assert refusal(packed(tmp_path, kind, [("inner.zip", b"")])) == f"alice.{kind} holds no mlp.py: {HAND_IN}"


@every_kind
def test_thousands_of_entries_are_refused(tmp_path, kind):
    entries = [("mlp.py", b"x = 1\n"), *((f"data/{number}.csv", b"") for number in range(5_000))]

    assert refusal(packed(tmp_path, kind, entries)) == (
        f"alice.{kind} holds more than 5000 files: hand in only those of this homework"
    )


@every_kind
def test_hidden_files_by_the_thousand_are_nobodys_work(tmp_path, kind):
    entries = [("mlp.py", b"x = 1\n"), *((f".git/objects/{number}", b"") for number in range(5_000))]

    assert names(read(packed(tmp_path, kind, entries), ASSIGNMENT)) == ["mlp.py"]


@every_kind
def test_a_file_that_unpacks_to_too_much_is_refused_before_it_is_unpacked(tmp_path, kind):
    path = packed(tmp_path, kind, [("mlp.py", b"#" * 2**23)])

    assert refusal(path) == "mlp.py is larger than 256 KiB: keep data out of it"


@every_kind
def test_a_damaged_archive_is_refused(tmp_path, kind):
    path = packed(tmp_path, kind, [("mlp.py", b"x = 1\n"), ("layers.py", bytes(range(256)) * 9)])
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 3])

    word = "zip" if kind == "zip" else "tar"
    assert refusal(path) == f"alice.{kind} is not a {word} archive, or it is damaged: pack it anew"


def test_an_archive_that_is_too_large_is_not_read(tmp_path):
    path = tmp_path / "alice.zip"
    with path.open("wb") as file:
        file.truncate(2**26 + 1)

    assert refusal(path) == "alice.zip is larger than 64 MiB: keep data out of it"
