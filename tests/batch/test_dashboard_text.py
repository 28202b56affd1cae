"""What the page of a class says, section by section."""

import re

import pytest

from grader.batch import dashboard
from grader.batch.analysis import check_figures
from grader.batch.standing import Status
from tests.batch.class_results import a_class, an_item, graded, small, without
from tests.report.test_html import Page

CLASSES = {
    "small": small,
    "perfect": lambda: a_class(graded("Ada", "···"), graded("Boris", "···")),
    "nobody": lambda: a_class(without("Hal", Status.MISSING), without("Flo", Status.REFUSED, "it is empty")),
}


def section(name, title):
    """Return the text of a section, from its heading to the next."""
    text = re.split(rf"<h2[^>]*>{title}</h2>", dashboard.render(CLASSES[name]()))[1]
    return Page(re.split(r"</section>|</main>", text)[0]).text()


def test_the_header_says_how_many_have_a_grade():
    text = Page(dashboard.render(small())).text()

    assert (
        "hw0_example · the class, for the staff A layer by hand 5 of 8 students have a grade. Half of them have between "
        "1.5 and 2 points. ✓ 5 graded ✗ 1 refused ! 1 set aside ○ 1 missing 2 out of / 3 median" in text
    )


def test_the_scores_are_drawn_and_said():
    text = section("small", "Scores")

    assert text.startswith(
        "How many students have how many points 0 to 0.2 points: 1; 1.4 to 1.6 points: 1; "
        "2 to 2.2 points: 2; 2.8 to 3 points: 1"
    )
    assert text.endswith("Mean 1.7 Median 2 Middle half 1.5 to 2 Lowest, highest 0, 3 Full marks 1")


def test_whoever_has_no_full_grade_is_named_with_the_reason():
    assert section("small", "Without a full grade") == (
        "! 1 set aside Grading did not come to an end Gus: it ended three workers "
        "✗ 1 refused What was handed in cannot be read Flo: flo.py is empty "
        "○ 1 missing Nothing was handed in Hal "
        "? 1 in part Some checks could not be judged: the trouble is the grader's Dina : 1 check not judged "
        "○ 1 unmatched What lies in the folder and is nobody's lost.py : nobody's name is in it"
    )


def test_what_to_teach_again_is_ranked_and_says_its_rule():
    assert section("small", "What to teach again") == (
        "Here is sign_lost. 2 points lost by 2 students · problem 1 · a known mistake "
        "Ranked by the points that the class lost, the first 10. A known mistake counts if at least 2 students made it, "
        "with all points lost at the checks where it was found. A promise of the handout counts if at least 20 % fail it "
        "without a known mistake and without an earlier problem to blame, with the points lost there; who has nothing "
        "right is left out of this."
    )


def test_mistakes_have_their_sentence_and_say_how_sure_they_are():
    alone = a_class(
        graded("Ada", "××·", [("a", "sign_lost"), ("b", "mean_forgotten")]),
        graded("Boris", "×··", [("a", "sign_lost")]),
    )
    text = Page(dashboard.render(alone)).text()

    assert "Here is sign_lost. sign lost 2 students: show them 1 1" not in text
    assert "Here is sign_lost. sign lost 2 students: show them 2 2" in text
    assert "1 mistake that one student made" in text
    assert "Here is sign_lost. sign lost 2 students: show them 1 2" in Page(dashboard.render(small())).text()


def test_checks_have_their_figures():
    text = section("small", "Checks")

    assert "1 A is right. 80 % moderate – 10 ms 1 students: show them 1 failed to run" in text
    assert "1 B is right. 40 % hard – 10 ms 3 students: show them" in text
    assert (
        "1 C is right. 75 % moderate – 10 ms 1 students: show them 1 failed to run, 1 out of time 1 not judged"
        in text
    )
    assert "What most were told, check by check 1 B is right. 3 ×: b is off" in text


