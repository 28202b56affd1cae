"""What no student may read, looked for in everything that a student gets."""

import base64
import json
import re
import struct

import numpy as np

from grader.records import Assignment, Fixture, Visibility

# So many digits of a number are no accident: a few hundred numbers are looked for among a few hundred.
_DIGITS = 6
_NUMBER = re.compile(r"\d+\.\d{4,}|\d\.\d+e[-+]?\d+")
# Limits and versions have fewer digits.
_FRACTION = re.compile(r"\d\.\d{3}")
_TOLD = ("message", "comparison", "exception", "differences", "curves", "output")


def disclosed(texts: dict[str, str], assignment: Assignment, fixture: Fixture) -> list[str]:
    """Say what of the secrets of a fixture is in these texts, by the name of the text."""
    hidden = {check.id for check in assignment.checks if check.visibility is Visibility.HIDDEN}
    secrets = [
        entry
        for of in (fixture.given, fixture.expected)
        for id in hidden & of.keys()
        for array in of[id].values()
        for entry in np.ravel(array)
        if isinstance(entry, np.floating) and len(_significant(f"{entry:.15f}")) > _DIGITS
    ]
    digits = {_significant(f"{entry:.15f}")[:_DIGITS] for entry in secrets}
    encoded = {text for entry in secrets for text in _encodings(float(entry))}
    found = []
    for name, text in texts.items():
        if fixture.canary and fixture.canary in text:
            found.append(f"the canary in {name}")
        numbers = {number for number in _NUMBER.findall(text) if _significant(number)[:_DIGITS] in digits}
        found += [f"{number} in {name}" for number in sorted(numbers)]
        found += [f"{each} in {name}" for each in sorted(encoded) if each in text]
    return found


def values_of_hidden_checks(report_json: str) -> list[str]:
    """Return the texts about hidden checks that hold a number with a fraction, in a student's report.json."""
    checks = [check for check in json.loads(report_json)["checks"] if check["visibility"] == "hidden"]
    return [
        text
        for check in checks
        for name in _TOLD
        for text in _texts(check.get(name))
        if _FRACTION.search(text)
    ]


def _texts(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for each in value.values() for text in _texts(each)]
    if isinstance(value, list):
        return [text for each in value for text in _texts(each)]
    return [] if value is None or isinstance(value, bool) else [str(value)]


def _significant(number: str) -> str:
    return number.partition("e")[0].replace(".", "").lstrip("0").rstrip("0")


def _encodings(number: float) -> tuple[str, ...]:
    raw = struct.pack("<d", number)
    return raw.hex(), base64.b64encode(raw).decode()[:10], number.hex(), str(struct.unpack("<Q", raw)[0])
