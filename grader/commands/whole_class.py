"""`python -m grader class SUBS`: grade a whole class, go on after any interruption, and show how it did."""

from __future__ import annotations

import argparse
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

from grader import catalog, output
from grader.batch import crew, downloads, journal, work
from grader.batch.crew import Crew
from grader.batch.standing import Intake
from grader.commands import Screen
from grader.commands.grade import read_key
from grader.errors import Interrupted, Refusal, UsageError
from grader.sandbox.choose import CHOICES

# So many of a folder's entries are asked which homework they are.
_ASKED = 25


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `class`."""
    parser.add_argument("folder", type=Path, metavar="SUBS", help="the folder of what was handed in")
    parser.add_argument(
        "--out", type=Path, metavar="DIR", required=True, help="where reports and the journal go"
    )
    parser.add_argument("--hw", metavar="ID", help="the assignment; inferred where all in SUBS agree")
    parser.add_argument("--roster", type=Path, metavar="CSV", help="who is in the class")
    parser.add_argument("--canvas", type=Path, metavar="CSV", help="Canvas' exported gradebook, to be filled")
    parser.add_argument(
        "--pseudonyms", action="store_true", help="leave names out of the dashboard, to show it to others"
    )
    parser.add_argument(
        "--jobs", type=int, metavar="N", help="so many at a time (default: one for each core)"
    )
    parser.add_argument("--scheduler", metavar="ADDRESS", help="grade on the cluster of this dask scheduler")
    parser.add_argument(
        "--preview", action="store_true", help="say whose score would move, and write nothing"
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would be graded, and grade nothing")
    parser.add_argument("--again", action="store_true", help="also grade anew those that were set aside")
    parser.add_argument(
        "--key", type=Path, metavar="FILE", help="draw the hidden inputs anew for each student"
    )
    parser.add_argument(
        "--sandbox", choices=CHOICES, default="auto", help="the isolation (default: the strongest here)"
    )


def run(arguments: argparse.Namespace, screen: Screen) -> Iterator[str]:
    """Yield what has become of the class; its reports, its gradebook and its dashboard are written by then."""
    try:
        with _sigterm_interrupts():
            yield from _run(arguments)
    except KeyboardInterrupt:
        raise Interrupted(
            "interrupted; what is graded is kept, and the same command goes on from there"
        ) from None


def _run(arguments: argparse.Namespace) -> Iterator[str]:
    root = catalog.course_root()
    assignment = catalog.load(root, arguments.hw or _inferred(root, arguments.folder))
    policy = catalog.late_policy(root, assignment.id)
    intake = downloads.gather(
        arguments.folder, arguments.roster, due=policy.due if policy else None, files=assignment.files
    )
    if not intake.handed_in:
        raise UsageError(f"{arguments.folder} holds nobody's work{_why_nobody(intake)}")
    key = read_key(arguments.key) if arguments.key else ""
    if arguments.out.resolve().is_relative_to(arguments.folder.resolve()):
        raise UsageError(
            f"OUT={arguments.out} lies in {arguments.folder}: its reports would be taken for what somebody handed in"
        )
    canvas = _text(arguments.canvas) if arguments.canvas else None
    yield f"{assignment.id}: {len(intake.handed_in)} students handed in ({intake.layout})"
    if not arguments.dry_run:
        output.prepare(arguments.out)
    # Before the journal is open: the workers are forks of this process, and have no business with it.
    with _workers(arguments) as workers:
        if not workers.places:
            yield f"no worker has joined {arguments.scheduler} yet: waiting for one"
        work.greet(workers, assignment.id, arguments.sandbox)
        # Loaded while they get ready.
        from grader.batch import running

        asked = running.Asked(
            assignment=assignment,
            folder=arguments.folder,
            intake=intake,
            out=arguments.out,
            canvas=canvas,
            key=key,
            has_pseudonyms=arguments.pseudonyms,
            again=arguments.again,
        )
        opened = journal.glanced if arguments.dry_run else journal.opened
        with opened(arguments.out) as kept:
            machine = work.met(workers)
            yield f"sandbox: {machine.sandbox} ({machine.protection})"
            if arguments.dry_run:
                yield from running.would_do(asked, machine, kept)
            elif arguments.preview:
                yield from running.preview(asked, machine, kept, workers)
            else:
                yield from running.grade(asked, machine, kept, workers)


def _inferred(root: Path, folder: Path) -> str:
    """Return the assignment that all entries of a folder agree on, as far as they say."""
    if not folder.is_dir():
        raise UsageError(f"SUBS={folder} is no folder")
    found = set()
    for path in sorted(folder.iterdir())[:_ASKED]:
        try:
            found.add(catalog.infer(root, path))
        except Refusal:
            continue
    if len(found) != 1:
        ids = ", ".join(catalog.assignment_ids(root))
        raise UsageError(f"which homework is in {folder}? Say it with HW=: assignments/ holds {ids}")
    return found.pop()


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"CANVAS={path} cannot be read: {error}") from None


def _why_nobody(intake: Intake) -> str:
    if not intake.unmatched:
        return ""
    path, why = intake.unmatched[0]
    return f": {path}: {why}" + (f" (and {len(intake.unmatched) - 1} more)" if intake.unmatched[1:] else "")


@contextmanager
def _workers(arguments: argparse.Namespace) -> Iterator[Crew]:
    if arguments.jobs is not None and arguments.jobs < 1:
        raise UsageError(f"JOBS={arguments.jobs} is too few: at least one at a time")
    if arguments.scheduler:
        try:
            cluster = import_module("grader.batch.cluster")
        except ImportError as error:
            raise UsageError(
                f"SCHEDULER= needs the extra `cluster` ({error}): "
                "run `pip install -e '.[cluster]'` in the course folder"
            ) from None
        workers: Crew = cluster.remote(arguments.scheduler)
    else:
        workers = crew.local(arguments.jobs or crew.cores())
    try:
        yield workers
    finally:
        workers.close()


@contextmanager
def _sigterm_interrupts() -> Iterator[None]:
    """Have SIGTERM, with which batch systems and `kill` end a process, do what Ctrl-C does."""

    def interrupt(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
