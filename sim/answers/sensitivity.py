"""The answer to ``kind: sensitivity``: what the answer hangs on."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from sim.analysis.sensitivity import curves, floor, indices, pair_indices, screening
from sim.answers.shared import PHRASES, in_both, phrase
from sim.experiment.labels import factor_title
from sim.experiment.sensitivity import CURVES, STEP
from sim.outcomes import OUTCOMES
from sim.words import Catalogue, Language, decimal, say

if TYPE_CHECKING:
    import pandas as pd

    from sim.comparison import Comparison

WORDS: Catalogue = {
    "influential": (
        "{outcome} hangs on {factors}; nothing else among {number} factors can be told from an "
        "inert one.",
        "{outcome}主要取决于{factors}；{number}个因素中其余各项与无作用的参数无法区分。",
    ),
    "all": (
        "{outcome} hangs on all {number} factors, most on {factors}.",
        "{outcome}受全部{number}个因素影响，其中最大的是{factors}。",
    ),
    "inert": (
        "None of {number} factors can be told from an inert one in {outcome}.",
        "{number}个因素对{outcome}的影响均与无作用的参数无法区分。",
    ),
    "the_effect": ("The effect on {outcome}", "对{outcome}的效应"),
    "floor": (
        " Without common luck an inert factor would show a share of {floor} of the variance.",
        "若不共用随机数，无作用的参数也会显得解释了{floor}的方差。",
    ),
    "factor": ("{factor} ({size})", "{factor}（{size}）"),
}

MOST_FACTORS = 5


def tables(comparison: Comparison) -> dict[str, pd.DataFrame]:
    """Curves of single factors, then the screening or the shares of variance, and the floor."""
    runs, points, outcomes = comparison.runs, comparison.points, [comparison.primary]
    found: dict[str, pd.DataFrame] = {}
    if runs.empty:
        return found
    steps = points[STEP]
    on_curves = _of_step(points, steps == CURVES)
    if len(on_curves) and (steps == CURVES).any():
        default = str(points.loc[steps == CURVES, "scenario"].iloc[0])
        found["curves"] = curves(runs, on_curves, outcomes, default=default)
    method = str(comparison.settings["method"])
    design = _of_step(points, steps == method)
    if method == "morris":
        levels = int(comparison.settings["levels"])
        found["screening"] = screening(runs, design, outcomes, levels=levels)
    else:
        pairs = bool(comparison.settings["second_order"])
        found["indices"] = indices(runs, design, outcomes, second_order=pairs)
        if pairs:
            found["pairs"] = pair_indices(runs, design, outcomes)
    found["floor"] = floor(runs, design, outcomes)
    return found


def _of_step(points: pd.DataFrame, chosen: Any) -> pd.DataFrame:
    """The points of one step with those they are paired with, and the factors that vary in it."""
    baselines = points["scenario"].isin(points.loc[chosen, "against"].dropna())
    its = points[chosen | baselines].drop(columns=STEP)
    unused = [name for name in its.columns[2:] if points.loc[chosen, name].isna().all()]
    return its.drop(columns=unused)


def sentences(comparison: Comparison) -> dict[str, str]:
    """Which factors move the outcome more than an inert one would."""
    return in_both(_told, comparison)


def _told(lang: Language, comparison: Comparison) -> str:
    found = comparison.tables
    if not found:
        return phrase("nothing", lang)
    name, size = ("screening", "mu_star") if "screening" in found else ("indices", "ST")
    rows = sorted(found[name].to_dict("records"), key=lambda row: -row[size])
    moving = [row for row in rows if row["influential"]]
    item = OUTCOMES[comparison.primary]
    outcome = item.zh if lang == "zh" else item.en
    if comparison.against:
        outcome = say("the_effect", lang, WORDS).format(
            outcome=outcome if lang == "zh" else outcome.lower()
        )
    digits = digits_for(rows[0][size], 3)
    if not moving:
        text = say("inert", lang, WORDS).format(number=len(rows) - 1, outcome=outcome)
    else:
        named = [
            say("factor", lang, WORDS).format(
                factor=factor_title(row["factor"])[lang == "zh"], size=decimal(row[size], digits)
            )
            for row in moving[:MOST_FACTORS]
        ]
        factors = say("comma", lang, PHRASES).join(named)
        if len(moving) > MOST_FACTORS:
            factors += phrase("more", lang, {"number": len(moving) - MOST_FACTORS})
        key = "all" if len(moving) == len(rows) - 1 else "influential"
        text = say(key, lang, WORDS).format(outcome=outcome, factors=factors, number=len(rows) - 1)
    share = found["floor"]["floor"].iloc[0]
    return text + say("floor", lang, WORDS).format(floor=decimal(float(share), 2))


def digits_for(largest: float, usual: int) -> int:
    """Decimals at which a column shows its largest number with three digits, at least the usual."""
    if not (math.isfinite(largest) and largest > 0.0):
        return usual
    return min(max(usual, 2 - math.floor(math.log10(largest))), 9)
