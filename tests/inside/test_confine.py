"""What is given up is gone. Each case runs in a process of its own."""

import subprocess
import sys

import pytest

BEGIN = "from grader.inside import confine; status = lambda: dict(l.split(':\\t') for l in open('/proc/self/status').read().splitlines() if ':\\t' in l)\n"


def run(script: str) -> str:
    done = subprocess.run([sys.executable, "-c", BEGIN + script], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_no_capability_is_left():
    script = "confine.drop_capabilities(); print({name: int(value, 16) for name, value in status().items() if name.startswith('Cap')})"

    assert run(script) == "{'CapInh': 0, 'CapPrm': 0, 'CapEff': 0, 'CapBnd': 0, 'CapAmb': 0}"


@pytest.mark.needs_root
@pytest.mark.needs_bubblewrap
def test_a_user_namespace_of_its_own_gives_no_capability_once_they_are_dropped():
    script = (
        "import os; before = os.readlink('/proc/self/ns/user'); confine.become(59_990)\n"
        "confine.leave_user_namespace(); confine.drop_capabilities()\n"
        "confine.show_own_descriptors()\n"
        "print(os.readlink('/proc/self/ns/user') != before, int(status()['CapEff'], 16))"
    )

    assert run(script) == "True 0"
