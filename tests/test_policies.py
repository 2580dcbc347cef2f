"""The battery every policy has to pass unasked, and each policy by hand."""

from __future__ import annotations

import math
import pickle
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from itertools import permutations
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from sim.assumptions import Assumptions, assume, namespace
from sim.county import Profile, load_county
from sim.effects import Effects
from sim.money import LINE
from sim.package import Package, lend, ramped, targeted
from sim.params import GRADES, Declaration, Settings, declarations
from sim.policies import POLICIES, Dose, Policy, Rollout
from sim.policies.facilities import Facilities, Tier
from sim.policies.grid_management import GridManagement
from sim.policies.hot_issue_resolution import HotIssueResolution
from sim.policies.information_platform import InformationPlatform
from sim.policies.organization_cultivation import OrganizationCultivation, Purchase
from sim.policies.publicity import Publicity
from sim.policies.self_governance import SelfGovernance
from sim.policies.staff_training import StaffTraining
from sim.policies.task_offloading import TaskOffloading
from sim.simulation import Record, act, settle
from sim.state import World
from sim.vocabulary import (
    AREAS,
    BY_DEPARTMENT,
    BY_ORGANIZATION,
    BY_POST,
    CANCELLED,
    CLERKS,
    COMMUNITY_KINDS,
    DOMAINS,
    INSPECTIONS,
    LAND,
    ORGANIZATION_KINDS,
    SOCIAL_SECURITY,
    STATISTICS,
)

CHINESE = re.compile("[\u4e00-\u9fff]")
SOURCE = re.compile(r"assumed|seed|S\d+(-S\d+)?(, S\d+(-S\d+)?)*")
"""Tags of docs/reference/sources.md, where *seed* is the report this project answers."""
COMMON = tuple(Policy.model_fields)
EACH = pytest.mark.parametrize("key", POLICIES)


@pytest.fixture(scope="module")
def county() -> Profile:
    return load_county("illustrative")


@pytest.fixture(scope="module")
def baseline(settled_once, small) -> Record:
    return act(settled_once.copy(), small(months=20))


@pytest.fixture
def spending(settled) -> World:
    """The settled county in a month in which every policy spends: sites are begun at times,
    and issues have to be there to be settled."""
    settled.month = 17
    settled.communities.hot_issues[:, 0] = 1000.0
    return settled


def levers(settings: type[Settings], *above: str) -> Iterator[tuple[tuple[str, ...], Declaration]]:
    """Every number a policy declares for itself, with the way to it."""
    declared = declarations(settings)
    for name, field in settings.model_fields.items():
        if name in COMMON:
            continue
        if name in declared:
            yield (*above, name), declared[name]
        elif isinstance(field.annotation, type) and issubclass(field.annotation, Settings):
            yield from levers(field.annotation, *above, name)


LEVERS = [(key, *lever) for key, policy in POLICIES.items() for lever in levers(policy)]
EACH_LEVER = pytest.mark.parametrize(
    ("key", "way", "declared"), LEVERS, ids=[".".join((key, *way)) for key, way, _ in LEVERS]
)


AT_WORK: dict[str, dict[str, Any]] = {"facilities": {"county": {"domains": ["sport"]}}}
"""Choices without which some numbers have nothing to act on."""


def chosen(key: str, values: Mapping[tuple[str, ...], float]) -> Policy:
    """A policy with some levers set, wherever they stand."""
    nested: dict[str, Any] = deepcopy(AT_WORK.get(key, {}))
    for way, value in values.items():
        place = nested
        for step in way[:-1]:
            place = place.setdefault(step, {})
        place[way[-1]] = value
    return POLICIES[key].model_validate(nested)


def inside(declared: Declaration, share: float) -> float:
    """A value of a lever's range; whole where the default is."""
    value = declared.low + share * (declared.high - declared.low)
    return int(value) if isinstance(declared.default, int) else value


def speak(policies: Mapping[str, Policy], world: World, **settings: Any) -> tuple[Effects, Package]:
    """The effects of policies in their first month, and the package that spoke."""
    package = Package(policies, profile=load_county("illustrative"), burn_in=12, **settings)
    package.begin(world)
    package.speak(world)
    return world.effects, package


def unpaid(key: str, world: World) -> Effects:
    """What a policy would do everywhere at full strength."""
    return POLICIES[key]().effects(world, Dose(np.ones(len(world.communities))))


def a_year(policy: Policy, world: World) -> np.ndarray:
    """What a policy does in twelve months at full strength, if the county stays as it is."""
    now, total = world.month, np.zeros_like(world.effects.buffer)
    for month in range(12):
        world.month = now + month
        total += policy.effects(world, Dose(np.ones(len(world.communities)))).buffer
    world.month = now
    return total


# -- the battery -----------------------------------------------------------------------------


@EACH
@pytest.mark.parametrize(
    "settings",
    [
        {"fidelity": 0.0},
        {"size": 0.0},
        {"start": 21},
        {"where": []},
        {"budget": 0.0},
    ],
    ids=["zero strength", "no size", "after the horizon", "nowhere", "no money"],
)
def test_a_policy_that_does_nothing_changes_nothing(
    key, settings, settled, small, baseline, same
) -> None:
    same(act(settled, small(months=20, policies={key: settings})), baseline)


@EACH
def test_a_policy_does_something(key, settled, small, baseline) -> None:
    record = act(settled, small(months=20, policies={key: {}}))
    assert not np.array_equal(record.flows, baseline.flows)
    assert not np.array_equal(record.ledger, baseline.ledger)


