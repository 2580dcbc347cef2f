"""The county as a map: outcomes of every community, month by month, baseline beside scenario."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from sim.report.document import PlaceMap
from sim.report.teller import Teller
from sim.report.verdicts import highest
from sim.words import Catalogue, say, unit_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WORDS: Catalogue = {
    "month": ("Month", "月份"),
    "month_is": ("month {month}", "第{month}个月"),
    "scenario": ("Scenario", "情景"),
    "outcome": ("Outcome", "结果指标"),
    "play": ("Play", "播放"),
    "pause": ("Pause", "暂停"),
    "baseline": ("Baseline", "基线情景"),
    "difference": ("Difference", "差值"),
    "less": ("less", "减少"),
    "more": ("more", "增加"),
    "note.circles": (
        "A circle is a community, its area the number of residents. Darker is more; in the third "
        "map broken rims are less than in the baseline. Means over replications.",
        "每个圆代表一个社区，面积表示居民人数，颜色越深数值越高；第三幅图中虚线边框表示低于基线情景。"
        "数值为各次重复的均值。",
    ),
    "note.still": (
        "Every mark is a community, darker is more. Means over replications.",
        "每个标记代表一个社区，颜色越深数值越高。数值为各次重复的均值。",
    ),
    "note.nameless": (
        " Communities go by numbers: the map shows magnitudes, not places.",
        "社区仅以编号表示：本图反映量级，而非具体地点。",
    ),
}

MOST_NUMBERS = 250_000
"""Numbers that a page carries for its map; of more than that, fewer months and outcomes."""
STEPS = 999
"""Steps between the smallest and the largest value of an outcome."""
SMALLEST, LARGEST = 0.01, 0.036
"""Radius of a community as a share of the map's side."""


def place_map(teller: Teller) -> PlaceMap | None:
    """The map of what a report tells; None where runs kept no communities."""
    report = teller.report
    if report.places is None or not len(report.places) or len(report.baselines) != 1:
        return None
    have = set(report.places["scenario"])
    names = [report.baseline, *(key for key in teller.shown if key in have)]
    if report.baseline not in have or len(names) < 2:
        return None
    outcomes = [key for key in report.outcomes if key in report.places]
    places = report.places[report.places["scenario"].isin(names)]
    first = places[(places["scenario"] == report.baseline) & (places["month"] == 1)]
    months, outcomes = _fitting(names, outcomes, report.horizon, len(first))
    blocks = {key: _by_month(places, names, key, months) for key in outcomes}
    lows = [float(np.nanmin(blocks[key])) for key in outcomes]
    spans = [float(np.nanmax(blocks[key])) - low for key, low in zip(outcomes, lows, strict=True)]
    steps = [span / STEPS or 1.0 for span in spans]
    chosen = _chosen(teller, names)
    return PlaceMap(
        caption=teller.say("caption.map"),
        named=[str(name) for name in first["community"]],
        places=_laid_out(first),
        scenarios=[teller.scenario(key) for key in names],
        outcomes=[teller.outcome(key) for key in outcomes],
        percents=[unit_of(teller.unit(key)).percent for key in outcomes],
        months=months,
        lows=lows,
        steps=steps,
        values=[
            [
                np.rint((blocks[key][place] - low) / step).astype(int).tolist()
                for key, low, step in zip(outcomes, lows, steps, strict=True)
            ]
            for place in range(len(names))
        ],
        words={key: say(key, teller.lang, WORDS) for key in WORDS if not key.startswith("note")},
        draw=lambda: _still(teller, places, outcomes[0], (names[0], names[chosen])),
        chosen=chosen,
        note=_note(teller, "circles"),
        still_note=_note(teller, "still"),
    )


def _chosen(teller: Teller, names: Sequence[str]) -> int:
    """The place of the scenario that is highest on the primary outcome, else the first."""
    top = highest(teller.effects_of(teller.report.outcomes[0]))
    return names.index(top["scenario"]) if top and top["scenario"] in names else 1


def _note(teller: Teller, kind: str) -> str:
    """How to read the map, and whether it shows places."""
    words = say(f"note.{kind}", teller.lang, WORDS)
    return words if teller.report.county.named else words + say("note.nameless", teller.lang, WORDS)


def _fitting(
    names: Sequence[str], outcomes: list[str], horizon: int, size: int
) -> tuple[list[int], list[str]]:
    """The months and outcomes of which a page can carry all numbers; always the last month."""
    each = len(names) * size
    if each * horizon * len(outcomes) > MOST_NUMBERS:
        outcomes = outcomes[:1]
    every = max(1, -(-each * horizon * len(outcomes) // MOST_NUMBERS))
    return list(range(horizon, 0, -every))[::-1], outcomes


def _by_month(
    places: pd.DataFrame, names: Sequence[str], outcome: str, months: Sequence[int]
) -> np.ndarray:
    """[scenario, month, community]."""
    parts = []
    for name in names:
        its = places[(places["scenario"] == name) & places["month"].isin(months)]
        values = its.sort_values("month", kind="stable")[outcome].to_numpy(float)
        parts.append(values.reshape(len(months), -1))
    return np.stack(parts)


def _laid_out(first: pd.DataFrame) -> list[tuple[float, float, float]]:
    """x, y and radius in the unit square, the county's shape kept."""
    x, y = first["x"].to_numpy(float), first["y"].to_numpy(float)
    people = np.sqrt(first["residents"].to_numpy(float))
    side = max(np.ptp(x), np.ptp(y)) or 1.0
    free = 1.0 - 2.4 * LARGEST
    across, up = (x - (x.min() + x.max()) / 2) / side, (y - (y.min() + y.max()) / 2) / side
    size = np.clip(people / people.max() * LARGEST, SMALLEST, LARGEST)
    crowd = min(1.0, (24 / len(people)) ** 0.5)
    return [
        (round(0.5 + a * free, 4), round(0.5 + b * free, 4), round(float(r) * crowd, 4))
        for a, b, r in zip(across.tolist(), up.tolist(), size.tolist(), strict=True)
    ]


def _still(teller: Teller, places: pd.DataFrame, outcome: str, scenarios: Sequence[str]) -> Axes:
    """The last month of two scenarios as a picture, for paper."""
    from sim.charts.county import county_map

    shown = places[places["scenario"].isin(scenarios)]
    return county_map(shown, outcome, source=teller.report.source, lang=teller.lang)
