"""Which sandbox is taken, and what is said of it."""

import pytest

from grader.errors import SandboxError, UsageError
from grader.sandbox import bare, bubblewrap, user
from grader.sandbox.choose import Sandbox
from tests import boxed


def refuse(runtime):
    """Stand in for a backend's `launch` on a machine where it cannot work."""
    raise SandboxError("not on this machine")


@pytest.mark.parametrize("backend", boxed.BACKENDS)
def test_a_box_of_the_backend_that_was_asked_for_gets_ready(backend):
    with Sandbox(backend) as sandbox:
        box = sandbox.box()

        assert box.backend == sandbox.backend == backend


def test_auto_takes_the_strongest_backend_that_works(monkeypatch):
    monkeypatch.setattr(bubblewrap, "launch", refuse)
    monkeypatch.setattr(user, "launch", refuse)

    with Sandbox("auto") as sandbox:
        sandbox.box()

        assert sandbox.backend == "bare"


@pytest.mark.needs_bubblewrap
def test_auto_takes_bubblewrap_where_it_works():
    with Sandbox("auto") as sandbox:
        sandbox.box()

        assert sandbox.backend == "bubblewrap"


def test_a_backend_whose_worker_does_not_get_ready_is_passed_over(monkeypatch):
    def launch_nothing(runtime):
        return bare_launch(runtime)._replace(
            backend="bubblewrap", command=("/bin/sh", "-c", "echo broken >&2; exit 1")
        )

    bare_launch = bare.launch
    monkeypatch.setattr(bubblewrap, "launch", launch_nothing)
    monkeypatch.setattr(user, "launch", refuse)

    with Sandbox("auto") as sandbox:
        sandbox.box()

        assert sandbox.backend == "bare"


def test_when_the_backend_that_was_asked_for_cannot_work_the_reason_is_said(monkeypatch):
    monkeypatch.setattr(bubblewrap.shutil, "which", lambda name: None)

    with Sandbox("bubblewrap") as sandbox, pytest.raises(SandboxError) as caught:
        sandbox.box()

    assert str(caught.value) == (
        "no sandbox works here: bubblewrap is not installed (Debian's package: bubblewrap)"
    )


def test_a_backend_that_complains_is_quoted(monkeypatch):
    def complain(runtime):
        return bare_launch(runtime)._replace(command=("/bin/sh", "-c", "echo no namespaces >&2; exit 1"))

    bare_launch = bare.launch
    monkeypatch.setattr(bare, "launch", complain)

    with Sandbox("bare") as sandbox, pytest.raises(SandboxError) as caught:
        sandbox.box()

    assert str(caught.value) == "no sandbox works here: bare: no namespaces"


def test_only_root_gets_the_user_backend(monkeypatch):
    monkeypatch.setattr(user.os, "geteuid", lambda: 1000)

    with Sandbox("user") as sandbox, pytest.raises(SandboxError) as caught:
        sandbox.box()

    assert str(caught.value) == "no sandbox works here: only root can give the worker a user of its own"


def test_a_sandbox_that_does_not_exist_is_refused():
    with pytest.raises(UsageError) as caught:
        Sandbox("docker")

    assert str(caught.value) == "there is no sandbox 'docker': choose one of auto, bubblewrap, user, bare"


def test_bare_says_that_there_is_no_isolation():
    with Sandbox("bare") as sandbox:
        sandbox.box()

        assert sandbox.protection.startswith("no isolation, limits only")


@pytest.mark.needs_root
def test_user_says_when_the_kernel_does_not_close_files(monkeypatch):
    with Sandbox("user") as sandbox:
        box = sandbox.box()
        box.enforced = frozenset()
        sandbox._enforced = box.enforced

        assert sandbox.protection == "a user of its own, limits, files that others may read stay readable"