@pytest.mark.parametrize(("key", "silent"), list(permutations(POLICIES, 2)))
def test_a_silent_policy_leaves_the_luck_of_another(key, silent, settled, small, same) -> None:
    alone = act(settled.copy(), small(policies={key: {}}))
    same(act(settled, small(policies={key: {}, silent: {"fidelity": 0.0}})), alone)


@EACH
def test_a_policy_only_reads_the_world(key, settled) -> None:
    before = settled.copy()
    POLICIES[key]().effects(settled, Dose(np.full(len(settled.communities), 1.5)))
    for table in World.TABLES:
        for name in getattr(before, table).column_names():
            old, new = (getattr(getattr(world, table), name) for world in (before, settled))
            assert np.array_equal(old, new), f"{table}.{name}"


@EACH
def test_where_a_policy_does_not_reach_it_has_no_effect(key, spending) -> None:
    strength = np.zeros(len(spending.communities))
    strength[3] = 1.0
    effects = POLICIES[key]().effects(spending, Dose(strength))
    assert effects.buffer[3].any()
    assert not np.delete(effects.buffer, 3, axis=0).any()


@EACH
def test_a_policy_costs_something(key, spending) -> None:
    assert unpaid(key, spending).total_yuan() > 0.0


@EACH
def test_a_policy_has_a_title_and_says_what_it_does(key) -> None:
    policy = POLICIES[key]
    assert policy.TITLE["en"]
    assert CHINESE.search(policy.TITLE["zh"])
    assert len((policy.__doc__ or "").strip().split("\n")[0]) > 20
    for name, field in policy.model_fields.items():
        kind = field.annotation
        several = isinstance(kind, type) and issubclass(kind, Settings)
        assert field.description or (kind.__doc__ if several else name == "rollout"), name


@EACH_LEVER
def test_a_lever_is_declared_completely(key, way, declared) -> None:
    assert key in POLICIES
    assert declared.low <= declared.default <= declared.high, way
    assert declared.low < declared.high, way
    assert declared.unit
    assert declared.en
    assert CHINESE.search(declared.zh)
    assert declared.grade in GRADES
    assert SOURCE.fullmatch(declared.source)


@EACH_LEVER
def test_a_lever_takes_its_range_and_no_more(key, way, declared) -> None:
    for end in (declared.low, declared.high):
        chosen(key, {way: end})
    for beyond in (declared.low - 1, declared.high + 1):
        with pytest.raises(ValidationError):
            chosen(key, {way: beyond})


@EACH_LEVER
def test_every_lever_moves_a_channel(key, way, declared, settled) -> None:
    # from the middle of all ranges, so that no lever hides behind another that is nought, and
    # where much is to be built and something stands, so that running it costs something
    settled.facilities.capacity[:] = 0.0
    settled.facilities.built_m2[-1] = 100.0
    middle = {other: inside(item, 0.5) for name, other, item in LEVERS if name == key}
    usual = a_year(chosen(key, middle), settled)
    both = (declared.low, declared.high)
    ends = [a_year(chosen(key, middle | {way: end}), settled) for end in both]
    assert any(not np.array_equal(usual, end) for end in ends)


@EACH
def test_every_switch_moves_a_channel(key, settled) -> None:
    dose = Dose(np.ones(len(settled.communities)))
    usual = POLICIES[key]().effects(settled, dose)
    for name, field in POLICIES[key].model_fields.items():
        if field.annotation is bool:
            turned = POLICIES[key](**{name: not field.default}).effects(settled, dose)
            assert not np.array_equal(usual.buffer, turned.buffer), name


@EACH
def test_a_policy_survives_the_way_to_a_worker(key) -> None:
    policy = POLICIES[key](start=3, where=["village"], rollout=Rollout(pilots=2))
    assert pickle.loads(pickle.dumps(policy)) == policy


@EACH
def test_half_the_dose_never_does_more_than_all_of_it(key, spending) -> None:
    size = len(spending.communities)
    half = POLICIES[key]().effects(spending, Dose(np.full(size, 0.5)))
    full = POLICIES[key]().effects(spending, Dose(np.ones(size)))
    assert (half.buffer <= full.buffer + 1e-12).all()
    assert (half.buffer >= 0.0).all()


def test_pilots_and_rollouts_cite_a_source_or_say_assumed() -> None:
    for name, declared in declarations(Rollout).items():
        assert SOURCE.fullmatch(declared.source), name


# -- money -----------------------------------------------------------------------------------


@EACH
def test_half_the_money_delivers_half(key, spending) -> None:
    people = spending.communities.population.sum()
    full = unpaid(key, spending)
    budget = full.total_yuan() * 12.0 / people / 2.0
    effects, package = speak({key: POLICIES[key](budget=budget)}, spending)
    assert package.delivered.tolist() == pytest.approx([0.5])
    assert effects.buffer == pytest.approx(0.5 * full.buffer)


@EACH
def test_money_to_spare_changes_nothing(key, spending) -> None:
    full = unpaid(key, spending)
    effects, package = speak({key: POLICIES[key](budget=1e5)}, spending)
    assert package.delivered.tolist() == [1.0]
    assert np.array_equal(effects.buffer, full.buffer)


def test_the_budget_of_the_package_pays_the_policies_in_their_order(spending) -> None:
    first, second, *rest = POLICIES
    costs = [unpaid(key, spending).total_yuan() for key in (first, second)]
    people = spending.communities.population.sum()
    budget = (costs[0] + costs[1] / 2.0) * 12.0 / people
    _, package = speak({key: policy() for key, policy in POLICIES.items()}, spending, budget=budget)
    assert package.delivered.tolist() == pytest.approx([1.0, 0.5, *(0.0 for _ in rest)])


