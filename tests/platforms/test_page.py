"""docs/platforms.md: each command in it writes what the page says, and the example of terms is one."""

import re
import shlex

import pytest

from grader import catalog, cli
from grader.platforms import terms
from grader.platforms.exports import EXPORTS

PAGE = (catalog.course_root() / "docs" / "platforms.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^```console\n\$ make export (.*)\n((?:.*\n)*?)```$", PAGE, flags=re.MULTILINE)
TERMS = re.search(r"<!-- terms -->\n```toml\n(.*?)```", PAGE, flags=re.DOTALL)[1]


@pytest.mark.parametrize(("typed", "shown"), COMMANDS, ids=[typed for typed, _ in COMMANDS])
def test_a_command_writes_what_the_page_shows(typed, shown, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "terms.toml").write_text(TERMS, encoding="utf-8")
    values = dict(pair.split("=", 1) for pair in shlex.split(typed))

    assert cli.main(["export", *(word for key in values for word in (f"--{key.lower()}", values[key]))]) == 0
    assert capsys.readouterr().out == shown


def test_every_platform_is_on_the_page():
    assert {re.search(r"TO=([\w-]+)", typed)[1] for typed, _ in COMMANDS} == {*EXPORTS}


def test_the_example_has_every_term():
    read = terms.read(TERMS.encode(), "docs/platforms.md")

    assert set(read.__struct_fields__) == set(re.findall(r"^(\w+) = ", TERMS, flags=re.MULTILINE))
