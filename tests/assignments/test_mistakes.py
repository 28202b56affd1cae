"""The known mistakes of every homework: told in a sentence, and known again by the answers that they give."""

import re

import pytest

from grader import catalog, fixtures, mistakes
from grader.authoring.rehearsal import answers
from grader.diagnose import Seen, diagnose
from grader.records import Verdict

ROOT = catalog.course_root()
IDS = [id for id in catalog.assignment_ids(ROOT) if (ROOT / "assignments" / id / mistakes.MISTAKES).exists()]
# So many of a homework's mistakes are made, evenly spread; all of them would take too long here.
TRIED = 8


@pytest.mark.parametrize("id", IDS)
def test_each_is_told_in_one_or_two_sentences_of_its_own_without_code(id):
    texts = [mistake.text for mistake in mistakes.read(catalog.load(ROOT, id))]

    assert len(texts) >= 20
    assert len({*texts}) == len(texts)
    assert [text for text in texts if len(text) > 240 or not text.endswith((".", "?"))] == []
    assert [text for text in texts if re.search(r"\bself\.|==|\+=|\bdef\b|@", text)] == []


@pytest.mark.parametrize("id", IDS)
def test_every_equation_and_section_that_they_point_to_is_in_the_handout(id):
    handout = (ROOT / "assignments" / id / "handout.md").read_text(encoding="utf-8")
    texts = " ".join(mistake.text for mistake in mistakes.read(catalog.load(ROOT, id)))

    equations, sections = set(re.findall(r"\((\d+)\)", texts)), set(re.findall(r"sections? (\d+)", texts))
    assert equations - set(re.findall(r"\\tag\{(\d+)\}", handout)) == set()
    assert sections - set(re.findall(r"^## (\d+)\.? ", handout, flags=re.MULTILINE)) == set()


def made(id):
    known = mistakes.read(catalog.load(ROOT, id))
    return [mistake.id for mistake in known[:: max(1, len(known) // TRIED)]]


@pytest.mark.parametrize(("id", "name"), [(id, name) for id in IDS for name in made(id)])
def test_a_mistake_is_known_by_its_answers(id, name):
    assignment = catalog.load(ROOT, id)
    known, fixture = mistakes.read(assignment), fixtures.read(assignment)
    mistake = next(each for each in known if each.id == name)
    broken = answers(assignment, mistake, fixture.given, fixture.expected)
    seen = [
        Seen(
            check,
            verdict=(Verdict.WRONG if broken[check.id] else Verdict.FAILED)
            if check.id in broken
            else Verdict.RIGHT,
            wrong=broken.get(check.id, {}),
        )
        for check in assignment.checks
        if check.module == mistake.module and not check.curves
    ]

    found = diagnose(seen, known, fixtures.read_mistakes(assignment), assignment.problems)

    named = {
        diagnosis.id
        for check, diagnosis in found.items()
        if broken.get(check) and diagnosis.id != "builds_on"
    }
    assert named <= {name}
    assert named or not any(broken.values())
