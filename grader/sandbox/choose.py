"""Open boxes of the strongest backend that works on this machine."""

from __future__ import annotations

import importlib
from types import ModuleType, TracebackType

from grader.errors import SandboxError, UsageError
from grader.sandbox import runtime
from grader.sandbox.process import Box, PackageError
from grader.sandbox.warm import Keeper, Visit

# From the strongest to the weakest: each is a module of this room, imported when its turn comes.
BACKENDS = ("bubblewrap", "user", "bare")
CHOICES = ("auto", *BACKENDS)
# Those whose processes cannot reach a process of ours, whatever they try.
_WARM = ("bubblewrap", "user")


class Sandbox:
    """A source of boxes, and the owner of the one that runs. Close it, or use it as a context.

    With `auto`, the first box decides: the strongest backend whose worker gets ready is kept.
    A `warm` one is for many submissions, one after the other: where it can, it boots once, and gives each a fork of
    what has booted, in which nothing of another is (see sandbox/warm.py). Where it can't, each gets a box of its own,
    and `cold_because` says why.
    """

    def __init__(self, choice: str = "auto", warm: bool = False) -> None:
        if choice not in CHOICES:
            raise UsageError(f"there is no sandbox {choice!r}: choose one of {', '.join(CHOICES)}")
        self._candidates = list(BACKENDS) if choice == "auto" else [choice]
        self._reasons: list[str] = []
        # What a box needs, by the packages that it has beside NumPy.
        self._runtimes: dict[tuple[str, ...], runtime.Runtime] = {(): runtime.find()}
        self._extra: tuple[str, ...] = ()
        self._asked_for: set[str] = set()
        self._box: Box | Visit | None = None
        self._keepers: dict[tuple[str, ...], Keeper] = {}
        self._cold_because = "" if warm else "nobody asked for warm boxes"
        self._enforced: frozenset[str] = frozenset()
        self._closed_cpu_seconds = 0.0

    @property
    def backend(self) -> str:
        """The name of the backend in use."""
        return self._candidates[0]

    @property
    def enforced(self) -> frozenset[str]:
        """What the last box that got ready said of itself."""
        return self._enforced

    @property
    def is_warm(self) -> bool:
        """Whether the boxes of the backend in use serve one submission after the other."""
        return not self.cold_because

    @property
    def cold_because(self) -> str:
        """Why each submission gets a box of its own, or nothing if the boxes are warm."""
        if self.backend not in _WARM:
            return (
                self._cold_because
                or f"a submission in {self.backend} could reach what the next one begins with"
            )
        return self._cold_because

    @property
    def protection(self) -> str:
        """What the backend in use keeps the submission from, in a few words."""
        words = [str(self._module().PROTECTION)]
        if "landlock" in self._enforced:
            words.append("files closed by Landlock")
        elif self.backend != "bubblewrap":
            words.append("files that others may read stay readable")
        if "seccomp" in self._enforced:
            words.append("system calls filtered")
        if asked_for := sorted(self._asked_for):
            words.append(f"{' and '.join(asked_for)} in reach")
        return ", ".join(words)

    @property
    def cpu_seconds(self) -> float:
        """How much processor time all boxes have used so far."""
        return self._closed_cpu_seconds + (self._box.cpu_seconds() if self._box else 0.0)

    def start(self, extra: tuple[str, ...] = ()) -> None:
        """Begin to boot a box, in the background. An impossible backend is passed over, or refused.

        `extra` names packages that the submission may import beside NumPy: see `runtime.has`.

        Raises:
            PackageError: if one of them is not installed.
            SandboxError: if no backend works, with the reason of each.
        """
        if extra != self._extra:
            self._end_box()
            self._extra = extra
        if self._box is None:
            found = self._runtime()
        while self._box is None:
            try:
                self._box = self._visit(found) if self.is_warm else Box(self._module().launch(found))
            except SandboxError as error:
                self._pass_over(error)

    def begin(self) -> None:
        """Begin with a submission: what others asked for is nothing to it."""
        self._asked_for = set()

    def box(self, extra: tuple[str, ...] = ()) -> Box | Visit:
        """Return a box that is ready: a fresh one, or the one that `start` began to boot with the same packages.

        Raises:
            PackageError: if one of the packages is not installed, or cannot be imported.
            SandboxError: if no backend works, with the reason of each.
        """
        while True:
            self.start(extra)
            assert self._box is not None
            self._asked_for.update(extra)
            try:
                self._box.wait_until_ready()
            except PackageError:
                # It is no fault of the backend's: a weaker one would have the package neither.
                self.close()
                raise
            except SandboxError as error:
                failed = self._box
                self.close()
                if not isinstance(failed, Visit):
                    self._pass_over(error)
                elif not failed.keeper.has_served:
                    # Perhaps it is warmth alone that does not work.
                    self._cold_because = str(error)
                continue
            self._enforced = self._box.enforced
            return self._box

    def leave(self) -> None:
        """End the submission that runs, if any, with all that it started. A warm sandbox makes ready for the next."""
        was_warm = isinstance(self._box, Visit)
        self._end_box()
        if was_warm:
            self.start(self._extra)

    def close(self) -> None:
        """End all boxes."""
        self._end_box()
        for keeper in self._keepers.values():
            keeper.close()
        self._keepers.clear()

    def _end_box(self) -> None:
        if self._box is not None:
            box, self._box = self._box, None
            self._closed_cpu_seconds += box.cpu_seconds()
            box.close()
            for extra in [extra for extra, keeper in self._keepers.items() if not keeper.is_sound]:
                self._keepers.pop(extra).close()

    def _visit(self, found: runtime.Runtime) -> Visit:
        if self._extra not in self._keepers:
            self._keepers[self._extra] = Keeper(self._module().launch(found, warm=True))
        return Visit(self._keepers[self._extra], self._module().guest())

    def __enter__(self) -> Sandbox:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """End all boxes."""
        self.close()

    def _runtime(self) -> runtime.Runtime:
        if self._extra not in self._runtimes:
            packages = importlib.import_module("grader.sandbox.packages")
            self._runtimes[self._extra] = packages.extended(self._runtimes[()], self._extra)
        return self._runtimes[self._extra]

    def _module(self) -> ModuleType:
        return importlib.import_module(f"grader.sandbox.{self.backend}")

    def _pass_over(self, error: SandboxError) -> None:
        self._reasons.append(str(error))
        if len(self._candidates) == 1:
            raise SandboxError("no sandbox works here: " + "; ".join(self._reasons)) from error
        del self._candidates[0]
