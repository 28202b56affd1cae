import hashlib
import json
import pickle

import numpy as np
import pytest

from grader import catalog, fixtures
from grader.authoring import generate
from grader.errors import FixtureError
from grader.rungs import Rung
from tests.toy import CHECKS, course


@pytest.fixture
def toy(tmp_path):
    """A toy assignment whose fixtures are made."""
    assignment = catalog.load(course(tmp_path), "toy")
    list(generate.write(assignment))
    return assignment


def put(assignment, name, content):
    """Put a file in the place of a fixture and write its checksum into the manifest."""
    folder = assignment.folder / "fixtures"
    (folder / name).write_bytes(content)
    manifest = json.loads((folder / "manifest.json").read_bytes())
    manifest["files"][name] = hashlib.sha256(content).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def refusal(assignment):
    with pytest.raises(FixtureError) as caught:
        fixtures.read(assignment)
    return str(caught.value)


def test_what_is_stored_comes_back(toy):
    fixture = fixtures.read(toy)

    assert list(fixture.given) == list(fixture.expected) == [check.id for check in toy.checks]
    assert fixture.given["repeated"]["n"].item() == 3
    assert fixture.given["forward_hidden"]["x"].shape == (4, 1)
    np.testing.assert_array_equal(fixture.expected["forward"]["y"], 2 * fixture.given["forward"]["x"])


def test_arrays_that_come_back_are_plain_and_writable(toy):
    x = fixtures.read(toy).given["forward"]["x"]
    x[0, 0] = 1.0

    assert (type(x), x.dtype, x[0, 0]) == (np.ndarray, np.float64, 1.0)


def test_the_checksum_of_a_fixture_is_that_of_both_files(toy):
    files = json.loads((toy.folder / "fixtures" / "manifest.json").read_bytes())["files"]
    sha256 = fixtures.read(toy).sha256

    assert sha256 == fixtures.checksum(dict(reversed(files.items())))
    assert len({sha256, *(fixtures.checksum(files | {name: "0"}) for name in files)}) == 3


@pytest.mark.parametrize(
    "array",
    [
        np.arange(6.0).reshape(2, 3),
        np.asfortranarray(np.arange(6.0).reshape(2, 3)),
        np.arange(8.0)[::2],
        np.array(7),
        np.array([True, False]),
        np.zeros((0, 3)),
        np.ones(3, np.float32),
    ],
    ids=["matrix", "columns first", "strided", "number", "bool", "empty", "float32"],
)
def test_an_array_survives_plain_unpickling(array):
    back = pickle.loads(fixtures.encode({"x": array}))["x"]

    assert (back.dtype, back.shape) == (array.dtype, array.shape)
    np.testing.assert_array_equal(back, array)


def test_equal_contents_give_equal_bytes_whichever_objects_are_shared():
    name, array = "quantity", np.ones(3)
    shared = fixtures.encode({name: {"a": array, "b": array, "c": name}})
    separate = fixtures.encode({name: {"a": array.copy(), "b": array.copy(), "c": "".join(["quan", "tity"])}})

    assert shared == separate


def test_every_python_and_numpy_writes_the_same_bytes():
    content = fixtures.encode({"x": np.ones(3), "text": "a"})

    assert b"numpy" in content
    assert b"core" not in content
    assert (
        hashlib.sha256(content).hexdigest()
        == "20db1b3ab350166050fd02835f5fd59dc40010a84f23b74df932f6fcf0d02c0c"
    )


@pytest.mark.parametrize(
    ("array", "sentence"),
    [
        (np.array([None]), "a fixture cannot hold a ndarray of object"),
        (np.ma.ones(2), "a fixture cannot hold a MaskedArray of float64"),
        (np.ones(2, np.complex128), "a fixture cannot hold a ndarray of complex128"),
    ],
    ids=["objects", "subclass", "complex"],
)
def test_only_plain_numbers_can_be_stored(array, sentence):
    with pytest.raises(FixtureError) as caught:
        fixtures.encode({"x": array})

    assert str(caught.value) == sentence


