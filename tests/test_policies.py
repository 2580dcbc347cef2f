"""The battery every policy has to pass unasked, and each policy by hand."""

from __future__ import annotations

import pickle
import re
from collections.abc import Iterator, Mapping
from itertools import permutations
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from sim.county import Profile, load_county
from sim.effects import Effects
from sim.money import LINE
from sim.package import Package, ramped, targeted
from sim.params import GRADES, Declaration, Settings, declarations
from sim.policies import POLICIES, Dose, Policy, Rollout
from sim.policies.organization_cultivation import OrganizationCultivation, Purchase
from sim.policies.staff_training import StaffTraining
from sim.policies.task_offloading import TaskOffloading
from sim.simulation import Record, act
from sim.state import World
from sim.vocabulary import (
    AREAS,
    BY_DEPARTMENT,
    BY_ORGANIZATION,
    BY_POST,
    CANCELLED,
    CLERKS,
    COMMUNITY_KINDS,
    INSPECTIONS,
    LAND,
    ORGANIZATION_KINDS,
    SOCIAL_SECURITY,
    STATISTICS,
)

CHINESE = re.compile("[\u4e00-\u9fff]")
SOURCE = re.compile(r"assumed|seed|S\d+(-S\d+)?(, S\d+(-S\d+)?)*")
"""Tags of docs/sources.md, where *seed* is the report this project answers."""
COMMON = tuple(Policy.model_fields)
EACH = pytest.mark.parametrize("key", POLICIES)


@pytest.fixture(scope="module")
def county() -> Profile:
    return load_county("illustrative")


@pytest.fixture(scope="module")
def baseline(settled_once, small) -> Record:
    return act(settled_once.copy(), small())


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


def chosen(key: str, values: Mapping[tuple[str, ...], float]) -> Policy:
    """A policy with some levers set, wherever they stand."""
    nested: dict[str, Any] = {}
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


# -- the battery -----------------------------------------------------------------------------


@EACH
@pytest.mark.parametrize(
    "settings",
    [
        {"fidelity": 0.0},
        {"start": 7},
        {"where": "a community that does not exist"},
        {"budget": 0.0},
    ],
    ids=["zero strength", "after the horizon", "nowhere", "no money"],
)
def test_a_policy_that_does_nothing_changes_nothing(
    key, settings, settled, small, baseline, same
) -> None:
    same(act(settled, small(policies={key: settings})), baseline)


@EACH
def test_a_policy_does_something(key, settled, small, baseline) -> None:
    record = act(settled, small(policies={key: {}}))
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
def test_where_a_policy_does_not_reach_it_has_no_effect(key, settled) -> None:
    strength = np.zeros(len(settled.communities))
    strength[3] = 1.0
    effects = POLICIES[key]().effects(settled, Dose(strength))
    assert effects.buffer[3].any()
    assert not np.delete(effects.buffer, 3, axis=0).any()


@EACH
def test_a_policy_costs_something(key, settled) -> None:
    assert unpaid(key, settled).total_yuan() > 0.0


@EACH
def test_a_policy_has_a_title_and_says_what_it_does(key) -> None:
    policy = POLICIES[key]
    assert policy.TITLE["en"]
    assert CHINESE.search(policy.TITLE["zh"])
    assert len((policy.__doc__ or "").strip().split("\n")[0]) > 20
    for name, field in policy.model_fields.items():
        assert field.description or name in ("rollout", "purchase", "to"), name


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
    # from the middle of all ranges, so that no lever hides behind another that is nought
    middle = {other: inside(item, 0.5) for name, other, item in LEVERS if name == key}
    dose = Dose(np.ones(len(settled.communities)))
    usual = chosen(key, middle).effects(settled, dose)
    moved = chosen(key, middle | {way: declared.high}).effects(settled, dose)
    assert not np.array_equal(usual.buffer, moved.buffer)


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
def test_half_the_dose_never_does_more_than_all_of_it(key, settled) -> None:
    size = len(settled.communities)
    half = POLICIES[key]().effects(settled, Dose(np.full(size, 0.5)))
    full = POLICIES[key]().effects(settled, Dose(np.ones(size)))
    assert (half.buffer <= full.buffer + 1e-12).all()
    assert (half.buffer >= 0.0).all()


