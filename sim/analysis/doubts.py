"""Why no comparison is drawn from a batch, or not the one that was asked for, in words."""

from __future__ import annotations

from collections.abc import Mapping

from sim.words import (
    NO_BREAK,
    Catalogue,
    Language,
    change_unit,
    named,
    percent,
    say,
    size,
    unit_of,
)

MOST_FAILED = 0.01
"""The share of failed runs beyond which what is left may not stand for all."""

DOUBTS: Catalogue = {
    "failed": (
        "{failed} of {runs} runs of “{scenario}” failed ({share}). With more than {most} failed, "
        "the runs that are left may differ from those that are not: no comparison is drawn.",
        "“{scenario}”的{runs}次运行中有{failed}次失败（{share}）。失败超过{most}时，"
        "留下的运行可能与失去的不同，因此不作比较。",
    ),
    "uneven": (
        "Runs failed more often in some scenarios than in others ({counts}): what makes runs "
        "fail may be what is compared, so no comparison is drawn.",
        "各情景失败的次数不同（{counts}）：导致失败的原因可能正是所比较的内容，因此不作比较。",
    ),
    "one_count": ("“{scenario}” {failed} of {runs}", "“{scenario}”{runs}次中{failed}次"),
    "unmet": (
        "The batch stopped at {kept} replications, the most that were allowed: the 95 % interval "
        "does not yet reach ±{half_width} for every scenario.{wanted}",
        "批次在{kept}次重复（允许的上限）时停止：并非每个情景的95%区间都已达到±{half_width}。{wanted}",
    ),
    "wanted": (
        " About {count} replications would probably be needed.",
        "估计约需{count}次重复。",
    ),
    "comma": (", ", "、"),
}


def doubts(
    counts: Mapping[str, Mapping[str, int]],
    titles: Mapping[str, object] | None = None,
    lang: Language = "en",
) -> list[str]:
    """Why no comparison may be drawn, in sentences; nothing where it may.

    ``counts`` holds for every scenario how many runs have which status; ``succeeded`` and
    ``failed`` count, runs that are still to be made do not.
    """
    failed = {name: found.get("failed", 0) for name, found in counts.items()}
    runs = {name: failed[name] + found.get("succeeded", 0) for name, found in counts.items()}
    told = {
        name: {
            "scenario": named(titles, name, lang),
            "failed": failed[name],
            "runs": runs[name],
            "share": percent(failed[name] / max(runs[name], 1), lang, 1),
            "most": percent(MOST_FAILED, lang),
        }
        for name in counts
    }
    found = [
        say("failed", lang, DOUBTS).format(**told[name])
        for name in counts
        if failed[name] > MOST_FAILED * runs[name]
    ]
    begun = [name for name in counts if runs[name]]
    # the highest has more runs than others: what fails everywhere is a smaller share of them
    shares = {failed[name] / runs[name] for name in begun}
    if len(shares) > 1 and len({failed[name] for name in begun}) > 1:
        each = [say("one_count", lang, DOUBTS).format(**told[name]) for name in counts]
        listed = say("comma", lang, DOUBTS).join(each)
        found.append(say("uneven", lang, DOUBTS).format(counts=listed))
    return found


def unmet(
    kept: int, half_width: float, wanted: int | None, unit: str = "", lang: Language = "en"
) -> str:
    """That replications ended at their cap before every interval was as narrow as asked.

    ``half_width`` is that of the interval, in an outcome of this ``unit``; ``wanted`` is how
    many replications would probably do, where that can be said.
    """
    more = "" if wanted is None else say("wanted", lang, DOUBTS).format(count=wanted)
    width = size(half_width, unit)
    if unit_of(unit).percent:
        width += ("" if lang == "zh" else NO_BREAK) + change_unit(unit, lang)
    return say("unmet", lang, DOUBTS).format(kept=kept, half_width=width, wanted=more)
