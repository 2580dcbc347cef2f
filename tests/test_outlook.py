"""Costs and doubts before any run, by hand."""

from __future__ import annotations

import pytest

from sim.outlook import full_costs, warnings_before, warnings_of_all
from sim.scenario import load_scenario

PEOPLE, COMMUNITIES = 96_000, 24


def test_a_campaign_costs_what_its_levers_say() -> None:
    """3 yuan at half intensity, and 6 events of 1,500 yuan in each of 24 communities."""
    scenario = load_scenario({"policies": {"publicity": {}}})
    assert full_costs(scenario) == {
        "publicity": pytest.approx(3 * 0.5 + 6 * 1500 * COMMUNITIES / PEOPLE)
    }


def test_size_fidelity_and_place_scale_it() -> None:
    half = {"size": 2.0, "fidelity": 0.25, "ramp": 12}
    scenario = load_scenario({"policies": {"publicity": half}})
    assert full_costs(scenario)["publicity"] == pytest.approx(0.5 * 3.75)
    north = load_scenario({"policies": {"publicity": {"where": "north_city"}}})
    assert 0.0 < full_costs(north)["publicity"] < 3.75


@pytest.mark.parametrize(
    ("budget", "words"),
    [(0.1, "0.1 yuan per resident and year covers about 2.7 %"), (0.18, "about 4.8 %"), (0.2, "")],
)
def test_a_budget_of_less_than_a_twentieth_is_told(budget: float, words: str) -> None:
    scenario = load_scenario({"policies": {"publicity": {"budget": budget}}})
    assert words in "\n".join(warnings_before(scenario))
    assert bool(words) == bool(warnings_before(scenario))


def test_a_package_is_weighed_by_what_its_policies_may_spend() -> None:
    """A campaign of 3.75 yuan capped at 1: of 0.04 yuan 4 % are paid, of 0.06 more."""
    for budget, is_told in ((0.04, True), (0.06, False)):
        said = {"budget": budget, "policies": {"publicity": {"budget": 1.0}}}
        assert (
            any(text.startswith("budget: ") for text in warnings_before(load_scenario(said)))
            == is_told
        )


def test_a_policy_that_does_nothing_is_told_and_one_that_only_costs_is_not() -> None:
    nothing = {"hours": 0, "study_visits": 0, "experts": 0, "graduates": 0}
    idle = load_scenario({"policies": {"staff_training": nothing}})
    assert warnings_before(idle) == [
        "policies.staff_training: as it is set, it does nothing and costs nothing"
    ]
    assert (
        warnings_before(load_scenario({"policies": {"staff_training": nothing | {"posts": 1}}}))
        == []
    )


def test_what_scenarios_share_is_told_once() -> None:
    few = {"sample": 240}
    late = few | {"policies": {"publicity": {"start": 90}}}
    found = warnings_of_all({"a": load_scenario(few), "b": load_scenario(late)})
    assert [text.split(":")[0] for text in found] == ["sample", "b"]


def test_a_policy_that_has_begun_is_part_of_the_county() -> None:
    begun = {"begun": {"grid_management": {"staffed": 1.0}}}
    alone = load_scenario({"policies": {"grid_management": {}}})
    after = load_scenario(begun | {"policies": {"grid_management": {}}})
    assert full_costs(alone)["grid_management"] > 0.0
    assert warnings_before(after) == []


@pytest.mark.parametrize(("pilots", "is_told"), [(23, False), (24, True)])
def test_pilots_that_are_all_communities_leave_none_to_roll_out_to(
    pilots: int, is_told: bool
) -> None:
    said = {"policies": {"publicity": {}}, "rollout": {"pilots": pilots}}
    told = warnings_before(load_scenario(said))
    assert any(text.startswith("rollout.pilots: 24 pilots of 24") for text in told) is is_told
