"""Whether the checks can see: known mistakes and mutants must lose points, and right work must keep them."""

from __future__ import annotations

import ast
import itertools
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from types import CodeType, ModuleType
from typing import NamedTuple

import msgspec
import numpy as np

from grader import catalog, fixtures, mistakes
from grader.authoring import equivalents, family, rehearsal, trials
from grader.authoring.bench import Bench, Distances, of_points
from grader.authoring.mutants import Mutant, mutants
from grader.authoring.proofs import Proofs
from grader.diagnose import sampled
from grader.inside import piecewise, standins
from grader.records import Assignment, Check, Mistake
from grader.sandbox.runtime import has

SPECIMENS = "tests/assignments/specimens"


class FileAudit(NamedTuple):
    """What the checks of one file of the reference see; `lacks` names the package without which nobody can tell.

    `wrong` and `right` say of each mistake and each right solution how far off each check finds it, in tolerances;
    a mistake whose process was ended, by its time or a crash, is in `ended` instead. `alike` are pairs of mistakes
    that give the same wrong answers. `wrongly_declared` are mutants that are declared to be equivalent, and lose
    points. `harmed` are those of the `tried_right` solutions that fail a check, and the check. `not_shown` are mistakes
    and checks that notice them without a counterexample that does.
    """

    file: str
    lacks: str = ""
    checks: tuple[Check, ...] = ()
    wrong: dict[str, Distances] = {}  # noqa: RUF012 (nobody changes it)
    right: dict[str, Distances] = {}  # noqa: RUF012
    ended: tuple[str, ...] = ()
    alike: tuple[tuple[str, str], ...] = ()
    seen: int = 0
    missed: tuple[Mutant, ...] = ()
    equivalent: int = 0
    wrongly_declared: tuple[Mutant, ...] = ()
    tried_right: int = 0
    harmed: tuple[tuple[str, str], ...] = ()
    not_shown: tuple[tuple[str, str], ...] = ()

    @property
    def mistakes(self) -> int:
        """Return how many mistakes there are."""
        return len(self.wrong) + len(self.ended)

    @property
    def unseen(self) -> tuple[str, ...]:
        """Return the mistakes that lose no points."""
        scored = of_points(self.checks)
        return tuple(
            id
            for id, off in self.wrong.items()
            if not any(off[check] > 1 for check in scored if check in off)
        )

    @property
    def share(self) -> float:
        """Return how many of the mutants that behave in another way lose points."""
        return self.seen / (self.seen + len(self.missed)) if self.seen + len(self.missed) else 1.0


class _Tried(msgspec.Struct):
    """What a child says of a mistake: how far off each check is, samples of wrong answers, and what no script shows."""

    distances: Distances
    samples: dict[str, dict[str, bytes]] = {}
    not_shown: list[str] = []


class _Right(NamedTuple):
    """A right solution: how to call it, and how to get it as a fresh module."""

    name: str
    make: Callable[[], ModuleType]
    folder: Path | None = None


def audit(assignment: Assignment) -> Iterator[FileAudit]:
    """Yield what the checks of each file see.

    Raises:
        AssignmentError: if what is declared to be equivalent does not fit the reference.
        FixtureError: if a fixture is missing or stale.
    """
    fixture, known = fixtures.read(assignment), mistakes.read(assignment)
    declared, relatives, proofs = equivalents.read(assignment), family.read(assignment), Proofs(assignment)
    for each in relatives:
        # One that does not fit the reference is told before the work, and is not taken for a wrong one.
        family.changed(assignment, each)
    for file in assignment.files:
        bench = Bench(assignment, fixture, file)
        if lacks := next((each.needs for each in bench.checks if each.needs and not has(each.needs)), ""):
            yield FileAudit(file, lacks)
        elif bench.checks:
            about = [mistake for mistake in known if mistake.module == file]
            right = [
                *(
                    _Right(each.where, partial(family.changed, assignment, each))
                    for each in relatives
                    if each.file == file
                ),
                *_specimens(assignment, file),
            ]
            yield _audit(assignment, bench, about, right, declared, proofs)