@pytest.mark.parametrize("name", ["public.pk", "hidden.pk", "manifest.json"])
def test_a_missing_file_is_named_with_the_command_that_makes_it(toy, name):
    (toy.folder / "fixtures" / name).unlink()

    assert refusal(toy) == f"assignments/toy/fixtures/{name} is missing: run `make fixtures HW=toy`"


def test_a_file_that_is_not_the_one_in_the_manifest_is_not_opened(toy):
    path = toy.folder / "fixtures" / "public.pk"
    path.write_bytes(path.read_bytes() + b"\0")

    assert refusal(toy) == (
        "assignments/toy/fixtures/public.pk is not the file that its manifest describes: run `make fixtures HW=toy`"
    )


def test_a_file_that_the_manifest_does_not_name_is_not_opened(toy):
    (toy.folder / "fixtures" / "manifest.json").write_text('{"files": {}}', encoding="utf-8")

    assert refusal(toy) == (
        "assignments/toy/fixtures/public.pk is not the file that its manifest describes: run `make fixtures HW=toy`"
    )


def test_a_manifest_that_is_not_json_is_named(toy):
    (toy.folder / "fixtures" / "manifest.json").write_text("{", encoding="utf-8")

    assert refusal(toy) == "assignments/toy/fixtures/manifest.json cannot be read: Input data was truncated"


class Calls:
    """Pickles as a call of a function of the interpreter."""

    def __reduce__(self):
        return print, ("run",)


@pytest.mark.parametrize(
    ("content", "trouble"),
    [
        (pickle.dumps(Calls()), "builtins.print is not admitted"),
        (pickle.dumps({"canary": "", "checks": {"a": np.ones(2)}}, 5), "is not admitted"),
        (fixtures.encode({"x": np.ones(1)}).replace(b"<f8", b"|O8"), "arrays of |O8 are not admitted"),
        (fixtures.encode({"checks": {}}), "Object missing required field `canary`"),
        (b"no pickle", "invalid load key, 'n'."),
    ],
    ids=["a call", "NumPy's own way", "objects", "other content", "no pickle"],
)
def test_even_with_the_right_checksum_only_arrays_of_numbers_are_admitted(toy, content, trouble, capsys):
    put(toy, "public.pk", content)
    sentence = refusal(toy)

    assert sentence.startswith("assignments/toy/fixtures/public.pk cannot be read: ")
    assert sentence.endswith(trouble)
    assert capsys.readouterr().out == ""


def test_a_fixture_that_lacks_a_check_is_stale(toy, tmp_path):
    checks = CHECKS.replace('@check("2", points=1,', '@check("2", points=1, hidden=True,')
    assignment = catalog.load(course(tmp_path, checks=checks), "toy")

    assert refusal(assignment) == (
        "assignments/toy/fixtures does not hold the inputs that noise_hidden declares: run `make fixtures HW=toy`"
    )


def test_small_instances_come_back_as_they_were_in_the_same_order():
    grid = (7, -200, 201)
    rung = Rung(
        given={"W": fixtures.on_grid(grid, (9, 10)), "y": np.tile([[1.0, 0.0]], 60), "p": np.array(0.5)},
        expected={"y": np.array([1.0, 2.0])},
        of="forward",
        seed=3,
        sizes={"18": 4},
        grids={"W": grid},
        tiles={"y": 60},
    )
    content = fixtures.counterexamples("canary", {"forward": (rung,), "backward": ()})
    again = fixtures._decode(content, "counterexamples.pk", fixtures._Ladders).checks

    assert len(content) < 600
    assert [*again] == ["forward"]
    back = fixtures._rung(again["forward"][0])
    assert fixtures.counterexamples("canary", {"forward": (back,)}) == content
    assert [*back.given] == ["W", "y", "p"]
    assert all(np.array_equal(back.given[name], array) for name, array in rung.given.items())


def test_another_file_of_small_instances_is_refused(toy):
    (toy.folder / "fixtures" / "counterexamples.pk").write_bytes(b"something else")

    with pytest.raises(FixtureError) as caught:
        fixtures.read_counterexamples(toy)

    assert str(caught.value) == (
        "assignments/toy/fixtures/counterexamples.pk is not the file that its manifest describes: "
        "run `make fixtures HW=toy`"
    )
