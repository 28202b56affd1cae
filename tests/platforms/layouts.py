"""Each platform's layout, filled with what `make export` wrote, and the hand-in of a submission as the platform does it."""

import base64
import json
import shutil
import tarfile
import zipfile
from pathlib import Path
from subprocess import CompletedProcess
from typing import NamedTuple

from junitparser import JUnitXml, Properties

from grader import cli
from tests.platforms import container

HOMEWORK = "cmu_hw1_mlp"
METADATA = {
    "id": 1234567,
    "created_at": "2026-11-20T13:14:15.123456-05:00",
    "assignment": {
        "due_date": "2026-11-20T23:59:00.000000-05:00",
        "late_due_date": None,
        "release_date": "2026-11-01T00:00:00.000000-05:00",
        "group_size": None,
        "group_submission": False,
        "id": 25828,
        "course_id": 1234,
        "title": "Backpropagation",
        "total_points": "24.0",
    },
    "submission_method": "upload",
    "users": [{"email": "student@example.com", "id": 1234, "name": "A Student"}],
    "previous_submissions": [],
}


class Came(NamedTuple):
    """What came of a hand-in: how the platform's command ended, what it reads, and the points, if there are any."""

    run: CompletedProcess
    results: object
    score: float | None


class Layout:
    """One platform, set up once; `course` is where what it grades with lies, as a submission sees it."""

    name = ""
    course = ""

    def __init__(self, exported: Path, place: Path) -> None:
        """Put an export where the platform has it, and do what the platform does once."""
        self.exported, self.place = exported, place
        self.tools = container.tools(place / "tools")
        self.set_up()

    def set_up(self) -> None:
        """Do what is done once."""

    def hand_in(self, submission: Path) -> Came:
        """Return what comes of a file or a folder."""
        raise NotImplementedError

    def asked(self) -> list[str]:
        """Return what the network was asked for."""
        return (self.tools / "asked").read_text(encoding="utf-8").splitlines()


def lay(submission: Path, folder: Path) -> None:
    """Make the folder anew, with what was handed in, and nothing else."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    if submission.is_dir():
        shutil.copytree(submission, folder, dirs_exist_ok=True, symlinks=True)
    else:
        shutil.copy(submission, folder / submission.name)


def pack(submission: Path, place: Path) -> None:
    """Write a zip of what was handed in, in which a link stays a link."""
    files = sorted(submission.rglob("*")) if submission.is_dir() else [submission]
    with zipfile.ZipFile(place, "w") as archive:
        for file in files:
            name = str(file.relative_to(submission)) if submission.is_dir() else file.name
            if file.is_symlink():
                link = zipfile.ZipInfo(name)
                link.create_system, link.external_attr = 3, 0o120777 << 16
                archive.writestr(link, str(file.readlink()))
            elif file.is_file():
                archive.write(file, name)


class Gradescope(Layout):
    """/autograder with source, submission, results and submission_metadata.json."""

    name = "gradescope"
    course = "/autograder/source"

    def set_up(self) -> None:
        self.autograder = self.place / "autograder"
        source = self.autograder / "source"
        source.mkdir(parents=True)
        (archive,) = self.exported.glob("*.zip")
        with zipfile.ZipFile(archive) as opened:
            for info in opened.infolist():
                Path(opened.extract(info, source)).chmod(info.external_attr >> 16 & 0o777)
        self.metadata = METADATA
        built = self.run("/autograder/source/setup.sh")
        assert built.returncode == 0, built.stderr
        shutil.copy(source / "run_autograder", self.autograder)

    def run(self, *command: str) -> CompletedProcess:
        return container.contained(self.tools, {"/autograder": self.autograder}, "/autograder", *command)

    def hand_in(self, submission: Path) -> Came:
        lay(submission, self.autograder / "submission")
        results = self.autograder / "results"
        shutil.rmtree(results, ignore_errors=True)
        results.mkdir()
        (self.autograder / "submission_metadata.json").write_text(json.dumps(self.metadata), encoding="utf-8")
        run = self.run("/autograder/run_autograder")
        if not (results / "results.json").exists():
            return Came(run, None, None)
        read = json.loads((results / "results.json").read_text(encoding="utf-8"))
        return Came(run, read, read["score"])


class PrairieLearn(Layout):
    """/grade with student, tests, serverFilesCourse and data; results are made by the grader."""

    name = "prairielearn"
    course = "/grade/tests"

    def set_up(self) -> None:
        self.grade = self.place / "grade"
        (self.grade / "serverFilesCourse").mkdir(parents=True)
        (self.grade / "data").mkdir()
        (self.grade / "data" / "data.json").write_text("{}", encoding="utf-8")
        shutil.copytree(self.exported / HOMEWORK / "tests", self.grade / "tests")
        said = json.loads((self.exported / HOMEWORK / "info.json").read_text(encoding="utf-8"))
        self.entrypoint = said["externalGradingOptions"]["entrypoint"]

    def hand_in(self, submission: Path) -> Came:
        lay(submission, self.grade / "student")
        shutil.rmtree(self.grade / "results", ignore_errors=True)
        run = container.contained(self.tools, {"/grade": self.grade}, "/", self.entrypoint)
        path = self.grade / "results" / "results.json"
        if not path.exists():
            return Came(run, None, None)
        read = json.loads(path.read_text(encoding="utf-8"))
        return Came(run, read, sum(test["points"] for test in read["tests"]) if read["gradable"] else None)


class Docker(Layout):
    """What the Dockerfile copies to /grader, with a hand-in at /submission."""

    name = "docker"
    course = "/grader"

    def set_up(self) -> None:
        shutil.copytree(self.exported, self.place / "grader")
        (self.place / "results").mkdir()

    def hand_in(self, submission: Path) -> Came:
        lay(submission, self.place / "submission")
        names = ("grader", "submission", "results")
        command = ("sh", "/grader/grade.sh", "junit", "/submission", "/results/results.xml")
        run = container.contained(
            self.tools,
            {f"/{name}": self.place / name for name in names},
            "/grader",
            *command,
            read_only=("/submission",),
        )
        return Came(run, *read_junit(self.place / "results" / "results.xml"))


class Junit(Layout):
    """A CI: the grader's folder beside the hand-in."""

    name = "junit"

    def hand_in(self, submission: Path) -> Came:
        lay(submission, self.place / "submission")
        command = ("sh", str(self.exported / "grade.sh"), "submission", "results.xml")
        run = container.uncontained(self.tools, self.place, *command)
        return Came(run, *read_junit(self.place / "results.xml"))


