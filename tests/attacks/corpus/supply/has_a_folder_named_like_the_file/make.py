# refused: handed_in holds no mlp.py or derivations.py: …
def make(folder):
    (folder / "mlp.py").unlink()
    (folder / "mlp.py").mkdir()
