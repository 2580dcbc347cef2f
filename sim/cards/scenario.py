"""What a scenario shows of itself: its county, its months, its policies and their levers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sim.assumptions import ranges
from sim.levers import Lever, levers, setting, shared_levers
from sim.markup import Shown, card, code, line, listed, table
from sim.policies import Policy
from sim.words import Catalogue, Language, named, say

if TYPE_CHECKING:
    from sim.scenario import Scenario

WORDING: Catalogue = {
    "scenario": ("Scenario: {title}", "情景：{title}"),
    "illustrative": ("illustrative county", "示例县"),
    "own_county": ("the county in {file}", "{file}所载的县"),
    "setting": (
        "{county} · {months} months reported after {burn_in} of burn-in · {residents}",
        "{county}，预热{burn_in}个月后报告{months}个月，{residents}",
    ),
    "residents": ("{count:,} simulated residents", "模拟居民{count:,}人"),
    "everybody": ("every resident simulated", "模拟全部居民"),
    "budget": (
        "at most {yuan:g} yuan per resident and year",
        "人均年度预算上限{yuan:g}元",
    ),
    "no_policy": ("No policy: the county goes on as it is.", "不实施政策，县域按现状延续。"),
    "rollout": (
        "Pilots first: {pilots} communities for {months} months",
        "先行试点：{pilots}个社区，{months}个月",
    ),
    "policy": ("policy", "政策"),
    "lever": ("what is set", "政策参数"),
    "value": ("value", "取值"),
    "usual": ("usual", "默认值"),
    "with_key": ("{name} ({key})", "{name}（{key}）"),
    "as_usual": ("all levers at their usual values", "全部参数取默认值"),
    "begun": ("{policy} (begun before)", "{policy}（此前已实施）"),
    "assumed": ("assumption", "假定"),
    "warning": ("Warning: {text}", "提醒：{text}"),
}


def scenario_card(scenario: Scenario, lang: Language = "en") -> Shown:
    """A scenario in a card."""
    title = say("scenario", lang, WORDING).format(title=named({"": scenario.title}, "", lang))
    description = scenario.description.get(lang, "") if scenario.description else ""
    heads = [say(key, lang, WORDING) for key in ("policy", "lever", "value", "usual")]
    rows = list(_rows(scenario, lang))
    warnings = [say("warning", lang, WORDING).format(text=text) for text in scenario.warnings]
    return card(
        title or scenario.name,
        line(description),
        line(_setting(scenario, lang), faint=True),
        table(heads, rows) or line(say("no_policy", lang, WORDING)),
        line(_rollout(scenario, lang)),
        listed(warnings),
        code("sim.run(scenario).plot()    scenario.plot()"),
    )


def _setting(scenario: Scenario, lang: Language) -> str:
    """County, months and residents."""
    file = scenario.county.rpartition("/")[2]
    own = say("own_county", lang, WORDING).format(file=file)
    county = say("illustrative", lang, WORDING) if scenario.county == "illustrative" else own
    count = scenario.residents
    residents = say("residents" if count else "everybody", lang, WORDING).format(count=count or 0)
    text = say("setting", lang, WORDING).format(
        county=county, months=scenario.months, burn_in=scenario.burn_in, residents=residents
    )
    if scenario.budget is None:
        return text
    return text + say("aside", lang) + say("budget", lang, WORDING).format(yuan=scenario.budget)


def _rollout(scenario: Scenario, lang: Language) -> str:
    rollout = scenario.rollout
    if rollout is None:
        return ""
    words = say("rollout", lang, WORDING)
    return words.format(pilots=rollout.pilots, months=rollout.months)


def _rows(scenario: Scenario, lang: Language) -> Iterator[tuple[str, str, str, str]]:
    """Every lever that is not as usual; a policy without any has a row that says so."""
    for key, policy in scenario.begun.given().items():
        yield from _policy_rows(key, policy, lang, begun=True)
    for key, policy in scenario.policies.given().items():
        yield from _policy_rows(key, policy, lang)
    known = ranges()
    for group, values in scenario.assumptions.items():
        for name, value in values.items():
            item = known[f"{group}.{name}"]
            title = item.zh if lang == "zh" else item.en
            yield say("assumed", lang, WORDING), title, _told(value), _told(item.default)


def _policy_rows(
    key: str, policy: Policy, lang: Language, *, begun: bool = False
) -> Iterator[tuple[str, str, str, str]]:
    title = policy.TITLE.get(lang, key)
    title = say("begun", lang, WORDING).format(policy=title) if begun else title
    changed = list(changed_levers(key, policy))
    if not changed:
        yield title, say("as_usual", lang, WORDING), "", ""
    for lever, value in changed:
        name = lever.zh if lang == "zh" else lever.en
        told = say("with_key", lang, WORDING).format(name=name, key=lever.key)
        yield title, told, _told(value), _told(lever.default)
        title = ""


def changed_levers(key: str, policy: Policy) -> Iterator[tuple[Lever, Any]]:
    """Every lever that is not at its usual value, with its value; its own first."""
    for lever in (*levers(key), *shared_levers()):
        value = _value_at(policy, lever.key)
        if value not in (ABSENT, lever.default):
            yield lever, value


ABSENT = object()
"""Where a group of settings is left out, none of its levers has a value."""


def _value_at(policy: Policy, dotted_key: str) -> Any:
    """What stands in a policy under a dotted key."""
    value: Any = policy
    for step in dotted_key.split("."):
        value = value.get(step, ABSENT) if isinstance(value, dict) else getattr(value, step, ABSENT)
    return value


def _told(value: Any) -> str:
    """A setting in a cell."""
    return "–" if value is None else setting(value)
