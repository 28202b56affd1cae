"""The command line: one sentence and the right exit code for whatever is typed."""

import os
import shlex
import subprocess
import sys

import pytest

from grader import __version__, cli
from grader.errors import GraderError


def test_without_a_command_it_says_which_there_are(capsys):
    code = cli.main([])

    assert code == 2
    assert capsys.readouterr().err == (
        f"grader: which command? One of {', '.join(cli.COMMANDS)} (try `python -m grader --help`)\n"
    )


def test_help_lists_every_command(capsys):
    code = cli.main(["--help"])

    said = capsys.readouterr().out
    assert code == 0
    assert all(f"  {name:<13}{meaning}\n" in said for name, meaning in cli.COMMANDS.items())


def test_the_version_is_told(capsys):
    code = cli.main(["--version"])

    assert code == 0
    assert capsys.readouterr().out == f"grader {__version__}\n"


def test_an_unknown_command_is_named(capsys):
    code = cli.main(["grad"])

    assert code == 2
    assert capsys.readouterr().err == (
        f"grader: there is no command 'grad': choose one of {', '.join(cli.COMMANDS)}\n"
    )


def test_an_unknown_option_is_one_sentence(capsys):
    code = cli.main(["grade", "mlp.py", "--fast"])

    assert code == 2
    assert capsys.readouterr().err == (
        "grader: unrecognized arguments: --fast (try `python -m grader grade --help`)\n"
    )


def test_a_missing_path_is_one_sentence(capsys):
    code = cli.main(["grade"])

    assert code == 2
    assert capsys.readouterr().err == (
        "grader: the following arguments are required: path (try `python -m grader grade --help`)\n"
    )


def test_an_unknown_sandbox_is_one_sentence(capsys):
    code = cli.main(["grade", "mlp.py", "--sandbox", "docker"])

    assert code == 2
    assert "argument --sandbox: invalid choice: 'docker'" in capsys.readouterr().err


@pytest.mark.parametrize("command", cli.COMMANDS)
def test_every_command_has_help(command, capsys):
    with pytest.raises(SystemExit) as caught:
        cli.main([command, "--help"])

    assert caught.value.code == 0
    assert cli.COMMANDS[command] in capsys.readouterr().out


def fail(error):
    """Return a command that fails with this error."""

    def run(arguments, screen):
        yield "first line"
        raise error

    return run


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (GraderError("the fixture is stale"), 3, "grader: the fixture is stale\n"),
        (KeyboardInterrupt(), 130, "grader: interrupted; nothing more is running\n"),
    ],
    ids=["our fault", "interrupted"],
)
def test_a_command_that_ends_early_has_its_code(error, code, said, monkeypatch, capsys):
    monkeypatch.setattr("grader.commands.grade.run", fail(error))

    assert cli.main(["grade", "mlp.py"]) == code
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("first line\n", said)


def test_a_bug_is_called_one_and_keeps_its_traceback(monkeypatch, capsys):
    monkeypatch.setattr("grader.commands.grade.run", fail(KeyError("x")))

    code = cli.main(["grade", "mlp.py"])

    said = capsys.readouterr().err
    assert code == 3
    assert said.startswith("Traceback")
    assert said.endswith("grader: this is a bug of the grader, not of the submission: KeyError('x')\n")


def test_a_python_without_our_packages_is_told_which_to_use(monkeypatch, capsys):
    absent = ModuleNotFoundError("No module named 'msgspec'", name="msgspec")
    monkeypatch.setattr(cli, "_run", lambda arguments: (_ for _ in ()).throw(absent))

    assert cli.main(["doctor"]) == 2
    assert capsys.readouterr().err == (
        "grader: msgspec is not installed for this Python: use that of .venv, which `make grade` sets up "
        "(.venv/bin/python -m grader …)\n"
    )


def test_a_reader_that_goes_away_is_no_trouble():
    command = f"{shlex.quote(sys.executable)} -m grader --help | true; echo ${{PIPESTATUS[0]}}"

    run = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)

    assert (run.stdout, run.stderr) == ("0\n", "")


@pytest.mark.parametrize(("encoding", "is_ascii"), [("utf-8", False), ("ascii", True)])
def test_the_screen_knows_what_can_be_shown(encoding, is_ascii):
    script = "from grader.cli import _screen; print(_screen())"

    run = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONIOENCODING": encoding},
    )

    assert run.stdout == f"Screen(columns=80, has_colour=False, is_ascii={is_ascii})\n"
