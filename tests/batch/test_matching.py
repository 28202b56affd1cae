"""Whose work it is, and when nobody can say."""

import pytest

from grader.batch.layouts.found import ANY, Claim
from grader.batch.matching import Register, forms, squashed
from grader.batch.standing import Student

STUDENTS = (
    Student(key="kim", name="Kim Lee", ids={"login": "kim", "idnumber": "7", "email": "Kim@x"}),
    Student(key="lee", name="Lee, Kim", ids={"login": "lee", "canvas": "7"}),
    Student(key="ana", name="Ana María de la Cruz", ids={"canvas": "20", "sis": "s20"}),
    Student(key="weiss", name="Weiß, Zoë", ids={"email": "zoe@x"}),
)


@pytest.mark.parametrize(
    ("claim", "key"),
    [
        (Claim("whoever", {"canvas": "7"}), "lee"),
        (Claim("", {"email": "kim@X"}), "kim"),
        (Claim("x", {ANY: "LEE"}), "lee"),
        (Claim("x", {"sis": "7"}), "kim"),
        (Claim("x", {"email": "gone@x", "sis": "s20"}), "ana"),
        (Claim("delacruzanamaría", {"canvas": "20"}), "ana"),
        (Claim("De la Cruz, Ana Maria", {}), "ana"),
        (Claim("cruzanamaríadela", {}), "ana"),
        (Claim("WEISS_ZOE", {}), "weiss"),
    ],
)
def test_ids_come_first_and_names_in_any_order(claim, key):
    match = Register(STUDENTS).match(claim)

    assert (match.student.key, match.why) == (key, "")


@pytest.mark.parametrize(
    ("claim", "why"),
    [
        (Claim("kim lee", {}), "2 people on the roster may be meant: Kim Lee (kim), Lee, Kim (lee)"),
        (Claim("7", {ANY: "7"}), "its ids are those of Kim Lee (kim), Lee, Kim (lee)"),
        (Claim("x", {"canvas": "20", "email": "zoe@x"}), "its ids are those of Ana María de la Cruz (ana), Weiß, Zoë (weiss)"),
        (Claim("zoe weiss", {"email": "z@y"}), "its address is z@y, and that of Weiß, Zoë is zoe@x"),
        (Claim("Kim\x07", {}), "nobody on the roster is called Kim?, or has that as an ID"),
        (Claim("!!", {}), "nobody on the roster is called !!, or has that as an ID"),
    ],
)  # fmt: skip
def test_who_cannot_be_told_is_nobody(claim, why):
    match = Register(STUDENTS).match(claim)

    assert (match.student, match.why) == (None, why)


def test_names_are_compared_without_case_accents_and_blanks_in_any_script():
    assert squashed(" Zoë  O’Neil-WEIß ") == "zoeoneilweiss"
    assert squashed("李 偉") == "李偉"
    assert forms("Doe, Jane") == {"doejane", "janedoe"}
    assert forms("--") == set()
