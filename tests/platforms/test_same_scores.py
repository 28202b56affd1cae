"""On every platform, in its layout, a submission gets the score that `make grade` gives it.

`make test` tries a sample of them; `make test-all` tries all on all.
"""

import json
from functools import cache

import pytest

from grader import cli
from tests.platforms import schemas
from tests.platforms.layouts import LAYOUTS, layout
from tests.platforms.submissions import HOSTILE, MISTAKES, NAMES, submission

pytestmark = [pytest.mark.needs_root, pytest.mark.needs_bubblewrap]
WRONG, FORGED = MISTAKES[1], HOSTILE[3]
QUICK = {
    ("gradescope", "reference"),
    ("prairielearn", FORGED),
    ("github-classroom", WRONG),
}
SCHEMAS = {
    "gradescope": schemas.Gradescope,
    "prairielearn": schemas.PrairieLearn,
    "github-classroom": schemas.GitHub,
}


def every_submission_on_every_platform():
    """Return the decorator that makes an item of each pair."""
    return pytest.mark.parametrize(
        ("platform", "name"),
        [
            pytest.param(
                platform,
                name,
                marks=() if (platform, name) in QUICK else pytest.mark.slow,
                id=f"{platform}-{name.removesuffix('.py').replace('/', '-')}",
            )
            for platform in LAYOUTS
            for name in NAMES
        ],
    )


@pytest.fixture(scope="module")
def platforms(tmp_path_factory):
    """Each platform with the homework on it, made when it is asked for."""
    return cache(lambda name: layout(name, tmp_path_factory.mktemp(name)))


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """The report on each submission, as `make grade` writes it; None for the one that is refused."""

    @cache
    def report(name):
        place = tmp_path_factory.mktemp("graded")
        path = submission(name, place / "work" / "handed_in")
        code = cli.main(["grade", str(path), "--hw", "cmu_hw1_mlp", "--out", str(place / "out")])
        assert code in (0, 1)
        return json.loads((place / "out" / "report.json").read_text()) if code == 0 else None

    return report


@every_submission_on_every_platform()
def test_a_platform_gives_the_score_of_make_grade(platform, name, platforms, graded, tmp_path):
    where = platforms(platform)
    path = submission(name, tmp_path / "handed_in", where.course or str(where.exported))

    came = where.hand_in(path)

    assert came.run.returncode == 0, came.run.stderr
    expected = graded(name)
    if expected is None:
        assert came.score in (0.0, None)
        assert "holds no mlp.py" in f"{came.results} {came.run.stdout}"
        return
    assert came.score == expected["score"]
    if platform == "gradescope":
        verdicts = {check["id"]: check["verdict"] for check in expected["checks"]}
        told = [test["extra_data"] for test in came.results["tests"] if "extra_data" in test]
        assert {each["id"]: each["verdict"] for each in told} == verdicts
    if platform in SCHEMAS:
        schemas.read(json.dumps(came.results), SCHEMAS[platform])


def test_there_are_ten_mistakes_and_ten_attacks():
    assert (len(MISTAKES), len(HOSTILE)) == (10, 10)
