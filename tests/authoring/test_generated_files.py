"""Nothing generated is edited by hand, and nothing is out of date: for every assignment that there is."""

import pytest

from grader import catalog
from grader.authoring import generate

ROOT = catalog.course_root()
IDS = catalog.assignment_ids(ROOT)


def test_there_is_an_assignment():
    assert IDS != []


@pytest.mark.parametrize("id", IDS)
def test_all_generated_files_are_current(id):
    # `make verify` makes all mistakes again; here a few must do.
    assert generate.verify(catalog.load(ROOT, id), every=12) > 0
