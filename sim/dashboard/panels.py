"""The charts of the page, drawn by the project's own functions into panels of one size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

import solara

from sim.charts.county import county_map
from sim.charts.hours import hours
from sim.charts.organizations import organizations
from sim.charts.paths import path
from sim.charts.saving import svg
from sim.charts.sheet import new_chart
from sim.charts.source import Source
from sim.dashboard.opening import Opening
from sim.dashboard.pair import KEYS, WITH, WITHOUT, Pair
from sim.dashboard.tables import SHOWN, monthly, places
from sim.dashboard.wording import WORDING
from sim.policies import POLICIES
from sim.presenting import assumed_share
from sim.words import Language

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH, HEIGHT = 4.2, 3.9
"""Inches of a panel: in the frame of Mesa its letters are then as large as those of notes."""

Place = tuple[float, float, float, float]
ONE: Place = (0.13, 0.18, 0.85, 0.67)
"""Where axes stand in a panel; their numbers, titles and notes go around them."""

SEVERAL: Place = (0.02, 0.22, 0.96, 0.64)
"""Where axes stand that hold smaller ones, with the numbers of those inside."""


class Drawing(Protocol):
    """What draws one chart of a pair; two that are equal draw the same."""

    place: ClassVar[Place]

    def __call__(self, pair: Pair, source: Source, lang: Language, axes: Axes) -> None:
        """Draw into axes that stand at ``place``."""


@dataclass(frozen=True)
class Course:
    """An outcome of the county over the months so far, in both runs."""

    outcome: str
    place: ClassVar = ONE

    def __call__(self, pair: Pair, source: Source, lang: Language, axes: Axes) -> None:
        """Draw it."""
        path(monthly(pair.seen), self.outcome, source=source, ax=axes, lang=lang)


@dataclass(frozen=True)
class Shades:
    """The communities of one run, shaded by an outcome on the same scale in both runs."""

    run: str
    outcome: str
    place: ClassVar = (0.02, 0.15, 0.96, 0.73)

    def __call__(self, pair: Pair, source: Source, lang: Language, axes: Axes) -> None:
        """Draw them."""
        table, limits = places(pair, self.run), pair.seen.spans[self.outcome]
        county_map(table, self.outcome, limits=limits, source=source, ax=axes, lang=lang)


@dataclass(frozen=True)
class Uses:
    """Where the hours of committees go, in both runs."""

    place: ClassVar = SEVERAL

    def __call__(self, pair: Pair, source: Source, lang: Language, axes: Axes) -> None:
        """Draw them."""
        hours(monthly(pair.seen), source=source, ax=axes, lang=lang)


@dataclass(frozen=True)
class Births:
    """Organizations founded and closed, and how many there are, in both runs."""

    place: ClassVar = SEVERAL

    def __call__(self, pair: Pair, source: Source, lang: Language, axes: Axes) -> None:
        """Draw them."""
        organizations(monthly(pair.seen), source=source, ax=axes, lang=lang)


def panels(opening: Opening, shade: solara.Reactive[str]) -> list[tuple[Any, int]]:
    """What Mesa's frame shows, each with its page: maps and headline outcomes come first.

    Mesa asks anew for each of them whenever a month has passed.
    """

    def map_of(run: str) -> Any:
        return lambda pair: Panel(pair, pair.month, opening, Shades(run, shade.value))

    def chart_of(drawing: Drawing) -> Any:
        return lambda pair: Panel(pair, pair.month, opening, drawing)

    maps = [(map_of(run), 0) for run in KEYS]
    courses = [(chart_of(Course(outcome)), 0) for outcome in SHOWN]
    return [*maps, *courses, (chart_of(Uses()), 1), (chart_of(Births()), 1)]


@solara.component
def Panel(pair: Pair, month: int, opening: Opening, drawing: Drawing) -> None:
    """One chart of a month."""
    known = [pair.plan, month, drawing]
    picture = solara.use_memo(lambda: drawn(pair, opening, drawing), known)
    solara.HTML(unsafe_innerHTML=picture, classes=["chart"])


def drawn(pair: Pair, opening: Opening, drawing: Drawing) -> str:
    """A chart as SVG that fills its panel; the browser sets its words."""
    figure = new_chart(WIDTH, HEIGHT)
    axes = figure.add_axes(drawing.place)
    drawing(pair, source_of(pair, opening), opening.lang, axes)
    picture = svg(figure)
    return picture[picture.index("<svg") :]


def source_of(pair: Pair, opening: Opening) -> Source:
    """Where the tables of a pair come from."""
    given = pair.plan.spec.policies.given()
    en, zh = WORDING["baseline"]
    return Source(
        baseline=WITHOUT,
        titles={WITHOUT: {"en": en, "zh": zh}, WITH: opening.titles_of(pair.plan)},
        starts={WITH: {key: policy.start for key, policy in given.items()}},
        policies={key: dict(POLICIES[key].TITLE) for key in given},
        seed=pair.plan.seed,
        county=opening.county,
        assumed_share=assumed_share(),
    )
