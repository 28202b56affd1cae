"""The platforms that a homework can be exported to: how the files are made, and what to do with them."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import NamedTuple

from markupsafe import escape

from grader import __version__
from grader.errors import UsageError
from grader.platforms import bundle
from grader.platforms.bundle import Entry
from grader.platforms.formats import autolab, github, gradescope, junit, prairielearn
from grader.platforms.terms import Terms
from grader.records import Assignment

# Root in a container: namespaces are not to be had.
_IN_A_CONTAINER = "user"
_SETUP_MINUTES = 10


class Export(NamedTuple):
    """`make` returns the files by name; `next_step` is a sentence for the instructor."""

    make: Callable[[Assignment, Terms], Mapping[str, Entry]]
    next_step: str


def _gradescope(assignment: Assignment, terms: Terms) -> dict[str, Entry]:
    entries = bundle.engine(assignment, gradescope.SANDBOX, terms) | bundle.template("gradescope")
    return {f"{assignment.id}.zip": Entry(bundle.zipped(entries))}


def _prairielearn(assignment: Assignment, terms: Terms) -> dict[str, Entry]:
    if not terms.image:
        raise UsageError(
            'PrairieLearn grades in an image: build that of TO=docker, and name it in TERMS (image = "…")'
        )
    listed = ", ".join(assignment.files)
    files = ",".join(assignment.files)
    own = bundle.template("prairielearn", TITLE=escape(assignment.title), LISTED=listed, FILES=files)
    engine = bundle.engine(assignment, prairielearn.SANDBOX, terms)
    entries = own | {f"tests/{name}": entry for name, entry in engine.items()}
    entries["info.json"] = Entry(prairielearn.info(assignment, terms.image).encode())
    return {f"{assignment.id}/{name}": entry for name, entry in entries.items()}


def _github(assignment: Assignment, terms: Terms) -> dict[str, Entry]:
    minutes = _SETUP_MINUTES + math.ceil(assignment.limits.submission_wall_seconds / 60)
    entries = bundle.template("github-classroom", MINUTES=str(minutes))
    engine = bundle.engine(assignment, github.SANDBOX, terms)
    return entries | {f"grading/{name}": entry for name, entry in engine.items()}


def _autolab(assignment: Assignment, terms: Terms) -> dict[str, Entry]:
    handin = assignment.files[0] if len(assignment.files) == 1 else "handin.zip"
    own = bundle.template("autolab", HANDIN=handin)
    makefile = own.pop("autograde-Makefile")
    entries = bundle.engine(assignment, autolab.SANDBOX, terms) | own
    return {"autograde-Makefile": makefile, "autograde.tar": Entry(bundle.tarred(entries))}


def _junit(assignment: Assignment, terms: Terms) -> dict[str, Entry]:
    return bundle.engine(assignment, junit.SANDBOX, terms) | bundle.template("junit")


def _docker(assignment: Assignment, terms: Terms) -> dict[str, Entry]:
    own = bundle.template("docker", TITLE=assignment.title, TAG=f"grade-{assignment.id}", VERSION=__version__)
    return bundle.engine(assignment, _IN_A_CONTAINER, terms) | own


EXPORTS = {
    "gradescope": Export(
        _gradescope, "Next: upload the zip in it under Configure Autograder (docs/platforms.md)"
    ),
    "prairielearn": Export(
        _prairielearn, "Next: put the folder in it below questions/ of your course (docs/platforms.md)"
    ),
    "github-classroom": Export(
        _github, "Next: push grading/ to a private repository, classroom/ to the template (docs/platforms.md)"
    ),
    "autolab": Export(
        _autolab, "Next: upload both files in it under Autograder, and name the problems (docs/platforms.md)"
    ),
    "junit": Export(_junit, "Next: `sh grade.sh SUBMISSION RESULTS.xml` in your CI (docs/platforms.md)"),
    "docker": Export(_docker, "Next: `docker build` in the folder (docs/platforms.md)"),
}
