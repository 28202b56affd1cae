"""Packages beside NumPy are in the box if they are asked for: they, what they require, and nothing else.

A small zoo stands in for PyTorch: it requires `zebra-lib`, which is one file of another name, and has a neighbour,
`lion`, that nobody asked for.
"""

import importlib
import os
import sys
from pathlib import Path

import numpy as np
import pytest

from grader.inside.packages import Beside
from grader.observe import observe
from grader.records import Observation, Outcome
from grader.sandbox import bubblewrap, runtime
from grader.sandbox.choose import Sandbox
from grader.sandbox.packages import extended
from grader.sandbox.process import PackageError
from tests import boxed
from tests.conftest import lacks_landlock

INSTALLED = {
    "zoo/__init__.py": "import zebra_stripes\n",
    "zoo/late.py": "import zebra_stripes\n\nFACTOR = zebra_stripes.FACTOR\n",
    "zoo-1.dist-info/METADATA": (
        "Metadata-Version: 2.1\nName: zoo\nVersion: 1\n"
        'Requires-Dist: Zebra_Lib>=1; python_version > "3"\n'
        "Requires-Dist: numpy\n"
        "Requires-Dist: unicorn\n"
        'Requires-Dist: lion; extra == "dangerous"\n'
    ),
    "zoo-1.dist-info/RECORD": "zoo/__init__.py,,\nzoo/late.py,,\nzoo-1.dist-info/METADATA,,\n../../../bin/zoo,,\n",
    "zebra_stripes.py": "FACTOR = 2\n",
    "zebra_lib-1.dist-info/METADATA": "Metadata-Version: 2.1\nName: zebra-lib\nVersion: 1\n",
    "zebra_lib-1.dist-info/RECORD": "zebra_stripes.py,,\n__pycache__/zebra_stripes.cpython-311.pyc,,\nzebra.pth,,\n",
    "lion.py": "FACTOR = 2\n",
    "lion-1.dist-info/METADATA": "Metadata-Version: 2.1\nName: lion\nVersion: 1\n",
    "lion-1.dist-info/RECORD": "lion.py,,\n",
    "broken/__init__.py": "raise OSError('libmissing.so.1 is not there')\n",
}


