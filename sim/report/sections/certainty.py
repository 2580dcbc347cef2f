"""How sure: runs, intervals, worlds, what rests on assumption, and where the answer would turn."""

from __future__ import annotations

from collections.abc import Iterator

from sim.report import findings, notes, record
from sim.report.document import Block, Heading, Note, Paragraph, Section, Table
from sim.report.teller import Teller, finite, records
from sim.statistics.samples import FEWEST
from sim.words import Catalogue, change, decimal, percent, say

WORDS: Catalogue = {
    "robust": ("Over {n} worlds: {outcome}", "在{n}个世界中：{outcome}"),
    "worst": ("Effect in its worst world", "最差世界中的效应"),
    "regret": ("Largest regret", "最大遗憾值"),
    "satisfied": ("Worlds with an effect that matters", "效应达到最小关注效应的世界"),
    "mean": ("Mean", "均值"),
    "holds": ("Holds up", "稳健"),
    "yes": ("yes", "是"),
    "no": ("–", "–"),
    "robust_note": (
        "Regret: what the highest scenario of a world has more. Holds up: in the top third by at "
        "least three of five criteria (these four and the 90th percentile of regret).",
        "遗憾值：同一世界中最高情景比该情景多出的部分。稳健：五项准则（上述四项及遗憾值第90百分位）"
        "中至少三项居前三分之一。",
    ),
    "decide": ("Which assumptions decide", "哪些假定起决定作用"),
    "decide.none": (
        "Among the {n} worlds that ran, no single assumption orders the effects on {outcome} more "
        "than chance would, allowing for the number of assumptions. A question of kind "
        "sensitivity asks this directly.",
        "在已运行的{n}个世界中，计及假定的数目之后，没有任何单个假定对{outcome}效应的影响超出偶然。"
        "若要直接回答此问题，请运行敏感性（sensitivity）实验。",
    ),
    "decide.few": (
        "With {n} worlds nothing can be said about which assumption decides: at least {fewest} "
        "are needed, and a question of kind sensitivity asks this directly.",
        "仅有{n}个世界，无法判断哪些假定起决定作用：至少需要{fewest}个；"
        "若要直接回答此问题，请运行敏感性（sensitivity）实验。",
    ),
    "decide.default": (
        "All runs took the default assumptions, so this experiment cannot tell which of them "
        "decide.",
        "所有运行均采用默认假定，因此本实验无法判断哪些假定起决定作用。",
    ),
    "decide.factors": (
        "Which factors decide stands in the section on what it hangs on.",
        "哪些因素起决定作用，见“结果取决于什么”一节。",
    ),
    "factor": ("Assumption", "假定"),
    "correlation": ("Rank correlation with the effect", "与效应的秩相关"),
    "p": ("p, corrected (Holm)", "校正后p值（霍尔姆）"),
    "grade": ("Its value rests on", "取值依据"),
    "switching": ("Switching values", "转折值"),
    "switch.none": (
        "None within the ranges that ran: the effect on {outcome} keeps its sign and its verdict.",
        "在已运行的取值范围内没有：对{outcome}的效应方向与判断均保持不变。",
    ),
    "switch.sign": (
        "None within the ranges that ran: the mean effect on {outcome} keeps its sign. With {n} "
        "replications there are no verdicts that could change.",
        "在已运行的取值范围内没有：对{outcome}的平均效应方向不变。重复仅{n}次，没有可供比较的判断。",
    ),
    "switch.worlds": (
        "None within the ranges that ran: in all {n} worlds the effect of {scenario} on {outcome} "
        "has the same sign.",
        "在已运行的范围内没有：在全部{n}个世界中，{scenario}对{outcome}的效应方向相同。",
    ),
    "switch.some": (
        "In {other} of {n} worlds the effect of {scenario} on {outcome} has the other sign; no "
        "single assumption separates them more clearly than chance would.",
        "在{n}个世界中有{other}个，{scenario}对{outcome}的效应方向相反；"
        "没有任何单个假定能比偶然更清楚地区分它们。",
    ),
    "switch.cut": (
        "In {other} of {n} worlds the effect of {scenario} on {outcome} has the other sign. It "
        "turns between {low} and {high} of {factor} ({wrong} worlds on the wrong side).",
        "在{n}个世界中有{other}个，{scenario}对{outcome}的效应方向相反；"
        "转换点在{factor}的{low}与{high}之间（{wrong}个世界例外）。",
    ),
    "switch.few": (
        "Too few worlds ran to look for any.",
        "运行的世界过少，无从寻找。",
    ),
    "switch.untold": (
        "Nothing was varied along which the effect could turn.",
        "没有改变任何可使效应转换的因素。",
    ),
    "between": ("Between", "介于"),
    "effects": ("Effect there", "两处的效应"),
    "verdicts": ("Verdict there", "两处的判断"),
    "crossing": ("Zero, by a straight line", "按直线内插的零点"),
    "switch_note": (
        "A switching value lies between two neighboring values that were simulated; between them "
        "nothing ran.",
        "转折值位于相邻的两个已模拟取值之间，其间未作运行。",
    ),
    "arrow": ("{one} → {other}", "{one} → {other}"),
}

