"""The report on a terminal."""

import unicodedata

import pytest
from rich.cells import cell_len

from grader.records import Outcome, Verdict
from grader.report import terminal
from grader.report.build import build
from grader.report.view import Audience
from tests.builders import (
    a_check,
    a_grading,
    a_problem,
    a_provenance,
    a_result,
    a_submission,
    an_assignment,
    an_observation,
)
from tests.report.gradings import GRADINGS, import_failed, mixed, not_implemented
from tests.report.hostile import hostile
from tests.report.payloads import everywhere

ALL = {**GRADINGS, "hostile": hostile, "payloads": everywhere}


def shown(grading, audience=Audience.STUDENT, **options):
    return terminal.render(build(grading, audience), **options)


def test_the_first_line_names_the_assignment_the_submission_and_the_sandbox():
    assert shown(mixed()).splitlines()[0] == "hw0_example · mlp.py · sandbox: bubblewrap"


def test_the_first_line_says_if_there_was_no_isolation_however_long_the_name_is():
    grading = a_grading(submission=a_submission("x" * 300), provenance=a_provenance("bare", "no isolation"))

    assert shown(import_failed()).splitlines()[0] == "NO ISOLATION (sandbox: bare) · hw0_example · mlp.py"
    assert shown(grading).splitlines()[0].startswith("NO ISOLATION (sandbox: bare) · hw0_example")


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("name", ALL)
def test_no_line_is_wider_than_the_terminal(name, width):
    text = shown(ALL[name](), width=width)

    assert max(map(cell_len, text.splitlines())) <= width


@pytest.mark.parametrize("name", ALL)
def test_without_colour_there_is_no_control_character(name):
    text = shown(ALL[name]())

    assert {letter for letter in text if unicodedata.category(letter) in ("Cc", "Cf", "Cs")} == {"\n"}
    assert all(line == line.rstrip() for line in text.splitlines())


def test_colour_adds_escapes_and_changes_no_word():
    coloured = shown(mixed(), colour=True)

    import_free = terminal.Text.from_ansi(coloured).plain
    assert "\x1b[" in coloured
    assert [line.rstrip() for line in import_free.splitlines()] == shown(mixed()).splitlines()


@pytest.mark.parametrize("name", ALL)
def test_a_terminal_that_knows_ascii_alone_gets_ascii_alone(name):
    text = shown(ALL[name](), ascii_only=True)

    assert text.isascii()
    assert max(map(len, text.splitlines())) <= 80


def test_symbols_have_ascii_forms_with_the_same_words():
    text = shown(mixed(), ascii_only=True)

    assert text.startswith("hw0_example - mlp.py - sandbox: bubblewrap\n")
    assert "  x wrong: LinearMap.backward adds to the gradients it has.\n" in text
    assert "  o not implemented: In training, dropout keeps where u > p.\n" in text
    assert "  + SingleLayerMLP trains for four epochs as the reference does: agrees for all" in text


def test_mark_up_of_rich_is_text():
    assert "[bold red]markup[/]" in shown(hostile())


def test_a_template_reads_as_not_implemented_and_never_as_a_crash():
    text = shown(not_implemented())

    lines = [line for line in text.splitlines() if line.startswith("  ○")]
    assert len(lines) == 12
    assert all("not implemented" in line for line in lines)
    for word in ("NotImplementedError", "raised", "crash", "rror"):
        assert word not in text


def test_a_shared_cause_is_said_once():
    text = shown(import_failed())

    assert text.count("imports torch") == 1
    assert "12 checks have one cause: while mlp.py was being imported: imports torch at\n" in text


def test_checks_that_could_not_be_judged_are_not_called_wrong():
    results = [
        a_result(
            a_check(id),
            an_observation(id, Outcome.NOT_RUN, our_fault="no memory"),
            Verdict.UNJUDGED,
            message="no memory",
        )
        for id in ("a", "b", "c")
    ]

    text = shown(a_grading(results))

    assert "0 / 1   None of the 3 checks could be run.\n" in text
    assert text.count("  ? not judged: LinearMap.forward returns Wx + b.\n") == 3
    assert "wrong" not in text


def test_what_was_printed_is_cut_to_a_few_lines_and_marked():
    seen = an_observation(output="".join(f"line {i}\n" for i in range(100)))

    text = shown(a_grading([a_result(observation=seen, verdict=Verdict.WRONG, message="output is off")]))

    assert "      It printed (cut):\n        | line 0\n" in text
    assert "| line 7\n" in text
    assert "| line 8" not in text


def test_a_hint_is_not_repeated_for_the_hidden_twin():
    results = [
        a_result(a_check(id, hint="Mind b."), verdict=Verdict.WRONG) for id in ("forward", "forward_hidden")
    ]

    assert shown(a_grading(results)).count("What to try: Mind b.") == 1


def test_a_bar_is_full_only_if_nothing_is_missing():
    problems = (a_problem("1", points=100.0),)
    results = [
        a_result(a_check("a", problem="1", points=99.9)),
        a_result(a_check("b", problem="1", points=0.1), verdict=Verdict.WRONG),
    ]

    text = shown(a_grading(results, an_assignment(problems, [result.check for result in results])))

    assert "█" * 11 + "░  1 of 2 right  99.9 / 100" in text
