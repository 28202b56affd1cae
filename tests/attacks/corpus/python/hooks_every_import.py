# score: 0 of 4
# loses: all
# ends: crashed
# says: while the submission was being imported: crashed: it ended the process that imports it
import sys


class Finder:
    @staticmethod
    def find_spec(name, path=None, target=None):
        raise ImportError(f"no {name} for you")


sys.meta_path.insert(0, Finder)
sys.path_hooks.insert(0, Finder)
