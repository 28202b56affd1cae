"""What students receive: what is on the list, and nothing hidden. What must not be in it is planted, and found."""

import ast
import io
import shutil
import zipfile

import nbformat
import numpy as np
import pytest

from grader import catalog, fixtures
from grader.authoring import handout, leaks, notebooks
from grader.errors import AssignmentError
from grader.intake.notebook import module
from grader.records import Visibility

ROOT = catalog.course_root()
HOMEWORKS = catalog.assignment_ids(ROOT)


@pytest.fixture(scope="module")
def homework():
    """The smallest homework that has hidden checks, its stored numbers, and the files that students get of it."""
    assignment = catalog.load(ROOT, min(HOMEWORKS, key=_size))
    return assignment, fixtures.read(assignment), handout.contents(assignment)


@pytest.fixture
def course_copy(tmp_path, homework):
    """The same homework in a course of its own, which may be spoilt."""
    id = homework[0].id
    for folder in ("assignments", "student_template", "reference"):
        shutil.copytree(ROOT / folder / id, tmp_path / folder / id)
    return catalog.load(tmp_path, id)


def _size(id):
    return (ROOT / "assignments" / id / "fixtures" / "hidden.pk").stat().st_size


def hidden_number(assignment, fixture):
    """Return an expected number of a hidden check that no public one has."""
    id = next(check.id for check in assignment.checks if check.visibility is Visibility.HIDDEN)
    arrays = [*fixture.given[id].values(), *fixture.expected[id].values()]
    floats = np.concatenate([array.ravel() for array in arrays if array.dtype == np.float64])
    return next(float(entry) for entry in floats if len(repr(float(entry))) > 15)


@pytest.mark.parametrize("id", HOMEWORKS)
def test_the_zip_of_every_homework_holds_what_is_on_the_list_and_nothing_hidden(id):
    assignment = catalog.load(ROOT, id)

    packed = handout.handout(assignment, with_notebooks=True)

    names = set(zipfile.ZipFile(io.BytesIO(packed)).namelist())
    books = {notebooks.name(file) for file in assignment.files}
    wanted = {"handout.md", "README.md", "tests.py", "tests.pk", *assignment.files, *books}
    assert names == {f"{id}/{name}" for name in wanted}
    assert packed == handout.handout(assignment, with_notebooks=True)


@pytest.mark.parametrize("form", ["bytes", "digits", "canary"])
def test_a_hidden_number_that_is_planted_is_found(homework, form):
    assignment, fixture, files = homework
    number = hidden_number(assignment, fixture)
    planted = {
        "bytes": np.array([0.5, number]).tobytes(),
        "digits": f"It should be {number:.9f}.".encode(),
        "canary": fixture.canary.encode(),
    }[form]
    files = files | {"tests.pk": files["tests.pk"] + planted}
    what = {
        "bytes": "the bytes of a number of a hidden check",
        "digits": "the digits of a number of a hidden check",
        "canary": "the text by which a leaked fixture is known",
    }[form]

    with pytest.raises(AssignmentError) as refused:
        handout.check(assignment, files)
    assert str(refused.value) == f"the handout must not leave the house: tests.pk holds {what}"


REFERENCE = '''
class Layer:
    def forward(self, x):
        """Return Wx + b."""
        # By the handout.
        self.x = x
        return self.W @ x + self.b
'''
TEMPLATE = '''
class Layer:
    def forward(self, x):
        """Return Wx + b."""
        raise NotImplementedError("Layer.forward")
'''
COPIES = {
    "tests.py": b"def forward(self, x):\n    self.x=x\n    return (self.W @ x + self.b)\n",
    "mlp.ipynb": b'{"cells": [{"source": ["self.x = x\\n", "return self.W @ x + self.b"]}]}',
}


@pytest.mark.parametrize("name", COPIES)
def test_a_body_of_the_reference_is_found_however_it_is_laid_out(name):
    found = list(leaks.answers({"ok.py": TEMPLATE.encode(), name: COPIES[name]}, REFERENCE, TEMPLATE))

    assert found == [f"{name} holds the body of Layer.forward"]


def test_what_the_template_shows_is_no_answer():
    assert list(leaks.answers({"mlp.py": REFERENCE.encode()}, REFERENCE, REFERENCE)) == []


def test_a_file_that_is_not_on_the_list_is_refused(course_copy):
    assignment = course_copy
    stray = assignment.folder.parents[1] / "student_template" / assignment.id / "solution.py"
    stray.write_text("pass\n")

    with pytest.raises(AssignmentError) as refused:
        handout.contents(assignment)
    assert str(refused.value) == (
        f"student_template/{assignment.id}/solution.py is nothing that students get: remove it"
    )


def test_a_stale_file_is_refused(course_copy):
    assignment = course_copy
    tests = assignment.folder.parents[1] / "student_template" / assignment.id / "tests.py"
    tests.write_text(tests.read_text() + "\n")

    with pytest.raises(AssignmentError) as refused:
        handout.contents(assignment)
    assert str(refused.value) == (
        f"student_template/{assignment.id}/tests.py is stale: run `make fixtures HW={assignment.id}`"
    )


def test_a_homework_without_a_statement_is_refused(course_copy):
    (course_copy.folder / "handout.md").unlink()

    with pytest.raises(AssignmentError) as refused:
        handout.contents(course_copy)
    assert str(refused.value) == (
        f"assignments/{course_copy.id}/handout.md is missing: students need the statement"
    )


def test_a_handout_of_many_megabytes_is_refused(homework):
    assignment, _, files = homework

    with pytest.raises(AssignmentError) as refused:
        handout.check(assignment, {**files, "handout.md": b" " * (10 * 2**20)})
    assert "the handout has 10," in str(refused.value)
    assert str(refused.value).endswith(" bytes, and may have 10,485,760")


@pytest.mark.parametrize("id", HOMEWORKS)
def test_the_notebook_of_a_template_is_valid_and_is_graded_as_the_template(id):
    assignment = catalog.load(ROOT, id)
    for file in assignment.files:
        template = (ROOT / "student_template" / id / file).read_text(encoding="utf-8")

        written = notebooks.notebook(template, file, assignment.title)

        nbformat.validate(nbformat.reads(written.decode(), as_version=4))
        read_back = module("a.ipynb", written).source.decode()
        assert definitions(read_back) == definitions(template)


def definitions(source):
    """Return the source without blank lines, and without the text at the top."""
    return [ast.unparse(node) for node in ast.parse(source).body if not isinstance(node, ast.Expr)]
