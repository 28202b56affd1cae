# refused: mlp.py is empty
def make(folder):
    (folder / "mlp.py").write_bytes(b"")
    return folder / "mlp.py"
