"""One column, and what it means."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from sim.words import Catalogue, unit_name

OF_OUTCOME = "unit of the outcome"
"""The unit of a column whose rows speak of different outcomes."""

UNITS: Catalogue = {
    OF_OUTCOME: (OF_OUTCOME, "同该结果指标"),
    "seconds": ("seconds", "秒"),
    "pairs": ("pairs", "对"),
    "runs": ("runs", "次运行"),
    "yuan": ("yuan", "元"),
    "standard deviations": ("standard deviations", "标准差"),
    "times": ("times", "倍"),
}
"""Units that only columns of answers have."""

Words = tuple[str, str, str, str, str]
"""Title en, title zh, meaning en, meaning zh, unit."""


class Column(NamedTuple):
    """What one column holds; ``unit`` is empty for words and for pure numbers."""

    name: str
    en: str
    zh: str
    meaning_en: str
    meaning_zh: str
    unit: str = ""

    @property
    def unit_zh(self) -> str:
        """The unit in Chinese."""
        return UNITS[self.unit][1] if self.unit in UNITS else unit_name(self.unit, "zh")


def columns(declared: Mapping[str, Words]) -> dict[str, Column]:
    """Columns by name."""
    return {name: Column(name, *words) for name, words in declared.items()}
