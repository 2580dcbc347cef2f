"""The house: who may import whom, which libraries enter where, and what is never written."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import sim

PACKAGE = Path(sim.__file__).parent
PROJECT = PACKAGE.parent
FILES = sorted(PACKAGE.rglob("*.py"))
EACH_FILE = pytest.mark.parametrize(
    "path", FILES, ids=[path.relative_to(PACKAGE).as_posix() for path in FILES]
)

FLOORS: tuple[tuple[str, ...], ...] = (
    ("errors", "version", "vocabulary"),
    ("compiled", "params", "table", "words", "sampling", "markup", "own_policies", "shipping"),
    ("registry", "draws", "state", "money", "flows", "reading", "manifest", "progress"),
    ("rules", "effects", "statistics", "batch", "exports"),
    ("assumptions", "presets", "outcomes", "analysis", "bridges"),
    ("policies", "behavior", "charts", "readings"),
    ("levers", "acquaintances"),
    ("plots", "cards"),
    ("county",),
    ("whereabouts", "oddities"),
    ("scenario", "package", "schedule", "report", "design"),
    ("population", "store", "codebook"),
    ("simulation", "worlds"),
    ("tables", "outlook"),
    ("replication", "patterns", "plain", "experiment"),
    ("agents", "conduct", "examples", "schemas", "reach", "meanings"),
    ("model", "presenting"),
    ("result", "answers", "publishing", "asked"),
    ("comparison",),
    ("documents", "dashboard"),
    ("cli",),
)
"""Rooms from the ground up. A room is a file or a folder of ``sim``; it imports only from
floors below its own, and rooms on one floor do not know each other. A new one is placed here."""

FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
ROOMS_OF_FILES = {"agent_sets": "agents"}
"""Files that are one room with another: agents and their sets."""

DOORS: dict[str, tuple[str, ...]] = {
    "numba": ("compiled",),
    "yaml": ("reading",),
    "pydantic": ("params", "policies", "levers", "scenario", "experiment", "reading"),
    "pydantic_core": ("scenario",),
    "openpyxl": ("county",),
    "mesa": ("model", "agents", "plain", "dashboard"),
    "solara": ("dashboard",),
    "uvicorn": ("dashboard",),
    "matplotlib": ("charts", "report"),
    "multiprocessing": ("batch",),
    "concurrent": ("batch",),
    "sqlite3": ("store",),
    "scipy": ("statistics", "sampling"),
    "SALib": ("sampling",),
    "distributed": ("batch",),
    "pyarrow": ("exports",),
    "xlsxwriter": ("exports",),
    "jinja2": ("report",),
    "docx": ("report",),
    "typer": ("cli",),
    "rich": ("cli",),
    "pandas": (
        "acquaintances", "analysis", "answers", "bridges", "charts", "codebook", "dashboard",
        "exports",
        "plots", "presenting", "publishing", "report", "result", "store",
    ),
}  # fmt: skip
"""Where each outside library comes in."""

MODELS = (
    "state", "behavior", "schedule", "population", "simulation", "replication", "package",
    "policies", "scenario", "model", "agents", "plain",
)  # fmt: skip
FORBIDDEN_CALLS = {"eval", "exec", "__import__", "input", "breakpoint"}
HEAVY = ("mesa", "pandas", "matplotlib", "numba", "scipy", "numpy")
REGISTRIES = ("pypi.", "pythonhosted", "anaconda.", "conda-forge", "npmjs", "mirrors.", "crates.io")
PLACES = re.compile(r"(?<![\w.~])/(home|Users|root|work|tmp)/\w")


def room(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    return ROOMS_OF_FILES.get(first, first)


def read(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def loaded(node: ast.AST) -> Iterator[ast.Import | ast.ImportFrom]:
    """Imports that happen at run time, wherever they stand; not those for type checkers."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING":
            for other in child.orelse:
                yield from loaded(other)
        elif isinstance(child, ast.Import | ast.ImportFrom):
            yield child
        else:
            yield from loaded(child)


