"""The map of a page as it stands without scripts, and what its script is told."""

from __future__ import annotations

import json
from typing import Any

from sim.report.document import PlaceMap
from sim.report.maps import STEPS
from sim.words import NO_BREAK, decimal

Color = tuple[int, int, int]

SCALE: tuple[Color, ...] = (
    (251, 247, 230), (207, 220, 192), (147, 191, 179),
    (85, 151, 165), (46, 107, 143), (23, 64, 107),
)  # fmt: skip
"""From less to more; every step is darker than the one before."""
GAPS: tuple[Color, ...] = (
    (179, 88, 6), (241, 188, 125), (247, 247, 247), (140, 180, 214), (33, 82, 135),
)  # fmt: skip
"""From less than the baseline to more."""


def drawn(shown: PlaceMap) -> dict[str, Any]:
    """The three panels of the last month, and everything else as JSON for the script."""
    words = shown.words
    base, chosen = shown.values[0][0], shown.values[shown.chosen][0]
    one, other = base[-1], chosen[-1]
    pairs = zip(base, chosen, strict=True)
    widest = max([1, *(abs(b - a) for two in pairs for a, b in zip(*two, strict=True))])
    gaps = [b - a for a, b in zip(one, other, strict=True)]
    month = words["month_is"].format(month=shown.months[-1])
    low, step = shown.lows[0], shown.steps[0]
    levels = _said(shown, low, False), _said(shown, low + step * STEPS, False)
    ends = _said(shown, -widest * step, True), _said(shown, widest * step, True)
    return {
        "month": month,
        "panels": [
            _levels(shown, shown.scenarios[0], one, levels),
            _levels(shown, shown.scenarios[shown.chosen], other, levels),
            {
                "title": words["difference"],
                "fills": [_mixed(GAPS, 0.5 + 0.5 * gap / widest) for gap in gaps],
                "broken": [gap < 0 for gap in gaps],
                "titles": _titles(shown, [_said(shown, gap * step, True) for gap in gaps]),
                "colors": [_mixed(GAPS, place / 4) for place in range(5)],
                "low": ends[0],
                "high": ends[1],
            },
        ],
        "told": json.dumps(_told(shown), ensure_ascii=False, separators=(",", ":")),
    }


def _told(shown: PlaceMap) -> dict[str, Any]:
    """What the script draws the other months from."""
    return {
        "named": list(shown.named),
        "months": list(shown.months),
        "lows": list(shown.lows),
        "steps": list(shown.steps),
        "percents": list(shown.percents),
        "values": shown.values,
        "words": dict(shown.words),
        "scale": SCALE,
        "gaps": GAPS,
        "top": STEPS,
    }


def _levels(shown: PlaceMap, title: str, values: Any, ends: tuple[str, str]) -> dict[str, Any]:
    low, step = shown.lows[0], shown.steps[0]
    return {
        "title": title,
        "fills": [_mixed(SCALE, value / STEPS) for value in values],
        "broken": [False] * len(values),
        "titles": _titles(shown, [_said(shown, low + step * value, False) for value in values]),
        "colors": [_mixed(SCALE, place / 5) for place in range(6)],
        "low": ends[0],
        "high": ends[1],
    }


def _titles(shown: PlaceMap, said: list[str]) -> list[str]:
    return [f"{name}: {words}" for name, words in zip(shown.named, said, strict=True)]


def _said(shown: PlaceMap, value: float, signed: bool) -> str:
    """A level or a difference of the first outcome."""
    if not shown.percents[0]:
        return decimal(value, 3, signed=signed)
    return decimal(100 * value, 1, signed=signed) + ("" if signed else f"{NO_BREAK}%")


def _mixed(stops: tuple[Color, ...], share: float) -> str:
    """The color at a share of the way from the first stop to the last."""
    at = min(max(share, 0.0), 1.0) * (len(stops) - 1)
    low = min(int(at), len(stops) - 2)
    part = at - low
    parts = zip(stops[low], stops[low + 1], strict=True)
    return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in parts)
