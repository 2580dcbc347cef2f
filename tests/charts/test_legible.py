"""No words of any chart lie on others, are cut off or too small, in both languages."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from legible import cut_off, figure_of, in_turn, overlapping, small
from made_up import OUTCOMES, Case, communities, ledger, nasty
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from sim import charts
from sim.words import LANGUAGES

PAGE = 6.7
"""Inches that a printed page has for a picture."""

CASES = nasty()
Draw = Callable[[Case, dict[str, Any]], Any]

ALONE: dict[str, Draw] = {
    "path": lambda case, how: charts.path(case.runs, "belonging", **how),
    "difference": lambda case, how: charts.difference(
        case.runs, "participation", smallest_effect=0.01, **how
    ),
    "course": lambda case, how: charts.course(case.one, "participation", **how),
    "forest": lambda case, how: charts.forest(case.effects, "belonging", **how),
    "dumbbell": lambda case, how: charts.dumbbell(case.effects, "participation", **how),
    "by_kind": lambda case, how: charts.by_kind(communities(case.names), "belonging", **how),
    "by_group": lambda case, how: charts.by_group(case.groups, "participation", **how),
    "costs": lambda case, how: charts.costs(ledger(case.names), **how),
}
SHEETS: dict[str, Draw] = {
    "paths_sheet": lambda case, how: charts.paths_sheet(
        case.runs, OUTCOMES, smallest=dict.fromkeys(OUTCOMES, 0.01), **how
    ),
    "forest_sheet": lambda case, how: charts.forest_sheet(case.effects, OUTCOMES, **how),
    "course_sheet": lambda case, how: charts.course_sheet(case.one, OUTCOMES, **how),
}
WORST = {
    "path": "thirty", "difference": "long", "course": "one month", "forest": "long",
    "dumbbell": "thirty", "by_kind": "long", "by_group": "long", "costs": "long",
    "paths_sheet": "usual", "forest_sheet": "holes", "course_sheet": "usual",
}  # fmt: skip
"""The input that each chart is tried on whenever tests run; the others wait for the slow ones."""


def combinations() -> Iterator[Any]:
    """Every chart on every input in every language."""
    for name in (*ALONE, *SHEETS):
        for case in CASES:
            marks = [] if case == WORST[name] else [pytest.mark.slow]
            for lang in LANGUAGES:
                yield pytest.param(name, case, lang, marks=marks)


@pytest.mark.parametrize(("name", "case", "lang"), list(combinations()))
def test_all_words_can_be_read(name: str, case: str, lang: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        how = {"source": CASES[case].source, "lang": lang}
        drawn = (ALONE | SHEETS)[name](CASES[case], how)
        assert overlapping(drawn) == []
    assert cut_off(drawn) == []
    assert small(drawn) == []
    assert figure_of(drawn).get_size_inches()[0] <= PAGE


@pytest.mark.parametrize(("name", "lang"), in_turn(ALONE))
def test_given_axes_keep_to_themselves(name: str, lang: str) -> None:
    usual = CASES["usual"]
    figure = Figure(figsize=(12, 5), layout="constrained")
    FigureCanvasAgg(figure)
    for axes in figure.subplots(1, 2):
        how = {"source": usual.source, "lang": lang, "ax": axes}
        assert ALONE[name](usual, how) is axes
    assert overlapping(figure) == []
    assert cut_off(figure) == []
