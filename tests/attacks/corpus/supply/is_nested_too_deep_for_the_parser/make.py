# refused: mlp.py is not valid Python 3 at line {line}: too many nested parentheses
def make(folder):
    (folder / "mlp.py").write_text("x = " + "(" * 50_000 + ")" * 50_000)
