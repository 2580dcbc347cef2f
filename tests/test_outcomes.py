"""Outcomes by hand, and their sums over communities and groups."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from sim import tables
from sim.money import LINES
from sim.outcomes import OUTCOMES, Outcome, outcome, ratio, total
from sim.simulation import Record, act
from sim.tables import community_series, county_series, group_series
from sim.vocabulary import EFFORT_BINS, GROUPS

PROMISED = (
    "belonging", "participation", "service_quality", "satisfaction", "trust", "admin_share",
    "organizations_active", "cost_yuan",
)  # fmt: skip
NEEDS = {
    "served_committee": [[4.0, 2.0]],
    "served_organization": [[1.0, 0.0]],
    "served_volunteer": [[0.0, 1.0]],
    "lapsed": [[1.0, 1.0]],
}
"""One month, two needs: eight people served, two lapsed."""
BY_HAND: list[tuple[str, dict[str, Any], float]] = [
    ("service_quality", NEEDS | {"quality": [[3.5, 1.5]]}, 0.5),  # 5 of 10
    ("served_share", NEEDS, 0.8),
    ("needs_met", NEEDS | {"unvoiced": [[6.0, 4.0]]}, 0.4),  # 8 of 10 and 10 never voiced
    ("wait_months", NEEDS | {"waited": [[4.0, 8.0]]}, 1.5),  # 12 months, 8 served
    ("reported_quality", NEEDS | {"reported": [9.8]}, 0.98),
    ("reported_gap", NEEDS | {"reported": [9.8], "quality": [[3.5, 1.5]]}, 0.48),
    ("admin_share", {"upward_hours": [300.0], "downward_hours": [100.0]}, 0.75),
    ("admin_item_share", {"items_due_hours": [600.0], "voiced_hours": [200.0]}, 0.75),
    ("overload", {"overload_hours": [600.0], "capacity_hours": [500.0]}, 1.2),
    (
        "backlog_up",
        {
            "items_late_hours": [30.0],
            "items_faked_hours": [50.0],
            "items_failed_hours": [20.0],
            "items_due_hours": [400.0],
        },
        0.25,
    ),
    (
        "backlog_down",
        {
            "asked_hours": [500.0],
            "downward_hours": [180.0],
            "assistant_hours": [20.0],
            "voiced_hours": [200.0],
        },
        1.5,
    ),
    ("burnout", {"burnout": [2.4], "staff": [6.0]}, 0.4),
    ("skill", {"professional": [3.0], "staff": [6.0]}, 0.5),
    ("local_ties", {"local_ties": [4.2], "staff": [6.0]}, 0.7),
    ("staff", {"staff": [6.0]}, 6.0),
    ("staff_turnover", {"staff_exits": [1.0], "staff": [60.0]}, 0.2),  # 12/60 a year
    ("staff_tenure", {"tenure": [240.0], "staff": [6.0]}, 40.0),
    ("seconded", {"seconded": [1.5], "staff": [6.0]}, 0.25),
    (
        "relieved_hours",  # 35 hours went, 4 came back
        {"moved_hours": [[10.0, 20.0, 0.0, 5.0]], "returned_hours": [4.0]},
        31.0,
    ),
    ("organizations_registered", {"organizations_registered": [9.0]}, 9.0),
    ("organizations_active", {"organizations_active": [7.0]}, 7.0),
    ("organizations_dormant", {"organizations_dormant": [1.0]}, 1.0),
    ("organizations_closed", {"organizations_closed": [2.0]}, 2.0),
    ("organization_leaders", {"organization_leaders": [6.0]}, 6.0),
    ("organization_autonomy", {"offered_hours": [88.0], "reporting_hours": [12.0]}, 0.88),
    ("meetings", {"meetings": [3.0]}, 3.0),
    ("issues_settled", {"issues_settled": [40.0]}, 40.0),
    ("floor_space", {"floor_space": [120.0]}, 120.0),
    ("idle_space", {"idle_space": [30.0], "floor_space": [120.0]}, 0.25),
    (
        "government_dependence",
        {"income_government_yuan": [900.0], "income_other_yuan": [100.0]},
        0.9,
    ),
    ("volunteer_hours", {"volunteer_hours": [12.5]}, 12.5),
    ("petitions", {"acts": [[100.0, 0.0, 5.0, 40.0, 7.0]]}, 7.0),
    (
        "one_man_show",  # 60 + 20 official, 15 + 5 not
        {
            "downward_hours": [60.0],
            "mobilized_hours": [20.0],
            "organization_hours": [15.0],
            "volunteer_hours": [5.0],
        },
        0.8,
    ),
    ("election_turnout", {"voters": [48.0], "eligible": [100.0]}, 0.48),
    ("acting_alone", {"alone": [5.0], "anything": [50.0]}, 0.1),
    ("effort_hours", {"effort": [70.0], "weight": [100.0]}, 0.7),
]


def sums(columns: dict[str, Any]) -> SimpleNamespace:
    return SimpleNamespace(**{name: np.array(values) for name, values in columns.items()})


@pytest.fixture(scope="module")
def record(settled_once, small, strong) -> Record:
    return act(settled_once.copy(), small(months=8, policies=strong))


@pytest.mark.parametrize(("key", "columns", "expected"), BY_HAND, ids=[row[0] for row in BY_HAND])
def test_an_outcome_by_hand(key, columns, expected) -> None:
    assert OUTCOMES[key].of(sums(columns)) == pytest.approx([expected])


def test_means_of_residents_divide_by_people() -> None:
    means = [key for key, item in OUTCOMES.items() if item.definition.startswith(("Mean", "Share"))]
    named = set(means) - {row[0] for row in BY_HAND}
    assert named >= {"belonging", "participation", "trust", "satisfaction", "knows_director"}
    for key in named:
        assert OUTCOMES[key].of(sums({key: [30.0], "weight": [40.0]})) == pytest.approx([0.75])


def test_every_outcome_is_worked_out_by_hand() -> None:
    means = {key for key, item in OUTCOMES.items() if item.definition.startswith(("Mean", "Share"))}
    assert set(OUTCOMES) == {row[0] for row in BY_HAND} | means | {"effort_gini", "cost_yuan"}


def effort(people: list[float], hours: list[float]) -> SimpleNamespace:
    """Classes of effort, the rest of them empty."""
    empty = [0.0] * (EFFORT_BINS - len(people))
    return sums({"effort_people": [people + empty], "effort_hours": [hours + empty]})


def test_gini_is_nought_among_equals_and_what_one_of_four_does_alone() -> None:
    gini = OUTCOMES["effort_gini"].of
    assert gini(effort([0.0, 4.0], [0.0, 20.0])) == pytest.approx([0.0])
    assert gini(effort([3.0, 1.0], [0.0, 12.0])) == pytest.approx([0.75])  # 1 - 1/4
    assert gini(effort([2.0, 2.0], [2.0, 6.0])) == pytest.approx([0.25])  # 1, 1, 3, 3
    assert gini(effort([4.0], [0.0])) == pytest.approx([0.0])


def test_cost_is_what_the_treasury_pays_and_nothing_else() -> None:
    ledger = np.zeros((1, len(LINES)), np.int64)
    for position, line in enumerate(LINES):
        ledger[0, position] = 10_000 if line.payer == "treasury" else 7_777
    paid = sum(line.payer == "treasury" for line in LINES)
    assert OUTCOMES["cost_yuan"].of(SimpleNamespace(ledger=ledger)) == pytest.approx([100.0 * paid])


def test_a_ratio_of_nothing_is_what_it_is_said_to_be() -> None:
    assert ratio(np.array([0.0, 3.0]), np.array([0.0, 4.0]), 1.0).tolist() == [1.0, 0.75]
    assert total(np.array([[1.0, 2.0], [3.0, 4.0]])).tolist() == [3.0, 7.0]


@pytest.mark.parametrize("item", OUTCOMES.values(), ids=OUTCOMES)
def test_an_outcome_is_declared_completely(item: Outcome) -> None:
    assert OUTCOMES[item.key] is item
    assert item.en
    assert not re.search("[\u4e00-\u9fff]", item.en)
    assert re.search("[\u4e00-\u9fff]", item.zh)
    assert item.unit
    assert item.direction in (-1, 0, 1)
    assert item.level in ("resident", "institution", "county")
    assert item.definition.endswith(".")


def test_titles_tell_outcomes_apart() -> None:
    assert len({item.en for item in OUTCOMES.values()}) == len(OUTCOMES)
    assert len({item.zh for item in OUTCOMES.values()}) == len(OUTCOMES)


def test_the_promised_outcomes_exist_and_three_are_headlines() -> None:
    assert set(PROMISED) <= set(OUTCOMES)
    headlines = {key for key, item in OUTCOMES.items() if item.headline}
    assert headlines == {"belonging", "participation", "service_quality"}


def test_shares_stay_shares(record) -> None:
    shares = ("0 to 1", "share", "Gini")
    for series in (county_series(record), community_series(record)):
        for key, values in series.items():
            assert np.isfinite(values).all(), key
            if OUTCOMES[key].unit in shares and key != "reported_gap":
                assert values.min() >= 0.0, key
                assert values.max() <= 1.0 + 1e-12, key


def test_the_county_counts_what_its_communities_count(record) -> None:
    county, communities = county_series(record), community_series(record)
    for key, item in OUTCOMES.items():
        if item.unit in ("people", "count", "hours"):
            assert communities[key].sum(axis=1) == pytest.approx(county[key]), key


def test_the_county_mean_is_the_mean_of_its_groups_by_people(record) -> None:
    county, groups = county_series(record), group_series(record)
    assert groups["people"].shape == (record.months, GROUPS)
    for key in ("belonging", "trust", "participation", "knows_director"):
        mean = (groups[key] * groups["people"]).sum(axis=1) / groups["people"].sum(axis=1)
        assert mean == pytest.approx(county[key]), key


def test_groups_have_only_outcomes_made_of_residents(record) -> None:
    residents = {key for key, item in OUTCOMES.items() if item.level == "resident"}
    assert set(group_series(record)) == residents | {"people"}
    assert "cost_yuan" not in community_series(record)


def test_one_outcome_more_changes_no_other(record, monkeypatch) -> None:
    before = county_series(record)
    monkeypatch.setattr(tables, "OUTCOMES", dict(OUTCOMES))
    monkeypatch.setattr("sim.outcomes.OUTCOMES", tables.OUTCOMES)

    @outcome("elders", "Something more", "其他", "people", 0, "institution")
    def more(s: Any) -> np.ndarray:
        """Something that is measured as well."""
        return s.staff * 2.0

    after = county_series(record)
    assert after.pop("elders").tolist() == (2.0 * before["staff"]).tolist()
    assert list(after) == list(before)
    assert all(np.array_equal(after[key], before[key]) for key in before)


def test_measuring_changes_nothing(settled_once, small) -> None:
    record = act(settled_once.copy(), small(months=3))
    kept = [record.flows.copy(), record.cells.copy(), record.ledger.copy()]
    for read in (county_series, community_series, group_series):
        read(record)
    for one, other in zip(kept, (record.flows, record.cells, record.ledger), strict=True):
        assert np.array_equal(one, other)


def test_belonging_of_the_record_is_that_of_the_residents(settled, small) -> None:
    record = act(settled, small(months=2, burn_in=12))
    residents = settled.residents
    people = residents.weight.sum()
    mean = (residents.weight * residents.belonging).sum() / people
    assert county_series(record)["belonging"][-1] == pytest.approx(mean, abs=1e-12)
