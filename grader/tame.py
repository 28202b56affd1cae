"""Whether a submission can leave anything behind in the process that runs it: said from its text alone.

A tame file imports harmless modules, calls what they offer, and changes nothing but its own objects. Its checks may
share a process, in which it is made anew for each (inside/afresh): there is nowhere else to keep anything. Most
students' files are tame. What is in doubt is not, and costs a process for each check; no verdict hangs on it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

# What these offer keeps nothing, but for what is made anew: random numbers, and NumPy's treatment of errors.
_MODULES = frozenset(
    "__future__ abc collections copy dataclasses enum itertools math numpy random time typing".split()
)
# Ways to files, to other namespaces, to what a module or a type keeps.
_NAMES = frozenset(
    """
    __builtins__ __import__ breakpoint compile delattr dir eval exec exit getattr globals help locals memoryview open
    quit setattr type vars
    """.split()
)
_ATTRIBUTES = frozenset(
    """
    DataSource core ctypeslib dump f2py f_back f_builtins f_globals f_locals gi_frame lib memmap modules open_memmap
    save savetxt savez savez_compressed set_bit_generator set_printoptions set_string_function setbufsize seterrcall
    tb_frame testing tofile
    """.split()
)
_SPECIAL = frozenset(
    """
    __init__ __call__ __name__ __doc__ __class__ __version__ __len__ __iter__ __str__ __repr__ __getitem__ __setitem__
    __enter__ __exit__
    """.split()
)
# Numbers and types of NumPy's and of mathematics: they cannot be changed.
_CONSTANTS = frozenset(
    """
    pi e inf nan newaxis ndarray integer floating number generic bool_ int8 int16 int32 int64 uint8 float16 float32
    float64
    """.split()
)

_TELLING = (ast.Import, ast.ImportFrom, ast.Name, ast.Attribute, ast.Subscript, ast.Global, ast.Nonlocal)


def is_tame(trees: Iterable[ast.Module], stand_ins: Iterable[str], own: Iterable[str]) -> bool:
    """Return whether all files of a submission are tame; `own` are the names of its modules."""
    modules = {*_MODULES, *own, *stand_ins}
    return all(_is_tame(tree, modules) for tree in trees)


def _is_tame(tree: ast.Module, modules: set[str]) -> bool:
    imported: set[str] = set()
    below = list(_below(tree))
    for _, node in below:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            own = "" if isinstance(node, ast.Import) else node.module or ""
            for alias in node.names:
                root = (own or alias.name).partition(".")[0]
                if root not in modules or alias.name in {"*", *_ATTRIBUTES, *_NAMES}:
                    return False
                imported.add(alias.asname or (alias.name if own else root))
    return all(_leaves_nothing(child, node, imported) for node, child in below)


def _below(tree: ast.AST) -> Iterator[tuple[ast.AST, ast.AST]]:
    """Yield every node of a tree that matters here, behind the one that holds it."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        for child in ast.iter_child_nodes(node):
            # Not `Load` and its like, which are every third node and hold nothing.
            if child._fields:
                waiting.append(child)
                if isinstance(child, _TELLING):
                    yield node, child


def _leaves_nothing(node: ast.AST, parent: ast.AST, imported: set[str]) -> bool:
    if isinstance(node, ast.Name) and node.id in _NAMES:
        return False
    if isinstance(node, ast.Attribute):
        is_special = node.attr.startswith("__") and node.attr not in _SPECIAL
        if is_special or node.attr in _ATTRIBUTES:
            return False
    if isinstance(node, (ast.Global, ast.Nonlocal)) and imported & {*node.names}:
        return False
    if not _is_of(node, imported) or isinstance(parent, ast.Attribute):
        return True
    if not isinstance(getattr(node, "ctx", None), ast.Load):
        return False
    # Under another name, or in somebody's hands, it could be changed unseen.
    is_called = isinstance(parent, ast.Call) and (parent.func is node or _is_of(parent.func, imported))
    is_constant = isinstance(node, ast.Attribute) and node.attr in _CONSTANTS
    return is_called or is_constant or isinstance(parent, ast.ClassDef)


def _is_of(node: ast.AST, imported: set[str]) -> bool:
    """Return whether an expression is an imported name, or something reached from one without a call."""
    while isinstance(node, (ast.Attribute, ast.Subscript)):
        node = node.value
    return isinstance(node, ast.Name) and node.id in imported
