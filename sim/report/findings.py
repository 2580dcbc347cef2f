"""Tables of what was found: effects, cost per point, what lasts, what pairing bought."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from statistics import median

import pandas as pd

from sim.analysis import lasting_share
from sim.report.inputs import COST, ReportInput
from sim.report.record import Grid
from sim.report.verdicts import Teller
from sim.words import change, change_unit, decimal, percent, unit_name, unit_of, value

SIGNS = {
    "better": "▲",
    "worse": "▼",
    "practically equal": "■",
    "undecided": "○",
    "higher": "▶",
    "lower": "◀",
}


def effect_grids(teller: Teller, outcomes: Sequence[str]) -> list[tuple[str, Grid]]:
    """Per outcome: every scenario's effect in the last month, and what it costs."""
    drawn = teller.report.provenance.worlds == "drawn"
    share = "share_better" if drawn else "share_of_runs"
    names = ("scenario", "difference", "interval", "verdict", share, "yuan")
    heads = [teller.say(f"column.{name}") for name in names]
    grids = []
    for outcome in outcomes:
        rows = [_effect_row(teller, row, outcome) for _, row in _rows(teller, outcome)]
        if rows:
            grids.append((_outcome_head(teller, outcome), Grid(heads, rows, (1, 2, 4, 5))))
    return grids


def _rows(teller: Teller, outcome: str) -> list[tuple[object, pd.Series]]:
    return list(teller.last_effects(outcome).iterrows())


def _outcome_head(teller: Teller, outcome: str) -> str:
    """“Belonging · index 0–1 · baseline 0.453”."""
    rows = teller.last_effects(outcome)
    unit = teller.unit(outcome)
    level = value(float(rows["baseline_mean"].mean()), unit, teller.lang)
    parts = [teller.outcome(outcome), unit_name(unit, teller.lang)]
    if unit_of(unit).percent:
        parts.append(teller.say("differences_in").format(unit=change_unit(unit, teller.lang)))
    space = "" if teller.lang == "zh" else " "
    parts.append(f"{teller.word('baseline')}{space}{level}")
    return teller.word("aside").join(part for part in parts if part)


def _effect_row(teller: Teller, row: pd.Series, outcome: str) -> list[str]:
    low, high = float(row["low"]), float(row["high"])
    same = row["n"] > 0 and row["difference"] == 0 and low == high == 0
    share = percent(float(row["share_better"]), teller.lang)
    return [
        teller.scenario(str(row["scenario"])),
        change(float(row["difference"]), teller.unit(outcome)),
        teller.word("constant") if same else teller.between(low, high, outcome),
        verdict_words(teller, row),
        "–" if row["verdict"] in ("higher", "lower") else share,
        decimal(float(row[COST]), 1, signed=True),
    ]


def verdict_words(teller: Teller, row: pd.Series) -> str:
    """The sign and the word of a verdict."""
    verdict = str(row["verdict"])
    if row["n"] < 1 or verdict not in SIGNS:
        return teller.word("no_data") if row["n"] < 1 else teller.word("verdict.none")
    words = f"{SIGNS[verdict]} {teller.word(f'verdict.{verdict}')}"
    return words.replace(" ", "\u00a0")


def point_grid(teller: Teller) -> Grid:
    """Scenario × headline outcome: yuan for one point, only where the effect is sure."""
    outcomes = teller.report.outcomes
    head = teller.say("column.point")
    heads = [teller.say("column.scenario")]
    heads += [head.format(outcome=teller.outcome(outcome)) for outcome in outcomes]
    tables = {outcome: teller.last_effects(outcome).set_index("scenario") for outcome in outcomes}
    rows = [
        [teller.scenario(key), *(_point(teller, tables[outcome], key) for outcome in outcomes)]
        for key in teller.report.compared
    ]
    return Grid(heads, rows, range(1, len(heads)))


def _point(teller: Teller, table: pd.DataFrame, scenario: str) -> str:
    """“¥ per 0.01”, from the effect and from the two ends of its interval."""
    if scenario not in table.index:
        return teller.word("no_data")
    row = table.loc[scenario]
    low, middle, high = (float(row[key]) for key in ("low", "difference", "high"))
    if not (low > 0 or high < 0):
        return teller.say("none_sure")
    if row["verdict"] == "worse":
        return teller.say("wrong_way")
    yuan = float(row[COST])
    if not yuan > 0:
        return teller.say("no_extra_cost") if math.isfinite(yuan) else "–"
    ends = sorted(0.01 * yuan / abs(end) for end in (low, high))
    digits = 1 if ends[0] >= 1 else 2
    between = teller.say("to").join(decimal(end, digits) for end in ends)
    return f"{decimal(0.01 * yuan / abs(middle), digits)} ({between})"


