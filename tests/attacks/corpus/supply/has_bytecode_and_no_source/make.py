# refused: handed_in holds no mlp.py or derivations.py: …
import py_compile


def make(folder):
    py_compile.compile(folder / "mlp.py", folder / "mlp.pyc")
    (folder / "mlp.py").unlink()
