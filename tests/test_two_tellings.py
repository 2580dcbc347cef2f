"""Two tellings, one model: the columns that run and the objects that are read agree.

They share rules and draws, and nothing else of a month; what differs is told by the first
month in which it does.
"""

from __future__ import annotations

import gc
import weakref
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest

from sim import draws
from sim.assumptions import Assumptions, assume, namespace, ranges
from sim.assumptions.mechanisms import Mechanisms, Signs
from sim.compiled import ColumnLoop
from sim.county import load_county
from sim.design import world_assumptions
from sim.money import LINE
from sim.plain import PlainModel, bridge, chance, rules, run_plain
from sim.plain.committees import Committee
from sim.plain.model import act_plain, settle_plain
from sim.plain.organizations import SocialOrganization
from sim.plain.residents import Resident
from sim.policies import POLICIES
from sim.population import build_world
from sim.scenario import Scenario, load_scenario, with_settings
from sim.simulation import Record, act, package_of, settle, simulate, step
from sim.state import World
from sim.tables import community_series, county_series

TOLERANCE = 1e-12
SMALL: dict[str, Any] = {"sample": 240, "burn_in": 6, "months": 24}
"""Six months of burn-in put the election into the seventh reported month."""
SHIPPED = sorted((Path(__file__).parent.parent / "scenarios").glob("*.yaml"))

OFFLOADING = {"scale": 1.5, "ramp": 4, "entry_control": 0.4, "appraisal_weight": 0.7}
CULTIVATION = {
    "seed_grants_per_year": 120,
    "cleanup": 0.5,
    "payment_delay": 5,
    "purchase": {"elder_care": 20.0, "statistics": 2.0},
}
TRAINING = {
    "hours": 120,
    "study_visits": 3,
    "experts": 4,
    "assistants": 120,
    "graduates": 2.4,
    "posts": 1.3,
    "pay_supplement": 0.2,
}
PLACES = {
    "community": {"domains": ["service_center", "culture", "sport"], "adequate": 2, "sites": 36},
    "township": {"sites": 12},
    "county": {"domains": ["education"], "sites": 4},
    "operation": 0.7,
}
SELF_GOVERNANCE = {
    "openness": 0.8,
    "appraisal": 0.6,
    "assemblies": 6,
    "hearings": 8,
    "consultations": 10,
    "invitations": 0.3,
    "reply_hours": 60,
    "owners_committees": 0.8,
    "covenant": 0.9,
    "fund_yuan": 12,
}
PUBLICITY = {"intensity": 0.9, "promise": 0.8, "activities": 24, "reward_yuan": 40}
HOT_ISSUES = {"hours": 80, "yuan": 30}
PLATFORM = {"forms_replaced": 0.8, "forms_added": 2, "data_sharing": 0.9, "online": 0.8}
GRID = {"grid_residents": 800, "staffed": 1.0, "rounds": 0.6, "reporting": 1.5}
STAGES = {
    "pilots": 3,
    "choose": "worst_off",
    "effort": 2.0,
    "effort_half_life": 5,
    "supervised": 4,
    "scale_funding": 0.7,
    "months": 8,
    "then": ["north_city", "all"],
}
EVERYTHING: dict[str, dict[str, Any]] = {
    "task_offloading": OFFLOADING,
    "organization_cultivation": CULTIVATION,
    "staff_training": TRAINING,
    "facilities": PLACES,
    "self_governance": SELF_GOVERNANCE,
    "publicity": PUBLICITY,
    "hot_issue_resolution": HOT_ISSUES,
    "information_platform": PLATFORM,
    "grid_management": GRID,
}
TOUCHY: dict[str, Any] = {
    "grievance": {"hot": 0.1},
    "organizations": {"repeat_founders": 0.6},
    "mechanisms": {"abdication": 0.8},
}
"""Assumptions under which what seldom happens happens often."""
PACKAGES: dict[str, dict[str, Any]] = {
    "nothing": {},
    "everything": {"policies": EVERYTHING, "assumptions": TOUCHY},
    "everything, by stages, short of money": {
        "policies": EVERYTHING,
        "rollout": STAGES,
        "budget": 80.0,
    },
    "begun, and then more": {
        "begun": {key: {} for key in POLICIES},
        "policies": EVERYTHING,
        "assumptions": TOUCHY,
    },
    "begun, and ended": {
        "begun": {key: {**policy, "months": 18} for key, policy in EVERYTHING.items()},
    },
    "half-hearted, and ended": {
        "policies": {
            key: {**policy, "start": 4, "months": 15, "fidelity": 0.6, "where": "north_city"}
            for key, policy in EVERYTHING.items()
        },
        "assumptions": {"organizations": {"shell_share": 0.3, "payment_delay": 6}},
        "months": 36,
    },
}


