"""Stand-ins swallow what a plotting script does, and nothing more."""

import subprocess
import sys

import pytest

from grader.inside.standins import Inert, StandInFinder


def test_only_declared_modules_and_what_is_below_them_are_found():
    finder = StandInFinder(["matplotlib"])

    assert finder.find_spec("matplotlib") is not None
    assert finder.find_spec("matplotlib.pyplot") is not None
    assert finder.find_spec("torch") is None


def test_a_plotting_script_runs_to_its_end():
    script = (
        "from grader.inside.standins import install; install(['nowhere'])\n"
        "import nowhere, nowhere.pyplot as plt\nfrom nowhere import cm, colors\n"
        "figure, (left, right) = plt.subplots(1, 2)\n"
        "left.plot([1, 2], label='a')[0].set_color('k')\n"
        "with plt.style.context('dark'): figure.savefig('x.png')\n"
        "print([step for step in nowhere.progress([1, 2, 3])])\n"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)

    assert (run.stdout, run.stderr) == ("[1, 2, 3]\n", "")


def test_protocols_are_not_pretended():
    with pytest.raises(AttributeError):
        Inert().__array__  # noqa: B018
