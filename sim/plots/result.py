"""The pictures of one run: luck included, so without intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.outcomes import OUTCOMES
from sim.words import Language

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sim.result import RunResult

HEADLINES = [key for key, item in OUTCOMES.items() if item.headline]


class RunPlots:
    """``result.plot()`` is the course of the headline outcomes; the others are its methods."""

    def __init__(self, result: RunResult) -> None:
        self._of = result

    def __call__(self, *, lang: Language = "en", ax: Axes | None = None) -> Axes | Figure:
        """The headline outcomes over the months of this run; with ``ax`` the first of them."""
        from sim.charts import course_sheet

        if ax is not None:
            return self.path(HEADLINES[0], lang=lang, ax=ax)
        return course_sheet(self._of.monthly, HEADLINES, source=self._of.source, lang=lang)

    def path(
        self, outcome: str = HEADLINES[0], *, lang: Language = "en", ax: Axes | None = None
    ) -> Axes:
        """One outcome over the months of this run."""
        from sim.charts.paths import course

        return course(self._of.monthly, outcome, source=self._of.source, ax=ax, lang=lang)

    def map(
        self, outcome: str = HEADLINES[0], month: int | None = None, *,
        lang: Language = "en", ax: Axes | None = None,
    ) -> Axes:  # fmt: skip
        """An outcome in every community, in one month or the last."""
        from sim.charts.county import county_map

        return county_map(self._of.places, outcome, month, source=self._of.source, ax=ax, lang=lang)

    def kinds(
        self, outcome: str = HEADLINES[0], *, lang: Language = "en", ax: Axes | None = None
    ) -> Axes:
        """An outcome over months in each kind of community."""
        from sim.charts.multiples import by_kind

        return by_kind(self._of.places, outcome, source=self._of.source, ax=ax, lang=lang)

    def hours(self, *, lang: Language = "en", ax: Axes | None = None) -> Axes:
        """What committees spend their hours on."""
        from sim.charts.hours import hours

        return hours(self._of.monthly, source=self._of.source, ax=ax, lang=lang)

    def organizations(self, *, lang: Language = "en", ax: Axes | None = None) -> Axes:
        """How many social organizations are founded and closed each year."""
        from sim.charts.organizations import organizations

        return organizations(self._of.monthly, source=self._of.source, ax=ax, lang=lang)

    def money(self, *, lang: Language = "en", ax: Axes | None = None) -> Axes:
        """Money from payers through the county's purses to payees."""
        from sim.charts.money import money

        people = float(self._of.profile.residents.sum())
        return money(self._of.ledger, residents=people, source=self._of.source, ax=ax, lang=lang)

    def __repr__(self) -> str:
        names = [name for name in dir(self) if not name.startswith("_")]
        return f"<pictures of a run: plot() and .{', .'.join(names)}>"
