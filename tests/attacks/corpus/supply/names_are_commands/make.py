# score: 4 of 4
# notes: left out, because only Python files are graded: a?b.py
def make(folder):
    for name in ("$(touch MARK).py", "; touch MARK;.py", "`touch MARK`.py", "-rf.py", "--help.py", "a\nb.py", "'\".py", "%s{0}.py", "<b>.py", "=1+1.py"):
        (folder / name).write_text("raise SystemExit('never imported')")
