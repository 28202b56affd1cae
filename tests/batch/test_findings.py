"""What a teacher can act upon, in classes small enough to see it."""

import pytest
from msgspec.structs import replace

from grader.batch.analysis import check_figures
from grader.batch.findings import (
    Group,
    Lesson,
    NamedMistake,
    Unsteady,
    groups,
    lessons,
    named_mistakes,
    unsteady,
)
from tests.batch.class_results import a_class, an_item, graded, small


def lessons_of(result):
    return lessons(result, check_figures(result), named_mistakes(result))


def test_a_mistake_is_counted_by_students_and_its_points_by_checks():
    result = a_class(
        graded("Ada", "××·", [("a", "sign_lost"), ("b", "sign_lost", "likely")]),
        graded("Boris", "×··", [("a", "sign_lost", "likely")]),
        graded("Cleo", "··×", [("c", "mean_forgotten")]),
    )

    lost, forgotten = named_mistakes(result)

    assert lost == NamedMistake(
        id="sign_lost", text="Here is sign_lost.", students=(0, 1), exact=1, points=3.0, checks=("a", "b")
    )
    assert (forgotten.id, forgotten.students, forgotten.points) == ("mean_forgotten", (2,), 1.0)


def test_what_names_no_mistake_is_none():
    told = [("a", "builds_on"), ("b", "relation"), ("c", "gradient_check")]

    assert named_mistakes(a_class(graded("Ada", "×××", told))) == ()


def test_what_cost_most_points_is_taught_again_first():
    students = [graded(f"S{i}", "·×·", [("b", "sign_lost")]) for i in range(2)]
    students += [graded(f"T{i}", "··×") for i in range(3)]

    assert lessons_of(a_class(*students)) == (
        Lesson(mistake="", problem="1", text="C is right.", students=3, points=3.0, checks=("c",)),
        Lesson(
            mistake="sign_lost", problem="1", text="Here is sign_lost.", students=2, points=2.0, checks=("b",)
        ),
    )


def test_a_mistake_of_one_student_and_a_check_that_few_fail_are_no_lessons():
    students = [graded("Ada", "·×·", [("b", "sign_lost")]), graded("Boris", "··×"), graded("Cleo", "··×")]
    students += [graded(f"S{i}", "···") for i in range(8)]

    # Two of eleven are less than a fifth; two of ten are one.
    assert lessons_of(a_class(*students)) == ()
    assert [each.text for each in lessons_of(a_class(*students[:-1]))] == ["C is right."]


def test_who_has_nothing_right_or_an_earlier_problem_to_blame_says_nothing_about_a_promise():
    students = [graded(f"S{i}", "!!!") for i in range(3)]
    students += [graded(f"T{i}", "·×·", [("b", "builds_on")]) for i in range(3)]

    assert lessons_of(a_class(*students)) == ()


def test_a_public_and_a_hidden_check_of_one_title_are_one_promise():
    right = an_item("c")
    pair = (an_item("a", "×"), an_item("a_hidden", "×", title="A is right.", visibility="hidden"))
    students = [graded(f"S{i}", "", items=(*pair, right)) for i in range(2)]

    (lesson,) = lessons_of(a_class(*students))

    assert (lesson.students, lesson.points, lesson.checks) == (2, 4.0, ("a", "a_hidden"))


def test_what_gives_no_points_is_no_lesson():
    students = [graded(f"S{i}", "", items=(an_item("a", "×", points=0.0), an_item("b"))) for i in range(2)]

    assert lessons_of(a_class(*students)) == ()


def test_students_who_fail_the_same_checks_are_a_group_with_the_mistakes_of_all_of_them():
    result = a_class(
        graded("Ada", "·××", [("b", "sign_lost"), ("c", "mean_forgotten")]),
        graded("Boris", "·!×", [("c", "mean_forgotten")]),
        graded("Cleo", "·×·"),
        graded("Dina", "×?·"),
        graded("Edda", "×··"),
        graded("Flo", "×··"),
        graded("Gus", "···"),
    )

    # What could not be judged is nobody's failure, and who fails nothing is in no group.
    assert groups(result) == (
        Group(students=(3, 4, 5), checks=("a",), promises=(("1", "A is right."),), mistakes=()),
        Group(
            students=(0, 1),
            checks=("b", "c"),
            promises=(("1", "B is right."), ("1", "C is right.")),
            mistakes=("mean_forgotten",),
        ),
    )


@pytest.mark.parametrize(("seconds", "is_slow"), [(0.009, False), (0.5, False), (0.52, True)])
def test_slow_is_ten_times_the_median_and_half_a_second_more(seconds, is_slow):
    usual = [graded(f"S{i}", "·") for i in range(4)]
    odd = graded("Odd", "", items=(an_item(seconds=seconds),))
    result = a_class(*usual, odd)

    expected = Unsteady(check="a", median_seconds=0.01, slow=(4,), slowest_seconds=seconds, hurried=())
    assert unsteady(result, check_figures(result)) == ((expected,) if is_slow else ())


def test_half_a_second_more_is_not_slow_where_all_are():
    usual = [graded(f"S{i}", "", items=(an_item(seconds=1.0),)) for i in range(4)]
    result = a_class(*usual, graded("Odd", "", items=(an_item(seconds=9.0),)))

    assert unsteady(result, check_figures(result)) == ()


def test_out_of_time_is_odd_for_those_alone_who_are_right_elsewhere():
    result = a_class(
        graded("Ada", "··T"), graded("Boris", "·×T"), graded("Cleo", "TT·"), graded("Dina", "TTT")
    )

    found = {each.check: each.hurried for each in unsteady(result, check_figures(result))}

    assert found == {"a": (2,), "b": (2,), "c": (0,)}


def test_a_class_without_anybody_has_no_findings():
    result = replace(small(), standings=())

    assert (named_mistakes(result), lessons_of(result), groups(result)) == ((), (), ())
    assert unsteady(result, check_figures(result)) == ()