def modules(path: Path) -> Iterator[str]:
    """Every module that a file loads, by its full name."""
    for node in loaded(read(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif node.module == "sim":
            yield from (f"sim.{alias.name}" for alias in node.names)
        else:
            assert node.level == 0, f"{path.name}: imports are written out"
            yield node.module or ""


def called(path: Path) -> set[str]:
    calls = (node.func for node in ast.walk(read(path)) if isinstance(node, ast.Call))
    return {ast.unparse(function) for function in calls}


def test_every_room_has_its_floor() -> None:
    assert {room(path) for path in FILES} - {"__init__", "__main__"} == set(FLOOR)


@EACH_FILE
def test_a_room_imports_only_from_floors_below(path) -> None:
    if room(path) in ("__init__", "__main__"):
        assert set(modules(path)) <= {"__future__", "importlib", "typing", "sys", "sim.cli"}
        return
    homes = {ROOMS_OF_FILES.get(name.split(".")[1], name.split(".")[1])
             for name in modules(path) if name.startswith("sim.")}  # fmt: skip
    above = {home for home in homes - {room(path)} if FLOOR.get(home, 0) >= FLOOR[room(path)]}
    assert above == set()


@EACH_FILE
def test_a_library_enters_by_its_door(path) -> None:
    intruders = {
        library
        for library in {name.split(".")[0] for name in modules(path)}
        if library in DOORS and room(path) not in DOORS[library]
    }
    assert intruders == set()


def test_policies_and_mechanisms_do_not_know_each_other() -> None:
    for path in FILES:
        if room(path) == "policies":
            assert not [name for name in modules(path) if name.startswith("sim.behavior")]
            others = {name for name in modules(path) if name.startswith("sim.policies")}
            assert others <= {"sim.policies.base"}
        if room(path) == "behavior":
            assert not [name for name in modules(path) if name.startswith("sim.behavior")]


def test_rules_share_nothing_but_their_shapes() -> None:
    for path in FILES:
        if room(path) == "rules":
            own = {name for name in modules(path) if name.startswith("sim.")}
            assert own <= {"sim.compiled", "sim.rules.shapes", "sim.vocabulary"}


@pytest.mark.parametrize("home", ["analysis", "charts", "pairs"])
def test_what_eats_tables_never_sees_a_model(home) -> None:
    for path in FILES:
        if room(path) == home:
            seen = {name.split(".")[1] for name in modules(path) if name.startswith("sim.")}
            assert not seen & set(MODELS)


@EACH_FILE
def test_a_file_says_what_it_is_about(path) -> None:
    assert ast.get_docstring(read(path))
    words = set(path.stem.split("_"))
    assert not words & {"utils", "util", "helpers", "helper", "misc", "manager", "handler", "tmp"}


@EACH_FILE
def test_settings_are_never_passed_as_open_keywords(path) -> None:
    if path.name == "agent_sets.py" or room(path) == "charts":
        return  # through to the methods of Mesa's agents, and to matplotlib
    for node in ast.walk(read(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            assert node.args.kwarg is None, ast.unparse(node.args)


@EACH_FILE
def test_nothing_is_evaluated_and_no_pickle_is_opened(path) -> None:
    calls = called(path)
    assert not calls & FORBIDDEN_CALLS
    assert not calls & {"pickle.load", "joblib.load", "pd.read_pickle", "os.system", "os.popen"}
    if room(path) != "batch":  # whose parcels go from one process of a run to another
        assert "pickle.loads" not in calls


@EACH_FILE
def test_chance_comes_by_name_only(path) -> None:
    names = set(modules(path))
    assert not {name for name in names if name.split(".")[0] in ("random", "secrets")}
    assert not {name for name in names if name.startswith("numpy.random")}
    for node in ast.walk(read(path)):
        if isinstance(node, ast.Attribute):
            assert ast.unparse(node) not in ("np.random", "numpy.random"), path.name


@EACH_FILE
def test_nothing_hangs_on_hashes_of_objects(path) -> None:
    for node in ast.walk(read(path)):
        if isinstance(node, ast.FunctionDef) and node.name != "__hash__":
            calls = (part.func for part in ast.walk(node) if isinstance(part, ast.Call))
            assert "hash" not in {ast.unparse(function) for function in calls}, node.name


def written() -> list[Path]:
    """Everything a reader of the project can open, but for its tests."""
    folders = ("sim", "scenarios", "experiments", "docs", "benchmarks")
    endings = {".py", ".yaml", ".md", ".toml", ".txt", ".csv", ".html", ".cff"}
    inside = [path for name in folders for path in (PROJECT / name).rglob("*")]
    return [path for path in (*PROJECT.glob("*"), *inside) if path.suffix in endings]


def test_no_file_names_a_package_registry_or_a_place_on_somebodys_machine() -> None:
    found = []
    for path in written():
        text = path.read_text(encoding="utf-8-sig")
        found += [(path.name, host) for host in REGISTRIES if host in text.lower()]
        found += [(path.name, match.group()) for match in PLACES.finditer(text)]
    assert found == []


def modules_after(statement: str) -> set[str]:
    """Top-level modules a fresh process has loaded after a statement."""
    code = f"{statement}; import sys; print(*sorted(sys.modules))"
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    return {name.split(".")[0] for name in run.stdout.split()}


def test_importing_the_package_loads_nothing_heavy() -> None:
    assert not modules_after("import sim") & set(HEAVY)


def test_the_command_line_answers_without_loading_the_model() -> None:
    assert not modules_after("import sim.cli") & {*HEAVY} - {"numpy"}


def test_workers_load_neither_mesa_nor_pandas_nor_matplotlib() -> None:
    assert not modules_after("import sim.replication") & {"mesa", "pandas", "matplotlib"}


def test_public_names_are_few_and_exist() -> None:
    assert len(sim.__all__) <= 16
    for name in sim.__all__:
        assert getattr(sim, name) is not None
        assert name in dir(sim)
