"""Faults in the statistics of paired runs."""

from __future__ import annotations

from planted.patch import Patch

ANALYSIS = (
    Patch(
        "sim/statistics/samples.py",
        "A normal interval instead of Student's",
        "from scipy.special import stdtrit\n\n    return float(stdtrit(freedom, (1.0 + level) / 2.0))",
        "from scipy.special import ndtri\n\n    return float(ndtri((1.0 + level) / 2.0))",
    ),
    Patch(
        "sim/statistics/samples.py",
        "The variance divides by n",
        "for value in values.tolist()) / (len(values) - 1)",
        "for value in values.tolist()) / len(values)",
    ),
    Patch(
        "sim/statistics/pairs.py",
        "Better is what is higher, whatever is good",
        '"better" if (low > 0.0) == (direction > 0) else "worse"',
        '"better" if low > 0.0 else "worse"',
    ),
    Patch(
        "sim/statistics/pairs.py",
        "An interval that reaches beyond one margin is called practically equal",
        "if -smallest_effect < low and high < smallest_effect:",
        "if -smallest_effect < low or high < smallest_effect:",
    ),
    Patch(
        "sim/analysis/effects.py",
        "The interval is that of unpaired runs",
        "low, high = interval(pairs.difference, level)",
        "low, high = interval(pairs.scenario - mean(pairs.baseline), level)",
    ),
    Patch(
        "sim/analysis/tidy.py",
        "The table of effects is of the month before",
        'runs[runs["month"] == month].groupby("scenario")',
        'runs[runs["month"] == max(month - 1, 1)].groupby("scenario")',
    ),
    Patch(
        "sim/analysis/tidy.py",
        "Only the last month's cost is counted",
        'runs.loc[runs["month"] <= month,',
        'runs.loc[runs["month"] == month,',
    ),
)
