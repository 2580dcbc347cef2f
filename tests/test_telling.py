"""Odd samples in words."""

from __future__ import annotations

import numpy as np
import pytest

from sim.analysis.telling import shape_words
from sim.statistics.shape import shape


def test_an_odd_sample_asks_for_more_runs() -> None:
    flag = shape(np.append(np.linspace(0.0, 1.0, 20), 6.0))
    told = "a long tail on one side"
    assert (
        shape_words(flag, 21)
        == f"{told}: the interval is to be believed from 100 runs on, these are 21"
    )
    assert shape_words(flag, 100) == told
    assert shape_words(flag, 21, "zh") == "差值分布偏斜：运行达到100次，区间方可信，目前为21次"
    assert shape_words("", 21) == ""


@pytest.mark.parametrize("flag", ["constant", "ties", "two_groups", "skewed"])
def test_every_flag_has_words(flag: str) -> None:
    assert shape_words(flag, 30) != shape_words(flag, 30, "zh")