def test_the_order_of_paying_is_not_the_order_of_writing(small) -> None:
    forward, backward = list(POLICIES), list(reversed(POLICIES))
    for written in (forward, backward):
        scenario = small(policies={key: {} for key in written})
        assert list(scenario.policies.given()) == list(POLICIES)


def test_a_policy_that_is_not_paid_leaves_its_money_to_the_next(spending) -> None:
    first, second, *_ = POLICIES
    people = spending.communities.population.sum()
    cost = unpaid(second, spending).total_yuan() * 12.0 / people
    policies = {first: POLICIES[first](budget=0.0), second: POLICIES[second]()}
    _, package = speak(policies, spending, budget=cost)
    assert package.delivered.tolist() == pytest.approx([0.0, 1.0])


def test_a_run_says_what_was_delivered(settled, small) -> None:
    key = "staff_training"
    scenario = small(policies={key: {"start": 3, "months": 2, "budget": 0.0}})
    delivered = act(settled, scenario).delivered[:, 0]
    assert np.isnan(delivered[[0, 1, 4, 5]]).all()  # it does not act in months 1, 2, 5 and 6
    assert delivered[2:4].tolist() == [0.0, 0.0]


# -- when and where --------------------------------------------------------------------------


def test_a_policy_rises_over_its_ramp_and_ends() -> None:
    policy = StaffTraining(start=3, ramp=4, months=5)
    levels = [ramped(policy, month) for month in range(1, 10)]
    assert levels == [0.0, 0.0, 0.25, 0.5, 0.75, 1.0, 1.0, 0.0, 0.0]


def test_a_policy_tapers_off_after_its_end() -> None:
    policy = StaffTraining(start=1, months=2, taper=3)
    levels = [ramped(policy, month) for month in range(1, 8)]
    assert levels == [1.0, 1.0, 0.75, 0.5, 0.25, 0.0, 0.0]


def test_twice_the_size_costs_twice_as_much(settled, county) -> None:
    costs = []
    for size in (1.0, 2.0):
        package = Package({"publicity": Publicity(size=size)}, profile=county, burn_in=12)
        package.begin(settled)
        package.speak(settled)
        costs.append(settled.effects.total_yuan())
    assert costs[1] == pytest.approx(2 * costs[0])
    assert costs[0] > 0


def test_a_policy_without_months_never_ends() -> None:
    assert ramped(StaffTraining(), 1200) == 1.0


def test_nothing_is_said_before_the_first_reported_month(settled) -> None:
    settled.month = 11
    effects, _ = speak({"staff_training": StaffTraining()}, settled)
    assert not effects.buffer.any()


def test_effects_of_last_month_are_forgotten(settled) -> None:
    policies = {"staff_training": StaffTraining(months=1)}
    effects, package = speak(policies, settled)
    assert effects.buffer.any()
    settled.month += 1
    package.speak(settled)
    assert not settled.effects.buffer.any()


def test_policies_add_up(spending) -> None:
    alone = [unpaid(key, spending).buffer for key in POLICIES]
    together, _ = speak({key: policy() for key, policy in POLICIES.items()}, spending)
    assert together.buffer == pytest.approx(sum(alone))


def test_where_names_areas_kinds_names_and_codes(county) -> None:
    north = county.area == AREAS.index("north_city")
    villages = county.kind == COMMUNITY_KINDS.index("village")
    assert targeted("all", county).all()
    assert np.array_equal(targeted("north_city", county), north)
    assert np.array_equal(targeted(["north_city", "village"], county), north | villages)
    assert np.flatnonzero(targeted([str(county.name[5])], county)).tolist() == [5]
    assert np.flatnonzero(targeted(str(county.code[7]), county)).tolist() == [7]
    assert not targeted("a community that does not exist", county).any()
    assert not targeted([], county).any()


# -- pilots first ----------------------------------------------------------------------------


def strengths(rollout: Rollout, world: World, months: list[int], **settings: Any) -> np.ndarray:
    """How strong a policy is in each community in some reported months."""
    policy = StaffTraining(experts=1.0, rollout=rollout, **settings)
    package = Package({"staff_training": policy}, profile=load_county("illustrative"), burn_in=12)
    package.begin(world)
    rows = []
    for month in months:
        world.month = 11 + month
        package.speak(world)
        rows.append(world.effects.expert_days.copy())
    return np.array(rows)


ATTENDED: dict[str, Any] = {"supervised": 24}
"""Supervisors for every community of the county."""


def believing(world: World, **delivery: float) -> World:
    """The same county where some numbers of the group ``delivery`` are as told."""
    chosen = {f"delivery.{name}": value for name, value in delivery.items()}
    world.assumed = namespace(assume(chosen))
    return world


def test_pilots_get_more_for_a_while_then_everybody_gets_the_policy(settled) -> None:
    rollout = Rollout(pilots=3, effort=1.5, effort_half_life=9, months=12, **ATTENDED)
    first, tenth, after = strengths(rollout, settled, [1, 10, 13])
    # the extra half is a quarter after nine months
    assert sorted(first, reverse=True)[:4] == [1.5, 1.5, 1.5, 0.0]
    assert sorted(tenth, reverse=True)[:4] == pytest.approx([1.25, 1.25, 1.25, 0.0])
    assert (after == 1.0).all()


