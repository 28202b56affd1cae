"""The class as a page: one file that says everything without its script."""

import base64
import hashlib
import itertools
import re

import pytest
from msgspec.structs import replace

from grader.batch import dashboard
from grader.batch.standing import Status
from tests.batch.class_results import a_class, a_student, an_item, graded, small, without
from tests.batch.test_pseudonyms import NAMES, full_of_names
from tests.report.hostile import PAYLOAD
from tests.report.test_html import Page

HOSTILE = "<script>alert(1)</script> <img src=x onerror=a()> </pre></style></svg> {{ 7 * 7 }} {% raw %}"


def hostile():
    """Return a class with the payload in every text that comes from a student."""
    item = an_item("a", "×", message=PAYLOAD)
    sick = graded("S", "", student=replace(a_student("s"), name=PAYLOAD), items=(item,), report=PAYLOAD)
    refused = replace(without("t", Status.REFUSED, PAYLOAD), student=replace(a_student("t"), name=PAYLOAD))
    twin = replace(sick, student=replace(a_student("u"), name=PAYLOAD))
    return a_class(sick, refused, twin, unmatched=((PAYLOAD, PAYLOAD),))


CLASSES = {
    "small": small,
    "hostile": hostile,
    "perfect": lambda: a_class(graded("Ada", "···"), graded("Boris", "···")),
    "nobody": lambda: a_class(without("Hal", Status.MISSING), without("Flo", Status.REFUSED, "it is empty")),
    "empty": a_class,
}


def page(name, **how):
    return Page(dashboard.render(CLASSES[name](), **how))


@pytest.mark.parametrize("name", CLASSES)
def test_a_page_needs_no_network_and_no_other_file_but_the_reports_it_links_to(name):
    found = page(name)

    names = {attribute for _, attributes in found.elements for attribute in attributes}
    links = [attributes["href"] for _, attributes in found.elements if "href" in attributes]
    assert found.names() & {"img", "link", "iframe", "object", "foreignobject", "base"} == set()
    assert (
        names & {"src", "srcset", "action", "style"}
        == {each for each in names if each.startswith("on")}
        == set()
    )
    assert {link for link in links if not link.startswith(("#", "./"))} == set()
    assert {link for link in links if re.search(r"[^\w#./%~-]", link)} == set()


@pytest.mark.parametrize("name", CLASSES)
def test_the_policy_lets_nothing_run_but_the_one_script_and_the_one_style_sheet(name):
    text = dashboard.render(CLASSES[name]())

    inside = {tag: re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL) for tag in ("script", "style")}
    assert [len(texts) for texts in inside.values()] == [1, 1]
    script, style = (
        base64.b64encode(hashlib.sha256(texts[0].encode()).digest()).decode() for texts in inside.values()
    )
    policies = [each["content"] for tag, each in Page(text).elements if "http-equiv" in each]
    assert policies == [
        f"default-src 'none'; script-src 'sha256-{script}'; style-src 'sha256-{style}'; "
        "base-uri 'none'; form-action 'none'"
    ]
    assert re.search(r"url\(|@import|</", inside["style"][0]) is None


@pytest.mark.parametrize("name", CLASSES)
def test_ids_are_unique_and_every_reference_has_its_target(name):
    found = page(name)

    ids = [each["id"] for _, each in found.elements if "id" in each]
    wanted = [each[key] for _, each in found.elements for key in ("for", "aria-labelledby") if key in each]
    jumps = [each["href"][1:] for _, each in found.elements if each.get("href", "").startswith("#")]
    assert len(ids) == len(set(ids))
    assert {*" ".join(wanted).split(), *jumps} <= set(ids)


@pytest.mark.parametrize("name", CLASSES)
def test_a_page_can_be_walked_by_landmarks_headings_captions_and_labels(name):
    found = page(name)

    tags = [tag for tag, _ in found.elements]
    levels = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
    fields = {each["id"] for tag, each in found.elements if tag in ("select", "input")}
    labelled = {each["for"] for tag, each in found.elements if tag == "label"}
    assert [tags.count(tag) for tag in ("header", "nav", "main", "footer", "h1")] == [1, 1, 1, 1, 1]
    assert tags.count("caption") == tags.count("table")
    assert fields == labelled != set()
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert all("scope" in attributes for tag, attributes in found.elements if tag == "th")


def test_what_a_student_can_write_is_text():
    text = page("hostile").text()

    assert text.count(HOSTILE) == 10
    assert r"\x1b[31mred\x1b[0m\x07\x00\x9b2J \u202edlrow\u2066" in text


def test_a_student_has_a_row_with_all_that_is_known():
    rows = re.findall(r"<tr.*?</tr>", dashboard.render(small()).split('id="students-table"')[1])

    said = [" | ".join(Page(cell).text() for cell in re.findall(r"<t[hd].*?</t[hd]>", row)) for row in rows]
    assert said == [
        "Student | Status | Points | Right | Late | Checks | Mistakes",
        "Ada | graded | 3 | 3 /3 |  | ··· | ",
        "Boris | graded | 1.5 | 2 /3 | −0.5 | ·×· | sign lost",
        "Cleo | graded | 2 | 2 /3 |  | ·×· | sign lost",
        "Dina | graded | 0 | 0 /2 |  | !×? | ",
        "Edda | graded | 2 | 2 /3 |  | ··! | ",
        "Flo | refused |  |  |  |  | ",
        "Gus | set aside |  |  |  |  | ",
        "Hal | missing |  |  |  |  | ",
    ]


def test_checks_of_another_problem_stand_apart_and_what_was_not_graded_is_marked():
    full = (an_item("a"), an_item("b"), an_item("c", "×", problem="2"))
    rows = dashboard.render(a_class(graded("Ada", "", items=full), graded("Boris", "", items=full[:2])))

    assert re.findall(r'<td class="marks">(.*?)</td>', rows) == ["·· ×", "·· –"]


def test_the_name_of_a_student_leads_to_the_report():
    odd = graded("Odd", "···", report="reports/a b#c?d/é.html")
    links = [each for each in Page(dashboard.render(a_class(odd))).elements if each[0] == "a"]

    assert links[-1] == ("a", {"href": "./reports/a%20b%23c%3Fd/%C3%A9.html"})


def test_under_pseudonyms_no_name_link_or_text_of_a_student_is_in_the_file():
    text = dashboard.render(full_of_names(), pseudonyms=True, secret="a secret")

    assert [name for name in NAMES if re.search(rf"\b{name}\b", text, re.IGNORECASE)] == []
    assert "./" not in "".join(each.get("href", "") for _, each in Page(text).elements)
    assert "the class, for the staff · under pseudonyms" in text
    assert "Names are replaced, and scores are not: who knows somebody's score may know the row." in text
    assert "○ 2 unmatched What lies in the folder and is nobody's" in Page(text).text()
    assert text != dashboard.render(full_of_names(), pseudonyms=True)


def test_the_same_class_gives_the_same_page():
    assert dashboard.render(small()) == dashboard.render(small())
