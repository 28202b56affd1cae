"""A machine without data: an empty cache, no GRADER_DATA, no network but our own; and one tiny data set, `tiny`."""

import hashlib
import socket
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import SimpleNamespace

import numpy as np
import pytest

from datasets import idx, registry
from datasets.arrays import images
from datasets.registry import DataSet, RawFile
from tests.datasets import fabricated

PICTURES = np.arange(2 * 3 * 3).reshape(2, 3, 3)
FILES = {
    "train-images.gz": fabricated.idx(PICTURES),
    "train-labels.gz": fabricated.idx(np.array([4, 9])),
    "test-images.gz": fabricated.idx(PICTURES[:1] + 100),
    "test-labels.gz": fabricated.idx(np.array([7])),
}


@pytest.fixture(autouse=True)
def bare_machine(tmp_path, monkeypatch):
    """Nothing is here, and nobody outside of this machine is asked for it."""
    connect = socket.socket.connect

    def connect_at_home(self, address):
        assert address[0] == "127.0.0.1", f"a test asked the network for {address}"
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect_at_home)
    monkeypatch.delenv("GRADER_DATA", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("NO_PROXY", "*")


@pytest.fixture
def folder(tmp_path):
    """Where the files of `tiny` are kept in the cache."""
    return tmp_path / "cache" / "backprop-grader" / "tiny"


@pytest.fixture
def server():
    """A server on this machine: it gives `files` by path, or only `part` of one."""
    given = SimpleNamespace(files={}, part={}, asked=[])

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            given.asked.append(self.path)
            content = given.files.get(self.path)
            if content is None:
                self.send_error(404)
                return
            self.send_response(200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content[: given.part.get(self.path)])

        def log_message(self, *arguments):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening:
        Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01}).start()
        given.address = f"http://127.0.0.1:{listening.server_port}"
        yield given
        listening.shutdown()


@pytest.fixture
def tiny(server, monkeypatch):
    """Register a data set of two rows and one, which the server gives."""
    server.files |= {f"/{name}": content for name, content in FILES.items()}
    dataset = DataSet(
        name="tiny",
        title="Tiny pictures",
        folder="tiny",
        files=tuple(
            RawFile(name, (f"{server.address}/{name}",), len(content), hashlib.sha256(content).hexdigest())
            for name, content in FILES.items()
        ),
        shapes=((2, 9), (2,), (1, 9), (1,)),
        source="the tests",
        licence="none",
        read=idx.arrays,
        stand_in=lambda: images(0 * PICTURES, np.zeros(2), 0 * PICTURES[:1], np.zeros(1)),
    )
    monkeypatch.setitem(registry.DATASETS, "tiny", dataset)
    return dataset
