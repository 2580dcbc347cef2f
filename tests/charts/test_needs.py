"""A chart that is asked for what its table cannot give says what is possible."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import pytest
from legible import words
from made_up import communities, effects, groups, ledger, runs, titles
from made_up_designs import (
    along,
    circle,
    curves,
    evaluations,
    institutions,
    packages,
    places,
    priced,
    sobol,
    sweep,
)
from made_up_designs import ledger as payments

from sim import charts
from sim.charts.known import county_known
from sim.errors import SimError
from sim.outcomes import OUTCOMES

HOURS, SHARE = "policies.staff_training.hours", "policies.task_offloading.share"
RUNS = runs(list(titles()), 2, 2)
EFFECTS = effects(runs(list(titles()), 5, 1))
ALONE, TOGETHER = packages()
RESIDENTS, TIES = circle()
BARS = pd.DataFrame([("staff_training", 1, 2, 24, 24, 0, 1.0)])
BARS.columns = ["policy", "start", "full", "end", "gone", "pilots", "strength"]


class Case(NamedTuple):
    """A chart of one table, asked for an outcome."""

    draw: Callable[[pd.DataFrame, str], Any]
    table: pd.DataFrame


BY_OUTCOME = {
    "path": Case(charts.path, RUNS),
    "difference": Case(charts.difference, RUNS),
    "course": Case(charts.course, RUNS),
    "forest": Case(charts.forest, EFFECTS),
    "dumbbell": Case(charts.dumbbell, EFFECTS),
    "paths_sheet": Case(lambda table, key: charts.paths_sheet(table, [key]), RUNS),
    "forest_sheet": Case(lambda table, key: charts.forest_sheet(table, [key]), EFFECTS),
    "course_sheet": Case(lambda table, key: charts.course_sheet(table, [key]), RUNS),
    "by_kind": Case(charts.by_kind, communities(["baseline"], 2)),
    "by_group": Case(charts.by_group, groups(runs(list(titles()), 5, 1), ("all",))),
    "pareto": Case(charts.pareto, priced()),
    "heat": Case(lambda table, key: charts.heat(table, key, HOURS, SHARE), sweep()),
    "curve": Case(lambda table, key: charts.curve(table, key, HOURS), sweep(up=1)),
    "tornado": Case(charts.tornado, curves()),
    "indices": Case(charts.indices, sobol()),
    "synergy": Case(lambda table, key: charts.synergy(table, TOGETHER, key), ALONE),
    "synergy of pairs": Case(lambda table, key: charts.synergy(ALONE, table, key), TOGETHER),
    "pilot": Case(charts.pilot, evaluations()),
    "county_map": Case(charts.county_map, places(["baseline"])),
}
OTHERS = {
    "costs": Case(lambda table, _: charts.costs(table), ledger(list(titles()))),
    "hours": Case(lambda table, _: charts.hours(table), institutions(["baseline"], 2)),
    "organizations": Case(
        lambda table, _: charts.organizations(table), institutions(["baseline"], 2)
    ),
    "money": Case(lambda table, _: charts.money(table, residents=10.0), payments()),
    "network": Case(lambda table, _: charts.network(table, TIES), RESIDENTS),
    "network of ties": Case(lambda table, _: charts.network(RESIDENTS, table), TIES),
    "pathway": Case(lambda table, _: charts.pathway(table, "package"), along()),
    "timeline": Case(lambda table, _: charts.timeline(table, "one", 24), BARS),
    "county_known": Case(lambda table, _: county_known(table), places(["baseline"], months=1)),
}
NOTHING = ("no finished run", "no cost recorded")
"""What a picture of a table without rows may say."""

CASES = BY_OUTCOME | OTHERS
IN_ROWS = {"paths_sheet", "forest_sheet", "course_sheet"}


def outcome_of(name: str) -> str:
    return "service_quality" if name == "pilot" else "belonging"


@pytest.mark.parametrize("name", CASES)
def test_a_table_without_rows_or_columns_is_told_to_be_empty(name: str) -> None:
    draw, table = CASES[name]
    for empty in (pd.DataFrame(), table.iloc[:0]):
        try:
            drawn = draw(empty, outcome_of(name))
        except SimError as error:
            assert any(
                each in str(error) for each in ("empty", "curve_points", "no column", "expected")
            )
        else:
            assert any(
                each in words(drawn) for each in (*NOTHING, "no policy", "ties among", "framed")
            ), name


@pytest.mark.parametrize("name", BY_OUTCOME)
def test_an_unknown_outcome_is_named_with_those_there_are(name: str) -> None:
    draw, table = BY_OUTCOME[name]
    known = outcome_of(name)
    with pytest.raises(SimError, match=f"(?s)outcome: found '{known}x'.*{known}"):
        draw(table, f"{known}x")


@pytest.mark.parametrize("name", CASES)
def test_a_column_that_lacks_is_named_with_those_that_are_expected(name: str) -> None:
    draw, table = CASES[name]
    refused = []
    for column in table.columns:
        try:
            draw(table.drop(columns=column), outcome_of(name))
        except SimError as error:
            refused.append(column)
            assert repr(column) in str(error), (column, str(error))
            assert "expected" in str(error)
    assert refused, "some column is needed"


def test_a_scenario_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(SimError, match="scenario: found 'pakage'.*package.*Did you mean `package`"):
        charts.pathway(along(), "pakage")
    with pytest.raises(SimError, match="scenario: found 'b', expected one of: a"):
        charts.money(payments().assign(scenario="a"), residents=10.0, scenario="b")
    with pytest.raises(SimError, match="baseline: found 'baseline', expected one of: package"):
        charts.difference(RUNS[RUNS["scenario"] == "package"], "belonging")


def test_a_long_list_of_choices_is_cut() -> None:
    many = pd.concat([along(f"scenario {place}") for place in range(30)])
    with pytest.raises(SimError, match="and 18 more"):
        charts.pathway(many, "nobody")


@pytest.mark.parametrize("found", [["belonging"], OUTCOMES["belonging"], 3])
def test_what_is_no_name_of_an_outcome_is_told_by_its_type(found: Any) -> None:
    with pytest.raises(SimError, match=f"outcome: found {type(found).__name__}, expected one of"):
        charts.path(RUNS, found)


def test_a_character_that_no_font_has_is_told_with_its_words(tmp_path: Path) -> None:
    names = {key: {"en": "\U00020bb7 town", "zh": "\U00020bb7"} for key in titles()}
    drawn = charts.path(RUNS, "belonging", source=charts.Source(titles=names))
    with pytest.raises(SimError, match="characters \U00020bb7, as in “\U00020bb7 town”"):
        charts.save(drawn, tmp_path / "never_written.png")