def test_the_first_month_in_which_a_policy_acts_is_told(settled) -> None:
    package = Package(
        {"staff_training": StaffTraining(experts=1.0, start=2)},
        profile=load_county("illustrative"), burn_in=12,
        rollout=Rollout(pilots=3, months=4, **ATTENDED),
    )  # fmt: skip
    package.begin(settled)
    adopted = []
    for _ in range(7):
        package.speak(settled)
        adopted.append(sorted(set(package.adopted.tolist())))
        settled.month += 1
    assert adopted == [[0], *[[0, 2]] * 4, *[[2, 6]] * 2]
    assert (package.adopted == 2).sum() == 3


def test_extra_effort_tells_as_far_as_is_assumed(settled) -> None:
    rollout = Rollout(pilots=2, effort=2.0, months=12)
    [row] = strengths(rollout, believing(settled, on_effort=0.5), [1])
    assert sorted(row, reverse=True)[:3] == [1.5, 1.5, 0.0]


def test_stage_follows_stage_from_pilots_to_an_area_to_the_county(settled, county) -> None:
    rollout = Rollout(
        pilots=3, choose="worst_off", effort=1.0, months=12, then=["north_city", "all"], **ATTENDED
    )
    pilots, north, all_over, still = strengths(rollout, settled, [12, 13, 25, 60])
    assert sorted(pilots, reverse=True)[:4] == [1.0, 1.0, 1.0, 0.0]
    second = (pilots > 0.0) | (county.area == AREAS.index("north_city"))
    assert np.array_equal(north, second.astype(float))
    assert (all_over == 1.0).all()
    assert (still == 1.0).all()


def test_a_rollout_that_names_no_more_stages_stays_where_it_is(settled, county) -> None:
    name = str(county.name[5])
    rollout = Rollout(choose="named", named=[str(county.code[2])], effort=1.0, months=3, then=name)
    rows = strengths(rollout, settled, [3, 4, 40])
    assert [np.flatnonzero(row).tolist() for row in rows] == [[2], [2, 5], [2, 5]]


def test_after_the_pilots_each_community_gets_less_money(settled) -> None:
    rollout = Rollout(pilots=3, effort=1.0, months=12, scale_funding=0.6, **ATTENDED)
    pilots, after = strengths(rollout, settled, [12, 13])
    assert sorted(pilots, reverse=True)[:4] == [1.0, 1.0, 1.0, 0.0]
    assert after == pytest.approx(np.full(24, 0.6))


def test_what_nobody_supervises_is_delivered_worse_until_it_is_learned(settled) -> None:
    believing(settled, unsupervised_loss=0.3, learning=0.05)
    rollout = Rollout(pilots=8, effort=1.0, months=10, supervised=6)
    rows = strengths(rollout, settled, [1, 11, 31])
    # supervisors attend to 6 of 8, then to 6 of 24
    lost = (0.3 * 0.25, 0.3 * 0.75 * math.exp(-0.5), 0.3 * 0.75 * math.exp(-1.5))
    assert [float(row.max()) for row in rows] == pytest.approx([1.0 - share for share in lost])


# -- what pilots take from the others --------------------------------------------------------


def lent(settled: World, hours: Any, **settings: Any) -> Effects:
    """What a rollout with two pilots of double effort moves, from others with so many hours."""
    believing(settled, effort_hours=160.0)
    settled.communities.capacity_hours[:] = hours
    names = [str(code) for code in load_county("illustrative").code[:2]]
    rollout = Rollout(choose="named", named=names, effort=2.0)
    effects, _ = speak({"staff_training": StaffTraining(rollout=rollout, **settings)}, settled)
    return effects


def test_pilots_borrow_hours_from_all_others_hour_for_hour(settled) -> None:
    effects = lent(settled, 400.0)
    # 160 hours for each of two pilots, from 22 communities with 400 hours each
    assert effects.borrowed_hours.tolist() == pytest.approx([160.0] * 2 + [0.0] * 22)
    assert effects.policy_hours.tolist() == pytest.approx([0.0] * 2 + [320.0 / 22.0] * 22)


def test_nobody_lends_more_than_a_fifth(settled) -> None:
    effects = lent(settled, 50.0)
    assert effects.policy_hours.tolist() == pytest.approx([0.0] * 2 + [10.0] * 22)
    assert effects.borrowed_hours.tolist() == pytest.approx([110.0] * 2 + [0.0] * 22)


def test_who_has_more_hours_lends_more(settled) -> None:
    hours = np.arange(24.0) * 100.0
    effects = lent(settled, hours)
    assert effects.policy_hours[2:] == pytest.approx(320.0 * hours[2:] / hours[2:].sum())


def test_hours_that_policies_take_already_are_not_lent_as_well(settled) -> None:
    believing(settled, effort_hours=160.0)
    settled.communities.capacity_hours[:] = 400.0
    settled.effects.clear()
    settled.effects.policy_hours[2:13] = 300.0
    settled.effects.policy_hours[13] = 900.0
    lend(np.where(np.arange(24) < 2, 1.0, 0.0), settled)
    # eleven have 100 hours left, one none and ten 400: 320 of 5,100 hours
    given = settled.effects.policy_hours - np.repeat([0.0, 300.0, 900.0, 0.0], [2, 11, 1, 10])
    share = 320.0 / 5100.0
    by_hand = np.repeat([0.0, 100.0 * share, 0.0, 400.0 * share], [2, 11, 1, 10])
    assert given == pytest.approx(by_hand)
    assert settled.effects.borrowed_hours.sum() == pytest.approx(given.sum())


