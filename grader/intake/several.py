"""Several files that make up one submission and do not lie in a folder of their own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from grader.intake.folder import file_content
from grader.intake.listing import Listing, is_code, is_passed_over


def several_listing(files: Mapping[str, Path]) -> Listing:
    """Return the listing of a folder in which these files would lie by these names."""
    names = sorted(name for name in files if not is_passed_over(name))
    code = [name for name in names if is_code(name)]
    return Listing(
        code,
        [name for name in names if name not in code],
        [],
        [],
        lambda name: file_content(files[name], name),
    )