@pytest.mark.parametrize(
    ("a", "b", "words"),
    [
        ("·········×", "·········×", ("easy", "good")),
        ("·······×××", "·······×××", ("moderate", "good")),
        ("·×××××××××", "·×××××××××", ("hard", "good")),
        ("·····×××××", "···××··×××", ("hard", "fair")),
        ("····××××××", "··×××···××", ("hard", "poor")),
        ("··········", "·········×", ("easy", "")),
    ],
)
def test_difficulty_and_discrimination_are_said_in_words(a, b, words):
    students = [graded(f"S{i}", letters) for i, letters in enumerate(zip(a, b, strict=True))]
    figures = check_figures(a_class(*students))[0]

    assert (dashboard.difficulty(figures), dashboard.separation(figures)) == words


def test_a_check_that_strong_students_fail_is_to_be_looked_at():
    students = [graded(f"S{i}", "×·" if i < 5 else "·×") for i in range(10)]

    assert [dashboard.separation(each) for each in check_figures(a_class(*students))] == ["look at it"] * 2


@pytest.mark.parametrize(
    ("number", "text"),
    [(None, "–"), (0.0, "< 0.1 ms"), (0.0042, "4.2 ms"), (0.042, "42 ms"), (1.25, "1.2 s"), (31.0, "31.0 s")],
)
def test_a_time_is_short(number, text):
    assert dashboard.seconds(number) == text


def test_groups_are_told_with_a_warning_about_what_they_are_not():
    text = section("small", "Same failures")

    assert text == (
        "Students who fail exactly the same checks. Often one conversation helps them all. It is not a finding of "
        "plagiarism: a class has few misconceptions, and those who share one fail alike without having worked together. "
        "2 students fail “B is right.” · sign lost Boris, Cleo. Show them in the table 1 B is right."
    )


def test_many_groups_are_not_all_listed():
    ids = [f"{number}" for number in range(dashboard.MOST_GROUPS + 2)]
    students = [
        graded(f"S{id}{twin}", "", items=tuple(an_item(each, "×" if each == id else "·") for each in ids))
        for id in ids
        for twin in "ab"
    ]
    text = Page(dashboard.render(a_class(*students))).text()

    assert text.count("2 students fail “") == dashboard.MOST_GROUPS
    assert "2 smaller groups are not listed; sort the students by “Checks” to see them side by side." in text


def test_odd_times_are_told_with_the_rule():
    assert section("small", "Slow or unsteady checks").startswith(
        "Checks whose times look odd Check Median time Slow for Slowest Out of time, else right "
        "1 C is right. 10 ms 0 – 1 Slow: more than 10 times the class's median, and more than 0.5 s above it."
    )


@pytest.mark.parametrize(
    ("name", "title", "said"),
    [
        ("perfect", "Without a full grade", "Everybody is graded, and every check was judged."),
        ("perfect", "What to teach again", "Nothing cost many students points. Ranked"),
        ("perfect", "Known mistakes", "No known mistake was found."),
        ("perfect", "Same failures", "No two students fail exactly the same checks."),
        (
            "perfect",
            "Slow or unsteady checks",
            "No check took some students far longer than the others. Slow",
        ),
        ("nobody", "Scores", "There are no scores yet."),
        ("nobody", "Checks", "Nothing was graded."),
    ],
)
def test_a_section_with_nothing_to_tell_says_so(name, title, said):
    assert section(name, title).startswith(said)


def test_a_class_in_which_nobody_has_a_grade_says_so_above():
    assert "None of 2 students has a grade." in Page(dashboard.render(CLASSES["nobody"]())).text()


def test_who_is_set_aside_with_what_was_judged_so_far_is_told_once():
    aside = graded("Gus", "·??", status=Status.SET_ASIDE, reason="it ended three workers")
    text = Page(dashboard.render(a_class(aside))).text()

    assert "Gus : it ended three workers" in text
    assert "in part" not in text
