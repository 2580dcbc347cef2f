"""Tables of what was found: effects, cost per point, what lasts, what pairing bought."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from statistics import median

from sim.analysis import lasting_share
from sim.report.document import Table
from sim.report.inputs import COST, Ending
from sim.report.teller import Row, Teller, clear_of_zero, finite, records
from sim.words import (
    NO_BREAK,
    change,
    change_unit,
    decimal,
    named,
    percent,
    unit_name,
    unit_of,
    value,
)

SIGNS = {
    "better": "▲",
    "worse": "▼",
    "practically equal": "■",
    "undecided": "○",
    "higher": "▶",
    "lower": "◀",
}


def effect_grids(teller: Teller, outcomes: Sequence[str]) -> list[tuple[str, Table]]:
    """Per outcome: every scenario's effect in the last month, and what it costs."""
    sampled = teller.report.provenance.worlds == "sampled"
    share = "share_better" if sampled else "share_of_runs"
    names = ("scenario", "difference", "interval", "verdict", share, "yuan")
    heads = [teller.say(f"column.{name}") for name in names]
    tables = {outcome: teller.rows_of(outcome) for outcome in outcomes}
    return [
        (
            _outcome_head(teller, outcome, rows),
            Table(
                heads,
                [_effect_row(teller, row, outcome) for row in rows],
                (1, 2, 4, 5),
                by_row=[row["scenario"] for row in rows],
            ),
        )
        for outcome, rows in tables.items()
        if rows
    ]


def world_grid(teller: Teller) -> Table:
    """Named world × scenario: the effect on the primary outcome in that world alone."""
    outcome, compared = teller.report.outcomes[0], teller.shown
    heads = [teller.say("column.world"), teller.say("column.n"), *map(teller.scenario, compared)]
    rows = []
    for title, effects in teller.report.by_world:
        found = {row["scenario"]: row for row in records(effects[effects["outcome"] == outcome])}
        cells = [_in_world(teller, found.get(key), outcome) for key in compared]
        most = max((int(row["n"]) for row in found.values()), default=0)
        rows.append([named({"world": title}, "world", teller.lang), str(most), *cells])
    return Table(heads, rows, range(1, len(heads)), by_column=["", "", *compared])


def _in_world(teller: Teller, row: Row | None, outcome: str) -> str:
    """Difference, interval and sign of the verdict."""
    if row is None or row["n"] < 1:
        return teller.word("no_data")
    said = change(row["difference"], teller.unit(outcome))
    if not finite(row["low"], row["high"]):
        return said
    between = teller.between(row["low"], row["high"], outcome)
    return f"{said} ({between}) {SIGNS.get(row['verdict'], '')}".strip()


def _outcome_head(teller: Teller, outcome: str, rows: list[Row]) -> str:
    """“Participation · share · differences in percentage points · baseline 37.6 %”."""
    unit = teller.unit(outcome)
    parts = [teller.outcome(outcome), unit_name(unit, teller.lang)]
    if unit_of(unit).percent:
        parts.append(teller.say("differences_in").format(unit=change_unit(unit, teller.lang)))
    levels = [row["baseline_mean"] for row in rows if finite(row["baseline_mean"])]
    if levels and len(teller.report.baselines) == 1:
        space = "" if teller.lang == "zh" else " "
        parts.append(teller.word("baseline") + space + value(levels[0], unit, teller.lang))
    return teller.word("aside").join(part for part in parts if part)


def _effect_row(teller: Teller, row: Row, outcome: str) -> list[str]:
    low, high = row["low"], row["high"]
    same = row["n"] > 0 and row["difference"] == low == high == 0
    share = percent(row["share_better"], teller.lang)
    return [
        teller.scenario(row["scenario"]),
        change(row["difference"], teller.unit(outcome)),
        teller.word("constant") if same else teller.between(low, high, outcome),
        verdict_words(teller, row),
        "–" if row["verdict"] in ("higher", "lower") else share,
        decimal(row[COST], 1, signed=True),
    ]


def verdict_words(teller: Teller, row: Row) -> str:
    """The sign and the word of a verdict, on one line."""
    if row["n"] < 1:
        return teller.word("no_data")
    verdict = row["verdict"]
    if verdict not in SIGNS:
        return teller.word("verdict.none")
    return f"{SIGNS[verdict]} {teller.word(f'verdict.{verdict}')}".replace(" ", NO_BREAK)


def point_grid(teller: Teller) -> Table:
    """Scenario × headline outcome: yuan for one point, only where the effect is sure."""
    outcomes = teller.report.outcomes
    head = teller.say("column.point")
    heads = [teller.say("column.scenario")]
    heads += [head.format(outcome=teller.outcome(outcome)) for outcome in outcomes]
    rows = [
        [
            teller.scenario(key),
            *(_point(teller, teller.effect_of(key, outcome)) for outcome in outcomes),
        ]
        for key in teller.shown
    ]
    return Table(heads, rows, range(1, len(heads)), by_row=teller.shown)