def _audit(
    assignment: Assignment,
    bench: Bench,
    known: Sequence[Mistake],
    right: Sequence[_Right],
    declared: equivalents.Declared,
    proofs: Proofs,
) -> FileAudit:
    path = catalog.reference_path(assignment, bench.file)
    changed = list(mutants(path.read_text(encoding="utf-8")))
    behave_alike = declared.equivalent(bench.file, changed)
    not_promised = declared.not_promised(bench.file, changed)
    answers = iter(
        trials.results(
            [
                *(partial(_try_mistake, assignment, bench, proofs, mistake) for mistake in known),
                *(partial(_try_right, bench, each, assignment.stand_ins) for each in right),
                *(partial(_try_mutant, bench, mutant.source) for mutant in changed),
            ],
            assignment.limits.memory_bytes,
        )
    )
    of_mistakes = {mistake.id: _read(next(answers)) for mistake in known}
    of_right = {each.name: _read(next(answers)) for each in right}
    # A process that was ended has used up its time, or crashed: a student's would lose the points, too.
    is_seen = [answer != b"" for answer in answers]
    tried = {id: said for id, said in of_mistakes.items() if said is not None}
    return FileAudit(
        file=bench.file,
        checks=bench.checks,
        wrong={id: said.distances for id, said in tried.items()},
        right={name: said.distances for name, said in of_right.items() if said is not None},
        ended=tuple(id for id, said in of_mistakes.items() if said is None),
        alike=tuple(_alike(tried)),
        seen=sum(seen and index not in behave_alike for index, seen in enumerate(is_seen)),
        missed=tuple(
            each for i, each in enumerate(changed) if not is_seen[i] and i not in behave_alike | not_promised
        ),
        equivalent=sum(not is_seen[index] for index in behave_alike | not_promised),
        wrongly_declared=tuple(changed[index] for index in sorted(behave_alike) if is_seen[index]),
        tried_right=len(right),
        not_shown=tuple((id, check) for id, said in tried.items() for check in said.not_shown),
        harmed=tuple(
            (name, "time" if said is None else next(id for id, off in said.distances.items() if off > 1))
            for name, said in of_right.items()
            if said is None or any(off > 1 for off in said.distances.values())
        ),
    )


def _try_mistake(assignment: Assignment, bench: Bench, proofs: Proofs, mistake: Mistake) -> bytes:
    module = mistakes.spoiled(assignment, [mistake])
    distances, wrong = bench.tried(lambda: module)
    samples = {
        check: {name: sampled(array).tobytes() for name, array in quantities.items()}
        for check, quantities in wrong.items()
    }
    noticed = [check for check in bench.checks if distances.get(check.id, 0.0) > 1]
    trials.limit_processor_time(assignment.limits.submission_cpu_seconds)
    return msgspec.msgpack.encode(_Tried(distances, samples, proofs.not_shown(noticed, lambda: module)))


def _try_mutant(bench: Bench, source: str) -> bytes:
    return bench.first_to_notice(partial(_module, compile(source, bench.file, "exec"), bench.file)).encode()


def _try_right(bench: Bench, right: _Right, stand_ins: Sequence[str]) -> bytes:
    if right.folder is not None:
        # First of all finders: the sandbox has none of these packages, but this interpreter may, or has imported one.
        for name in [name for name in sys.modules if name.partition(".")[0] in stand_ins]:
            del sys.modules[name]
        sys.meta_path.insert(0, standins.StandInFinder(stand_ins))
        sys.path.insert(0, str(right.folder))
    return msgspec.msgpack.encode(_Tried(bench.tried(right.make)[0]))


def _module(code: CodeType, file: str) -> ModuleType:
    module = ModuleType(file.removesuffix(".py"))
    exec(code, module.__dict__)
    return module


def _read(answer: bytes | None) -> _Tried | None:
    return None if answer is None else msgspec.msgpack.decode(answer, type=_Tried)


def _alike(tried: dict[str, _Tried]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of mistakes that no check tells apart."""
    arrays = {
        id: {
            check: {
                name: np.frombuffer(each, np.float32) for name, each in said.samples.get(check, {}).items()
            }
            for check, off in said.distances.items()
            if off > 1
        }
        for id, said in tried.items()
    }
    for one, other in itertools.combinations(arrays, 2):
        if not rehearsal.differ({one: arrays[one]}, {one: arrays[other]}):
            yield one, other


def _specimens(assignment: Assignment, file: str) -> Iterator[_Right]:
    """Yield the right solutions among the specimens that are about a file: those that define what it defines."""
    root = assignment.folder.parent.parent
    names = {each: _defined(catalog.reference_path(assignment, each)) for each in assignment.files}
    for path in sorted((root / SPECIMENS / assignment.id).glob("**/right/**/*.py")):
        defined = _defined(path)
        if max(assignment.files, key=lambda each: len(names[each] & defined)) == file:
            yield _Right(str(path.relative_to(root)), partial(_loaded, path), path.parent)


def _loaded(path: Path) -> ModuleType:
    return piecewise.load(path.stem, str(path.parent))[0]


def _defined(path: Path) -> set[str]:
    definitions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return {node.name for node in nodes if isinstance(node, definitions) and not node.name.startswith("_")}
