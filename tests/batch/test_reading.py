"""A student's work as a submission, wherever its files lie."""

import pytest

from grader.batch import parcel, reading
from grader.batch.downloads import gather
from grader.errors import SubmissionError
from tests.batch.folders import by_key, made
from tests.builders import an_assignment

ASSIGNMENT = an_assignment(files=("mlp.py", "derivations.py"), allowed_modules=("numpy",))


def read(work, assignment):
    """Return the submission that is made of what is packed."""
    return reading.read(parcel.pack(work), work.student.key, work.notes, assignment)


def test_files_among_everybodys_have_the_names_that_the_student_gave(tmp_path):
    folder = made(
        tmp_path,
        "doejane_11_901_mlp.py",
        "doejane_11_902_mlp-1.py",
        "doejane_11_903_derivations.py",
        "doejane_11_904_notes.pdf",
        "doejane_11_905_extra.py",
    )

    found = read(gather(folder).handed_in[0], ASSIGNMENT)

    assert found.name == "doejane"
    assert [file.name for file in found.files] == ["mlp.py", "derivations.py", "extra.py"]
    assert found.notes == (
        "left out, because it was handed in again: doejane_11_901_mlp.py",
        "left out, because only Python files are graded: notes.pdf",
    )


def test_one_file_of_any_name_is_graded_as_the_one_that_it_resembles(tmp_path):
    folder = made(tmp_path, "doejane_11_901_my-mlp-3.py")

    found = read(gather(folder).handed_in[0], ASSIGNMENT)

    assert [file.name for file in found.files] == ["mlp.py"]
    assert found.notes == ("my-mlp.py was graded as mlp.py",)


def test_a_folder_goes_by_its_student(tmp_path):
    folder = made(tmp_path, "Jane Doe/hw1/mlp.py")

    found = read(gather(folder).handed_in[0], ASSIGNMENT)

    assert (found.name, [file.name for file in found.files]) == ("jane-doe", ["mlp.py"])


@pytest.mark.parametrize(
    ("name", "trouble"),
    [
        ("ann_1_2_essay.pdf", "ann_1_2_essay.pdf is not a .py file: hand in mlp.py or derivations.py, or a folder, zip or tar that holds them"),
        ("ann_1_2_hw.rar", "ann_1_2_hw.rar is packed in a way that is not opened: hand in mlp.py or derivations.py, or a folder, zip or tar that holds them"),
        ("ann_1_2_hw.zip", "ann_1_2_hw.zip is not a zip archive, or it is damaged: pack it anew"),
        ("ann_1_2_.mlp.py", "what was handed in holds no mlp.py or derivations.py: hand in mlp.py or derivations.py, or a folder, zip or tar that holds them"),
    ],
    ids=["pdf", "rar", "no zip", "hidden"],
)  # fmt: skip
def test_what_cannot_be_graded_is_refused_with_a_sentence(tmp_path, name, trouble):
    folder = made(tmp_path, name, "bo_3_4_mlp.py")

    with pytest.raises(SubmissionError) as refusal:
        read(by_key(gather(folder))["ann"], ASSIGNMENT)

    assert str(refusal.value) == trouble


def test_a_file_that_became_a_link_is_not_followed(tmp_path):
    folder = made(tmp_path, "ann_1_2_mlp.py")
    (work,) = gather(folder).handed_in
    (folder / "ann_1_2_mlp.py").unlink()
    (folder / "ann_1_2_mlp.py").symlink_to("/etc/hostname")

    with pytest.raises(SubmissionError, match=r"^mlp[.]py cannot be read: "):
        read(work, ASSIGNMENT)
