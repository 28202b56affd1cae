"""Hidden inputs of a student's own: decided by a key, expected by the reference, and replayed to the byte."""

import hashlib
import json

import numpy as np
import pytest

from grader import catalog, cli, fixtures, instances
from grader.authoring import generate
from tests.test_determinism import without_times
from tests.toy import course

KEY = "a key of letters that nobody guesses\n"


@pytest.fixture
def toy(tmp_path, monkeypatch):
    root = course(tmp_path)
    monkeypatch.setenv("GRADER_COURSE", str(root))
    assignment = catalog.load(root, "toy")
    list(generate.write(assignment))
    return assignment


def keyed(toy, key=KEY, student="alice"):
    return instances.keyed(toy, fixtures.read(toy), key.encode(), student)


def grade(tmp_path, source, out, key=KEY):
    """Grade a submission of this text with the key; return the exit code, and its reports if there are any."""
    (tmp_path / "alice").mkdir(exist_ok=True)
    (tmp_path / "alice/scale.py").write_text(source, encoding="utf-8")
    (tmp_path / "key.txt").write_text(key, encoding="utf-8")
    folder = tmp_path / out
    arguments = [
        "grade",
        tmp_path / "alice",
        "--key",
        tmp_path / "key.txt",
        "--out",
        folder,
        "--sandbox",
        "bare",
    ]
    code = cli.main([str(argument) for argument in arguments])
    names = ("report.json", "report.staff.json", "report.md", "report.html")
    return code, [(folder / name).read_text(encoding="utf-8") for name in names if (folder / name).exists()]


def test_hidden_checks_get_inputs_of_their_own_and_public_ones_keep_theirs(toy):
    stored, mine = fixtures.read(toy), keyed(toy)

    assert (mine.given["forward_hidden"]["x"] != stored.given["forward_hidden"]["x"]).all()
    np.testing.assert_array_equal(mine.given["forward"]["x"], stored.given["forward"]["x"])
    np.testing.assert_allclose(mine.expected["forward_hidden"]["y"], 2 * mine.given["forward_hidden"]["x"])


def test_the_inputs_are_the_keys_and_the_students(toy):
    def x(**changes):
        return keyed(toy, **changes).given["forward_hidden"]["x"]

    np.testing.assert_array_equal(x(), x())
    assert (x() != x(key="another key, which is long enough")).all()
    assert (x() != x(student="bob")).all()


def test_right_work_keeps_its_points_and_a_leaked_answer_earns_nothing(toy, tmp_path):
    reference = catalog.reference_path(toy, "scale.py").read_text(encoding="utf-8")
    _, full = grade(tmp_path, reference, "full")
    leaked = fixtures.read(toy).expected["forward_hidden"]["y"].tolist()
    cheat = reference + (
        f"\n\ndef leaked(self, x):\n    return np.array({leaked}) if x.shape == (4, 1) else 2.0 * x\n\n\nScale.forward = leaked\n"
    )
    _, cheated = grade(tmp_path, cheat, "cheated")

    def verdicts(reports):
        return {check["id"]: check["verdict"] for check in json.loads(reports[0])["checks"]}

    assert set(verdicts(full).values()) == {"right"}
    assert verdicts(cheated)["forward"] == "right"
    assert verdicts(cheated)["forward_hidden"] == "wrong"


def test_a_replay_is_the_same_to_the_byte_times_aside(toy, tmp_path):
    reference = catalog.reference_path(toy, "scale.py").read_text(encoding="utf-8")

    first, second = (grade(tmp_path, reference, out)[1] for out in ("first", "second"))

    assert [*map(without_times, first)] == [*map(without_times, second)]


def test_the_key_is_in_the_staffs_report_alone_and_its_hash_in_all(toy, tmp_path):
    reference = catalog.reference_path(toy, "scale.py").read_text(encoding="utf-8")

    _, (student, staff, *others) = grade(tmp_path, reference, "out")

    hash = hashlib.sha256(KEY.strip().encode()).hexdigest()
    assert json.loads(staff)["key"] == KEY.strip()
    assert json.loads(student)["key"] == ""
    assert all(hash in text for text in (student, staff, *others))
    assert not any(KEY.strip() in text for text in (student, *others))


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        ("short", "holds less than 16 letters: a key must not be guessed"),
        ("kéy" * 9, "cannot be read as a text"),
    ],
)
def test_a_key_that_will_not_do_is_wrong_usage(toy, tmp_path, capsys, key, reason):
    code, reports = grade(tmp_path, "x = 1\n", "out", key)

    assert (code, reports) == (2, [])
    assert reason in capsys.readouterr().err


def test_a_key_that_is_not_there_is_wrong_usage(toy, tmp_path, capsys):
    (tmp_path / "scale.py").write_text("x = 1\n", encoding="utf-8")

    assert (
        cli.main(
            [
                "grade",
                str(tmp_path / "scale.py"),
                "--key",
                str(tmp_path / "nowhere"),
                "--out",
                str(tmp_path / "o"),
            ]
        )
        == 2
    )
    assert "nowhere cannot be read" in capsys.readouterr().err
