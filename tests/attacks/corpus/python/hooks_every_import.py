# score: 4 of 4
import sys


class Finder:
    @staticmethod
    def find_spec(name, path=None, target=None):
        raise ImportError(f"no {name} for you")


sys.meta_path.insert(0, Finder)
sys.path_hooks.insert(0, Finder)
