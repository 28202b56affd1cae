"""`experiments`: do a homework's training runs, or what is left of them, and show what came of them."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from grader.commands import Screen
from grader.errors import GraderError, UsageError
from grader.sandbox.choose import CHOICES

STAND_IN = "stand-in"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `experiments`."""
    parser.add_argument("--hw", metavar="ID", required=True, help="the homework")
    parser.add_argument(
        "--sub",
        type=Path,
        metavar="PATH",
        help="a student's file, whose curves are laid over the reference's",
    )
    parser.add_argument(
        "--sandbox",
        choices=CHOICES,
        default="auto",
        help="where that file runs (default: the strongest here)",
    )
    parser.add_argument(
        "--data", metavar="NAME", help=f"in place of the homework's data set, or `{STAND_IN}`"
    )
    parser.add_argument(
        "--runs", metavar="NAMES", help="do only the runs whose names begin so, with commas between"
    )
    parser.add_argument("--epochs", metavar="N", help="epochs of each run (default: the homework's)")
    parser.add_argument("--seeds", metavar="N", help="seeds of each run (default: the homework's)")
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="where results go (default: out/HW/experiments)"
    )


def run(arguments: argparse.Namespace, screen: Screen) -> Iterator[str]:
    """Yield what is to do, what failed, the table, and where the files are."""
    try:
        yield from _run(arguments, screen)
    except KeyboardInterrupt:
        raise KeyboardInterrupt("what is done is kept, and the same command goes on from there") from None


def _run(arguments: argparse.Namespace, screen: Screen) -> Iterator[str]:
    # NumPy asks when it is loaded: a process for each processor, and no threads that fight over them.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        from grader.experiments.campaign import Campaign
    except ModuleNotFoundError as error:
        if error.name != "matplotlib":
            raise
        raise GraderError(
            "the figures need matplotlib, which is not installed: `make experiments` installs it, "
            "and so does `pip install matplotlib`"
        ) from None
    from grader import catalog, output, submission
    from grader.experiments import declared, handed_in, journal, terminal

    root = catalog.course_root()
    assignment = catalog.load(root, arguments.hw)
    experiments = declared.load(root, arguments.hw)
    epochs = _positive(arguments.epochs, "EPOCHS", experiments.module.EPOCHS)
    seeds = _positive(arguments.seeds, "SEEDS", experiments.module.SEEDS)
    of_reference = arguments.out or Path("out", arguments.hw, "experiments")
    folder, handed = of_reference, None
    if arguments.sub:
        read = submission.read(arguments.sub, assignment)
        handed = handed_in.handed(experiments, assignment, read, arguments.sandbox)
        folder = arguments.out or Path("out", arguments.hw, read.name, "experiments")
    data = _data(arguments.data, experiments.module.DATA)
    campaign = Campaign(experiments, data, epochs, seeds, of_reference)
    theirs = None
    wanted = None if arguments.runs is None else experiments.begun(campaign.runs, arguments.runs)
    if handed:
        sha256, jobs = campaign.data_sha256, campaign.jobs
        theirs = handed_in.HandedIn(experiments, handed, data, sha256, jobs, folder / journal.RUNS)
        if wanted is not None:
            if not {*wanted} & {*theirs.runs}:
                raise UsageError(f"RUNS={arguments.runs}: a student's file has no part in these runs")
            theirs.only(wanted)
        campaign.keep(theirs.runs)
    elif wanted is not None:
        campaign.only(wanted)
    for each in (of_reference, folder):
        output.prepare(each / journal.RUNS)
    yield f"{assignment.title} on {campaign.data_title}: {_left(campaign.jobs, campaign.todo)}"
    failed: list[str] = []
    yield from _done(campaign.run(), _Progress("training", campaign.costs(), campaign.todo, screen), failed)
    ours = len(failed)
    if theirs:
        todo = [task.job for task in theirs.todo]
        yield f"{theirs.submission.name} in {theirs.sandbox}: {_left(theirs.jobs, todo)}"
        progress = _Progress(theirs.submission.name, campaign.costs(), todo, screen)
        yield from _done(theirs.run(), progress, failed)
    yield from failed
    if campaign.results:
        found = campaign.write(assignment.title, theirs, folder)
        yield f"\n{terminal.render(found, screen.columns)}"
        yield f"\nPage: {folder / 'index.html'}"
    if ours:
        raise GraderError(f"{_runs(ours)} failed; the others are kept, and are not done again")


