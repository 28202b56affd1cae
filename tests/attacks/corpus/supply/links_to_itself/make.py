# score: 4 of 4
# notes: left out, because links are not followed: again, passwd.py, root
import os


def make(folder):
    os.symlink(folder, folder / "again")
    os.symlink("/", folder / "root")
    os.symlink("/etc/passwd", folder / "passwd.py")
