"""`build` decides what is said; the formats only say it."""

import re

import msgspec
import pytest

from grader.compare import Difference, DifferenceKind
from grader.records import Outcome, Verdict
from grader.report import html, json, markdown, terminal
from grader.report.build import build
from grader.report.view import Audience, Kind, comparisons, points, to_look_at
from tests.builders import a_check, a_frame, a_grading, a_problem, a_result, an_assignment, an_observation
from tests.report.gradings import GRADINGS, curves, mixed


def built(*results, problems=None):
    assignment = an_assignment(problems, [result.check for result in results])
    return build(a_grading(results, assignment), Audience.STUDENT)


def failed(outcome, id="forward", **facts):
    message = facts.pop("message", "crashed")
    return a_result(a_check(id), an_observation(id, outcome, **facts), Verdict.FAILED, message=message)


def test_scores_are_added_up_per_problem_and_in_all():
    problems = (a_problem("1", points=0.3), a_problem("2", points=2.0))
    right = [a_result(a_check(f"a{i}", problem="1", points=0.1)) for i in range(3)]
    wrong = a_result(a_check("b", problem="2", points=2.0), verdict=Verdict.WRONG)

    report = built(*right, wrong, problems=problems)

    assert [
        (each.id, each.score, each.max_score, each.checks_right, each.checks) for each in report.problems
    ] == [
        ("1", 0.3, 0.3, 3, 3),
        ("2", 0.0, 2.0, 0, 1),
    ]
    assert (report.score, report.max_score) == (0.3, 2.3)


