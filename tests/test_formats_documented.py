"""What docs/formats.md and docs/operator.md say of fields, columns and limits is what the code has."""

import re

import msgspec
import pytest

from grader.batch import gradebook
from grader.batch.standing import ClassResult, Status
from grader.records import Limits, Outcome, Verdict, Visibility
from grader.report import view
from tests.test_documentation import ROOT

FORMATS = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")


def first_cells(name: str) -> list[str]:
    """Return what stands as code in the first column of the table that a comment names."""
    table = re.search(rf"<!-- {name} -->\n((?:\|.*\n)+)", FORMATS)[1]
    return [word for row in table.splitlines()[2:] for word in re.findall(r"`([^`]+)`", row.split(" | ")[0])]


@pytest.mark.parametrize("record", [view.Report, view.ProblemView, view.CheckView])
def test_every_field_of_a_report_is_described_in_its_order(record):
    assert sorted(first_cells(f"fields: {record.__name__}")) == sorted(record.__struct_fields__)


@pytest.mark.parametrize(
    "record", [view.ElsewhereView, view.Cause, view.LatenessView, view.DifferenceView, view.CurveView]
)
def test_the_fields_of_the_small_records_are_named_with_the_field_that_holds_them(record):
    listed = ", ".join(f"`{name}`" for name in record.__struct_fields__)

    assert listed in FORMATS


@pytest.mark.parametrize("kind", [Outcome, Verdict, Visibility, view.Kind])
def test_every_word_of_a_report_is_described(kind):
    assert [word.value for word in kind if f"`{word.value}`" not in FORMATS] == []


def test_the_columns_of_a_gradebook_are_described_in_their_order():
    result = ClassResult(assignment="hw", title="", standings=())
    header = gradebook.plain(result).lstrip("\ufeff").splitlines()[0].split(",")

    assert [name for name in first_cells("columns") if name != "problem …"] == header


def test_every_status_of_a_gradebook_is_described():
    assert [each.value for each in Status if f"`{each.value}`" not in FORMATS] == []


def test_the_limits_on_the_operators_page_are_the_defaults():
    page = (ROOT / "docs" / "operator.md").read_text(encoding="utf-8")
    shown = msgspec.toml.decode(re.search(r"<!-- limits -->\n```toml\n(.*?)```", page, flags=re.DOTALL)[1])

    assert shown["limits"] == msgspec.structs.asdict(Limits())
