"""Run one scenario once, and look at what happened."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.cards.result import result_card
from sim.county import Profile, load_county
from sim.design import Worlds, run_seed
from sim.errors import SimError
from sim.markup import Shown
from sim.money import FEN, LINES
from sim.outcomes import OUTCOMES
from sim.outlook import warnings_before
from sim.plots.accessor import Accessor
from sim.plots.result import RunPlots
from sim.scenario import Scenario, load_scenario
from sim.simulation import Record, simulate
from sim.tables import community_series, county_series, group_series
from sim.vocabulary import AGE_BANDS, AREAS, COMMUNITY_KINDS, ORIGINS
from sim.words import Language
from sim.worlds import world_of

if TYPE_CHECKING:
    import pandas as pd

    from sim.charts import Source

WORLDS = ("default", "sampled")


def run(
    scenario: str | Path | dict[str, Any] | Scenario,
    *,
    seed: int = 1,
    worlds: Worlds = "default",
    replication: int = 0,
) -> RunResult:
    """Run one scenario once.

    With ``worlds="sampled"`` the assumptions are those of one replication of an experiment
    with this seed: ``replication=3`` repeats run 3 of a batch to the last bit. Worlds of
    another kind are those of an experiment: ``worlds=load_experiment(file).worlds``.

    Raises
    ------
    ScenarioError
        where the scenario or its county is faulty.
    """
    if not isinstance(scenario, Scenario):
        scenario = load_scenario(scenario)
    if isinstance(worlds, str) and worlds not in WORLDS:
        raise SimError(f"worlds: found {worlds!r}, expected one of {', '.join(WORLDS)}")
    if isinstance(seed, bool) or not isinstance(seed, int) or not 0 <= seed < 2**63:
        raise SimError(f"seed: found {seed!r}, expected a whole number from 0 to 2^63 - 1")
    if isinstance(replication, bool) or not isinstance(replication, int) or replication < 0:
        raise SimError(f"replication: found {replication!r}, expected a whole number from 0")
    assumptions = world_of(scenario, replication, seed, worlds)
    record = simulate(scenario, run_seed(seed, replication), assumptions)
    return RunResult(scenario, seed, record, load_county(scenario.county))


@dataclass(frozen=True)
class RunResult:
    """What one run leaves behind, as tidy tables made when first asked for."""

    scenario: Scenario
    seed: int
    record: Record
    profile: Profile

    @cached_property
    def monthly(self) -> pd.DataFrame:
        """scenario, replication, month, and every outcome of the county."""
        import pandas as pd

        months = np.arange(1, self.record.months + 1)
        keys = {"scenario": self.scenario.name, "replication": 0, "month": months}
        return pd.DataFrame(keys | county_series(self.record))

    @cached_property
    def communities(self) -> pd.DataFrame:
        """month, community, area, kind, residents, and every outcome a community has."""
        import pandas as pd

        months, size = self.record.months, len(self.profile)
        keys = {
            "month": np.repeat(np.arange(1, months + 1), size),
            "community": np.tile(np.array(self.profile.labels(), object), months),
            "area": np.tile(np.array(AREAS, object)[self.profile.area], months),
            "kind": np.tile(np.array(COMMUNITY_KINDS, object)[self.profile.kind], months),
            "residents": np.tile(self.profile.residents, months),
        }
        series = community_series(self.record)
        return pd.DataFrame(keys | {key: values.ravel() for key, values in series.items()})

    @cached_property
    def places(self) -> pd.DataFrame:
        """Where communities lie (meters), beside every outcome that a community has.

        scenario, month, community, x, y, town, kind, residents, and the outcomes. Communities of
        an illustrative county, or of one with imputed columns, are "unit 001" and so on.
        """
        import pandas as pd

        months = self.record.months
        keys = {"scenario": self.scenario.name, "month": self.communities["month"]}
        where = {name: each * months for name, each in self.profile.mapped().items()}
        outcomes = self.communities.drop(
            columns=["month", "community", "area", "kind", "residents"]
        )
        return pd.concat([pd.DataFrame(keys | where), outcomes], axis=1)

    @cached_property
    def groups(self) -> pd.DataFrame:
        """month, origin, age, people, and every outcome made of residents alone."""
        import pandas as pd

        months, bands = self.record.months, len(AGE_BANDS)
        names = [(origin, age) for origin in ORIGINS for age in AGE_BANDS]
        keys = {
            "month": np.repeat(np.arange(1, months + 1), len(names)),
            "origin": np.tile(np.repeat(np.array(ORIGINS, object), bands), months),
            "age": np.tile(np.array([age for _, age in names], object), months),
        }
        series = group_series(self.record)
        table = pd.DataFrame(keys | {key: values.ravel() for key, values in series.items()})
        return table[table["people"] > 0].reset_index(drop=True)

    @cached_property
    def ledger(self) -> pd.DataFrame:
        """month, line, payer, payee, yuan."""
        import pandas as pd

        months = self.record.months
        return pd.DataFrame(
            {
                "month": np.repeat(np.arange(1, months + 1), len(LINES)),
                "line": [line.name for line in LINES] * months,
                "payer": [line.payer for line in LINES] * months,
                "payee": [line.payee for line in LINES] * months,
                "yuan": self.record.ledger.ravel() / FEN,
            }
        )

    @cached_property
    def delivered(self) -> pd.DataFrame:
        """month, and for each policy the share of its cost that was paid (empty: inactive)."""
        import pandas as pd

        table = pd.DataFrame(self.record.delivered, columns=list(self.record.policies))
        table.insert(0, "month", np.arange(1, self.record.months + 1))
        return table

    @property
    def doubts(self) -> list[str]:
        """What is allowed in its scenario but probably not meant."""
        return warnings_before(self.scenario)

    @property
    def imputed(self) -> list[str]:
        """What of the county's table was imputed, and how."""
        return self.profile.summary()

    plot = Accessor(RunPlots)

    @cached_property
    def source(self) -> Source:
        """What charts say of this run besides its numbers."""
        from sim.presenting import source_of_run

        return source_of_run(self)

    def assumptions(self) -> pd.DataFrame:
        """Every assumption with its range, source and grade."""
        from sim.presenting import assumption_table

        return assumption_table()

    def __repr__(self) -> str:
        last = {key: round(float(self.monthly[key].iloc[-1]), 3) for key in HEADLINE_KEYS}
        return f"<RunResult {self.scenario.name}, seed {self.seed}: {last}>"

    def show(self, lang: Language = "en") -> Shown:
        """This run as a notebook shows it, in English or Chinese."""
        return result_card(self, lang)

    def _repr_html_(self) -> str:
        return self.show().html


HEADLINE_KEYS = [key for key, item in OUTCOMES.items() if item.headline]
