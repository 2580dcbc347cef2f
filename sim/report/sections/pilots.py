"""Pilots: what an evaluation of them would say, beside what is true of them and of the roll-out."""

from __future__ import annotations

from collections.abc import Iterator

from sim.analysis.pilots import READING_TITLES
from sim.outcomes import OUTCOMES
from sim.report import figures
from sim.report.document import Block, Note, Paragraph, Section, Table
from sim.report.teller import Row, Teller, finite, records
from sim.statistics.samples import FEWEST
from sim.words import Catalogue, change, change_unit, percent, say, unit_of

WORDS: Catalogue = {
    "title": ("Pilots", "试点"),
    "caption": ("{reading}: {outcome}{unit}", "{reading}：{outcome}{unit}"),
    "in": (", in {unit}", "（{unit}）"),
    "others": ("The other readings of the same pilots", "同一试点的其他评估方法"),
    "column.estimate": ("What the evaluation says", "评估值"),
    "column.truth": ("True in the pilots then", "试点当时真实效应"),
    "column.rolled_out": ("County after the roll-out", "推广后全县效应"),
    "column.bias": ("Evaluation less roll-out (95 % interval)", "评估值减推广效应（95%区间）"),
    "column.covered": ("Its interval holds the truth", "区间覆盖真值"),
    "column.found": ("Finds an effect", "发现效应"),
    "column.size": ("… without any policy", "无政策时仍“发现”"),
    "none": (
        "No run could be read as an evaluation.",
        "没有可供评估的运行。",
    ),
    "note": (
        "Every run is one county that tries the policy in a few communities and then spreads it; "
        "each is evaluated as if only that county could be seen. Means over {n} runs; shares are "
        "of runs. Finds an effect: p of at most 0.05. The last column is the same evaluation of "
        "the same county without the policy, where there is nothing to find.",
        "每次运行是一个县：先在少数社区试点，再行推广；评估时只当看得见这一个县。数值为{n}次运行的"
        "均值，比例为运行所占比例。发现效应：p不大于0.05。最后一列是对无政策的同一县所作的同样评估，"
        "本无效应可言。",
    ),
    "chosen": (
        "If several such pilots were compared and the one that reads highest were rolled out, it "
        "would be the truly highest in {share} of runs ({reading}).",
        "若比较若干此类试点并推广评估值最高者，其确为真正最高者的运行占{share}（{reading}）。",
    ),
}

MAIN = "difference_in_differences"
"""The reading that is told first."""


def pilots(teller: Teller) -> Section | None:
    """Every reading of every way to choose pilots; only of questions about pilots."""
    if teller.report.kind != "pilot":
        return None
    return Section("pilots", _say(teller, "title"), list(_blocks(teller)))


def _blocks(teller: Teller) -> Iterator[Block]:
    table = teller.table("evaluations")
    rows = [row for row in records(table) if row["n"] > 0] if len(table) else []
    if not rows:
        yield Paragraph(_say(teller, "none"))
        return
    yield from figures.pilot(teller)
    readings = list(dict.fromkeys(row["reading"] for row in rows))
    first = MAIN if MAIN in readings else readings[0]
    for reading in (first, *(each for each in readings if each != first)):
        folded = "" if reading == first else _say(teller, "others")
        yield _reading(teller, [row for row in rows if row["reading"] == reading], folded)
    n = max(int(row["n"]) for row in rows)
    yield Note(_say(teller, "note").format(n=n))
    yield from _chosen(teller, first)


def _reading(teller: Teller, rows: list[Row], folded: str) -> Table:
    outcome = teller.report.outcomes[0]
    names = ("estimate", "truth", "rolled_out", "bias", "covered", "found", "size")
    heads = [teller.say("column.scenario"), *(_say(teller, f"column.{name}") for name in names)]
    counted = change_unit(teller.unit(outcome), teller.lang)
    is_share = unit_of(teller.unit(outcome)).percent
    caption = _say(teller, "caption").format(
        reading=say(rows[0]["reading"], teller.lang, READING_TITLES),
        outcome=teller.outcome(outcome),
        unit=_say(teller, "in").format(unit=counted) if is_share else "",
    )
    cells = [_cells(teller, row, outcome) for row in rows]
    by_row = [row["scenario"] for row in rows]
    return Table(heads, cells, range(1, len(heads)), caption, by_row=by_row, folded=folded)


def _cells(teller: Teller, row: Row, outcome: str) -> list[str]:
    unit = teller.unit(outcome)
    low, high = row["bias_rolled_out_low"], row["bias_rolled_out_high"]
    bias = change(row["bias_rolled_out"], unit)
    if finite(low, high):
        bias += f" ({teller.between(low, high, outcome)})"
    return [
        teller.scenario(row["scenario"]),
        *(change(row[key], unit) for key in ("estimate", "truth", "rolled_out")),
        bias,
        *(percent(row[key], teller.lang) for key in ("covered", "found", "size")),
    ]


def _chosen(teller: Teller, reading: str) -> Iterator[Paragraph]:
    """How often the pilot that reads highest is the one whose roll-out is."""
    table = teller.table("readings")
    its = table[table["reading"] == reading]
    if its["scenario"].nunique() < 2 or teller.report.replications < FEWEST:
        return
    primary = teller.report.outcomes[0]
    sign = (OUTCOMES[primary].direction if primary in OUTCOMES else 1) or 1
    wide = its.pivot(index="replication", columns="scenario", values=["estimate", "rolled_out"])
    whole = (wide * sign).dropna()
    if not len(whole):
        return
    chosen = whole["estimate"].to_numpy(float).argmax(axis=1)
    brought = whole["rolled_out"].to_numpy(float)
    right = brought[range(len(brought)), chosen] >= brought.max(axis=1)
    title = say(reading, teller.lang, READING_TITLES)
    share = percent(float(right.mean()), teller.lang)
    yield Paragraph(_say(teller, "chosen").format(share=share, reading=title))


def _say(teller: Teller, key: str) -> str:
    return say(key, teller.lang, WORDS)