@pytest.mark.parametrize(
    ("result", "kind", "word"),
    [
        (a_result(), Kind.RIGHT, "right"),
        (a_result(verdict=Verdict.WRONG), Kind.WRONG, "wrong"),
        (a_result(verdict=Verdict.UNJUDGED), Kind.UNJUDGED, "not judged"),
        (
            failed(Outcome.RAISED, exception=("NotImplementedError", "")),
            Kind.NOT_IMPLEMENTED,
            "not implemented",
        ),
        (failed(Outcome.RAISED, exception=("ValueError", "")), Kind.FAILED, "raised an error"),
        (failed(Outcome.RAISED, exception=("ValueError", ""), during_import=True), Kind.FAILED, "not run"),
        (failed(Outcome.TIMED_OUT), Kind.FAILED, "timed out"),
        (failed(Outcome.OUT_OF_MEMORY), Kind.FAILED, "out of memory"),
        (failed(Outcome.CRASHED), Kind.FAILED, "crashed"),
        (failed(Outcome.NOT_RUN), Kind.FAILED, "not run"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_end_of_a_check_has_a_word(result, kind, word):
    check = built(result).checks[0]

    assert (check.kind, check.word) == (kind, word)


@pytest.mark.parametrize(
    ("results", "summary"),
    [
        ([a_result(), a_result()], "All 2 checks are right."),
        ([a_result(), a_result(verdict=Verdict.WRONG)], "1 of 2 checks are right."),
        (
            [a_result(), a_result(verdict=Verdict.UNJUDGED)],
            "1 of 2 checks are right; 1 could not be judged, so this score is not final.",
        ),
        (
            [failed(Outcome.RAISED, exception=("NotImplementedError", ""))] * 2,
            "Nothing is implemented yet: write the methods of mlp.py, then grade it again.",
        ),
        ([failed(Outcome.NOT_RUN)] * 3, "None of the 3 checks could be run."),
    ],
)
def test_one_sentence_sums_up_the_report(results, summary):
    assert built(*results).summary == summary


def test_a_cause_that_several_checks_share_is_told_once():
    facts = {
        "during_import": True,
        "exception": ("ValueError", "no"),
        "frames": (a_frame(),),
        "output": "hello\n",
    }
    imports = [failed(Outcome.RAISED, id, message="raised ValueError: no", **facts) for id in ("a", "b", "c")]

    report = built(
        *imports, a_result(a_check("d")), failed(Outcome.CRASHED, "e"), failed(Outcome.NOT_RUN, "f")
    )

    assert [(cause.message, cause.checks, cause.output) for cause in report.causes] == [
        ("raised ValueError: no", ("a", "b", "c"), "hello\n")
    ]
    assert [check.has_shared_cause for check in report.checks] == [True] * 3 + [False] * 3


@pytest.mark.parametrize(
    ("one", "other", "is_shared"),
    [
        ({"frames": (a_frame(),)}, {"frames": (a_frame(line=2), a_frame())}, True),
        ({"frames": (a_frame(),)}, {"frames": (a_frame(line=2),)}, False),
        ({"frames": (a_frame(),)}, {"frames": (a_frame(),), "exception": ("KeyError", "")}, False),
        ({"detail": "it was killed by SIGSEGV"}, {"detail": "it was killed by SIGSEGV"}, True),
        ({"exception": ("KeyError", "")}, {"exception": ("KeyError", "")}, False),
    ],
    ids=["same line", "other line", "other type", "same end", "no line"],
)
def test_checks_that_end_at_the_same_line_in_the_same_way_share_a_cause(one, other, is_shared):
    defaults = {"exception": ("ValueError", "")}
    results = [
        failed(Outcome.RAISED, f"a{i}", **(defaults | facts)) for i, facts in enumerate((one, one, other))
    ]

    assert bool(built(*results).causes) is is_shared


def test_two_checks_with_one_cause_are_told_one_by_one():
    assert (
        built(*[failed(Outcome.CRASHED, id, detail="it was killed by SIGSEGV") for id in "ab"]).causes == ()
    )


def test_a_shared_cause_is_told_in_the_words_of_a_public_check():
    hidden = a_result(
        a_check("a_hidden"),
        an_observation("a_hidden", Outcome.RAISED, during_import=True, exception=("ValueError", "x")),
        Verdict.FAILED,
        message="raised ValueError: x",
        public_message="raised ValueError",
    )
    public = failed(
        Outcome.RAISED, "b", during_import=True, exception=("ValueError", "x"), message="raised ValueError: x"
    )

    assert [cause.message for cause in built(hidden, hidden, public).causes] == ["raised ValueError: x"]


def test_checks_to_look_at_come_by_problem_and_comparisons_apart():
    report = build(mixed(), Audience.STUDENT)

    assert [(problem.id, [check.id for check in checks]) for problem, checks in to_look_at(report)] == [
        ("1.2a", ["linear_map_accumulates"]),
        ("1.2b", ["relu_at_zero_hidden"]),
        ("1.2c", ["loss_large_logits_hidden"]),
        ("1.3", ["momentum_three_steps"]),
        ("1.4", ["dropout_training", "dropout_evaluation_hidden"]),
    ]
    assert [check.id for check in comparisons(report)] == ["training_plain", "training_momentum"]


@pytest.mark.parametrize(
    ("result", "line"),
    [
        (a_result(a_check(curves=("loss",)), curves=curves()), "agrees for all 40 steps"),
        (a_result(a_check(curves=("W",))), "agrees at every step"),
        (
            a_result(
                a_check(curves=("loss", "W")),
                verdict=Verdict.WRONG,
                differences=(
                    Difference("b", DifferenceKind.SHAPE),
                    Difference("loss", DifferenceKind.VALUES, step=5),
                    Difference("W", DifferenceKind.VALUES, step=3),
                ),
            ),
            "leaves the tolerance at step 3, first in W",
        ),
        (
            a_result(
                a_check(curves=("loss",)),
                verdict=Verdict.WRONG,
                differences=(Difference("loss", DifferenceKind.SHAPE),),
            ),
            "differs from the reference",
        ),
        (
            a_result(a_check(curves=("loss",)), an_observation(outcome=Outcome.TIMED_OUT), Verdict.FAILED),
            "timed out",
        ),
    ],
)
def test_a_training_comparison_is_told_in_one_line(result, line):
    assert built(result).checks[0].comparison == line


@pytest.mark.parametrize(("number", "text"), [(22.0, "22"), (1.5, "1.5"), (0.0, "0"), (0.125, "0.125")])
def test_points_are_written_as_people_write_them(number, text):
    assert points(number) == text


@pytest.mark.parametrize("name", GRADINGS)
def test_only_fields_and_places_named_seconds_depend_on_the_clock(name):
    quick = GRADINGS[name]()
    results = tuple(
        msgspec.structs.replace(
            result,
            observation=msgspec.structs.replace(
                result.observation, seconds=result.observation.seconds + 1.25
            ),
        )
        for result in quick.results
    )
    slow = msgspec.structs.replace(quick, seconds=99.5, results=results)

    reports = [build(grading, Audience.STAFF) for grading in (quick, slow)]

    assert markdown.render(reports[0]) == markdown.render(reports[1])
    assert terminal.render(reports[0]) == terminal.render(reports[1])
    in_json = {re.sub(r'("seconds": )[\d.]+', r"\1?", json.render(report)) for report in reports}
    in_html = {
        re.sub(r'data-seconds="[\d.]+">[\d.]+ seconds', "?", html.render(report)) for report in reports
    }
    assert (len(in_json), len(in_html)) == (1, 1)
