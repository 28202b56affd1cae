"""What a supervisor and its workers say to each other: plain data, as bytes, and never a pickle."""

from __future__ import annotations

import msgspec

from grader.batch.parcel import Parcel
from grader.batch.standing import Standing, Student


class Greeting(msgspec.Struct, frozen=True, kw_only=True, tag="greeting"):
    """Asks a worker what it would grade with."""

    assignment: str
    sandbox: str


class Machine(msgspec.Struct, frozen=True, kw_only=True):
    """What a worker grades with. `course` and `code` are digests: see `material`."""

    sandbox: str
    protection: str
    versions: dict[str, str]
    course: str
    code: str


class Task(msgspec.Struct, frozen=True, kw_only=True, tag="task"):
    """One student's work, to be graded on a machine like this one. `notes` are to stand in the report.

    `late_seconds` is how late it came, if anybody knows; `key` is the text from which hidden inputs are drawn, or
    empty.
    """

    student: Student
    parcel: Parcel
    assignment: str
    machine: Machine
    key: str = ""
    notes: tuple[str, ...] = ()
    late_seconds: float | None = None


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it: to a greeting the machine, to a task a standing and texts by name, with who may read each.

    `stop`, when not empty, says why this worker can grade nothing at all, whatever it is given.
    """

    machine: Machine | None = None
    standing: Standing | None = None
    texts: dict[str, tuple[str, int]] = {}
    stop: str = ""


encode = msgspec.msgpack.Encoder().encode
decode_question = msgspec.msgpack.Decoder(Greeting | Task).decode
decode_answer = msgspec.msgpack.Decoder(Answer).decode
