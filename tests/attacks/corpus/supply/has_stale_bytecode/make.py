# The bytecode beside the source says that it was made from it, and does something else.
# score: 4 of 4
# notes: left out, because only Python files are graded: mlp.pyc
import py_compile
import sys


def make(folder):
    source = folder / "mlp.py"
    stale = folder / "stale.py"
    stale.write_text("raise SystemExit('stale')")
    for place in (f"__pycache__/mlp.{sys.implementation.cache_tag}.pyc", "mlp.pyc"):
        (folder / place).parent.mkdir(exist_ok=True)
        py_compile.compile(stale, folder / place, invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)
    stale.unlink()
    assert source.exists()
