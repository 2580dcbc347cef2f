"""Each phase of the month: what it may change, and what no month may leave behind."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from inspect import getsource
from pathlib import Path
from textwrap import dedent
from typing import Any

import numpy as np
import pytest

from sim.assumptions import assume, ranges
from sim.behavior.places import find_access
from sim.behavior.settlement import make_ties, settle_residents
from sim.compiled import ColumnLoop
from sim.design import world_assumptions
from sim.draws import month_key
from sim.schedule import SCHEDULE
from sim.simulation import act, is_election, settle
from sim.state import World

PROJECT = Path(__file__).parent.parent
MAKING = (find_access, settle_residents, make_ties)
"""Loops that run once, when the world is made."""
EVERY = (*MAKING, *SCHEDULE)
BOUNDS = """
from sim.assumptions import Assumptions
from sim.scenario import load_scenario
from sim.simulation import simulate
import json, sys
policies = json.loads(sys.argv[1])
settings = {"sample": 240, "burn_in": 13, "months": 6, "policies": policies}
record = simulate(load_scenario(settings), 1, Assumptions())
print(record.flows.sum())
"""


def contents(world: World) -> dict[str, np.ndarray]:
    """Every column of every table, by its dotted name, as bytes that can be compared."""
    return {
        f"{table}.{name}": getattr(getattr(world, table), name).copy()
        for table in World.TABLES
        for name in getattr(world, table).column_names()
    }


def changed(before: dict[str, np.ndarray], after: dict[str, np.ndarray]) -> set[str]:
    return {name for name, old in before.items() if old.tobytes() != after[name].tobytes()}


def begin_month(world: World) -> None:
    world.month_key = month_key(world.seed, world.month)
    world.election = is_election(world)
    world.flows.clear()
    world.cells.clear()
    world.ledger.fen.fill(0)


def by_phase(world: World, months: int) -> Iterator[tuple[ColumnLoop, set[str]]]:
    """Live some months, telling after each phase which columns it changed."""
    for _ in range(months):
        begin_month(world)
        for phase in SCHEDULE:
            before = contents(world)
            phase(world)
            yield phase, changed(before, contents(world))
        world.month += 1


def stored(loop: ColumnLoop) -> set[str]:
    """Columns a loop's text assigns to, directly or through a row it has named."""
    function = ast.parse(dedent(getsource(loop.compiled.py_func))).body[0]
    rows: dict[str, str] = {}
    found = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Subscript):
            if isinstance(node.targets[0], ast.Name) and "__" in base_name(node.value):
                rows[node.targets[0].id] = base_name(node.value)
    for node in ast.walk(function):
        if isinstance(node, ast.Assign | ast.AugAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                if isinstance(target, ast.Subscript):
                    name = base_name(target)
                    found.add(rows.get(name, name))
    return {name.replace("__", ".") for name in found if "__" in name}


def base_name(node: ast.Subscript) -> str:
    inner: Any = node
    while isinstance(inner, ast.Subscript):
        inner = inner.value
    return inner.id if isinstance(inner, ast.Name) else ""


@pytest.mark.parametrize("loop", EVERY, ids=lambda loop: loop.__name__)
def test_a_phase_says_first_what_happens_in_the_world(loop) -> None:
    first = (loop.__doc__ or "").strip().split("\n")[0]
    assert len(first) > 20
    assert first.endswith((".", ":", ";", ","))
    assert loop.writes


@pytest.mark.parametrize("loop", EVERY, ids=lambda loop: loop.__name__)
def test_a_phase_assigns_only_what_it_says_it_writes(loop) -> None:
    assert stored(loop) <= set(loop.writes)
    assert set(loop.writes) <= set(loop.reads)


@pytest.fixture(scope="module")
def history(busy_once, settled_once) -> dict[str, set[str]]:
    """Columns each phase changed over two years under policies, then over a year without."""
    found: dict[str, set[str]] = defaultdict(set)
    quiet, finished = busy_once.copy(), busy_once.copy()
    quiet.effects.clear()
    finished.effects.building_m2[:] = 0.0  # what is begun every month never opens
    for world, months in (
        (busy_once.copy(), 12), (finished, 7), (quiet, 24), (settled_once.copy(), 2),
    ):  # fmt: skip
        for phase, names in by_phase(world, months):
            found[phase.__name__] |= names
    return found


@pytest.mark.parametrize("phase", SCHEDULE, ids=lambda loop: loop.__name__)
def test_a_phase_changes_what_it_says_it_writes_and_nothing_else(phase, history) -> None:
    assert history[phase.__name__] <= set(phase.writes)
    # what is declared must at least be assigned somewhere, if only the number it had before
    assert set(phase.writes) <= history[phase.__name__] | stored(phase)


@pytest.mark.parametrize("loop", MAKING, ids=lambda loop: loop.__name__)
def test_making_the_world_changes_only_what_it_says(loop, settled) -> None:
    before = contents(settled)
    for name in loop.writes:
        table, column = name.split(".")
        getattr(getattr(settled, table), column).fill(0)
    loop(settled)
    assert changed(before, contents(settled)) <= set(loop.writes)


@pytest.mark.parametrize("phase", SCHEDULE, ids=lambda loop: loop.__name__)
def test_a_phase_alone_does_the_same_twice(phase, busy) -> None:
    begin_month(busy)
    twin = busy.copy()
    phase(busy)
    phase(twin)
    assert changed(contents(busy), contents(twin)) == set()


@pytest.mark.parametrize("replication", range(6))
def test_columns_stay_what_their_units_say_in_any_world(replication, small, strong) -> None:
    assumptions = assume(world_assumptions(replication, 5, ranges()))
    world = settle(small(), replication, assumptions)
    policies = strong if replication % 2 else {}
    for _ in range(3):
        act(world, small(months=8, policies=policies))
        assert_units(world)


def assert_units(world: World) -> None:
    for table_name in World.TABLES:
        if table_name == "effects":
            continue  # a pilot may ask for more than there is; what is applied is held to 1
        table = getattr(world, table_name)
        for name in table.column_names():
            values, unit = getattr(table, name), table.unit_of(name)
            where = f"{table_name}.{name} [{unit}]"
            if values.dtype.kind == "f":
                assert np.isfinite(values).all(), where
            if unit.startswith("0 to 1") or unit.startswith("share"):
                assert values.min() >= -1e-12, where
                assert values.max() <= 1.0 + 1e-12, where
            elif ", less" in unit:
                continue  # what one thing adds and another takes may be negative
            elif unit.startswith(("hours", "people", "organizations", "months", "yuan")):
                assert values.min() >= -1e-9, where


@pytest.mark.slow
def test_no_loop_reads_or_writes_out_of_bounds(own_cache, strong) -> None:
    environment = own_cache | {"NUMBA_BOUNDSCHECK": "1", "PYTHONPATH": str(PROJECT)}
    command = [sys.executable, "-c", BOUNDS, json.dumps(strong)]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert float(run.stdout) > 0.0
