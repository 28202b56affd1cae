"""`data`: fetch data sets, and write them as the files that the courses gave out."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import datasets
from datasets import convert
from grader import output
from grader.commands import Screen
from grader.errors import GraderError, UsageError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `data`."""
    parser.add_argument(
        "--name", metavar="NAME", help=f"{', '.join(datasets.DATASETS)}; all of them without this option"
    )
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="also write them there, as the courses' scripts load them"
    )
    parser.add_argument(
        "--stand-in", action="store_true", help="write what stands in for them, and ask no network"
    )


def run(arguments: argparse.Namespace, screen: Screen) -> Iterator[str]:
    """Yield what there is of each data set and each file that is written; raise at the end what is not to be had."""
    if arguments.name not in (None, *datasets.DATASETS):
        raise UsageError(f"NAME={arguments.name} is unknown: it is one of {', '.join(datasets.DATASETS)}")
    if arguments.stand_in and arguments.out is None:
        raise UsageError("OUT is missing: name the folder for the stand-ins (make data STAND_IN=1 OUT=dir)")
    if arguments.out is not None:
        output.prepare(arguments.out)
    refused = []
    for name in [arguments.name] if arguments.name else datasets.DATASETS:
        try:
            data = datasets.stand_in(name) if arguments.stand_in else datasets.load(name)
        except datasets.DataError as error:
            refused.append(str(error))
            continue
        yield _sentence(data)
        if arguments.out is not None:
            for path in convert.write(data, arguments.out):
                yield f"  wrote {path}"
    if refused:
        raise GraderError("\n".join(refused))


def _sentence(data: datasets.Data) -> str:
    size = f"{data.title}: {len(data.Xtrain)} rows to train, {len(data.Xtest)} to test, {data.Xtrain.shape[1]} wide"
    if data.is_stand_in:
        return size
    folders = sorted({str(path.parent) for path in data.files})
    return f"{size}; in {' and '.join(folders)}; {datasets.DATASETS[data.name].licence}"
