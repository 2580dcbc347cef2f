"""Every cell of the tables of a report stands under its head, as the tables of the answer say."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from matplotlib.text import Text
from reported import TITLES, report

from sim.report import ReportInput
from sim.report.answering import answer
from sim.report.document import Paragraph, RunList, Runs, Table
from sim.report.figures import tornado
from sim.report.findings import effect_grids, lasting_grid, point_grid
from sim.report.notes import alarms, delivered_note, sure
from sim.report.record import assumption_grid, cost_grid, run_grid
from sim.report.sections.certainty import certainty
from sim.report.sections.cost import cost
from sim.report.sections.factors import factors
from sim.report.sections.gains import gains
from sim.report.sections.packages import packages
from sim.report.sections.pilots import pilots
from sim.report.sections.question import question
from sim.report.sections.reproduction import reproduction
from sim.report.sections.responses import responses
from sim.report.teller import Teller
from sim.report.verdicts import verdict


def english(whole: ReportInput) -> Teller:
    return Teller(whole, "en")


def answered_with(**tables: list[dict[str, Any]]) -> dict[str, pd.DataFrame]:
    return {name: pd.DataFrame(rows) for name, rows in tables.items()}


def table_with(head: str, section: Any) -> Table:
    """The table of a section that has such a head."""
    assert section is not None
    return next(b for b in section.blocks if isinstance(b, Table) and head in b.heads)


def cells(head: str, section: Any) -> list[dict[str, str]]:
    """The rows of that table: head → cell, spaces that hold words together as plain ones."""
    found = table_with(head, section)
    return [
        {name: cell.replace("\u00a0", " ") for name, cell in zip(found.heads, row, strict=True)}
        for row in found.rows
    ]


def said(section: Any) -> str:
    """All sentences of a section."""
    return " ".join(
        b.text.replace("\u00a0", " ") for b in section.blocks if isinstance(b, Paragraph)
    )


def reading(scenario: str, name: str = "difference_in_differences", **more: Any) -> dict[str, Any]:
    return {
        "scenario": scenario, "reading": name, "n": 10, "estimate": 0.05, "truth": 0.03,
        "rolled_out": 0.02, "bias": 0.02, "bias_low": 0.01, "bias_high": 0.03,
        "bias_rolled_out": 0.031, "bias_rolled_out_low": 0.025, "bias_rolled_out_high": 0.035,
        "covered": 0.9, "found": 0.4, "size": 0.1,
    } | more  # fmt: skip


def test_an_evaluation_stands_beside_its_truth_and_its_roll_out() -> None:
    once = [(0, "training", 0.05, 0.01), (0, "package", 0.04, 0.03)]
    once += [(1, "training", 0.05, 0.06), (1, "package", 0.04, 0.03)]
    names = ["replication", "scenario", "estimate", "rolled_out"]
    each = pd.DataFrame(once, columns=names).assign(reading="difference_in_differences")
    tables = answered_with(evaluations=[reading("training")]) | {"readings": each}
    section = pilots(english(report(kind="pilot", tables=tables)))
    assert cells("Finds an effect", section) == [
        {
            "Scenario": "Training", "What the evaluation says": "+0.050",
            "True in the pilots then": "+0.030", "County after the roll-out": "+0.020",
            "Evaluation less roll-out (95 % interval)": "+0.031 (+0.025 to +0.035)",
            "Its interval holds the truth": "90 %", "Finds an effect": "40 %",
            "… without any policy": "10 %",
        }
    ]  # fmt: skip
    assert "truly highest in 50 % of runs" in said(section), "read first both times, is once"


def test_indices_of_factors_stand_under_their_heads() -> None:
    row = {
        "factor": "hours", "ST": 0.5, "ST_low": 0.4, "ST_high": 0.6, "S1": 0.3, "S1_low": 0.2,
        "S1_high": 0.35, "influential": True,
    }  # fmt: skip
    less = row | {"factor": "town", "ST": 0.1, "influential": False}
    grades = {"hours": "assumed", "town": "measured"}
    tables = answered_with(indices=[less, row])
    section = factors(english(report(kind="sensitivity", tables=tables, grades=grades)))
    assert section is not None
    first, second = table_with("With others (ST)", section).rows
    assert list(first) == [
        "hours", "0.500", "0.4000 to 0.6000", "0.300", "0.2000 to 0.3500", "yes", "assumed",
    ]  # fmt: skip
    assert (second[0], second[-2:]) == ("town", ["cannot tell", "measured"])
    assert "Of 1 factors that count, 1 rest on nothing but assumption: hours." in said(section)


def test_a_screening_and_its_curves_have_the_widest_first() -> None:
    row = {"factor": "hours", "mu_star": 0.02, "low": 0.01, "high": 0.03, "mu": -0.02,
           "sigma": 0.005, "influential": True}  # fmt: skip
    moved = {("town", 1): -0.01, ("town", 2): 0.01, ("hours", 1): -0.04, ("hours", 3): 0.02}
    curves = [
        {"factor": factor, "value": float(value), "difference": by}
        for (factor, value), by in moved.items()
    ]
    tables = answered_with(screening=[row], curves=curves)
    section = factors(english(report(kind="sensitivity", tables=tables)))
    assert table_with("Direction (μ)", section).rows == [
        ["hours", "0.0200", "0.0100 to 0.0300", "−0.0200", "0.0050", "yes", "–"]
    ]
    assert table_with("Least over its range", section).rows == [
        ["hours", "−0.040 at 1", "+0.020 at 3"], ["town", "−0.010 at 1", "+0.010 at 2"],
    ]  # fmt: skip


def test_parts_of_packages_and_what_is_beyond_their_sum() -> None:
    share = {"outcome": "belonging", "policy": "staff_training", "alone": 0.01, "last": 0.02,
             "shapley": 0.015, "low": 0.005, "high": 0.025, "share_of_total": 0.6}  # fmt: skip
    both = {"outcome": "belonging", "policies": "staff_training + training", "synergy": -0.01,
            "low": -0.02, "high": -0.005, "verdict": "less than the sum", "mixed_with": ""}  # fmt: skip
    unsure = both | {"low": float("nan"), "high": float("nan"), "verdict": "about the sum"}
    tables = answered_with(shares=[share], interactions=[both, unsure])
    section = packages(english(report(kind="packages", tables=tables)))
    assert cells("Added last", section) == [
        {
            "Policy": "Staff training", "Alone": "+0.010", "Added last": "+0.020",
            "Fair share (Shapley)": "+0.015", "95 % paired interval": "+0.005 to +0.025",
            "Of the whole": "60 %",
        }
    ]  # fmt: skip
    sure, open_one = cells("Policies together", section)
    assert sure["Policies together"] == "Staff training + Training"
    assert sure["Verdict"] == "▼ less than the sum"
    assert open_one["Verdict"] == "○ cannot tell"


def test_a_response_has_its_points_and_its_n() -> None:
    along = [{"hours": 20.0, "points": 3, "n": 10, "mean": 0.02, "low": 0.01, "high": 0.03}]
    section = responses(english(report(tables=answered_with(response_hours=along))))
    [row] = table_with("Points", section).rows
    assert list(row) == ["20", "3", "10", "+0.020", "+0.010 to +0.030"]


def origin(name: str, outcome: str, by: float) -> dict[str, Any]:
    return {
        "scenario": "package", "outcome": outcome, "origin": name, "n": 10, "difference": by,
        "low": by - 0.001, "high": by + 0.001, "verdict": "better",
    }  # fmt: skip


@pytest.mark.parametrize(("outcome", "sign"), [("belonging", 1), ("admin_share", -1)])
def test_who_gains_most_is_told_also_where_less_is_better(outcome: str, sign: int) -> None:
    gained = [origin("migrant", outcome, sign * 0.05), origin("villager", outcome, sign * 0.01)]
    whole = report(outcomes=[outcome], tables=answered_with(effects_by_origin=gained))
    text = said(gains(english(whole)))
    assert "of the migrants changes most" in text
    assert "that of the villagers least" in text
    assert "the order between them is not sure" not in text
    close = [origin("migrant", outcome, sign * 0.05), origin("villager", outcome, sign * 0.0495)]
    whole = report(outcomes=[outcome], tables=answered_with(effects_by_origin=close))
    assert "the order between them is not sure" in said(gains(english(whole)))


def test_the_spread_between_groups_is_told_before_and_as_a_change() -> None:
    apart = {"scenario": "package", "outcome": "belonging", "baseline_spread": 0.08,
             "difference": -0.02, "low": -0.03, "high": -0.01}  # fmt: skip
    tables = answered_with(effects_by_origin=[origin("migrant", "belonging", 0.05)])
    section = gains(english(report(tables=tables | answered_with(inequality=[apart]))))
    [row] = table_with("Change of the spread", section).rows
    assert list(row) == ["All three", "Belonging", "0.080", "−0.020", "−0.030 to −0.010"]


def test_robustness_and_switching_values_stand_under_their_heads() -> None:
    holds = {"policy": "package", "worst": -0.01, "largest_regret": 0.02, "satisfied": 0.7,
             "mean": 0.03, "robust": True, "worlds": 10}  # fmt: skip
    switch = {"factor": "hours", "value_from": 20, "value_to": 30, "mean_from": 0.01,
              "mean_to": -0.02, "verdict_from": "better", "verdict_to": "worse",
              "crossing": 23.3}  # fmt: skip
    section = certainty(
        english(report(tables=answered_with(robustness=[holds], switching=[switch])))
    )
    assert cells("Holds up", section) == [
        {
            "Scenario": "All three", "Effect in its worst world": "−0.010",
            "Largest regret": "0.020", "Worlds with an effect that matters": "70 %",
            "Mean": "+0.030", "Holds up": "yes",
        }
    ]  # fmt: skip
    [row] = table_with("Between", section).rows
    assert list(row) == ["hours", "20 to 30", "+0.010 → −0.020", "better → worse", "23.3"]


def test_worlds_with_the_other_sign_are_told_of_their_scenario() -> None:
    signs = [{"scenario": "package", "n": 10, "other_sign": 0},
             {"scenario": "training", "n": 10, "other_sign": 3}]  # fmt: skip
    text = said(certainty(english(report(tables=answered_with(signs=signs)))))
    assert "in all 10 worlds the effect of “All three” on belonging has the same sign" in text
    assert "In 3 of 10 worlds the effect of “Training” on belonging has the other sign" in text


def test_the_front_says_who_is_beaten() -> None:
    costs = {"training": 5.0, "package": 30.0, "package_12": 40.0}
    effects = report().effects
    effects["yuan_per_resident_year"] = effects["scenario"].map(costs)
    front = {row["Scenario"]: row["Not beaten"]
             for row in cells("Not beaten", cost(english(report(effects=effects))))}  # fmt: skip
    assert front == {"Training": "yes", "All three": "yes", "All three, one year": "–"}


def test_costs_add_up_and_every_column_is_its_scenario() -> None:
    found = cost_grid(english(report()))
    assert list(found.heads) == ["Line", "Baseline", "Training"]
    assert found.rows == [["Pay", "60.00", "60.00"], ["Fees", "0.00", "20.00"]]
    assert found.foot == ["Total", "60.00", "80.00"]
    assert found.behind(1, 2) == "training"


def test_yuan_for_a_point_by_hand() -> None:
    """3 yuan and 0.03 are 1 yuan for 0.01; the ends 0.02 and 0.04 are 1.5 and 0.75."""
    effects = report().effects.query("scenario == 'package' and outcome == 'belonging'")
    numbers = {"difference": 0.03, "low": 0.02, "high": 0.04, "yuan_per_resident_year": 3.0}
    cell = {}
    for word in ("better", "worse"):
        whole = report(effects=effects.assign(**numbers, verdict=word))
        [cell[word]] = [row[1] for row in point_grid(english(whole)).rows if row[0] == "All three"]
    assert cell == {"better": "1.00 (0.75 to 1.50)", "worse": "worse than the baseline"}


def test_what_lasts_is_told_at_the_end_of_the_package_first() -> None:
    found = lasting_grid(english(report()))
    row = dict(zip(found.heads, found.rows[0], strict=True))
    assert float(row["Effect when it ended"]) == pytest.approx(0.03, abs=0.002)
    assert float(row["Effect in month 24"]) == pytest.approx(0.015, abs=0.002)


def test_the_head_of_an_outcome_has_the_level_of_the_baseline() -> None:
    head = effect_grids(english(report()), ["participation"])[0][0]
    assert head.replace("\u00a0", " ").endswith("baseline 44.5 %"), "0.40 to 0.49 in ten worlds"


def test_runs_ranges_and_scenarios_stand_under_their_heads() -> None:
    whole = report()
    done = {**(whole.provenance.done or {}), "package": 7}
    whole = replace(whole, provenance=replace(whole.provenance, done=done, failed={"package": 2}))
    assert run_grid(english(whole)).rows[2] == ["All three", "10", "7", "2"]
    assert assumption_grid(english(whole)).rows[0][2:4] == ["215", "180 to 250"]
    against = {"training": "baseline", "package_12": "package"}
    starts = {"package_12": {"staff_training": 7}}
    section = question(english(report(against=against, starts=starts)))
    last = cells("Compared with", section)[-1]
    assert last == {
        "Scenario": "All three, one year", "Policies": "Staff training, from month 7",
        "Compared with": "All three",
    }  # fmt: skip


def test_commands_name_the_folder_and_a_run_of_the_scenario() -> None:
    whole = report()
    whole = replace(whole, provenance=replace(whole.provenance, folder="my results"))
    blocks = reproduction(english(whole)).blocks
    typed = [block.text for block in blocks if hasattr(block, "text")]
    assert "sim verify 'my results'" in typed
    lists: list[RunList] = [each for b in blocks if isinstance(b, Runs) for each in b.lists]
    keys = [f"{at}{0:015d}" for at in range(len(TITLES))]
    assert [each.command for each in lists] == [
        f"sim replay {key} --folder 'my results'" for key in keys
    ]


def test_what_was_not_paid_for_and_what_was_warned_of_is_said() -> None:
    assert "Staff training 80\u00a0% (in “Training”)" in delivered_note(english(report()))
    warned = replace(report().provenance, warnings=["The county is thin."])
    assert "The county is thin." in list(alarms(english(report(provenance=warned))))


def test_the_highest_costs_or_saves_what_the_table_says() -> None:
    for yuan, words in ((12.3, "12.3 yuan per resident and year more"),
                        (-12.3, "12.3 yuan per resident and year less")):  # fmt: skip
        whole = report(effects=report().effects.assign(yuan_per_resident_year=yuan))
        assert words in " ".join(verdict(english(whole), "belonging"))


@pytest.mark.parametrize(("cost_of_one", "equal"), [(20.0, True), (21.9, True), (23.0, False)])
def test_costs_are_called_equal_only_where_all_of_them_are(cost_of_one: float, equal: bool) -> None:
    effects = report().effects.assign(yuan_per_resident_year=20.0)
    one = effects["scenario"].eq("training")
    effects.loc[one, "yuan_per_resident_year"] = cost_of_one
    first = answer(english(report(effects=effects, equal_cost=20.0)))[0]
    assert first.startswith("At about 20 yuan per resident and year") is equal


def test_one_interval_in_twenty_misses_by_chance() -> None:
    effects = pd.concat([report().effects] * 7)
    count = len(effects)
    assert count == 63, "three scenarios, three outcomes"
    told = " ".join(sure(english(report(effects=effects))))
    assert "of 63 intervals, about 3 would miss" in told


@pytest.mark.parametrize(("against", "of_effects"), [({}, False), ({"package": "baseline"}, True)])
def test_the_chart_of_curves_says_whether_they_are_of_an_effect(
    against: dict[str, str], of_effects: bool
) -> None:
    rows = [
        {"outcome": "belonging", "factor": "hours", "value": value, "n_pairs": 6, "difference": by,
         "difference_low": by - 0.01, "difference_high": by + 0.01}
        for value, by in ((1.0, -0.1), (2.0, 0.1))
    ]  # fmt: skip
    whole = report(kind="sensitivity", against=against, tables=answered_with(curves=rows))
    [figure] = tornado(english(whole))
    drawn: Any = figure.draw()
    words = " ".join(text.get_text() for text in drawn.get_figure().findobj(Text))
    assert ("effect on belonging" in words.replace("\n", " ")) is of_effects
