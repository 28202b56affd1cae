"""A toy course and a class of twelve for it: some right, some wrong, some broken. Small, so that it is graded often."""

import io
import os
import re
import signal
import subprocess
import sys
import zipfile
from pathlib import Path
from textwrap import indent

from grader import catalog
from grader.authoring import generate
from grader.batch import lane
from tests import toy

TOP = Path(__file__).parents[2]
RIGHT = toy.REFERENCE
WRONG = toy.REFERENCE.replace("y = self.factor * x", "y = x / self.factor")
LIMITS = toy.TOML.replace("check_wall_seconds = 0.5", "check_wall_seconds = 5.0")
# Ends the worker of the sandbox, as often as it is asked.
CRASHES = toy.REFERENCE.replace("y = self.factor * x", "import os; os._exit(3)")


def course(folder: Path) -> Path:
    """Return the folder of a course with one homework, its fixtures made."""
    toy.course(folder, toml=LIMITS)
    regenerate(folder)
    return folder


def regenerate(folder: Path) -> None:
    """Make the fixtures of the course anew."""
    for _ in generate.write(catalog.load(folder, "toy")):
        continue


def hand_in(folder: Path, **works: str) -> Path:
    """Write a folder for each student, with their scale.py in it, and return the folder of all."""
    for student, text in works.items():
        (folder / student).mkdir(parents=True, exist_ok=True)
        (folder / student / "scale.py").write_text(text, encoding="utf-8")
    return folder


def twelve(folder: Path) -> Path:
    """Return the folder of what a class of twelve handed in."""
    rights = {f"right{number}": f"# {number}\n{RIGHT}" for number in range(4)}
    wrongs = {f"wrong{number}": f"# {number}\n{WRONG}" for number in range(4)}
    hand_in(folder, **rights, **wrongs, crashes=CRASHES, broken="", template=toy.TEMPLATE)
    (folder / "zipped.zip").write_bytes(zipped({"scale.py": RIGHT}))
    return folder


def zipped(files: dict[str, str]) -> bytes:
    """Return an archive that holds these files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def command(course: Path, *arguments: object, python: str = sys.executable) -> subprocess.Popen[str]:
    """Start `python -m grader class` in a process group of its own."""
    return subprocess.Popen(
        [python, "-m", "grader", "class", *map(str, arguments)],
        cwd=TOP,
        env={**os.environ, "GRADER_COURSE": str(course)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def heard(said: str) -> list[str]:
    """Return the lines that a run said, but for those on how far it is: a slow machine hears more of them."""
    return [line for line in said.splitlines() if not re.match(r"\w+: \d+ of \d+ done", line)]


def kill(process: subprocess.Popen[str]) -> None:
    """Kill a run as kill -9 does: itself, and nothing of what it started."""
    process.send_signal(signal.SIGKILL)
    process.communicate()


def tree(folder: Path) -> dict[str, str]:
    """Return the files of a folder by name, times masked; what is in the journal the reports say."""
    return {
        str(path.relative_to(folder)): without_times(path.read_text(encoding="utf-8"))
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith("journal.sqlite")
    }


def without_times(text: str) -> str:
    """Return the text with every number of seconds masked, and without what a dashboard says of slow checks."""
    text = re.sub(r'<h2 id="times">.*?<h2', "<h2", text, flags=re.DOTALL)
    text = re.sub(r'data-v="[0-9.e-]+">(&lt; )?[0-9.]+ (µs|ms|s)<', "TIME", text)
    return re.sub(r'("seconds": |data-seconds="[^"]*">|in )[0-9.e-]+', "TIME", text)


def spoil(monkeypatch, body: str) -> None:
    """Have workers do this before they answer; `question` is what they are asked."""
    start = lane._START.replace(
        "serve()",
        f"""
import os, signal
from pathlib import Path
from grader.batch.grading import Grader
answered = Grader.answer
def answer(self, question):
    student = question.student.key if hasattr(question, "student") else ""
{indent(body, "    ")}
    return answered(self, question)
Grader.answer = answer
serve()
""",
    )
    start_with(monkeypatch, start)


def start_with(monkeypatch, start: str) -> None:
    """Have workers start by this code."""
    monkeypatch.setattr(lane, "_START", start)
    monkeypatch.setattr(lane, "_is_single_threaded", lambda: False)
