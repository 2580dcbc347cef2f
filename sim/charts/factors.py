"""What the factors of a design are called on a chart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.assumptions import ranges
from sim.charts.look import Look
from sim.sampling import DUMMY
from sim.words import Catalogue, named

Names = Mapping[str, Any]
"""Key of a factor, or a value that is a word → its title, a `Label` or {"en", "zh"}."""

WORDING: Catalogue = {
    DUMMY: ("An inert parameter", "无作用的参数"),
    "effect": ("the effect on {outcome}", "{outcome}的效应"),
}


def factor_name(key: str, names: Names | None, look: Look) -> str:
    """The title that is given, else that of the assumption, else the last part of the key."""
    if names and key in names:
        return named(names, key, look.lang)
    if key in WORDING:
        return look.say(key, WORDING)
    item = ranges().get(key.removeprefix("assumptions."))
    if item is not None:
        return item.zh if look.lang == "zh" else item.en
    return named(None, key.rsplit(".", 1)[-1], look.lang)


def subject(outcome: str, paired: bool, look: Look) -> str:
    """What factors act on, inside a sentence: the outcome, or ``paired`` the effect on it."""
    said = look.inside(outcome)
    return look.say("effect", WORDING).format(outcome=said) if paired else said


def value_name(value: object, names: Names | None, look: Look) -> str:
    """One value of a factor: a number without needless digits, or the title of a word."""
    if isinstance(value, str):
        return named(names, value, look.lang)
    if isinstance(value, bool) or not isinstance(value, float | int):
        return str(value)
    return f"{value:.4g}".replace("-", "−")
