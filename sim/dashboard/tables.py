"""What has been seen of a pair as tables, for charts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.dashboard.pair import KEYS, Pair, Seen
from sim.outcomes import OUTCOMES
from sim.words import Language, unit_name, value

if TYPE_CHECKING:
    import pandas as pd


SHOWN = (*(key for key, item in OUTCOMES.items() if item.headline), "cost_yuan")
"""What is shown first: the headline outcomes, and what they cost."""

PLAIN = ("share", "0 to 1")
"""Units that a number tells by itself, or that readers know."""


def monthly(seen: Seen) -> pd.DataFrame:
    """scenario, replication, month, and every outcome of the county, from month 0 on."""
    import pandas as pd

    return pd.DataFrame(
        {"scenario": key, "replication": 0, "month": month, **both[key]}
        for key in KEYS
        for month, both in enumerate(seen.county)
    )


def readings(seen: Seen, lang: Language) -> list[str]:
    """The headline outcomes of the last month in words: "Belonging 0.449 → 0.452"."""
    last = seen.county[-1]
    parts = []
    for key in SHOWN:
        item = OUTCOMES[key]
        before, after = (value(last[run][key], item.unit, lang) for run in KEYS)
        title = item.zh if lang == "zh" else item.en
        unit = "" if item.unit in PLAIN else f" {unit_name(item.unit, lang)}"
        parts.append(f"{title} {before} → {after}{unit}")
    return parts


def places(pair: Pair, key: str) -> pd.DataFrame:
    """One run in its last month: scenario, month, community, x, y, town, kind, residents, and
    every outcome of a community; those of a county that is nobody's go by numbers.
    """
    import pandas as pd

    mapped = pair.models[key].profile.mapped()
    outcomes = pair.seen.communities[key]
    return pd.DataFrame({"scenario": key, "month": pair.month, **mapped, **outcomes})
