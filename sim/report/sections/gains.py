"""Who gains: effects on residents by origin, and whether groups come closer together."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from sim.report import figures
from sim.report.document import Block, Note, Paragraph, Section, Table
from sim.report.findings import SIGNS, with_unit
from sim.report.teller import Row, Teller, clear_of_zero, finite, records
from sim.words import NO_BREAK, ORIGINS, Catalogue, change, change_unit, say, unit_of

WORDS: Catalogue = {
    "title": ("Who gains", "谁受益"),
    "by_origin": ("{outcome}, by origin of residents{unit}", "{outcome}：按居民来源{unit}"),
    "in": (", in {unit}", "（{unit}）"),
    "note": (
        "Difference from the baseline of the group's own mean, with its 95 % paired interval. "
        "{signs}",
        "本群体均值与基线情景之差及95%配对区间。{signs}",
    ),
    "spread": (
        "Differences between groups of residents (origin by age)",
        "居民群体（来源×年龄）之间的差距",
    ),
    "column.before": ("Spread in the baseline", "基线情景组间差距"),
    "column.change": ("Change of the spread", "差距的变化"),
    "spread_note": (
        "Spread: standard deviation of the group means, weighted by people. Where it grows, the "
        "groups move apart.",
        "组间差距：各群体均值按人数加权的标准差。差距扩大，说明各群体之间的距离拉大。",
    ),
    "sentence": (
        "With {scenario}, {outcome} of the {most} changes most ({high}), that of the {least} "
        "least ({low}).",
        "{scenario}下，{outcome}变化最大的是{most}（{high}），最小的是{least}（{low}）。",
    ),
    "same": (
        "The intervals of these two groups overlap: the order between them is not sure.",
        "两个群体的区间重叠，二者的先后并不确定。",
    ),
}


def gains(teller: Teller) -> Section | None:
    """Effects by origin and the spread between groups, where groups were kept."""
    if not len(teller.table("effects_by_origin")):
        return None
    return Section("gains", _say(teller, "title"), list(_blocks(teller)))


def _blocks(teller: Teller) -> Iterator[Block]:
    table = teller.table("effects_by_origin")
    told = [key for key in teller.report.outcomes if key in set(table["outcome"])]
    for outcome in told:
        yield from _sentence(teller, outcome)
    yield from figures.groups(teller)
    for outcome in told:
        yield _by_origin(teller, outcome)
    signs = "  ".join(
        f"{sign}{NO_BREAK}{teller.word(f'verdict.{verdict}')}" for verdict, sign in SIGNS.items()
    )
    yield Note(_say(teller, "note").format(signs=signs))
    if len(teller.table("inequality")):
        yield _spread(teller)
        yield Note(_say(teller, "spread_note"))


def _sentence(teller: Teller, outcome: str) -> Iterator[Paragraph]:
    """Which origin the highest scenario changes most and least, where something is sure."""
    rows = [row for row in teller.effects_of(outcome) if row["verdict"] == "better"]
    if not rows or teller.report.provenance.doubts:
        return
    best = max(rows, key=lambda row: abs(row["difference"]))
    top, sign = best["scenario"], 1 if best["difference"] > 0 else -1
    table = teller.table("effects_by_origin")
    its = table[(table["scenario"] == top) & (table["outcome"] == outcome) & (table["n"] > 0)]
    found = sorted(records(its), key=lambda row: sign * row["difference"])
    if len(found) < 2:
        return
    low, high = found[0], found[-1]
    title = teller.outcome(outcome)
    text = _say(teller, "sentence").format(
        scenario=teller.quoted(top),
        outcome=title if teller.lang == "zh" else title.lower(),
        most=_origin(teller, high["origin"]),
        least=_origin(teller, low["origin"]),
        high=teller.change(high["difference"], outcome),
        low=teller.change(low["difference"], outcome),
    )
    upper, lower = (high, low) if sign > 0 else (low, high)
    if not upper["low"] > lower["high"]:
        text += teller.say("stop") + _say(teller, "same")
    yield Paragraph(text)


def _by_origin(teller: Teller, outcome: str) -> Table:
    """Scenario × origin."""
    table = teller.table("effects_by_origin")
    origins = [str(name) for name in dict.fromkeys(table["origin"])]
    found = {
        (row["scenario"], row["origin"]): row for row in records(table[table["outcome"] == outcome])
    }
    heads = [teller.say("column.scenario"), *(_origin(teller, name) for name in origins)]
    rows = [
        [teller.scenario(key), *(_cell(teller, found.get((key, o)), outcome) for o in origins)]
        for key in teller.shown
    ]
    unit = teller.unit(outcome)
    counted = change_unit(unit, teller.lang) if unit_of(unit).percent else ""
    caption = _say(teller, "by_origin").format(
        outcome=teller.outcome(outcome),
        unit=_say(teller, "in").format(unit=counted) if counted else "",
    )
    return Table(heads, rows, range(1, len(heads)), caption, by_row=teller.shown)


def _cell(teller: Teller, row: Row | None, outcome: str) -> str:
    if row is None or row["n"] < 1:
        return teller.word("no_data")
    said = change(row["difference"], teller.unit(outcome))
    if not finite(row["low"], row["high"]):
        return said
    between = teller.between(row["low"], row["high"], outcome)
    return f"{said} ({between}) {SIGNS.get(row['verdict'], '')}".strip()


def _spread(teller: Teller) -> Table:
    """How far apart groups are, and whether that changes."""
    heads = [teller.say("column.scenario"), teller.say("column.outcome")]
    heads += [_say(teller, "column.before"), _say(teller, "column.change")]
    heads.append(teller.say("column.interval"))
    found = pd.DataFrame(teller.table("inequality"))
    chosen = [row for row in records(found) if row["scenario"] in set(teller.shown)]
    rows = []
    for row in chosen:
        unit = teller.unit(row["outcome"])
        sure = clear_of_zero(row["low"], row["high"])
        between = teller.between(row["low"], row["high"], row["outcome"])
        rows.append(
            [
                teller.scenario(row["scenario"]),
                with_unit(teller, row["outcome"]),
                change(row["baseline_spread"], unit).lstrip("+"),
                change(row["difference"], unit),
                between if sure or not finite(row["low"]) else f"{between} ○",
            ]
        )
    by_row = [row["scenario"] for row in chosen]
    return Table(heads, rows, (2, 3, 4), _say(teller, "spread"), by_row=by_row)


def _origin(teller: Teller, key: str) -> str:
    """What residents of an origin are called."""
    return say(key, teller.lang, ORIGINS)


def _say(teller: Teller, key: str) -> str:
    return say(key, teller.lang, WORDS)
