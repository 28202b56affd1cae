"""One core's share of a class: `python -m tests.bench.lane HW OUT FILE …` grades one after the other in a warm box."""

import sys
from pathlib import Path

from grader.sandbox.choose import Sandbox


def main() -> None:
    """Write the reports of each file into a folder of OUT that has the name of the file's own folder."""
    hw, out, *files = sys.argv[1:]
    with Sandbox("bubblewrap", warm=True) as sandbox:
        sandbox.start()
        # As in commands/grade.py: what takes time to load is loaded while the box boots.
        from grader import catalog, delivery, fixtures, output, pipeline, submission

        assignment = catalog.load(catalog.course_root(), hw)
        fixture = fixtures.read(assignment)
        for file in map(Path, files):
            handed_in = submission.read(file, assignment)
            folder = Path(out, file.parent.name)
            output.prepare(folder)
            scoped = catalog.scoped(assignment, handed_in.modules)
            delivery.deliver(pipeline.grade(scoped, handed_in, fixture, sandbox), folder)


if __name__ == "__main__":
    main()
