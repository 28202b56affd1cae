"""A worker that has NumPy and runs no submission itself: for each it makes a fork, which begins where it stands.

The supervisor speaks to it through a socket that no fork keeps: with START come the two pipes of one conversation, and
what this submission has to itself; END ends all that this submission is, and is answered when nothing of it is left.
The keeper reads nothing that a submission wrote, and holds nothing of any: requests and answers go through the pipes,
which it closes when the fork has them. So what a submission finds is what the keeper was when it got ready.
"""

from __future__ import annotations

import _socket
import array
import gc
import json
import os
import random
from collections.abc import Callable
from typing import Any

import numpy as np

from grader.inside import confine, namespaces, seccomp
from grader.inside.strays import end_strays

END = b"END"
_MESSAGE_BYTES = 2**16
_DESCRIPTOR = array.array("i").itemsize


def keep(
    control: int, said: int, config: dict[str, Any], begin: Callable[[dict[str, Any], int, int], None]
) -> None:
    """Start a submission when we are told to, and end it when we are told to, until nobody tells us anything."""
    if not seccomp.is_supported():
        os.write(said, b"COLD no filter of system calls is known for this processor\n")
        return
    if _has_shared_memory():
        os.write(said, b"COLD what was imported holds memory that all submissions would share\n")
        return
    # Orphans of a submission come to us. In `user` it has a number of its own, and we have not: it cannot reach us. In
    # bubblewrap it cannot even see us.
    confine.stay_inside()
    confine.hide_memory()
    # What is here now is the same for all: the collectors of forks need not go through it, and copy its pages.
    gc.collect()
    gc.freeze()
    socket = _socket.socket(fileno=control)
    fork = namespaces.fork if config["fresh"] else os.fork
    os.write(said, b"READY\n")
    while True:
        message, descriptors = _receive(socket)
        if not message:
            return
        if message == END:
            end_strays(alone=False)
            os.write(said, b"ENDED\n")
        elif fork() == 0:
            try:
                socket.close()
                os.close(said)
                _begin({**config, **json.loads(message)}, descriptors, begin)
            except Exception as error:
                # Our own trouble, for the supervisor to read: a submission's output goes elsewhere by then.
                os.write(2, f"{type(error).__name__}: {error}\n".encode("utf-8", "replace"))
            finally:
                os._exit(0)
        for descriptor in descriptors:
            os.close(descriptor)


def _begin(
    config: dict[str, Any], descriptors: list[int], begin: Callable[[dict[str, Any], int, int], None]
) -> None:
    """Be the worker of one submission."""
    confine.die_with_parent()
    # A signal to a group of processes, or a priority for it, goes through the walls of a namespace.
    os.setsid()
    if config["fresh"]:
        namespaces.enclose(config["fresh"], config["fresh_bytes"])
        os.setsid()
    # A worker that has just started draws from the system: no two submissions get the same numbers.
    random.seed()
    np.random.seed()
    requests, replies = descriptors
    begin(config, requests, replies)


def _has_shared_memory() -> bool:
    """Return whether some memory of this process would be the same in a fork, and not a copy."""
    with open("/proc/self/maps", encoding="utf-8", errors="replace") as file:
        return any("w" in rights and "s" in rights for rights in (line.split()[1] for line in file))


def _receive(socket: _socket.socket) -> tuple[bytes, list[int]]:
    """Return the next message, and the descriptors that came with it; nothing at the end."""
    message, ancillary, _, _ = socket.recvmsg(_MESSAGE_BYTES, _socket.CMSG_SPACE(2 * _DESCRIPTOR))
    descriptors = array.array("i")
    for _, _, data in ancillary:
        descriptors.frombytes(data[: len(data) - len(data) % _DESCRIPTOR])
    return message, list(descriptors)
