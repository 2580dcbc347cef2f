"""Which conclusions changed between two tables of effects, by hand."""

from __future__ import annotations

import math

import pandas as pd

from sim.analysis.changes import changed_order, changed_verdicts


def table(*rows: tuple[str, str, str, float]) -> pd.DataFrame:
    """Effects with intervals of ± 0.01."""
    columns = ["scenario", "outcome", "verdict", "difference"]
    found = pd.DataFrame(rows, columns=columns)
    return found.assign(low=found["difference"] - 0.01, high=found["difference"] + 0.01)


TRAINING = ("training", "belonging", "better", 0.05)
GRANTS = ("grants", "belonging", "undecided", 0.01)


def test_the_same_table_changes_nothing() -> None:
    same = table(TRAINING, GRANTS)
    assert changed_verdicts(same, same.sample(frac=1, random_state=1)).empty
    assert changed_order(same, same, "belonging", 1).empty


def test_a_number_may_move_while_its_verdict_stands() -> None:
    assert changed_verdicts(table(TRAINING), table((*TRAINING[:3], 0.04))).empty


def test_a_changed_verdict_tells_both_effects() -> None:
    after = table(("grants", "belonging", "better", 0.03), TRAINING)
    (row,) = changed_verdicts(table(TRAINING, GRANTS), after).to_dict("records")
    assert (row["scenario"], row["outcome"], row["change"]) == ("grants", "belonging", "changed")
    assert (row["verdict_before"], row["verdict_after"]) == ("undecided", "better")
    assert (row["difference_before"], row["difference_after"]) == (0.01, 0.03)
    assert (row["low_before"], row["high_after"]) == (0.0, 0.04)


def test_what_appeared_comes_in_order_and_what_went_at_the_end() -> None:
    new = ("hotline", "belonging", "worse", -0.02)
    rows = changed_verdicts(table(GRANTS, TRAINING), table(new, TRAINING))
    assert rows["scenario"].tolist() == ["hotline", "grants"]
    assert rows["change"].tolist() == ["appeared", "gone"]
    assert rows["verdict_before"].tolist() == ["", "undecided"]
    assert rows["verdict_after"].tolist() == ["worse", ""]
    assert math.isnan(rows["difference_before"][0]) and math.isnan(rows["low_after"][1])


def test_tables_without_any_effect_are_compared_too() -> None:
    nothing = pd.DataFrame()
    assert changed_verdicts(nothing, nothing).empty
    assert changed_verdicts(nothing, table(TRAINING))["change"].tolist() == ["appeared"]
    assert changed_order(nothing, table(TRAINING), "belonging", 1).empty


def test_two_that_change_places_are_told_and_the_others_not() -> None:
    before = table(("a", "wait", "", 3.0), ("b", "wait", "", 2.0), ("c", "wait", "", 1.0))
    after = table(("a", "wait", "", 1.5), ("b", "wait", "", 2.0), ("c", "wait", "", 1.0))
    rows = changed_order(before, after, "wait", 1).values.tolist()
    assert rows == [["b", 2, 1, 2.0, 2.0], ["a", 1, 2, 3.0, 1.5]]


def test_where_less_is_good_the_lowest_is_first() -> None:
    before = table(("a", "wait", "", 1.0), ("b", "wait", "", 2.0))
    after = table(("a", "wait", "", 2.0), ("b", "wait", "", 1.0))
    less = changed_order(before, after, "wait", -1)
    assert less[["scenario", "rank_after"]].values.tolist() == [["b", 1], ["a", 2]]
    assert changed_order(before, after, "wait", 0)["scenario"].tolist() == ["a", "b"]


def test_a_scenario_that_appears_or_has_no_number_moves_no_other() -> None:
    before = table(("a", "wait", "", 3.0), ("b", "wait", "", 2.0), ("c", "wait", "", math.nan))
    after = table(
        ("new", "wait", "", 9.0), ("a", "wait", "", 3.0), ("c", "wait", "", 2.5), ("b", "wait", "", 2.0)
    )  # fmt: skip
    assert changed_order(before, after, "wait", 1).empty


def test_equals_keep_the_order_of_their_table() -> None:
    tied = table(("a", "wait", "", 1.0), ("b", "wait", "", 1.0))
    assert changed_order(tied, tied, "wait", 1).empty
    assert changed_order(tied, tied, "wait", -1).empty
