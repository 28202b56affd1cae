"""The errors that we raise on purpose; whose fault it is, is decided at the `raise`.

    Refusal                 a sentence for the person who typed the command
    ├── UsageError          the command makes no sense (exit code 2)
    ├── SubmissionError     what was handed in cannot be graded (exit code 1)
    ├── Interrupted         somebody stopped us (exit code 130)
    └── GraderError         our own trouble: a person on the staff must look (exit code 3)
        ├── AssignmentError     the course material is inconsistent
        ├── FixtureError        a fixture is missing, stale or not what its manifest says
        └── SandboxError        the sandbox could not be set up, or failed

What a student's code does while it runs is never one of these: it is an `Outcome` in a record.
"""


class Refusal(Exception):
    """A request that we turn down with one sentence."""

    exit_code = 3


class UsageError(Refusal):
    """The command as typed makes no sense."""

    exit_code = 2


class SubmissionError(Refusal):
    """What was handed in cannot be graded; the sentence is for the student."""

    exit_code = 1


class Interrupted(Refusal):
    """Somebody stopped us half-way; the sentence says how to go on."""

    exit_code = 130


class GraderError(Refusal):
    """Our own trouble; the sentence is for the staff."""


class AssignmentError(GraderError):
    """The course material is inconsistent."""


class FixtureError(GraderError):
    """A fixture is missing, stale, or not what its manifest says."""


class SandboxError(GraderError):
    """The sandbox could not be set up, or failed."""
