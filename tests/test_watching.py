"""What counts as a save."""

import os

from grader.watching import Watch


def test_a_file_is_seen_at_once_and_after_each_save(tmp_path):
    path = tmp_path / "mlp.py"
    path.write_text("first")
    watch = Watch(path)

    assert watch.wait()
    path.write_text("second")
    assert watch.wait()
    path.with_name("new").write_text("thirds")
    os.replace(path.with_name("new"), path)
    assert watch.wait()


def test_a_file_that_is_gone_is_told_once_and_seen_again(tmp_path):
    path = tmp_path / "mlp.py"
    watch = Watch(path)

    found = []
    for _ in range(2):
        found.append(watch.wait())
        path.write_text("x")
    assert found == [False, True]


def test_of_a_folder_the_code_counts_and_nothing_else(tmp_path, monkeypatch):
    code, data = tmp_path / "mlp.py", tmp_path / "notes.txt"
    code.write_text("first")
    watch = Watch(tmp_path)
    assert watch.wait()

    looks = []

    def sleep(seconds):
        looks.append(seconds)
        if len(looks) < 5:
            data.write_text("x" * len(looks))
        elif len(looks) == 5:
            code.write_text("second")

    monkeypatch.setattr("time.sleep", sleep)
    assert watch.wait()
    assert len(looks) > 5
