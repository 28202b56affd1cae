"""`python -m tests.peers`: run attacks of the corpus against other graders, and print or write SECURITY.md's table."""

import argparse
import datetime
import shutil
import sys
import tempfile
from pathlib import Path

import grader
from tests.peers import attacks, environment, homework, table

SECURITY = Path(__file__).parents[2] / "SECURITY.md"


def main() -> None:
    """Do what the command line says."""
    parser = argparse.ArgumentParser(prog="python -m tests.peers", description=__doc__)
    environment.add_option(parser)
    parser.add_argument("--write", action="store_true", help="put the table into SECURITY.md")
    arguments = parser.parse_args()
    if shutil.which("bwrap") is None:
        raise SystemExit(
            "bubblewrap is not installed: attacks run behind it alone (Debian's package: bubblewrap)."
        )
    others = environment.prepare(arguments.env)
    fates = {}
    with tempfile.TemporaryDirectory(prefix="peers-", ignore_cleanup_errors=True) as scratch:
        work = homework.make(Path(scratch, "course"))
        for name, found in attacks.fates(work, others, Path(scratch)):
            fates[name] = {peer: str(fate) for peer, fate in found.items()}
            sys.stderr.write(f"{name}: {', '.join(f'{peer} {fate}' for peer, fate in fates[name].items())}\n")
    versions = {attacks.OURS: grader.__version__, **others.versions}
    today = datetime.datetime.now(datetime.timezone.utc).date().isoformat()
    text = table.render(fates, versions, today, attacks.OURS)
    sys.stdout.write(f"{text}\n")
    if arguments.write:
        SECURITY.write_text(table.put(SECURITY.read_text(encoding="utf-8"), text), encoding="utf-8")


if __name__ == "__main__":
    main()
