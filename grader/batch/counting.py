"""Which of the pieces that one student handed in count: the newest, where it is known which that is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from grader.batch.layouts.found import ANY, Claim, Piece, kind
from grader.batch.standing import HandedIn, Student
from grader.intake.listing import is_code
from grader.intake.wording import left_out, listed, plain

Unmatched = list[tuple[str, str]]


class Claimed(NamedTuple):
    """A piece of work, and whose it is; `by_name` says that nothing but a name told it."""

    piece: Piece
    claim: Claim
    student: Student
    by_name: bool


def counted(
    work: Sequence[Claimed], at: datetime | None, due: datetime | None
) -> tuple[list[HandedIn], Unmatched]:
    """Return what counts of one student's work, or why nothing does; `at` is when it came, as the roster says.

    A time of the layout itself goes before that.
    """
    student = work[0].student
    if _is_of_two(work):
        why = f"two people handed in as {plain(student.name)}, and the roster has one of that name"
        return [], [(each.piece.path.name, why) for each in work]
    alike: dict[str, list[Piece]] = defaultdict(list)
    for piece in {each.piece.path: each.piece for each in work}.values():
        alike[piece.name].append(piece)
    kept = [newest for same in alike.values() if (newest := _newest(same))]
    archives = [piece for piece in kept if kind(piece.name) and not is_code(piece.name)]
    code = [piece for piece in kept if is_code(piece.name)]
    # What a platform keeps for one student came together; elsewhere an archive is a submission of its own.
    is_together = not any(ANY in each.claim.ids for each in work)
    rivals = [*archives, *code[:1]] if not (is_together and code) else []
    if len(kept) < len(alike) or ("" in alike and len(kept) > 1) or (archives and len(rivals) > 1):
        pieces = [piece for same in alike.values() for piece in same]
        names = listed(sorted(piece.path.name for piece in pieces))
        why = f"{plain(student.name)} handed in more than one, and nobody says which counts: {names}"
        return [], [(piece.path.name, why) for piece in pieces]
    came = next((piece.at for piece in kept if piece.at), at)
    late_seconds = float(max(0, int((came - due).total_seconds()))) if came and due else None
    older = [piece.path.name for same in alike.values() for piece in same if piece not in kept]
    notes = left_out("it was handed in again", sorted(older))
    if late_seconds is None and any(piece.is_marked_late for piece in kept):
        notes.append("it is marked late, and nobody says by how much: nothing is taken off for that")
    return [
        HandedIn(
            student=student,
            path=(code or archives or kept)[0].path,
            at=came.isoformat(timespec="seconds") if came else "",
            late_seconds=late_seconds,
            files=tuple(sorted((piece.name, piece.path) for piece in kept)) if code else (),
            notes=tuple(notes),
        )
    ], []


def _is_of_two(work: Sequence[Claimed]) -> bool:
    """Return whether a name alone brought together what IDs keep apart."""
    ids = {id for each in work if each.by_name for id in each.claim.ids.items() if id[0] != ANY}
    return len({what for what, _ in ids}) < len(ids)


def _newest(same: Sequence[Piece]) -> Piece | None:
    """Return the one that was handed in last, or None if nobody knows."""
    if len(same) == 1:
        return same[0]
    order = [piece.rank or ((piece.at.timestamp(),) if piece.at else ()) for piece in same]
    last = max(order)
    return same[order.index(last)] if all(order) and order.count(last) == 1 else None
