# refused: mlp.py holds NUL bytes, so it is not Python: save it as plain text in UTF-8
def make(folder):
    (folder / "mlp.py").write_bytes((folder / "mlp.py").read_bytes() + b"\nx = '\0'\n")