FEWEST_WORLDS = 10


def certainty(teller: Teller) -> Section:
    """Runs, intervals, worlds, assumptions, switching values."""
    return Section("sure", teller.say("sure"), list(_blocks(teller)))


def _blocks(teller: Teller) -> Iterator[Block]:
    yield _runs(teller)
    for text in notes.sure(teller):
        yield Paragraph(text)
    joint = findings.joint_grid(teller)
    if joint.rows:
        title = teller.outcome(teller.report.outcomes[0])
        yield joint.called(teller.say("joint_caption").format(outcome=title))
    reduction = findings.reduction_grid(teller)
    if reduction.rows and teller.report.kind != "sensitivity":
        title = teller.say("reduction")
        yield reduction.called(title, folded=title)
    if len(teller.table("robustness")):
        yield _robust(teller)
        yield Note(_say(teller, "robust_note"))
    yield Heading(teller.say("assumed"))
    for text in notes.assumed_note(teller):
        yield Paragraph(text)
    grades = record.grade_grid(teller)
    if len(teller.report.assumptions):
        yield grades
    if not len(teller.report.runs):
        return
    yield Heading(_say(teller, "decide"))
    yield from _decisive(teller)
    yield Heading(_say(teller, "switching"))
    yield from _switching(teller)


def _runs(teller: Teller) -> Table:
    """Runs asked for, done and failed; of very many scenarios on request."""
    table = record.run_grid(teller)
    return table.called("", teller.say("column.asked")) if len(table.rows) > 30 else table


def _robust(teller: Teller) -> Table:
    outcome = teller.report.outcomes[0]
    unit = teller.unit(outcome)
    shown = set(teller.shown)
    found = [row for row in records(teller.table("robustness")) if row["policy"] in shown]
    keys = ("worst", "regret", "satisfied", "mean", "holds")
    heads = [teller.say("column.scenario"), *(_say(teller, key) for key in keys)]
    rows = [
        [
            teller.scenario(row["policy"]),
            change(row["worst"], unit),
            change(row["largest_regret"], unit).lstrip("+"),
            percent(row["satisfied"], teller.lang),
            change(row["mean"], unit),
            _say(teller, "yes" if row["robust"] else "no"),
        ]
        for row in found
    ]
    n = max((int(row["worlds"]) for row in found), default=0)
    caption = _say(teller, "robust").format(n=n, outcome=teller.outcome(outcome))
    by_row = [row["policy"] for row in found]
    return Table(heads, rows, (1, 2, 3, 4), caption, by_row=by_row)


def _decisive(teller: Teller) -> Iterator[Block]:
    """Which assumptions order the worlds by the effect, or why that cannot be said."""
    report, n = teller.report, teller.report.replications
    if report.kind == "sensitivity":
        yield Paragraph(_say(teller, "decide.factors"))
    elif report.provenance.worlds == "default":
        yield Paragraph(_say(teller, "decide.default"))
    elif n < FEWEST_WORLDS:
        yield Paragraph(_say(teller, "decide.few").format(n=n, fewest=FEWEST_WORLDS))
    elif not len(teller.table("decisive")):
        yield Paragraph(_say(teller, "decide.none").format(n=n, outcome=_inside(teller)))
    else:
        yield _decisive_table(teller)


