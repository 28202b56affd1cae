"""`experiments`: do a homework's training runs, or what is left of them, and show what came of them."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from grader.commands import Screen
from grader.errors import GraderError, UsageError

STAND_IN = "stand-in"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `experiments`."""
    parser.add_argument("--hw", metavar="ID", required=True, help="the homework")
    parser.add_argument(
        "--data", metavar="NAME", help=f"in place of the homework's data set, or `{STAND_IN}`"
    )
    parser.add_argument(
        "--epochs", type=int, metavar="N", help="epochs of each run (default: the homework's)"
    )
    parser.add_argument("--seeds", type=int, metavar="N", help="seeds of each run (default: the homework's)")
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="where results go (default: out/HW/experiments)"
    )


def run(arguments: argparse.Namespace, screen: Screen) -> Iterator[str]:
    """Yield what is to do, what failed, the table, and where the files are."""
    # NumPy asks when it is loaded: a process for each processor, and no threads that fight over them.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from grader import catalog, output
    from grader.experiments import declared, table
    from grader.experiments.campaign import Campaign
    from grader.experiments.execute import Ticked

    root = catalog.course_root()
    title = catalog.load(root, arguments.hw).title
    experiments = declared.load(root, arguments.hw)
    epochs = _positive(arguments.epochs, "EPOCHS", experiments.module.EPOCHS)
    seeds = _positive(arguments.seeds, "SEEDS", experiments.module.SEEDS)
    folder = arguments.out or Path("out", arguments.hw, "experiments")
    output.prepare(folder / "runs")
    data = _data(arguments.data, experiments.module.DATA)
    campaign = Campaign(experiments, data, epochs, seeds, folder)
    before = len(campaign.runs) * seeds - len(campaign.todo)
    yield f"{title} on {campaign.data_title}: {len(campaign.todo)} runs to do, {before} done before"
    failed, done = [], 0
    with _progress(screen, campaign.costs(), campaign.todo) as tick:
        for event in campaign.run():
            if isinstance(event, Ticked):
                tick(event.run)
                continue
            which = f"{event.job.run.id}, seed {event.job.seed}"
            if event.trouble:
                failed.append(f"run {which}, failed: {event.trouble}")
            elif not sys.stderr.isatty():
                done += 1
                yield f"  {which}: {event.seconds:.1f} s ({done} of {len(campaign.todo)})"
    yield from failed
    if campaign.results:
        yield table.as_markdown(campaign.write(title), campaign.data_title).rstrip()
        yield f"\nPage: {folder / 'index.html'}"
    if failed:
        raise GraderError(f"{len(failed)} runs failed; the others are kept, and are not done again")


def _positive(number: int | None, name: str, default: int) -> int:
    if number is None:
        return default
    if number < 1:
        raise UsageError(f"{name}={number} is too few: it takes 1 or more")
    return number


def _data(name: str | None, defaults: Sequence[str]) -> dict[str, Any]:
    """Return the data sets of a homework by their names, or what takes their place."""
    import datasets

    if name not in (None, STAND_IN) and len(defaults) > 1:
        raise UsageError(f"DATA={name}: this homework takes {' and '.join(defaults)}, or DATA={STAND_IN}")
    try:
        if name == STAND_IN:
            return {each: datasets.stand_in(each) for each in defaults}
        if name is not None:
            return {defaults[0]: datasets.load(name)}
        return {each: datasets.load_or_stand_in(each) for each in defaults}
    except datasets.DataError as error:
        raise UsageError(str(error)) from error


@contextmanager
def _progress(
    screen: Screen, costs: Mapping[str, float], todo: Sequence[Any]
) -> Iterator[Callable[[str], None]]:
    """Show on stderr how far the runs are: a bar for those who watch, nothing where nobody does."""
    if not todo or not sys.stderr.isatty():
        yield lambda run: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    console = Console(stderr=True, no_color=not screen.has_colour)
    with Progress(*columns, console=console) as progress:
        task = progress.add_task("training", total=sum(costs[job.run.id] * job.epochs for job in todo))
        yield lambda run: progress.advance(task, costs[run])
