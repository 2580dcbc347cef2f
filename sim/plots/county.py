"""The picture of a county: where its communities lie, what they are, how many live in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.words import Language

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from sim.county import Profile


def plot_county(county: Profile, lang: Language = "en", ax: Axes | None = None) -> Axes:
    """The map of a county before anything is simulated."""
    import pandas as pd

    from sim.charts.known import county_known
    from sim.charts.source import Source

    own = {"en": "county given by the user", "zh": "用户提供的县"}
    source = Source(county=None if county.invented else own)
    return county_known(pd.DataFrame(county.mapped()), source=source, ax=ax, lang=lang)
