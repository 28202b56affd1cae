"""Submissions packed as zip or tar, to be read by tests."""

import io
import stat
import tarfile
import warnings
import zipfile

import pytest

from grader.errors import SubmissionError
from grader.submission import read
from tests.builders import an_assignment

ASSIGNMENT = an_assignment(allowed_modules=("numpy",), stand_ins=("matplotlib",))
HAND_IN = "hand in mlp.py, or a folder, zip or tar that holds it"


def zipped(path, entries, method=zipfile.ZIP_DEFLATED):
    """Write a zip archive; an entry's content may be (type of file, bytes)."""
    with zipfile.ZipFile(path, "w", method) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # two of one name
        for name, content in entries:
            form, content = content if isinstance(content, tuple) else (stat.S_IFREG, content)
            info = zipfile.ZipInfo(name)
            info.filename = info.orig_filename = name
            info.compress_type = method
            info.external_attr = (form | 0o644) << 16
            archive.writestr(info, content)
    return path


TYPES = {stat.S_IFLNK: tarfile.SYMTYPE, stat.S_IFCHR: tarfile.CHRTYPE, stat.S_IFIFO: tarfile.FIFOTYPE}


def tarred(path, entries, form=tarfile.PAX_FORMAT):
    """Write a tar archive, packed or not as its name says."""
    with tarfile.open(path, "w" if path.suffix == ".tar" else "w:gz", format=form) as archive:
        for name, content in entries:
            info = tarfile.TarInfo(name)
            if isinstance(content, tuple):
                info.type, info.linkname, content = TYPES[content[0]], "/etc/passwd", b""
            elif name.endswith("/"):
                info.type = tarfile.DIRTYPE
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return path


PACKERS = {"zip": zipped, "tar": tarred, "tar.gz": tarred, "tgz": tarred}


def packed(folder, kind, entries):
    return PACKERS[kind](folder / f"alice.{kind}", entries)


def refusal(path):
    with pytest.raises(SubmissionError) as caught:
        read(path, ASSIGNMENT)
    return str(caught.value)


def names(found):
    return [file.name for file in found.files]
