# refused: handed_in holds no mlp.py or derivations.py: …
import os
from pathlib import Path


def make(folder):
    (folder / "mlp.py").unlink()
    os.symlink(Path(__file__).parents[5] / "reference" / "cmu_hw1_mlp" / "mlp.py", folder / "mlp.py")
