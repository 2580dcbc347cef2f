"""When policies act and where communities lie: nothing overlaps, is cut off or small."""

from __future__ import annotations

import pytest
from legible import cut_off, overlapping, small
from matplotlib.axes import Axes

import sim
from sim.words import Language


def drawn(name: str, lang: Language) -> Axes:
    if name == "county":
        return sim.load_county("illustrative").plot(lang=lang)
    return sim.list_scenarios()[name].plot(lang=lang)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", [*sim.list_scenarios(), "county"])
def test_what_is_known_before_any_run_is_legible(name: str, lang: Language) -> None:
    axes = drawn(name, lang)
    assert overlapping(axes) == []
    assert cut_off(axes) == []
    assert small(axes) == []
