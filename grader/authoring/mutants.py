"""Mutants of a reference: the same file with one small change, of the kind that a student's slip makes.

Pure: text in, texts out, always the same ones in the same order. Docstrings, annotations and imports stay as they
are, and so does what is marked `# given`, which no student writes. Private functions are changed, too.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from typing import NamedTuple

from grader.authoring.slips import Scope, Slot, changes, with_fields

_GIVEN = re.compile(r"#\s*given\b")
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_SAME_BEHAVIOUR = (ast.Import, ast.ImportFrom, ast.Raise, ast.Pass, ast.Global, ast.Nonlocal)
_NOT_CODE = {"annotation", "returns", "decorator_list", "bases", "ctx", "op", "ops", "kwarg", "vararg"}


class Mutant(NamedTuple):
    """A changed file: where (`LinearMap.backward`; empty outside of functions), and the statement before and after.

    Of a statement with a body, `before` and `after` are the line that opens it.
    """

    line: int
    place: str
    before: str
    after: str
    source: str


def mutants(source: str) -> Iterator[Mutant]:
    """Yield every mutant of a file once, from its top to its end."""
    tree, lines = ast.parse(source), source.splitlines()
    given = _given_lines(source)
    classes = {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}
    made = {ast.dump(tree)}
    for index, top in enumerate(tree.body):
        first = min([top.lineno, *(each.lineno for each in getattr(top, "decorator_list", []))]) - 1
        for slot, scope in _slots(Slot(tree, "body", index), Scope(), classes, given):
            node = slot.get()
            statement = scope.statement or node
            for change, note in changes(node, slot, scope):
                before = _opening(statement)
                slot.put(change)
                after = _opening(change if node is statement else statement) + note
                text = ast.unparse(tree.body[index])
                slot.put(node)
                mutated = "\n".join([*lines[:first], text, *lines[top.end_lineno :], ""])
                shape = ast.dump(ast.parse(mutated))
                if shape not in made:
                    made.add(shape)
                    yield Mutant(
                        getattr(node, "lineno", statement.lineno), scope.place, before, after, mutated
                    )


def _given_lines(source: str) -> set[int]:
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return {each.start[0] for each in tokens if each.type == tokenize.COMMENT and _GIVEN.match(each.string)}


def _is_given(node: ast.stmt, given: set[int]) -> bool:
    body = getattr(node, "body", None)
    end = max(node.lineno, body[0].lineno - 1) if body else node.end_lineno or node.lineno
    return isinstance(node, (*_FUNCTIONS, ast.ClassDef, ast.Assign, ast.AnnAssign)) and any(
        line in given for line in range(node.lineno, end + 1)
    )


def _slots(
    slot: Slot, scope: Scope, classes: dict[str, ast.ClassDef], given: set[int]
) -> Iterator[tuple[Slot, Scope]]:
    """Yield every place of the code below a slot, and the slot itself, in the order of the text."""
    node = slot.get()
    if isinstance(node, _SAME_BEHAVIOUR) or _is_docstring(node) or isinstance(node, ast.JoinedStr):
        return
    if isinstance(node, ast.stmt):
        if _is_given(node, given):
            return
        scope = scope._replace(statement=node)
    if isinstance(node, ast.ClassDef):
        scope = scope._replace(place=_join(scope.place, node.name), attributes=_attributes(node, classes))
    elif isinstance(node, _FUNCTIONS):
        parameters = _parameters(node)
        names = tuple(dict.fromkeys([*parameters, *_stored(node)]))
        scope = scope._replace(place=_join(scope.place, node.name), parameters=parameters, names=names)
    yield slot, scope
    for field, value in ast.iter_fields(node):
        if field in _NOT_CODE:
            continue
        for index, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(child, ast.AST):
                yield from _slots(Slot(node, field, index), scope, classes, given)


def _opening(node: ast.AST) -> str:
    """Return a statement in one line; of one with a body, what stands before it."""
    if hasattr(node, "body"):
        fields: dict[str, object] = {"body": [ast.Pass()]}
        fields |= {name: [] for name in ("orelse", "decorator_list") if hasattr(node, name)}
        return ast.unparse(with_fields(node, **fields)).removesuffix("pass").strip()
    return ast.unparse(node)


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _join(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name


def _parameters(node: ast.FunctionDef | ast.AsyncFunctionDef) -> tuple[str, ...]:
    everything = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    return tuple(each.arg for each in everything if each.arg != "self")


def _stored(node: ast.FunctionDef | ast.AsyncFunctionDef) -> tuple[str, ...]:
    names = (
        each for each in ast.walk(node) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)
    )
    return tuple(dict.fromkeys(each.id for each in names))


def _attributes(node: ast.ClassDef, classes: dict[str, ast.ClassDef]) -> tuple[str, ...]:
    """Return the attributes that a class, or one above it in the same file, gives to `self`."""
    found: dict[str, None] = {}
    for base in node.bases:
        if isinstance(base, ast.Name) and base.id in classes:
            found |= dict.fromkeys(_attributes(classes[base.id], classes))
    for each in ast.walk(node):
        if isinstance(each, ast.Attribute) and isinstance(each.ctx, ast.Store):
            found[each.attr] = None
    return tuple(found)