def test_half_the_money_pays_half_of_the_extra_effort(settled) -> None:
    settled.effects.clear()
    full = lent(settled.copy(), 400.0).total_yuan()
    people = settled.communities.population.sum()
    effects = lent(settled, 400.0, budget=full * 12.0 / people / 2.0)
    assert effects.borrowed_hours.tolist() == pytest.approx([80.0] * 2 + [0.0] * 22)


def test_where_displacement_is_switched_off_nobody_lends(settled) -> None:
    settled.assumed = namespace(assume({"mechanisms.displacement": 0.0}))
    settled.effects.clear()
    lend(np.where(np.arange(24) < 2, 1.0, 0.0), settled)
    assert not settled.effects.buffer.any()


def test_a_policy_that_is_not_paid_borrows_nothing(settled) -> None:
    effects = lent(settled, 400.0, budget=0.0)
    assert not effects.buffer.any()


def test_when_the_pilots_are_over_hours_go_back(settled) -> None:
    rollout = Rollout(pilots=3, effort=2.0, months=6)
    policy = StaffTraining(rollout=rollout)
    package = Package({"staff_training": policy}, profile=load_county("illustrative"), burn_in=12)
    package.begin(settled)
    borrowed = []
    for month in (12, 17, 18):
        settled.month = month
        package.speak(settled)
        borrowed.append(float(settled.effects.borrowed_hours.sum()))
    assert borrowed[0] == pytest.approx(480.0)
    assert borrowed[1] == pytest.approx(480.0 * 0.5 ** (5.0 / 9.0))
    assert borrowed[2] == 0.0


# -- policies already begun ------------------------------------------------------------------


def carried_on(begun: Mapping[str, Policy], world: World, month: int, **settings: Any) -> Package:
    """What has begun speaks in this month, counted from the first of the burn-in."""
    package = Package({}, begun=begun, profile=load_county("illustrative"), burn_in=12, **settings)
    world.effects.clear()
    world.month = month
    package.speak(world)
    return package


@EACH
def test_what_has_begun_speaks_from_the_first_month_of_the_burn_in(key, settled) -> None:
    begun = {key: POLICIES[key]()}
    for month in (0, 5, 12, 40):
        settled.month = month
        expected = unpaid(key, settled).buffer
        package = carried_on(begun, settled, month)
        assert np.array_equal(settled.effects.buffer, expected), month
        assert package.delivered.shape == (0,)
        assert package.keys == ()


def test_months_of_what_has_begun_count_from_the_burn_in(settled) -> None:
    begun = {"staff_training": StaffTraining(experts=1.0, start=3, ramp=2, months=4)}
    days = []
    for month in range(8):
        carried_on(begun, settled, month)
        days.append(float(settled.effects.expert_days[0]))
    assert days == [0.0, 0.0, 0.5, 1.0, 1.0, 1.0, 0.0, 0.0]


def test_what_has_begun_has_a_size_and_a_fidelity(settled) -> None:
    carried_on({"staff_training": StaffTraining(experts=1.0, size=3.0, fidelity=0.5)}, settled, 5)
    assert (settled.effects.expert_days == 1.5).all()


def test_what_has_begun_and_what_is_added_add_up_and_only_that_is_counted(settled) -> None:
    policies = {"staff_training": StaffTraining(experts=2.0, start=2)}
    begun = {"staff_training": StaffTraining(experts=1.0, where="village")}
    package = Package(policies, begun=begun, profile=load_county("illustrative"), burn_in=12)
    package.begin(settled)
    package.speak(settled)
    villages = settled.communities.kind == COMMUNITY_KINDS.index("village")
    assert np.array_equal(settled.effects.expert_days, villages.astype(float))
    assert np.isnan(package.delivered).tolist() == [True]
    settled.month += 1
    package.speak(settled)
    assert np.array_equal(settled.effects.expert_days, 2.0 + villages)
    assert package.delivered.tolist() == [1.0]


def test_a_budget_is_for_what_is_added(settled) -> None:
    policies = {"staff_training": StaffTraining()}
    people = settled.communities.population.sum()
    cost = unpaid("staff_training", settled).total_yuan() * 12.0 / people
    begun = {"publicity": Publicity()}
    package = Package(
        policies, begun=begun, budget=cost, profile=load_county("illustrative"), burn_in=12
    )
    package.begin(settled)
    package.speak(settled)
    assert package.delivered.tolist() == pytest.approx([1.0])


def test_a_county_settles_with_what_has_begun(small) -> None:
    grids = {"grid_management": {"staffed": 1.0, "grid_residents": 500}}
    worlds = [settle(small(begun=begun), 3, Assumptions()) for begun in ({}, grids)]
    usual, begun = (int((one.staff.active & one.staff.placed).sum()) for one in worlds)
    assert usual == 0
    assert begun > 0
    record = act(worlds[1], small(begun=grids))
    assert record.policies == ()
    assert record.delivered.shape == (6, 0)


def test_the_pilot_stage_begins_with_the_policy(settled) -> None:
    rollout = Rollout(pilots=3, months=6)
    rows = strengths(rollout, settled, [9, 10, 15, 16], start=10)
    assert [int((row > 0.0).sum()) for row in rows] == [0, 3, 3, 24]


@pytest.mark.parametrize("choose", ["random", "best_off", "worst_off", "connected"])
def test_as_many_pilots_as_asked_for(choose, settled) -> None:
    [row] = strengths(Rollout(pilots=5, choose=choose), settled, [1])
    assert int((row > 0.0).sum()) == 5


