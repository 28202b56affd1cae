# score: 0 of 4
# loses: all
# ends: crashed
# says: while the submission was being imported: crashed: it ended the process that imports it
import sys


def hook(event, arguments):
    if event.startswith(("os.", "open", "socket")):
        raise RuntimeError("nothing of that kind")


sys.addaudithook(hook)
