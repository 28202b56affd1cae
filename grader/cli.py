"""Parse the command line, run one command, print what it says, pick the exit code. Nothing else prints.

Exit codes: 0 graded (whatever the score), 1 submission refused, 2 wrong usage, 3 our fault, 130 interrupted.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from grader import __version__
from grader.commands import Screen
from grader.errors import Refusal, UsageError

# Only the module of the command that is asked for is imported: start-up is a good part of a grading.
COMMANDS = {
    "grade": "grade one submission and write its report",
    "class": "grade a whole class, and go on where it was stopped",
    "notebook": "turn a report, or those of a class, into notebooks",
    "try": "run the public checks on one submission, once or after each save",
    "fixtures": "regenerate templates, fixtures and student tests",
    "new": "make a homework with one example check",
    "verify": "fail if anything generated is stale",
    "audit": "prove that the checks notice what is wrong",
    "experiments": "do a homework's training runs, and show what came of them",
    "handout": "make the zip that students get",
    "data": "fetch data sets, and write them as the courses gave them out",
    "export": "write what another platform needs to grade a homework",
    "platform": "grade inside another platform: what is exported runs this",
    "doctor": "say what each sandbox can enforce on this machine",
}
# A module cannot bear a word of the language as its name.
_MODULES = {"class": "whole_class", "try": "try_"}

_HELP_COLUMNS = 78


class _Parser(argparse.ArgumentParser):
    def _get_formatter(self) -> argparse.HelpFormatter:
        """Return a formatter that knows its width: to ask for it, the default one loads five modules, help or not."""
        return argparse.HelpFormatter(self.prog, width=_HELP_COLUMNS)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong in one sentence, without the usage screen."""
        raise UsageError(f"{message} (try `{self.prog} --help`)")


def main(arguments: Sequence[str]) -> int:
    """Run the command that `arguments` name and return the exit code."""
    try:
        return _run(list(arguments))
    except Refusal as refusal:
        _say(f"grader: {refusal}", sys.stderr)
        return refusal.exit_code
    except KeyboardInterrupt as interrupt:
        # A command that can go on where it stopped says so.
        _say("; ".join(["grader: interrupted; nothing more is running", *interrupt.args]), sys.stderr)
        return 130
    except BrokenPipeError:
        # Whoever read our output has gone (`| head`); the interpreter must not stumble over it at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if isinstance(error, ModuleNotFoundError) and not str(error.name).startswith("grader"):
            # Somebody's own Python was typed, and not that of .venv.
            hint = "use that of .venv, which `make grade` sets up (.venv/bin/python -m grader …)"
            _say(f"grader: {error.name} is not installed for this Python: {hint}", sys.stderr)
            return 2
        # The interpreter's own printer: it loads nothing, and start-up is a good part of a grading.
        sys.__excepthook__(type(error), error, error.__traceback__)
        _say(f"grader: this is a bug of the grader, not of the submission: {error!r}", sys.stderr)
        return 3


def _run(arguments: list[str]) -> int:
    # A parser for the first word alone, so that the options of the others need not be known.
    parser = _Parser(
        prog="python -m grader", description="Grade backpropagation written by hand.", add_help=False
    )
    parser.add_argument("-h", "--help", action="store_true")
    parser.add_argument("--version", action="store_true")
    parser.add_argument("command", nargs="?")
    # All after the command is the command's own, a `--` included.
    end = next(
        (place + 1 for place, word in enumerate(arguments) if not word.startswith("-")), len(arguments)
    )
    first, rest = parser.parse_args(arguments[:end]), arguments[end:]
    if first.version:
        _say(f"grader {__version__}", sys.stdout)
        return 0
    if first.command is None:
        if not first.help:
            raise UsageError(f"which command? One of {', '.join(COMMANDS)} (try `python -m grader --help`)")
        _say(_overview(), sys.stdout)
        return 0
    if first.command not in COMMANDS:
        raise UsageError(f"there is no command {first.command!r}: choose one of {', '.join(COMMANDS)}")
    name = _MODULES.get(first.command, first.command)
    module = importlib.import_module(f"grader.commands.{name}")
    command = _Parser(prog=f"python -m grader {first.command}", description=COMMANDS[first.command])
    module.add_arguments(command)
    for line in module.run(command.parse_args(["--help"] if first.help else rest), _screen()):
        _say(line, sys.stdout)
    return 0


def _overview() -> str:
    lines = ["usage: python -m grader COMMAND [OPTION ...]", ""]
    lines += [f"  {name:<13}{meaning}" for name, meaning in COMMANDS.items()]
    return "\n".join([*lines, "", "`python -m grader COMMAND --help` says more about one of them."])


def _screen() -> Screen:
    encoding = (sys.stdout.encoding or "ascii").lower()
    is_terminal = sys.stdout.isatty()
    return Screen(
        # A file or a pipe gets the width that every terminal has.
        columns=max(40, os.get_terminal_size(sys.stdout.fileno()).columns) if is_terminal else 80,
        has_colour=is_terminal and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb",
        is_ascii="utf" not in encoding,
    )


def _say(text: str, stream: object) -> None:
    print(text, file=stream, flush=True)  # type: ignore[call-overload]
