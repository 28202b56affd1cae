"""Fetch one raw file into the cache, whole and recognised, or not at all."""

from __future__ import annotations

import logging
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from datasets.progress import Bar
from datasets.registry import RawFile

_CONNECT_SECONDS, _SILENCE_SECONDS = 10, 60
_BLOCK_BYTES = 1 << 16


class NotFetched(Exception):
    """No address gave the file; the text says what each of them did."""


def fetch(raw: RawFile, folder: Path) -> Path:
    """Return the file in `folder`, fetched from the first of its addresses that gives the right one.

    Raises:
        NotFetched: if none does; the folder holds no part of the file then.
    """
    reasons = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # Beside its place, so that one rename brings it there.
        with tempfile.TemporaryDirectory(dir=folder, prefix=".unfinished-") as unfinished:
            for address in raw.addresses:
                try:
                    arrived = _retrieve(address, raw, Path(unfinished))
                except (OSError, ValueError) as error:
                    reasons.append(f"{urlsplit(address).hostname}: {_in_short(error)}")
                    continue
                found = raw.fingerprint(arrived)
                if found == raw.sha256:
                    return arrived.replace(folder / raw.name)
                # pooch would take it for the answer of the next address.
                arrived.unlink()
                reasons.append(f"{urlsplit(address).hostname}: another file, {_difference(found, raw)}")
    except ImportError:
        reasons = ["the package pooch is not installed"]
    except OSError as error:
        reasons = [f"{folder}: {error.strerror}"]
    raise NotFetched("; ".join(reasons))


def _retrieve(address: str, raw: RawFile, folder: Path) -> Path:
    # Only here: everything but a download works with NumPy alone.
    import pooch  # type: ignore[import-untyped]

    pooch.get_logger().setLevel(logging.WARNING)
    bar = Bar(raw.name, raw.size)
    downloader = pooch.HTTPDownloader(
        progressbar=bar, chunk_size=_BLOCK_BYTES, timeout=(_CONNECT_SECONDS, _SILENCE_SECONDS)
    )
    try:
        # No hash for pooch: it knows those of bytes, and we also have those of contents.
        return Path(pooch.retrieve(address, None, fname=raw.name, path=folder, downloader=downloader))
    finally:
        bar.close()


def _in_short(error: Exception) -> str:
    response = getattr(error, "response", None)
    if response is not None:
        return f"answered {response.status_code}"
    return "cannot be reached, or broke off" if type(error).__module__.startswith("requests") else str(error)


def _difference(found: str, raw: RawFile) -> str:
    return (
        f"its sha256 begins {found[:8]}, expected {raw.sha256[:8]}" if found else "with nothing of this in it"
    )
