# refused: handed_in holds no mlp.py or derivations.py: …
import os


def make(folder):
    (folder / "mlp.py").unlink()
    os.mkfifo(folder / "mlp.py")
