"""What an export holds, and that it is the same each time, byte for byte."""

import os
import stat
import subprocess
import zipfile
from pathlib import Path

import msgspec
import pytest

from grader import catalog
from grader.errors import AssignmentError, FixtureError, GraderError, UsageError
from grader.platforms import bundle
from grader.platforms.bundle import Entry
from grader.platforms.exports import EXPORTS
from grader.platforms.grading import asked_for
from grader.platforms.terms import Terms
from tests.platforms.layouts import HOMEWORK, unpacked_tar

ROOT = catalog.course_root()
TERMS = Terms(image="registry.example/grade:1")


@pytest.fixture(scope="module")
def homework():
    return catalog.load(ROOT, HOMEWORK)


@pytest.mark.parametrize("platform", EXPORTS)
def test_an_export_is_the_same_each_time(platform, homework, monkeypatch, tmp_path):
    first = EXPORTS[platform].make(homework, TERMS)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")

    assert EXPORTS[platform].make(homework, TERMS) == first


@pytest.mark.parametrize("platform", EXPORTS)
def test_what_is_a_program_can_be_run(platform, homework):
    made = dict(EXPORTS[platform].make(homework, TERMS))

    for name, entry in made.items():
        assert entry.is_program == entry.content.startswith(b"#!"), name


@pytest.mark.parametrize("platform", EXPORTS)
def test_every_script_is_one_for_any_shell(platform):
    scripts = [entry.content for entry in bundle.template(platform).values() if entry.is_program]

    assert scripts != []
    for script in scripts:
        checked = subprocess.run(["sh", "-n"], input=script, capture_output=True, check=False)
        assert (checked.returncode, checked.stderr) == (0, b"")
        assert b"set -eu" in script


def test_the_engine_holds_what_grades_this_homework_and_no_other(homework):
    names = {*bundle.engine(homework, "user", Terms())}

    others = [id for id in catalog.assignment_ids(ROOT) if id != HOMEWORK]
    assert [name for name in names if any(id in name for id in others)] == []
    assert {name.split("/")[0] for name in names} == {
        *("grader", "assignments", "reference", "student_template"),
        *("requirements.txt", "constraints.txt", "terms.json", "LICENSE"),
    }
    assert [name for name in names if "__pycache__" in name or name.startswith("grader/authoring/")] == []


def test_files_that_are_not_asked_for_are_left_out(homework):
    part = asked_for(homework, ("mlp.py",))

    names = {*bundle.engine(part, "user", Terms(files=("mlp.py",)))}

    assert f"reference/{HOMEWORK}/mlp.py" in names
    assert f"reference/{HOMEWORK}/derivations.py" not in names
    assert sum(problem.points for problem in part.problems) == 24.0


def test_a_homework_that_needs_a_package_asks_for_it():
    needing = catalog.load(ROOT, "ist_hw1_linear_models")

    requirements = bundle.engine(needing, "user", Terms())["requirements.txt"].content.decode().splitlines()

    assert requirements[-1] == "torch"
    pinned = {
        line.partition("==")[0]
        for line in (ROOT / "constraints.txt").read_text().splitlines()
        if "==" in line
    }
    assert {line.partition(";")[0] for line in requirements} <= pinned


def test_a_zip_says_which_files_are_programs_and_nothing_of_when_or_who(tmp_path):
    content = bundle.zipped({"b": Entry(b"2"), "a.sh": Entry(b"#!/bin/sh\n", is_program=True)})

    (tmp_path / "it.zip").write_bytes(content)
    with zipfile.ZipFile(tmp_path / "it.zip") as archive:
        found = [(info.filename, info.external_attr >> 16, info.date_time) for info in archive.infolist()]
    assert found == [
        ("a.sh", 0o100755, (1980, 1, 1, 0, 0, 0)),
        ("b", 0o100644, (1980, 1, 1, 0, 0, 0)),
    ]


def test_a_tar_holds_the_same_files(tmp_path):
    (tmp_path / "it.tar").write_bytes(bundle.tarred({"b/c": Entry(b"2"), "a": Entry(b"")}))

    assert unpacked_tar(tmp_path / "it.tar") == {"a": b"", "b/c": b"2"}


def test_a_folder_gets_the_files_and_refuses_what_is_not_of_the_export(tmp_path):
    entries = {"run.sh": Entry(b"#!/bin/sh\n", is_program=True), "a/b": Entry(b"2")}

    bundle.write_folder(tmp_path / "out", entries)
    bundle.write_folder(tmp_path / "out", entries)

    assert stat.S_IMODE((tmp_path / "out" / "run.sh").stat().st_mode) == 0o755
    assert (tmp_path / "out" / "a" / "b").read_bytes() == b"2"
    (tmp_path / "out" / "mine").touch()
    with pytest.raises(UsageError) as refused:
        bundle.write_folder(tmp_path / "out", entries)
    assert str(refused.value) == (
        f"{tmp_path / 'out'} holds mine, which is not of this export: name an empty folder with OUT="
    )


def test_a_fixture_that_is_not_the_one_of_the_manifest_is_not_exported(homework, tmp_path):
    course = tmp_path / "assignments" / HOMEWORK
    course.parent.mkdir()
    os.symlink(homework.folder, course)
    with pytest.raises(AssignmentError) as missing:
        bundle.engine(msgspec.structs.replace(homework, folder=course), "user", Terms())
    assert str(missing.value) == f"reference/{HOMEWORK}/mlp.py is missing: an export needs it"

    with pytest.raises(FixtureError):
        bundle.engine(msgspec.structs.replace(homework, folder=tmp_path), "user", Terms())


def test_without_the_list_of_pinned_packages_nothing_is_exported(homework, monkeypatch, tmp_path):
    monkeypatch.setattr(bundle, "PACKAGE", Path(tmp_path, "grader"))

    with pytest.raises(GraderError) as missing:
        bundle.engine(homework, "user", Terms())
    assert str(missing.value) == "constraints.txt is missing: an export needs it"
