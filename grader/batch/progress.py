"""How far a class is: a bar where somebody watches, and a line now and then where nobody does."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from grader.batch.standing import Standing, Status

# A line for a file of messages: so often, and no more.
_LINE_SECONDS = 10.0
# The rate is that of the last so many.
_RECENT = 200


class Count:
    """How many of a class are done, running and set aside, how fast, and how long it will take."""

    def __init__(self, total: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._total = total
        self._clock = clock
        self._ends: deque[float] = deque([clock()], maxlen=_RECENT)
        self.done = 0
        self.had = 0
        self.set_aside = 0
        self.running = 0

    def known(self, standing: Standing) -> None:
        """Count somebody whose result was there before."""
        self.had += 1
        self._count(standing)
        if self.done == self.had:
            # Nobody has been graded yet: the clock starts with the first who is.
            self._ends[0] = self._clock()

    def graded(self, standing: Standing) -> None:
        """Count somebody who was graded now."""
        self._ends.append(self._clock())
        self._count(standing)

    def text(self) -> str:
        """Return all of it in one line."""
        parts = [f"{self.done} of {self._total} done"]
        parts += [f"{self.had} of them before"] if self.had else []
        parts += [f"{self.running} running"] if self.running else []
        parts += [f"{self.set_aside} set aside"] if self.set_aside else []
        rate = self.rate
        if rate:
            parts.append(f"{rate:.1f} a second" if rate >= 1 else f"{60 * rate:.1f} a minute")
            if left := self._total - self.done:
                parts.append(f"{_spoken(left / rate)} left")
        return ", ".join(parts)

    @property
    def rate(self) -> float:
        """How many are done in a second, of late; 0 if that is not known yet."""
        seconds = self._ends[-1] - self._ends[0]
        return (len(self._ends) - 1) / seconds if seconds > 0 else 0.0

    def _count(self, standing: Standing) -> None:
        self.done += 1
        self.set_aside += standing.status is Status.SET_ASIDE


class Shown:
    """A count on a screen, or in a file: use it as a context, so that it is tidied away."""

    def __init__(
        self, title: str, total: int, stream: TextIO, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.count = Count(total, clock)
        self._title = title
        self._stream = stream
        self._clock = clock
        self._next = clock() + _LINE_SECONDS
        self._bar: Progress | None = None
        if stream.isatty():
            columns = TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[text]}")
            self._bar = Progress(*columns, console=Console(file=stream), transient=True)
            self._task = self._bar.add_task(title, total=total, text="")

    def known(self, standing: Standing) -> None:
        """Count somebody whose result was there before."""
        self.count.known(standing)

    def done(self, standing: Standing) -> None:
        """Count somebody who was graded, and name whoever is set aside."""
        self.count.graded(standing)
        if standing.status is Status.SET_ASIDE:
            self._say(f"{self._title}: {standing.student.key} is set aside: {standing.reason}")

    def look(self, running: int) -> None:
        """Show how far it is, if that is due."""
        self.count.running = running
        if self._bar is not None:
            self._bar.update(self._task, completed=self.count.done, text=self.count.text())
        elif self._clock() >= self._next:
            self._next = self._clock() + _LINE_SECONDS
            self._say(f"{self._title}: {self.count.text()}")

    def __enter__(self) -> Shown:
        """Begin to show it."""
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()

    def _say(self, line: str) -> None:
        if self._bar is not None:
            self._bar.console.print(line, markup=False, highlight=False)
            return
        self._stream.write(f"{line}\n")
        self._stream.flush()


def _spoken(seconds: float) -> str:
    """Return a time as one says it."""
    if seconds < 60:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02} min"
