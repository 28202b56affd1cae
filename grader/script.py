"""The text of a counterexample: a script that a student runs beside their own file, with NumPy alone.

Nothing that a student wrote is in it: it is made of the course's checks.py, of a rung, and of the lines below.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterator, Sequence

import numpy as np

from grader import excerpt
from grader.excerpt import Statement
from grader.records import Array, Check
from grader.rungs import GRID, Rung, one_tile

_LINE_LENGTH = 100
_INDENT = " " * 4
_IMPORTS = ("import sys", "import traceback", "import numpy as np")
# How every script begins.
OPENING = '"""A counterexample.'
_TEMPLATE = (
    OPENING
    + '''

{title}
Here it is not so. Put this file beside your {module}, or run it from there; it needs NumPy alone:
python {name}
"""

{imports}

sys.path.append(".")
import {stem}

# What is given: {origin}.
given = {{
{given}
}}

# What is right.
right = {{
{right}
}}


{code}


def show(name, yours, right):
    """Print what is yours beside what is right; return whether it is right."""
    is_number = isinstance(yours, (bool, int, float, np.generic, np.ndarray))
    is_number = is_number and np.asarray(yours).dtype.kind in "biuf"
    if is_number and np.shape(yours) == np.shape(right):
        difference = np.subtract(yours, right, dtype=float)
        width = {relative!r} * np.max(np.abs(right), initial=0.0, where=np.isfinite(right)) + {absolute!r}
        is_same = np.equal(yours, right) | (np.isnan(yours) & np.isnan(right))
        if np.all(is_same | (np.abs(difference) <= width)):
            print(f"{{name}}: right")
            return True
        print(f"{{name}}: wrong\\nyours:\\n{{yours}}\\nright:\\n{{right}}\\ndifference:\\n{{difference}}\\n")
    else:
        kind = f"of shape {{np.shape(yours)}}" if is_number else f"a {{type(yours).__name__}}"
        print(f"{{name}}: wrong\\nyours, {{kind}}:\\n{{yours}}\\nright, of shape {{np.shape(right)}}:\\n{{right}}\\n")
    return False


np.set_printoptions(precision=6, suppress=True, linewidth=100, threshold=200)
np.seterr(all="ignore")
np.random.seed(0)
yours = {{}}
try:
    yours = {function}({stem}, **given)
except (Exception, SystemExit):
    print("Your code did not come to an end:")
    traceback.print_exc(file=sys.stdout)
wrong = [name for name in right if not show(name, yours.get(name), right[name])]
print(f"{{len(wrong)}} of {{len(right)}} wrong." if wrong else "All of it is right.")
sys.exit(1 if wrong else 0)
'''
)


def script(check: Check, rung: Rung, statements: Sequence[Statement]) -> str:
    """Return the script that shows what a check sees on the inputs of a rung; `statements` are those of checks.py."""
    code = excerpt.needed(statements, [check.function])
    return _TEMPLATE.format(
        title=check.title,
        module=check.module,
        name=f"{check.id}.py",
        stem=check.module.removesuffix(".py"),
        imports=excerpt.imports([*_IMPORTS, *excerpt.import_lines(code)]),
        origin=_origin(rung),
        given="\n".join(_entries(rung)),
        right="\n".join(_entry(name, _literal(array)) for name, array in rung.expected.items()),
        code="\n\n\n".join(excerpt.blocks(code)),
        relative=check.tolerance.relative,
        absolute=check.tolerance.absolute,
        function=check.function,
    )


def _origin(rung: Rung) -> str:
    return f"a small case, drawn with seed {rung.seed}"


def _entries(rung: Rung) -> Iterator[str]:
    for name, array in rung.given.items():
        if name in rung.grids:
            seed, low, high = rung.grids[name]
            text = f"np.random.RandomState({seed}).randint({low}, {high}, {array.shape}) / {GRID}"
        elif name in rung.tiles:
            times = rung.tiles[name]
            text = f"np.tile({_literal(one_tile(array, times))}, {times})"
        else:
            text = _literal(array)
        yield _entry(name, text)


def _entry(name: str, text: str) -> str:
    first, *others = text.split("\n")
    key = repr(name) if '"' in name else f'"{name}"'
    return "\n".join([f"{_INDENT}{key}: {first}", *(_INDENT + line for line in others)]) + ","


def _literal(array: Array) -> str:
    """Return an array, or the number in one without axes, as Python."""
    if not array.ndim:
        return _number(array.item())
    if not array.size:
        return f"np.zeros({array.shape})"
    if array.size > 1 and array.dtype.kind == "f" and not array.any():
        return f"np.zeros({array.shape})"
    ending = ", dtype=np.float32)" if array.dtype == np.float32 else ")"
    text = f"np.array({_nested(array.tolist())}{ending}"
    if len(text) <= _LINE_LENGTH - 30:
        return text
    return "\n".join(["np.array(", *_broken(array.tolist(), _INDENT), ending.replace(", d", "d")])


def _nested(value: object) -> str:
    return f"[{', '.join(map(_nested, value))}]" if isinstance(value, list) else _number(value)


def _broken(value: list[object], indent: str) -> list[str]:
    """Return the lines of a nested list: what fits into one stands on one."""
    line = f"{indent}{_nested(value)},"
    if len(line) <= _LINE_LENGTH:
        return [line]
    deeper = indent + _INDENT
    if isinstance(value[0], list):
        inner = [line for part in value if isinstance(part, list) for line in _broken(part, deeper)]
    else:
        numbers = ", ".join(map(_number, value)) + ","
        inner = textwrap.wrap(numbers, _LINE_LENGTH, initial_indent=deeper, subsequent_indent=deeper)
    return [f"{indent}[", *inner, f"{indent}],"]


def _number(value: object) -> str:
    if isinstance(value, float) and not math.isfinite(value):
        return "np.nan" if math.isnan(value) else f"{'-' if value < 0 else ''}np.inf"
    if isinstance(value, float) and value == 0.0:
        return "0.0"
    return repr(value)
