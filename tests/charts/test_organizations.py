"""Births and deaths of organizations: what is counted, and that it adds up."""

from __future__ import annotations

import pytest
from legible import lines, words
from made_up_designs import institutions

from sim.charts.organizations import organizations, turnover
from sim.errors import SimError

RUNS = institutions(["baseline", "package"], months=30)


def test_founded_is_what_the_number_rose_by_and_what_replaced_the_closed() -> None:
    years = turnover(RUNS)["package"].dropna()
    # 1.5 close a month (1 and 2), the number rises by 1: 2.5 are founded; month 1 is not told.
    assert years.index.tolist() == [12, 24, 30]
    assert years["closed"].tolist() == pytest.approx([11 * 1.5, 12 * 1.5, 6 * 1.5])
    assert years["founded"].tolist() == pytest.approx([11 * 2.5, 12 * 2.5, 6 * 2.5])


def test_births_less_deaths_is_how_the_number_changed() -> None:
    table = turnover(RUNS)["baseline"]
    change = table["founded"].sum() - table["closed"].sum()
    assert change == pytest.approx(table["alive"].iloc[-1] - table["alive"].iloc[0])


def test_bars_stand_above_and_below_zero_and_the_line_is_what_there_is() -> None:
    panel = organizations(RUNS).child_axes[0]
    heights = {container.get_label(): container[0].get_height() for container in panel.containers}
    assert heights["founded 24"] == pytest.approx(30.0)
    assert heights["closed 24"] == pytest.approx(-18.0)
    assert lines(panel)["alive"].get_ydata().tolist() == [10.0 + month for month in range(1, 31)]
    below = next(each for each in panel.containers if each.get_label() == "closed 24")
    assert below[0].get_hatch()


def test_panels_share_their_scale_and_the_note_says_what_is_not_known() -> None:
    host = organizations(RUNS)
    assert host.child_axes[0].get_ylim() == host.child_axes[1].get_ylim()
    assert "first month" in words(host)


def test_runs_without_the_outcome_are_refused() -> None:
    with pytest.raises(SimError, match="organizations_closed"):
        organizations(RUNS.drop(columns="organizations_closed"))
