"""The flow of money: amounts by hand, and that what leaves every purse is what arrives."""

from __future__ import annotations

from collections import defaultdict

import pandas as pd
import pytest
from legible import words
from made_up_designs import ledger

from sim.charts.money import money
from sim.charts.payments import PASSES, PURSES, in_balance, legs, through, yearly
from sim.errors import SimError
from sim.money import ACCOUNTS, LINES

RESIDENTS = 10.0


def test_amounts_are_per_resident_and_year_and_the_mean_over_replications() -> None:
    assert yearly(ledger(24), RESIDENTS)["treasury", "staff"] == pytest.approx(60 * 12 / 10)
    twice = pd.concat([ledger(6).assign(replication=k, yuan=ledger(6)["yuan"] * k) for k in (1, 3)])
    assert yearly(twice, RESIDENTS)["treasury", "staff"] == pytest.approx(2 * 60 * 12 / 10)


def test_what_leaves_every_purse_is_what_arrives() -> None:
    flows = in_balance(yearly(ledger(), RESIDENTS))
    sums: dict[str, float] = defaultdict(float)
    for flow in flows:
        sums[flow.end[0]] += flow.yuan
        sums[flow.start[0]] -= flow.yuan
    assert [sums[purse] for purse in PURSES] == pytest.approx([0.0] * len(PURSES), abs=1e-9)
    kept = {flow.start[0]: flow.yuan for flow in flows if flow.end[0] == "kept"}
    # The budget gives 100 and 90 are spent; organizations spend 15 of 20, the fund 8 of 10.
    assert kept == pytest.approx({"treasury": 12.0, "organizations": 6.0, "fund": 2.4})


def test_savings_that_are_spent_are_a_flow_too() -> None:
    flows = in_balance({("market", "assets"): 1.0, ("assets", "members"): 3.0})
    (drawn,) = (flow for flow in flows if flow.start[0] == "drawn")
    assert (drawn.end[0], drawn.yuan) == ("assets", pytest.approx(2.0))


def test_legs_of_a_flow_carry_all_of_it_from_column_to_column() -> None:
    flows = in_balance(yearly(ledger(), RESIDENTS))
    cut = legs(flows)
    assert all(leg.end[1] - leg.start[1] == 1 for leg in cut)
    at = through(cut)
    whole = through(flows)
    assert all(at[place] == pytest.approx(yuan) for place, yuan in whole.items())
    pay = [leg.yuan for leg in cut if f"treasury{PASSES}staff" in (leg.start[0], leg.end[0])]
    assert pay == pytest.approx([72.0, 72.0])


def test_widths_are_proportional() -> None:
    axes = money(ledger(), residents=RESIDENTS)
    bars = {str(bar.get_label()): bar.get_height() for bar in axes.patches
            if hasattr(bar, "get_height")}  # fmt: skip
    assert bars["staff"] / bars["suppliers"] == pytest.approx((60 + 15) / 8)
    assert bars["treasury"] / bars["assets"] == pytest.approx(100 / 12)
    bands = [patch for patch in axes.patches if patch.get_label() == f"treasury{PASSES}fund"]
    ys = bands[0].get_path().vertices[:, 1]
    assert ys[7] - ys[0] == pytest.approx(bars["treasury"] / 10)


def test_every_line_of_the_ledger_has_names_and_runs_from_left_to_right() -> None:
    assert set(PURSES) == set(ACCOUNTS)
    table = pd.DataFrame([(1, line.payer, line.payee, 100.0) for line in LINES],
                         columns=["month", "payer", "payee", "yuan"])  # fmt: skip
    for flow in in_balance(yearly(table, RESIDENTS)):
        assert flow.start[1] < flow.end[1], flow
    said = words(money(table, residents=RESIDENTS, lang="zh"))
    assert not [line.payer for line in LINES if line.payer in said]
    assert not [line.payee for line in LINES if line.payee in said]


def test_one_scenario_is_drawn_and_must_be_named() -> None:
    table = pd.concat([ledger().assign(scenario=name) for name in ("a", "b")])
    with pytest.raises(SimError, match="a, b"):
        money(table, residents=RESIDENTS)
    assert "“b”" in words(money(table, residents=RESIDENTS, scenario="b"))


@pytest.mark.parametrize("residents", [0.0, -1.0, float("nan")])
def test_nobody_is_no_county(residents: float) -> None:
    with pytest.raises(SimError, match="residents"):
        money(ledger(), residents=residents)


def test_the_line_below_tells_months_and_replications() -> None:
    twice = pd.concat([ledger(6).assign(replication=k) for k in (0, 1)])
    said = words(money(twice, residents=RESIDENTS))
    assert "mean of months 1 to 6" in said
    assert "n = 2 replications" in said
