import hashlib
import random

import numpy as np
import pytest

from grader import catalog, instances
from grader.errors import AssignmentError
from tests.toy import CHECKS, course

RETURNED = 'return {"y": scaled(module, x)}'


def load(tmp_path, before="", after=""):
    assert before in CHECKS
    return catalog.load(course(tmp_path, checks=CHECKS.replace(before, after, 1)), "toy")


def refusal(tmp_path, before, after):
    """Return the sentence with which the values of the toy are refused when something in it is replaced."""
    assignment = load(tmp_path, before, after)
    with pytest.raises(AssignmentError) as caught:
        instances.expect(assignment, instances.draw(assignment))
    return str(caught.value)


def test_the_seed_of_an_input_is_its_name(tmp_path):
    x = instances.draw(load(tmp_path))["forward"]["x"]
    seed = int(hashlib.sha256(b"toy/forward/x").hexdigest(), 16)

    np.testing.assert_array_equal(
        x, np.random.Generator(np.random.PCG64(seed)).standard_normal((2, 3)).round(6)
    )


def test_a_hidden_check_draws_other_numbers(tmp_path):
    given = instances.draw(load(tmp_path, "normal(4, 1)", "normal(2, 3)"))

    assert not (given["forward"]["x"] == given["forward_hidden"]["x"]).any()


def test_expected_is_what_the_reference_answers(tmp_path):
    assignment = load(tmp_path)
    given = instances.draw(assignment)
    expected = instances.expect(assignment, given)

    np.testing.assert_array_equal(expected["forward"]["y"], 2 * given["forward"]["x"])
    assert (expected["noise"]["is_new"].dtype, expected["noise"]["is_new"].shape) == (np.bool_, ())


def test_a_check_may_change_its_inputs(tmp_path):
    assignment = load(tmp_path, RETURNED, "x *= 0; return {'y': x}")
    given = instances.draw(assignment)
    instances.expect(assignment, given)

    assert given["forward"]["x"].all()


def test_random_numbers_are_left_as_they_were(tmp_path):
    assignment = load(tmp_path)
    given = instances.draw(assignment)
    np.random.seed(1)
    random.seed(1)
    wanted = np.random.uniform(), random.random()
    np.random.seed(1)
    random.seed(1)
    instances.expect(assignment, given)

    assert (np.random.uniform(), random.random()) == wanted


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        (RETURNED, "1 / 0", "forward fails on the reference: ZeroDivisionError: division by zero"),
        (
            RETURNED,
            "return scaled(module, x)",
            "forward returns a ndarray on the reference: return a dict with a name for each array or number",
        ),
        (
            RETURNED,
            "return {'y': [1, 2]}",
            "y of forward is a list: make it an array of numbers, or a number",
        ),
        (
            RETURNED,
            "return {'y': np.array(['a'])}",
            "y of forward is a ndarray of <U1: make it an array of numbers, or a number",
        ),
        ('{"path": ', '{"way": ', "noise declares the curve path, and returns way, is_new"),
        ("np.random.seed(3)", "", "noise gives another path each time: call np.random.seed in it"),
    ],
    ids=["raises", "no dict", "list", "text", "no curve", "no seed"],
)
def test_a_check_that_cannot_be_expected_anything_of_is_refused(tmp_path, before, after, sentence):
    assert refusal(tmp_path, before, after) == sentence


def test_an_input_that_is_not_made_of_numbers_is_refused(tmp_path):
    assignment = load(tmp_path, "constant(3)", 'constant("abc")')

    with pytest.raises(AssignmentError) as caught:
        instances.draw(assignment)

    assert str(caught.value) == (
        "the input toy/repeated/n is a ndarray of <U3: make it an array of numbers, or a number"
    )


def test_the_canary_is_a_token_of_its_own_for_each_assignment(tmp_path):
    first = instances.canary(load(tmp_path))
    second = instances.canary(catalog.load(course(tmp_path, id="other"), "other"))

    assert first != second
    assert len(bytes.fromhex(first)) == 16
