# refused: mlp.py is larger than 256 KiB: keep data out of it
import os


def make(folder):
    os.truncate(folder / "mlp.py", 100 * 2**20)
