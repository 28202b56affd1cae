"""What counts as a save."""

import os

from grader.watching import saves


def test_a_file_is_seen_at_once_and_after_each_save(tmp_path):
    path = tmp_path / "mlp.py"
    path.write_text("first")
    seen = saves(path)

    assert next(seen)
    path.write_text("second")
    assert next(seen)
    path.with_name("new").write_text("thirds")
    os.replace(path.with_name("new"), path)
    assert next(seen)


def test_a_file_that_is_gone_is_told_once_and_seen_again(tmp_path):
    path = tmp_path / "mlp.py"
    seen = saves(path)

    found = []
    for _ in range(2):
        found.append(next(seen))
        path.write_text("x")
    assert found == [False, True]


def test_of_a_folder_the_code_counts_and_nothing_else(tmp_path, monkeypatch):
    code, data = tmp_path / "mlp.py", tmp_path / "notes.txt"
    code.write_text("first")
    seen = saves(tmp_path)
    assert next(seen)

    looks = []

    def sleep(seconds):
        looks.append(seconds)
        if len(looks) < 5:
            data.write_text("x" * len(looks))
        elif len(looks) == 5:
            code.write_text("second")

    monkeypatch.setattr("time.sleep", sleep)
    assert next(seen)
    assert len(looks) > 5
