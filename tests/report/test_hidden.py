"""Names that code makes up at run time could carry the inputs of a hidden check; names in files cannot."""

import pytest

from grader.records import Outcome, Verdict
from grader.report.hidden import Vocabulary, public_exception, public_message
from tests.builders import a_check, a_file, a_result, a_submission, an_assignment, an_observation

SOURCE = b"import torch\nclass ShapeError(Exception): pass\ndef forward(x): raise ShapeError\n"
VOCABULARY = Vocabulary(an_assignment(), a_submission(files=(a_file(content=SOURCE),)))
MORE = "more is not shown, because this check is hidden"


def raised(kind, text, message):
    seen = an_observation("forward_hidden", Outcome.RAISED, exception=(kind, text))
    return a_result(a_check("forward_hidden"), seen, Verdict.FAILED, public_message=message)


@pytest.mark.parametrize(
    "name",
    ["ValueError", "LinAlgError", "ndarray of object", "ShapeError", "torch", "torch.forward"],
)
def test_names_of_python_numpy_and_the_handed_in_files_are_known(name):
    assert name in VOCABULARY


@pytest.mark.parametrize("name", ["s0731_125", "ndarray of <U731", "Error3", "a b c d", "!!~~!", ""])
def test_names_that_no_file_holds_are_not_known(name):
    assert name not in VOCABULARY


@pytest.mark.parametrize(
    ("kind", "text", "message"),
    [
        ("ShapeError", "0.731", "raised ShapeError at mlp.py:3 in forward"),
        ("KeyError", "3", "raised KeyError at mlp.py:3 in forward"),
        (
            "ModuleNotFoundError",
            "No module named 'torch'",
            "imports torch at mlp.py:1, which was not handed in",
        ),
        ("NotImplementedError", "LinearMap.forward", "not implemented: LinearMap.forward"),
    ],
)
def test_the_judges_sentence_stands_if_every_name_in_it_is_known(kind, text, message):
    assert public_message(raised(kind, text, message), VOCABULARY) == message


@pytest.mark.parametrize(
    ("kind", "text", "message"),
    [
        ("s0731", "", "raised s0731 at mlp.py:3 in forward"),
        (
            "ModuleNotFoundError",
            "No module named 's0731'",
            "imports s0731 at mlp.py:1, which was not handed in",
        ),
        ("TypeError", "s0731() takes 1 positional argument", "s0731 does not take the arguments"),
    ],
)
def test_a_sentence_that_repeats_a_name_made_up_by_an_exception_is_replaced(kind, text, message):
    assert public_message(raised(kind, text, message), VOCABULARY) == f"raised an exception; {MORE}"


def test_a_method_that_is_not_implemented_stays_so_without_its_name():
    result = raised("NotImplementedError", "s0731.s125", "not implemented: s0731.s125")

    assert public_message(result, VOCABULARY) == "not implemented"


def test_a_sentence_that_repeats_the_name_of_a_type_made_up_at_run_time_is_replaced():
    long_name = "s" + "0731" * 20
    seen = an_observation("forward_hidden", quantities={"dx": long_name})
    result = a_result(
        a_check("forward_hidden"), seen, Verdict.WRONG, public_message=f"dx is a {long_name[:60]}"
    )

    assert public_message(result, VOCABULARY) == f"returned something that is not an array of numbers; {MORE}"


def test_the_type_of_an_exception_is_named_only_if_a_file_names_it():
    assert public_exception("ShapeError", VOCABULARY) == "ShapeError"
    assert public_exception("s0731", VOCABULARY) == "an exception"
