"""The door to numba: what is hashed, what a loop fetches, and that an edited rule is noticed."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

import sim
from sim.assumptions import Assumptions, record
from sim.behavior.places import find_access
from sim.compiled import (
    COMPILED_SOURCES,
    cache_folder,
    columns,
    rule,
    source_hash,
    written_columns,
)
from sim.schedule import SCHEDULE
from sim.state import Communities, Facilities

PACKAGE = Path(sim.__file__).parent
WALK = """
import sys
from types import SimpleNamespace
from sim.assumptions import Assumptions, record
from sim.behavior.places import find_access
from sim.state import Communities, Facilities

communities, facilities = Communities.empty(2), Facilities.empty(1)
communities.population[:] = 1000.0
communities.x[:] = (0.0, 250.0)  # the facility stands in the first
facilities.capacity[:], facilities.operated[:] = 500.0, 1.0
world = SimpleNamespace(
    communities=communities, facilities=facilities, assumptions=record(Assumptions()), resolved={}
)
find_access(world)
print(repr(float(communities.access_all[1])))
"""


def hashed() -> set[str]:
    found = {path for pattern in COMPILED_SOURCES for path in PACKAGE.glob(pattern)}
    return {path.relative_to(PACKAGE).as_posix() for path in found}


@rule
def doubled(value):
    """Twice as much."""
    return 2.0 * value


@columns
def double_trust(month, communities__trust, communities__x):
    """Trust doubles, and the month is noted.

    Writes: communities.trust,
    communities.x
    """
    for c in range(communities__trust.size):
        communities__trust[c] = doubled(communities__trust[c])
        communities__x[c] = month


def tiny_world(trust: float) -> SimpleNamespace:
    communities = Communities.empty(2)
    communities.trust[:] = trust
    return SimpleNamespace(communities=communities, month=3, resolved={})


def test_a_rule_is_callable_compiled_and_as_the_plain_function() -> None:
    assert doubled(1.5) == doubled.py_func(1.5) == 3.0


def test_a_loop_fetches_its_columns_by_the_names_of_its_arguments() -> None:
    world = tiny_world(0.2)
    double_trust(world)
    assert world.communities.trust.tolist() == [0.4, 0.4]
    assert world.communities.x.tolist() == [3.0, 3.0]


def test_a_loop_sees_the_month_go_on_though_its_columns_are_resolved_once() -> None:
    world = tiny_world(0.2)
    double_trust(world)
    world.month = 4
    double_trust(world)
    assert world.communities.x.tolist() == [4.0, 4.0]


def test_one_loop_serves_two_worlds_without_mixing_them() -> None:
    one, other = tiny_world(0.2), tiny_world(0.3)
    double_trust(one)
    double_trust(other)
    assert one.communities.trust.tolist() == [0.4, 0.4]
    assert other.communities.trust.tolist() == [0.6, 0.6]


def test_reads_follow_from_the_signature_and_writes_from_the_docstring() -> None:
    assert double_trust.reads == ("communities.trust", "communities.x")
    assert double_trust.writes == ("communities.trust", "communities.x")
    assert written_columns("Something happens.\n\n    Writes: a.b, c.d.\n\n    More.") == (
        "a.b",
        "c.d",
    )
    assert written_columns("Nothing is written.") == ()


def test_every_phase_reads_columns_that_exist(settled) -> None:
    for phase in SCHEDULE:
        for name in (*phase.reads, *phase.writes):
            table, column = name.split(".")
            assert column in getattr(settled, table).column_names(), f"{phase.__name__}: {name}"


def test_every_file_a_loop_can_freeze_is_hashed() -> None:
    # numba keeps the value a global had; a file that lends one must change the hash
    lending = set()
    for name in hashed() - {"compiled.py"}:
        for node in ast.walk(ast.parse((PACKAGE / name).read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sim."):
                lending.add(node.module.removeprefix("sim.").replace(".", "/") + ".py")
    assert sorted(lending - hashed()) == []


@pytest.mark.parametrize(
    "name", ["rules/shapes.py", "behavior/services.py", "draws.py", "state.py"]
)
def test_the_hash_changes_with_every_compiled_source(name, tmp_path) -> None:
    copy = tmp_path / "sim"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    assert source_hash(copy) == source_hash()
    (copy / name).write_text((copy / name).read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert source_hash(copy) != source_hash()


def test_compiled_loops_are_kept_where_the_environment_says(monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("SIM_CACHE_DIR", str(tmp_path))
    folder = cache_folder()
    assert folder.parent == tmp_path / "community-governance-sim"
    assert folder.name.startswith(source_hash())


def test_fast_math_is_off_and_nothing_runs_in_parallel() -> None:
    for phase in SCHEDULE:
        assert not phase.compiled.targetoptions.get("fastmath", False)
        assert not phase.compiled.targetoptions.get("parallel", False)


def test_access_of_two_communities_by_hand() -> None:
    # one facility of 500 places at the first; the second is half a radius away
    communities, facilities = Communities.empty(2), Facilities.empty(1)
    communities.population[:] = 1000.0
    communities.x[:] = (0.0, 250.0)
    facilities.capacity[:], facilities.operated[:] = 500.0, 1.0
    assumed = record(Assumptions())
    find_access(
        SimpleNamespace(
            communities=communities, facilities=facilities, assumptions=assumed, resolved={}
        )
    )
    near = 1.0
    half = (np.exp(-0.125) - np.exp(-0.5)) / (1.0 - np.exp(-0.5))
    people = 1000.0 * (near + half)
    expected = [500.0 * near / people / 9.0, 500.0 * half / people / 9.0]  # one of nine domains
    assert communities.access_all.tolist() == pytest.approx(expected, abs=1e-12)


def test_an_edited_rule_changes_the_loop_in_the_next_process(tmp_path, own_cache) -> None:
    copy = tmp_path / "sim"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))

    def walk() -> float:
        environment = own_cache | {"PYTHONPATH": str(tmp_path)}
        command = [sys.executable, "-c", WALK]
        run = subprocess.run(
            command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=True
        )
        return float(run.stdout)

    before = walk()
    path = copy / "rules" / "access.py"
    text = path.read_text(encoding="utf-8")
    edited = text.replace("math.exp(-0.5 * ratio * ratio)", "math.exp(-0.4 * ratio * ratio)")
    assert edited != text
    path.write_text(edited, encoding="utf-8")
    after = walk()
    assert walk() == after != before
