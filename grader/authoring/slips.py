"""The slips of a pen: what may stand in the place of a node of a syntax tree, and is nearly right."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any, NamedTuple

# How like a name another must be to be taken for it.
_ALIKE = 0.5
_ATTRIBUTES = 2

_OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.MatMult: ast.Mult,
    ast.Pow: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.FloorDiv,
}
_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Gt: (ast.GtE, ast.Lt),
    ast.Lt: (ast.LtE, ast.Gt),
    ast.GtE: (ast.Gt, ast.LtE),
    ast.LtE: (ast.Lt, ast.GtE),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_NOT_COMMUTATIVE = (ast.Sub, ast.Div, ast.MatMult, ast.Pow)
_PAIRS = (
    ("sum", "mean"),
    ("max", "min"),
    ("argmax", "argmin"),
    ("maximum", "minimum"),
    ("zeros", "ones"),
    ("zeros_like", "ones_like"),
    ("all", "any"),
    ("hstack", "vstack"),
)
_SWAPPED = {**dict(_PAIRS), **{b: a for a, b in _PAIRS}}
# Methods whose result can stand where the receiver stood.
_LEFT_OUT = {"copy", "sum", "mean", "max", "min", "astype", "reshape"}


class Slot(NamedTuple):
    """A place in the tree that holds a node: a field of its parent, or an entry of a field that is a list."""

    parent: ast.AST
    field: str
    entry: int | None

    def get(self) -> Any:
        """Return the node."""
        held = getattr(self.parent, self.field)
        return held if self.entry is None else held[self.entry]

    def put(self, node: ast.AST) -> None:
        """Put another node here."""
        if self.entry is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.entry] = node


class Scope(NamedTuple):
    """What is known at a place: its name, the statement around, the function's names, the class's attributes.

    `names` are those that the function gives, its parameters included.
    """

    place: str = ""
    statement: ast.stmt | None = None
    parameters: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()


def changes(node: ast.AST, slot: Slot, scope: Scope) -> Iterator[tuple[ast.AST, str]]:
    """Yield what may stand in the place of a node, and what to say of it where its text does not show it."""
    if isinstance(node, (ast.For, ast.AsyncFor)):
        yield with_fields(node, body=[*node.body, ast.Break()]), "  (one turn alone)"
    if isinstance(node, ast.stmt):
        changed = _statements(node, scope)
    elif isinstance(node, ast.Constant):
        changed = _constants(node, slot)
    elif isinstance(node, ast.Call):
        changed = _calls(node)
    elif isinstance(node, (ast.BinOp, ast.UnaryOp, ast.Compare, ast.IfExp, ast.BoolOp)):
        changed = _operations(node)
    else:
        changed = _names_and_displays(node, slot, scope)
    for each in changed:
        yield each, ""


def _statements(node: ast.stmt, scope: Scope) -> Iterator[ast.AST]:
    if isinstance(node, (ast.Expr, ast.AugAssign, ast.For, ast.If, ast.With, ast.While)):
        yield ast.Pass()
    if isinstance(node, ast.Assign):
        target = node.targets[0]
        # A new name that is never made is noticed by whatever runs the line that needs it.
        if not isinstance(target, ast.Name) or target.id in scope.parameters:
            yield ast.Pass()
        if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
            for index, each in enumerate(target.elts):
                kept = [*node.value.elts]
                kept[index] = ast.parse(ast.unparse(each), mode="eval").body
                yield with_fields(node, value=ast.Tuple(kept, ast.Load()))
    if isinstance(node, ast.AugAssign):
        yield ast.Assign([node.target], node.value, lineno=node.lineno)
        if type(node.op) in _OPERATORS:
            yield with_fields(node, op=_OPERATORS[type(node.op)]())
    if isinstance(node, (ast.If, ast.While)):
        yield with_fields(node, test=ast.UnaryOp(ast.Not(), node.test))


def _operations(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.BinOp):
        if type(node.op) in _OPERATORS:
            yield with_fields(node, op=_OPERATORS[type(node.op)]())
        if isinstance(node.op, _NOT_COMMUTATIVE):
            yield with_fields(node, left=node.right, right=node.left)
        yield from (node.left, node.right)
    elif isinstance(node, ast.UnaryOp):
        yield node.operand
    elif isinstance(node, ast.Compare):
        for index, op in enumerate(node.ops):
            for other in _COMPARISONS[type(op)]:
                yield with_fields(node, ops=[*node.ops[:index], other(), *node.ops[index + 1 :]])
    elif isinstance(node, ast.IfExp):
        yield with_fields(node, test=ast.UnaryOp(ast.Not(), node.test))
        yield from (node.body, node.orelse)
    elif isinstance(node, ast.BoolOp):
        yield with_fields(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
        yield from node.values


def _constants(node: ast.Constant, slot: Slot) -> Iterator[ast.AST]:
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(slot.parent, ast.keyword) and slot.parent.arg == "axis":
        yield from (ast.Constant(1 - value) for _ in [0] if value in (0, 1))
    elif isinstance(value, float) and value % 1:
        yield from (ast.Constant(other) for other in (2 * value, value / 2, -value))
    elif isinstance(value, (int, float)):
        is_index = isinstance(slot.parent, ast.Subscript)
        others = [
            value + 1,
            *([value - 1] if value or not is_index else []),
            *([-value] if not is_index else []),
        ]
        yield from (ast.Constant(other) for other in others if other != value)


def _calls(node: ast.Call) -> Iterator[ast.AST]:
    function, arguments = node.func, node.args
    if isinstance(function, (ast.Attribute, ast.Name)):
        name = function.attr if isinstance(function, ast.Attribute) else function.id
        if name in _SWAPPED:
            other = {"attr" if isinstance(function, ast.Attribute) else "id": _SWAPPED[name]}
            yield with_fields(node, func=with_fields(function, **other))
        if isinstance(function, ast.Attribute) and name in _LEFT_OUT and not _is_module(function.value):
            yield function.value
    if len(arguments) == 1 and not isinstance(arguments[0], ast.Starred):
        yield arguments[0]
    for index in range(len(arguments) - 1):
        swapped = [*arguments]
        swapped[index : index + 2] = arguments[index + 1], arguments[index]
        yield with_fields(node, args=swapped)
    for index, keyword in enumerate(node.keywords):
        # True and False are changed as what they are.
        if not (isinstance(keyword.value, ast.Constant) and isinstance(keyword.value.value, bool)):
            yield with_fields(node, keywords=[*node.keywords[:index], *node.keywords[index + 1 :]])


def _names_and_displays(node: ast.AST, slot: Slot, scope: Scope) -> Iterator[ast.AST]:
    if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
        if node.attr == "T":
            yield node.value
        if isinstance(node.value, ast.Name) and node.value.id == "self" and node.attr in scope.attributes:
            for other in _closest(node.attr, scope.attributes)[:_ATTRIBUTES]:
                yield with_fields(node, attr=other)
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in scope.names:
        alike = _closest(node.id, scope.names)[:1]
        yield from (with_fields(node, id=other) for other in alike if _likeness(node.id, other) >= _ALIKE)
    elif isinstance(node, (ast.Tuple, ast.List)) and isinstance(node.ctx, ast.Load):
        for index in range(len(node.elts) - 1):
            swapped = [*node.elts]
            swapped[index : index + 2] = node.elts[index + 1], node.elts[index]
            yield with_fields(node, elts=swapped)
        if slot.field == "iter":
            for index in range(len(node.elts)):
                yield with_fields(node, elts=[*node.elts[:index], *node.elts[index + 1 :]])
    elif isinstance(node, ast.Slice) and (node.lower is None) != (node.upper is None) and node.step is None:
        yield ast.Slice(node.upper, node.lower, None)


def _is_module(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id in ("np", "numpy", "torch", "nn")


def with_fields(node: ast.AST, **fields: object) -> Any:
    """Return a node like this one, with other fields."""
    other = copy.copy(node)
    for name, value in fields.items():
        setattr(other, name, value)
    return other


def _likeness(name: str, other: str) -> float:
    return SequenceMatcher(None, name, other).ratio()


def _closest(name: str, names: tuple[str, ...]) -> list[str]:
    """Return the other names, those that look most like this one first."""
    return sorted(
        (other for other in names if other != name),
        key=lambda other: (-_likeness(name, other), other),
    )
