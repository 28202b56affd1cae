"""A student's file in the runs of a homework: what of it is done, what is left, and what came of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from grader import compiled
from grader.errors import AssignmentError, SubmissionError, UsageError
from grader.experiments.boxed import Handed, Task, execute
from grader.experiments.declared import EXPERIMENTS, Experiments
from grader.experiments.execute import Done, Job, Ticked
from grader.experiments.journal import Journal
from grader.experiments.table import counted
from grader.records import Array, Assignment, Submission
from grader.sandbox.choose import Sandbox


def handed(experiments: Experiments, assignment: Assignment, submission: Submission, choice: str) -> Handed:
    """Return a submission with the text that drives it, assignments/<homework>/experiments.py, and its sandbox.

    Raises:
        UsageError: if a student's file has no part in the experiments.
        AssignmentError: if the text is missing, or is no Python.
        SandboxError: if the sandbox of this choice does not work here, or none does.
    """
    if not experiments.takes_students:
        raise UsageError(f"SUB: no student's file has a part in the experiments of {assignment.id}")
    name = f"assignments/{assignment.id}/{EXPERIMENTS}"
    if not (assignment.folder / EXPERIMENTS).is_file():
        raise AssignmentError(f"{name} is missing: it drives a student's file in the runs")
    code = compiled.read(assignment.folder / EXPERIMENTS, name)
    with Sandbox(choice) as sandbox:
        sandbox.box()
        backend, protection = sandbox.backend, sandbox.protection
    driven = msgspec.structs.replace(
        assignment, sandbox_source=code.sandbox_source, sandbox_code=code.sandbox_code
    )
    return Handed(driven, submission, backend, protection)


class HandedIn:
    """The runs of a submission, with each seed. `todo` are those that no file of the folder holds."""

    def __init__(
        self,
        experiments: Experiments,
        handed: Handed,
        data: Mapping[str, Any],
        data_sha256: str,
        jobs: Sequence[Job],
        folder: Path,
    ) -> None:
        """Look at what is there.

        Raises:
            SubmissionError: if none of the files is there that the runs drive.
        """
        self.submission = handed.submission
        self.results: dict[str, dict[int, dict[str, Array]]] = {}
        self.seconds: dict[str, float] = {}
        self.troubles: dict[tuple[str, int], str] = {}
        self._titles: dict[str, str] = {}
        self.todo: list[Task] = []
        self.jobs: list[Job] = []
        self._handed, self._journal, self._keys = handed, Journal(folder), dict[tuple[str, int], str]()
        missing: dict[str, None] = {}
        for job in jobs:
            part = experiments.part(job.run, data, job.seed, job.epochs)
            if part is None:
                continue
            if part.file not in handed.submission.modules:
                missing[part.file] = None
                continue
            self.jobs.append(job)
            self._titles[job.run.id] = part.title or job.run.title
            self._keys[job.run.id, job.seed] = _key(handed, job, data_sha256)
            kept = self._journal.read(job.run.id, job.seed, self._keys[job.run.id, job.seed])
            if kept is None:
                self.todo.append(Task(job, part))
            else:
                self._add(job, *kept)
        if missing and not self.jobs:
            wanted = " or ".join(missing)
            raise SubmissionError(f"{handed.submission.name} holds no {wanted}, which is to be trained")

    def only(self, wanted: Collection[str]) -> None:
        """Do no other runs than those that are wanted; what was done before is still there."""
        left = {task.job.run.id for task in self.todo} - {*wanted}
        self.todo = [task for task in self.todo if task.job.run.id not in left]
        self.jobs = [job for job in self.jobs if job.run.id not in left]
        for run in left & {*self.results}:
            del self.results[run], self.seconds[run]

    @property
    def failures(self) -> list[tuple[str, int, str]]:
        """The run, the seed and what went wrong, in the order of the runs."""
        keys = [(job.run.id, job.seed) for job in self.jobs]
        return [(*key, self.troubles[key]) for key in keys if key in self.troubles]

    def title(self, run: Any) -> str:
        """Return what a student's file does in a run, which may be less than the run does, and whether it failed."""
        said = self._titles.get(run.id, str(run.title))
        if not any(run.id == failed for failed, _ in self.troubles):
            return said
        found = self.results.get(run.id, {}).values()
        epochs = min((len(column) for seed in found for column in seed.values()), default=0)
        return f"{said} (failed after {counted(epochs, 'epoch')})"

    @property
    def sandbox(self) -> str:
        """The name of the sandbox, and what it keeps a submission from."""
        return f"{self._handed.sandbox} ({self._handed.protection})"

    @property
    def runs(self) -> list[str]:
        """The runs in which it has a part."""
        return list(dict.fromkeys(job.run.id for job in self.jobs))

    def run(self) -> Iterator[Ticked | Done]:
        """Do what is left, keep what came to its end, and yield what happens.

        Raises:
            SandboxError: if no box can be opened.
        """
        for event in execute(self.todo, self._handed):
            if isinstance(event, Done):
                job = event.job
                if event.trouble:
                    self.troubles[job.run.id, job.seed] = event.trouble
                else:
                    key = self._keys[job.run.id, job.seed]
                    self._journal.write(job.run.id, job.seed, key, event.quantities, event.seconds)
                if event.quantities:
                    self._add(job, event.quantities, event.seconds)
            yield event

    def _add(self, job: Job, quantities: dict[str, Array], seconds: float) -> None:
        self.results.setdefault(job.run.id, {})[job.seed] = quantities
        self.seconds[job.run.id] = self.seconds.get(job.run.id, 0.0) + seconds


def _key(handed: Handed, job: Job, data_sha256: str) -> str:
    """Return a digest of all that a run's numbers depend on."""
    driver = hashlib.sha256(handed.assignment.sandbox_source.encode()).hexdigest()
    files = [[file.name, file.sha256] for file in handed.submission.files]
    said = [driver, files, job.run.id, job.run.parameters, data_sha256, job.seed, job.epochs]
    return hashlib.sha256(json.dumps(said, sort_keys=True, default=list).encode()).hexdigest()
