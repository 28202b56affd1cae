"""What has been graded, in a file that survives whatever ends the run.

A result is kept by the key of all that it depends on. A row is written when its reports lie in their folder, in one
transaction, so that a row is a promise: whoever goes on after kill -9 need not look at a report again. SQLite writes
ahead, in a second file beside the first, and waits for the disk now and then: a loss of power may cost the last rows,
whose submissions are graded again. There is no shared memory: the file may lie on the file server of a cluster.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeAlias

import msgspec

from grader.batch.standing import Standing
from grader.errors import GraderError, UsageError

NAME = "journal.sqlite"
Texts: TypeAlias = dict[str, tuple[str, int]]

_FORM = 1
_TABLES = """
CREATE TABLE IF NOT EXISTS results (key TEXT PRIMARY KEY, student TEXT NOT NULL, standing BLOB NOT NULL, texts BLOB);
CREATE TABLE IF NOT EXISTS shown (student TEXT PRIMARY KEY, key TEXT NOT NULL);
"""
_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Standing).decode
_texts = msgspec.json.Decoder(Texts).decode


class Journal:
    """The results of a class: those that are shown in its folder, and those that a preview has made."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def find(self, key: str) -> Standing | None:
        """Return the result that is kept by this key, if there is one."""
        row = self._connection.execute("SELECT standing FROM results WHERE key = ?", [key]).fetchone()
        return _decode(row[0]) if row else None

    def standing(self, key: str) -> Standing:
        """Return the result that is kept by this key.

        Raises:
            KeyError: if there is none.
        """
        standing = self.find(key)
        if standing is None:
            raise KeyError(key)
        return standing

    def texts(self, key: str) -> Texts | None:
        """Return the reports of a result that are not in their folder yet, if they are kept."""
        row = self._connection.execute("SELECT texts FROM results WHERE key = ?", [key]).fetchone()
        return _texts(zlib.decompress(row[0])) if row and row[0] is not None else None

    def shown(self, student: str) -> str:
        """Return the key of the result whose reports lie in the student's folder, or nothing."""
        row = self._connection.execute("SELECT key FROM shown WHERE student = ?", [student]).fetchone()
        return row[0] if row else ""

    def keep(self, key: str, standing: Standing, texts: Texts) -> None:
        """Keep a result with its reports, beside the one that is shown."""
        packed = zlib.compress(_encode(texts), level=1)
        student = standing.student.key
        with self._connection:
            self._forget_others(student, (key, self.shown(student)))
            self._connection.execute(
                "INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?)",
                [key, student, _encode(standing), packed],
            )

    def show(self, key: str, standing: Standing) -> None:
        """Say that the reports of this result lie in the student's folder, and forget the others of the student."""
        student = standing.student.key
        with self._connection:
            self._forget_others(student, (key, key))
            self._connection.execute(
                "INSERT OR REPLACE INTO results VALUES (?, ?, ?, NULL)", [key, student, _encode(standing)]
            )
            self._connection.execute("INSERT OR REPLACE INTO shown VALUES (?, ?)", [student, key])

    def hide(self, student: str) -> None:
        """Say that what lies in the student's folder is about to change, and is no longer what was shown."""
        with self._connection:
            self._connection.execute("DELETE FROM shown WHERE student = ?", [student])
        # On the disk before the reports change: an old row and new reports must not be found together.
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()

    def students(self) -> list[str]:
        """Return the keys of all students of whom something is shown."""
        return [key for (key,) in self._connection.execute("SELECT student FROM shown ORDER BY student")]

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _forget_others(self, student: str, kept: tuple[str, str]) -> None:
        self._connection.execute(
            "DELETE FROM results WHERE student = ? AND key NOT IN (?, ?)", [student, *kept]
        )


@contextmanager
def opened(folder: Path) -> Iterator[Journal]:
    """Open the journal of a folder for as long as a run lasts; it is made if there is none.

    Raises:
        UsageError: if another run has it.
        GraderError: if it is no journal of ours.
    """
    with suppress(OSError):
        # It holds what is hidden from students, as the staff's reports do.
        (folder / NAME).touch(0o600)
    yield from _journal(folder / NAME, folder)


@contextmanager
def glanced(folder: Path) -> Iterator[Journal]:
    """Open a copy of the journal, so that nothing in the folder changes."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch, NAME)
        for name in (NAME, f"{NAME}-wal"):
            with suppress(FileNotFoundError):
                shutil.copyfile(folder / name, Path(scratch, name))
        yield from _journal(copy, folder)


def _journal(path: Path, folder: Path) -> Iterator[Journal]:
    try:
        connection = sqlite3.connect(path, timeout=0.2, isolation_level="IMMEDIATE")
        try:
            # Taken with the first transaction, and held until the process ends, in whatever way.
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("PRAGMA journal_mode = WAL").fetchone()
            connection.execute("PRAGMA synchronous = NORMAL")
            form = connection.execute("PRAGMA user_version").fetchone()[0]
            if form not in (0, _FORM):
                raise GraderError(
                    f"{folder / NAME} is of another version of the grader: choose another OUT, or remove it"
                )
            connection.executescript(f"BEGIN IMMEDIATE; {_TABLES} PRAGMA user_version = {_FORM}; COMMIT;")
            yield Journal(connection)
        finally:
            connection.close()
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise UsageError(f"another run is at work in {folder}: wait for it, or end it") from None
        raise GraderError(f"{folder / NAME} cannot be used: {error}") from error
    except sqlite3.DatabaseError as error:
        raise GraderError(
            f"{folder / NAME} is damaged ({error}): remove it, and all will be graded again"
        ) from error
