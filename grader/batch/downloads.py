"""What a class handed in, from a folder of downloads: whose layout it is, whose work, and which of it counts.

Times are those that a layout or the roster says. When a file was written here says only when it was downloaded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from grader.batch import roster as rosters
from grader.batch.counting import Claimed, counted
from grader.batch.layouts import canvas, flat, folders, gradescope, moodle
from grader.batch.layouts.found import Layout, entries
from grader.batch.matching import Everybody, Register
from grader.batch.standing import Intake
from grader.intake.wording import plain


def gather(
    folder: Path, roster: Path | None = None, *, due: datetime | None = None, files: Sequence[str] = ()
) -> Intake:
    """Return what lies in a folder of downloads; `files` are those that the homework asks for.

    `due` holds for those to whom the roster gives no other. Without a roster each name in the folder is a student, and
    nobody is missing. Nothing is opened but the roster and
    Gradescope's metadata, and nothing is written.

    Raises:
        UsageError: if the folder, the roster or the metadata cannot be read.
    """
    layout = _layout(folder, files)
    claims = [(piece, claim) for piece in layout.pieces for claim in piece.claims]
    known = rosters.read(roster) if roster else rosters.Roster()
    match = (Register(known.students) if roster else Everybody([claim for _, claim in claims])).match
    unmatched = list(layout.strange)
    works: dict[str, list[Claimed]] = defaultdict(list)
    for piece, claim in claims:
        student, why, by_name = match(claim)
        if student is None:
            unmatched.append((piece.path.name, why))
        else:
            works[student.key].append(Claimed(piece, claim, student, by_name))
    handed_in = []
    for key, work in works.items():
        found, left = counted(work, known.at.get(key), known.due.get(key, due))
        handed_in += found
        unmatched += left
    there = {each.student.key for each in handed_in} | known.unexpected
    missing = [student for student in known.students if student.key not in there]
    return Intake(
        layout=layout.title,
        handed_in=tuple(sorted(handed_in, key=lambda each: each.student.key)),
        unmatched=tuple((plain(name), why) for name, why in sorted(unmatched)),
        missing=tuple(sorted(missing, key=lambda student: student.key)),
    )


def _layout(folder: Path, files: Sequence[str]) -> Layout:
    """Return the layout of a folder, or of the one folder in it, as it comes out of a zip."""
    paths, strange = entries(folder)
    laid_out = _platform(paths)
    if laid_out is None and len(paths) == 1 and paths[0].is_dir():
        inner, inner_strange = entries(paths[0])
        laid_out = _platform(inner)
        if laid_out is not None:
            paths, strange = inner, [*strange, *inner_strange]
    if laid_out is not None:
        found = laid_out(paths)
        return found._replace(strange=(*strange, *found.strange))
    of_folders, of_files = folders.laid_out(paths), flat.laid_out(paths, files)
    titles = [each.title for each in (of_folders, of_files) if each.pieces]
    return Layout(
        " and ".join(titles) or "nothing",
        (*of_folders.pieces, *of_files.pieces),
        (*strange, *of_files.strange),
    )


def _platform(paths: Sequence[Path]) -> Callable[[Sequence[Path]], Layout] | None:
    platforms = (
        (gradescope.recognises, gradescope.laid_out),
        (moodle.recognises, moodle.laid_out),
        (canvas.recognises, canvas.laid_out),
    )
    return next((laid_out for recognises, laid_out in platforms if recognises(paths)), None)
