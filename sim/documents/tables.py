"""Tables of what happens, what is chosen and what is measured, in English and in Chinese."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields
from importlib import import_module
from inspect import getmembers, signature
from pkgutil import iter_modules
from typing import Any

import sim.rules
from sim.codebook.definitions import DEFINITIONS
from sim.documents.chinese import ACCOUNTS, KINDS, PHASES, WORDS
from sim.documents.chinese_columns import CHANNELS, COLUMNS
from sim.documents.chinese_policies import POLICY_LINES
from sim.documents.language import grade, head, own, source, titles, unit
from sim.documents.markdown import code, codes, first_line, table, whole
from sim.documents.uncertain import grades, mechanisms, parameters, signs, worlds
from sim.effects import Effects
from sim.levers import Lever, levers, setting, shared_levers, span
from sim.money import LINES
from sim.outcomes import OUTCOMES
from sim.policies import POLICIES
from sim.reach import phases_with
from sim.schedule import SCHEDULE
from sim.state import Communities, Facilities, Organizations, Residents, Staff
from sim.words import Language, say

TABLES_OF_STATE = (Residents, Communities, Staff, Organizations, Facilities)


def schedule(lang: Language = "en") -> str:
    """The month, phase by phase."""
    rows = (
        (number, code(phase.__name__), _happens(phase, lang), _written(phase, lang))
        for number, phase in enumerate(SCHEDULE, 1)
    )
    return table(head("number phase happens written", lang), rows)


def _happens(phase: Any, lang: Language) -> str:
    return first_line(phase) if lang == "en" else PHASES.get(phase.__name__, first_line(phase))


def _written(phase: Any, lang: Language) -> str:
    names = dict.fromkeys(name.partition(".")[0] for name in phase.writes)
    return ", ".join(names) if lang == "en" else "、".join(KINDS.get(name, name) for name in names)


def state(lang: Language = "en") -> str:
    """The columns of every kind of agent."""
    return "\n".join(_columns_of(kind, lang) for kind in TABLES_OF_STATE)


def _columns_of(kind: Any, lang: Language) -> str:
    name = kind.__name__.lower()
    about = f"**{kind.__name__}** — {first_line(kind)}"
    if lang == "zh":
        about = f"**{KINDS[name]}**（`{name}`）"
    rows = (
        (code(item.name), _means(f"{name}.{item.name}", kind.unit_of(item.name), COLUMNS, lang))
        for item in fields(kind)
        if "unit" in item.metadata
    )
    return f"{about}\n\n" + table(head("column_of_state extent", lang), rows)


def _means(key: str, en: str, names: Any, lang: Language) -> str:
    return en if lang == "en" else names.get(key, en)


def channels(lang: Language = "en") -> str:
    """What a policy may act on, and the phases that apply it."""
    rows = (
        (
            code(name), _means(name, Effects.unit_of(name), CHANNELS, lang),
            codes(phases_with(name)),
        )
        for name in Effects.column_names()
    )  # fmt: skip
    return table(head("channel extent applied", lang), rows)


def rules() -> str:
    """Every rule with what it says happens."""
    modules = (import_module(f"sim.rules.{each.name}") for each in iter_modules(sim.rules.__path__))
    rows = (
        (
            f"`{module.__name__.rpartition('.')[2]}.{name}`", _inputs(rule), whole(rule.py_func),
        )
        for module in modules
        for name, rule in getmembers(module, _is_rule)
        if rule.py_func.__module__ == module.__name__
    )  # fmt: skip
    return table(("rule", "of", "what happens"), rows)


def _is_rule(item: Any) -> bool:
    return hasattr(item, "py_func")


def _inputs(rule: Any) -> str:
    return ", ".join(name for name in signature(rule.py_func).parameters if name not in ("p", "q"))


# -- what is chosen and what is measured -----------------------------------------------------


def policies(lang: Language = "en") -> str:
    """Every policy with its levers, and the levers all of them share."""
    parts = [f"{_policy(key, lang)}\n\n{_levers(levers(key), lang)}" for key in POLICIES]
    return "\n".join([*parts, f"{say('shared', lang, WORDS)}\n\n{_levers(shared_levers(), lang)}"])


def _policy(key: str, lang: Language) -> str:
    policy = POLICIES[key]
    if lang == "zh":
        said = POLICY_LINES.get(key, "")
        return f"**{policy.TITLE['zh']}**（`{key}`）：{said}。"
    return f"**{policy.TITLE['en']} {policy.TITLE['zh']}** (`{key}`) — {first_line(policy)}"


def _levers(items: Iterable[Lever], lang: Language) -> str:
    rows = (
        (
            code(item.key), *titles(item.en, item.zh, lang), code(setting(item.default)),
            span(item), unit(item.unit, lang) if item.unit else "", source(item),
            grade(item, lang),
        )
        for item in items
    )  # fmt: skip
    return table(head(own("lever title 中文 default range unit source grade", lang), lang), rows)


def outcomes(lang: Language = "en") -> str:
    """Everything that is measured."""
    names = "key title 中文 unit direction level definition"
    rows = (
        (
            f"**{code(item.key)}**" if item.headline else code(item.key),
            *titles(item.en, item.zh, lang), unit(item.unit, lang),
            say(f"direction.{item.direction}", lang, WORDS), say(item.level, lang, WORDS),
            _means(item.key, item.definition, DEFINITIONS, lang),
        )
        for item in OUTCOMES.values()
    )  # fmt: skip
    return table(head(own(names, lang), lang), rows)


def lines(lang: Language = "en") -> str:
    """Every way money can go."""
    rows = (
        (
            code(line.name), *titles(line.en, line.zh, lang),
            *(_means(each, each, ACCOUNTS, lang) for each in (line.payer, line.payee)),
        )
        for line in LINES
    )  # fmt: skip
    return table(head(own("line title 中文 payer payee", lang), lang), rows)


TABLES: dict[str, Callable[..., str]] = {
    each.__name__: each
    for each in (
        parameters, grades, mechanisms, signs, worlds, schedule, state, channels, policies,
        outcomes, lines,
    )
}  # fmt: skip
"""The tables told in both languages."""