class Told(NamedTuple):
    """What the two tellings left behind."""

    columns: Record
    world: World
    objects: Record
    model: PlainModel


def told_twice(scenario: Scenario, seed: int, assumptions: Assumptions) -> Told:
    """One scenario in both tellings, burn-in included."""
    profile = load_county(scenario.county)
    made = build_world(profile, int(scenario.sample), assumptions, seed)
    model = PlainModel.from_world(made)
    settle_plain(model, package_of(scenario, profile), scenario.burn_in)
    objects = act_plain(model, package_of(scenario, profile), scenario.months)
    world = settle(scenario, seed, assumptions)
    return Told(act(world, scenario), world, objects, model)


def agree(given: dict[str, Any], seed: int = 1) -> Told:
    """What both tellings made of one scenario, after all comparisons."""
    scenario = load_scenario({**SMALL, **given})
    told = told_twice(scenario, seed, assumptions_of(scenario))
    check(told)
    check_residents(told.world, told.model)
    check_institutions(told.world, told.model)
    told.model.close()
    return told


def assumptions_of(scenario: Scenario) -> Assumptions:
    given = scenario.assumptions.items()
    return assume({f"{group}.{name}": x for group, some in given for name, x in some.items()})


def first_difference(columns: dict[str, np.ndarray], objects: dict[str, np.ndarray]) -> str:
    """The first month in which two sets of series differ, what differs, and both values."""
    found = []
    for key, one in columns.items():
        other = objects[key]
        apart = np.abs(one - other) > TOLERANCE * np.maximum(1.0, np.abs(one))
        apart |= np.isnan(one) != np.isnan(other)
        if apart.any():
            where = tuple(np.argwhere(apart)[0])
            found.append((int(where[0]) + 1, key, float(one[where]), float(other[where])))
    if not found:
        return ""
    month, key, a, b = min(found)
    return f"month {month}: {key} is {a!r} in columns, {b!r} in objects"


def check(told: Told) -> None:
    """Every outcome of every month, of the county and of each community, to the fen."""
    for series in (county_series, community_series):
        assert first_difference(series(told.columns), series(told.objects)) == ""
    lines = {line: told.columns.ledger[:, at] for line, at in LINE.items()}
    paid = {line: told.objects.ledger[:, at] for line, at in LINE.items()}
    assert first_difference(lines, paid) == ""
    np.testing.assert_allclose(told.objects.delivered, told.columns.delivered, rtol=TOLERANCE)
    np.testing.assert_allclose(told.objects.flows, told.columns.flows, TOLERANCE, TOLERANCE)
    np.testing.assert_allclose(told.objects.cells, told.columns.cells, TOLERANCE, TOLERANCE)


# -- the same numbers ------------------------------------------------------------------------


@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", PACKAGES)
def test_both_tellings_agree(name: str, seed: int) -> None:
    agree(PACKAGES[name], seed)


@pytest.mark.parametrize("name", POLICIES)
def test_both_tellings_agree_on_each_policy(name: str) -> None:
    agree({"months": 10, "policies": {name: {}}})


@pytest.mark.parametrize("name", POLICIES)
def test_both_tellings_agree_on_much_of_each_policy(name: str) -> None:
    agree({"months": 14, "policies": {name: EVERYTHING[name]}, "assumptions": TOUCHY}, 2)


SWITCHES = ("upward_priority", "insolvency", "talent_leak", "idleness", "form_creep", "fatigue")
"""Mechanisms that phases read themselves, and two that scale assumptions."""


@pytest.mark.parametrize("switch", SWITCHES)
def test_both_tellings_agree_without_a_mechanism(switch: str) -> None:
    switched = {**TOUCHY, "mechanisms": {switch: 0.0}}
    agree({"months": 10, "policies": EVERYTHING, "assumptions": switched})


@pytest.mark.parametrize("share", [0.0, 0.5])
def test_both_tellings_agree_without_any_mechanism(share: float) -> None:
    switches = dict.fromkeys(Mechanisms.model_fields, share)
    switched = {**TOUCHY, "mechanisms": switches}
    agree({"months": 10, "policies": EVERYTHING, "rollout": STAGES, "assumptions": switched})


