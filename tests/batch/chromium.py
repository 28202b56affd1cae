"""A real browser, driven over a pipe by the DevTools protocol: real clicks and keys, other media, other widths."""

import json
import os
import subprocess
from contextlib import contextmanager

FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --hide-scrollbars --remote-debugging-pipe"
)


class Tab:
    """One tab. `requests` are the addresses that it asked for, `complaints` what the browser logged about the page."""

    def __init__(self, writes, reads):
        self._writes, self._reads = writes, reads
        self._rest, self._last, self._session = b"", 0, None
        self.requests, self.complaints, self._loaded = [], [], False
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Network", "Log", "Runtime"):
            self.call(f"{domain}.enable")

    def call(self, method, **params):
        """Return what the browser answers to one command."""
        self._last += 1
        message = {"id": self._last, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._writes, json.dumps(message).encode() + b"\0")
        while (answer := self._next()).get("id") != self._last:
            pass
        assert "error" not in answer, f"{method}: {answer['error']['message']}"
        return answer["result"]

    def open(self, path, width=1280, height=900, scheme="light", media="", scripts=True):
        """Open a file in a window of this width, in these colours, for this medium."""
        self.call("Emulation.setScriptExecutionDisabled", value=not scripts)
        self.see(width, height, scheme, media)
        self.requests.clear()
        self.complaints.clear()
        self._loaded = False
        self.call("Page.navigate", url=path.as_uri())
        self.wait_for_load()

    def see(self, width=1280, height=900, scheme="light", media=""):
        """Change the window, the colours or the medium."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.call("Emulation.setDeviceMetricsOverride", **size)
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.call("Emulation.setEmulatedMedia", media=media, features=features)

    def wait_for_load(self):
        """Return when the page is there with everything that it asked for."""
        while not self._loaded:
            self._next()
        self._loaded = False

    def run(self, expression):
        """Return the value of an expression in the page; the page's own policy does not hold for it."""
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def press(self, key, text=""):
        """Press a key and let it go."""
        codes = {"Tab": 9, "Enter": 13, " ": 32}
        for kind in ("keyDown", "keyUp"):
            event = {"type": kind, "key": key, "windowsVirtualKeyCode": codes[key]}
            self.call(
                "Input.dispatchKeyEvent", **event, **({"text": text} if text and kind == "keyDown" else {})
            )

    def _next(self):
        while b"\0" not in self._rest:
            piece = os.read(self._reads, 1 << 20)
            assert piece, "the browser has gone"
            self._rest += piece
        frame, _, self._rest = self._rest.partition(b"\0")
        message = json.loads(frame)
        method, params = message.get("method"), message.get("params", {})
        if method == "Page.loadEventFired":
            self._loaded = True
        elif method == "Network.requestWillBeSent":
            self.requests.append(params["request"]["url"])
        elif method == "Log.entryAdded":
            self.complaints.append(params["entry"]["text"])
        elif method == "Runtime.exceptionThrown":
            self.complaints.append(params["exceptionDetails"]["text"])
        return message


@contextmanager
def browser(folder):
    """Yield a tab of a browser whose profile is in a folder; it ends with the block."""
    asks, writes = os.pipe()
    reads, answers = os.pipe()
    command = f"exec chromium {FLAGS} --user-data-dir={folder}/profile 3<&{asks} 4>&{answers}"
    process = subprocess.Popen(
        ["bash", "-c", command],
        pass_fds=(asks, answers),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(asks)
    os.close(answers)
    try:
        yield Tab(writes, reads)
    finally:
        os.close(writes)  # the browser ends when nobody can ask any more
        os.close(reads)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
