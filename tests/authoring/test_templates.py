import ast

import pytest

from grader import catalog
from grader.authoring.templates import template
from grader.errors import AssignmentError
from tests.toy import REFERENCE, TEMPLATE

ROOT = catalog.course_root()


def refusal(source):
    with pytest.raises(AssignmentError) as caught:
        template(source, "reference/toy/scale.py")
    return str(caught.value)


def test_a_template_keeps_what_is_public_and_nothing_of_the_answer():
    assert template(REFERENCE, "reference/toy/scale.py") == TEMPLATE


def test_a_given_class_stays_as_it_is():
    given = "class A:  # given\n    def _f(self):\n        return 1\n"

    assert template(given, "a.py") == given.replace("  # given", "")


def test_a_mark_may_stand_at_the_end_of_a_long_signature():
    given = "def f(\n    x,\n):  # given\n    return x\n"

    assert template(given, "a.py") == given.replace("  # given", "")


def test_a_private_name_that_is_given_stays():
    source = "_A = 1  # given\n_B = 2\n\n\ndef f(x=_A):\n    return x\n"

    assert template(source, "a.py") == '_A = 1\n\n\ndef f(x=_A):\n    raise NotImplementedError("f")\n'


def test_a_method_of_an_inner_class_is_named_by_its_whole_path():
    source = "class A:\n    class B:\n        def f(self):\n            return 1\n"

    assert 'raise NotImplementedError("A.B.f")' in template(source, "a.py")


def test_the_colon_of_a_default_or_an_annotation_does_not_end_a_signature():
    source = "def f(x: int = {1: 2}[1], y=lambda: 1) -> dict:\n    # why\n    return x\n"

    assert template(source, "a.py") == (
        'def f(x: int = {1: 2}[1], y=lambda: 1) -> dict:\n    raise NotImplementedError("f")\n'
    )


@pytest.mark.parametrize(
    "statement", ["print(1)", 'if __name__ == "__main__":\n    print(1)', "for _ in []: pass"]
)
def test_a_statement_of_which_a_template_can_make_nothing_is_refused(statement):
    assert refusal(f"X = 1\n{statement}\n") == (
        "reference/toy/scale.py, line 2: a template is made of imports, names, functions and classes alone"
    )


def test_a_given_function_cannot_need_what_is_dropped():
    source = "def _f():\n    return 1\n\n\ndef g():  # given\n    return _f()\n"

    assert refusal(source) == (
        "reference/toy/scale.py: what is given to students needs _f, which the template drops: mark it `# given`"
    )


def given_lines(source: str) -> set[str]:
    """Return the lines of what is given: a line that stands there, too, is no secret."""
    lines = source.splitlines()
    nodes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    given = [node for node in nodes if "# given" in lines[node.lineno - 1]]
    return {line.strip() for node in given for line in lines[node.lineno - 1 : node.end_lineno]}


def answers(tree: ast.AST, source: str, is_given: bool = False) -> set[str]:
    """Return the lines of all bodies in a reference that are not given, without short ones such as `return x`."""
    lines = source.splitlines()
    found = set()
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            given_here = is_given or "# given" in lines[node.lineno - 1]
            if isinstance(node, ast.FunctionDef) and not given_here:
                body = node.body[1:] if ast.get_docstring(node) else node.body
                first, last = body[0].lineno if body else 0, node.end_lineno if body else -1
                found |= {line.strip() for line in lines[first - 1 : last] if len(line.strip()) > 12}
            found |= answers(node, source, given_here)
    return found


@pytest.mark.parametrize(
    ("id", "file"),
    [(id, file) for id in catalog.assignment_ids(ROOT) for file in catalog.load(ROOT, id).files],
)
def test_no_line_of_an_answer_is_in_the_template(id, file):
    reference = catalog.reference_path(catalog.load(ROOT, id), file).read_text(encoding="utf-8")
    handed_out = {line.strip() for line in template(reference, id).splitlines()}
    secret = answers(ast.parse(reference), reference) - given_lines(reference)

    assert secret != set()
    assert secret & handed_out == set()
