"""The shape of grader/, reference/ and datasets/: who may know whom, and who alone may do a dangerous thing.

The tables say what is allowed, and why where it is not plain. `report.*` means that room and all in it.
"""

import ast
import graphlib
import sys
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).parents[1]
COURSE = ("grader", "reference", "assignments", "datasets")

# An import goes to a row above its own, or stays in its room. "" is the package itself: the version alone.
LAYERS = (
    ("", "errors", "compare"),
    ("records",),
    ("vocabulary", "misconceptions", "inside.*", "places", "rungs"),
    ("source", "factors", "tame", "late_policy", "cells"),
    ("relations", "intake.*"),
    ("judge", "diagnose", "gradients", "report.*", "settings", "declarations", "output", "watching"),
    ("excerpt",),
    ("compiled", "counterexample", "script"),
    ("catalog", "submission", "fixtures", "observation", "sandbox.*", "delivery"),
    ("conversation", "mistakes", "instances"),
    ("observe", "judging", "pairs"),
    ("explain",),
    ("pipeline", "probing"),
    ("batch.*", "experiments.*"),
    ("platforms.*", "authoring.*"),
    ("commands.*", "pytest_plugin.*"),
    ("cli",),
    ("__main__",),
)
LAZY_IMPORTS = {
    "commands.experiments": "NumPy is told how many threads to use before it is loaded, and plots are for those who ask",
    "batch.layouts.gradescope": "it reads YAML, and no other layout does",
    "commands.whole_class": "the workers boot while what only the supervisor needs is imported",
    "commands.grade": "the worker boots while the rest of the grader is imported",
    "sandbox.runtime": "py_compile is needed the first time only",
    "inside.worker": "these folders are in reach only after the worker has set its own paths",
}
PRINTS = ("cli",)
STOPS = (
    "cli",
    "__main__",
    "inside.*",
    "sandbox.process",
    "authoring.trials",
    "batch.lane",
)  # the last four end what they forked
UNPICKLES = (
    "fixtures",
    "probing",  # packs the few lines that drive the probe
    "compiled",  # code of ours, from __pycache__, with the hash of what it was made from
    "catalog",  # the same code, for authoring
    "inside.checks",  # the same code, before the submission is there
)
STARTS_PROCESSES = (
    "sandbox.process",
    *("batch.lane", "batch.crew"),  # the workers of a class, our own code, and threads that wait for them
    "inside.*",
    "experiments.execute",  # the reference's own training, a process for each processor
    "authoring.trials",  # a mutant of the reference may loop for ever; nothing that a student wrote is run
)
RUNS_TEXT = (
    "experiments.declared",  # the course's own experiments.py
    "authoring.proofs",  # scripts of ours, on mutants of the reference
    "authoring.audit",  # mutants of the reference
    "authoring.family",  # the course's own equivalent.py
    "catalog",  # the course's own checks.py and reference
    "compiled",  # checks.py, compiled and not run
    "probing",  # the few lines that drive the probe, compiled and not run
    "mistakes",  # the course's own mistakes.py
    "misconceptions",  # the reference with a few lines changed
    "inside.*",  # the submission and the checks, in the sandbox
    "cli",  # imports the module of the one command that is asked for
    "commands.grade",  # loads the report's formats on a thread, while the checks run
    "commands.whole_class",  # imports dask, where a cluster is asked for
    "sandbox.choose",  # imports the one backend whose turn it is
)
PURE = (
    *("judge", "compare", "diagnose", "gradients", "relations", "factors"),
    *("counterexample", "excerpt", "script", "report.*", "platforms.formats.*"),
    *("batch.analysis", "batch.findings", "batch.pseudonyms", "batch.histogram", "batch.dashboard"),
)

PICKLE_MODULES = {"pickle", "_pickle", "shelve", "marshal", "dill", "cloudpickle", "joblib"}
PROCESS_MODULES = {"subprocess", "_posixsubprocess", "multiprocessing", "concurrent", "pty"}
PROCESS_CALLS = ("os.*fork*", "os.exec*", "os.*spawn*", "os.system", "os.popen")
TEXT_CALLS = ("eval", "exec", "compile", "__import__", "*.exec_module", "*.import_module", "runpy.*")
STOP_CALLS = ("exit", "quit", "SystemExit", "sys.exit", "os._exit", "os.abort")
FILE_CALLS = ("open", "*.open", "*.read_text", "*.write_text", "*.read_bytes", "*.write_bytes")
IMPURE_CALLS = (*FILE_CALLS, "*.random.*")
IMPURE_MODULES = {"os", "time", "datetime", "random", "secrets", "uuid"}
IMPURE_MODULES |= {"tempfile", "shutil", "socket", "threading"}
DRAWERS = {"util", "utils", "helper", "helpers", "common", "misc"}


def read(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def python_files(*folders: str) -> list[str]:
    """Return the Python files below some folders, as paths from the top of the course."""
    return [
        str(path.relative_to(ROOT)) for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))
    ]


def parse(folder: str) -> dict[str, ast.Module]:
    """Return the tree of every Python file below a folder, by dotted name; a package goes by its folder's."""
    trees = {}
    for path in python_files(folder):
        dotted = ".".join(Path(path).relative_to(folder).with_suffix("").parts)
        trees[dotted.removesuffix("__init__").removesuffix(".")] = ast.parse(read(path), path)
    return trees


MODULES = parse("grader")


def matches(name: str, patterns: Iterable[str]) -> bool:
    return any(fnmatch(name, pattern) or name == pattern.removesuffix(".*") for pattern in patterns)


