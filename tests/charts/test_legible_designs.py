"""No words of charts of designs, money, maps and networks lie on others or are cut off."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from legible import cut_off, figure_of, in_turn, overlapping, small
from made_up import LONG, POLICIES
from made_up_designs import (
    along,
    circle,
    curves,
    evaluations,
    institutions,
    ledger,
    morris,
    packages,
    places,
    priced,
    sobol,
    sweep,
)
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from sim.charts.county import county_map
from sim.charts.heat import curve, heat
from sim.charts.hours import hours
from sim.charts.indices import indices
from sim.charts.money import money
from sim.charts.network import network
from sim.charts.organizations import organizations
from sim.charts.pareto import pareto
from sim.charts.pathway import pathway
from sim.charts.pilot import pilot
from sim.charts.source import Source
from sim.charts.synergy import synergy
from sim.charts.tornado import tornado
from sim.words import LANGUAGES

PAGE = 6.7
HOURS, SHARE = "policies.staff_training.hours", "policies.task_offloading.share"
LONG_NAMES = dict.fromkeys([HOURS, SHARE, "assumptions.made_up.factor_1"], LONG)
SCENARIOS = ["baseline", "training", "package"]
TITLES = {
    "baseline": {"en": "Baseline", "zh": "基线"},
    "training": {"en": "Staff training", "zh": "人员培训与人才"},
    "package": {"en": "All three together", "zh": "三项合并"},
}
SOURCE = Source(
    titles=TITLES, policies=POLICIES, starts={"training": {"staff_training": 7}},
    ends={"package": 18}, seed=7, assumed_share=0.58,
)  # fmt: skip
EVERYBODY_LONG = Source(
    titles=dict.fromkeys([*TITLES, *(f"s{place}" for place in range(30))], LONG),
    policies=dict.fromkeys(POLICIES, LONG), seed=7,
)  # fmt: skip

Draw = Callable[[dict[str, Any]], Any]
USUAL: dict[str, Draw] = {
    "heat": lambda how: heat(sweep(), "belonging", HOURS, SHARE, **how),
    "curve": lambda how: curve(sweep(up=1), "belonging", HOURS, **how),
    "tornado": lambda how: tornado(curves(), **how),
    "sobol": lambda how: indices(sobol(), **how),
    "morris": lambda how: indices(morris(), paired=True, **how),
    "pareto": lambda how: pareto(priced(), "belonging", **how),
    "synergy": lambda how: synergy(*packages(), "belonging", **how),
    "pilot": lambda how: pilot(evaluations(), "service_quality", **how),
    "hours": lambda how: hours(institutions(SCENARIOS), **how),
    "organizations": lambda how: organizations(institutions(SCENARIOS), **how),
    "money": lambda how: money(ledger(), residents=10.0, **how),
    "county": lambda how: county_map(places(SCENARIOS[:2]), "belonging", **how),
    "network": lambda how: network(*circle(), **how),
    "pathway": lambda how: pathway(along(), "package", **how),
}
ODD: dict[str, Draw] = {
    "heat, nothing sure": lambda how: heat(sweep(sure=False), "belonging", HOURS, SHARE, **how),
    "heat, wide": lambda how: heat(sweep(7, 9), "belonging", HOURS, SHARE, **how),
    "heat, long": lambda how: heat(
        sweep(2, 2), "belonging", HOURS, SHARE, names=LONG_NAMES, **how
    ),
    "tornado, few": lambda how: tornado(curves(12, n=2), **how),
    "tornado, long": lambda how: tornado(curves(), names=LONG_NAMES, **how),
    "sobol, one": lambda how: indices(sobol(1), names=LONG_NAMES, **how),
    "pareto, thirty": lambda how: pareto(priced(30), "belonging", **how),
    "pareto, one": lambda how: pareto(priced(1), "belonging", **how),
    "synergy, two": lambda how: synergy(*packages(2), "belonging", **how),
    "synergy, four": lambda how: synergy(*packages(4, half=0.1), "belonging", **how),
    "pilot, many": lambda how: pilot(evaluations(12), **how),
    "hours, one month": lambda how: hours(institutions(["baseline"], 1), **how),
    "hours, many": lambda how: hours(institutions([f"s{k}" for k in range(8)]), **how),
    "organizations, one month": lambda how: organizations(institutions(["baseline"], 1), **how),
    "county, one, named": lambda how: county_map(
        places(["package"]), "belonging", 1, named=True, **how
    ),
    "county, hundreds": lambda how: county_map(places(SCENARIOS, 270), "belonging", **how),
    "network, large": lambda how: network(*circle(300), **how),
}  # fmt: skip


CHARTS = USUAL | ODD
LONG_TITLED = [*USUAL, "pareto, thirty", "pilot, many", "synergy, four"]
SOURCES = {"usual": SOURCE, "long": EVERYBODY_LONG}
WORST = {
    ("heat, long", "usual"), ("curve", "usual"), ("tornado, long", "usual"),
    ("sobol, one", "usual"), ("morris", "usual"), ("pareto", "long"), ("synergy, four", "long"),
    ("pilot, many", "long"), ("hours", "long"), ("organizations", "long"), ("money", "long"),
    ("county, one, named", "usual"), ("network", "usual"), ("pathway", "long"),
}  # fmt: skip
"""What each chart is tried on whenever tests run; the others wait for the slow ones."""


def combinations() -> Iterator[Any]:
    """Every table in every language, and with long titles where there are any."""
    tried = [(name, "usual") for name in CHARTS] + [(name, "long") for name in LONG_TITLED]
    for name, titled in tried:
        marks = [] if (name, titled) in WORST else [pytest.mark.slow]
        for lang in LANGUAGES:
            yield pytest.param(name, titled, lang, marks=marks)


@pytest.mark.parametrize(("name", "titled", "lang"), list(combinations()))
def test_all_words_can_be_read(name: str, titled: str, lang: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        drawn = CHARTS[name]({"source": SOURCES[titled], "lang": lang})
        assert overlapping(drawn) == []
    assert cut_off(drawn) == []
    assert small(drawn) == []
    assert figure_of(drawn).get_size_inches()[0] <= PAGE


@pytest.mark.parametrize(("name", "lang"), in_turn(USUAL))
def test_given_axes_keep_to_themselves(name: str, lang: str) -> None:
    figure = Figure(figsize=(13, 6), layout="constrained")
    FigureCanvasAgg(figure)
    for axes in figure.subplots(1, 2):
        assert USUAL[name]({"source": SOURCE, "lang": lang, "ax": axes}) is axes
    assert overlapping(figure) == []
    assert cut_off(figure) == []
