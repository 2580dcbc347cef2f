"""What the answer hangs on: which factors move it, how far, and which it does not notice."""

from __future__ import annotations

from collections.abc import Iterator

from sim.report import figures
from sim.report.document import ALL_RUNS, Block, Heading, Note, Paragraph, Section, Table
from sim.report.teller import Row, Teller, finite, records
from sim.words import Catalogue, change, decimal, say

WORDS: Catalogue = {
    "title": ("What it hangs on", "结果取决于什么"),
    "none": ("No table of factors could be made.", "无法生成因素表。"),
    "screening": ("Screening of factors (Morris): {what}", "因素筛选（莫里斯法）：{what}"),
    "indices": ("Shares of variance (Sobol’): {what}", "方差份额（索博尔法）：{what}"),
    "effect": ("the effect on {outcome}", "对{outcome}的效应"),
    "factor": ("Factor", "因素"),
    "mu_star": ("Mean effect over its range (μ*)", "在取值范围内的平均效应（μ*）"),
    "mu": ("Direction (μ)", "方向（μ）"),
    "sigma": ("Bends or depends on others (σ)", "非线性或交互（σ）"),
    "S1": ("Alone (S1)", "单独（S1）"),
    "ST": ("With others (ST)", "含交互（ST）"),
    "interval": ("95 % interval", "95%区间"),
    "counts": ("More than an inert one", "超过无作用参数"),
    "grade": ("Its value rests on", "取值依据"),
    "yes": ("yes", "是"),
    "no": ("cannot tell", "无法判断"),
    "screening_note": (
        "μ*: how far the outcome moves on average when the factor crosses its range. A factor "
        "counts only where it surely moves more than an inert parameter that nothing depends on.",
        "μ*：该因素跨越其取值范围时结果平均变动多少。只有确实超过不影响任何结果的虚设参数，"
        "该因素才算有影响。",
    ),
    "indices_note": (
        "S1: the share of the variance that the factor explains alone; ST: together with others. "
        "It counts only where it surely explains more than an inert parameter.",
        "S1：该因素单独解释的方差份额；ST：包括与其他因素的交互。只有确实超过虚设参数才算有影响。",
    ),
    "floor": (
        "Without common luck an inert factor would show a share of {floor} of the variance; here "
        "the luck is common, so the inert one shows what noise is left.",
        "若不共用随机因素，虚设参数也会显得解释了{floor}的方差；本实验共用随机因素，"
        "虚设参数反映剩余的噪声。",
    ),
    "curves": ("One factor at a time: {what}", "逐一改变因素：{what}"),
    "lowest": ("Least over its range", "取值范围内的最小变化"),
    "highest": ("Most over its range", "取值范围内的最大变化"),
    "at": ("{change} at {value}", "取{value}时{change}"),
    "curves_note": (
        "Change against all defaults, paired by replication, when the factor alone moves over the "
        "values that ran.",
        "仅该因素在已运行的取值间变动时，与全部默认值相比的变化（按重复配对）。",
    ),
    "pairs": ("Pairs of factors (second order)", "因素两两交互（二阶）"),
    "other": ("and", "与"),
    "share": ("Share of variance", "方差份额"),
    "assumed": (
        "Of {count} factors that count, {assumed} rest on nothing but assumption: {factors}.",
        "有影响的{count}个因素中，有{assumed}个纯属假定：{factors}。",
    ),
    "none_assumed": (
        "None of the {count} factors that count rests on mere assumption.",
        "有影响的{count}个因素均非纯属假定。",
    ),
}

MOST_PAIRS = 10


def factors(teller: Teller) -> Section | None:
    """Screening or shares of variance, curves and pairs; only of questions about factors."""
    if teller.report.kind != "sensitivity":
        return None
    return Section("factors", _say(teller, "title"), list(_blocks(teller)))


def _blocks(teller: Teller) -> Iterator[Block]:
    name = "screening" if len(teller.table("screening")) else "indices"
    rows = records(teller.table(name)) if len(teller.table(name)) else []
    if not rows:
        yield Paragraph(_say(teller, "none"))
        return
    yield from figures.indices(teller)
    rows.sort(key=lambda row: -row["mu_star" if name == "screening" else "ST"])
    yield _screening(teller, rows) if name == "screening" else _indices(teller, rows)
    yield Note(_say(teller, f"{name}_note"))
    yield from _assumed(teller, [row["factor"] for row in rows if row["influential"]])
    floor = teller.table("floor")
    if len(floor) and finite(float(floor["floor"].iloc[0])):
        yield Note(_say(teller, "floor").format(floor=decimal(float(floor["floor"].iloc[0]), 2)))
    if len(teller.table("curves")):
        yield Heading(_say(teller, "curves").format(what=_what(teller)))
        yield from figures.tornado(teller)
        yield _curves(teller)
        yield Note(_say(teller, "curves_note"))
    if len(teller.table("pairs")):
        yield _pairs(teller)


