"""A class without its names: nothing that could tell who somebody is stays."""

import re

import msgspec
from msgspec.structs import replace

from grader.batch import pseudonyms
from grader.batch.pseudonyms import masked
from tests.batch.class_results import a_class, graded, small

NAMES = ("Ada", "Boris", "Cleo", "Dina", "Edda", "Flo", "Gus", "Hal")


def full_of_names():
    """Return the small class with a student's name in every text that a student can influence."""
    result = small()
    standings = tuple(
        replace(
            each,
            reason=f"{each.student.key}.zip is broken",
            notes=(f"{each.student.key} left a note",),
            items=tuple(replace(item, message=f"{each.student.key} is no number") for item in each.items),
        )
        for each in result.standings
    )
    return replace(
        result, standings=standings, unmatched=(("ada (2).py", "ada or boris?"), ("hal.py", "late"))
    )


def test_no_name_key_or_id_is_left_anywhere():
    told = msgspec.json.encode(masked(full_of_names())).decode().lower()

    assert [name for name in NAMES if re.search(rf"\b{name.lower()}\b|{name.lower()}@", told)] == []
    assert "school.example" not in told


def test_results_stay_and_so_does_the_number_of_files_that_are_nobodys():
    before, after = small(), masked(small())

    assert sorted(each.final_score for each in after.standings) == sorted(
        each.final_score for each in before.standings
    )
    assert after.unmatched == (("", ""),)
    assert {each.lateness.points for each in after.standings if each.lateness} == {0.5}


def test_pseudonyms_are_apart_in_order_and_say_what_they_are():
    names = [each.student.name for each in masked(small()).standings]

    assert names == sorted(set(names))
    assert all(re.fullmatch(r"Student [2-9B-DF-HJ-NP-TV-Z]{6}", name) for name in names)


def test_pseudonyms_are_as_long_as_it_takes_to_tell_students_apart(monkeypatch):
    monkeypatch.setattr(pseudonyms, "_LENGTH", 1)
    crowd = a_class(*(graded(f"S{i}", "·") for i in range(28)))  # one more than there are letters

    names = {each.student.name for each in masked(crowd).standings}

    assert len(names) == 28
    assert len({len(name) for name in names}) == 1


def test_a_pseudonym_stays_while_the_list_does_and_with_a_secret_always():
    def names(result, secret=""):
        return {each.final_score: each.student.name for each in masked(result, secret).standings}

    one = a_class(graded("Ada", "···"), graded("Boris", "··×"))
    later = a_class(graded("Ada", "···", late=0.5), graded("Boris", "··×"))
    larger = a_class(*one.standings, graded("Cleo", "×××"))

    assert names(one)[3.0] == names(later)[2.5]
    assert names(one)[3.0] != names(larger)[3.0]
    assert names(one, "a secret")[3.0] == names(larger, "a secret")[3.0]
    assert names(one, "a secret")[3.0] not in (names(one)[3.0], names(one, "another")[3.0])
