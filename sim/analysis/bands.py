"""Effects over months, with bands around one month and around the whole path."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.tidy import paths_of
from sim.statistics.bands import Band, band_of

if TYPE_CHECKING:
    import pandas as pd


def effect_paths(
    runs: pd.DataFrame, *, against: Mapping[str, str], outcomes: Sequence[str], level: float = 0.95
) -> pd.DataFrame:
    """The paired difference in every month: a row per scenario, outcome and month.

    ``scenario, outcome, month, n, difference, low, high, low_band, high_band``: one month's
    difference lies between ``low`` and ``high`` with probability ``level``, the whole path
    between ``low_band`` and ``high_band``. Pairs that are finite in every month count.
    """
    import pandas as pd

    parts = []
    for scenario, baseline in against.items():
        for outcome in outcomes:
            paths = paths_of(runs, baseline, scenario, outcome)
            part = _table(band_of(paths, level))
            part.insert(0, "n", len(paths))
            part.insert(0, "month", np.arange(1, len(part) + 1))
            part.insert(0, "outcome", outcome)
            part.insert(0, "scenario", scenario)
            parts.append(part)
    return pd.concat(parts, ignore_index=True)


def _table(band: Band) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(band._asdict()).rename(columns={"mean": "difference"})