def test_pilots_lie_where_the_policy_is_meant_to_be(settled, county) -> None:
    villages = county.kind == COMMUNITY_KINDS.index("village")
    [row] = strengths(Rollout(pilots=40), settled, [1], where="village")
    assert np.array_equal(row > 0.0, villages)


def test_the_best_and_the_worst_off_by_trust_and_satisfaction(settled) -> None:
    settled.communities.trust[:] = np.linspace(0.3, 0.7, 24)
    settled.communities.satisfaction[:] = 0.5
    settled.communities.satisfaction[0] = 0.95  # from the lowest sum to the highest
    for choose, expected in (("best_off", [0, 22, 23]), ("worst_off", [1, 2, 3])):
        [row] = strengths(Rollout(pilots=3, choose=choose), settled.copy(), [1])
        assert np.flatnonzero(row).tolist() == expected


def test_the_connected_have_most_mobilized_hours_a_head(settled) -> None:
    settled.communities.population[:] = 1000.0
    settled.communities.mobilized_hours[:] = np.arange(24.0)
    settled.communities.population[23] = 10_000.0
    [row] = strengths(Rollout(pilots=2, choose="connected"), settled, [1])
    assert np.flatnonzero(row).tolist() == [21, 22]


def test_named_pilots(settled, county) -> None:
    names = [str(county.name[2]), str(county.code[9])]
    [row] = strengths(Rollout(choose="named", named=names), settled, [1])
    assert np.flatnonzero(row).tolist() == [2, 9]


def test_the_lot_falls_by_seed_and_not_by_state(settled) -> None:
    changed, other = settled.copy(), settled.copy()
    changed.communities.trust[:] = 0.1
    other.seed += 1
    [one], [same], [elsewhere] = (
        strengths(Rollout(pilots=4), world, [1]) for world in (settled, changed, other)
    )
    assert np.array_equal(one, same)
    assert not np.array_equal(one, elsewhere)


# -- each policy by hand ---------------------------------------------------------------------


@pytest.fixture
def plain_world(settled) -> World:
    """4,000 residents and 100 hours of each type of item in every community."""
    settled.communities.population[:] = 4000.0
    settled.communities.handed_hours[:] = 100.0
    return settled


HOUR_YUAN = 2700.0 * 1.15 / 130.0
"""What an hour of a social organization costs by default."""


def test_offloading_by_hand(plain_world) -> None:
    effects = TaskOffloading().effects(plain_world, Dose(np.ones(24)))
    assert effects.moved[0, INSPECTIONS].tolist() == pytest.approx([0.0, 0.0, 0.0, 0.4])
    assert effects.moved[0, SOCIAL_SECURITY, BY_POST] == 0.5
    assert effects.moved[0, STATISTICS, BY_ORGANIZATION] == 0.5
    assert effects.moved[0, LAND, BY_DEPARTMENT] == 0.5
    assert effects.moved[0, INSPECTIONS, CANCELLED] == 0.4
    # 100 hours to posts at 2,400 / 128 yuan, 80 to departments at 40, 50 to organizations
    assert effects.cost_yuan[0, LINE["moved_posts"]] == pytest.approx(1875.0)
    assert effects.cost_yuan[0, LINE["department_work"]] == pytest.approx(3200.0)
    assert effects.cost_yuan[0, LINE["supervision"]] == pytest.approx(150.0)
    assert effects.purchase_hours[0, CLERKS] == pytest.approx(50.0)
    assert effects.purchase_yuan[0, CLERKS, 1] == pytest.approx(50.0 * HOUR_YUAN * 0.95)


def test_offloading_twice_as_much_never_moves_more_than_all(plain_world) -> None:
    effects = TaskOffloading(scale=2.0).effects(plain_world, Dose(np.full(24, 2.0)))
    assert effects.moved.sum(axis=2).max() == 1.0


def test_items_that_are_not_named_keep_their_doer() -> None:
    policy = TaskOffloading.model_validate({"items": {"health": {"share": 0.2, "to": "cancelled"}}})
    assert (policy.items["health"].share, policy.items["health"].to) == (0.2, "cancelled")
    assert policy.items["statistics"] == TaskOffloading().items["statistics"]


@pytest.mark.parametrize("item", ["inspections", "land", "stability"])
def test_enforcement_never_goes_to_organizations(item) -> None:
    with pytest.raises(ValidationError, match="organizations"):
        TaskOffloading.model_validate({"items": {item: {"share": 0.1, "to": "organization"}}})


def test_cultivation_by_hand(plain_world) -> None:
    policy = OrganizationCultivation(purchase=Purchase(elder_care=6.0), payment_delay=4)
    effects = policy.effects(plain_world, Dose(np.ones(24)))
    # 6 grants a year per 100,000: 0.02 a month for 4,000, of 80,000 yuan each
    assert effects.seed_grants[0] == pytest.approx(0.02)
    assert effects.seed_grant_yuan[0] == pytest.approx(1600.0)
    # 6 yuan a year for 4,000 residents: 2,000 a month, four months later
    elder_care = ORGANIZATION_KINDS.index("elder_care")
    assert effects.purchase_yuan[0, elder_care, 4] == pytest.approx(2000.0)
    assert effects.purchase_hours[0, elder_care] == pytest.approx(2000.0 / (0.95 * HOUR_YUAN))
    # 1.5 yuan at half strength, 0.5 yuan: for 4,000 residents and a month
    assert effects.cost_yuan[0, LINE["incubation"]] == pytest.approx(250.0)
    assert effects.cost_yuan[0, LINE["supervision"]] == pytest.approx(0.5 * 4000.0 / 12.0)