def _point(teller: Teller, row: Row | None) -> str:
    """Yuan for 0.01, from the effect and from the two ends of its interval."""
    if row is None or row["n"] < 1:
        return teller.word("no_data")
    if not clear_of_zero(row["low"], row["high"]):
        return teller.say("none_sure")
    if row["verdict"] == "worse":
        return teller.say("wrong_way")
    yuan = row[COST]
    if not yuan > 0:
        return teller.say("no_extra_cost") if finite(yuan) else "–"
    ends = sorted(0.01 * yuan / abs(row[end]) for end in ("low", "high"))
    digits = 1 if ends[0] >= 1 else 2
    between = teller.say("to").join(decimal(end, digits) for end in ends)
    return f"{decimal(0.01 * yuan / abs(row['difference']), digits)} ({between})"


def lasting_grid(teller: Teller) -> Table:
    """What is left at the horizon of packages that ended before it."""
    report = teller.report
    names = ["scenario", "outcome", "ends", "at_end", "at_horizon", "kept", "kept_interval"]
    heads = [teller.say(f"column.{name}").format(month=report.horizon) for name in names]
    heads.append(teller.say("column.continued"))
    present = set(report.runs["scenario"])
    told = [
        (ending.scenario, row)
        for ending in report.endings
        if {ending.scenario, _other(teller, ending)} <= present
        and ending.month < report.horizon
        and ending.scenario in set(teller.shown)
        for row in _lasting_rows(teller, ending)
    ]
    rows = [row for _, row in told]
    return Table(heads, rows, range(2, len(heads)), by_row=[key for key, _ in told])


def _other(teller: Teller, ending: Ending) -> str:
    """What a scenario that ends is compared with."""
    return teller.report.against.get(ending.scenario, teller.report.baseline)


def _lasting_rows(teller: Teller, ending: Ending) -> Iterator[list[str]]:
    """One row per headline outcome of one scenario."""
    report = teller.report
    table = lasting_share(
        report.runs,
        against={ending.scenario: _other(teller, ending)},
        outcomes=list(report.outcomes),
        ended={ending.scenario: ending.month},
    )
    for row in records(table):
        unit = teller.unit(row["outcome"])
        bounds = [percent(row[end], teller.lang) for end in ("low", "high")]
        twin = teller.effect_of(ending.continued, row["outcome"])
        yield [
            teller.scenario(ending.scenario),
            with_unit(teller, row["outcome"]),
            str(ending.month),
            change(row["effect_ended"], unit),
            change(row["effect_last"], unit),
            percent(row["share"], teller.lang),
            teller.say("to").join(bounds) if finite(row["low"], row["high"]) else "–",
            change(twin["difference"], unit) if twin else "–",
        ]


def with_unit(teller: Teller, outcome: str) -> str:
    """An outcome and what its differences are counted in, where that is not its own scale."""
    unit, name = teller.unit(outcome), teller.outcome(outcome)
    if not unit_of(unit).percent:
        return name
    return teller.word("with_unit").format(name=name, unit=change_unit(unit, teller.lang))


def reduction_grid(teller: Teller) -> Table:
    """Scenario × headline outcome: how many times smaller pairing makes the variance."""
    outcomes = teller.report.outcomes
    heads = [teller.say("column.scenario"), *(teller.outcome(outcome) for outcome in outcomes)]
    rows = [
        [
            teller.scenario(key),
            *(_reduction(teller, teller.effect_of(key, outcome)) for outcome in outcomes),
        ]
        for key in teller.shown
    ]
    return Table(heads, rows, range(1, len(heads)), by_row=teller.shown)


def _reduction(teller: Teller, row: Row | None) -> str:
    factor = row["variance_reduction"] if row else math.nan
    if math.isinf(factor):
        return teller.word("constant")
    return f"×{NO_BREAK}{decimal(factor, 1)}" if finite(factor) else "–"


def reductions(teller: Teller) -> list[float]:
    """The finite variance-reduction factors of the headline outcomes."""
    rows = [row for outcome in teller.report.outcomes for row in teller.effects_of(outcome)]
    return [row["variance_reduction"] for row in rows if finite(row["variance_reduction"])]


def middle(values: Sequence[float]) -> tuple[str, str, str]:
    """Median, smallest and largest, as text."""
    return decimal(median(values), 1), decimal(min(values), 1), decimal(max(values), 1)


def joint_grid(teller: Teller) -> Table:
    """For the primary outcome: each interval alone, and all of them holding at once."""
    outcome = teller.report.outcomes[0]
    heads = [teller.say(f"column.{name}") for name in ("scenario", "interval", "joint")]
    found = [
        row
        for row in teller.rows_of(outcome)
        if finite(row.get("low_joint", math.nan), row.get("high_joint", math.nan))
    ]
    rows = [
        [
            teller.scenario(row["scenario"]),
            teller.between(row["low"], row["high"], outcome),
            teller.between(row["low_joint"], row["high_joint"], outcome),
        ]
        for row in found
    ]
    return Table(heads, rows, (1, 2), by_row=[row["scenario"] for row in found])
