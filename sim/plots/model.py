"""The pictures of a Mesa model as it stands: the months so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.errors import SimError
from sim.outcomes import OUTCOMES
from sim.plots.scenario import source_of
from sim.words import Language

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sim.charts import Source
    from sim.model import GovernanceModel

HEADLINES = [key for key, item in OUTCOMES.items() if item.headline]


class ModelPlots:
    """``model.plot()`` is the course of the headline outcomes so far."""

    def __init__(self, model: GovernanceModel) -> None:
        self._of = model

    def __call__(self, *, lang: Language = "en", ax: Axes | None = None) -> Axes | Figure:
        """The headline outcomes over the months so far; with ``ax`` the first of them."""
        from sim.charts import course_sheet

        if ax is not None:
            return self.path(HEADLINES[0], lang=lang, ax=ax)
        return course_sheet(self._monthly(), HEADLINES, source=self._source(), lang=lang)

    def path(
        self, outcome: str = HEADLINES[0], *, lang: Language = "en", ax: Axes | None = None
    ) -> Axes:
        """One outcome over the months so far."""
        from sim.charts.paths import course

        return course(self._monthly(), outcome, source=self._source(), ax=ax, lang=lang)

    def network(self, community: int = 0, *, lang: Language = "en", ax: Axes | None = None) -> Axes:
        """Who knows whom in one community (its row, from 0), at this moment."""
        from sim.acquaintances import acquaintances
        from sim.charts.network import network

        residents, ties = acquaintances(self._of, community)
        return network(residents, ties, source=self._source(), ax=ax, lang=lang)

    def _source(self) -> Source:
        return source_of(self._of.spec, self._of.seed)

    def _monthly(self) -> pd.DataFrame:
        """The data collector's months, counted from 1."""
        table = self._of.datacollector.get_model_vars_dataframe()
        if lacking := [key for key in HEADLINES if key not in table]:
            raise SimError(
                f"the data collector does not collect {lacking[0]}: see OUTCOME_REPORTERS"
            )
        if table.empty:
            raise SimError("the model has taken no step yet: model.step() or model.run_model()")
        table.insert(0, "scenario", self._of.spec.name)
        table.insert(1, "replication", 0)
        table.insert(2, "month", range(self._of.month - len(table) + 1, self._of.month + 1))
        return table

    def __repr__(self) -> str:
        names = [name for name in dir(self) if not name.startswith("_")]
        return f"<pictures of a model: plot() and .{', .'.join(names)}>"
