"""What somebody handed in as plain data: whatever is wrong with it is said, other content is another parcel."""

import msgspec
import pytest

from grader.batch import parcel
from grader.batch.standing import HandedIn, Student
from grader.errors import SubmissionError
from grader.intake.look import look

ALICE = Student(key="alice", name="Alice")


def packed(path):
    return parcel.pack(HandedIn(student=ALICE, path=path))


def test_what_is_unpacked_is_what_one_would_have_looked_at(tmp_path):
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "mlp.py").write_text("x = 1\n")
    (tmp_path / "work" / "notes.txt").write_text("a note")
    (tmp_path / "work" / "link.py").symlink_to("mlp.py")

    sent = msgspec.msgpack.decode(msgspec.msgpack.encode(packed(tmp_path / "work")), type=parcel.Parcel)
    found, looked_at = parcel.unpack(sent), look(tmp_path / "work")
    assert found._replace(listing=None) == looked_at._replace(listing=None)
    assert found.listing[:-1] == looked_at.listing[:-1]
    assert found.listing.read("mlp.py") == b"x = 1\n"


def test_what_is_not_there_any_more_is_said_when_it_is_unpacked(tmp_path):
    with pytest.raises(SubmissionError) as refused:
        parcel.unpack(packed(tmp_path / "gone.py"))
    assert str(refused.value) == f"there is no file or folder {tmp_path / 'gone.py'}"


def test_a_file_that_is_too_large_is_said_when_it_is_read(tmp_path):
    (tmp_path / "mlp.py").write_bytes(b"#" * (2**18 + 1))

    found = parcel.unpack(packed(tmp_path / "mlp.py"))
    with pytest.raises(SubmissionError) as refused:
        found.listing.read("mlp.py")
    assert str(refused.value) == "mlp.py is larger than 256 KiB: keep data out of it"


def test_more_than_a_homework_can_be_is_not_packed(tmp_path, monkeypatch):
    monkeypatch.setattr(parcel, "_MOST_BYTES", 2**20)
    for number in range(5):
        (tmp_path / f"part{number}.py").write_bytes(b"#" * 2**18)

    with pytest.raises(SubmissionError) as refused:
        parcel.unpack(packed(tmp_path))
    assert str(refused.value) == (
        f"{tmp_path.name} holds more than 1 MiB of Python files and notebooks: hand in only those of this homework"
    )


def test_other_content_and_other_names_are_other_digests(tmp_path):
    digests = set()
    for name, text in (("mlp.py", "x = 1"), ("mlp.py", "x = 2"), ("my_mlp.py", "x = 2")):
        (tmp_path / name).write_text(text)
        digests.add(parcel.digest(packed(tmp_path / name)))

    assert len(digests) == 3
    assert parcel.digest(packed(tmp_path / "mlp.py")) in digests
