"""What is said of a file's text: that it is not Python, or that it needs what nobody provides."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from grader.errors import SubmissionError
from grader.source import absent_modules, parse

STAND_IN = "which is absent here: an inert stand-in takes its place, and nothing is drawn or shown"
NEUTRAL = "which is absent here: what needs it fails, the rest is graded"
UNPROVIDED = "which is not handed in, nor provided by this course: use numpy and the standard library"


def notes(files):
    trees = {name: parse(name, text.encode()) for name, text in files.items()}
    return absent_modules("mlp.py", trees, ("numpy",), ("matplotlib", "tqdm"))


TOO_COMPLEX = "mlp.py is too complex to be read as Python: is it generated, or does it hold data?"
ENCODING = "mlp.py is not text in an encoding that is accepted: save it as UTF-8"
CONTENTS = {
    "NUL": (b"x = 1\n\0", "mlp.py holds NUL bytes, so it is not Python: save it as plain text in UTF-8"),
    "UTF-16": (
        "x = 1".encode("utf-16"),
        ENCODING,
    ),
    "Latin-1": (
        "# a\n# b\nname = 'é'\n".encode("latin-1"),
        "mlp.py is not text in utf-8 at line 3: save it as UTF-8",
    ),
    "unknown encoding": (
        b"# coding: klingon\n",
        ENCODING,
    ),
    "slow encoding": (
        b"# coding: punycode\n" + b"a" * 900_000 + b"-" + b"9" * 90_000,
        ENCODING,
    ),
    "codec that is no encoding": (
        b"# coding: rot13\n",
        ENCODING,
    ),
    "no Python": (b"x = 1\ny = = 2\n", "mlp.py is not valid Python 3 at line 2: invalid syntax"),
    "notebook": (
        b'{"cells": [],\n "nbformat": 4}\n',
        "mlp.py is a notebook: hand it in with .ipynb at the end of its name",
    ),
    "deep on the right": (
        b"-" * 100_000 + b"1",
        TOO_COMPLEX,
    ),
    "deep on the left": (
        b"1+" * 200_000 + b"1",
        TOO_COMPLEX,
    ),
    "deep calls": (
        b"f" + b"()" * 200_000,
        TOO_COMPLEX,
    ),
}


@pytest.mark.parametrize(("content", "text"), CONTENTS.values(), ids=CONTENTS)
def test_a_file_that_is_not_python_is_refused(content, text):
    with pytest.raises(SubmissionError) as caught:
        parse("mlp.py", content)

    assert str(caught.value) == text


def test_a_message_of_python_is_made_one_harmless_line():
    with pytest.raises(SubmissionError) as caught:
        parse("mlp.py", "x = \u202e1\n".encode())

    assert str(caught.value).startswith("mlp.py is not valid Python 3 at line 1: ")
    assert str(caught.value).isprintable()


def test_python_2_is_told_to_be_python_2():
    with pytest.raises(SubmissionError) as caught:
        parse("mlp.py", b"import numpy\nprint 'hello'\n")

    assert str(caught.value).startswith(
        "mlp.py is not valid Python 3 at line 2: Missing parentheses in call to 'print'"
    )


ACCEPTED = {
    "byte order mark": b"\xef\xbb\xbfx = 1\n",
    "Latin-1": "# -*- coding: latin-1 -*-\nname = 'é'\n".encode("latin-1"),
    "CP1252": "# coding: cp1252\nname = '€'\n".encode("cp1252"),
    "CRLF": "x = 1\r\ny = '→'\r\n".encode(),
    "no newline": b"x = 1",
    "doubtful Python": b"import re\npattern = '\\d'\nassert (1, 'always true')\nif pattern is 'x': pass\n",
    "much data": b"x = [" + b"-0.25, " * 50_000 + b"]\n",
    "starts like a notebook": b"{}\n",
    "speaks of notebooks": b'x = "nbformat"\ny = \'"nbformat"\'\n',
}


@pytest.mark.parametrize("content", ACCEPTED.values(), ids=ACCEPTED)
def test_a_file_that_python_reads_is_accepted(content):
    assert parse("mlp.py", content).body


IMPORTS = {
    "absent": (
        "import numpy as np\n\nimport torch.nn as nn\n",
        f"mlp.py imports torch at line 3, {UNPROVIDED}",
    ),
    "absent part": ("from scipy.special import expit\n", f"mlp.py imports scipy at line 1, {UNPROVIDED}"),
    "absent in a class": ("class A:\n    import torch\n", f"mlp.py imports torch at line 2, {UNPROVIDED}"),
    "absent among others": ("import os, sys, torch\n", f"mlp.py imports torch at line 1, {UNPROVIDED}"),
}


@pytest.mark.parametrize(("content", "text"), IMPORTS.values(), ids=IMPORTS)
def test_an_import_that_is_sure_to_fail_is_refused_by_name(content, text):
    with pytest.raises(SubmissionError) as caught:
        notes({"mlp.py": content})

    assert str(caught.value) == text


def test_an_import_that_is_sure_to_fail_in_an_imported_file_is_refused():
    files = {
        "mlp.py": "from blocks import dense\n",
        "blocks/dense.py": "from . import data\n",
        "blocks/data.py": "import torch\n",
    }

    with pytest.raises(SubmissionError) as caught:
        notes(files)

    assert str(caught.value) == f"blocks/data.py imports torch at line 1, {UNPROVIDED}"


def test_a_relative_import_starts_as_many_folders_up_as_it_has_dots():
    files = {"mlp.py": "import a.b.c\n", "a/b/c.py": "from ..d import x\n", "a/d.py": "import torch\n"}

    with pytest.raises(SubmissionError) as caught:
        notes(files)

    assert str(caught.value) == f"a/d.py imports torch at line 1, {UNPROVIDED}"


def test_files_that_import_each_other_are_read_once():
    assert notes({"mlp.py": "import layers\nimport tqdm\n", "layers.py": "import mlp\nimport tqdm\n"}) == [
        f"mlp.py imports tqdm at line 2, {STAND_IN}"
    ]


NOTED = {
    "in a function": ("def f():\n    import torch\n", f"mlp.py imports torch at line 2, {NEUTRAL}"),
    "tried": (
        "try:\n    import torch\nexcept ImportError:\n    torch = None\n",
        f"mlp.py imports torch at line 2, {NEUTRAL}",
    ),
    "in the main part": (
        "if __name__ == '__main__':\n    from mytorch import data\n",
        f"mlp.py imports mytorch at line 2, {NEUTRAL}",
    ),
    "stand-in": (
        "import matplotlib.pyplot as plt\nimport matplotlib\n",
        f"mlp.py imports matplotlib at line 1, {STAND_IN}",
    ),
    "stand-in in the main part": (
        "if __name__ == '__main__':\n    from tqdm import trange\n",
        f"mlp.py imports tqdm at line 2, {STAND_IN}",
    ),
}


@pytest.mark.parametrize(("content", "note"), NOTED.values(), ids=NOTED)
def test_an_absent_module_that_can_be_done_without_is_noted(content, note):
    assert notes({"mlp.py": content}) == [note]


def test_an_absent_module_matters_only_where_it_is_imported():
    assert notes({"mlp.py": "x = 1\n", "experiments.py": "import torch\n"}) == []


def test_imports_of_what_is_there_are_not_worth_a_word():
    files = {
        "mlp.py": "from __future__ import annotations\nimport os.path\nfrom numpy.linalg import norm\n"
        "import blocks\nfrom blocks.dense import Dense\nfrom . import beside\nimport tqdm\n",
        "blocks/__init__.py": "from .dense import Dense\n",
        "blocks/dense.py": "from .. import above\nfrom ..blocks import other\n",
        "tqdm.py": "x = 1\n",
    }

    assert notes(files) == []


LINES = [
    "import torch",
    "import os",
    "x = 1",
    "def f(:",
    "# coding: hex",
    "\ufeff",
    "if x:",
    "  pass",
    "\x00",
    "'''",
    "é",
]
ANY_LINES = st.lists(st.sampled_from(LINES), max_size=8).map(lambda lines: "\n".join(lines).encode())


@settings(max_examples=150, deadline=None)
@given(content=st.one_of(st.binary(max_size=200), ANY_LINES))
@example(b"x = " + b"9" * 5000)
@example(b"'\\N{" + b"a" * 5000 + b"}'")
def test_any_bytes_are_python_or_are_refused_in_one_line(content):
    try:
        outcome = absent_modules("mlp.py", {"mlp.py": parse("mlp.py", content)}, (), ())
    except SubmissionError as refused:
        outcome = [str(refused)]

    assert all(line.isprintable() for line in outcome)
