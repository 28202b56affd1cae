"""What docs/class.md says of rosters, late work and layouts is so."""

import re
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from grader import catalog
from grader.batch import roster
from grader.batch.downloads import gather
from grader.late_policy import LatePolicy
from tests.batch.folders import made
from tests.toy import TOML

PAGE = (Path(__file__).parents[2] / "docs" / "class.md").read_text(encoding="utf-8")
DUE = datetime(2026, 10, 1, 23, 59, tzinfo=timezone(timedelta(hours=-4)))


def rows(title):
    """Return the cells of a section's table, without its head."""
    section = PAGE.partition(f"## {title}\n")[2].partition("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_the_late_policy_that_is_shown_is_one(tmp_path):
    (tmp_path / "assignments" / "toy").mkdir(parents=True)
    (tmp_path / "assignments" / "toy" / "assignment.toml").write_text(TOML, encoding="utf-8")
    (shown,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / "course.toml").write_text(shown, encoding="utf-8")

    assert catalog.late_policy(tmp_path, "toy") == LatePolicy(
        due=DUE, grace_minutes=15, percent_per_day=10, cap_percent=50, nothing_after_days=7
    )


CODE = re.compile("`([^`]+)`")
HEADERS = [name for row in rows("The roster") for name in CODE.findall(row[1]) if "…" not in name]


@pytest.mark.parametrize("header", HEADERS)
def test_a_column_that_is_named_is_known(header):
    value = "2026-10-01T23:59:00-04:00" if header in ("Submitted at", "Extended to") else "Ann 5"

    found = roster.parsed(f"{header},Surname\n{value},Zed\n", "r.csv")

    (student,) = found.students
    assert student.ids or student.name != "Zed" or found.at or found.due


@pytest.mark.parametrize("row", rows("Folders of downloads"), ids=lambda row: row[0])
def test_a_layout_that_is_shown_is_recognised(tmp_path, row):
    names = [name.removesuffix("/") for name in CODE.findall(row[1])]
    for name in names:
        made(
            tmp_path,
            name if name.endswith((".py", ".zip", ".yml")) else f"{name}/mlp.py",
            content="submission_123: {}\n",
        )

    intake = gather(tmp_path, files=("mlp.py", "derivations.py"))

    assert row[0].split()[-1] in intake.layout
