# refused: mlp.py is too complex to be read as Python: is it generated, or does it hold data?
def make(folder):
    (folder / "mlp.py").write_text("x = " + "-" * 200_000 + "1")
