"""Panels by kind of community and by group, and costs, show what their tables say."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from legible import lines, words
from made_up import communities, effects, groups, ledger, runs, source_of, titles

from sim.charts import by_group, by_kind, costs

USUAL = titles()
SOURCE = source_of(USUAL)


def test_a_kind_is_the_mean_of_its_communities_by_residents() -> None:
    drawn = by_kind(communities(list(USUAL)), "belonging", source=SOURCE)
    panels = drawn.child_axes
    assert len(panels) == 4
    level = (100 * 0.4 + 300 * 0.6) / 400
    assert np.allclose(lines(panels[0])["baseline"].get_ydata(), level)
    assert np.allclose(lines(panels[3])["package"].get_ydata(), level + 0.02)
    for needed in (
        "Belonging by kind of community",
        "Long-established communities",
        "Villages",
        "2 communities",
    ):
        assert needed in words(drawn)
    assert "no interval" in words(drawn)
    assert "_start" in lines(panels[0])


def test_people_count_before_residents_and_one_scenario_needs_no_name() -> None:
    table = communities(["baseline"]).drop(columns="scenario")
    weighted = table.assign(people=table["residents"].map({100: 1.0, 300: 0.0}))
    drawn = lines(by_kind(weighted, "belonging").child_axes[0])
    assert np.allclose(drawn["belonging"].get_ydata(), 0.4)


def test_kinds_share_one_scale() -> None:
    table = communities(["baseline"])
    table.loc[table["kind"] == "village", "belonging"] += 0.3
    tops = {panel.get_ylim()[1] for panel in by_kind(table, "belonging").child_axes}
    assert len(tops) == 1


def test_groups_have_their_own_points_and_intervals() -> None:
    table = groups(runs(list(USUAL)))
    drawn = by_group(table, "belonging", source=SOURCE)
    first = table[(table["scenario"] == "training") & (table["outcome"] == "belonging")]
    points = [
        line.get_xdata()[0] for line in drawn.child_axes[0].lines if line.get_label() == "training"
    ]
    assert points == pytest.approx(list(first["difference"]))
    for needed in ("Who gains", "Long-established, 18–29", "Villagers, 60+", "n = 6", "each group"):
        assert needed in words(drawn)
    assert "安置居民，60岁+" in words(by_group(table, "belonging", source=SOURCE, lang="zh"))


def test_groups_of_all_ages_are_named_by_origin_alone() -> None:
    drawn = by_group(groups(runs(list(USUAL)), ("all",)), "participation", source=SOURCE)
    assert {"Long-established", "Migrants"} <= {
        text.get_text() for text in drawn.child_axes[0].texts
    }
    assert "percentage points" in words(drawn)


def test_of_many_scenarios_the_groups_of_nine_are_told() -> None:
    many = titles(12)
    drawn = by_group(groups(runs(list(many)), ("all",)), "belonging", source=source_of(many))
    assert len(drawn.child_axes) == 9
    assert "2 more scenarios are not shown" in words(drawn)


def test_effects_of_groups_and_of_all_look_alike() -> None:
    table = effects(runs(list(USUAL))).assign(origin="migrant", age="all")
    (point,) = (
        line for line in by_group(table, "belonging", source=SOURCE).child_axes[1].lines
        if line.get_label() == "package"
    )  # fmt: skip
    shown = table.query("scenario == 'package' and outcome == 'belonging'")
    assert point.get_xdata()[0] == pytest.approx(float(shown["difference"].iloc[0]))


def widths(panel: object) -> list[float]:
    return [bar.get_width() for bar in panel.patches]  # type: ignore[attr-defined]


def test_costs_are_differences_with_the_largest_line_first() -> None:
    drawn = costs(ledger(list(USUAL)).assign(n=6), source=SOURCE)
    assert [widths(panel) for panel in drawn.child_axes] == [[0.0, 1.0, -0.5], [12.25, 2.0, -1.0]]
    for needed in ("Building of facilities", "+12.2", "−1.0", "total +13.2", "n = 6", "seed 7"):
        assert needed in words(drawn)


def test_costs_of_one_scenario_are_levels() -> None:
    table = pd.DataFrame([("baseline", "committee_pay", 60.0)])
    table.columns = ["scenario", "line", "yuan_per_resident_year"]
    drawn = costs(table, source=SOURCE)
    assert widths(drawn.child_axes[0]) == [60.0]
    assert "What each scenario costs, by line" in words(drawn)


def test_costs_of_many_scenarios_are_totals() -> None:
    many = titles(12)
    (panel,) = costs(ledger(list(many)), source=source_of(many)).child_axes
    assert len(panel.patches) == 11
    assert "Scenario 8" in words(panel)


def test_nothing_paid_is_said() -> None:
    table = ledger(["baseline", "training"]).assign(yuan_per_resident_year=1.0)
    assert "no cost recorded" in words(costs(table, source=SOURCE))


def test_lines_are_named_in_whole_or_counted() -> None:
    many = {key: {"en": f"All that could be done at once in the county, way {key}", "zh": key}
            for key in (f"{place:02d}" for place in range(20))}  # fmt: skip
    drawn = by_kind(communities(list(many)), "belonging", source=source_of(many))
    assert "…" not in words(drawn)
    shown = len([label for label in lines(drawn.child_axes[0]) if not label.startswith("_")])
    assert 1 < shown < 20
    assert f"{20 - shown} more scenarios are not shown" in words(drawn)