def _positive(said: str | None, name: str, default: int) -> int:
    if said is None:
        return default
    # Not every digit that Python knows: what is typed is shown again.
    if not re.fullmatch("0*[1-9][0-9]{0,5}", said):
        raise UsageError(f"{name}={said}: give a whole number from 1 to 999999")
    return int(said)


def _data(name: str | None, defaults: Sequence[str]) -> dict[str, Any]:
    """Return the data sets of a homework by their names, or what takes their place."""
    import datasets

    if name not in (None, STAND_IN, *datasets.DATASETS):
        known = ", ".join(datasets.DATASETS)
        raise UsageError(f"there is no data set {name!r}: choose one of {known}, or {STAND_IN}")
    if name not in (None, STAND_IN) and len(defaults) > 1:
        raise UsageError(f"DATA={name}: this homework takes {' and '.join(defaults)}, or DATA={STAND_IN}")
    try:
        if name == STAND_IN:
            return {each: datasets.stand_in(each) for each in defaults}
        if name is not None:
            _see_to_fit(name, defaults[0])
            return {defaults[0]: datasets.load(name)}
        return {each: datasets.load_or_stand_in(each) for each in defaults}
    except datasets.DataError as error:
        raise UsageError(str(error)) from error


def _see_to_fit(name: str, default: str) -> None:
    """Refuse a data set whose examples are not of the size that a homework takes."""
    from datasets import registry

    found, wanted = (registry.find(each).shapes[0][1:] for each in (name, default))
    if found != wanted:
        shown = " and ".join(
            f"{each} has {'×'.join(map(str, shape))}" for each, shape in ((name, found), (default, wanted))
        )
        raise UsageError(f"DATA={name}: its examples are of another size than the homework takes: {shown}")


class _Progress(NamedTuple):
    """What a bar on stderr shows: so many epochs of these jobs, each of which costs what its run does."""

    what: str
    costs: Mapping[str, float]
    todo: Sequence[Any]
    screen: Screen


def _done(events: Iterator[Any], progress: _Progress, failed: list[str]) -> Iterator[str]:
    """Yield a line for each run that is done, where nobody watches the bar; `failed` gets one for each that fails."""
    done = 0
    with _bar(progress) as tick, closing(events):  # type: ignore[type-var]
        for event in events:
            job = getattr(event, "job", None)
            if job is None:
                tick(event.run)
                continue
            done += 1
            which = f"{job.run.id}, seed {job.seed}"
            if event.trouble:
                failed.append(f"run {which}, failed: {event.trouble}")
            elif not sys.stderr.isatty():
                yield f"  {which}: {event.seconds:.1f} s ({done} of {len(progress.todo)})"


def _left(jobs: Sequence[Any], todo: Sequence[Any]) -> str:
    return f"{_runs(len(todo))} to do, {len(jobs) - len(todo)} done before"


def _runs(count: int) -> str:
    return "1 run" if count == 1 else f"{count} runs"


@contextmanager
def _bar(progress: _Progress) -> Iterator[Callable[[str], None]]:
    """Show on stderr how far the runs are: a bar for those who watch, nothing where nobody does."""
    what, costs, todo, screen = progress
    if not todo or not sys.stderr.isatty():
        yield lambda run: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    description = TextColumn("{task.description}", markup=False)
    columns = (description, BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    console = Console(stderr=True, no_color=not screen.has_colour)
    with Progress(*columns, console=console) as bar:
        task = bar.add_task(what, total=sum(costs[job.run.id] * job.epochs for job in todo))
        yield lambda run: bar.advance(task, costs[run])
