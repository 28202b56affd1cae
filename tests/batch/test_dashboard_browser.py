"""The page of a class in a real browser: sorted, filtered, followed, printed."""

import base64
import re

import pytest
from msgspec.structs import replace

from tests.batch.class_results import a_class, graded, small
from tests.batch.reading import NAMES, STATUS, choose, header, put

pytestmark = pytest.mark.needs_chromium

ALL = ["Ada", "Boris", "Cleo", "Dina", "Edda", "Flo", "Gus", "Hal"]


@pytest.fixture
def opened(tab, tmp_path):
    """Return a tab that shows the small class."""
    tab.open(put(tmp_path, small()))
    return tab


def test_a_column_sorts_there_and_back_and_who_has_nothing_in_it_comes_last_both_times(opened):
    found = {}
    for column in ("Student", "Status", "Points", "Right", "Late"):
        for _ in range(2):
            opened.run(f"{header(column)}.click()")
            found.setdefault(column, []).append(opened.run(NAMES))
        opened.run(f"{header('Student')}.click()")

    nobody = ["Flo", "Gus", "Hal"]
    up = ["Dina", "Boris", "Cleo", "Edda", "Ada", *nobody]
    assert found == {
        "Student": [ALL, ALL[::-1]],
        "Status": [[*ALL[:5], "Hal", "Flo", "Gus"], ["Gus", "Flo", "Hal", *ALL[:5]]],
        "Points": [["Ada", "Cleo", "Edda", "Boris", "Dina", *nobody], up],
        "Right": [["Ada", "Boris", "Cleo", "Edda", "Dina", *nobody], up],
        "Late": [["Boris", "Ada", *ALL[2:]]] * 2,
    }


def test_sorting_by_failures_puts_those_who_fail_alike_side_by_side(opened):
    found = []
    for column in ("Checks", "Mistakes"):
        opened.run(f"{header(column)}.click()")
        names = opened.run(NAMES)
        found.append(abs(names.index("Boris") - names.index("Cleo")))

    assert found == [1, 1]


def test_the_checks_sort_by_a_figure_and_by_their_own_order(opened):
    rows = "[...document.querySelectorAll('#checks-table tbody th')].map((each) => each.textContent.trim().slice(-11))"
    opened.run(f"{header('Pass rate', 'checks')}.click()")
    by_rate = opened.run(rows)
    opened.run(f"{header('Check', 'checks')}.click()")

    assert by_rate == ["A is right.", "C is right.", "B is right."]
    assert opened.run(rows) == ["A is right.", "B is right.", "C is right."]


def test_the_table_is_sorted_and_filtered_with_the_keyboard_alone(opened):
    opened.run("document.getElementById('text').focus()")
    for letter in "a":
        opened.call("Input.insertText", text=letter)
    for _ in range(6):  # past the four other fields and the button, to the first header
        opened.press("Tab")
    opened.press("Enter", text="\r")
    opened.press(" ", text=" ")

    assert opened.run(NAMES) == ["Hal", "Edda", "Dina", "Ada"]
    assert opened.run("document.activeElement.closest('th').ariaSort") == "descending"
    assert opened.run(STATUS) == "4 of 8 students"


def test_a_filter_leaves_whom_it_names_and_says_how_many(opened):
    wanted = {
        ("text", "dI"): ["Dina"],
        ("text", "nobody"): [],
        ("status", "graded"): ALL[:5],
        ("status", "set aside"): ["Gus"],
        ("check", "0"): ["Dina"],
        ("check", "1"): ["Boris", "Cleo", "Dina"],
        ("check", "2"): ["Edda"],  # what could not be judged is no failure
        ("mistake", "0"): ["Boris", "Cleo"],
        ("group", "0"): ["Boris", "Cleo"],
    }
    found = {}
    for field, value in wanted:
        choose(opened, field, value)
        found[field, value] = (opened.run(NAMES), opened.run(STATUS))
        choose(opened, field, "")

    assert found == {asked: (left, f"{len(left)} of 8 students") for asked, left in wanted.items()}


def test_filters_add_up_and_one_button_takes_them_back(opened):
    choose(opened, "check", "1")
    choose(opened, "text", "o")
    both = opened.run(NAMES)
    opened.run("document.querySelector('#filters [type=reset]').click()")
    opened.run("new Promise((done) => setTimeout(done, 20))")

    assert both == ["Boris", "Cleo"]
    assert opened.run(NAMES) == ALL


