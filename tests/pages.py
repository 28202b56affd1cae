"""What a page under docs/ shows as code, in its order: commands with their output, files, and prompts of Python.

A comment before a block says what the page does not show its reader:

    <!-- file: path -->      the block is the whole of this file, from here on
    <!-- add to: path -->    the block comes behind what is in this file
    <!-- ends with: 1 -->    the last command of the block ends with this code

In the output of a command, a line with nothing but … stands for any number of lines.
"""

import re
from pathlib import Path
from typing import NamedTuple

_BLOCK = re.compile(
    r"(?:^<!-- (?P<word>file|add to|ends with): (?P<value>[^\n]*) -->\n)?^```(?P<language>\w*)\n(?P<text>.*?)^```$",
    flags=re.MULTILINE | re.DOTALL,
)
# Times are of one run; checksums, sizes of archives and lines of the Makefile are of one version.
_OF_ONE_RUN = (
    (re.compile(r"\d+(\.\d+)?(?= ?s\b)"), "TIME"),
    (re.compile(r"\[Makefile:\d+"), "[Makefile:LINE"),
    (re.compile(r"[0-9a-f]{64}"), "CHECKSUM"),
    (re.compile(r"[\d,]+ bytes"), "SIZE"),
    # What is left of rounding is of one machine; until Python 3.11 unittest names a test's class alone.
    (re.compile(r"[\d.]+ % of it at most|[\d.]+e\+\d+ times as far off"), "MARGIN"),
    (re.compile(r"\((tests\.\w+)\.\w+\)"), r"(\1)"),
)
_ANY_LINES = "…"


class Command(NamedTuple):
    """What a reader types, what comes out, and with which code it ends."""

    line: str
    output: str
    code: int


class File(NamedTuple):
    """What a reader writes into a file, or behind what is in it."""

    path: str
    text: str
    is_added: bool


class Prompt(NamedTuple):
    """What a reader types at Python's prompt, with what comes out."""

    text: str


Step = Command | File | Prompt


def steps(page: Path) -> list[Step]:
    """Return what a reader of the page does, in order. Blocks in other languages show something and do nothing."""
    found: list[Step] = []
    for block in _BLOCK.finditer(page.read_text(encoding="utf-8")):
        word, value, text = block["word"], block["value"], block["text"]
        if word in ("file", "add to"):
            found.append(File(value, text, word == "add to"))
        elif block["language"] == "pycon":
            found.append(Prompt(text))
        elif block["language"] in ("console", "sh"):
            found += _commands(text, int(value) if word else 0)
    return found


def commands(page: Path) -> list[Command]:
    """Return the commands of the page, in order."""
    return [step for step in steps(page) if isinstance(step, Command)]


def agrees(shown: str, printed: str) -> bool:
    """Return whether what a page shows is what was printed, times and the like aside."""
    parts = re.split(rf"^ *{_ANY_LINES}\n", _of_any_run(shown), flags=re.MULTILINE)
    return re.fullmatch("(?:.*\n)*?".join(map(re.escape, parts)), _of_any_run(printed)) is not None


def _commands(text: str, code: int) -> list[Command]:
    """Return the commands of a block: each behind a `$ `, with its output below."""
    pieces = re.split(r"^\$ ", text, flags=re.MULTILINE)
    assert pieces[0] == "", f"each block begins with a command behind `$ `: {pieces[0]!r}"
    parts = [piece.partition("\n") for piece in pieces[1:]]
    codes = [0] * (len(parts) - 1) + [code]
    return [
        Command(re.sub(r" +# .*", "", line), output, code)
        for (line, _, output), code in zip(parts, codes, strict=True)
    ]


def _of_any_run(text: str) -> str:
    for pattern, word in _OF_ONE_RUN:
        text = pattern.sub(word, text)
    return text
