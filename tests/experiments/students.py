"""What students hand in for the tiny homework: each with what is said of it."""

from tests.experiments import tiny

INIT = "class Scale:\n    def __init__(self, factor):\n        self.factor = factor\n\n    def forward(self, x):\n"

# What forward does -> what is said of each run, after the run and its epoch.
TROUBLES = {
    "raises": (
        "        raise ValueError('no <b>luck</b>')\n",
        "raised ValueError at scale.py:6 in Scale.forward: no <b>luck</b>",
    ),
    "hangs": (
        "        while True: pass\n",
        "did not finish within {first} s; it was at scale.py:6 in Scale.forward: is there an endless loop?",
    ),
    "hangs_deaf": (
        "        while True:\n            try:\n                while True:\n                    pass\n"
        "            except BaseException:\n                continue\n",
        "did not finish within {first} s: is there an endless loop?",
    ),
    "exits": ("        import os\n        os._exit(3)\n", "crashed: it ended the process that trains"),
    "quits": (
        "        raise SystemExit\n",
        "called sys.exit at scale.py:6 in Scale.forward: leave that call out",
    ),
    "eats": (
        "        self.eaten = [bytearray(2**26) for _ in range(100)]\n",
        "ran out of memory at scale.py:6 in Scale.forward",
    ),
    "returns_nothing": ("        self.x = x\n", None),
    "not_done": ("        raise NotImplementedError('Scale.forward')\n", "not implemented: Scale.forward"),
}


def file(folder, body):
    """Write a student's scale.py whose forward has this body, and return its path."""
    return tiny.submission(folder, INIT + body)