def test_a_number_of_students_leads_to_these_students(opened):
    wanted = {
        ".lessons a": ["Boris", "Cleo"],
        "#checks-table tr:last-child a": ["Edda"],
        "#mistakes-table a": ["Boris", "Cleo"],
        "#checks-table tr:first-child a": ["Dina"],
        ".groups .show": ["Boris", "Cleo"],
    }
    found = {}
    for link in wanted:
        opened.run(f"document.querySelector('{link}').click()")
        opened.run("new Promise((done) => setTimeout(done, 20))")
        found[link] = opened.run(NAMES)

    assert (found, opened.run("location.hash")) == (wanted, "#students")


def test_a_promise_with_a_hidden_check_leads_to_those_who_fail_either(tab, tmp_path):
    pairs = [(graded(f"S{i}", letters), letters) for i, letters in enumerate(["×··", "·×·", "···", "××·"])]
    students = [
        replace(
            each, items=tuple(replace(item, title="Both." if item.id != "c" else "C.") for item in each.items)
        )
        for each, _ in pairs
    ]
    tab.open(put(tmp_path, a_class(*students)))
    tab.run("document.querySelector('.lessons a').click()")
    tab.run("new Promise((done) => setTimeout(done, 20))")

    assert tab.run(NAMES) == ["S0", "S1", "S3"]


def test_a_name_opens_the_report(opened, tmp_path):
    report = tmp_path / "reports" / "ada" / "report.html"
    report.parent.mkdir(parents=True)
    report.write_text("<!DOCTYPE html><title>the report of Ada</title>")
    opened.run("document.querySelector('#students-table a').click()")
    opened.wait_for_load()

    assert opened.run("document.title") == "the report of Ada"


def test_without_its_script_the_page_says_the_same(tab, tmp_path):
    path = put(tmp_path, small())
    texts = []
    for scripts in (True, False):
        tab.open(path, scripts=scripts)
        texts.append(tab.run("document.querySelector('main').innerText"))
        fields = tab.run("document.getElementById('filters').checkVisibility()")
        assert fields == scripts

    tables = [re.findall(r"^(?:Ada|Boris|Hal)\t.*", text, re.MULTILINE) for text in texts]
    assert tables[0] == tables[1]
    assert len(tables[0]) == 3


def test_on_paper_everything_is_there_but_what_needs_a_hand(tab, tmp_path):
    path = put(tmp_path, small())
    tab.open(path, media="print", width=700)  # as wide as A4
    shown = "document.querySelector('{}').checkVisibility()"

    hands = [
        tab.run(shown.format(each)) for each in ("#filters", ".contents", ".show", ".skip", ".groups ul")
    ]
    # What is folded on the screen has a height on paper.
    folded = tab.run("document.querySelector('.groups p').getBoundingClientRect().height")
    # A box for a button would keep the head of a table from being repeated on every page.
    head = [
        tab.run(f"getComputedStyle(document.querySelector('#students-table {each}')).display")
        for each in ("thead", "thead button")
    ]
    paper = base64.b64decode(tab.call("Page.printToPDF", paperWidth=8.27, paperHeight=11.69)["data"])
    assert hands == [False] * 5
    assert folded > 0
    assert head == ["table-header-group", "contents"]
    assert paper.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type /Page\b", paper)) >= 2


def test_it_has_its_colours_in_the_dark(tab, tmp_path):
    tab.open(put(tmp_path, small()))
    colours = []
    for scheme in ("light", "dark"):
        tab.see(scheme=scheme)
        colours.append(tab.run("getComputedStyle(document.body).backgroundColor"))

    assert colours == ["rgb(247, 246, 243)", "rgb(18, 21, 27)"]


def test_a_screen_reader_hears_tables_and_what_was_sorted_on_a_phone_too(tab, tmp_path):
    tab.open(put(tmp_path, small()), width=375)
    tab.run(f"{header('Points')}.click()")

    nodes = tab.call("Accessibility.getFullAXTree")["nodes"]
    roles = [node.get("role", {}).get("value") for node in nodes if not node["ignored"]]
    assert (roles.count("table"), roles.count("search"), roles.count("status")) == (4, 1, 1)
    assert {"columnheader", "rowheader", "cell", "main", "navigation", "searchbox"} <= set(roles)
    assert tab.run("document.querySelector('#students-table [aria-sort]').ariaSort") == "descending"
