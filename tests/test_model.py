"""The county as a Mesa model: the numbers of `sim.run`, the manners of Mesa 3.3 and of 3.5."""

from __future__ import annotations

import gc
import inspect
import random
import weakref
from collections.abc import Callable
from contextlib import suppress
from copy import deepcopy
from pathlib import Path
from typing import Any

import mesa
import numpy as np
import pandas as pd
import pytest

import sim
from sim import simulation
from sim.agents import Column, RowAgent
from sim.model import (
    OUTCOME_REPORTERS,
    Committee,
    GovernanceModel,
    Government,
    Resident,
    SocialOrganization,
)
from sim.outcomes import OUTCOMES
from sim.scenario import Scenario, with_settings
from sim.vocabulary import CLOSED, ORGANIZATION_ROWS, STAFF_ROWS

pytestmark = [
    pytest.mark.filterwarnings("error::DeprecationWarning"),
    pytest.mark.filterwarnings("error::FutureWarning"),
]

ROOT = Path(__file__).parent.parent
TAKES_RNG = "rng" in inspect.signature(mesa.batch_run).parameters
"""Mesa 3.5 and later."""

FEW: dict[str, Any] = {"sample": 240, "burn_in": 3, "months": 3}
Small = Callable[..., Scenario]


@pytest.fixture
def model(small: Small) -> GovernanceModel:
    return GovernanceModel(small())


@pytest.fixture
def residents(model: GovernanceModel) -> Any:
    return model.agents_by_type[Resident]


def collected(model: GovernanceModel) -> pd.DataFrame:
    return model.datacollector.get_model_vars_dataframe()


def told(scenario: Any, **how: Any) -> pd.DataFrame:
    """What `sim.run` says of the same scenario."""
    return sim.run(scenario, **how).monthly[list(OUTCOMES)]


