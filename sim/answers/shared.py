"""Tables and sentences that several kinds of question share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from sim.analysis import lasting_share, time_to_half
from sim.analysis.bands import effect_paths
from sim.analysis.groups import group_effects, inequality, over_ages
from sim.analysis.spread import spread
from sim.analysis.sweeps import robustness
from sim.analysis.winner import close_to_best, reestimated
from sim.errors import ResultsError
from sim.outcomes import OUTCOMES
from sim.statistics.samples import FEWEST
from sim.tables import OF_RESIDENTS
from sim.words import Catalogue, Language, change, change_unit, named, percent, say, unit_of

if TYPE_CHECKING:
    import pandas as pd

    from sim.comparison import Comparison

HEADLINES = tuple(key for key, item in OUTCOMES.items() if item.headline)
DIRECTIONS = {key: item.direction for key, item in OUTCOMES.items()}
Row = Mapping[Any, Any]
"""One row of a table of effects."""

MOST_NAMED = 4
MOST_LASTING = 6
"""Scenarios that one sentence names at most."""

VERDICTS = {
    ("better", "higher"): "better",
    ("worse", "lower"): "worse",
    ("practically equal",): "equal",
    ("undecided",): "undecided",
}
"""Which phrase tells of scenarios with which verdict, beside the highest."""

PHRASES: Catalogue = {
    "highest": (
        "In this model “{scenario}” changes {outcome} most for the better: {effect}.",
        "在本模型中，“{scenario}”对{outcome}的改善最大：{effect}。",
    ),
    "fresh": (
        " On fresh luck it is worth {effect}.",
        "换用新的随机种子重估为{effect}。",
    ),
    "close": (
        " Not to be told apart from it: {scenarios}.",
        "与之无法区分的有：{scenarios}。",
    ),
    "better": (" Also surely better: {scenarios}.", "同样确定更好的有：{scenarios}。"),
    "none": (
        "No scenario surely changes {outcome} for the better.",
        "没有情景能确定地改善{outcome}。",
    ),
    "worse": (" Surely worse: {scenarios}.", "确定更差的有：{scenarios}。"),
    "equal": (" Practically no change: {scenarios}.", "基本没有变化的有：{scenarios}。"),
    "undecided": (" Cannot tell: {scenarios}.", "尚无定论的有：{scenarios}。"),
    "among": (
        " Among the {origin} “{scenario}” is highest: {effect}.",
        "在{origin}中，“{scenario}”最高：{effect}。",
    ),
    "one": ("“{scenario}” ({effect})", "“{scenario}”（{effect}）"),
    "more": (" and {number} more", "等另外{number}个"),
    "comma": (", ", "、"),
    "lasting": (
        " Left in the last month, of the effect when the policy ended: {shares}.",
        "最后一个月的效应与政策结束时的效应之比：{shares}。",
    ),
    "left": ("“{scenario}” {share}", "“{scenario}”{share}"),
    "interval": (
        "{difference} (95 % interval {low} to {high}{unit})",
        "{difference}（95%区间{low}至{high}{unit}）",
    ),
    "few": (
        "With fewer than {fewest} replications no answer is given.",
        "重复不足{fewest}次，不作回答。",
    ),
    "nothing": ("No run was finished, so there is no answer.", "没有完成的运行，因而没有答案。"),
}


def usual_tables(comparison: Comparison) -> dict[str, pd.DataFrame]:
    """Effects, who gains, how soon, what lasts, and the highest on fresh luck."""
    if comparison.runs.empty:
        return {"effects": comparison.effects}
    told = [key for key in HEADLINES if key in OF_RESIDENTS]
    found = {
        "effects": comparison.effects,
        "effects_by_origin": _by_group(comparison, over_ages(comparison.groups, told), told),
        "effects_by_group": _by_group(comparison, comparison.groups, told),
        "inequality": inequality(comparison.groups, against=comparison.against, outcomes=told),
        "effect_paths": effect_paths(
            comparison.runs, against=comparison.against, outcomes=HEADLINES
        ),
        "spread": spread(
            comparison.runs,
            against=comparison.against,
            outcome=comparison.primary,
            direction=DIRECTIONS[comparison.primary],
        ),
        "time_to_half": time_to_half(
            comparison.runs, against=comparison.against, outcomes=HEADLINES
        ),
    }
    if len(robust := _robust(comparison)):
        found["robustness"] = robust
    if len(lasting := _lasting(comparison)):
        found["lasting"] = lasting
    if len(fresh := _fresh(comparison)):
        found["winner"] = fresh
    return found


def _by_group(comparison: Comparison, groups: pd.DataFrame, outcomes: list[str]) -> pd.DataFrame:
    return group_effects(
        groups,
        against=comparison.against,
        outcomes=outcomes,
        directions=DIRECTIONS,
        smallest_effect=comparison.smallest_effects,
    )


def _robust(comparison: Comparison) -> pd.DataFrame:
    """How each scenario holds up over the worlds; nothing where some lack a world."""
    import pandas as pd

    worlds = None
    if comparison.has_named_worlds:
        table = comparison.worlds
        worlds = dict(zip(table["replication"].tolist(), table["world"].tolist(), strict=True))
    direction = DIRECTIONS[comparison.primary] or 1
    try:
        return robustness(
            comparison.runs,
            comparison.points,
            comparison.primary,
            direction=direction,
            target=direction * comparison.smallest_effect,
            worlds=worlds,
        )
    except ResultsError:
        return pd.DataFrame()


def _lasting(comparison: Comparison) -> pd.DataFrame:
    """What is left of the effects of packages that end before the horizon."""
    ended = {name: at for name, at in comparison.ends.items() if name in comparison.against}
    return lasting_share(
        comparison.runs, against=comparison.against, outcomes=HEADLINES, ended=ended
    )


def _fresh(comparison: Comparison) -> pd.DataFrame:
    """The highest scenario on replications that had no part in choosing it."""
    import pandas as pd

    winner = comparison.manifest.get("winner")
    again = comparison.results.runs(fresh=True) if winner else pd.DataFrame()
    if again.empty:
        return pd.DataFrame()
    fresh = comparison.effects_of(again)
    headlines = fresh[fresh["outcome"].isin(HEADLINES)]
    return reestimated(comparison.effects, headlines, str(winner))


# -- sentences -------------------------------------------------------------------------------


def in_both(tell: Any, *arguments: Any) -> dict[str, str]:
    """The same told in English and in Chinese."""
    return {lang: tell(lang, *arguments) for lang in ("en", "zh")}


def phrase(key: str, lang: Language, words: Mapping[str, object] | None = None) -> str:
    """One phrase with its words put in."""
    return say(key, lang, PHRASES).format(**(words or {}))


def ranked(lang: Language, comparison: Comparison) -> str:
    """Who is highest on the primary outcome, who is close, worse, without effect or unknown."""
    primary = comparison.primary
    rows: list[Row] = []
    table = comparison.effects
    rows += table[(table["outcome"] == primary) & (table["n"] > 0)].to_dict("records")
    if not rows:
        return phrase("nothing", lang)
    if all(row["n"] < FEWEST for row in rows):
        return phrase("few", lang, {"fewest": FEWEST})
    direction = OUTCOMES[primary].direction or 1
    ordered = sorted(rows, key=lambda row: -row["difference"] * direction)
    text, told = _highest(lang, comparison, ordered)
    for verdicts, key in VERDICTS.items():
        rest = [row for row in ordered if row["verdict"] in verdicts and row not in told]
        text += several(comparison, rest, key, lang)
    return text + _left(lang, comparison)


def _left(lang: Language, comparison: Comparison) -> str:
    """What is left of effects that have ended, as a share, of the largest of them."""
    table = comparison.tables.get("lasting")
    if table is None:
        return ""
    known = table[(table["outcome"] == comparison.primary) & table["share"].notna()]
    rows = known.sort_values("share", ascending=False).to_dict("records")
    told = [
        phrase(
            "left",
            lang,
            {
                "scenario": title(comparison, row, lang),
                "share": percent(row["share"], lang),
            },
        )
        for row in rows[:MOST_LASTING]
    ]
    shares = say("comma", lang, PHRASES).join(told)
    return phrase("lasting", lang, {"shares": shares}) if told else ""


def _highest(lang: Language, comparison: Comparison, rows: list[Row]) -> tuple[str, list[Row]]:
    """Who is surely better by most, its worth on fresh luck, and who is close; and these rows."""
    primary = comparison.primary
    item = OUTCOMES[primary]
    outcome = item.zh if lang == "zh" else item.en.lower()
    better = [row for row in rows if row["verdict"] in ("better", "higher")]
    if not better:
        return phrase("none", lang, {"outcome": outcome}), []
    first, close = better[0], _close(comparison, rows)
    said = effect(first, primary, lang)
    name = title(comparison, first, lang)
    text = phrase("highest", lang, {"scenario": name, "outcome": outcome, "effect": said})
    if "winner" in comparison.tables:
        fresh = comparison.tables["winner"]
        again = fresh[fresh["outcome"] == primary].to_dict("records")
        text += phrase("fresh", lang, {"effect": effect(again[0], primary, lang)})
    others = [row for row in close if row is not first]
    return text + several(comparison, others, "close", lang), [first, *close]


def _close(comparison: Comparison, rows: Iterable[Row]) -> list[Row]:
    """The scenarios that cannot be told apart from the highest."""
    names = close_to_best(
        comparison.runs,
        against=comparison.against,
        outcome=comparison.primary,
        direction=DIRECTIONS[comparison.primary] or 1,
    )
    return [row for row in rows if row["scenario"] in names]


def several(comparison: Comparison, rows: list[Row], key: str, lang: Language) -> str:
    """A phrase about some scenarios, named with their effects; nothing about none."""
    if not rows:
        return ""
    told = [
        phrase(
            "one",
            lang,
            {
                "scenario": title(comparison, row, lang),
                "effect": change(row["difference"], OUTCOMES[comparison.primary].unit),
            },
        )
        for row in rows[:MOST_NAMED]
    ]
    text = say("comma", lang, PHRASES).join(told)
    if len(rows) > MOST_NAMED:
        text += phrase("more", lang, {"number": len(rows) - MOST_NAMED})
    return phrase(key, lang, {"scenarios": text})


def title(comparison: Comparison, row: Row, lang: Language) -> str:
    """What a scenario is called."""
    return named(comparison.titles, str(row["scenario"]), lang)


def effect(row: Row, outcome: str, lang: Language) -> str:
    """A difference with its interval."""
    unit = OUTCOMES[outcome].unit
    name = change_unit(unit, lang) if unit_of(unit).percent else ""
    space = " " if name and lang == "en" else ""
    return phrase(
        "interval",
        lang,
        {
            "difference": change(row["difference"], unit),
            "low": change(row["low"], unit),
            "high": change(row["high"], unit),
            "unit": space + name,
        },
    )
