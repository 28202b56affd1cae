"""The statements of a checks.py that some of its functions need, as they are written, without `@check(...)`.

Pure: text in, text out. Students read them, in tests.py and in counterexamples.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from grader.declarations import is_check


class Statement(NamedTuple):
    """A statement at the top of a file: the names that it defines and reads, its text, and what it is.

    `kind` is "import", "constant" or "definition"; what else there is counts as a definition.
    """

    defines: tuple[str, ...]
    reads: tuple[str, ...]
    text: str
    kind: str


def statements(source: str) -> tuple[Statement, ...]:
    """Return the statements of a file, in its order."""
    lines = source.splitlines()
    return tuple(_statement(node, lines) for node in ast.parse(source).body)


def needed(all_of_them: Sequence[Statement], names: Iterable[str]) -> list[Statement]:
    """Return the statements that define these names, and those that they need, in the order of the file."""
    wanted, found = {*names}, set[int]()
    while True:
        more = [
            i for i, each in enumerate(all_of_them) if i not in found and wanted.intersection(each.defines)
        ]
        if not more:
            return [all_of_them[i] for i in sorted(found)]
        for i in more:
            found.add(i)
            wanted.update(all_of_them[i].reads)


def blocks(some: Iterable[Statement]) -> Iterator[str]:
    """Yield the text of each statement that is no import; assignments in a row stay in one."""
    constants: list[str] = []
    for each in some:
        if each.kind == "constant":
            constants.append(each.text)
        elif each.kind == "definition":
            if constants:
                yield "\n".join(constants)
                constants.clear()
            yield each.text
    if constants:
        yield "\n".join(constants)


def imports(lines: Iterable[str]) -> str:
    """Return import statements in the usual order, each once; names of one module are put together."""
    plain, names = set[str](), dict[str, set[str]]()
    for line in lines:
        if line.startswith("from "):
            module, _, imported = line.removeprefix("from ").partition(" import ")
            names.setdefault(module, set()).update(imported.split(", "))
        else:
            plain.add(line)
    standard = sorted(line for line in plain if "numpy" not in line)
    numpy = sorted(line for line in plain if "numpy" in line)
    future = sorted(names.pop("__future__", set()))
    grouped = [f"from {module} import {', '.join(sorted(names[module]))}" for module in sorted(names)]
    groups = [[f"from __future__ import {', '.join(future)}"] if future else [], [*standard, *grouped], numpy]
    return "\n\n".join("\n".join(group) for group in groups if group)


def import_lines(some: Iterable[Statement]) -> list[str]:
    """Return the import statements among these, each on a line."""
    return [each.text for each in some if each.kind == "import"]


def _statement(node: ast.stmt, lines: Sequence[str]) -> Statement:
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        defines = tuple(alias.asname or alias.name.partition(".")[0] for alias in node.names)
        return Statement(defines, (), ast.unparse(node), "import")
    decorators = getattr(node, "decorator_list", [])
    if isinstance(node, ast.FunctionDef):
        node.decorator_list = [each for each in decorators if not is_check(each)]
    first = min([node.lineno, *(each.lineno for each in decorators if not is_check(each))])
    names = [each for each in ast.walk(node) if isinstance(each, ast.Name)]
    kind = "constant" if isinstance(node, (ast.Assign, ast.AnnAssign)) else "definition"
    written = {each.id for each in names if isinstance(each.ctx, ast.Store)}
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        written = {node.name}
    text = "\n".join(lines[first - 1 : node.end_lineno])
    return Statement(tuple(sorted(written)), tuple(sorted({each.id for each in names})), text, kind)
