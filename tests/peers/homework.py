"""A small homework for everybody: ten public checks of cmu_hw1_mlp, as a course of ours and as the others' hidden tests.

The tests are written as the documentation of each grader shows it: they import the student's module, drive it, and
compare what comes out with stored answers by numpy.allclose. Nothing is copied: all is made from checks.py.
"""

import ast
import secrets
from collections.abc import Iterable, Sequence
from pathlib import Path
from textwrap import indent
from typing import NamedTuple

import numpy as np

from grader import catalog, excerpt, fixtures
from grader.authoring import generate

SOURCE = "cmu_hw1_mlp"
ID = "small_mlp"
FILE = "mlp.py"
CHECKS = (
    "linear_map_forward",
    "linear_map_backward",
    "linear_map_step_weights",
    "linear_map_step_bias",
    "linear_map_accumulates",
    "relu_forward",
    "relu_backward",
    "relu_backward_at_zero",
    "loss_forward",
    "loss_backward",
)
# Of an answer so many decimals are stored: then it is told from what a student's own code computes.
DECIMALS = 10


class Homework(NamedTuple):
    """The homework: our course, the reference, the functions that drive a module, and the values of each check.

    Each stored answer holds the canary, a text that nobody else has.
    """

    course: Path
    reference: str
    functions: tuple[excerpt.Statement, ...]
    given: dict[str, dict[str, object]]
    expected: dict[str, dict[str, object]]
    canary: str


def make(folder: Path) -> Homework:
    """Return the homework, its course written into a folder."""
    root = catalog.course_root()
    source = (root / "assignments" / SOURCE / "checks.py").read_text(encoding="utf-8")
    reference = (root / "reference" / SOURCE / FILE).read_text(encoding="utf-8")
    for name, text in {
        f"assignments/{ID}/assignment.toml": _settings(),
        f"assignments/{ID}/checks.py": _checks(source),
        f"reference/{ID}/{FILE}": reference,
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    assignment = catalog.load(folder, ID)
    for _ in generate.write(assignment):
        continue
    fixture = fixtures.read(assignment)
    return Homework(
        course=folder,
        reference=reference,
        functions=excerpt.statements(assignment.sandbox_source),
        given={id: {name: _plain(array) for name, array in fixture.given[id].items()} for id in CHECKS},
        expected={
            id: {name: _plain(np.round(array, DECIMALS)) for name, array in fixture.expected[id].items()}
            for id in CHECKS
        },
        canary=secrets.token_hex(16),
    )


def with_unittest(homework: Homework, imports: str = "", decorators: Sequence[str] = ()) -> str:
    """Return the tests as a TestCase, each with these decorators, for which something may have to be imported."""
    above = "".join(f"    @{decorator}\n" for decorator in decorators)
    bodies = {id: _body(homework, id, "mlp", "self.assertTrue({}, {})") for id in CHECKS}
    tests = "\n\n".join(
        f"{above}    def test_{id}(self):\n{indent(body, '    ')}" for id, body in bodies.items()
    )
    return f"""import unittest

import mlp
import numpy as np
{imports}

{_drive(homework, CHECKS)}


class TestHomework(unittest.TestCase):
{tests}
"""


def with_pytest(homework: Homework) -> str:
    """Return the tests as functions with assert."""
    tests = "\n\n\n".join(f"def test_{id}():\n{_body(homework, id, 'mlp', 'assert {}, {}')}" for id in CHECKS)
    return f"import mlp\nimport numpy as np\n\n\n{_drive(homework, CHECKS)}\n\n\n{tests}\n"


def with_otter(homework: Homework, id: str) -> str:
    """Return the file of one question for otter-grader; `env` holds what the submission defines."""
    body = _body(homework, id, "types.SimpleNamespace(**env)", "assert {}, {}")
    return f"""import types

import numpy as np
from otter.test_files import test_case

OK_FORMAT = False

name = "{id}"
points = 1


{_drive(homework, [id])}


@test_case(points=1, hidden=True)
def test_{id}(env):
{body}
"""


def _drive(homework: Homework, ids: Iterable[str]) -> str:
    """Return the functions that drive a student's module in these checks."""
    return "\n\n\n".join(excerpt.blocks(excerpt.needed(homework.functions, ids)))


def _body(homework: Homework, id: str, module: str, assertion: str) -> str:
    expected = {"canary": homework.canary, **homework.expected[id]}
    comparison = assertion.format("np.allclose(observed[name], expected[name])", 'f"{name} is wrong"')
    return "\n".join(
        [
            f"    given = {_literal(homework.given[id])}",
            f"    expected = {_literal(expected)}",
            f"    observed = {id}({module}, **given)",
            f"    for name in {tuple(homework.expected[id])}:",
            f"        {comparison}",
        ]
    )


def _plain(array: np.ndarray) -> object:
    return array.tolist()


def _literal(values: dict[str, object]) -> str:
    entries = (
        f"{name!r}: np.array({value!r})" if isinstance(value, list) else f"{name!r}: {value!r}"
        for name, value in values.items()
    )
    return f"{{{', '.join(entries)}}}"


def _settings() -> str:
    head = f'title = "A small homework"\nsource = "ten checks of {SOURCE}"\nfiles = ["{FILE}"]\n'
    return f'{head}allowed_modules = ["numpy"]\n\n[[problems]]\nid = "1"\ntitle = "Layers"\npoints = {len(CHECKS)}\ntest_class = "TestLayers"\n'


def _checks(source: str) -> str:
    """Return a checks.py with the public check of each of CHECKS, worth one point, and what they need."""
    declared = {
        node.name: _declaration(node)
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef) and node.name in CHECKS
    }
    read = {
        each.id
        for text in declared.values()
        for each in ast.walk(ast.parse(text, mode="eval"))
        if isinstance(each, ast.Name)
    }
    needed = excerpt.needed(excerpt.statements(source), {*CHECKS, *read})
    blocks = [
        f"@{declared[name]}\n{block}"
        if (name := block.partition("(")[0].removeprefix("def ")) in declared
        else block
        for block in excerpt.blocks(needed)
    ]
    title = f'"""Ten checks of {SOURCE}."""'
    return "\n\n\n".join([f"{title}\n\n{excerpt.imports(excerpt.import_lines(needed))}", *blocks]) + "\n"


def _declaration(function: ast.FunctionDef) -> str:
    """Return the text of a function's public `check(...)`, for problem 1 and a point."""
    for call in function.decorator_list:
        if ast.unparse(call).startswith("check(") and not any(each.arg == "hidden" for each in call.keywords):
            given = [ast.unparse(each) for each in call.keywords if each.arg != "points"]
            return f"check('1', points=1, {', '.join(given)})"
    raise LookupError(f"{SOURCE} has no public check {function.name}: choose another in CHECKS")
