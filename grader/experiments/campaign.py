"""All runs of a homework on one data set: what was done before, what is left, and the files that show it."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from grader.experiments import beside, declared, execute, journal, laid_over, page, plots, table
from grader.experiments.declared import Experiments
from grader.experiments.execute import Done, Job, Ticked, by_seed
from grader.experiments.handed_in import HandedIn
from grader.experiments.journal import Journal
from grader.records import Array

Seeds = Sequence[Mapping[str, Array]]


class Campaign:
    """The runs with each of their seeds. `todo` are those that no file of the folder holds."""

    def __init__(
        self, experiments: Experiments, data: Mapping[str, Any], epochs: int, seeds: int, folder: Path
    ) -> None:
        """Look at what is there; `folder` holds a folder `runs`."""
        self.data_title = _titled(data.values())
        self.data_sha256 = _digest(data)
        self._experiments, self._data, self._epochs, self._seeds = experiments, data, epochs, seeds
        self._folder, self._journal = folder, Journal(folder / journal.RUNS)
        self.results: dict[str, dict[int, dict[str, Array]]] = {}
        self._seconds: dict[str, float] = {}
        self._choose(experiments.runs(epochs))

    def keep(self, wanted: Collection[str]) -> None:
        """Leave out the runs that are not wanted, nor needed by one that is."""
        self._choose(self._experiments.needed(self.runs, wanted))

    def only(self, wanted: Collection[str]) -> None:
        """Do no other runs than those that are wanted, and what they need; what was done before is still there."""
        needed = {run.id for run in self._experiments.needed(self.runs, wanted)}
        left = {job.run.id for job in self.todo} - needed
        self._choose([run for run in self.runs if run.id not in left])

    @property
    def jobs(self) -> list[Job]:
        """All of the runs, with each seed."""
        seeds = range(self._seeds)
        return [Job(run, seed, run.epochs or self._epochs) for run in self.runs for seed in seeds]

    def _choose(self, runs: list[Any]) -> None:
        """Have these runs, of which some may be done."""
        self.runs, self.todo, self._keys = runs, list[Job](), dict[tuple[str, int], str]()
        self.results.clear()
        self._seconds.clear()
        for job in self.jobs:
            key = declared.key(self._experiments, job.run, self.data_sha256, job.seed, job.epochs)
            self._keys[job.run.id, job.seed] = key
            kept = self._journal.read(job.run.id, job.seed, key)
            if kept is None:
                self.todo.append(job)
            else:
                self._add(job, *kept)

    def costs(self) -> dict[str, float]:
        """Return how long an epoch of each run takes, beside those of the others."""
        return {run.id: self._experiments.steps(run, self._data) for run in self.runs}

    def run(self) -> Iterator[Ticked | Done]:
        """Do what is left, keep it, and yield what happens.

        Raises:
            GraderError: if what is done cannot be kept.
            AssignmentError: if what all runs share cannot be computed.
        """
        if not self.todo:
            return
        experiments = self._experiments
        prepared = experiments.tried("prepare", self._data)
        for event in execute.execute(experiments, prepared, self.todo, self.results, self._seeds):
            if isinstance(event, Done) and not event.trouble:
                job = event.job
                key = self._keys[job.run.id, job.seed]
                self._journal.write(job.run.id, job.seed, key, event.quantities, event.seconds)
                self._add(job, event.quantities, event.seconds)
            yield event

    def write(self, title: str, handed_in: HandedIn | None = None, folder: Path | None = None) -> table.Table:
        """Write the table, the figures and the page, and return the table.

        What was handed in stands beside the reference in each of them, in a `folder` of its own.

        Raises:
            GraderError: if they cannot be written.
            AssignmentError: if the figures cannot be made of what was found.
        """
        folder = folder or self._folder
        results, seconds = _by_seed(self.results), self._seconds
        rows, own, theirs = self.runs, list[Any](), dict[str, Seeds]()
        if handed_in:
            own = [run._replace(title=handed_in.title(run)) for run in self.runs]
            named = [run._replace(id=laid_over.name(run.id)) for run in own]
            rows = [row for pair in zip(self.runs, named, strict=True) for row in pair]
            theirs = {id: _as_far_as_all(seeds) for id, seeds in _by_seed(handed_in.results).items()}
            seconds = seconds | {laid_over.name(id): spent for id, spent in handed_in.seconds.items()}
        both = results | {laid_over.name(id): seeds for id, seeds in theirs.items()}
        found = table.tabulate(rows, self._experiments.module.COLUMNS, both, seconds)
        parts, files = list[page.Plot | page.Listed](), dict[str, str | bytes]()
        whose = f"{title}: {handed_in.submission.name}'s" if handed_in else f"{title}:"
        texts = [table.as_markdown(found, f"{whose} experiments on {self.data_title}")]
        if handed_in and handed_in.failures:
            texts.append(table.as_list("Runs that failed:", handed_in.failures))
        for shown in self._experiments.tried("shown", results, self._data):
            if hasattr(shown, "curves") and not any(curve.run in both for curve in shown.curves):
                continue  # none of its runs was asked for, or came to its end
            if type(shown).__name__ == "Listing":
                listed = table.Table(tuple(shown.headings), tuple(map(tuple, shown.rows)))
                files[f"{shown.id}.csv"] = table.as_csv(listed)
                texts.append(table.as_markdown(listed, shown.title, level=2))
                parts.append(page.Listed(shown.id, shown.title, shown.note, listed))
                continue
            about = [self._data[name] for name in getattr(shown, "data", ())] or self._data.values()
            png, svg = plots.draw(
                laid_over.figure(shown, theirs) if handed_in else shown, both, _titled(about)
            )
            files |= {f"{shown.id}.png": png, f"{shown.id}.svg": svg}
            parts.append(page.Plot(shown.id, shown.title, shown.note, svg))
        files |= {"results.csv": table.as_csv(found), "results.md": "\n".join(texts)}
        files["index.html"] = page.render(
            title,
            self.data_title,
            any(each.is_stand_in for each in self._data.values()),
            self._facts(),
            found,
            parts,
            self._student(handed_in, own) if handed_in else None,
        )
        journal.show(folder, files)
        return found

    def _student(self, handed_in: HandedIn, runs: Sequence[Any]) -> page.Student:
        besides = self._experiments.module.BESIDE
        lines = beside.departures(runs, self.results, handed_in.results, besides)
        return page.Student(handed_in, lines)

    def _add(self, job: Job, quantities: dict[str, Array], seconds: float) -> None:
        self.results.setdefault(job.run.id, {})[job.seed] = quantities
        self._seconds[job.run.id] = self._seconds.get(job.run.id, 0.0) + seconds

    def _facts(self) -> list[str]:
        seeds, several = "seed 0", list[str]()
        if self._seeds > 1:
            seeds = f"seeds 0 to {self._seeds - 1}"
            several = [
                "numbers and lines are means of the seeds, brackets and bands their range; seconds are of all together"
            ]
        spent = round(sum(self._seconds.values()))
        epochs = sorted({job.epochs for job in self.jobs})
        return [
            f"{' or '.join(map(str, epochs))} epochs, {seeds}",
            *several,
            f"{table.counted(spent, 'second')} of training of the reference on one processor, several runs at a time",
            f"NumPy {np.__version__}, Python {platform.python_version()}, {platform.machine()}",
        ]


def _titled(data: Iterable[Any]) -> str:
    return " and ".join(each.title for each in data)


def _by_seed(results: execute.Results) -> dict[str, Seeds]:
    return {id: by_seed(found) for id, found in results.items()}


def _as_far_as_all(seeds: Seeds) -> Seeds:
    """Return what was found for a run with each seed, up to the epoch to which all of them came."""
    epochs = min(len(column) for found in seeds for column in found.values())
    return [{name: column[:epochs] for name, column in found.items()} for found in seeds]


def _digest(data: Mapping[str, Any]) -> str:
    digest = hashlib.sha256()
    for each in data.values():
        digest.update(each.title.encode())
        for array in (each.Xtrain, each.ytrain, each.Xtest, each.ytest):
            digest.update(np.ascontiguousarray(array).data)
    return digest.hexdigest()
