"""``sim explain``: what a key means, what it may be, where its number comes from and acts."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.compiling import compile_once
from sim.cli.extents import told
from sim.cli.screen import Lang, LangOption, program, show_table, tell
from sim.words import Catalogue, say, unit_name

if TYPE_CHECKING:
    from sim.meanings import Meaning

WORDING: Catalogue = {
    "kind.policy": ("policy", "政策"),
    "kind.lever": ("lever of a policy", "政策参数"),
    "kind.assumption": ("assumption", "假定"),
    "kind.scenario": ("key of a scenario", "情景文件的键"),
    "kind.experiment": ("key of an experiment", "实验文件的键"),
    "kind.outcome": ("outcome", "结果指标"),
    "kind.line": ("line of the ledger", "收支科目"),
    "default": ("default: {value}", "默认值：{value}"),
    "extent": ("may be: {value}", "取值：{value}"),
    "unit": ("unit: {value}", "单位：{value}"),
    "source": (
        "source: {value} (docs/reference/sources.md)",
        "来源：{value}（见 docs/reference/sources.md）",
    ),
    "grade": ("grade: {value}", "依据：{value}"),
    "assumed": ("assumed, measured by nobody", "假定，尚无实测"),
    "definition": ("is: {value}", "定义：{value}"),
    "better": ("more of it is: {value}", "数值越高：{value}"),
    "direction.1": ("better", "越好"),
    "direction.0": ("neither better nor worse", "无优劣之分"),
    "direction.-1": ("worse", "越差"),
    "paid": ("from {payer} to {payee}", "由{payer}付给{payee}"),
    "acts": ("acts in:", "作用于："),
    "read": ("read in:", "读取于："),
    "channel": ("by way of: {value}", "经由：{value}"),
    "costs": ("costs: {value}", "支出：{value}"),
    "dose": (
        "acts by way of everything that the policy does: when, where and how much of it",
        "作用于该政策的全部措施：何时、何地、多大力度",
    ),
    "nowhere": (
        "in the illustrative county as it begins, moving it alone changes nothing",
        "在示例县的初始状态下，仅变动此项不产生变化",
    ),
    "place": ("the {value}", "{value}"),
    "population": ("making of the county", "全县的生成"),
    "behavior.settlement": ("making of residents and their ties", "居民及其关系的生成"),
    "behavior.places": ("reach of facilities", "设施服务半径"),
    "simulation": ("calendar of elections", "选举日程"),
    "package": ("delivery of policies", "政策落实"),
    "below": ("Below {key}:", "{key} 之下："),
    "sorts": (
        "Say what to explain; `{program} explain policies` lists what is below a key.",
        "请给出要解释的键；`{program} explain policies` 列出其下各项。",
    ),
    "key": ("key", "键"),
    "value": ("default", "默认值"),
    "title": ("title", "名称"),
    "unknown": ("found {key}, which no file and no table knows", "未找到 {key}"),
}

SHORTENED = ("policies", "outcomes", "assumptions", "experiment", "lines")
"""What may be left out in front of a key."""


def explain(
    key: Annotated[
        str, typer.Argument(help="A dotted key, its last part, or the beginning of several.")
    ] = "",
    lang: LangOption = Lang.EN,
) -> None:
    """Explain a key: policy, lever, assumption, setting, outcome or money line."""
    from sim.meanings import meanings

    every = {each.key: each for each in meanings()}
    if not key:
        tell(_say("sorts", lang).format(program=program()))
        _tell_below("", [each for each in every.values() if "." not in each.key], lang)
        return
    exact, below = _meant(key, every)
    if not (exact or below):
        raise _unknown(key, list(every), lang)
    for number, each in enumerate(exact):
        tell(*([""] if number else []))
        _tell(each, lang)
    if below:
        tell(*([""] if exact else []))
        _tell_below(key, below, lang)


def _say(key: str, lang: Lang) -> str:
    return say(key, lang.value, WORDING)


def _meant(key: str, every: dict[str, Meaning]) -> tuple[list[Meaning], list[Meaning]]:
    """What a key or Chinese title stands for, and what is below; failing that, what ends in it."""
    if key.startswith("begun."):
        key = key.replace("begun", "policies", 1)
    starts = [key, *(f"{place}.{key}" for place in SHORTENED)]
    exact = [every[start] for start in starts if start in every]
    exact += [each for each in every.values() if each.zh == key]
    within = tuple(f"{start}." for start in starts)
    below = [each for name, each in every.items() if name.startswith(within)]
    if exact or below:
        return exact, below
    ends = [each for name, each in every.items() if name.endswith(f".{key}")]
    return (ends, []) if len(ends) == 1 else ([], ends)


def _unknown(key: str, known: list[str], lang: Lang) -> Exception:
    from sim.errors import Problem, ScenarioError
    from sim.experiment.keys import did_you_mean as of_settings
    from sim.reading.misspelling import did_you_mean, one_slip

    starts = [key, *(f"{place}.{key}" for place in SHORTENED)]
    slips = [name for name in known if any(one_slip(start, name) for start in starts)]
    ends = list(dict.fromkeys(name.rpartition(".")[2] for name in known))
    hint = did_you_mean(slips[0], slips) if slips else of_settings(key)
    hint = hint or did_you_mean(key, known) or did_you_mean(key, ends)
    return ScenarioError([Problem(_say("unknown", lang).format(key=key), hint=hint)])


def _tell_below(key: str, found: list[Meaning], lang: Lang) -> None:
    """Everything below a key, one line each."""
    if key:
        tell(_say("below", lang).format(key=key), "")
    header = [_say(each, lang) for each in ("key", "value", "title")]
    rows = ((each.key, each.default, _title(each, lang)) for each in found)
    show_table(header, rows, left=(0, 1, 2), folding=2)


def _title(meaning: Meaning, lang: Lang) -> str:
    return meaning.zh if lang == Lang.ZH else meaning.en


def _tell(meaning: Meaning, lang: Lang) -> None:
    kind = _say(f"kind.{meaning.kind}", lang)
    tell(f"{meaning.key}（{kind}）" if lang == Lang.ZH else f"{meaning.key} ({kind})")
    tell(_title(meaning, lang))
    for line in (*_declared(meaning, lang), *_more(meaning, lang)):
        tell(f"  {line}")


def _declared(meaning: Meaning, lang: Lang) -> Iterator[str]:
    """Default, extent, unit, source and grade, as far as there are any."""
    is_known = meaning.kind in ("lever", "assumption") or meaning.grade != "assumed"
    grade = say(f"grade.{meaning.grade}", lang.value) if meaning.grade and is_known else ""
    details = {
        "default": meaning.default,
        "extent": told(meaning.extent, lang.value),
        "unit": unit_name(meaning.unit, lang.value),
        "source": "" if meaning.source in ("", meaning.grade) else meaning.source,
        "grade": _say("assumed", lang) if grade and meaning.grade == "assumed" else grade,
    }
    for key, value in details.items():
        if value:
            yield _say(key, lang).format(value=value)


def _more(meaning: Meaning, lang: Lang) -> Iterator[str]:
    """What only this kind of thing has: a definition, two purses, where it acts."""
    name = meaning.key.partition(".")[2]
    if meaning.kind == "outcome":
        yield from _of_outcome(name, lang)
    elif meaning.kind == "line":
        yield _of_line(name, lang)
    elif meaning.kind == "policy":
        yield from _of_policy(name, lang)
    elif meaning.kind == "lever":
        yield from _reach(*name.split(".", 1), lang=lang)
    elif meaning.kind == "assumption":
        yield from _readers(name, lang)


def _of_outcome(name: str, lang: Lang) -> Iterator[str]:
    from sim.codebook.definitions import DEFINITIONS
    from sim.outcomes import OUTCOMES

    item = OUTCOMES[name]
    said = DEFINITIONS[name] if lang == Lang.ZH else item.definition
    yield _say("definition", lang).format(value=said)
    yield _say("better", lang).format(value=_say(f"direction.{item.direction}", lang))


def _of_line(name: str, lang: Lang) -> str:
    from sim.documents.chinese import ACCOUNTS
    from sim.money import LINE, LINES

    line = LINES[LINE[name]]
    purses = {"payer": line.payer, "payee": line.payee}
    if lang == Lang.ZH:
        purses = {side: ACCOUNTS.get(purse, purse) for side, purse in purses.items()}
    return _say("paid", lang).format(**purses)


def _of_policy(name: str, lang: Lang) -> Iterator[str]:
    from sim.documents.chinese_policies import POLICY_LINES
    from sim.documents.markdown import first_line
    from sim.policies import POLICIES

    yield POLICY_LINES.get(name, "") if lang == Lang.ZH else first_line(POLICIES[name])


def _reach(policy: str, lever: str, *, lang: Lang) -> Iterator[str]:
    """The channels that a lever moves, the phases that read them, and what it costs."""
    from sim.documents.chinese_columns import CHANNELS
    from sim.effects import Effects
    from sim.levers import shared_levers
    from sim.money import LINE, LINES
    from sim.reach import reach_of

    if lever in {each.key for each in shared_levers()}:
        yield _say("dose", lang)
        return
    compile_once(lang)
    reach = reach_of(policy, lever)
    if not (reach.channels or reach.lines):
        yield _say("nowhere", lang)
    for channel in reach.channels:
        said = CHANNELS.get(channel, channel) if lang == Lang.ZH else Effects.unit_of(channel)
        shown = f"{channel}（{said}）" if lang == Lang.ZH else f"{channel} ({said})"
        yield _say("channel", lang).format(value=shown)
    if reach.phases:
        yield _say("acts", lang)
        yield from _phases(reach.phases, lang)
    if reach.lines:
        titles = (LINES[LINE[line]] for line in reach.lines)
        names = [line.zh if lang == Lang.ZH else line.en for line in titles]
        joined = "、".join(names) if lang == Lang.ZH else ", ".join(names)
        yield _say("costs", lang).format(value=joined)


def _readers(name: str, lang: Lang) -> Iterator[str]:
    """The phases that read an assumption, and what reads it besides."""
    from sim.policies import POLICIES
    from sim.reach import others_reading, phases_reading

    yield _say("read", lang)
    yield from _phases(phases_reading(name), lang)
    for place in others_reading(name):
        policy = place.removeprefix("policies.")
        if policy in POLICIES:
            yield f"  {place}: {POLICIES[policy].TITLE[lang.value]}"
        else:
            yield f"  {_say(place, lang)}"


def _phases(names: Collection[str], lang: Lang) -> Iterator[str]:
    """Phases by name, each with what happens in it."""
    from sim.documents.chinese import PHASES
    from sim.documents.markdown import first_line
    from sim.schedule import SCHEDULE

    for phase in SCHEDULE:
        if phase.__name__ in names:
            told = PHASES.get(phase.__name__, "") if lang == Lang.ZH else first_line(phase)
            yield f"  {phase.__name__}: {told}"
