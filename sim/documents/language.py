"""What the tables of both languages share: headers, titles, units and grades."""

from __future__ import annotations

from sim.documents.chinese import WORDS
from sim.levers import Lever
from sim.params import Declaration
from sim.words import Language, say, unit_name


def head(names: str, lang: Language) -> list[str]:
    """Headers by name, such as ``key title unit``."""
    return [say(name, lang, WORDS) for name in names.split()]


def titles(en: str, zh: str, lang: Language) -> tuple[str, ...]:
    """The English pages show both names, the Chinese ones the Chinese."""
    return (en, zh) if lang == "en" else (zh,)


def source(item: Declaration | Lever) -> str:
    """The tag of a source; that nobody measured it is said by the grade."""
    return "" if item.source == item.grade else item.source


def grade(item: Declaration | Lever, lang: Language) -> str:
    """How well a number is founded."""
    return say(f"grade.{item.grade}", lang) if item.grade and lang == "zh" else item.grade


def unit(name: str, lang: Language) -> str:
    """A unit: as declared in English, in words in Chinese."""
    return name if lang == "en" else unit_name(name, lang)


def own(names: str, lang: Language) -> str:
    """Headers of this language: the Chinese name has a column of its own in English."""
    return names if lang == "en" else names.replace(" 中文", "")
