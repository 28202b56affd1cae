"""`python -m tests.bench`, or `make bench`: measure, print the table, and keep it in docs/benchmarks.md.

Each module of `topics` is a topic with three functions: `prepare` makes in an empty folder what all its rows share,
`versions` says what is measured, and `rows` yields the rows. A new topic is a new module, and nothing here changes.
"""

import argparse
import datetime
import importlib
import json
import os
import sys
import tempfile
from pathlib import Path

from tests.bench import machine, table
from tests.bench.measure import measure
from tests.peers import environment

_TOPICS = Path(__file__).parent / "topics"
_PAGE = Path(__file__).parents[2] / "docs" / "benchmarks.md"


def topics() -> list[str]:
    """Return the names of all topics."""
    return sorted(file.stem for file in _TOPICS.glob("[!_]*.py") if not file.name.startswith("test_"))


def main() -> None:
    """Do what the command line says."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--topic", choices=topics(), help="measure this one alone")
    environment.add_option(parser)
    parser.add_argument("--rounds", type=int, metavar="N", help="instead of what each row asks for")
    parser.add_argument(
        "--page",
        type=Path,
        default=_PAGE,
        metavar="FILE",
        help="the Markdown that is written, with a .json beside it",
    )
    arguments = parser.parse_args()
    _pin_threads()
    store = arguments.page.with_suffix(".json")
    sections = json.loads(store.read_text(encoding="utf-8")) if store.exists() else {}
    for topic in [arguments.topic] if arguments.topic else topics():
        sections[topic] = _measured(topic, arguments.env, arguments.rounds)
        # A topic that is done is kept, whatever becomes of the next.
        store.write_text(f"{json.dumps(sections, indent=1)}\n", encoding="utf-8")
        arguments.page.write_text(table.markdown(sections), encoding="utf-8")
    sys.stdout.write(arguments.page.read_text(encoding="utf-8"))


def _pin_threads() -> None:
    """Begin anew with one thread for each NumPy: it asks when it is loaded, and what is imported here has loaded it."""
    if any(os.environ.get(name) != value for name, value in machine.ONE_THREAD.items()):
        command = [sys.executable, *sys.orig_argv[1:]]
        os.execve(sys.executable, command, {**os.environ, **machine.ONE_THREAD})


def _measured(topic: str, env: Path, rounds: int | None) -> dict[str, object]:
    module = importlib.import_module(f"tests.bench.topics.{topic}")
    before = machine.load()
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        setting = module.prepare(Path(scratch), env)
        rows = (row._replace(rounds=rounds or row.rounds) for row in module.rows(setting))
        results = [measure(row, lambda text: sys.stderr.write(f"{text}\n")) for row in rows]
    today = datetime.datetime.now(datetime.timezone.utc).date().isoformat()
    load = (before, machine.load())
    return table.section(results, module.versions(setting), machine.described(), today, load)


if __name__ == "__main__":
    main()
