"""`python -m grader export`: what is written, and how bad usage ends."""

import json
from pathlib import Path

import pytest

from grader import cli
from grader.platforms.exports import EXPORTS


def export(*arguments: object) -> int:
    """Return the exit code of `export` with these arguments."""
    return cli.main(["export", *map(str, arguments)])


def test_an_export_goes_to_a_folder_named_after_the_homework_and_the_platform(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)

    assert export("--hw", "dnn_a4_regression", "--to", "gradescope") == 0
    assert [path.name for path in Path("out/dnn_a4_regression/gradescope").iterdir()] == [
        "dnn_a4_regression.zip"
    ]
    assert capsys.readouterr().out == (
        "wrote out/dnn_a4_regression/gradescope\n"
        "Next: upload the zip in it under Configure Autograder (docs/platforms.md)\n"
    )


def test_the_terms_are_packed(tmp_path):
    (tmp_path / "terms.toml").write_text('attempts = 3\nbest_of = true\nhidden_checks = "after_published"\n')

    assert (
        export(
            "--hw",
            "dnn_a4_regression",
            "--to",
            "docker",
            "--out",
            tmp_path / "o",
            "--terms",
            tmp_path / "terms.toml",
        )
        == 0
    )
    assert json.loads((tmp_path / "o" / "terms.json").read_text()) == {
        "assignment": "dnn_a4_regression",
        "sandbox": "user",
        "terms": {
            "files": [],
            "hidden_checks": "after_published",
            "attempts": 3,
            "best_of": True,
            "leaderboard": False,
            "image": "",
        },
    }


@pytest.mark.parametrize(
    ("terms", "sentence"),
    [
        ("attempts = -1", "TERMS={} is not as it should be, at attempts: Expected `int` >= 0"),
        ("attempt = 1", "TERMS={} is not as it should be: Object contains unknown field `attempt`"),
        (
            "hidden_checks = 'never'",
            "TERMS={} is not as it should be, at hidden_checks: Invalid enum value 'never'",
        ),
        ("files = ['cnn.py']", "cnn.py is none of the files of dnn_a4_regression: {files}"),
        (
            "image = ''",
            'PrairieLearn grades in an image: build that of TO=docker, and name it in TERMS (image = "…")',
        ),
    ],
    ids=["a number", "an unknown key", "a choice", "a file", "no image"],
)
def test_terms_that_make_no_sense_are_wrong_usage(terms, sentence, tmp_path, capsys):
    path = tmp_path / "terms.toml"
    path.write_text(terms)

    code = export(
        "--hw", "dnn_a4_regression", "--to", "prairielearn", "--out", tmp_path / "out", "--terms", path
    )

    files = "linear_regression.py, softmax.py, derivations.py"
    assert code == 2
    assert capsys.readouterr().err == f"grader: {sentence.format(path, files=files)}\n"


def test_terms_that_are_not_there_are_wrong_usage(tmp_path, capsys):
    assert export("--hw", "dnn_a4_regression", "--to", "docker", "--terms", tmp_path / "none") == 2
    assert (
        capsys.readouterr().err
        == f"grader: TERMS={tmp_path / 'none'} cannot be read: No such file or directory\n"
    )


def test_an_unknown_platform_is_wrong_usage(capsys):
    assert export("--hw", "dnn_a4_regression", "--to", "blackboard") == 2
    assert capsys.readouterr().err == f"grader: TO=blackboard is unknown: it is one of {', '.join(EXPORTS)}\n"


@pytest.mark.parametrize("name", ["moodle", "canvas"])
def test_what_takes_gradebooks_is_given_those_of_a_class(name, capsys):
    assert export("--hw", "dnn_a4_regression", "--to", name) == 2
    assert capsys.readouterr().err == (
        f"grader: TO={name} runs no grader: grade the whole class here, and import the gradebook\n"
    )