def same(one: pd.DataFrame, other: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(one, other, check_exact=True)


# -- months ----------------------------------------------------------------------------------


@pytest.mark.parametrize("worlds", ["default", "sampled"])
def test_numbers_are_those_of_a_run(small: Small, strong: dict[str, Any], worlds: str) -> None:
    rollout = {"pilots": 2, "choose": "random", "months": 3}
    scenario = small(policies=strong, rollout=rollout, budget=20)
    model = GovernanceModel(scenario, seed=5, worlds=worlds)
    model.run_model()
    same(collected(model), told(scenario, seed=5, worlds=worlds))


def test_a_scenario_may_be_a_file_a_mapping_or_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    baseline = "scenarios/baseline.yaml"
    expected = told(FEW)
    asked: list[dict[str, Any]] = [
        {"scenario": baseline, "settings": FEW},
        {"scenario": Path(baseline), "settings": FEW},
        {"scenario": {"extends": baseline} | FEW},
        {"settings": FEW},
    ]
    for how in asked:
        model = GovernanceModel(**how)
        model.run_model()
        same(collected(model), expected)
    assert GovernanceModel().spec == Scenario()


def test_settings_are_dotted_keys(small: Small) -> None:
    settings = {"policies.staff_training.hours": 40, "months": 3}
    model = GovernanceModel(small(), settings=settings)
    model.run_model()
    same(collected(model), told(with_settings(small(), settings)))


def test_it_is_settled_when_made_and_stops_at_the_horizon(small: Small) -> None:
    model = GovernanceModel(small(months=3))
    assert (model.month, model.running, model.world.month) == (0, True, 12)
    assert set(model.outcomes) == set(OUTCOMES)
    assert model.outcomes["belonging"] > 0
    model.step()
    assert (model.month, model.running, len(collected(model))) == (1, True, 1)
    model.run_model()
    assert (model.month, model.running, model.steps) == (3, False, 3)


def test_steps_beyond_the_horizon_go_on(small: Small, strong: dict[str, Any]) -> None:
    model = GovernanceModel(small(months=2, policies=strong))
    for _ in range(4):
        model.step()
    assert not model.running
    same(collected(model), told(small(months=4, policies=strong)))


def test_every_outcome_is_collected_every_month(model: GovernanceModel) -> None:
    model.run_model()
    frame = collected(model)
    assert list(frame) == list(OUTCOMES)
    assert frame.index.tolist() == [0, 1, 2, 3, 4, 5]
    assert pd.api.types.is_integer_dtype(frame.index)
    assert frame.iloc[-1].to_dict() == model.outcomes


def test_seed_has_two_names(small: Small) -> None:
    seeds = [{"seed": 7}, {"rng": 7}, {"seed": np.int64(7)}]
    models = [GovernanceModel(small(), **how) for how in seeds]  # type: ignore[arg-type]
    assert {model.outcomes["belonging"] for model in models} == {models[0].outcomes["belonging"]}
    assert {model.random.random() for model in models} == {
        random.Random(models[0].world.seed).random()
    }
    assert GovernanceModel(small()).outcomes != models[0].outcomes


@pytest.mark.parametrize(
    "how",
    [
        {"seed": 1, "rng": 2},
        {"seed": -1},
        {"seed": 1.5},
        {"seed": "7"},
        {"rng": np.random.default_rng(1)},
        {"worlds": "other"},
        {"scenario": ("months", 3)},
        {"settings": "policies.staff_training.hours"},
    ],
)
def test_faulty_arguments_are_refused(how: dict[str, Any]) -> None:
    with pytest.raises(sim.SimError, match="found"):
        GovernanceModel(**how)


def test_a_month_that_failed_is_not_repeated(
    model: GovernanceModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    model.step()
    monkeypatch.setattr(simulation, "step", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        model.run_model()
    assert not model.running
    monkeypatch.undo()
    model.run_model()
    assert (model.month, len(collected(model))) == (1, 1)


def test_an_error_in_a_subclass_does_not_make_it_run_for_ever(small: Small) -> None:
    class Faulty(GovernanceModel):
        def step(self) -> None:
            super().step()
            if self.month == 2:
                raise ZeroDivisionError

    model = Faulty(small())
    with pytest.raises(ZeroDivisionError):
        model.run_model()
    with suppress(sim.SimError):
        model.run_model()
    assert model.month in (2, 6)


def test_a_copy_goes_its_own_way(small: Small, strong: dict[str, Any]) -> None:
    model = GovernanceModel(small(policies=strong))
    model.step()
    other = deepcopy(model)
    other.agents_by_type[Resident].set("trust", 0.9)
    other.agents[0].mood = "cheerful"
    other.run_model()
    model.run_model()
    same(collected(model), told(small(policies=strong)))
    assert other.outcomes["trust"] > model.outcomes["trust"]
    assert {agent.model for agent in other.agents} == {other}
    assert not hasattr(model.agents[0], "mood")


# -- agents ----------------------------------------------------------------------------------


def test_everybody_is_there(model: GovernanceModel) -> None:
    world, kinds = model.world, model.agents_by_type
    organizations = int((world.organizations.status != CLOSED).sum())
    sizes = {Government: 1, Committee: 24, Resident: len(world.residents)}
    sizes[SocialOrganization] = organizations
    assert {kind: len(members) for kind, members in kinds.items()} == sizes
    assert model.agent_types == list(sizes)
    assert len(model.agents) == len(list(model.agents)) == sum(sizes.values())
    assert len({agent.unique_id for agent in model.agents}) == len(model.agents)
    for kind, members in kinds.items():
        assert all(type(agent) is kind and agent.model is model for agent in members)
        assert isinstance(members[0], mesa.Agent)
        assert members[0] in members
        assert members[0] in model.agents
        assert {members[0], members[0]} == {members[0]}
    assert kinds[Resident][0] not in kinds[Committee]
    assert kinds[Resident][0] != deepcopy(model).agents_by_type[Resident][0]


@pytest.mark.parametrize("kind", [Resident, Committee, SocialOrganization])
def test_views_show_every_column_of_their_row(model: GovernanceModel, kind: type[RowAgent]) -> None:
    columns = [item for item in vars(kind).values() if isinstance(item, Column)]
    assert len(columns) > 14
    agent = model.agents_by_type[kind][-1]
    for item in columns:
        expected = getattr(getattr(model.world, item.table), item.name)[agent.row]
        shown = getattr(agent, item.name)
        assert np.array_equal(shown, expected)
        assert isinstance(shown, float | int | bool) or not shown.flags.writeable
        assert item.__doc__


def test_agents_know_each_other(model: GovernanceModel) -> None:
    world, resident = model.world, model.agents_by_type[Resident][100]
    row = world.residents.community[100]
    committee = resident.committee
    assert committee == model.agents_by_type[Committee][row]
    assert committee.name == model.profile.labels()[row]
    assert resident in committee.residents
    assert committee.residents["community"].tolist() == [row] * len(committee.residents)
    rows = [other.row for other in resident.neighbors]
    assert rows == world.residents.neighbors[100, : resident.ties].tolist()
    assert all(resident in other.neighbors for other in resident.neighbors)
    staff = world.staff.professional[row * STAFF_ROWS : (row + 1) * STAFF_ROWS]
    assert [worker.professional for worker in committee.staff] == staff[staff > 0].tolist()
    assert all(each.committee == committee for each in committee.organizations)
    government = model.agents_by_type[Government][0]
    assert list(government.committees) == list(model.agents_by_type[Committee])
    yuan = government.ledger
    assert yuan["committee_pay"] == world.ledger.fen.sum(axis=0)[1] / 100 > 0


def test_setting_an_attribute_writes_the_column(model: GovernanceModel, residents: Any) -> None:
    resident, column = residents[3], model.world.residents
    resident.belonging, resident.owner, resident.origin = 1, True, np.int64(3)
    resident.habit = [0.1, 0.2, 0.3, 0.4, 0.5]
    assert (column.belonging[3], column.owner[3], column.origin[3]) == (1.0, True, 3)
    assert column.habit[3].tolist() == [0.1, 0.2, 0.3, 0.4, 0.5]
    assert residents[3].belonging == 1.0
    assert (column.belonging.dtype, column.origin.dtype) == (np.float64, np.int8)
    model.run_model()
    assert model.outcomes != GovernanceModel(model.spec).outcomes


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("belonging", 1.2),
        ("belonging", float("nan")),
        ("belonging", "0.5"),
        ("origin", 4),
        ("origin", 0.5),
        ("last_act", [1e30] * 5),
        ("owner", 2),
        ("last_act", [40_000] * 5),
        ("community", 1),
        ("waiting", [1] * 6),
        ("neighbors", []),
        ("committee", None),
    ],
)
def test_what_a_column_cannot_take_is_refused(residents: Any, name: str, value: Any) -> None:
    before = {column: getattr(residents[0], column) for column in ("belonging", "origin", "owner")}
    with pytest.raises((sim.SimError, AttributeError)):
        setattr(residents[0], name, value)
    assert before == {column: getattr(residents[0], column) for column in before}


def test_attributes_that_are_no_columns_are_kept(model: GovernanceModel, residents: Any) -> None:
    residents[3].mood = "cheerful"
    model.step()
    assert residents[3].mood == "cheerful"
    assert residents.get("mood", handle_missing="default").count("cheerful") == 1
    assert residents[4].pos is None
    with pytest.raises(AttributeError, match="Resident has no 'believing'"):
        _ = residents[4].believing
    with pytest.raises(sim.SimError, match="cannot be removed"):
        residents[3].remove()


def test_a_home_keeps_its_number_when_people_move(model: GovernanceModel, residents: Any) -> None:
    before = residents.get(["unique_id", "identity"])
    generations = residents["generation"]
    model.run_model()
    moved = residents["generation"] > generations
    after = residents.get(["unique_id", "identity"])
    assert moved.any()
    for there, (number, identity), (number_now, identity_now) in zip(
        moved, before, after, strict=True
    ):
        assert number == number_now
        assert (identity != identity_now) == there


def test_organizations_come_and_go(small: Small, strong: dict[str, Any]) -> None:
    model = GovernanceModel(small(months=60, policies=strong))
    everybody = model.agents_by_type[SocialOrganization]
    first = everybody.copy()
    views = {agent.unique_id: agent for agent in everybody}
    facts = {number: agent.identity for number, agent in views.items()}
    while model.running:
        model.step()
        assert len(everybody) == model.outcomes["organizations_registered"]
        for agent in everybody:
            views.setdefault(agent.unique_id, agent)
            assert facts.setdefault(agent.unique_id, agent.identity) == agent.identity
    assert len(set(facts.values())) == len(facts) > ORGANIZATION_ROWS
    gone = [agent for agent in views.values() if agent not in model.agents]
    assert 0 < len(first) < len(views) - len(everybody) + len(first)
    assert set(first) == set(everybody) & set(first)
    replaced = [each for each in gone if model.census.seats[each._row] != each.unique_id]
    assert all(agent.status == CLOSED for agent in gone if agent not in replaced)
    with pytest.raises(sim.SimError, match="has closed"):
        _ = replaced[0].status


def test_a_run_makes_no_views(small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RowAgent, "__init__", lambda *_: 1 / 0)
    GovernanceModel(small()).run_model()


# -- sets ------------------------------------------------------------------------------------


def test_columns_and_views_answer_alike(model: GovernanceModel, residents: Any) -> None:
    views = list(residents)
    for name in ("belonging", "origin", "owner", "habit"):
        assert np.array_equal(residents.get(name), [getattr(each, name) for each in views])
    assert residents.get(["trust", "age"]) == [[each.trust, each.age] for each in views]
    assert residents.agg("ties", sum) == sum(each.ties for each in views) > 127
    assert residents.agg("trust", [min, max]) == [
        min(each.trust for each in views),
        max(each.trust for each in views),
    ]
    assert residents.agg("unique_id", max) == views[-1].unique_id
    for rising in (True, False):
        order = sorted(views, key=lambda each: each.age, reverse=not rising)
        assert list(residents.sort("age", ascending=rising)) == order
        assert list(residents.sort(lambda each: each.age, ascending=rising)) == order
    with pytest.raises(AttributeError, match="believing"):
        residents.get("believing")
    with pytest.raises(AttributeError, match="trust"):
        model.agents.get("trust")
    assert model.agents.get("trust", "default", -1.0)[:2] == [-1.0, model.agents[1].trust]


def test_select(model: GovernanceModel, residents: Any) -> None:
    wanted = [each for each in residents if each.trust < 0.6 and each.owner]
    mask = (residents["trust"] < 0.6) & residents["owner"]
    assert 2 < len(wanted) < len(residents)
    assert list(residents.select(lambda each: each.trust < 0.6 and each.owner)) == wanted
    assert list(residents.select(where=mask)) == wanted
    assert list(residents.select(where=mask, at_most=2)) == wanted[:2]
    assert list(residents.select(lambda each: each.owner, where=mask, at_most=2)) == wanted[:2]
    assert len(residents.select(at_most=0.25)) == len(residents) // 4
    assert list(model.agents.select(agent_type=Resident)) == list(residents)
    assert len(model.agents.select(agent_type=RowAgent, at_most=3)) == 3
    assert residents.select() == residents.copy() == residents
    chosen = residents.copy()
    assert chosen.select(where=mask, inplace=True) is chosen
    assert len(chosen) == len(wanted)
    for faulty in (mask[:5], residents["trust"]):
        with pytest.raises(sim.SimError, match="where"):
            residents.select(where=faulty)
    with pytest.raises(sim.SimError, match="copy"):
        residents.select(where=mask, inplace=True)


def test_groupby(residents: Any) -> None:
    groups = residents.groupby("origin")
    expected = {code: [each for each in residents if each.origin == code] for code in range(4)}
    assert groups.count() == {code: len(found) for code, found in expected.items() if found}
    assert groups.agg("owner", sum)[0] == sum(each.owner for each in expected[0])
    by_age = residents.groupby(lambda each: each.age >= 60, result_type="list")
    assert by_age.groups[True] == [each for each in residents if each.age >= 60]


def test_do_map_and_shuffle(model: GovernanceModel, residents: Any) -> None:
    met: list[int] = []
    assert residents.do(lambda each, to: to.append(each.unique_id), to=met) is residents
    assert met == residents.get("unique_id")
    shuffled: list[int] = []
    model.random.seed(3)
    residents.shuffle_do(lambda each: shuffled.append(each.unique_id))
    random.Random(3).shuffle(met)
    assert shuffled == met
    model.random.seed(3)
    assert residents.shuffle(inplace=True).get("unique_id") == residents.get("unique_id") == met
    assert residents.map(lambda each, more: each.age + more, 1.0) == [
        each.age + 1.0 for each in residents
    ]


def test_kinds_may_have_methods_of_their_own(small: Small) -> None:
    class Neighbor(Resident):
        def cheer(self, by: float) -> float:
            self.belonging = min(self.belonging + by, 1.0)
            return float(self.belonging)

    class Town(GovernanceModel):
        agent_kinds = (Government, Committee, Neighbor, SocialOrganization)

    model = Town(small())
    people = model.agents_by_type[Neighbor]
    before = people["belonging"]
    people.do("cheer", by=0.25)
    assert np.array_equal(people["belonging"], np.minimum(before + 0.25, 1.0))
    assert people.map("cheer", 1.0) == [1.0] * len(people)


def test_those_who_close_meanwhile_do_not_act(model: GovernanceModel) -> None:
    organizations, acted = model.agents_by_type[SocialOrganization], []
    rivals = organizations.copy()

    def close_all(each: Any) -> None:
        acted.append(each)
        rivals.set("status", CLOSED)

    rivals.do(close_all)
    assert (len(acted), len(organizations), len(rivals)) == (1, 0, 0)


def test_sets_can_be_put_together(model: GovernanceModel, residents: Any) -> None:
    young = residents.select(where=residents["age"] < 40)
    old = residents.select(where=residents["age"] >= 40)
    assert (young | old, len(young & old), residents - old) == (residents, 0, young)
    young.add(old[0])
    young.add(old[0])
    assert len(young) + len(old) == len(residents) + 1
    young.remove(old[0])
    with pytest.raises(KeyError):
        young.remove(old[0])
    stranger = GovernanceModel(model.spec).agents[5]
    assert stranger not in model.agents
    for change in (lambda: young.add(stranger), lambda: residents.discard(residents[0])):
        with pytest.raises(sim.SimError):
            change()
    assert residents.set("trust", np.linspace(0, 1, len(residents))).get("trust")[-1] == 1.0


# -- with Mesa's own tools -------------------------------------------------------------------


def test_a_data_collector_of_ones_own(model: GovernanceModel) -> None:
    model.datacollector = mesa.DataCollector(
        OUTCOME_REPORTERS,
        agent_reporters={"kind": lambda agent: type(agent).__name__},
        agenttype_reporters={Resident: {"trust": "trust", "habit": "habit"}},
    )
    trusted = []
    for _ in range(2):
        model.step()
        trusted.append(model.agents_by_type[Resident]["trust"])
    frame = model.datacollector.get_agenttype_vars_dataframe(Resident)
    assert np.array_equal(frame["trust"], np.concatenate(trusted))
    assert not np.array_equal(frame["habit"].iloc[0], frame["habit"].iloc[len(trusted[0])])
    kinds = model.datacollector.get_agent_vars_dataframe()["kind"].value_counts()
    assert (kinds["Resident"], kinds["Government"]) == (2 * len(trusted[0]), 2)
    same(collected(model), told(with_settings(model.spec, {"months": 2})))


def test_agents_that_a_user_adds(model: GovernanceModel) -> None:
    class Visitor(mesa.Agent):
        def visit(self) -> int:
            return int(self.unique_id)

    first, second = Visitor(model), Visitor(model)
    assert model.agents.select(agent_type=Visitor).map("visit") == [
        first.unique_id,
        second.unique_id,
    ]
    assert len({each.unique_id for each in model.agents}) == len(model.agents)
    assert len(model.agents_by_type[Visitor]) == 2
    second.remove()
    second.remove()
    third = Visitor(model)
    assert (first in model.agents, second in model.agents, third in model.agents) == (1, 0, 1)
    assert third.unique_id != second.unique_id
    model.remove_all_agents()
    assert len(model.agents.select(agent_type=Visitor)) == 0
    assert len(model.agents_by_type[Resident]) > 0


def batch(how: dict[str, Any] | None = None, **parameters: Any) -> pd.DataFrame:
    every_month = {"data_collection_period": 1, "display_progress": False} | (how or {})
    return pd.DataFrame(mesa.batch_run(GovernanceModel, parameters, **every_month))


def test_batch_run_keeps_to_its_seeds() -> None:
    frame = batch(scenario=[FEW], seed=[4, 2])
    for seed in (4, 2):
        rows = frame[frame["seed"] == seed]
        expected = told(FEW, seed=seed)
        same(rows[list(OUTCOMES)].reset_index(drop=True), expected)


def test_batch_run_over_settings() -> None:
    settings = [{"policies.staff_training.hours": hours} for hours in (0, 80)]
    frame = batch(scenario=[FEW], settings=settings)
    expected = [told(with_settings(sim.load_scenario(FEW), each)) for each in settings]
    same(frame[list(OUTCOMES)], pd.concat(expected, ignore_index=True))
    for taken_apart in ({"scenario": sim.load_scenario(FEW)}, {"settings": settings[0]}):
        with pytest.raises(sim.SimError, match="list of one"):
            batch(**taken_apart)


def test_batch_run_may_call_seeds_rng() -> None:
    seeds = {"rng": [4, 2]}
    frame = batch(seeds, scenario=[FEW]) if TAKES_RNG else batch(scenario=[FEW], **seeds)
    expected = [told(FEW, seed=seed) for seed in (4, 2)]
    same(frame[list(OUTCOMES)], pd.concat(expected, ignore_index=True))


def test_batch_run_knows_the_seed_of_a_subclass() -> None:
    class Plain(GovernanceModel):
        def __init__(self, seed: int = 1) -> None:
            super().__init__(FEW, seed=seed)

    assert list(inspect.signature(Plain).parameters) == ["seed"]
    assert "seed" not in inspect.signature(GovernanceModel).parameters


def used(small: Small) -> weakref.ref[GovernanceModel]:
    model = GovernanceModel(small())
    mesa.Agent(model)
    model.agents.set("friend", model.agents[0])
    model.run_model()
    return weakref.ref(model)


def branched(small: Small) -> weakref.ref[GovernanceModel]:
    model = deepcopy(GovernanceModel(small()))
    mesa.Agent(model)
    model.step()
    return weakref.ref(model)


def test_no_model_outlives_its_use(small: Small) -> None:
    made = [used(small), branched(small)]

    class Remembered(GovernanceModel):
        def __init__(self, seed: int | None = None, rng: int | None = None) -> None:
            made.append(weakref.ref(self))
            super().__init__(FEW, seed=seed, rng=rng)

    mesa.batch_run(Remembered, {"seed": [1, 2]}, display_progress=False)
    gc.collect()
    assert [each() for each in made] == [None] * 4


def test_names_of_mesa_are_left_alone(model: GovernanceModel) -> None:
    ours = set(vars(model)) - set(vars(mesa.Model()))
    assert ours.isdisjoint({"time", "steps", "scenario", "data_registry"})
    assert ours.isdisjoint(dir(mesa.Model))
    model.step()
    assert model.steps == 1
