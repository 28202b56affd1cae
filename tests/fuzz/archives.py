"""Fuzz the intake: `python -m tests.fuzz.archives 100000 [SEED]`.

Whatever a file holds that is called .zip, .tar, .tar.gz or .ipynb, it is a submission within the caps, or refused with
one sentence of plain text. Nothing is written, and no more memory taken than the caps allow.
"""

import contextlib
import gzip
import io
import json
import os
import random
import stat
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from grader import source, submission
from grader.errors import SubmissionError
from grader.intake import folder, listing, look, notebook, tarred, wording, zipped
from tests.builders import an_assignment
from tests.fuzz.guided import Result, changed, fuzz, memory_within

ASSIGNMENT = an_assignment(files=("mlp.py", "proofs.py"), stand_ins=("matplotlib",))
MODULES = (submission, source, folder, listing, look, notebook, tarred, wording, zipped)
SUFFIXES = ("zip", "tar", "tar.gz", "ipynb")
# What the interpreter itself takes, and a table of contents of the largest size.
_SPARE_BYTES = 2**27
_LONGEST_SENTENCE = 6_000
_NAMES = (
    *(
        "mlp.py",
        "hw1/mlp.py",
        "./mlp.py",
        "MLP.py",
        "mlp.ipynb",
        "proofs.py",
        "layers.py",
        "numpy.py",
        "sitecustomize.py",
    ),
    *(
        "../mlp.py",
        "/etc/mlp.py",
        "C:\\mlp.py",
        "hw\\mlp.py",
        "mlp.py/x.py",
        "a/../../b.py",
        "mlp.py\0.txt",
        "\u202eyp.plm",
    ),
    *(
        "__MACOSX/._mlp.py",
        "hw1/.DS_Store",
        "__pycache__/mlp.pyc",
        "venv/pyvenv.cfg",
        "venv/lib/x.py",
        "README.md",
        "e\u0301.py",
    ),
    *(
        "a" * 300 + ".py",
        "d/" * 40 + "x.py",
        "data/train.csv",
        "",
        "/",
        "..",
        "hw1/",
        "ml\u0440.py",
        "x\x1b[31m.py",
    ),
)
_TEXTS = (
    b"",
    b"import numpy\n",
    b"def f(:\n",
    b"x = 1\n" * 50,
    b"\0",
    b"\xff\xfe",
    b"import torch\n",
    b"#" * 300_000,
    b"0" * 3000,
)
_CELLS = (
    "x = 1",
    "%%bash\nls",
    "!ls\n%time y = 2\nz?",
    "def f(:",
    "from __future__ import division\n",
    "'''\n%x\n'''",
    "for i in x:\n    !ls",
    "",
)


def made(rng: random.Random) -> bytes:
    """Return a file of one of these kinds, well-formed but for the lies in it; its first byte says which kind."""
    kind = rng.randrange(len(SUFFIXES))
    packed = (_zip, _tar, _tar_gz, _notebook)[kind](rng)
    return bytes([kind]) + (changed(rng, [packed]) if rng.random() < 0.3 else packed)


def seeds() -> list[bytes]:
    """Return one honest file of each kind."""
    return [
        bytes([kind]) + make(random.Random(kind))
        for kind, make in enumerate((_zip, _tar, _tar_gz, _notebook))
    ]


def _contents(rng: random.Random) -> list[tuple[str, bytes]]:
    def content(name: str) -> bytes:
        return _notebook(rng) if name.endswith(".ipynb") else rng.choice(_TEXTS)

    names = rng.choices(_NAMES, k=rng.choice((1, 2, 4, 12)))
    plausible = [(rng.choice(_NAMES[:3]), b"import numpy\n")] if rng.random() < 0.7 else []
    return plausible + [(name, content(name)) for name in names]


