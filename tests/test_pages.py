"""The reader of pages notices what is not as it is shown."""

import pytest

from tests.pages import Command, File, Prompt, agrees, steps

PAGE = """
Type this:

<!-- ends with: 1 -->
```console
$ make one
first
$ make two HW=a    # a remark
```

<!-- file: a/b.py -->
```python
x = 1
```

<!-- add to: a/b.py -->
```python
y = 2
```

```pycon
>>> 1 + 1
2
```

```toml
shown = "and not used"
```
"""


def test_a_page_is_read_as_steps_in_their_order(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(PAGE, encoding="utf-8")

    assert steps(page) == [
        Command("make one", "first\n", 0),
        Command("make two HW=a", "", 1),
        File("a/b.py", "x = 1\n", False),
        File("a/b.py", "y = 2\n", True),
        Prompt(">>> 1 + 1\n2\n"),
    ]


def test_a_block_that_begins_with_output_is_refused(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("```console\nfirst\n$ make one\n```\n", encoding="utf-8")

    with pytest.raises(AssertionError, match="each block begins with a command"):
        steps(page)


@pytest.mark.parametrize(
    ("shown", "printed"),
    [
        ("a\nb\n", "a\nb\n"),
        ("Ran 8 tests in 0.088s\n", "Ran 8 tests in 12.5s\n"),
        ("a\n…\nd\n", "a\nb\nc\nd\n"),
        ("a\n…\n", "a\n"),
        ("…\n  b\n…\n", "a\n  b\nc\n"),
        ("wrote 17,000 bytes\n", "wrote 16,998 bytes\n"),
        ("right work uses 0.63 % of it at most\n", "right work uses 1.2 % of it at most\n"),
        ("FAIL: test_a (tests.TestA.test_a)\n", "FAIL: test_a (tests.TestA)\n"),
    ],
)
def test_what_is_shown_agrees_with_what_is_printed_times_aside(shown, printed):
    assert agrees(shown, printed)


@pytest.mark.parametrize(
    ("shown", "printed"),
    [
        ("a\n", "a\nb\n"),
        ("a\nb\n", "a\n"),
        ("a\n…\nd\n", "a\nb\nc\n"),
        ("…\nb\n", "a\nbc\n"),
        ("3 / 5 points\n", "4 / 5 points\n"),
        ("a.c\n", "abc\n"),
        ("Ran 8 tests in 0.088s\n", "Ran 9 tests in 0.088s\n"),
    ],
)
def test_what_is_shown_does_not_agree_with_anything_else(shown, printed):
    assert not agrees(shown, printed)
