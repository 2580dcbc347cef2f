"""The pictures of designs: sweeps, sensitivity analyses, packages and pilots."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.errors import SimError
from sim.words import Language

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from sim.comparison import Comparison

TABLES = {
    "sensitivity": ("curves", "screening", "indices"),
    "packages": ("main_effects", "interactions"),
    "pilot": ("evaluations",),
}
"""Tables that only one kind of question has."""


class DesignPlots:
    """What hangs on factors, what adds up, and what pilots tell."""

    def __init__(self, comparison: Comparison) -> None:
        self._of = comparison

    def _factors(self) -> list[str]:
        """The factors of the design that take more than one value."""
        points = self._of.points[self._of.points["against"].notna()]
        names = points.columns.drop(["scenario", "against"])
        return [str(name) for name in names if points[name].nunique() > 1]

    def response(
        self, outcome: str | None = None, *, lang: Language = "en", ax: Axes | None = None
    ) -> Axes:
        """The effect along one varied factor as a curve, over two as a map of heat."""
        factors = self._factors()
        if len(factors) == 1:
            return self.curve(factors[0], outcome, lang=lang, ax=ax)
        if len(factors) == 2:
            across, up = factors
            return self.heat(across, up, outcome, lang=lang, ax=ax)
        raise SimError(f"found {len(factors)} varied factors, expected one or two")

    def curve(
        self, factor: str, outcome: str | None = None, *,
        lang: Language = "en", ax: Axes | None = None,
    ) -> Axes:  # fmt: skip
        """The effect along the values of one factor."""
        from sim.charts.heat import curve

        return curve(
            self._table("effects"), outcome or self._of.primary, factor,
            names=self._of.factor_names, source=self._of.source, ax=ax, lang=lang,
        )  # fmt: skip

    def heat(
        self, across: str, up: str, outcome: str | None = None, *,
        lang: Language = "en", ax: Axes | None = None,
    ) -> Axes:  # fmt: skip
        """The effect in each cell of a sweep over two factors."""
        from sim.charts.heat import heat

        return heat(
            self._table("effects"), outcome or self._of.primary, across, up,
            names=self._of.factor_names, source=self._of.source, ax=ax, lang=lang,
        )  # fmt: skip

    # -- what it hangs on, what adds up, what pilots tell -----------------------------------------

    def tornado(self, *, lang: Language = "en", ax: Axes | None = None) -> Axes:
        """How far each factor alone moves the primary outcome."""
        from sim.charts.tornado import tornado

        return tornado(
            self._table("curves"), self._of.primary, paired=bool(self._of.against),
            names=self._of.factor_names, source=self._of.source, ax=ax, lang=lang,
        )  # fmt: skip

    def indices(self, *, lang: Language = "en", ax: Axes | None = None) -> Axes:
        """How much each factor moves the primary outcome, beside an inert one."""
        from sim.charts.indices import indices

        tables = self._of.tables
        return indices(
            self._table("screening" if "screening" in tables else "indices"), self._of.primary,
            paired=bool(self._of.against), floor=tables.get("floor"),
            names=self._of.factor_names, source=self._of.source, ax=ax, lang=lang,
        )  # fmt: skip

    def synergy(
        self, outcome: str | None = None, *, lang: Language = "en", ax: Axes | None = None
    ) -> Axes:
        """What policies do alone, and what each pair does beyond its sum."""
        from sim.charts.synergy import synergy

        return synergy(
            self._table("main_effects"), self._table("interactions"),
            outcome or self._of.primary, source=self._of.source, ax=ax, lang=lang,
        )  # fmt: skip

    def pilot(self, *, lang: Language = "en", ax: Axes | None = None) -> Axes:
        """What evaluations of pilots would tell, beside what is true."""
        from sim.charts.pilot import pilot

        return pilot(
            self._table("evaluations"), self._of.primary,
            source=self._of.source, ax=ax, lang=lang,
        )  # fmt: skip

    def _table(self, name: str) -> pd.DataFrame:
        """A table of the answer, or in words why there is none."""
        tables = self._of.tables
        if name not in tables:
            kind = next((kind for kind, its in TABLES.items() if name in its), "")
            kept = "too few runs were finished, or its kind keeps no groups"
            comes = f"it comes with kind: {kind}" if kind else kept
            raise SimError(
                f"{self._of.name} (kind: {self._of.kind}) has no table {name!r}: {comes}"
            )
        return tables[name]
