"""What the documents say about the code is true: names, targets, links, versions."""

import re
import subprocess
from pathlib import Path

import pytest

import grader

ROOT = Path(__file__).parents[1]
DOCUMENTS = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md")


def project_files() -> list[Path]:
    """Return the files that belong to the project: all that git does not ignore."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def prose() -> list[Path]:
    return [path for path in project_files() if path.suffix == ".md"]


def make_targets() -> set[str]:
    """Return the targets that `make` lists."""
    return set(
        re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    )


def code_in(text: str) -> str:
    """Return what a document shows as code: fenced blocks and `spans`."""
    fenced = re.findall(r"^```.*?^```", text, flags=re.MULTILINE | re.DOTALL)
    return "\n".join([*fenced, *re.findall(r"`[^`\n]+`", text)])


def parts(path: Path) -> set[str]:
    """Return the names by which a link reaches the headings of a document."""
    text = re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    headings = re.findall(r"^#+ (.*)$", text, flags=re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_is_there_and_opens_with_its_title(name):
    path = ROOT / name

    assert path.is_file(), f"{name} is missing: it is part of the project"
    assert path.read_text(encoding="utf-8").startswith("# ")


def test_the_newest_version_of_the_changelog_is_that_of_the_package():
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    assert re.findall(r"^## \[?(\d+\.\d+\.\d+)", changelog, flags=re.MULTILINE)[0] == grader.__version__


def test_every_line_of_the_changelog_says_whom_it_concerns():
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    entries = re.findall(r"^- (.*)", changelog, flags=re.MULTILINE)

    assert entries != []
    assert [entry for entry in entries if not re.match(r"(handout|grader|reference): ", entry)] == []


def test_every_module_of_the_grader_is_on_the_map():
    """By its path below grader/, as in `report/html.py`, or, where one line says all, by its room, as in `commands/`."""
    map_of_the_code = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    modules = [path.relative_to(ROOT / "grader") for path in sorted((ROOT / "grader").rglob("[!_]*.py"))]
    missing = [
        str(module)
        for module in modules
        if f"`{module}`" not in map_of_the_code and f"`{module.parent}/`" not in map_of_the_code
    ]

    assert missing == []


def test_every_python_file_on_the_map_exists():
    map_of_the_code = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    files = [f"/{path.relative_to(ROOT)}" for path in project_files()]
    named = set(re.findall(r"[\w./]+\.py\b", map_of_the_code))

    assert [name for name in sorted(named) if not any(file.endswith(f"/{name}") for file in files)] == []


@pytest.mark.parametrize("path", prose(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_target_that_a_document_shows_exists(path):
    shown = set(re.findall(r"(?<![\w-])make ([a-z]+)\b(?!=)", code_in(path.read_text(encoding="utf-8"))))

    assert shown - make_targets() == set()


def test_every_target_is_in_the_readme():
    shown = code_in((ROOT / "README.md").read_text(encoding="utf-8"))

    assert [target for target in sorted(make_targets() - {"help"}) if f"make {target}" not in shown] == []


@pytest.mark.parametrize("path", prose(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_to_a_file_leads_somewhere(path):
    targets = re.findall(r"\]\((?!\w+:|#)([^)#\s]+)[^)]*\)", path.read_text(encoding="utf-8"))

    assert [target for target in targets if not (path.parent / target).exists()] == []


@pytest.mark.parametrize("path", prose(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_to_a_part_of_a_document_leads_to_a_heading(path):
    links = re.findall(r"\]\((?!\w+:)([^)#\s]*)#([^)\s]+)\)", path.read_text(encoding="utf-8"))

    assert [
        (name, part) for name, part in links if part not in parts(path.parent / name if name else path)
    ] == []


def test_every_page_is_in_the_index_of_the_documentation():
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    pages = {path.name for path in prose() if path.parent == ROOT / "docs"} - {"README.md"}

    assert [name for name in sorted(pages) if f"({name})" not in index] == []


def test_no_file_names_a_place_of_one_machine_or_a_registry():
    # Written with classes of one letter, so that this file does not find itself.
    places = re.compile(
        rb"/(w[o]rk|r[o]ot|f[a]rm)/|tmp/v[e]nv|p[y]pi\.org|pythonh[o]sted|n[p]mjs|d[e]b\.debian"
    )
    found = [
        f"{path.relative_to(ROOT)}: {hit.group().decode()}"
        for path in project_files()
        for hit in places.finditer(path.read_bytes())
    ]

    assert found == []
