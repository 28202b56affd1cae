"""A template as a notebook, for those who like to fill it in there: a cell for each class and function."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.cells import code, text
from grader.cells import notebook as whole

# A notebook is graded as it is; its tests want a module.
_HOW_TO_TEST = """## Run the tests

Save the notebook first. The next cell writes its code to `{module}` and runs the tests that lie beside it.
Hand in the notebook or that file: both are graded."""
_TEST = "!jupyter nbconvert --to script --log-level WARN {notebook} && python -m unittest tests"
_Definition = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def notebook(source: str, module: str, title: str) -> bytes:
    """Return the notebook of a template.

    The docstring of the module becomes the text at the top.
    """
    tree = ast.parse(source)
    cells = [text(f"# {title}\n\n{ast.get_docstring(tree) or ''}".strip())]
    cells += [code(part) for part in _parts(source, tree)]
    cells.append(text(_HOW_TO_TEST.format(module=module)))
    cells.append(code(_TEST.format(notebook=name(module))))
    return whole(cells)


def name(module: str) -> str:
    """Return what the notebook of a module is called."""
    return f"{module.removesuffix('.py')}.ipynb"


def _parts(source: str, tree: ast.Module) -> Iterator[str]:
    """Yield the lines of each definition with the comments above it; what stands between two is one part."""
    lines = source.splitlines()
    statements = tree.body[1:] if ast.get_docstring(tree) is not None else tree.body
    at = tree.body[0].end_lineno or 0 if len(statements) < len(tree.body) else 0
    gathered: list[str] = []
    for statement in statements:
        end = statement.end_lineno or statement.lineno
        if isinstance(statement, _Definition):
            first = min([statement.lineno, *(each.lineno for each in statement.decorator_list)])
            while first - 2 >= at and lines[first - 2].startswith("#"):
                first -= 1
            yield from _stripped(gathered + lines[at : first - 1])
            yield from _stripped(lines[first - 1 : end])
            gathered = []
        else:
            gathered += lines[at:end]
        at = end
    yield from _stripped(gathered + lines[at:])


def _stripped(lines: list[str]) -> Iterator[str]:
    part = "\n".join(lines).strip("\n")
    if part.strip():
        yield part