def imports(tree: ast.AST) -> Iterator[str]:
    """Yield the dotted name of everything that is imported, wherever the import stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def top_imports(tree: ast.AST) -> set[str]:
    return {name.split(".")[0] for name in imports(tree)}


def our_imports(tree: ast.AST) -> set[str]:
    """Return the modules of grader/ that are imported: `from grader.report import html` is report.html."""
    ours = {name.partition(".")[2] for name in imports(tree) if name.split(".")[0] == "grader"}
    return {name if name in MODULES else name.rpartition(".")[0] for name in ours}


def calls(tree: ast.AST) -> set[str]:
    """Return what is called, as it is written: `print`, `os.fork`, `spec.loader.exec_module`."""
    return {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}


def offenders(allowed: Iterable[str], patterns: Iterable[str], modules: set[str]) -> list[str]:
    """Return which modules outside `allowed` make a call of `patterns` or import one of `modules`."""
    return [
        f"grader.{module}: {name}"
        for module, tree in MODULES.items()
        if not matches(module, allowed)
        for name in sorted(
            {call for call in calls(tree) if matches(call, patterns)} | top_imports(tree) & modules
        )
    ]


def place(module: str) -> tuple[int, str]:
    """Return the row of a module in LAYERS and the pattern it met there, or (-1, "nowhere")."""
    found = [(row, p) for row, patterns in enumerate(LAYERS) for p in patterns if matches(module, [p])]
    return found[0] if found else (-1, "nowhere")


def test_every_module_has_a_place_in_the_layers():
    homeless = [module for module in MODULES if place(module)[1] == "nowhere"]

    assert homeless == []


def test_imports_go_one_way():
    backwards = [
        f"{module} imports {other}"
        for module, tree in MODULES.items()
        for other in our_imports(tree)
        if place(other)[0] >= place(module)[0] and place(other)[1] != place(module)[1]
    ]

    assert backwards == []


def test_no_imports_run_in_a_circle():
    graph = {module: our_imports(tree) - {""} for module, tree in MODULES.items()}

    graphlib.TopologicalSorter(graph).prepare()  # raises CycleError, which names the circle


def test_imports_stand_at_the_top_unless_a_reason_is_on_the_list():
    lazy = {
        module
        for module, tree in MODULES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and list(imports(node))
    }

    assert lazy == set(LAZY_IMPORTS)


def test_every_file_is_a_small_room():
    """Only a checks.py and a mistakes.py may be long: they are lists, and their entries are small."""
    large = [
        path
        for path in python_files("grader", "reference", "datasets", "tests")
        if len(read(path).splitlines()) > 300
    ]

    assert large == []


def test_no_file_is_a_drawer():
    assert [path for path in python_files(*COURSE, "tests") if Path(path).stem.strip("_") in DRAWERS] == []


def test_every_module_says_what_it_is():
    assert [path for path in python_files(*COURSE) if not ast.get_docstring(ast.parse(read(path)))] == []


def test_only_the_command_line_prints():
    assert offenders(PRINTS, ["print", "sys.std*.write"], set()) == []


def test_only_the_command_line_picks_exit_codes():
    assert offenders(STOPS, STOP_CALLS, set()) == []


def test_only_fixtures_unpickles():
    tolerant = [
        module
        for module, tree in MODULES.items()
        if any(isinstance(node, ast.keyword) and node.arg == "allow_pickle" for node in ast.walk(tree))
    ]

    assert offenders(UNPICKLES, [], PICKLE_MODULES) == []
    assert tolerant == []


def test_only_the_sandbox_starts_processes():
    assert offenders(STARTS_PROCESSES, PROCESS_CALLS, PROCESS_MODULES) == []


def test_only_modules_with_a_reason_run_text_as_code():
    assert offenders(RUNS_TEXT, TEXT_CALLS, set()) == []


def test_judge_compare_and_reports_are_pure():
    free = MODULES.keys() - {module for module in MODULES if matches(module, PURE)}

    assert offenders(free, IMPURE_CALLS, IMPURE_MODULES | PROCESS_MODULES) == []


def test_what_enters_the_sandbox_needs_numpy_and_itself_alone():
    foreign = [
        f"{module} imports {name}"
        for module, tree in MODULES.items()
        if matches(module, ["inside.*"])
        for name in imports(tree)
        if not matches(name, ["numpy.*", "grader.inside.*", *(f"{std}.*" for std in sys.stdlib_module_names)])
    ]

    assert foreign == []


def test_the_reference_needs_numpy_alone():
    allowed = sys.stdlib_module_names | {"numpy", "reference"}
    # One question of one homework asks for PyTorch, in a file of its own.
    foreign = {
        module: top_imports(tree) - allowed - ({"torch"} if module.endswith(".hw1_q4") else set())
        for module, tree in parse("reference").items()
    }

    assert {module: names for module, names in foreign.items() if names} == {}


def test_the_data_sets_need_numpy_alone_and_know_nothing_of_the_grader():
    allowed = sys.stdlib_module_names | {"numpy", "datasets"}
    foreign = {module: top_imports(tree) - allowed for module, tree in parse("datasets").items()}

    assert {module: names for module, names in foreign.items() if names} == {"download": {"pooch"}}


def test_the_machine_names_no_assignment():
    ids = [path.parent.name for path in (ROOT / "assignments").glob("*/assignment.toml")]
    files = [
        path for path in (ROOT / "grader").rglob("*") if path.is_file() and "__pycache__" not in path.parts
    ]
    naming = [
        f"{path.name} names {id}" for path in files for id in ids if id in path.read_text(encoding="utf-8")
    ]

    assert ids != []
    assert naming == []
