"""A key for each student."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.batch.keys import keys

NAMES = st.one_of(st.text(max_size=45), st.sampled_from(["ann", "ANN", "än n", "con", "../x", "ann-2", ""]))


@pytest.mark.parametrize(
    ("name", "ids", "key"),
    [
        ("Jane Doe", {"login": "JDoe", "email": "j@x"}, "jdoe"),
        ("Jane Doe", {"email": "Jane.Doe+hw@x.edu", "sis": "7"}, "jane.doe-hw"),
        ("Doe, Jane", {"canvas": "7"}, "doe-jane"),
        ("Łukasz Weiß-Ørsted", {}, "lukasz-weiss-orsted"),
        ("../../etc/passwd", {}, "etc-passwd"),
        ("x..", {}, "x"),
    ],
)
def test_the_login_goes_before_the_address_and_the_name(name, ids, key):
    assert keys([(name, ids)]) == [key]


def test_who_shares_a_key_has_digits_of_a_hash_that_others_do_not_change():
    two = keys([("Wei Li", {"canvas": "1"}), ("Wei Li", {"canvas": "2"})])
    three = keys([("Wei Li", {"canvas": "2"}), ("Ann", {}), ("Wei Li", {"canvas": "1"})])

    assert [re.fullmatch("wei-li-[0-9a-f]{8}", key) is not None for key in two] == [True, True]
    assert three == [two[1], "ann", two[0]]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(NAMES, st.fixed_dictionaries({"login": NAMES})), max_size=4))
def test_keys_are_unique_and_safe_whatever_people_are_called(people):
    found = keys(people)

    assert len(set(found)) == len(people)
    for key in found:
        assert re.fullmatch("[a-z0-9]([a-z0-9._-]{0,58}[a-z0-9])?", key)
        assert not re.fullmatch("(con|prn|aux|nul|com[0-9]|lpt[0-9])([.].*)?", key)
