"""`python -m tests.batch.supervisor 100 3000`: how much memory a supervisor takes for classes of these sizes.

Its workers are stood in for by one recorded answer, with the reports of a template of a real homework: a template
fails every check, and so has much to be kept. All else is what `make class` does: reading, journal, reports on the
disk, gradebooks, dashboard. Each size is measured in a process of its own.
"""

import subprocess
import sys
import tempfile
from concurrent.futures import Future
from pathlib import Path

import msgspec

from grader import catalog
from grader.batch import crew, journal, outcome, task, work
from grader.batch.grading import Grader
from grader.batch.standing import HandedIn, Intake, Student

HOMEWORK, FILE = "cmu_hw1_mlp", "mlp.py"


class Recorded:
    """An executor that answers each question as a real worker answered the first."""

    def __init__(self, answer: bytes) -> None:
        self._answer = task.decode_answer(answer)

    def submit(self, work: object, question: bytes, timeout_seconds: float) -> "Future[bytes]":
        asked = task.decode_question(question)
        standing = msgspec.structs.replace(
            self._answer.standing, student=asked.student, report=f"{asked.student.key}/report.html"
        )
        done: Future[bytes] = Future()
        done.set_result(task.encode(msgspec.structs.replace(self._answer, standing=standing)))
        return done


class Nobody:
    """Watches, and keeps nothing."""

    def known(self, standing: object) -> None:
        pass

    def done(self, standing: object) -> None:
        pass

    def look(self, running: int) -> None:
        pass


def measure(size: int, scratch: Path) -> dict[str, int]:
    """Return the megabytes that this process has taken at most: before, with all graded, with all shown."""
    root = catalog.course_root()
    assignment = catalog.scoped(catalog.load(root, HOMEWORK), (FILE,))
    template = root / "student_template" / HOMEWORK / FILE
    handed_in = tuple(
        HandedIn(student=Student(key=f"s{number:04}", name=f"Student {number}"), path=template)
        for number in range(size)
    )
    grader = Grader(root)
    machine = grader.answer(task.Greeting(assignment=HOMEWORK, sandbox="auto")).machine
    terms = work.Terms(HOMEWORK, machine, 120.0)
    packed = work.due(terms, handed_in[0]).packed
    answer = task.encode(
        grader.answer(
            task.Task(student=handed_in[0].student, parcel=packed, assignment=HOMEWORK, machine=machine)
        )
    )
    grader.close()
    workers = crew.Crew(Recorded(answer), None, lambda: 2, crew.explain, lambda: None)
    taken = {"before": _megabytes()}
    with journal.opened(scratch) as kept:
        class_ = work.Class(terms, workers, kept, scratch, Nobody())
        class_.grade(handed_in)
        taken["graded"] = _megabytes()
        intake = Intake(layout="", handed_in=handed_in)
        result = outcome.result(assignment, machine, intake, kept, class_.keys)
    for name, text in outcome.files(result).items():
        (scratch / name).write_text(text, encoding="utf-8")
    taken["shown"] = _megabytes()
    return taken


def _megabytes() -> int:
    """Return the most memory that this process had so far."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) >> 10


def main() -> None:
    """Do what the command line says: one size here, or each of several in a process of its own."""
    sizes = sys.argv[1:]
    if len(sizes) > 1:
        for size in sizes:
            subprocess.run([sys.executable, "-m", "tests.batch.supervisor", size], check=True)
        return
    with tempfile.TemporaryDirectory(prefix="supervisor-") as scratch:
        taken = measure(int(sizes[0]), Path(scratch))
    said = ", ".join(f"{name} {megabytes} MB" for name, megabytes in taken.items())
    sys.stdout.write(f"{sizes[0]} students: {said}\n")


if __name__ == "__main__":
    main()