def _zip(rng: random.Random) -> bytes:
    file = io.BytesIO()
    method = rng.choice(
        (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
    )
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in _contents(rng):
            info = zipfile.ZipInfo(name)
            info.filename = info.orig_filename = name
            info.compress_type = method
            form = rng.choice((0, stat.S_IFREG, stat.S_IFREG, stat.S_IFLNK, stat.S_IFCHR, stat.S_IFIFO))
            info.external_attr = (form | 0o644) << 16
            with contextlib.suppress(ValueError), _quietly():
                archive.writestr(info, content)
    return file.getvalue()


def _tar(rng: random.Random) -> bytes:
    file = io.BytesIO()
    form = rng.choice((tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT))
    with tarfile.open(fileobj=file, mode="w", format=form) as archive:
        for name, content in _contents(rng):
            info = tarfile.TarInfo(name)
            info.type = rng.choice(
                (tarfile.REGTYPE,) * 5 + (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE)
            )
            info.linkname = "/etc/passwd"
            info.size = len(content) if info.isreg() else 0
            with contextlib.suppress(ValueError):
                archive.addfile(info, io.BytesIO(content))
    return file.getvalue()


def _tar_gz(rng: random.Random) -> bytes:
    return gzip.compress(_tar(rng), 1, mtime=0)


def _notebook(rng: random.Random) -> bytes:
    cells = [
        {"cell_type": rng.choice(("code", "code", "markdown", "")), "source": _cell(rng)}
        for _ in range(rng.randrange(6))
    ]
    if rng.random() < 0.2:
        return json.dumps({"worksheets": [{"cells": cells}], "nbformat": 3}).encode()
    return json.dumps({"cells": cells, "nbformat": 4, "metadata": {}}).encode()


def _cell(rng: random.Random) -> str | list[str]:
    text = "\n".join(rng.choices(_CELLS, k=rng.randrange(4)))
    return text if rng.random() < 0.5 else text.splitlines(keepends=True)


@contextlib.contextmanager
def _watched(path: Path) -> Iterator[None]:
    """Fail if anything else is opened, but for Python's own codecs and the templates, or anything is made, moved or started."""
    _LIMITS["path"] = path
    try:
        yield
    finally:
        del _LIMITS["path"]


_LIMITS: dict[str, Path] = {}
_FORBIDDEN = (
    "os.mkdir",
    "os.rename",
    "os.symlink",
    "os.link",
    "os.remove",
    "os.system",
    "os.fork",
    "subprocess.Popen",
    "socket.connect",
)


def forbid() -> None:
    """Let every event in this process be looked at, from now on: it is slow, and cannot be undone."""
    own = (sys.base_prefix, sys.prefix, "student_template/")

    def look_at(event: str, arguments: tuple[object, ...]) -> None:
        if "path" in _LIMITS and event in ("open", *_FORBIDDEN):
            opened = (
                os.fspath(arguments[0]) if event == "open" and isinstance(arguments[0], (str, Path)) else ""
            )
            if event in _FORBIDDEN or (
                opened and opened != str(_LIMITS["path"]) and not opened.startswith(own)
            ):
                raise AssertionError(f"{event}: {arguments}")

    sys.addaudithook(look_at)


@contextlib.contextmanager
def _quietly() -> Iterator[None]:
    """Let zipfile write two entries of one name without a warning."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


class Target:
    """Reads a file as a submission, in a folder of its own, which must stay as it is."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.graded = self.refused = 0

    def __call__(self, data: bytes) -> None:
        """Read what these bytes are: the first of them says as what."""
        path = self._folder / f"alice.{SUFFIXES[data[0] % len(SUFFIXES) if data else 0]}"
        path.write_bytes(data[1:])
        try:
            with _watched(path):
                found = submission.read(path, ASSIGNMENT)
        except SubmissionError as error:
            self.refused += 1
            sentences = [str(error)]
        else:
            self.graded += 1
            sentences = list(found.notes)
            names = [file.name for file in found.files]
            assert found.name == "alice"
            assert set(found.modules) <= {*ASSIGNMENT.files}
            assert len(names) == len(set(names)) <= 200
            assert sum(len(file.content) for file in found.files) <= 2**20
            for name in names:
                assert name.endswith(".py")
                assert name.isprintable()
                assert not name.startswith("/")
                assert not {*name.split("/")} & {"", ".", ".."}
                assert not any(other.startswith(f"{name}/") for other in names)
        finally:
            path.unlink()
        assert all(sentence.isprintable() and 0 < len(sentence) < _LONGEST_SENTENCE for sentence in sentences)
        assert os.listdir(self._folder) == []


def run(runs: int, seed: int) -> tuple[Result, Target]:
    """Fuzz it; whoever takes too much memory, writes, or opens anything else for writing fails."""
    with tempfile.TemporaryDirectory() as folder:
        target = Target(Path(folder))
        for data in seeds():
            target(data)
        with memory_within(_SPARE_BYTES):
            return fuzz(target, seeds(), made, MODULES, runs, seed), target


if __name__ == "__main__":
    forbid()
    result, target = run(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0)
    sys.stdout.write(f"{result}; {target.graded} graded, {target.refused} refused\n")