def _decisive_table(teller: Teller) -> Table:
    found = records(teller.table("decisive"))
    heads = [teller.say("column.scenario"), _say(teller, "factor"), _say(teller, "correlation")]
    heads += [_say(teller, "p"), _say(teller, "grade")]
    rows = []
    for row in found:
        grade = teller.report.grades.get(row["factor"])
        rows.append(
            [
                teller.scenario(row["scenario"]),
                teller.factor(row["factor"]),
                decimal(row["correlation"], 2, signed=True),
                decimal(row["p_holm"], 3),
                teller.word(f"grade.{grade}") if grade else "–",
            ]
        )
    return Table(heads, rows, (2, 3), by_row=[row["scenario"] for row in found])


def _switching(teller: Teller) -> Iterator[Block]:
    """Where the sign or the verdict of the primary effect changes."""
    if teller.report.kind == "sensitivity" and not teller.report.against:
        yield Paragraph(_say(teller, "switch.untold"))
        return
    along = "switching" in teller.report.tables
    if along and len(teller.table("switching")):
        yield _switches(teller)
        yield Note(_say(teller, "switch_note"))
    elif along:
        n = teller.report.replications
        words = _say(teller, "switch.none" if n >= FEWEST else "switch.sign")
        yield Paragraph(words.format(outcome=_inside(teller), n=n))
    if teller.report.kind != "sensitivity":
        yield from _over_worlds(teller, along)


def _switches(teller: Teller) -> Table:
    outcome = teller.report.outcomes[0]
    unit, arrow = teller.unit(outcome), _say(teller, "arrow")
    keys = ("factor", "between", "effects", "verdicts", "crossing")
    rows = [
        [
            teller.factor(row["factor"]),
            f"{row['value_from']:g}{teller.say('to')}{row['value_to']:g}",
            arrow.format(one=change(row["mean_from"], unit), other=change(row["mean_to"], unit)),
            arrow.format(
                one=teller.word(f"verdict.{row['verdict_from']}"),
                other=teller.word(f"verdict.{row['verdict_to']}"),
            ),
            f"{row['crossing']:.3g}" if finite(row["crossing"]) else "–",
        ]
        for row in records(teller.table("switching"))
    ]
    return Table([_say(teller, key) for key in keys], rows, (1, 2, 4))


def _over_worlds(teller: Teller, along: bool) -> Iterator[Block]:
    """Whether the effect has another sign in some of the worlds, scenario by scenario."""
    report = teller.report
    if report.provenance.worlds == "default":
        if not along:
            yield Paragraph(_say(teller, "switch.untold"))
        return
    signs = records(teller.table("signs")) if len(teller.table("signs")) else []
    told = [row for row in signs if row["scenario"] in set(teller.shown)]
    if not told or max(row["n"] for row in told) < FEWEST_WORLDS:
        yield Paragraph(_say(teller, "switch.few"))
        return
    same = [row["scenario"] for row in told if not row["other_sign"]]
    if same:
        names = teller.scenarios(same)
        n = max(int(row["n"]) for row in told)
        words = {"n": n, "scenario": names, "outcome": _inside(teller)}
        yield Paragraph(_say(teller, "switch.worlds").format(**words))
    for row in told:
        if row["other_sign"]:
            yield _other_sign(teller, row["scenario"], int(row["other_sign"]), int(row["n"]))


def _other_sign(teller: Teller, scenario: str, other: int, n: int) -> Paragraph:
    words = {"other": other, "n": n, "scenario": teller.quoted(scenario)}
    words["outcome"] = _inside(teller)
    cuts = teller.table("decisive")
    found = records(cuts[cuts["scenario"] == scenario]) if len(cuts) else []
    if not found:
        return Paragraph(_say(teller, "switch.some").format(**words))
    cut = found[0]
    ends = {"low": f"{cut['value_from']:.3g}", "high": f"{cut['value_to']:.3g}"}
    told = _say(teller, "switch.cut")
    factor = teller.factor(cut["factor"])
    return Paragraph(told.format(**words, **ends, factor=factor, wrong=int(cut["misplaced"])))


def _inside(teller: Teller) -> str:
    """The primary outcome inside a sentence."""
    title = teller.outcome(teller.report.outcomes[0])
    return title if teller.lang == "zh" else title.lower()


def _say(teller: Teller, key: str) -> str:
    return say(key, teller.lang, WORDS)
