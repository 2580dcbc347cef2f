"""Pictures by attribute: which is the usual one, what they are made of, what they refuse."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import matplotlib.figure
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.text import Text

import sim
from sim.charts.known import county_known
from sim.charts.source import Source
from sim.charts.timeline import timeline
from sim.plots.comparison import ComparisonPlots
from sim.plots.designs import DesignPlots
from sim.plots.scenario import timeline_table

SMALL = {"sample": 240, "burn_in": 2, "months": 6}
SCREENING = pd.DataFrame({
    "outcome": "belonging", "factor": ["hours"], "mu_star": 0.02, "low": 0.01, "high": 0.03,
    "influential": True,
})  # fmt: skip
CURVES = pd.DataFrame({
    "outcome": "belonging", "factor": "hours", "value": [1.0, 2.0], "n_pairs": 6,
    "difference": [-0.1, 0.1], "difference_low": [-0.2, 0.0], "difference_high": [0.0, 0.2],
})  # fmt: skip


def asked(**more: Any) -> sim.Comparison:
    """An experiment of seconds, run in this process."""
    usual = {
        "against": "scenarios/baseline.yaml",
        "settings": SMALL,
        "replications": 3,
        "worlds": "default",
        "primary": "service_quality",
    }
    return sim.compare(usual | more, workers=1)


@pytest.fixture(scope="module")
def compared() -> sim.Comparison:
    return asked(scenarios=["scenarios/staff_training.yaml", "scenarios/publicity.yaml"])


def words_of(drawn: Axes | matplotlib.figure.Figure) -> list[str]:
    figure = drawn if isinstance(drawn, matplotlib.figure.Figure) else drawn.get_figure(root=True)
    assert figure is not None
    return [text.get_text() for text in figure.findobj(Text) if isinstance(text, Text)]


# -- the usual picture ---------------------------------------------------------------------------


def calls(comparison: Any, monkeypatch: pytest.MonkeyPatch) -> str:
    """Which method `plot()` turns to."""
    names = ("effects", "response", "synergy", "pilot", "indices", "forest")
    for name in names:
        monkeypatch.setattr(ComparisonPlots, name, lambda self, name=name, **_settings: name)
    return str(comparison.plot())


@pytest.mark.parametrize(
    ("question", "picture"),
    [
        ({"scenarios": ["scenarios/staff_training.yaml"]}, "effects"),
        ({"kind": "sweep", "factors": {"policies.publicity.activities": [2, 12]}}, "response"),
        ({"kind": "sweep", "variants": {"a": {"set": {"policies.publicity.activities": 2}},
                                        "b": {"set": {"policies.publicity.activities": 9}}}},
         "effects"),
        ({"kind": "sensitivity", "factors": ["assumptions.trust.gain"], "trajectories": 2,
          "curve_points": 0}, "indices"),
    ],
)  # fmt: skip
def test_the_usual_picture_is_that_of_the_kind(
    question: dict[str, Any], picture: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert calls(asked(**question), monkeypatch) == picture


def test_every_picture_of_a_comparison_draws_in_both_languages_or_says_why_not(
    compared: sim.Comparison,
) -> None:
    refused = set()
    names = [name for name in dir(compared.plot) if not name.startswith("_")]
    for name in set(names) - {"curve", "heat"}:
        for lang in ("en", "zh"):
            try:
                drawn = getattr(compared.plot, name)(lang=lang)
            except sim.SimError as error:
                refused.add(name)
                assert "three" not in str(error)
                assert "kind: " in str(error) or "varied factors" in str(error)
            else:
                assert isinstance(drawn, Axes | matplotlib.figure.Figure), name
    assert refused == {"response", "tornado", "indices", "synergy", "pilot"}


def test_pictures_of_a_comparison_are_of_its_primary_outcome_unless_told(
    compared: sim.Comparison,
) -> None:
    assert any("service quality" in text for text in words_of(compared.plot.forest()))
    assert any("participation" in text for text in words_of(compared.plot.forest("participation")))
    assert any("participation" in text for text in words_of(compared.plot.pareto("participation")))


def test_a_map_has_the_baseline_beside_a_scenario_and_money_is_that_of_the_one_named(
    compared: sim.Comparison,
) -> None:
    names = list(compared.titles)
    titles = [compared.titles[name]["en"] for name in names]
    assert {titles[0], titles[1]} <= set(words_of(compared.plot.map()))
    assert any(titles[2] in text for text in words_of(compared.plot.money(names[2])))


def test_factors_that_move_an_effect_are_said_to_move_an_effect() -> None:
    for against, words in (({"a": "b"}, "moves the effect on belonging"), ({}, "moves belonging")):
        told = SimpleNamespace(
            tables={"curves": CURVES, "screening": SCREENING}, primary="belonging", against=against, factor_names={},
            source=Source(),
        )  # fmt: skip
        plots = DesignPlots(told)  # type: ignore[arg-type]
        for drawn in (plots.tornado(), plots.indices()):
            assert any(words in text for text in words_of(drawn))


def test_an_outcome_that_was_not_kept_of_communities_is_refused_in_words(
    compared: sim.Comparison,
) -> None:
    with pytest.raises(sim.SimError, match="found 'overload', expected one kept of communities"):
        compared.plot.map("overload")
    with pytest.raises(sim.SimError, match="found 'nobody', expected one of: baseline"):
        compared.plot.map(scenario="nobody")
    with pytest.raises(sim.SimError, match="found 'overload', expected one kept of groups"):
        compared.plot.groups("overload")


def test_more_scenarios_than_a_picture_tells_apart_are_refused_in_words() -> None:
    many = pd.DataFrame({"scenario": [f"s{place}" for place in range(61)]})
    asked_for: Any = SimpleNamespace(name="wide", kind="sweep", primary="trust", effects=many)
    with pytest.raises(sim.SimError, match="wide has 61 scenarios, a picture shows up to 60"):
        ComparisonPlots(asked_for).forest()


# -- a run, a model, a county ---------------------------------------------------------------------


def test_a_run_draws_its_months_communities_and_money() -> None:
    result = sim.run({**SMALL, "months": 12})
    figure = matplotlib.figure.Figure()
    host = figure.subplots()
    assert result.plot.path("overload", ax=host) is host
    names = [name for name in dir(result.plot) if not name.startswith("_")]
    assert {"path", "map", "kinds", "hours", "organizations", "money"} <= set(names)
    for name in names:
        assert isinstance(getattr(result.plot, name)(lang="zh"), Axes), name


def test_places_lie_where_the_county_has_them_and_go_by_numbers() -> None:
    result = sim.run(SMALL)
    county = result.profile
    last = result.places[result.places["month"] == 6]
    assert last["community"].tolist() == [f"unit {row:03d}" for row in range(1, len(county) + 1)]
    assert last["x"].tolist() == county.x.tolist()
    assert set(last["town"]) == {"town 01", "town 02", "town 03", "town 04"}
    assert last["trust"].tolist() == result.communities.query("month == 6")["trust"].tolist()


def test_a_model_draws_the_months_so_far_and_says_when_there_are_none() -> None:
    model = sim.GovernanceModel(SMALL)
    with pytest.raises(sim.SimError, match="has taken no step yet"):
        model.plot()
    for _ in range(3):
        model.step()
    axes = model.plot.path("trust")
    [line] = [each for each in axes.lines if each.get_label() == "trust"]
    assert list(line.get_xdata()) == [1, 2, 3]
    assert line.get_ydata()[-1] == pytest.approx(model.outcomes["trust"])


def test_a_model_draws_who_knows_whom_in_a_community() -> None:
    assert isinstance(sim.GovernanceModel(SMALL).plot.network(3, lang="zh"), Axes)


def test_a_county_draws_its_communities() -> None:
    county = sim.load_county("illustrative")
    assert "resettlement communities: 6" in words_of(county.plot())
    assert "安置社区6个" in words_of(county.plot(lang="zh"))


def test_marks_of_a_county_have_the_area_of_its_residents() -> None:
    places = pd.DataFrame(
        {
            "community": ["a", "b"], "x": [0.0, 5000.0], "y": [0.0, 0.0], "town": ["t", "t"],
            "kind": ["village", "village"], "residents": [1000.0, 4000.0],
        }
    )  # fmt: skip
    axes = county_known(places)
    marks = [
        each for panel in axes.child_axes for each in panel.collections if len(each.get_sizes())
    ]
    sizes = [size for each in marks for size in each.get_sizes()]
    assert sizes[1] / sizes[0] == pytest.approx(4.0)


# -- when policies act -----------------------------------------------------------------------------


def test_the_months_of_policies_by_hand() -> None:
    scenario = sim.load_scenario(
        {
            "months": 24, "burn_in": 12, "rollout": {"months": 6},
            "begun": {"information_platform": {"start": 3}},
            "policies": {
                "staff_training": {"start": 5, "ramp": 4, "months": 10, "taper": 3, "size": 0.5},
                "publicity": {"start": 30},
            },
        }
    )  # fmt: skip
    found = timeline_table(scenario).set_index("policy")
    assert list(found.index) == ["information_platform", "staff_training"]  # the other is too late
    assert found.loc["information_platform", ["start", "pilots"]].tolist() == [-9, 0]
    names = ["start", "full", "end", "gone", "pilots", "strength"]
    assert found.loc["staff_training", names].tolist() == [5, 8, 14, 17, 6, 0.5]


def test_a_timeline_draws_a_bar_for_each_policy_and_says_when_there_is_none() -> None:
    scenario = sim.load_scenario({"policies": {"staff_training": {"start": 5, "ramp": 4}}})
    axes = scenario.plot()
    assert "Staff training" in words_of(axes)
    [bar] = axes.patches
    assert bar.get_xy()[:, 0].tolist() == [4, 7, 60, 60, 4]  # months end where the next begins
    empty = timeline(timeline_table(sim.load_scenario({})), "baseline", 60, lang="zh")
    assert "报告期内没有政策" in words_of(empty)
