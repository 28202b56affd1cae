"""What students wrote, on the page of a class in a real browser: it runs nothing, loads nothing, and fits."""

import re

import pytest
from msgspec.structs import replace

from grader.batch.standing import Status
from tests.batch.class_results import a_class, a_student, an_item, graded, small, without
from tests.batch.reading import NAMES, choose, header, put
from tests.report.payloads import PAYLOADS, PLAIN

pytestmark = pytest.mark.needs_chromium


def crowd(texts):
    """Return a class in which each of these texts is a name, a message, a reason and a path."""
    students = []
    for number, text in enumerate(texts):
        named = replace(a_student(f"s{number}"), name=f"<{number}>{text}")
        item = an_item("a", "×", message=text, mistakes=(("sign_lost", "Here is sign_lost.", "exact"),))
        students.append(graded("", "", student=named, items=(item, an_item("b")), report=f"reports/{number}"))
        students.append(replace(without(f"t{number}", Status.REFUSED, text), student=named))
    # A message is shown if two students got it.
    return a_class(*students, *students, unmatched=tuple((text, text) for text in texts))


def test_a_hundred_payloads_run_nothing_load_nothing_and_change_nothing(tab, tmp_path):
    shape = "[...document.querySelectorAll('*')].map((each) => [each.tagName, ...each.getAttributeNames()].join(' ')).join()"
    shapes = []
    for texts in (PAYLOADS, PLAIN):
        path = put(tmp_path, crowd(texts))
        tab.open(path)
        for column in ("Student", "Points", "Mistakes"):
            tab.run(f"{header(column)}.click()")
        choose(tab, "text", "a")
        tab.run("for (const fold of document.querySelectorAll('details')) fold.open = true")
        found = (
            tab.run("window.ran ?? null"),
            tab.run("document.scripts.length"),
            tab.complaints,
            tab.requests,
        )
        assert found == (None, 1, [], [path.as_uri()])
        shapes.append(tab.run(shape))

    # The first page differs in what its names sort and filter to, and in nothing else.
    strip = re.compile(r" hidden")
    assert sorted(strip.sub("", shapes[0]).split(",")) == sorted(strip.sub("", shapes[1]).split(","))


def test_the_policy_stops_a_script_that_got_in_all_the_same(tab, tmp_path):
    path = put(tmp_path, small())
    text = path.read_text().replace(
        "</main>", "<script>window.ran = 1</script><img src=x onerror='window.ran = 2'></main>"
    )
    path.write_text(text)
    tab.open(path)

    assert tab.run("window.ran ?? null") is None
    assert len(tab.complaints) >= 2
    assert tab.run(NAMES) == [each.student.name for each in small().standings]


def test_the_page_fits_every_screen(tab, tmp_path):
    long = replace(a_student("long"), name="Wolfeschlegelsteinhausenbergerdorff" * 3)
    items = tuple(an_item(f"{i}", "·×!"[i % 3]) for i in range(72))
    wide = a_class(*[graded("", "", student=long, items=items)] * 2)
    too_wide = []
    for name, result in {"small": small(), "wide": wide, "payloads": crowd(PAYLOADS[:20])}.items():
        tab.open(put(tmp_path, result))
        tab.run("for (const fold of document.querySelectorAll('details')) fold.open = true")
        for width in (320, 375, 768, 1280):
            tab.see(width)
            if tab.run("document.documentElement.scrollWidth") > width:
                too_wide.append((name, width))

    assert too_wide == []
