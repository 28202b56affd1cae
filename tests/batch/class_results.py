"""Classes for the tests: small, and such that every figure can be worked out by hand."""

from grader.batch.standing import ClassResult, Item, Lateness, Standing, Status, Student

TITLES = {"a": "A is right.", "b": "B is right.", "c": "C is right."}
CHECKS = "abc"


def an_item(id="a", letter="·", points=1.0, **changes):
    """Return what came of one check: · right, × wrong, ! raised, T out of time, ? not judged."""
    verdict, outcome = {
        "·": ("right", "returned"),
        "×": ("wrong", "returned"),
        "!": ("failed", "raised"),
        "T": ("failed", "timed_out"),
        "?": ("unjudged", "not_run"),
    }[letter]
    defaults = {
        "id": id,
        "problem": "1",
        "title": TITLES.get(id, id),
        "visibility": "public",
        "verdict": verdict,
        "outcome": outcome,
        "score": points if letter == "·" else 0.0,
        "max_score": points,
        "seconds": 0.01,
        "message": "" if letter in "·?" else f"{id} is off",
    }
    return Item(**(defaults | changes))


def graded(name, letters, mistakes=(), late=0.0, checks=CHECKS, **changes):
    """Return a graded student with a letter for each check; `mistakes` are (check, id) or (check, id, confidence)."""
    told = {}
    for check, id, *confidence in mistakes:
        told.setdefault(check, []).append((id, f"Here is {id}.", *(confidence or ["exact"])))
    items = tuple(
        an_item(check, letter, mistakes=tuple(told.get(check, ())))
        for check, letter in zip(checks[: len(letters)], letters, strict=True)
    )
    defaults = {
        "student": a_student(name),
        "status": Status.GRADED,
        "score": sum(item.score for item in items),
        "max_score": sum(item.max_score for item in items),
        "lateness": Lateness(late_seconds=3600.0, points=late, sentence="one hour late") if late else None,
        "report": f"reports/{name.lower()}/report.html",
        "items": items,
    }
    return Standing(**(defaults | changes))


def a_student(name):
    """Return a student whose key is the name in small letters."""
    return Student(key=name.lower(), name=name, ids={"login": f"{name.lower()}@school.example"})


def without(name, status, reason=""):
    """Return a student without a grade."""
    return Standing(student=a_student(name), status=status, reason=reason)


def a_class(*standings, unmatched=()):
    """Return a class of these."""
    return ClassResult(
        assignment="hw0_example",
        title="A layer by hand",
        standings=standings,
        unmatched=unmatched,
        versions={"grader": "0.1.0"},
    )


def small():
    """Return a class with one of everything."""
    return a_class(
        graded("Ada", "···"),
        graded("Boris", "·×·", [("b", "sign_lost")], late=0.5),
        graded("Cleo", "·×·", [("b", "sign_lost", "likely")]),
        graded("Dina", "!×?", [("b", "builds_on")]),
        graded("Edda", "··T"),
        without("Flo", Status.REFUSED, "flo.py is empty"),
        without("Gus", Status.SET_ASIDE, "it ended three workers"),
        without("Hal", Status.MISSING),
        unmatched=(("lost.py", "nobody's name is in it"),),
    )
