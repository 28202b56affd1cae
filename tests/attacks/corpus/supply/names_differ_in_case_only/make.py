# score: 4 of 4
# notes: left out, because only Python files are graded: Mlp.PY
# notes: left out, because the same file is there by its own name: MLP.py
def make(folder):
    (folder / "MLP.py").write_text("raise SystemExit('the wrong one')")
    (folder / "Mlp.PY").write_text("raise SystemExit('the wrong one')")
