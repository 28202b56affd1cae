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


@pytest.mark.parametrize(
    "line",
    [
        "plt.rcParams['figure.figsize'] = (8, 6)",
        "del plt.rcParams['figure.figsize']",
        "print(nowhere.__version__)",
        "print(f'{plt.progress(total=3).n:.2f}')",
        "class Picture(plt.Figure): pass\nPicture().show()",
        "left = 1 + plt.a * 2 - plt.b / 3; left > 0; -left; 2 ** left",
        "'x' in plt.style.available, len(plt.get_cmap('x')), int(plt.n), float(plt.n), str(plt.n), bool(plt.n)",
        "table = nowhere.DataFrame({'a': [1]}); table['b'] = 3; table.loc[0, 'a'] = table['a'].mean() or 1",
        "for axis in plt.subplots()[1].flat: axis.set_title('a')",
    ],
)
def test_lines_of_a_plotting_script_do_nothing_quietly(line):
    script = "from grader.inside.standins import install; install(['nowhere'])\nimport nowhere, nowhere.plt as plt\n"

    run = subprocess.run([sys.executable, "-c", script + line], capture_output=True, text=True, check=False)

    assert run.stderr == ""


def test_protocols_are_not_pretended():
    with pytest.raises(AttributeError):
        Inert().__array__  # noqa: B018
