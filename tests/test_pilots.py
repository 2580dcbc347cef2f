"""Tables of simulated evaluations against paper and pencil."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from sim.analysis.pilots import (
    NOTES,
    READING_TITLES,
    evaluations,
    pilot_readings,
    placebos,
    rankings,
)
from sim.statistics.panels import READINGS, Panel

DID = "difference_in_differences"
PILOTS = np.array([13] * 4 + [0] * 8)


def county(seed: int) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(24, 12))


def only(table: pd.DataFrame, reading: str) -> pd.Series:
    (row,) = (row for _, row in table[table["reading"] == reading].iterrows())
    return row


def made(**columns) -> pd.DataFrame:
    """Readings as `pilot_readings` gives them; what is not said is 0."""
    names = ["estimate", "low", "high", "p_value", "truth", "rolled_out", "no_policy"]
    rows = len(columns["estimate"])
    plain = {name: np.zeros(rows) for name in [*names, "no_policy_p_value", "comparison"]}
    keys = {"scenario": "tried", "replication": range(rows), "reading": DID, "note": ""}
    return pd.DataFrame({**keys, **plain, **columns})


def test_the_error_of_a_reading_is_selection_and_comparison() -> None:
    # without the policy the pilots gain 2 anyhow; it gives them 1 and takes 0.5 elsewhere
    twin = np.zeros((24, 12))
    twin[12:, :4] = 2.0
    seen = twin.copy()
    seen[12:] += np.where(PILOTS > 0, 1.0, -0.5)
    table = pilot_readings({"tried": {0: Panel(seen, twin, PILOTS)}})
    numbers = ["estimate", "truth", "rolled_out", "no_policy", "comparison"]
    assert only(table, DID)[numbers].tolist() == pytest.approx([3.5, 1.0, 0.0, 2.0, 0.5])
    # before and after compares nobody with nobody: selection only
    assert only(table, "before_after")[numbers].tolist() == pytest.approx([3, 1, 0, 2, 0])


def test_each_reading_is_held_against_the_truth_of_its_own_months() -> None:
    # the effect is 1 in the first half of the pilot year and 3 in the second
    effect = np.zeros((24, 12))
    effect[12:18, :4], effect[18:, :4] = 1.0, 3.0
    twin = county(1)
    table = pilot_readings({"tried": {0: Panel(twin + effect, twin, PILOTS)}})
    truths = {row["reading"]: row["truth"] for _, row in table.iterrows()}
    assert truths == pytest.approx({"before_after": 3, DID: 3, "stepped_wedge": 2, "group_time": 2})
    assert table["comparison"].tolist() == pytest.approx([0.0] * 4, abs=1e-9)


def test_an_evaluation_by_hand() -> None:
    estimates = np.array([1.0, 2.0, 3.0, 4.0, 5.0])
    table = made(
        estimate=estimates,
        truth=np.array([2.0, 2.0, 2.0, -2.0, 2.0]),
        low=estimates - 1.0,
        high=estimates + 1.0,
        p_value=np.array([0.2, 0.05, 0.01, 0.01, 0.01]),
        no_policy_p_value=np.array([0.5, 0.04, 0.5, 0.5, 0.5]),
        rolled_out=np.array([1.0] * 5),
    )
    (row,) = evaluations(table).to_dict("records")
    assert (row["n"], row["estimate"], row["truth"]) == (5, 3.0, pytest.approx(1.2))
    assert (row["bias"], row["bias_rolled_out"]) == (pytest.approx(1.8), 2.0)
    # 0, 1, 2, 3, 4 (less roll-out): t(4) = 2.7764 standard errors of √(2.5/5)
    assert row["bias_rolled_out_low"] == pytest.approx(2.0 - 2.7764451052 * math.sqrt(0.5))
    assert (row["covered"], row["found"], row["size"]) == (0.6, 0.8, 0.2)
    # Wilson by hand, 4 of 5: (0.8 + z²/10 ± z √(0.8·0.2/5 + z²/100)) / (1 + z²/5), z² = 3.8415
    assert (row["found_low"], row["found_high"]) == pytest.approx((0.3755, 0.9638), abs=1e-4)
    assert row["wrong_sign"] == 0.25  # one of the four that were found


@pytest.mark.parametrize("wrong", [math.nan, math.inf])
def test_runs_that_cannot_be_read_are_counted_out_and_said(wrong: float) -> None:
    twin = county(2)
    broken = twin.copy()
    broken[0, 0] = broken[23, 0] = wrong
    everybody = np.full(12, 13)
    runs = {seed: Panel(county(seed), county(seed), PILOTS) for seed in range(5)}
    panels = {
        "tried": {**runs, 5: Panel(broken, twin, PILOTS), 6: Panel(twin, broken, PILOTS)},
        "at_once": {0: Panel(twin, twin, everybody)},
    }
    table = evaluations(pilot_readings(panels))
    tried, at_once = (only(table[table["scenario"] == name], DID) for name in panels)
    assert (tried["n"], tried["note"]) == (5, "not_finite")
    assert (at_once["n"], at_once["note"]) == (0, "nobody_to_compare")
    assert all(math.isnan(at_once[what]) for what in ("estimate", "bias", "covered", "size"))


def test_one_pilot_is_estimated_and_not_judged() -> None:
    alone = np.array([13] + [0] * 11)
    panels = {"tried": {seed: Panel(county(seed), county(seed), alone) for seed in range(5)}}
    row = only(evaluations(pilot_readings(panels)), "before_after")
    assert (row["n"], row["note"]) == (5, "one_pilot")
    assert math.isfinite(row["bias_low"])
    assert math.isnan(row["covered"])


def rivals() -> pd.DataFrame:
    first = made(estimate=[1.0, 5.0], truth=[2.0, 2.0], rolled_out=[3.0, 3.0])
    second = made(estimate=[2.0, 1.0], truth=[1.0, 1.0], rolled_out=[3.0, 4.0])
    missing = made(estimate=[math.nan, math.nan])
    named = {"first": first, "second": second, "missing": missing}
    return pd.concat(table.assign(scenario=name) for name, table in named.items())


def test_rankings_by_hand() -> None:
    table = rankings(rivals())
    assert table["scenario"].tolist() == ["first", "second"]
    assert table["estimate"].tolist() == [3.0, 1.5]
    assert table[["rank", "rank_truth", "rank_rolled_out"]].values.tolist() == [
        [1, 1, 2],
        [2, 2, 1],
    ]
    assert table["chosen"].tolist() == [0.5, 0.5]  # each looks best in one of two runs
    assert table["best"].tolist() == [0.25, 0.75]  # the first run is a tie


def test_less_can_be_better() -> None:
    table = rankings(rivals(), direction=-1)
    assert table[["rank", "rank_truth", "rank_rolled_out"]].values.tolist() == [
        [2, 2, 1],
        [1, 1, 2],
    ]
    assert table["best"].tolist() == [0.75, 0.25]


def test_ranks_rest_on_runs_that_all_scenarios_have() -> None:
    table = rivals()
    table = table[(table["scenario"] != "second") | (table["replication"] == 1)]
    ranked = rankings(table)
    assert ranked["n"].tolist() == [1, 1]
    assert ranked["estimate"].tolist() == [5.0, 1.0]


def test_placebos_lie_around_nothing_and_the_reading_beside_them() -> None:
    twin = county(3)
    seen = twin + 5.0 * (PILOTS > 0) * (np.arange(24) >= 12)[:, None]
    panel = Panel(seen, twin, PILOTS)
    table = placebos({"tried": panel, "untried": Panel(twin, twin, 0 * PILOTS)})
    assert table["scenario"].unique().tolist() == ["tried"]
    assert table["reading"].unique().tolist() == list(READINGS[1:])
    draws = table[table["reading"] == DID]
    assert draws["draw"].tolist() == list(range(1, 1000))
    reading = only(pilot_readings({"tried": {0: panel}}), DID)
    assert (draws["estimate"] == reading["estimate"]).all()
    as_far = (draws["value"].abs() >= abs(reading["estimate"]) - 1e-9).sum()
    assert (1 + as_far) / 1000 == reading["p_value"]


def test_nothing_to_redraw_is_an_empty_table() -> None:
    table = placebos({"untried": Panel(county(4), county(4), 0 * PILOTS)})
    assert table.empty
    assert list(table) == ["scenario", "reading", "draw", "value", "estimate"]


def test_every_reading_and_every_reason_has_words_in_both_languages() -> None:
    assert tuple(READING_TITLES) == READINGS
    for english, chinese in (*READING_TITLES.values(), *NOTES.values()):
        assert english.isascii()
        assert not chinese.isascii()


@pytest.mark.slow
def test_best_off_pilots_look_worse_and_worst_off_better_than_they_are() -> None:
    # chosen by a noisy year before: what was luck comes back, with the policy or without
    def tried(order: int, seed: int) -> Panel:
        twin = county(seed)
        adopted = np.zeros(12, np.int64)
        adopted[np.argsort(order * twin[:12].mean(axis=0))[:4]] = 13
        return Panel(twin + 0.2 * (adopted > 0) * (np.arange(24) >= 12)[:, None], twin, adopted)

    panels = {
        name: {seed: tried(order, seed) for seed in range(300)}
        for name, order in (("best_off", -1), ("worst_off", 1))
    }
    table = evaluations(pilot_readings(panels))
    best, worst = (only(table[table["scenario"] == name], DID) for name in panels)
    assert best["bias_high"] < 0.0 < worst["bias_low"]
    assert best["no_policy"] == pytest.approx(best["bias"])
    assert worst["size_low"] > 0.05
