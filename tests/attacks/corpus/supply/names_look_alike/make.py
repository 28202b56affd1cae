# A Cyrillic letter, one that joins no others, and a full-width dot.
# score: 4 of 4
# notes: left out, because only Python files are graded: mlp?.py, mlp．py, ?yp.plm.py
def make(folder):
    for name in ("mlр.py", "mlp\u200b.py", "mlp．py", "\u202eyp.plm.py"):
        (folder / name).write_text("raise SystemExit('the wrong one')")
