"""The Dockerfile, by the rules that linters of Dockerfiles have: no engine is needed to see them kept."""

import re

import pytest

from grader.platforms import bundle


@pytest.fixture(scope="module")
def instructions():
    """The instructions, as (word, rest), with lines that go on joined."""
    own = bundle.template("docker", TITLE="A layer by hand", TAG="grade-hw0", VERSION="1.2.3")
    text = own["Dockerfile"].content.decode()
    assert "@" not in text
    lines = re.sub(r"\\\n\s*", "", re.sub(r"(?m)^#.*\n", "", text)).splitlines()
    return [tuple(line.split(maxsplit=1)) for line in lines if line.strip()]


def of(instructions, word):
    return [rest for name, rest in instructions if name == word]


def test_it_has_known_instructions_alone_and_begins_with_one_base(instructions):
    known = {"FROM", "LABEL", "COPY", "RUN", "WORKDIR", "ENTRYPOINT", "CMD"}

    assert {
        name for name, _ in instructions
    } <= known  # no ADD, no ENV or ARG that could hold a secret, no latest
    assert instructions[0][0] == "FROM"
    assert len(of(instructions, "FROM")) == 1


def test_the_base_is_a_version_and_slim(instructions):
    (base,) = of(instructions, "FROM")

    assert re.fullmatch(r"python:3\.\d+-slim-\w+", base)


def test_what_is_started_is_a_list_so_that_signals_arrive(instructions):
    for word in ("ENTRYPOINT", "CMD"):
        (rest,) = of(instructions, word)
        assert re.fullmatch(r'\["[^"]+"(, "[^"]+")*\]', rest)


def test_packages_are_pinned_and_leave_no_cache(instructions):
    (install,) = [rest for rest in of(instructions, "RUN") if " pip install " in rest]

    assert "--no-cache-dir" in install
    assert "--constraint /grader/constraints.txt" in install
    assert "apt-get" not in str(instructions)


def test_what_changes_often_is_copied_after_what_is_installed(instructions):
    words = [(name, rest.split()[0]) for name, rest in instructions]

    assert (
        words.index(("COPY", "requirements.txt"))
        < words.index(("RUN", "python3"))
        < words.index(("COPY", "."))
    )


def test_the_fixtures_are_closed_before_anything_is_graded(instructions):
    assert any(rest.startswith("chmod -R go-rwx /grader ") for rest in of(instructions, "RUN"))


def test_folders_are_absolute(instructions):
    assert of(instructions, "WORKDIR") == ["/grader"]
    assert all(rest.split()[-1].startswith("/grader/") for rest in of(instructions, "COPY"))
