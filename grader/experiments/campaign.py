"""All runs of a homework on one data set: what was done before, what is left, and the files that show it."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from grader import output
from grader.experiments import declared, execute, page, plots, table
from grader.experiments.declared import Experiments
from grader.experiments.execute import Done, Job, Ticked, by_seed
from grader.experiments.journal import Journal
from grader.records import Array


class Campaign:
    """The runs with each of their seeds. `todo` are those that no file of the folder holds."""

    def __init__(
        self, experiments: Experiments, data: Mapping[str, Any], epochs: int, seeds: int, folder: Path
    ) -> None:
        """Look at what is there; `folder` holds a folder `runs`."""
        self.data_title = " and ".join(each.title for each in data.values())
        self._experiments, self._data, self._seeds = experiments, data, seeds
        self._folder, self._journal = folder, Journal(folder / "runs")
        self.runs = experiments.runs(epochs)
        self._epochs = sorted({run.epochs or epochs for run in self.runs})
        self.results: dict[str, dict[int, dict[str, Array]]] = {}
        self._seconds: dict[str, float] = {}
        self.todo = [Job(run, seed, run.epochs or epochs) for run in self.runs for seed in range(seeds)]
        digest = _digest(data)
        self._keys = {
            (job.run.id, job.seed): declared.key(experiments, job.run, digest, job.seed, job.epochs)
            for job in self.todo
        }
        for job in list(self.todo):
            kept = self._journal.read(job.run.id, job.seed, self._keys[job.run.id, job.seed])
            if kept is not None:
                self.todo.remove(job)
                self._add(job, *kept)

    def costs(self) -> dict[str, float]:
        """Return how long an epoch of each run takes, beside those of the others."""
        return {run.id: self._experiments.steps(run, self._data) for run in self.runs}

    def run(self) -> Iterator[Ticked | Done]:
        """Do what is left, keep it, and yield what happens.

        Raises:
            GraderError: if a process that trains is killed.
        """
        if not self.todo:
            return
        execute.prepare(self._experiments, self._data)
        for event in execute.execute(self.todo, self.results, self._seeds):
            if isinstance(event, Done) and not event.trouble:
                job = event.job
                key = self._keys[job.run.id, job.seed]
                self._journal.write(job.run.id, job.seed, key, event.quantities, event.seconds)
                self._add(job, event.quantities, event.seconds)
            yield event

    def write(self, title: str) -> table.Table:
        """Write the table, the figures and the page, and return the table."""
        results = {run.id: by_seed(self.results[run.id]) for run in self.runs if run.id in self.results}
        found = table.tabulate(self.runs, self._experiments.module.COLUMNS, results, self._seconds)
        parts: list[page.Plot | page.Listed] = []
        heading = f"{title}: experiments on {self.data_title}"
        texts = [table.as_markdown(found, heading)]
        for shown in self._experiments.module.shown(results, self._data):
            if type(shown).__name__ == "Listing":
                listed = table.Table(tuple(shown.headings), tuple(map(tuple, shown.rows)))
                output.write(self._folder / f"{shown.id}.csv", table.as_csv(listed), mode=0o644)
                texts.append(table.as_markdown(listed, shown.title, level=2))
                parts.append(page.Listed(shown.id, shown.title, shown.note, listed))
                continue
            png, svg = plots.draw(shown, results, self.data_title)
            output.write(self._folder / f"{shown.id}.png", png, mode=0o644)
            output.write(self._folder / f"{shown.id}.svg", svg, mode=0o644)
            parts.append(page.Plot(shown.id, shown.title, shown.note, svg))
        output.write(self._folder / "results.csv", table.as_csv(found), mode=0o644)
        output.write(self._folder / "results.md", "\n".join(texts), mode=0o644)
        content = page.render(
            title,
            self.data_title,
            any(each.is_stand_in for each in self._data.values()),
            self._facts(),
            found,
            parts,
        )
        output.write(self._folder / "index.html", content, mode=0o644)
        return found

    def _add(self, job: Job, quantities: dict[str, Array], seconds: float) -> None:
        self.results.setdefault(job.run.id, {})[job.seed] = quantities
        self._seconds[job.run.id] = self._seconds.get(job.run.id, 0.0) + seconds

    def _facts(self) -> list[str]:
        seeds = "seed 0" if self._seeds == 1 else f"seeds 0 to {self._seeds - 1}, of which means are shown"
        spent = sum(self._seconds.values())
        return [
            f"{' or '.join(map(str, self._epochs))} epochs, {seeds}",
            f"{spent:.0f} seconds of training on one processor, several runs at a time",
            f"NumPy {np.__version__}, Python {platform.python_version()}, {platform.machine()}",
        ]


def _digest(data: Mapping[str, Any]) -> str:
    digest = hashlib.sha256()
    for each in data.values():
        digest.update(each.title.encode())
        for array in (each.Xtrain, each.ytrain, each.Xtest, each.ytest):
            digest.update(np.ascontiguousarray(array).data)
    return digest.hexdigest()
