"""The entries: complete, and each with its line in datasets/README.md."""

import re
from pathlib import Path

import pytest

from datasets import registry

README = (Path(registry.__file__).parent / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", registry.DATASETS)
def test_an_entry_is_complete_and_in_the_readme(name):
    entry = registry.find(name)

    assert entry.name == name
    assert entry.source
    assert entry.licence in README
    assert f"`{name}`" in README
    assert f"`{entry.folder}/`" in README
    for raw in entry.files:
        assert f"`{raw.name}`" in README
        assert raw.size > 0
        assert re.fullmatch("[0-9a-f]{64}", raw.sha256)
        assert raw.addresses
        assert all(address.startswith(("https://", "http://")) for address in raw.addresses)


def test_no_two_raw_files_are_the_same():
    files = [(entry.folder, raw) for entry in registry.DATASETS.values() for raw in entry.files]

    assert len({(folder, raw.name) for folder, raw in files}) == len(files)
    assert len({raw.sha256 for _, raw in files}) == len(files)
