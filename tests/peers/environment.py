"""Other graders from PyPI, at fixed versions, in a virtual environment of their own: made on first use, then kept."""

import argparse
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np

PINS = {
    "gradescope-utils": "0.5.0",
    "ipykernel": "7.4.0",  # otter-grader runs a submission in a Jupyter kernel, and leaves the choice of one open
    "otter-grader": "7.0.0",
    "pytest": "9.2.0",
}
_STAMP = ".made-from"


class Environment(NamedTuple):
    """Where the others are. `versions` are theirs, Python's and NumPy's."""

    folder: Path
    versions: dict[str, str]

    @property
    def python(self) -> str:
        """The interpreter: the same Python as ours, with the same NumPy."""
        return str(self.folder / "bin" / "python")


def usual_folder() -> Path:
    """Return where the environment is kept if nobody says otherwise."""
    return Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser() / "backprop-grader" / "peers"


def add_option(parser: argparse.ArgumentParser) -> None:
    """Let the command line say where the environment is."""
    folder = usual_folder()
    parser.add_argument(
        "--env",
        type=Path,
        default=folder,
        metavar="DIR",
        help=f"where other graders are installed ({folder})",
    )


def versions() -> dict[str, str]:
    """Return what an environment of today holds, by name."""
    return {"python": "{}.{}.{}".format(*sys.version_info), "numpy": np.__version__, **PINS}


def prepare(folder: Path) -> Environment:
    """Return the environment in this folder, made anew unless it is there and current."""
    wanted = versions()
    made_from = "".join(f"{name} {version}\n" for name, version in wanted.items())
    stamp = folder / _STAMP
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != made_from:
        if folder.exists() and any(folder.iterdir()) and not (folder / "pyvenv.cfg").exists():
            raise SystemExit(f"{folder} is not empty and no virtual environment: name another folder.")
        sys.stderr.write(f"Installing other graders into {folder} (once; about 600 MB) …\n")
        stamp.unlink(missing_ok=True)
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)
        packages = [f"{name}=={version}" for name, version in wanted.items() if name != "python"]
        pip = [
            str(folder / "bin" / "python"),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
        ]
        subprocess.run([*pip, *packages], check=True)
        stamp.write_text(made_from, encoding="utf-8")
    return Environment(folder.absolute(), wanted)
