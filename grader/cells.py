"""Notebooks in the format 4.5: made of cells, and the same byte for byte each time."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from typing import Any, TypeAlias

import msgspec

Cell: TypeAlias = dict[str, Any]


def notebook(cells: Sequence[Cell]) -> bytes:
    """Return the notebook of these cells, for Python."""
    content = {
        "cells": [{"id": _id(number, cell), **cell} for number, cell in enumerate(cells)],
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return msgspec.json.format(msgspec.json.encode(content), indent=1) + b"\n"


def text(markdown: str) -> Cell:
    """Return a cell of Markdown."""
    return {"cell_type": "markdown", "metadata": {}, "source": _lines(markdown)}


def code(source: str, png: bytes = b"") -> Cell:
    """Return a cell of Python; with a picture, folded, as if it had been run and had shown that."""
    shown = {"image/png": base64.b64encode(png).decode(), "text/plain": "<Figure>"}
    outputs = [{"output_type": "display_data", "data": shown, "metadata": {}}]
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": {"jupyter": {"source_hidden": True}} if png else {},
        "outputs": outputs if png else [],
        "source": _lines(source),
    }


def _lines(source: str) -> list[str]:
    return source.splitlines(keepends=True)


def _id(number: int, cell: Cell) -> str:
    """Return an id that stays the same as long as the cell does."""
    return hashlib.sha256(f"{number} {''.join(cell['source'])}".encode()).hexdigest()[:12]
