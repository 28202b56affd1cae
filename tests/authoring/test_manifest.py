import hashlib
import json

import numpy as np

from grader import catalog, fixtures, instances
from grader.authoring import manifest
from grader.records import Fixture
from grader.rungs import Rung
from tests.toy import course

VERSIONS = {"python": "3", "numpy": "2"}


def make(tmp_path, **changed):
    assignment = catalog.load(course(tmp_path), "toy")
    given = instances.draw(assignment)
    expected = instances.expect(assignment, given) | changed
    fixture = Fixture(given=given, expected=expected, sha256="")
    ladders = {"forward": (Rung(given=given["forward"], expected={}, of="forward", seed=3, sizes={"9": 2}),)}
    return assignment, fixture, manifest.manifest(assignment, fixture, ladders, {"public.pk": "1"}, VERSIONS)


def test_a_manifest_says_from_what_and_with_what_fixtures_were_made(tmp_path):
    _, _, content = make(tmp_path)
    said = json.loads(content)
    sources = ("reference/toy/scale.py", "assignments/toy/checks.py")

    assert said["made_with"] == VERSIONS
    assert said["files"] == {"public.pk": "1"}
    assert said["sources"] == {
        name: hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() for name in sources
    }


def test_a_line_says_what_an_input_or_a_quantity_is(tmp_path):
    assignment, fixture, content = make(tmp_path)
    sha256 = hashlib.sha256(fixture.given["repeated"]["n"].tobytes()).hexdigest()
    lines = [line.strip() for line in content.decode().splitlines()]
    quantity = '"expected": {"y": {"shape": [2, 3], "dtype": "float64", "min": '

    assert list(json.loads(content)["checks"]) == [check.id for check in assignment.checks]
    assert (
        f'"n": {{"drawn": "constant 3", "shape": [], "dtype": "int64", "sha256": "{sha256[:12]}"}},' in lines
    )
    assert [line for line in lines if line.startswith(quantity)] != []


def test_a_line_says_how_a_small_instance_was_drawn(tmp_path):
    *_, content = make(tmp_path)

    assert json.loads(content)["counterexamples"] == {
        "forward": [{"of": "forward", "seed": 3, "sizes": {"9": 2}, "given": {"x": [2, 3]}}]
    }


def test_numbers_are_given_with_six_digits_and_the_canary_not_at_all(tmp_path):
    quantities = {"a": np.array(1.23456789), "b": np.array([np.inf, 2.0]), "c": np.zeros((0, 2))}
    assignment, _, content = make(tmp_path, noise=quantities)
    said = json.loads(content)["checks"]["noise"]["expected"]

    assert said["a"] == {"shape": [], "dtype": "float64", "value": 1.23457}
    assert said["b"] == {"shape": [2], "dtype": "float64", "min": 2.0, "max": "inf", "norm": "inf"}
    assert said["c"] == {"shape": [0, 2], "dtype": "float64"}
    assert instances.canary(assignment) not in content.decode()


def test_the_versions_are_those_of_this_interpreter():
    assert manifest.made_with()["numpy"] == np.__version__
    assert fixtures.MANIFEST == "manifest.json"
