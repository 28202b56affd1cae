"""The weakest backend: limits on time, memory, processes and file size, and no wall. Reports say so."""

from __future__ import annotations

import os
import tempfile

from grader.sandbox.process import Launch, end_marked, tasks_of_user
from grader.sandbox.runtime import Runtime

NAME = "bare"
PROTECTION = "no isolation, limits only"


def launch(runtime: Runtime) -> Launch:
    """Return how to start the worker as ourselves."""
    scratch = tempfile.mkdtemp(prefix="grader-")
    config: dict[str, object] = {
        "warm": False,
        "user": None,
        "packages": runtime.packages,
        "extra": runtime.extra,
        "beside": runtime.beside,
        "scratch": scratch,
        "by_descriptor": False,
        "user_namespace": False,
        "landlock": True,
        "alone": False,
        "spare_processes": tasks_of_user(os.getuid()),
    }
    command = (runtime.interpreter, "-I", "-S", "-B", os.path.join(runtime.inside, "worker.py"))
    return Launch(NAME, command, config, scratch, token=os.urandom(16).hex(), end=end_marked)
