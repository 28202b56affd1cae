"""The process inside the sandbox. `python -I -S -B worker.py '{…}'`; frames go in on stdin and out on stdout.

The argument is JSON: warm (whether to be a keeper: then stdin is its socket, and the rest may come anew with each
START), user (number or null: whom to become), packages (the folder that holds NumPy), extra (the
packages to import beside it), beside (the folders and files in which those and what they require lie), scratch (a
private folder to write in), by_descriptor (reach folders through descriptors, because the user to become may
not pass the folders above them), user_namespace (whether to make one), landlock (whether to ask the kernel to close
the file system), alone (whether every process that this one may signal belongs to this submission), spare_processes
(how many the user has).
See the docstring of this package for the conversation.
"""

from __future__ import annotations

import json
import os
import sys
from types import ModuleType
from typing import Any

FOLDER = os.path.dirname(os.path.abspath(__file__))


def main() -> None:
    """Boot, and be the worker of one submission, or the keeper that makes one for each (see keeper)."""
    config = json.loads(sys.argv[1])
    _forget_fork_hooks()
    _set_paths(config)
    # These come from folders that are in reach only after the line above.
    from grader.inside import serve  # noqa: F401 (before any fork: it is loaded once for all)

    requests, replies = _private_pipes()
    if config["extra"] and (trouble := _import_packages(config)):
        os.write(replies, b"LACKS " + trouble.encode("ascii", "replace") + b"\n")
        return
    if config["warm"]:
        from grader.inside import keeper

        keeper.keep(requests, replies, config, _begin)
    else:
        _begin(config, requests, replies)


def _begin(config: dict[str, Any], requests: int, replies: int) -> None:
    """Give up all rights, and serve one request."""
    from grader.inside import confine, seccomp, serve

    if config["extra"]:
        # PyTorch looks for a folder to write in, and here is no other. Whoever has looked already is to look again.
        os.environ["TMPDIR"] = config["scratch"]
        if "tempfile" in sys.modules:
            sys.modules["tempfile"].__dict__["tempdir"] = None
    if config["user"] is not None:
        confine.become(config["user"])
    if config["user_namespace"]:
        confine.leave_user_namespace()
    confine.drop_capabilities()
    confine.stay_inside()
    if config["by_descriptor"]:
        confine.show_own_descriptors()
    elif config["alone"]:
        # Not where we are the supervisor's own user: it finds what a submission leaves behind by its environment.
        confine.hide_memory()
    filters = config["seccomp"] = seccomp.forbid_system_calls()
    closed = config["landlock"] and confine.see_only(
        [*sys.path, *_packages(config), "/lib", "/lib64", "/usr/lib", "/etc/ld.so.cache", "/dev/urandom"],
        [config["scratch"], "/dev/null"],
    )
    os.chdir(config["scratch"])
    # One plain line, so that the sandbox room can tell a good start without knowing the wire.
    os.write(replies, b"READY" + b" seccomp" * filters + b" landlock" * bool(closed) + b"\n")
    serve.serve(requests, replies, config)


def _forget_fork_hooks() -> None:
    """Have no module of the standard library run code of its own in each child, which costs more than the fork.

    `threading` would look for lost threads, and `random` reseed itself, though no check may depend on its order.
    """
    os.register_at_fork = _ignore


def _ignore(**_: object) -> None:
    pass


def _set_paths(config: dict[str, Any]) -> None:
    """Make the standard library, NumPy and grader.inside importable, and nothing else."""
    if config["by_descriptor"]:
        _reach_by_descriptor(config)
    # `grader` is an empty name here: there is no folder of it in which student code could look around.
    package = ModuleType("grader")
    package.__path__ = []
    inside = ModuleType("grader.inside")
    inside.__path__ = [FOLDER]
    sys.modules.update({"grader": package, "grader.inside": inside})
    sys.path[:] = [path for path in sys.path if path != FOLDER]
    sys.path.append(str(config["packages"]))
    import numpy as np
    import numpy.random

    np.ones((2, 2)) @ np.ones((2, 2))
    # From here on NumPy finds its own parts through its package; its neighbours must not be importable.
    sys.path.remove(str(config["packages"]))


def _reach_by_descriptor(config: dict[str, Any]) -> None:
    """Replace the folders of the interpreter and of NumPy by descriptors that stay open."""
    opened: dict[str, str] = {}
    folders = [path for path in sys.path if os.path.isdir(path)]
    for path in [*folders, str(config["packages"]), *map(os.path.dirname, config["beside"])]:
        if path not in opened:
            opened[path] = f"/proc/self/fd/{os.open(path, os.O_PATH | os.O_DIRECTORY)}"
    sys.path[:] = [opened[path] for path in sys.path if path in opened]
    config["packages"] = opened[str(config["packages"])]
    config["beside"] = [_through(path, opened) for path in config["beside"]]
    for module in list(sys.modules.values()):
        places = getattr(module, "__path__", None)
        if isinstance(places, list):
            module.__path__ = [_through(place, opened) for place in places]
    sys.path_importer_cache.clear()


def _through(place: str, opened: dict[str, str]) -> str:
    for path in sorted(opened, key=len, reverse=True):
        if place.startswith(path + os.sep):
            return opened[path] + place[len(path) :]
    return place


def _packages(config: dict[str, Any]) -> list[str]:
    """Return where NumPy and the packages beside it lie: not the folder around them, which holds others, too."""
    numpy = [os.path.join(str(config["packages"]), name) for name in ("numpy", "numpy.libs")]
    return [*numpy, *config["beside"]]


def _import_packages(config: dict[str, Any]) -> str:
    """Import what the submission may import beside NumPy; return what is the matter, or nothing."""
    from grader.inside import packages

    # PyTorch starts a thread for each graphics card, and cannot be forked then.
    os.environ["CUDA_VISIBLE_DEVICES"] = ""
    os.environ["TMPDIR"] = config["scratch"]
    return packages.load(config["extra"], config["beside"])


def _private_pipes() -> tuple[int, int]:
    """Move the two pipes away from stdin and stdout, where student code would read and print."""
    requests, replies = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1):
        os.dup2(nothing, descriptor)
    os.close(nothing)
    return requests, replies


if __name__ == "__main__":
    main()
