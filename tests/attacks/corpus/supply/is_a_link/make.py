# refused: linked.py is a link: hand in the file or folder itself
import os
from pathlib import Path


def make(folder):
    os.symlink(Path(__file__).parents[5] / "reference" / "cmu_hw1_mlp" / "mlp.py", folder / "linked.py")
    return folder / "linked.py"