class ExtraSandbox(Sandbox):
    """A sandbox each box of which has these packages beside NumPy."""

    def __init__(self, choice: str, *names: str) -> None:
        super().__init__(choice)
        self.names = names

    def box(self, extra=()):
        return super().box(self.names)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of packages that the interpreter finds."""
    folder = tmp_path / "site"
    for name, text in INSTALLED.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    monkeypatch.setattr(sys, "path", [*sys.path, str(folder)])
    importlib.invalidate_caches()
    return folder


def tried(backend: str, body: str, *names: str, before: str = "", **others: str) -> Observation:
    """Return what is observed of a check whose function has this body, in a box with these packages."""
    source = f"{boxed.DOUBLE}{before}\ndef tried(x):\n    {body}\n"
    with ExtraSandbox(backend, *names) as sandbox:
        submission = boxed.submission(source, **others)
        return list(observe(boxed.assignment(), submission, boxed.GIVEN, sandbox))[1]


def doubled(seen: Observation) -> bool:
    return seen.outcome is Outcome.RETURNED and np.array_equal(seen.quantities["y"], [0, 2, 4])


def test_a_package_is_found_without_being_imported(site):
    assert runtime.has("zoo")
    assert "zoo" not in sys.modules


def test_an_absent_package_and_a_folder_that_merely_bears_its_name_are_not_found(site):
    (site / "unicorn").mkdir()

    assert not runtime.has("unicorn")
    assert not runtime.has("griffin")


def test_a_package_brings_what_it_requires_and_no_neighbour(site):
    found = extended(runtime.find(), ("zoo",))

    assert found.extra == ("zoo",)
    assert found.beside == (str(site / "zoo"), str(site / "zebra_stripes.py"))


@pytest.mark.parametrize("backend", boxed.BACKENDS)
def test_a_submission_can_import_a_package_that_was_asked_for(site, backend):
    assert doubled(tried(backend, "return zoo.zebra_stripes.FACTOR * x", "zoo", before="import zoo"))


@pytest.mark.parametrize("backend", boxed.BACKENDS)
def test_a_package_can_import_more_of_itself_when_all_rights_are_given_up(site, backend):
    assert doubled(tried(backend, "import zoo.late; return zoo.late.FACTOR * x", "zoo"))


@pytest.mark.parametrize("backend", boxed.BACKENDS)
def test_a_package_that_was_not_asked_for_cannot_be_imported(site, backend):
    seen = tried(backend, "import zoo")

    assert seen.exception == ("ModuleNotFoundError", "No module named 'zoo'")


@pytest.mark.parametrize("backend", boxed.BACKENDS)
def test_a_neighbour_of_the_package_cannot_be_imported(site, backend):
    seen = tried(backend, "import lion", "zoo")

    assert seen.exception == ("ModuleNotFoundError", "No module named 'lion'")


@pytest.mark.parametrize("backend", boxed.BACKENDS)
@pytest.mark.parametrize("names", [(), ("zoo",)])
@pytest.mark.parametrize(
    "look",
    [
        "open({lion!r})",
        "import os; os.listdir({site!r})",
        "import os, numpy; os.listdir(os.path.dirname(os.path.dirname(numpy.__file__)) + '/' + {pytest!r})",
    ],
)
def test_neighbours_are_out_of_sight(site, backend, names, look):
    """The last one is a neighbour of NumPy itself."""
    if backend != "bubblewrap" and (reason := lacks_landlock()):
        pytest.skip(f"{reason}: files that others may read stay readable")

    seen = tried(backend, look.format(lion=str(site / "lion.py"), site=str(site), pytest="_pytest"), *names)

    assert seen.exception[0] in ("FileNotFoundError", "PermissionError")


@pytest.mark.parametrize("backend", boxed.BACKENDS)
def test_a_submitted_file_is_never_taken_for_what_a_package_requires(site, backend):
    seen = tried(
        backend,
        "import zebra_stripes; return zebra_stripes.FACTOR * x",
        "zoo",
        before="import zoo",
        zebra_stripes="FACTOR = 3\n",
    )

    assert doubled(seen)


def test_a_box_without_packages_does_not_even_load_what_would_import_them(site):
    assert doubled(tried("bare", "import sys; return (2 - ('grader.inside.packages' in sys.modules)) * x"))


def test_a_package_that_is_not_installed_is_told_so_before_anything_starts():
    with Sandbox("auto") as sandbox, pytest.raises(PackageError) as caught:
        sandbox.box(("griffin",))

    assert str(caught.value) == "griffin is not installed"


@pytest.mark.needs_bubblewrap
def test_a_package_that_cannot_be_imported_is_told_so_and_no_weaker_sandbox_is_taken(site):
    with Sandbox("auto") as sandbox:
        with pytest.raises(PackageError) as caught:
            sandbox.box(("broken",))

        assert str(caught.value) == (
            "bubblewrap: broken cannot be imported: OSError: libmissing.so.1 is not there"
        )
        assert sandbox.backend == bubblewrap.NAME


def test_a_box_that_boots_with_other_packages_is_ended_and_another_one_started(site):
    with Sandbox("bare") as sandbox:
        sandbox.start()
        first = sandbox._box
        second = sandbox.box(("zoo",))

        assert first._process.returncode is not None
        assert second is not first
        assert sandbox.protection.endswith(", zoo in reach")


def test_a_folder_without_an_initial_file_and_one_that_holds_no_code_are_told_apart(tmp_path):
    (tmp_path / "plain").mkdir()
    (tmp_path / "notes.txt").write_text("no code")
    finder = Beside([str(tmp_path / "plain"), str(tmp_path / "notes.txt")])

    assert list(finder.find_spec("plain").submodule_search_locations) == [str(tmp_path / "plain")]
    assert finder.find_spec("notes") is None


TORCH = """
import torch

class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = torch.nn.Linear(3, 2)

def trained(x):
    net = Net()
    before = net.linear.weight.detach().clone()
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    loss = torch.nn.functional.cross_entropy(net.linear(torch.tensor(x).float()[None]), torch.tensor([1]))
    loss.backward()
    optimizer.step()
    moved = bool((net.linear.weight - before).abs().sum() > 0)
    return (2 if moved and torch.get_num_threads() == 1 else 0) * x
"""
needs_torch = pytest.mark.skipif(not runtime.has("torch"), reason="PyTorch is not installed")


@needs_torch
def test_a_worker_that_has_imported_pytorch_has_one_thread_and_can_fork():
    with Sandbox("bare") as sandbox:
        worker = sandbox.box(("torch",))._process.pid

        assert len(os.listdir(f"/proc/{worker}/task")) == 1


@needs_torch
@pytest.mark.parametrize("backend", boxed.BACKENDS)
def test_pytorch_trains_in_the_box_within_the_usual_memory(backend):
    assert doubled(tried(backend, "return trained(x)", "torch", before=TORCH))
