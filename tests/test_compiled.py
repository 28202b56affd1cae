"""The compiled checks.py: what of it enters the sandbox, and when what was kept of it is used."""

import marshal

import pytest

from grader import compiled
from grader.errors import AssignmentError

SOURCE = """
from grader.vocabulary import check, constant

# A comment.
@check(problem="1", points=3, x=constant(2.0))
def doubled(mlp, x):
    \"\"\"It is doubled.\"\"\"
    return {"y": mlp.double(x)}
"""


@pytest.fixture
def checks(tmp_path, monkeypatch):
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    path = tmp_path / "checks.py"
    path.write_text(SOURCE, encoding="utf-8")
    return path


def kept(checks):
    return list((checks.parent / "__pycache__").glob("*.grader"))


def test_what_enters_the_sandbox_is_the_function_at_its_own_line(checks):
    names: dict = {}
    exec(marshal.loads(compiled.read(checks, "checks.py").sandbox_code), names)

    assert {name for name in names if not name.startswith("__")} == {"doubled"}
    assert names["doubled"].__code__.co_firstlineno == 6


def test_the_second_reading_compiles_nothing(checks, monkeypatch):
    first = compiled.read(checks, "checks.py")
    monkeypatch.delattr("grader.compiled._compile")

    assert compiled.read(checks, "checks.py").sandbox_code == first.sandbox_code


def test_a_changed_file_is_compiled_again(checks):
    compiled.read(checks, "checks.py")
    checks.write_text(SOURCE.replace("mlp.double(x)", "2 * x"), encoding="utf-8")

    assert "2 * x" in compiled.read(checks, "checks.py").sandbox_source


@pytest.mark.parametrize(
    "damage", [lambda content: content[:-9], lambda content: b"", lambda content: b"x" * 99]
)
def test_a_damaged_copy_is_as_good_as_none(checks, damage):
    compiled.read(checks, "checks.py")
    (copy,) = kept(checks)
    copy.write_bytes(damage(copy.read_bytes()))

    assert "mlp.double(x)" in compiled.read(checks, "checks.py").sandbox_source


def test_nothing_is_kept_where_python_keeps_nothing(checks, monkeypatch):
    monkeypatch.setattr("sys.dont_write_bytecode", True)

    compiled.read(checks, "checks.py")

    assert kept(checks) == []


def test_a_folder_that_is_not_ours_to_write_in_is_no_obstacle(checks):
    (checks.parent / "__pycache__").write_text("in the way", encoding="utf-8")

    assert "mlp.double(x)" in compiled.read(checks, "checks.py").sandbox_source


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("def f(:", "checks.py is not Python: invalid syntax"),
        ("def f(): pass\ndef f(): pass", "checks.py defines f twice: the second would replace the first"),
    ],
)
def test_what_is_wrong_with_it_is_said(checks, text, message):
    checks.write_text(text, encoding="utf-8")

    with pytest.raises(AssignmentError, match=message):
        compiled.read(checks, "checks.py")