def test_pilots_and_rollouts_cite_a_source_or_say_assumed() -> None:
    for name, declared in declarations(Rollout).items():
        assert SOURCE.fullmatch(declared.source), name


# -- money -----------------------------------------------------------------------------------


@EACH
def test_half_the_money_delivers_half(key, settled) -> None:
    people = settled.communities.population.sum()
    full = unpaid(key, settled)
    budget = full.total_yuan() * 12.0 / people / 2.0
    effects, package = speak({key: POLICIES[key](budget=budget)}, settled)
    assert package.delivered.tolist() == pytest.approx([0.5])
    assert effects.buffer == pytest.approx(0.5 * full.buffer)


@EACH
def test_money_to_spare_changes_nothing(key, settled) -> None:
    full = unpaid(key, settled)
    effects, package = speak({key: POLICIES[key](budget=1e5)}, settled)
    assert package.delivered.tolist() == [1.0]
    assert np.array_equal(effects.buffer, full.buffer)


def test_the_budget_of_the_package_pays_the_policies_in_their_order(settled) -> None:
    first, second, *rest = POLICIES
    costs = [unpaid(key, settled).total_yuan() for key in (first, second)]
    people = settled.communities.population.sum()
    budget = (costs[0] + costs[1] / 2.0) * 12.0 / people
    _, package = speak({key: policy() for key, policy in POLICIES.items()}, settled, budget=budget)
    assert package.delivered.tolist() == pytest.approx([1.0, 0.5, *(0.0 for _ in rest)])


def test_the_order_of_paying_is_not_the_order_of_writing(small) -> None:
    forward, backward = list(POLICIES), list(reversed(POLICIES))
    for written in (forward, backward):
        scenario = small(policies={key: {} for key in written})
        assert list(scenario.policies.given()) == list(POLICIES)


def test_a_policy_that_is_not_paid_leaves_its_money_to_the_next(settled) -> None:
    first, second, *_ = POLICIES
    people = settled.communities.population.sum()
    cost = unpaid(second, settled).total_yuan() * 12.0 / people
    policies = {first: POLICIES[first](budget=0.0), second: POLICIES[second]()}
    _, package = speak(policies, settled, budget=cost)
    assert package.delivered.tolist() == pytest.approx([0.0, 1.0])


def test_a_run_says_what_was_delivered(settled, small) -> None:
    key = next(iter(POLICIES))
    scenario = small(policies={key: {"start": 3, "months": 2, "budget": 0.0}})
    delivered = act(settled, scenario).delivered[:, 0]
    assert np.isnan(delivered[[0, 1, 4, 5]]).all()  # it does not act in months 1, 2, 5 and 6
    assert delivered[2:4].tolist() == [0.0, 0.0]


# -- when and where --------------------------------------------------------------------------


def test_a_policy_rises_over_its_ramp_and_ends() -> None:
    policy = StaffTraining(start=3, ramp=4, months=5)
    levels = [ramped(policy, month) for month in range(1, 10)]
    assert levels == [0.0, 0.0, 0.25, 0.5, 0.75, 1.0, 1.0, 0.0, 0.0]


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


def test_two_policies_add_up(settled) -> None:
    alone = [unpaid(key, settled).buffer for key in POLICIES]
    together, _ = speak({key: policy() for key, policy in POLICIES.items()}, settled)
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


def test_pilots_get_more_then_everybody_gets_the_policy(settled) -> None:
    rollout = Rollout(pilots=3, effort=1.5, months=12)
    first, last, after = strengths(rollout, settled, [1, 12, 13])
    assert sorted(first, reverse=True)[:4] == [1.5, 1.5, 1.5, 0.0]
    assert np.array_equal(first, last)
    assert (after == 1.0).all()


def test_the_north_city_comes_before_the_county(settled, county) -> None:
    rollout = Rollout(pilots=3, choose="worst_off", months=12, then="north_first")
    pilots, north, all_over = strengths(rollout, settled, [12, 13, 25])
    second = (pilots > 0.0) | (county.area == AREAS.index("north_city"))
    assert np.array_equal(north, second.astype(float))
    assert (all_over == 1.0).all()


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
