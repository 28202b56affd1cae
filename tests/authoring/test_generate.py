import hashlib
import json

import msgspec
import numpy as np
import pytest

from grader import catalog, fixtures
from grader.authoring import generate
from grader.errors import FixtureError
from tests.toy import CHECKS, REFERENCE, TOML, course

NAMES = [
    "student_template/toy/scale.py",
    "student_template/toy/tests.py",
    "student_template/toy/tests.pk",
    "student_template/toy/README.md",
    "assignments/toy/fixtures/public.pk",
    "assignments/toy/fixtures/hidden.pk",
    "assignments/toy/fixtures/counterexamples.pk",
    "assignments/toy/fixtures/manifest.json",
]
REMEDY = "run `make fixtures HW=toy` and commit what it changes"


@pytest.fixture
def made(tmp_path):
    """The folder of a toy course with all its generated files."""
    list(generate.write(catalog.load(course(tmp_path), "toy")))
    return tmp_path


def refusal(root):
    with pytest.raises(FixtureError) as caught:
        generate.verify(catalog.load(root, "toy"))
    return str(caught.value)


def test_everything_is_made_at_first_and_nothing_the_second_time(tmp_path):
    assignment = catalog.load(course(tmp_path), "toy")
    first = list(generate.write(assignment))
    contents = [(tmp_path / name).read_bytes() for name in NAMES]
    times = [(tmp_path / name).stat().st_mtime_ns for name in NAMES]
    second = list(generate.write(assignment))

    assert (first, second) == (NAMES, [])
    assert [(tmp_path / name).read_bytes() for name in NAMES] == contents
    assert [(tmp_path / name).stat().st_mtime_ns for name in NAMES] == times


def test_no_half_written_file_is_left(made):
    beside = {path.name for name in NAMES for path in (made / name).parent.iterdir()}

    assert beside == {name.split("/")[-1] for name in NAMES}


def test_a_file_that_was_edited_is_written_anew(made):
    (made / NAMES[1]).write_text("mine", encoding="utf-8")

    assert list(generate.write(catalog.load(made, "toy"))) == [NAMES[1]]


def test_current_files_are_verified(made):
    assert generate.verify(catalog.load(made, "toy")) == len(NAMES)


def test_what_was_made_with_another_numpy_is_verified(made):
    path = made / NAMES[-1]
    versions = json.loads(path.read_bytes())["made_with"]
    path.write_text(path.read_text("utf-8").replace(versions["numpy"], "1.26.0"), encoding="utf-8")

    assert generate.verify(catalog.load(made, "toy")) == len(NAMES)


@pytest.mark.parametrize("name", NAMES[:4])
def test_a_file_for_students_that_was_edited_is_stale(made, name):
    (made / name).write_bytes((made / name).read_bytes() + b"\n")

    assert refusal(made) == f"{name} is stale: {REMEDY}"


def test_all_stale_files_are_named(made):
    for name in NAMES[:2]:
        (made / name).unlink()

    assert refusal(made) == f"{NAMES[0]}, {NAMES[1]} are stale: {REMEDY}"


def test_another_draw_makes_the_inputs_stale(made):
    course(made, checks=CHECKS.replace("normal(2, 3)", "normal(2, 3, scale=2.0)"))

    assert refusal(made) == (
        f"assignments/toy/fixtures is stale: x of forward is not what its seed gives: {REMEDY}"
    )


@pytest.mark.parametrize(
    ("after", "trouble"),
    [
        ("y = self.factor * x + 1e-11", "y of forward is something else on the reference"),
        ("y = (self.factor * x)[0]", "y of forward has another dtype or shape on the reference"),
    ],
    ids=["value", "shape"],
)
def test_another_answer_of_the_reference_makes_expected_values_stale(made, after, trouble):
    course(made, reference=REFERENCE.replace("y = self.factor * x", after))

    assert refusal(made) == f"assignments/toy/fixtures is stale: {trouble}: {REMEDY}"


def test_another_quantity_makes_expected_values_stale(made):
    course(made, checks=CHECKS.replace('"is_new"', '"is_old"'))

    assert refusal(made) == (
        f"assignments/toy/fixtures is stale: noise returns other quantities on the reference than it did: {REMEDY}"
    )


def test_rounding_of_another_processor_is_not_stale(made):
    """The manifest and the template change with the reference; the expected values are left as they are stored."""
    course(made, reference=REFERENCE.replace("y = self.factor * x", "y = self.factor * x + 1e-14"))

    assert refusal(made) == f"assignments/toy/fixtures/manifest.json is stale: {REMEDY}"


def test_a_small_instance_that_says_something_else_is_stale(made):
    """The sizes and the stored inputs stay: only what is drawn for a counterexample is another."""
    assignment = catalog.load(made, "toy")
    ladders = fixtures.read_counterexamples(assignment)
    (rung, *_) = ladders["forward"]
    ladders["forward"] = (msgspec.structs.replace(rung, expected={"y": rung.expected["y"] + 1e-3}),)
    content = fixtures.counterexamples(fixtures.read(assignment).canary, ladders)
    path, listed = made / NAMES[6], made / NAMES[-1]
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    path.write_bytes(content)
    listed.write_text(listed.read_text("utf-8").replace(before, hashlib.sha256(content).hexdigest()), "utf-8")

    assert refusal(made) == (
        "assignments/toy/fixtures is stale: the small instance 1 of forward is not what its seed and the reference "
        f"give: {REMEDY}"
    )


def test_points_stand_in_the_readme_and_not_in_the_tests(made):
    course(
        made,
        toml=TOML.replace("points = 1", "points = 2"),
        checks=CHECKS.replace('"2", points=1', '"2", points=2'),
    )

    assert refusal(made) == (
        f"student_template/toy/README.md, assignments/toy/fixtures/manifest.json are stale: {REMEDY}"
    )


def test_the_canary_is_in_every_fixture_and_in_no_file_for_students(made):
    canary = fixtures.read(catalog.load(made, "toy")).canary.encode()
    holding = [name for name in NAMES if canary in (made / name).read_bytes()]

    assert holding == [
        "assignments/toy/fixtures/public.pk",
        "assignments/toy/fixtures/hidden.pk",
        "assignments/toy/fixtures/counterexamples.pk",
    ]


def test_hidden_inputs_are_in_no_file_for_students(made):
    hidden = fixtures.read(catalog.load(made, "toy")).given["forward_hidden"]["x"]
    files = [(made / name).read_bytes() for name in NAMES if name.startswith("student_template")]

    assert np.any(hidden)
    assert [content for content in files if hidden.tobytes() in content or b"forward_hidden" in content] == []