def _what(teller: Teller) -> str:
    """The outcome, or the effect on it."""
    title = teller.outcome(teller.report.outcomes[0])
    if not teller.report.against:
        return title
    return _say(teller, "effect").format(outcome=title if teller.lang == "zh" else title.lower())


def _screening(teller: Teller, rows: list[Row]) -> Table:
    heads = [_say(teller, key) for key in ("factor", "mu_star", "interval", "mu", "sigma")]
    heads += [_say(teller, "counts"), _say(teller, "grade")]
    cells = [
        [
            teller.factor(row["factor"]),
            decimal(row["mu_star"], 4),
            _between(teller, row["low"], row["high"]),
            decimal(row["mu"], 4, signed=True),
            decimal(row["sigma"], 4),
            _say(teller, "yes" if row["influential"] else "no"),
            _grade(teller, row["factor"]),
        ]
        for row in rows
    ]
    caption = _say(teller, "screening").format(what=_what(teller))
    return Table(heads, cells, (1, 2, 3, 4), caption, by_row=[ALL_RUNS] * len(cells))


def _indices(teller: Teller, rows: list[Row]) -> Table:
    heads = [_say(teller, key) for key in ("factor", "ST", "interval", "S1", "interval")]
    heads += [_say(teller, "counts"), _say(teller, "grade")]
    cells = [
        [
            teller.factor(row["factor"]),
            decimal(row["ST"], 3),
            _between(teller, row["ST_low"], row["ST_high"]),
            decimal(row["S1"], 3),
            _between(teller, row["S1_low"], row["S1_high"]),
            _say(teller, "yes" if row["influential"] else "no"),
            _grade(teller, row["factor"]),
        ]
        for row in rows
    ]
    caption = _say(teller, "indices").format(what=_what(teller))
    return Table(heads, cells, (1, 2, 3, 4), caption, by_row=[ALL_RUNS] * len(cells))


def _between(teller: Teller, low: float, high: float) -> str:
    if not finite(low, high):
        return teller.word("no_interval")
    return decimal(low, 4) + teller.say("to") + decimal(high, 4)


def _grade(teller: Teller, factor: str) -> str:
    grade = teller.report.grades.get(factor)
    return teller.word(f"grade.{grade}") if grade else "–"


def _assumed(teller: Teller, influential: list[str]) -> Iterator[Paragraph]:
    """Which of the factors that count nobody measured."""
    if not influential:
        return
    grades = teller.report.grades
    assumed = [key for key in influential if grades.get(key) == "assumed"]
    listed = teller.word("comma").join(teller.factor(key) for key in assumed)
    words = _say(teller, "assumed" if assumed else "none_assumed")
    yield Paragraph(words.format(count=len(influential), assumed=len(assumed), factors=listed))


def _curves(teller: Teller) -> Table:
    """The ends of every factor's curve."""
    unit = teller.unit(teller.report.outcomes[0])
    table = teller.table("curves")
    found = []
    for factor, its in table.groupby("factor", sort=False):
        rows = [row for row in records(its) if finite(row["difference"])]
        if rows:
            ends = [each(rows, key=lambda row: row["difference"]) for each in (min, max)]
            found.append((str(factor), ends))
    found.sort(key=lambda each: each[1][0]["difference"] - each[1][1]["difference"])
    at = _say(teller, "at")
    cells = []
    for factor, ends in found:
        told = [(change(row["difference"], unit), f"{row['value']:g}") for row in ends]
        cells.append(
            [teller.factor(factor), *(at.format(change=by, value=value) for by, value in told)]
        )
    heads = [_say(teller, key) for key in ("factor", "lowest", "highest")]
    return Table(heads, cells, (1, 2), by_row=[ALL_RUNS] * len(cells))


def _pairs(teller: Teller) -> Table:
    rows = sorted(records(teller.table("pairs")), key=lambda row: -abs(row["S2"]))[:MOST_PAIRS]
    heads = [_say(teller, key) for key in ("factor", "other", "share", "interval")]
    cells = [
        [
            teller.factor(row["factor"]),
            teller.factor(row["other"]),
            decimal(row["S2"], 3),
            _between(teller, row["S2_low"], row["S2_high"]),
        ]
        for row in rows
    ]
    caption = _say(teller, "pairs")
    return Table(heads, cells, (2, 3), caption, by_row=[ALL_RUNS] * len(cells))


def _say(teller: Teller, key: str) -> str:
    return say(key, teller.lang, WORDS)
