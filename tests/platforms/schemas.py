"""What platforms say that they read, as records: an unknown key, a wrong type or a value off the list is an error.

Sources: Gradescope's autograder specifications, PrairieLearn's external grading, GitHub Classroom's reporter.
"""

from typing import Annotated, Any, Literal

import msgspec

Seen = Literal["visible", "hidden", "after_due_date", "after_published"]
Format = Literal["text", "html", "simple_format", "md", "ansi"]
Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
Points = Annotated[float, msgspec.Meta(ge=0)]


class GradescopeTest(msgspec.Struct, forbid_unknown_fields=True):
    score: Points
    max_score: Points
    name: str
    status: Literal["passed", "failed"]
    output: str
    number: str = ""
    name_format: Format = "text"
    output_format: Format = "text"
    tags: list[str] = []
    visibility: Seen = "visible"
    extra_data: dict[str, Any] = {}


class LeaderboardEntry(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    value: float | str
    order: Literal["asc", "desc"] = "desc"


class Gradescope(msgspec.Struct, forbid_unknown_fields=True):
    score: Points
    tests: list[GradescopeTest]
    execution_time: float = 0.0
    output: str = ""
    output_format: Format = "simple_format"
    test_output_format: Format = "text"
    test_name_format: Format = "text"
    visibility: Seen = "visible"
    stdout_visibility: Seen = "hidden"
    extra_data: dict[str, Any] = {}
    leaderboard: list[LeaderboardEntry] = []


class Image(msgspec.Struct, forbid_unknown_fields=True):
    label: str
    url: Annotated[str, msgspec.Meta(pattern="^data:image/png;base64,[A-Za-z0-9+/=]+$")]


class PrairieLearnTest(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    points: Points
    max_points: Points
    message: str = ""
    output: str = ""
    images: list[Image] = []


class PrairieLearn(msgspec.Struct, forbid_unknown_fields=True):
    gradable: Literal[True]
    score: Share
    message: str
    output: str
    tests: list[PrairieLearnTest]


class Ungradable(msgspec.Struct, forbid_unknown_fields=True):
    gradable: Literal[False]
    message: str
    format_errors: list[str]


class GitHubTest(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    status: Literal["pass", "fail", "error"]
    test_code: str
    task_id: str
    filename: str
    line_no: int
    duration: Points
    score: Points
    message: str = ""
    output: Annotated[str, msgspec.Meta(max_length=500)] = ""


class GitHub(msgspec.Struct, forbid_unknown_fields=True):
    version: Literal[3]
    status: Literal["pass", "fail", "error"]
    max_score: Points
    tests: list[GitHubTest]
    message: str = ""


def read(text: str | bytes, form):
    """Return the record in a JSON text."""
    return msgspec.json.decode(text, type=form)
