"""The pictures of a comparison, each of the table that answers its question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.errors import SimError
from sim.outcomes import OUTCOMES
from sim.plots.designs import DesignPlots
from sim.words import Language

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

HEADLINES = tuple(key for key, item in OUTCOMES.items() if item.headline)

MOST, MOST_PANELS = 60, 24
"""Scenarios that a picture tells apart as rows or lines, and as panels."""


class ComparisonPlots(DesignPlots):
    """``comparison.plot()`` is the usual picture of its kind; the others are its methods.

    ``outcome`` is the primary one where it is left out. With ``ax`` a chart is drawn there,
    else on a sheet of its own, which shows itself in a notebook.
    """

    def __call__(self, *, lang: Language = "en", ax: Axes | None = None) -> Axes | Figure:
        """What the question is about: effects, a response, what it hangs on, synergy, pilots."""
        kind = self._of.kind
        if kind == "sensitivity":
            return self.indices(lang=lang, ax=ax)
        if kind == "packages" and len(self._of.against) > 2:
            return self.synergy(lang=lang, ax=ax)
        if kind == "pilot":
            return self.pilot(lang=lang, ax=ax)
        factors = self._factors() if kind == "sweep" else []
        if len(factors) in (1, 2) and "variant" not in factors:
            return self.response(lang=lang, ax=ax)
        return self.forest(lang=lang, ax=ax) if ax is not None else self.effects(lang=lang)

    # -- effects -------------------------------------------------------------------------------

    def effects(self, *, lang: Language = "en") -> Figure:
        """Forest plots of the effects on all headline outcomes, one below the other."""
        from sim.charts import forest_sheet

        outcomes = list(dict.fromkeys((self._of.primary, *HEADLINES)))
        return forest_sheet(
            self._few(self._of.effects), outcomes, source=self._of.source, lang=lang
        )

    def forest(
        self, outcome: str | None = None, *, lang: Language = "en", ax: Axes | None = None
    ) -> Axes:
        """The effects of all scenarios on one outcome, with intervals and verdicts."""
        from sim.charts.forest import forest

        return forest(
            self._few(self._of.effects), outcome or self._of.primary,
            source=self._of.source, ax=ax, lang=lang,
        )  # fmt: skip

    def dumbbell(
        self, outcome: str | None = None, *, lang: Language = "en", ax: Axes | None = None
    ) -> Axes:
        """The baseline's mean of one outcome, and each scenario's."""
        from sim.charts.dumbbell import dumbbell

        return dumbbell(
            self._few(self._of.effects), outcome or self._of.primary,
            source=self._of.source, ax=ax, lang=lang,
        )  # fmt: skip

    def pareto(
        self, outcome: str | None = None, *, lang: Language = "en", ax: Axes | None = None
    ) -> Axes:
        """The effect of each scenario over what it costs."""
        from sim.charts.pareto import pareto

        return pareto(
            self._few(self._of.effects), outcome or self._of.primary,
            source=self._of.source, ax=ax, lang=lang,
        )  # fmt: skip

    def pathway(
        self, scenario: str | None = None, *, lang: Language = "en", ax: Axes | None = None
    ) -> Axes:
        """What changed along the way from policy to belonging; of the first where none is named."""
        from sim.charts.pathway import pathway

        name = scenario or next(iter(self._of.against), "")
        return pathway(self._of.effects, name, source=self._of.source, ax=ax, lang=lang)

    # -- over time -----------------------------------------------------------------------------

    def paths(self, *, lang: Language = "en") -> Figure:
        """All headline outcomes over months: levels, and differences from the baseline."""
        from sim.charts import paths_sheet

        outcomes = list(dict.fromkeys((self._of.primary, *HEADLINES)))
        smallest = {key: self._of.smallest_effects.get(key, float("nan")) for key in outcomes}
        return paths_sheet(
            self._few(self._of.runs), outcomes, source=self._of.source, smallest=smallest, lang=lang
        )

    def path(
        self, outcome: str | None = None, *, lang: Language = "en", ax: Axes | None = None
    ) -> Axes:
        """One outcome over months, a line with its band for each scenario."""
        from sim.charts.paths import path

        return path(
            self._few(self._of.runs), outcome or self._of.primary,
            source=self._of.source, ax=ax, lang=lang,
        )  # fmt: skip

    def difference(
        self, outcome: str | None = None, *, lang: Language = "en", ax: Axes | None = None
    ) -> Axes:
        """Paired differences from the baseline over months."""
        from sim.charts.paths import difference

        key = outcome or self._of.primary
        return difference(
            self._few(self._of.runs), key, source=self._of.source, ax=ax, lang=lang,
            smallest_effect=self._of.smallest_effects.get(key, float("nan")),
        )  # fmt: skip

    # -- who gains, and what it costs ----------------------------------------------------------

    def costs(self, *, lang: Language = "en", ax: Axes | None = None) -> Axes:
        """What each scenario costs more than the baseline, line by line."""
        from sim.charts.costs import costs

        return costs(self._few(self._of.costs), source=self._of.source, ax=ax, lang=lang)

    def groups(
        self, outcome: str | None = None, *, lang: Language = "en", ax: Axes | None = None
    ) -> Axes:
        """The effects on groups of residents, by where they come from."""
        from sim.charts.multiples import by_group

        table = self._table("effects_by_origin")
        kept = list(table["outcome"].unique())
        key = outcome or (self._of.primary if self._of.primary in kept else kept[0])
        if key not in kept:
            raise SimError(f"found {key!r}, expected one kept of groups: {', '.join(kept)}")
        return by_group(table, key, source=self._of.source, ax=ax, lang=lang)

    # -- where hours, organizations and money go -------------------------------------------------

    def hours(self, *, lang: Language = "en", ax: Axes | None = None) -> Axes:
        """What committees spend their hours on, scenario by scenario."""
        from sim.charts.hours import hours

        runs = self._few(self._of.runs, MOST_PANELS)
        return hours(runs, source=self._of.source, ax=ax, lang=lang)

    def organizations(self, *, lang: Language = "en", ax: Axes | None = None) -> Axes:
        """How many social organizations are founded and closed each year."""
        from sim.charts.organizations import organizations

        runs = self._few(self._of.runs, MOST_PANELS)
        return organizations(runs, source=self._of.source, ax=ax, lang=lang)

    def money(
        self, scenario: str | None = None, *, lang: Language = "en", ax: Axes | None = None
    ) -> Axes:
        """Money from payers to payees in one scenario; the baseline where none is named."""
        from sim.charts.money import money

        if self._of.ledger.empty:
            raise SimError(f"{self._of.name} (kind: {self._of.kind}) keeps no ledger of its runs")

        return money(
            self._of.ledger, residents=float(self._of.county["population"]),
            scenario=scenario or self._of.baseline,
            source=self._of.source, ax=ax, lang=lang,
        )  # fmt: skip

    def map(
        self, outcome: str | None = None, month: int | None = None, scenario: str | None = None,
        *, lang: Language = "en", ax: Axes | None = None,
    ) -> Axes:  # fmt: skip
        """A headline outcome in every community: the baseline beside one scenario.

        Of the last month and the first scenario where none is told.
        """
        from sim.charts.county import county_map

        places = self._places()
        shown = (self._of.baseline, scenario or next(iter(self._of.against), ""))
        if shown[1] not in set(places["scenario"]):
            raise SimError(f"found {scenario!r}, expected one of: {', '.join(self._of.titles)}")
        return county_map(
            places[places["scenario"].isin(shown)], self._mapped(outcome), month,
            source=self._of.source, ax=ax, lang=lang,
        )  # fmt: skip

    def kinds(
        self, outcome: str | None = None, *, lang: Language = "en", ax: Axes | None = None
    ) -> Axes:
        """A headline outcome over months in each kind of community."""
        from sim.charts.multiples import by_kind

        return by_kind(
            self._places(), self._mapped(outcome), source=self._of.source, ax=ax, lang=lang
        )

    def _few(self, table: pd.DataFrame, most: int = MOST) -> pd.DataFrame:
        """The table itself, where its scenarios can be told apart in a picture."""
        found = table["scenario"].nunique() if "scenario" in table else 0
        if found > most:
            raise SimError(
                f"{self._of.name} has {found} scenarios, a picture shows up to {most}: hand some "
                f"of its rows to a chart of sim.charts, table[table['scenario'].isin([…])]"
            )
        return table

    def _places(self) -> pd.DataFrame:
        if self._of.places.empty:
            again = "its kind keeps none" if self._of.kind == "sensitivity" else "run it again"
            raise SimError(
                f"{self._of.name} (kind: {self._of.kind}) has no outcomes of communities: {again}"
            )
        return self._of.places

    def _mapped(self, outcome: str | None) -> str:
        """An outcome that is kept of every community; the primary one where it is."""
        kept = [key for key in self._of.places.columns if key in OUTCOMES]
        key = outcome or (self._of.primary if self._of.primary in kept else kept[0])
        if key not in kept:
            raise SimError(f"found {key!r}, expected one kept of communities: {', '.join(kept)}")
        return key

    def __repr__(self) -> str:
        names = [name for name in dir(self) if not name.startswith("_")]
        return f"<pictures of {self._of.name}: plot() and .{', .'.join(names)}>"
