"""Whose score would move: a line for each, and one for all."""

from msgspec.structs import replace

from grader.batch.preview import Pair, lines
from grader.batch.standing import Item, Lateness, Standing, Status, Student

LAST = (
    "scores: {} up, {} down, {} changed otherwise, {} new, {} as before; "
    "nothing is written yet: the same command without --preview does it"
)


def graded(*points: float, of: float = 4.0) -> Standing:
    """Return the standing of somebody who has these points in the checks a, b, c …"""
    items = tuple(
        Item(
            id=id,
            problem="1",
            title="",
            visibility="public",
            verdict="",
            outcome="",
            score=score,
            max_score=1.0,
        )
        for id, score in zip("abcdef", points, strict=False)
    )
    alice = Student(key="alice", name="Alice")
    return Standing(student=alice, status=Status.GRADED, score=sum(points), max_score=of, items=items)


def refused(reason: str) -> Standing:
    return Standing(student=Student(key="alice", name="Alice"), status=Status.REFUSED, reason=reason)


def test_a_score_that_moves_is_told_with_the_checks_that_move_it():
    pairs = [
        Pair("bob", graded(1, 1), graded(1, 0)),
        Pair("alice", graded(0, 0, 0, 0), graded(1, 1, 1, 1)),
        Pair("carol", graded(1), graded(1)),
    ]

    assert [*lines(pairs)] == [
        "alice: 0 / 4 → 4 / 4 (+4: a, b, c and 1 more)",
        "bob: 2 / 4 → 1 / 4 (-1: b)",
        LAST.format(1, 1, 0, 0, 1),
    ]


def test_a_check_that_is_gone_is_named():
    assert next(lines([Pair("a", graded(1, 1), graded(1))])) == "a: 2 / 4 → 1 / 4 (-1: b)"


def test_new_refused_and_other_maxima_are_told():
    pairs = [
        Pair("a", None, graded(1)),
        Pair("b", graded(1), refused("mlp.py is empty")),
        Pair("c", refused("no"), refused("no")),
        Pair("d", graded(1), graded(1, of=5.0)),
    ]

    assert [*lines(pairs)] == [
        "a: 1 / 4 (new)",
        "b: 1 / 4 → refused (mlp.py is empty)",
        "d: 1 / 4 → 1 / 5 (+0)",
        LAST.format(0, 0, 2, 1, 1),
    ]


def test_a_late_policy_that_changes_is_a_reason():
    late = Lateness(late_seconds=60.0, points=0.5, sentence="handed in 1 minute after it was due")

    assert next(lines([Pair("a", graded(1, 1), replace(graded(1, 1), lateness=late))])) == (
        "a: 2 / 4 → 1.5 / 4 (-0.5: being late)"
    )
