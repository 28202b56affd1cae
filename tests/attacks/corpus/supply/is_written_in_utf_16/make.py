# refused: mlp.py is not text in an encoding that is accepted: save it as UTF-8
def make(folder):
    (folder / "mlp.py").write_text((folder / "mlp.py").read_text(), encoding="utf-16")