@pytest.mark.parametrize("sign", [-1.0, 0.0, 1.0])
def test_both_tellings_agree_on_turned_signs(sign: float) -> None:
    signs = dict.fromkeys(Signs.model_fields, sign)
    agree({"months": 10, "policies": EVERYTHING, "assumptions": {**TOUCHY, "signs": signs}})


def test_both_tellings_agree_on_buildings_that_open_and_then_stand_idle() -> None:
    built = {**PLACES, "operation": 1.0, "months": 12}
    told = agree({"policies": {"facilities": built}})
    series = county_series(told.columns)
    floor, idle = series["floor_space"], series["idle_space"]
    assert floor[11] > floor[0]
    assert idle[11] == 0.0
    assert idle[12] > 0.0


@pytest.mark.parametrize("choose", ["random", "best_off", "connected"])
def test_both_tellings_choose_the_same_pilots(choose: str) -> None:
    rollout = {**STAGES, "choose": choose, "months": 5, "then": "all"}
    agree({"months": 8, "policies": EVERYTHING, "rollout": rollout})


def check_residents(world: World, model: PlainModel) -> None:
    """Every resident ends as the same person with the same attitudes."""
    table = world.residents
    for name in set(table.column_names()) - {"community", "neighbors", "ties", "shown"}:
        told_by_objects = np.array([getattr(each, name) for each in model.residents])
        np.testing.assert_allclose(
            told_by_objects, getattr(table, name), TOLERANCE, TOLERANCE, err_msg=name
        )


def check_institutions(world: World, model: PlainModel) -> None:
    """All that policies can read of institutions and places is what objects hold, row by row."""
    told_by_objects = model.world.copy()
    bridge.show_policies(model, told_by_objects)
    there = {"staff": world.staff.active, "organizations": world.organizations.status > 0}
    np.testing.assert_array_equal(told_by_objects.staff.active, there["staff"])
    np.testing.assert_array_equal(told_by_objects.organizations.status > 0, there["organizations"])
    for name in ("communities", "facilities", "staff", "organizations"):
        table, other = getattr(world, name), getattr(told_by_objects, name)
        rows = there.get(name, slice(None))
        for column in table.column_names():
            np.testing.assert_allclose(
                getattr(other, column)[rows],
                getattr(table, column)[rows],
                TOLERANCE,
                TOLERANCE,
                err_msg=f"{name}.{column}",
            )


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_both_tellings_agree_on_what_ships(path: Path) -> None:
    scenario = with_settings(load_scenario(path), {**SMALL, "months": 20})
    check(told_twice(scenario, 3, assumptions_of(scenario)))


@pytest.mark.slow
@pytest.mark.parametrize("seed", [4, 5])
@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_both_tellings_agree_at_full_length(path: Path, seed: int) -> None:
    scenario = with_settings(load_scenario(path), {"sample": 1000})
    check(told_twice(scenario, seed, assumptions_of(scenario)))


@pytest.mark.slow
@pytest.mark.parametrize("world", range(12))
def test_both_tellings_agree_in_other_worlds(world: int) -> None:
    names = sorted(PACKAGES)
    scenario = load_scenario({**SMALL, "months": 60, **PACKAGES[names[world % len(names)]]})
    values = world_assumptions(world, 1, ranges())
    check(told_twice(scenario, 100 + world, assume(values)))


def test_a_difference_is_told_by_month_outcome_and_values() -> None:
    columns = {"belonging": np.array([0.5, 0.6]), "trust": np.array([0.5, 0.5])}
    objects = {"belonging": np.array([0.5, 0.7]), "trust": np.array([0.5, 0.5])}
    said = first_difference(columns, objects)
    assert said == "month 2: belonging is 0.6 in columns, 0.7 in objects"


def test_a_world_can_be_taken_up_in_the_middle() -> None:
    scenario = load_scenario({**SMALL, "months": 9, "policies": EVERYTHING})
    world = settle(scenario, 1, Assumptions())
    act(world, scenario)
    model = PlainModel.from_world(world)
    for _ in range(4):
        step(world)
        model.step()
    check_residents(world, model)
    check_institutions(world, model)


# -- told apart ------------------------------------------------------------------------------


