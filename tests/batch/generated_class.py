"""A class of any size, for evidence: right and wrong work, templates, notebooks, archives, attacks, and broken files.

The same size and seed give the same class. The homework is a small one (`tests.peers.homework`), with short limits:
an attack may wait for them, and there are many.
"""

import json
import random
import zipfile
from collections.abc import Iterator
from pathlib import Path

from tests.assignments.specimens.cmu_hw1_mlp.wrong import WRONG, patched
from tests.attacks.header import CORPUS
from tests.peers import homework

ID, FILE = homework.ID, homework.FILE
_SPECIMENS = Path(__file__).parents[1] / "assignments" / "specimens" / homework.SOURCE / "right"
_LIMITS = (
    "\n[limits]\ncheck_wall_seconds = 1.0\nimport_wall_seconds = 2.0\n"
    "submission_wall_seconds = 6.0\nsubmission_cpu_seconds = 6.0\n"
)
# Attacks on the machine as a whole are for tests/attacks, one at a time; and these end by a race.
_FAMILIES = ("careless", "forge", "process", "protocol", "python", "read", "sharing")
_LEFT_OUT = ("forks_", "starts_threads_", "fills_", "allocates_", "leaves_a_process")
# Kind: how many of a hundred.
_SHARES = {
    "right": 30,
    "mistaken": 30,
    "template": 8,
    "hostile": 12,
    "notebook": 8,
    "archive": 6,
    "broken": 6,
}


def course(folder: Path) -> Path:
    """Return the folder of the course, its fixtures made."""
    made = homework.make(folder)
    toml = folder / "assignments" / ID / "assignment.toml"
    said = toml.read_text(encoding="utf-8").replace("\n\n", '\nstand_ins = ["matplotlib"]\n\n', 1)
    toml.write_text(said + _LIMITS, encoding="utf-8")
    return made.course


def hand_in(folder: Path, course: Path, size: int, seed: int = 1) -> Path:
    """Return the folder of what a class of this size hands in: a folder for each student, or an archive."""
    chance = random.Random(seed)
    reference = (course / "reference" / ID / FILE).read_text(encoding="utf-8")
    template = (course / "student_template" / ID / FILE).read_text(encoding="utf-8")
    wrong = [patched(reference, changes) for _, (_, changes) in sorted(WRONG.items())]
    right = [reference, *(path.read_text(encoding="utf-8") for path in sorted(_SPECIMENS.glob("*.py")))]
    hostile = [*_attacks(reference, course)]
    kinds = chance.choices([*_SHARES], [*_SHARES.values()], k=size)
    for number, kind in enumerate(kinds):
        place = folder / f"{kind}{number:04}"
        # Nobody's file is quite like another's.
        mark = f"# {number}\n"
        if kind == "hostile":
            _put(place, {FILE: hostile[number % len(hostile)] + mark})
        elif kind == "broken":
            _broken(place, number, reference)
        elif kind == "template":
            _put(place, {FILE: template + mark})
        elif kind == "notebook":
            _put(place, {"mlp.ipynb": _notebook(mark, chance.choice(right + wrong))})
        elif kind == "archive":
            folder.mkdir(parents=True, exist_ok=True)
            with zipfile.ZipFile(place.with_suffix(".zip"), "w") as archive:
                archive.writestr(f"hw1/{FILE}", mark + chance.choice(right + wrong))
        else:
            _put(place, {FILE: mark + chance.choice(right if kind == "right" else wrong)})
    return folder


def _attacks(reference: str, course: Path) -> Iterator[str]:
    for family in _FAMILIES:
        for path in sorted((CORPUS / family).glob("*.py")):
            if path.name.startswith(_LEFT_OUT):
                continue
            text = path.read_text(encoding="utf-8").replace("COURSE", str(course)).replace("MARK", "mark")
            is_alone = "\n# alone: yes" in f"\n{text}"
            yield text if is_alone else f"{reference}\n\n{text}"


def _broken(place: Path, number: int, reference: str) -> None:
    """Hand in one of the files that cannot be graded."""
    kinds = (
        {FILE: "def ("},
        {FILE: ""},
        {FILE: b"\xff\xfe\x00 no text"},
        {"notes.txt": "I was ill."},
        {FILE: "x = 1\n" * 60_000},
        {"mlp.ipynb": "{"},
        {FILE: "print 'Python 2'\n"},
        {f"a/{FILE}": reference, f"b/{FILE}": reference},
    )
    _put(place, kinds[number % len(kinds)])


def _notebook(mark: str, source: str) -> str:
    cell = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
    cells = [
        {**cell, "source": "%matplotlib inline\n!pip install numpy\n" + mark},
        {**cell, "source": source},
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def _put(place: Path, files: dict[str, str | bytes]) -> None:
    for name, content in files.items():
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
