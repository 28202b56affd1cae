"""Where raw files are looked for: the folder that GRADER_DATA names, the cache, and then the network."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from datasets import download
from datasets.errors import Damaged, NoSuchFolder, NotToBeHad
from datasets.registry import DataSet, RawFile


def raw_files(dataset: DataSet, may_download: bool = True) -> list[Path]:
    """Return where each raw file of a data set is, in the order of the registry; each is recognised.

    Raises:
        Damaged: if a file is there, and is not what it should be.
        NotToBeHad: if one is nowhere.
        NoSuchFolder: if GRADER_DATA names none.
    """
    found = []
    for raw in dataset.files:
        path = _search(dataset, raw)
        if path is None and not may_download:
            raise NotToBeHad(_three_ways(dataset, ""))
        if path is None:
            try:
                path = download.fetch(raw, cache() / dataset.folder)
            except download.NotFetched as error:
                raise NotToBeHad(_three_ways(dataset, f" and cannot be downloaded ({error})")) from error
        found.append(path)
    return found


def cache() -> Path:
    """Return the folder where downloads are kept, laid out as GRADER_DATA is."""
    chosen = Path(os.environ.get("XDG_CACHE_HOME", ""))
    # The standard has us overlook a relative path.
    return (chosen if chosen.is_absolute() else Path.home() / ".cache") / "backprop-grader"


def _folders() -> Iterator[Path]:
    own = os.environ.get("GRADER_DATA")
    if own:
        if not Path(own).is_dir():
            raise NoSuchFolder(
                f"GRADER_DATA={own} is not a folder: name one that holds the raw files, or unset it"
            )
        yield Path(own)
    yield cache()


def _search(dataset: DataSet, raw: RawFile) -> Path | None:
    """Return the first file that is recognised, or None if there is none that could be meant."""
    strangers = []
    for folder in _folders():
        for path in sorted((folder / dataset.folder).glob(raw.pattern or raw.name)):
            found = raw.fingerprint(path)
            if found == raw.sha256:
                return path
            if found:
                strangers.append((path, found))
    if strangers:
        path, found = strangers[0]
        raise Damaged(
            f"{path} is not the {raw.name} that we know: its sha256 begins {found[:8]}, expected {raw.sha256[:8]}; "
            "remove it, or put the right one in its place"
        )
    return None


def _three_ways(dataset: DataSet, reason: str) -> str:
    names = ", ".join(raw.name for raw in dataset.files)
    return (
        f"{dataset.title} is not on this machine{reason}: let GRADER_DATA name a folder with {names} in "
        f"{dataset.folder}/, or put them into {cache() / dataset.folder}, "
        f"or run `make data NAME={dataset.name}` where there is a network"
    )