def test_training_by_hand(plain_world) -> None:
    staff = plain_world.staff
    staff.active[:] = False
    staff.active[:5] = True  # five in the first office, one of them a grid worker, one placed
    staff.kind[:5] = (1, 1, 1, 4, 5)
    staff.placed[:5] = (False, False, False, True, False)
    policy = StaffTraining(hours=24, study_visits=1, visit_hours=18, posts=0.5, pay_supplement=0.1)
    effects = policy.effects(plain_world, Dose(np.ones(24)))
    assert effects.class_hours[0] == pytest.approx(2.0)
    assert effects.visit_hours[0] == pytest.approx(1.5)
    cost = effects.cost_yuan[0]
    assert cost[LINE["training"]] == pytest.approx((24 * 40 + 1200) / 12 * 4)
    assert cost[LINE["experts"]] == pytest.approx(0.5 * 800)
    assert cost[LINE["placed_pay"]] == pytest.approx(0.5 * 3200 + 0.5 * 2400)
    assert cost[LINE["pay_supplement"]] == pytest.approx(0.1 * 3200 * 3)


@pytest.fixture
def far_apart(plain_world) -> World:
    """1,000 residents and no facilities in every community, each out of the others' reach."""
    communities, facilities = plain_world.communities, plain_world.facilities
    communities.population[:] = 1000.0
    communities.x[:], communities.y[:] = 1e6 * np.arange(24.0), 0.0
    facilities.x[:] = communities.x[facilities.community]
    facilities.y[:] = 0.0
    facilities.capacity[:] = 0.0
    return plain_world


def site_of(world: World, community: int, tier: int, domain: str) -> int:
    """The row where a policy builds."""
    table = world.facilities
    here = (table.community == community) & (table.tier == tier)
    return int(np.flatnonzero(here & (table.domain == DOMAINS.index(domain)))[-1])


def sited(world: World, policy: Facilities, strength: Any = 1.0) -> np.ndarray:
    """Square meters begun for culture on the community tier."""
    effects = policy.effects(world, Dose(np.full(24, 1.0) * strength))
    return effects.building_m2[:, 0, DOMAINS.index("culture")]


ONE_A_MONTH = Tier(domains=["culture"], sites=12, adequate=0.6, cover=0.5, floor_space=300)
ALONE: dict[str, Any] = {"community": ONE_A_MONTH, "township": Tier(), "county": Tier()}


def test_facilities_by_hand(far_apart) -> None:
    far_apart.communities.population[7] = 5000.0
    effects = Facilities(**ALONE).effects(far_apart, Dose(np.ones(24)))
    assert np.flatnonzero(effects.building_m2.sum(axis=(1, 2))).tolist() == [7]
    assert effects.building_m2[7, 0, DOMAINS.index("culture")] == 300.0
    assert effects.cost_yuan[7, LINE["building"]] == pytest.approx(600_000.0)
    assert effects.cost_yuan[:, LINE["operation"]].sum() == 0.0
    assert (effects.operation == 1.0).all()


def test_what_is_being_built_counts_and_is_finished_before_more_is_begun(far_apart) -> None:
    far_apart.communities.population[7] = 5001.0
    site = site_of(far_apart, 7, 0, "culture")
    far_apart.facilities.coming_m2[site] = 100.0
    built = sited(far_apart, Facilities(**ALONE))
    assert (np.flatnonzero(built).tolist(), built[7]) == ([7], 200.0)
    # 3,000 places for 5,001 people do not suffice, but all that is built at one site stands
    far_apart.facilities.coming_m2[site] = 300.0
    assert np.flatnonzero(sited(far_apart, Facilities(**ALONE))).tolist() == [0]


def test_building_stops_when_enough_are_covered(far_apart) -> None:
    for community in range(12):  # half of all residents
        far_apart.facilities.capacity[site_of(far_apart, community, 0, "culture")] = 600.0
    assert not sited(far_apart, Facilities(**ALONE)).any()
    far_apart.facilities.capacity[site_of(far_apart, 3, 0, "culture")] = 599.0
    assert np.flatnonzero(sited(far_apart, Facilities(**ALONE))).tolist() == [3]


def test_places_of_another_tier_do_not_count(far_apart) -> None:
    for community in range(24):
        far_apart.facilities.capacity[site_of(far_apart, community, 1, "culture")] = 9000.0
    assert sited(far_apart, Facilities(**ALONE)).any()


def test_sites_go_where_most_are_in_reach_or_to_the_largest(far_apart) -> None:
    communities = far_apart.communities
    communities.x[1], communities.x[2] = 0.0, 400.0  # first and second neighbors of the third
    communities.x[0] = 800.0
    communities.population[5] = 2500.0
    # the third has 1,000 people on both sides, within 500 meters of it
    assert np.flatnonzero(sited(far_apart, Facilities(**ALONE))).tolist() == [2]
    largest = Facilities(**ALONE, siting="largest")
    assert np.flatnonzero(sited(far_apart, largest)).tolist() == [5]


