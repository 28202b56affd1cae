# refused: zero is neither a file nor a folder: …
from pathlib import Path


def make(folder):
    return Path("/dev/zero")