def read_junit(path: Path) -> tuple[str, float]:
    """Return the results, and the points in them as the library has them that most programs use."""
    results = JUnitXml.fromfile(str(path))
    (suite,) = results
    return path.read_text(encoding="utf-8"), sum(
        float(property.value)
        for case in suite
        for property in case.child(Properties) or ()
        if property.name == "score"
    )


class GitHub(Layout):
    """A runner's workspace: the student's repository, and the staff's beside it."""

    name = "github-classroom"

    def set_up(self) -> None:
        shutil.copytree(self.exported / "grading", self.place / "grading")
        built = container.uncontained(self.tools, self.place, "sh", "grading/setup.sh")
        assert built.returncode == 0, built.stderr

    def hand_in(self, submission: Path) -> Came:
        lay(submission, self.place / "submission")
        (self.place / "result").unlink(missing_ok=True)
        run = container.uncontained(
            self.tools, self.place, "sh", "grading/grade.sh", "submission", str(self.place / "result")
        )
        read = json.loads(base64.b64decode((self.place / "result").read_bytes(), validate=True))
        if read["status"] == "error":
            return Came(run, read, None)
        return Came(run, read, sum(test["score"] for test in read["tests"]))


class Autolab(Layout):
    """A folder of a job: the makefile, the archive, and the hand-in under the name that the course has chosen."""

    name = "autolab"

    def hand_in(self, submission: Path) -> Came:
        job = self.place / "job"
        shutil.rmtree(job, ignore_errors=True)
        shutil.copytree(self.exported, job)
        pack(submission, job / "handin.zip")
        run = container.uncontained(self.tools, job, "make", "--silent", "-f", "autograde-Makefile")
        last = run.stdout.rstrip("\n").rpartition("\n")[2]
        if run.returncode:
            return Came(run, None, None)
        read = json.loads(last)
        return Came(run, read, sum(read["scores"].values()))


LAYOUTS = {each.name: each for each in (Gradescope, PrairieLearn, Docker, Junit, GitHub, Autolab)}


def export(name: str, place: Path, **terms: object) -> Path:
    """Export the homework to a platform, and return the folder."""
    place.mkdir(parents=True, exist_ok=True)
    said = {"image": "registry.example/grade:1"} | terms
    (place / "terms.toml").write_text(
        "".join(f"{key} = {json.dumps(value)}\n" for key, value in said.items())
    )
    out = place / "export"
    arguments = [
        "export",
        "--hw",
        HOMEWORK,
        "--to",
        name,
        "--out",
        str(out),
        "--terms",
        str(place / "terms.toml"),
    ]
    assert cli.main(arguments) == 0
    return out


def layout(name: str, place: Path, **terms: object) -> Layout:
    """Return a platform with the homework exported to it."""
    return LAYOUTS[name](export(name, place, **terms), place / "platform")


def unpacked_tar(path: Path) -> dict[str, bytes]:
    """Return the files of a tar."""
    with tarfile.open(path) as archive:
        return {each.name: archive.extractfile(each).read() for each in archive.getmembers()}
