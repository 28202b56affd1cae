"""Zip archives that lie."""

import zipfile

from grader.submission import read
from tests.fuzz.guided import memory_within
from tests.intake.packing import ASSIGNMENT, HAND_IN, names, refusal, zipped


def test_a_bomb_beside_the_module_is_never_unpacked(tmp_path):
    """What is not graded is not unpacked, in a zip; so that this one may lie there."""
    path = tmp_path / "alice.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("mlp.py", "x = 1\n")
        with archive.open("zeros.bin", "w") as file:
            for _ in range(2**7):
                file.write(bytes(2**20))

    with memory_within(2**26):
        found = read(path, ASSIGNMENT)

    assert names(found) == ["mlp.py"]


def test_a_table_of_contents_that_would_fill_the_memory_is_refused(tmp_path):
    path = tmp_path / "alice.zip"
    entry = b"PK\x01\x02" + bytes(42)
    contents = entry * 2**15
    end = b"PK\x05\x06" + bytes(4) + b"\xff\xff" * 2 + len(contents).to_bytes(4, "little") + bytes(6)
    path.write_bytes(contents + end)

    with memory_within(2**26):
        sentence = refusal(path)

    assert sentence == "alice.zip holds too many files: hand in only those of this homework"


def test_entries_that_overlap_are_damaged(tmp_path):
    """Two names for one content, the second hidden in the first: each is unpacked by itself, and neither is believed."""
    path = zipped(tmp_path / "alice.zip", [("mlp.py", b"x = 1\n"), ("layers.py", b"y = 1\n")])
    content = path.read_bytes()
    second = content.rindex(b"PK\x01\x02")
    path.write_bytes(content[: second + 42] + bytes(4) + content[second + 46 :])

    assert refusal(path) == "layers.py in alice.zip is damaged: pack it anew"


def test_a_name_with_a_nul_is_not_the_name_before_it(tmp_path):
    path = zipped(tmp_path / "alice.zip", [("mlp.pyX.txt", b"x = 1\n")])
    path.write_bytes(path.read_bytes().replace(b"mlp.pyX", b"mlp.py\0"))

    assert refusal(path) == f"alice.zip holds no mlp.py: {HAND_IN}"


def test_a_zip_that_is_locked_or_packed_in_an_unusual_way_says_what_to_do(tmp_path):
    unusual = zipped(tmp_path / "lzma.zip", [("mlp.py", b"x = 1\n")], zipfile.ZIP_LZMA)
    locked = zipped(tmp_path / "locked.zip", [("mlp.py", b"x = 1\n")])
    content = bytearray(locked.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    locked.write_bytes(content)

    assert refusal(unusual) == "mlp.py in lzma.zip is packed in an unusual way: pack it anew as a usual zip"
    assert refusal(locked) == "mlp.py in locked.zip is locked with a password: pack it anew without one"
