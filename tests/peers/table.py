"""The table of SECURITY.md: what becomes of each attack in each grader. Text in, text out."""

import re
from collections.abc import Mapping, Sequence

START, END = "<!-- peers: written by `python -m tests.peers --write` -->", "<!-- end of peers -->"


def render(fates: Mapping[str, Mapping[str, str]], versions: Mapping[str, str], date: str, ours: str) -> str:
    """Return the table with a line for each attack, our column first, and the sentence that says what was compared."""
    others = [name for name in next(iter(fates.values())) if name != ours]
    rows = [["attack", ours, *others], ["---"] * (len(others) + 2)]
    rows += [
        [f"`{attack}`", found[ours], *(found[name] for name in others)] for attack, found in fates.items()
    ]
    counts = (
        f"{sum(found[name] == 'held' for found in fates.values())} of {len(fates)}"
        for name in (ours, *others)
    )
    rows.append(["**held**", *counts])
    said = ", ".join(f"{name} {version}" for name, version in versions.items())
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([f"Run on {date} with {said}.", "", *lines])


def put(document: str, table: str) -> str:
    """Return a document with the table between its two marks."""
    if document.count(START) != 1 or document.count(END) != 1:
        raise SystemExit(
            f"there must be one line `{START}` and one `{END}` below it: put them where the table goes."
        )
    head, _, rest = document.partition(START)
    return f"{head}{START}\n\n{table}\n\n{END}{rest.partition(END)[2]}"


def cells(document: str) -> tuple[Sequence[str], dict[str, Sequence[str]]]:
    """Return the graders of the table in a document, and what it says of each attack, from left to right."""
    table = document.partition(START)[2].partition(END)[0]
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in table.splitlines()
        if line.startswith("|")
    ]
    return rows[0][1:], {row[0].strip("`"): row[1:] for row in rows[2:] if not row[0].startswith("**")}


def date_and_versions(document: str) -> re.Match[str] | None:
    """Return the match of the sentence above the table."""
    return re.search(r"^Run on (\d{4}-\d\d-\d\d) with (.+)\.$", document, flags=re.MULTILINE)