def lasting_grid(teller: Teller) -> Grid:
    """What is left at the horizon of packages that ended before it."""
    report = teller.report
    names = ["scenario", "outcome", "ends", "at_end", "at_horizon", "kept", "kept_interval"]
    heads = [teller.say(f"column.{name}").format(month=report.horizon) for name in names]
    heads.append(teller.say("column.continued"))
    return Grid(heads, list(_lasting_rows(teller)), range(2, len(heads)))


def _lasting_rows(teller: Teller) -> Iterator[list[str]]:
    report = teller.report
    present = set(report.runs["scenario"])
    for ending in report.endings:
        if not {ending.scenario, report.baseline} <= present or ending.month > report.horizon:
            continue
        table = lasting_share(
            report.runs,
            baseline=report.baseline,
            scenario=ending.scenario,
            outcomes=list(report.outcomes),
            ended=ending.month,
        )
        for row in table.itertuples():
            outcome = str(row.outcome)
            bounds = [percent(bound, teller.lang) for bound in (row.low, row.high)]
            yield [
                teller.scenario(ending.scenario),
                _with_unit(teller, outcome),
                str(ending.month),
                change(row.effect_ended, teller.unit(outcome)),
                change(row.effect_last, teller.unit(outcome)),
                percent(row.share, teller.lang),
                teller.say("to").join(bounds) if math.isfinite(row.low) else "–",
                _continued(teller, ending.continued, outcome),
            ]


def _continued(teller: Teller, twin: str | None, outcome: str) -> str:
    """The effect at the horizon of the same package where it went on."""
    rows = teller.last_effects(outcome).set_index("scenario")
    if twin is None or twin not in rows.index:
        return "–"
    return change(float(rows.loc[twin, "difference"]), teller.unit(outcome))


def _with_unit(teller: Teller, outcome: str) -> str:
    """An outcome and what its differences are counted in, where that is not its own scale."""
    unit, name = teller.unit(outcome), teller.outcome(outcome)
    if not unit_of(unit).percent:
        return name
    return teller.word("with_unit").format(name=name, unit=change_unit(unit, teller.lang))


def reductions(report: ReportInput) -> list[float]:
    """The finite variance-reduction factors of the headline outcomes."""
    table = report.effects[report.effects["outcome"].isin(list(report.outcomes))]
    return [float(x) for x in table["variance_reduction"] if math.isfinite(x)]


def reduction_grid(teller: Teller) -> Grid:
    """Scenario × headline outcome: how many times smaller pairing makes the variance."""
    outcomes = teller.report.outcomes
    tables = {outcome: teller.last_effects(outcome).set_index("scenario") for outcome in outcomes}
    heads = [teller.say("column.scenario"), *(teller.outcome(outcome) for outcome in outcomes)]
    rows = []
    for key in teller.report.compared:
        found = [table.loc[key] if key in table.index else None for table in tables.values()]
        rows.append([teller.scenario(key), *(_reduction(teller, row) for row in found)])
    return Grid(heads, rows, range(1, len(heads)))


def _reduction(teller: Teller, row: pd.Series | None) -> str:
    if row is None or pd.isna(row["variance_reduction"]):
        return "–"
    factor = float(row["variance_reduction"])
    return f"× {decimal(factor, 1)}" if math.isfinite(factor) else teller.word("constant")


def middle(values: Sequence[float]) -> tuple[str, str, str]:
    """Median, smallest and largest, as text."""
    return decimal(median(values), 1), decimal(min(values), 1), decimal(max(values), 1)


def joint_grid(teller: Teller) -> Grid:
    """For the primary outcome: each interval alone, and all of them holding at once."""
    outcome = teller.report.outcomes[0]
    heads = [teller.say(f"column.{name}") for name in ("scenario", "interval", "joint")]
    rows = []
    for _, row in _rows(teller, outcome):
        joint = (float(row.get("low_joint", math.nan)), float(row.get("high_joint", math.nan)))
        if math.isfinite(joint[0]):
            alone = teller.between(float(row["low"]), float(row["high"]), outcome)
            name = teller.scenario(str(row["scenario"]))
            rows.append([name, alone, teller.between(*joint, outcome)])
    return Grid(heads, rows, (1, 2))
