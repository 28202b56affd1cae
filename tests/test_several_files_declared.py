"""What is declared of a homework of several files, and does not fit together."""

import pytest

from grader import catalog
from grader.errors import AssignmentError
from tests.two_files import course


@pytest.fixture
def root(tmp_path):
    return course(tmp_path)


@pytest.mark.parametrize(
    ("file", "before", "after", "message"),
    [
        (
            "checks.py",
            "def forward(layer, x)",
            "def forward(mlp, x)",
            "begins with mlp: the first parameter names a file",
        ),
        ("checks.py", "def derivative(proofs, x)", "def derivative(layer, x)", "problem 2"),
        ("checks.py", '"doubled_parameters"', '"tripled"', "names tripled, which is no function"),
        ("checks.py", 'at=("x",)', 'at=("y",)', "quotes y, which it is not given"),
        ("assignment.toml", '= "layer.py"', '= "net.py"', "calls hw-layer.py another name of net.py"),
        (
            "assignment.toml",
            'test_class = "TestLayer"\n',
            "",
            "a test_class goes with checks, and checks with one",
        ),
    ],
)
def test_what_does_not_fit_together_is_named(root, file, before, after, message):
    path = root / "assignments/two" / file
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")

    if "problem 2" in message:
        assert catalog.load(root, "two").checks[-1].module == "layer.py"
        return
    with pytest.raises(AssignmentError, match=message):
        catalog.load(root, "two")
