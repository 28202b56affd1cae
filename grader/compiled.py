"""checks.py, compiled: as it is, for us, and without its declarations, for the sandbox.

Parsing and compiling a long checks.py takes a tenth of a grading, so the outcome is kept where Python keeps its own,
in __pycache__, for as long as nothing that it was made from has changed.
"""

from __future__ import annotations

import ast
import hashlib
import marshal
import sys
from importlib.util import MAGIC_NUMBER
from pathlib import Path
from types import CodeType
from typing import NamedTuple

from grader import declarations, excerpt, output
from grader.errors import AssignmentError


class Compiled(NamedTuple):
    """`whole` is all of checks.py; then its part that enters the sandbox, as text and as `marshal` has it.

    `statements` are those of checks.py as they are written, each an `excerpt.Statement` in the plain form of a tuple.
    """

    whole: CodeType
    sandbox_source: str
    sandbox_code: bytes
    statements: tuple[tuple[tuple[str, ...], tuple[str, ...], str, str], ...]


def read(path: Path, name: str) -> Compiled:
    """Return the code of a checks.py, which messages call `name`.

    Raises:
        AssignmentError: if it is missing, is not Python, or defines a function twice.
    """
    try:
        source = path.read_bytes()
    except FileNotFoundError:
        raise AssignmentError(f"{name} is missing: it says what is checked") from None
    kept = path.parent / "__pycache__" / f"{path.stem}.{sys.implementation.cache_tag}.grader"
    key = _key(source, name)
    compiled = _recall(kept, key)
    if compiled is None:
        compiled = _compile(source, name)
        _keep(kept, key, compiled)
    return compiled


def _compile(source: bytes, name: str) -> Compiled:
    try:
        tree = ast.parse(source, name)
        whole = compile(tree, name, "exec")
    except (SyntaxError, ValueError) as error:
        raise AssignmentError(f"{name} is not Python: {error}") from error
    declarations.refuse_second_definitions(tree, name)
    stripped = declarations.without_declarations(tree)
    code = compile(stripped, "checks.py", "exec")
    statements = tuple((*each,) for each in excerpt.statements(source.decode("utf-8")))
    return Compiled(whole, ast.unparse(stripped), marshal.dumps(code), statements)


def _key(source: bytes, name: str) -> bytes:
    """Return what changes when the code would: the source, how we strip it, and how Python compiles it."""
    made_with = [Path(file).read_bytes() for file in (declarations.__file__, excerpt.__file__)]
    parts = (source, *made_with, name.encode(), MAGIC_NUMBER, bytes([sys.flags.optimize]))
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).digest()


def _recall(kept: Path, key: bytes) -> Compiled | None:
    try:
        content = kept.read_bytes()
        if content[: len(key)] != key:
            return None
        return Compiled(*marshal.loads(content[len(key) :]))
    except (OSError, EOFError, ValueError, TypeError):
        # It is not there, or somebody cut it short.
        return None


def _keep(kept: Path, key: bytes, compiled: Compiled) -> None:
    if sys.dont_write_bytecode:
        return
    try:
        kept.parent.mkdir(exist_ok=True)
        output.write(kept, key + marshal.dumps(tuple(compiled)), mode=0o644)
    except OSError:
        # The course's folder is not ours to write in: then it is compiled each time.
        return