def test_objects_never_call_a_compiled_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = load_scenario({**SMALL, "policies": EVERYTHING})
    profile = load_county(scenario.county)
    model = PlainModel.from_world(build_world(profile, 240, Assumptions(), 1))

    def refuse(loop: ColumnLoop, _world: World) -> None:
        raise AssertionError(f"{loop.__name__} was called")

    monkeypatch.setattr(ColumnLoop, "__call__", refuse)
    act_plain(model, package_of(scenario, profile), 3)
    assert model.month == 3


def test_plain_rules_call_plain_rules_only() -> None:
    seen = [rules.faked_share, rules.civic_logit, rules.belonging_target, rules.next_burnout]
    for rule in seen:
        inside = [known for known in rule.__globals__.values() if callable(known)]
        assert not any(hasattr(known, "py_func") for known in inside)
        seen.extend(
            known for known in inside if known not in seen and hasattr(known, "__globals__")
        )
    assert rules.clip in seen


def test_an_unknown_rule_is_refused() -> None:
    with pytest.raises(AttributeError, match="no rule is called 'trust_afterwards'"):
        rules.trust_afterwards  # noqa: B018


# -- the same luck, the same assumptions -----------------------------------------------------

NUMBERS = (0, 1, 2**31, 2**63 - 1, 2**63, 2**64 - 1, 0x9E3779B97F4A7C15)


@pytest.mark.parametrize("number", NUMBERS)
def test_plain_chance_is_the_compiled_chance(number: int) -> None:
    key = np.uint64(number)
    assert chance.mix(number) == int(draws.mix(key))
    assert chance.named(f"name {number}") == int(draws.named(f"name {number}"))
    for ordinal in (0, 3, 1_000_007):
        assert chance.descend(number, ordinal) == int(draws.descend(key, np.uint64(ordinal)))
    for month in (-1, 0, 59):
        assert chance.month_key(number, month) == int(draws.month_key(number, month))
        luck = chance.Luck(chance.month_key(7, month))
        assert luck.draw("asked", number) == draws.draw(7, "asked", month, number)


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("kind", [np.int32, np.int64, np.uint64, int])
def test_descent_does_not_depend_on_the_type_of_the_ordinal(number: int, kind: Any) -> None:
    assert int(draws.descend(np.uint64(number), kind(5))) == chance.descend(number, 5)


def test_assumptions_are_those_of_the_world() -> None:
    assumptions = assume({"trust.gain": 0.04, "needs.hours_dispute": 7.0})
    world = build_world(load_county("illustrative"), 240, assumptions, 1)
    assert bridge.assumed(world) == namespace(assumptions)


# -- as a Mesa model -------------------------------------------------------------------------


def test_agents_are_those_of_the_world() -> None:
    world = build_world(load_county("illustrative"), 240, Assumptions(), 1)
    model = PlainModel.from_world(world)
    assert len(model.agents_by_type[Resident]) == len(world.residents)
    assert len(model.agents_by_type[Committee]) == len(world.communities)
    assert len(model.agents_by_type[SocialOrganization]) == (world.organizations.status > 0).sum()
    trust = model.agents.select(agent_type=Resident).get("trust")
    np.testing.assert_array_equal(trust, world.residents.trust)


def test_the_world_it_starts_from_stays_as_it_is() -> None:
    world = build_world(load_county("illustrative"), 240, Assumptions(), 1)
    before = world.copy()
    model = PlainModel.from_world(world)
    model.step()
    for table in World.TABLES:
        for name in getattr(world, table).column_names():
            after, was = getattr(getattr(world, table), name), getattr(getattr(before, table), name)
            np.testing.assert_array_equal(after, was)


def test_a_closed_model_is_not_kept_alive() -> None:
    model = PlainModel.from_world(build_world(load_county("illustrative"), 240, Assumptions(), 1))
    model.step()
    trace = weakref.ref(model)
    model.close()
    del model
    gc.collect()
    assert trace() is None


def test_a_run_leaves_a_record_of_every_month() -> None:
    begun = {"grid_management": {}, "self_governance": {}}
    scenario = load_scenario({"sample": 240, "burn_in": 3, "months": 2, "begun": begun})
    record, columns = run_plain(scenario, 1, Assumptions()), simulate(scenario, 1, Assumptions())
    assert record.months == 2
    assert record.ledger.dtype == np.int64
    np.testing.assert_array_equal(record.ledger, columns.ledger)
    np.testing.assert_allclose(record.flows, columns.flows, TOLERANCE, TOLERANCE)
