"""Tar archives of every form, and tar archives that lie."""

import gzip
import tarfile

import pytest

from grader.submission import read
from tests.fuzz.guided import memory_within
from tests.intake.packing import ASSIGNMENT, HAND_IN, names, refusal, tarred

ROOM_BYTES = 2**26


def test_a_tar_bomb_is_given_up_at_sixteen_megabytes(tmp_path):
    path = tmp_path / "alice.tar.gz"
    header = tarfile.TarInfo("zeros.bin")
    header.size = 2**40
    with gzip.open(path, "wb", compresslevel=1) as file:
        file.write(header.tobuf())
        for _ in range(2**6):
            file.write(bytes(2**20))

    with memory_within(2**26):
        sentence = refusal(path)

    assert sentence == "alice.tar.gz unpacks to too much: hand in only the files of this homework"


@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_every_form_of_tar_is_read(tmp_path, form):
    deep = "/".join(["a folder with a long name"] * 6) + "/mlp.py"
    long = "b" * (90 if form == tarfile.USTAR_FORMAT else 140)
    entries = [(deep, b"x = 2\n"), (deep.replace("mlp.py", f"{long}.py"), b"x = 1\n")]

    found = read(tarred(tmp_path / "alice.tar", entries, form), ASSIGNMENT)

    assert names(found) == ["mlp.py", f"{long}.py"]
    assert found.files[1].content == b"x = 1\n"


def test_a_hard_link_is_a_link(tmp_path):
    path = tmp_path / "alice.tar"
    with tarfile.open(path, "w") as archive:
        link = tarfile.TarInfo("mlp.py")
        link.type, link.linkname, link.size = tarfile.LNKTYPE, "/etc/passwd", 0
        archive.addfile(link)

    assert refusal(path) == f"alice.tar holds no mlp.py: {HAND_IN}"


def test_a_header_that_lies_about_sizes_is_damage(tmp_path):
    for size in (
        b"77777777777\0",
        b"\x80" + b"\xff" * 11,
        b"\xff" * 12,
        b"-1\0        \0",
        b"1_0\0       \0",
    ):
        block = bytearray(tarfile.TarInfo("mlp.py").tobuf())
        block[124:136] = size
        block[148:156] = b"%06o\0 " % (sum(block[:148]) + 256 + sum(block[156:]))
        (tmp_path / "alice.tar").write_bytes(bytes(block) + bytes(1024))

        with memory_within(ROOM_BYTES):
            assert refusal(tmp_path / "alice.tar") == (
                "alice.tar is not a tar archive, or it is damaged: pack it anew"
            )


def test_remarks_on_the_next_entry_are_believed_within_limits(tmp_path):
    for remark in (b"30 path=mlp.py\n", b"0 path=x\n", b"x" * 70_000, b"99999 path=a\n", b"14 size=-1234\n"):
        header = tarfile.TarInfo("remark")
        header.type, header.size = tarfile.XHDTYPE, len(remark)
        content = (
            header.tobuf()
            + remark.ljust(-(-len(remark) // 512) * 512, b"\0")
            + tarfile.TarInfo("a.py").tobuf()
        )
        (tmp_path / "alice.tar").write_bytes(content + bytes(1024))

        assert (
            refusal(tmp_path / "alice.tar")
            == "alice.tar is not a tar archive, or it is damaged: pack it anew"
        )
