"""Tables of what is not known: assumptions, switches, contested signs, named worlds."""

from __future__ import annotations

from typing import Any

from sim.assumptions import Assumptions, ranges
from sim.documents.chinese import GROUPS, WORDS
from sim.documents.language import grade, head, own, source, titles, unit
from sim.documents.markdown import code, codes, first_line, table
from sim.levers import setting
from sim.params import GRADES, Declaration
from sim.presets import PRESETS
from sim.readings import read_by
from sim.schedule import SCHEDULE
from sim.words import Language, percent, say

STRUCTURE = ("mechanisms", "signs")
"""Groups that ask how things hang together, not how large something is."""


def parameters(lang: Language = "en") -> str:
    """Every assumption, one table for each mechanism."""
    return "\n".join(
        f"{_about(group, field, lang)}\n\n{_parameters_of(group, lang)}"
        for group, field in Assumptions.model_fields.items()
        if group not in STRUCTURE
    )


def _about(group: str, field: Any, lang: Language) -> str:
    said = first_line(field.annotation) if lang == "en" else GROUPS.get(group, group)
    return f"**{group}** — {said}" if lang == "en" else f"**{said}**（`{group}`）"


def _in(group: str) -> dict[str, Declaration]:
    return {key: item for key, item in ranges().items() if key.startswith(f"{group}.")}


def _parameters_of(group: str, lang: Language) -> str:
    names = "key title 中文 default range unit source grade"
    rows = (
        (
            code(key), *titles(item.en, item.zh, lang), setting(item.default),
            f"{setting(item.low)} … {setting(item.high)}", unit(item.unit, lang),
            source(item), grade(item, lang),
        )
        for key, item in _in(group).items()
    )  # fmt: skip
    return table(head(own(names, lang), lang), rows)


def grades(lang: Language = "en") -> str:
    """How well the assumptions are founded."""
    found = [item.grade for item in ranges().values()]
    rows = [
        (
            each if lang == "en" else say(f"grade.{each}", lang),
            found.count(each), percent(found.count(each) / len(found), lang),
        )
        for each in GRADES
    ]  # fmt: skip
    everything = (say("all", lang, WORDS), len(found), "")
    return table(head("grade parameters share", lang), [*rows, everything])


def mechanisms(lang: Language = "en") -> str:
    """Every mechanism that can be switched off, and what the switch acts on."""
    return _structure("mechanisms", "key title 中文 default range source scales read", lang)


def signs(lang: Language = "en") -> str:
    """Signs on which the evidence disagrees, and what they act on."""
    return _structure("signs", "key title 中文 default range source scales read", lang)


def _structure(group: str, names: str, lang: Language) -> str:
    scaled = Assumptions.model_fields[group].annotation.SCALES  # type: ignore[union-attr]
    rows = []
    for key, item in _in(group).items():
        name = key.partition(".")[2]
        acts_on = (codes(scaled.get(name, ())), codes(_readers(f"{group}.{name}")))
        extent = (setting(item.default), f"{setting(item.low)} … {setting(item.high)}")
        about = (*extent, source(item)) if "default" in names else ()
        rows.append((code(key), *titles(item.en, item.zh, lang), *about, *acts_on))
    return table(head(own(names, lang), lang), rows)


def _readers(key: str) -> list[str]:
    """The phases that read a switch or a sign themselves, or in a rule."""
    return [loop.__name__ for loop in SCHEDULE if key in read_by(loop)]


def worlds(lang: Language = "en") -> str:
    """Named alternative worlds: what else may be true."""
    rows = (
        (
            code(key), preset.title[lang],
            ", ".join(f"{code(name)} {setting(value)}" for name, value in preset.values.items()),
            preset.contested[lang], preset.source,
        )
        for key, preset in PRESETS.items()
    )  # fmt: skip
    return table(head("key title assumes contested source", lang), rows)
