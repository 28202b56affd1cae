# score: 4 of 4
# notes: left out, because …: ../../../../tmp/MARK, /tmp/MARK
import zipfile


def make(folder):
    with zipfile.ZipFile(folder / "handed_in.zip", "w") as archive:
        archive.write(folder / "mlp.py", "mlp.py")
        archive.writestr("../../../../tmp/MARK", "out")
        archive.writestr("/tmp/MARK", "out")
    return folder / "handed_in.zip"
