# Python would run it: an archive with a __main__ is a program.
# refused: mlp.py is not text in an encoding that is accepted: save it as UTF-8
import zipfile


def make(folder):
    with zipfile.ZipFile(folder / "packed.zip", "w") as archive:
        archive.writestr("__main__.py", "import os; os._exit(0)")
        archive.write(folder / "mlp.py", "mlp.py")
    (folder / "packed.zip").replace(folder / "mlp.py")
