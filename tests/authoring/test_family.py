"""Other right solutions, read from a course's equivalent.py."""

import pytest

from grader import catalog
from grader.authoring import family
from grader.errors import AssignmentError
from tests.toy import course

FAMILY = '''
"""Other ways to scale."""

import numpy as np

from grader.misconceptions import rewrite


def by_numpy(scale):
    """By NumPy."""
    _into(scale, "np.multiply(x, self.factor)")


def _into(scale, new):
    scale.new = new


def into(scale, new):
    scale.new = new


def _hidden(scale):
    scale.new = None
'''


def written(tmp_path, text):
    course(tmp_path)
    (tmp_path / "assignments/toy/equivalent.py").write_text(text, encoding="utf-8")
    return catalog.load(tmp_path, "toy")


def test_each_function_of_one_parameter_is_a_right_solution_and_steps_on_the_way_are_none(tmp_path):
    assignment = written(tmp_path, FAMILY)

    (found,) = family.read(assignment)

    assert found[:2] == ("assignments/toy/equivalent.py: by_numpy", "scale.py")
    assert family.changed(assignment, found).new == "np.multiply(x, self.factor)"


def test_there_need_be_none(tmp_path):
    course(tmp_path)

    assert family.read(catalog.load(tmp_path, "toy")) == ()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("1 / 0", "does not run: ZeroDivisionError: division by zero"),
        ("def other(shape): ...", "other changes shape.py, which is none of the homework's files"),
    ],
)
def test_a_file_that_is_not_as_it_should_be_is_refused(tmp_path, text, sentence):
    with pytest.raises(AssignmentError) as caught:
        family.read(written(tmp_path, text))

    assert str(caught.value).removeprefix("assignments/toy/equivalent.py").lstrip(": ") == sentence


def test_a_change_that_does_not_fit_the_reference_is_told(tmp_path):
    assignment = written(tmp_path, "def other(scale):\n    scale.gone()\n")

    with pytest.raises(AssignmentError) as caught:
        family.changed(assignment, *family.read(assignment))
    assert str(caught.value) == (
        "assignments/toy/equivalent.py: other does not fit the reference: AttributeError: "
        "module '_reference_of_toy_scale' has no attribute 'gone'"
    )
