"""What an attack says of itself: the comment lines at the top of its file.

    # Replaces what NumPy compares with.          any sentence on what it tries
    # checks: loss_forward loss_backward_hidden   the checks on which it is graded (default: see CHECKS)
    # score: 3 of 4                               what it must get
    # loses: loss_backward                        the checks that it does not pass, public or hidden ("all" of them)
    # ends: timed_out                             how the first of them ends
    # says: did not finish …                      in which sentence; "…" is any text, {line} any number of a line
    # notes: left out, because …                  what the report must say of the submission as a whole
    # refused: mlp.py is empty                    instead of all that: the sentence that turns it down
    # held by: bubblewrap user landlock           who protects from it (default: everybody)
    # limits: submission_wall_seconds=4           limits of its own
    # alone: yes                                  it is the whole file, and not lines behind the reference

An attack is a file, or a folder with an mlp.py. Where that folder holds a make.py, that has the header and a function
`make(folder)`, which makes what no repository can hold: links, pipes, stale bytecode.
"""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from tests import boxed

CORPUS = Path(__file__).parent / "corpus"
CHECKS = "relu_forward relu_forward_hidden relu_backward relu_backward_hidden \
loss_forward loss_forward_hidden loss_backward loss_backward_hidden"
# Of which nothing is about the wall: `make test-slow` and CI grade them, `make test` does not.
SLOW_FAMILIES = ("careless", "supply")
_FIELDS = {"checks", "score", "loses", "ends", "says", "notes", "refused", "held by", "limits", "alone"}
_FIELD = re.compile(r"# ([a-z ]{2,9}):(?: (.*))?")


class Header(NamedTuple):
    """The header of one attack. `points` and `of` are None where it is refused."""

    checks: tuple[str, ...]
    points: float | None
    of: float | None
    loses: tuple[str, ...]
    ends: str
    says: str
    notes: tuple[str, ...]
    refused: str
    held_by: frozenset[str]
    limits: dict[str, float]
    is_alone: bool


def attacks() -> list[Path]:
    """Return all attacks, family by family."""
    return sorted(path for path in CORPUS.glob("*/*") if path.suffix == ".py" or path.is_dir())


def every_attack_in_every_backend():
    """Return the decorator that makes an item of each; slow are those outside of bubblewrap, and two families."""
    items = []
    for attack in attacks():
        for backend in boxed.BACKENDS:
            name, marks = backend.values[0], backend.marks
            if name != "bubblewrap" or attack.parent.name in SLOW_FAMILIES:
                marks = (*marks, pytest.mark.slow)
            id = f"{attack.parent.name}/{attack.stem}-{name}"
            items.append(pytest.param(attack, name, marks=marks, id=id))
    return pytest.mark.parametrize(("attack", "backend"), items)


def read(attack: Path) -> Header:
    """Return the header of an attack."""
    file = (
        attack
        if attack.is_file()
        else next(attack / name for name in ("make.py", "mlp.py") if (attack / name).exists())
    )
    said: dict[str, str] = {}
    notes = []
    for line in file.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            break
        field = _FIELD.fullmatch(line)
        if field and field[1] in _FIELDS:
            said[field[1]] = field[2] or ""
            notes += [said["notes"]] if field[1] == "notes" else []
    score = re.fullmatch(r"([\d.]+) of ([\d.]+)", said.get("score", ""))
    assert bool(score) != ("refused" in said), f"{file} says neither what it must get nor that it is refused"
    return Header(
        checks=tuple(said.get("checks", CHECKS).split()),
        points=float(score[1]) if score else None,
        of=float(score[2]) if score else None,
        loses=tuple(said.get("loses", "").split()),
        ends=said.get("ends", "returned"),
        says=said.get("says", ""),
        notes=tuple(notes),
        refused=said.get("refused", ""),
        held_by=frozenset(said.get("held by", "bubblewrap user bare").split()),
        limits={
            name: float(value) for name, value in (pair.split("=") for pair in said.get("limits", "").split())
        },
        is_alone="alone" in said,
    )


def fits(pattern: str, text: str) -> bool:
    """Return whether a sentence is what a header says."""
    parts = re.split(r"(…|\{line\})", pattern)
    known = {"…": ".*", "{line}": r"\d+"}
    return re.fullmatch("".join(known.get(part, re.escape(part)) for part in parts), text) is not None