def test_sites_lie_where_the_policy_is_meant_to_be_and_come_at_its_pace(far_apart) -> None:
    strength = np.zeros(24)
    strength[[9, 11]] = 1.5
    begun = []
    for far_apart.month in (12, 13):
        begun.append(sited(far_apart, Facilities(**ALONE), strength))
    # one and a half a month are one and two by turns
    assert np.flatnonzero(begun[0]).tolist() == [9]
    assert np.flatnonzero(begun[1]).tolist() == [9, 11]
    assert begun[1][[9, 11]].tolist() == [300.0, 300.0]


def test_two_sites_a_year_are_one_in_june_and_one_in_december(far_apart) -> None:
    twice = ONE_A_MONTH.model_copy(update={"sites": 2})
    policy = Facilities(**ALONE | {"community": twice})
    begun = []
    for far_apart.month in range(12):
        begun.append(float(sited(far_apart, policy).sum()))
    assert begun == [0.0] * 5 + [300.0] + [0.0] * 5 + [300.0]


def test_running_what_was_built_costs_money(far_apart) -> None:
    far_apart.facilities.built_m2[site_of(far_apart, 3, 1, "market")] = 200.0
    policy = Facilities(**ALONE, operation=0.5)
    effects = policy.effects(far_apart, Dose(np.ones(24)))
    # half of 120 yuan a year for 200 square meters
    assert effects.cost_yuan[3, LINE["operation"]] == pytest.approx(1000.0)
    assert effects.cost_yuan[:, LINE["operation"]].sum() == pytest.approx(1000.0)
    assert (effects.operation == 0.5).all()


def test_self_governance_by_hand(plain_world) -> None:
    effects = SelfGovernance().effects(plain_world, Dose(np.ones(24)))
    # 16 x 0.5 + 12 x 0.25 + 24 x 6 / 12 + 24 + 6 x 0.3 + 6 x 0.5 hours
    assert effects.policy_hours[0] == pytest.approx(51.8)
    assert (effects.meetings[0], effects.hearings[0], effects.consultations[0]) == (6.0, 2.0, 2.0)
    assert effects.decisive_hearings[0] == pytest.approx(1.2)
    assert effects.cost_yuan[0, LINE["meetings"]] == pytest.approx(300.0)
    assert effects.cost_yuan[0, LINE["fund_grant"]] == pytest.approx(2.0 * 4000.0 / 12.0)
    half = SelfGovernance().effects(plain_world, Dose(np.full(24, 0.5)))
    assert half.buffer == pytest.approx(0.5 * effects.buffer)


def test_publicity_by_hand(plain_world) -> None:
    plain_world.communities.volunteering_acts[:] = 50.0
    effects = Publicity(promise=0.8, reward_yuan=10).effects(plain_world, Dose(np.ones(24)))
    assert effects.publicity[0] == 0.5
    assert effects.promise[0] == pytest.approx(0.4)
    assert effects.activities[0] == pytest.approx(0.5)
    assert effects.policy_hours[0] == pytest.approx(26.0)  # half of 40, half an event of 12
    assert effects.cost_yuan[0, LINE["publicity"]] == pytest.approx(500.0 + 750.0)
    assert effects.cost_yuan[0, LINE["rewards"]] == pytest.approx(500.0)


def test_hot_issue_resolution_by_hand(plain_world) -> None:
    price = {"issue_hours": 10.0, "issue_yuan": 2000.0, "issue_people": 40.0}
    chosen = {f"grievance.{name}": value for name, value in price.items()}
    plain_world.assumed = namespace(assume(chosen))
    plain_world.communities.hot_issues[:] = 0.0
    plain_world.communities.hot_issues[0, [0, 3]] = 300.0, 100.0
    plain_world.communities.hot_issues[1, 5] = 10.0
    policy = HotIssueResolution(hours=30, yuan=6)
    effects = policy.effects(plain_world, Dose(np.full(24, 0.5)))
    # hours for three issues and money for one (6 x 4,000 / 12 yuan), at half strength half of
    # one; in the second community ten people have a quarter of one, in the others nobody any
    assert effects.issue_hours[:3].tolist() == pytest.approx([5.0, 2.5, 0.0])
    assert effects.issue_yuan[:3].tolist() == pytest.approx([1000.0, 500.0, 0.0])
    assert np.array_equal(effects.policy_hours, effects.issue_hours)
    assert np.array_equal(effects.cost_yuan[:, LINE["hot_issues"]], effects.issue_yuan)


def test_an_information_platform_by_hand(plain_world) -> None:
    policy = InformationPlatform(forms_replaced=0.3, data_sharing=0.6, online=0.9, forms_added=2)
    effects = policy.effects(plain_world, Dose(np.ones(24)))
    assert (effects.forms_replaced[0], effects.forms_added[0]) == (0.3, 2.0)
    assert (effects.data_sharing[0], effects.online[0]) == (0.6, 0.9)
    # 2 yuan at three fifths of full scope, and 1 to run it
    assert effects.cost_yuan[0, LINE["platform"]] == pytest.approx(2.2 * 4000.0 / 12.0)


def test_grid_management_by_hand(plain_world) -> None:
    plain_world.communities.grid_posts[:] = 1
    plain_world.communities.grid_posts[1] = 5
    policy = GridManagement(grid_residents=1000, staffed=0.75, rounds=0.4, reporting=0.5)
    effects = policy.effects(plain_world, Dose(np.full(24, 0.5)))
    # three of four grids are to have a worker, one has: half of two more
    assert effects.grid_workers[:2].tolist() == [1.0, 0.0]
    assert effects.cost_yuan[:2, LINE["grid_pay"]].tolist() == [2600.0, 0.0]
    assert (effects.grid_rounds[0], effects.grid_reporting[0]) == (0.2, 0.25)
