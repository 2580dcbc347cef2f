"""What an official division code says of a village-level unit, and what it does not.

Twelve digits: 1-6 the county, 7-9 the town, 10-12 the unit. The last three tell the legal
form of its committee, not whether the place is urban: 001-199 a residents' committee,
200-399 a villagers' committee, 400-599 another unit, such as a farm or an industrial zone.
The town's digits tell a street office (001-099) and a zone run like a town (400-599) from
towns and townships.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass

RELATIVE_SIZE = {"residents": 2.0, "villagers": 1.0, "other": 2.0}
"""Residents of an average unit, villagers' committees taken as one. *Assumed.*"""
SPREAD = (0.6, 1.4)
"""Lowest and highest size against the average of its legal form. *Assumed.*"""


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit as its code describes it."""

    code: str
    county: str
    town: str
    town_form: str
    unit_form: str


def unit_of(code: str) -> Unit | None:
    """The unit a 12-digit code names, or None where the text is no such code."""
    if not re.fullmatch(r"[1-9]\d{11}", code, re.ASCII) or _form(int(code[9:])) is None:
        return None
    return Unit(code, code[:6], code[6:9], _town_form(int(code[6:9])), str(_form(int(code[9:]))))


def _form(suffix: int) -> str | None:
    if 1 <= suffix <= 199:
        return "residents"
    if 200 <= suffix <= 399:
        return "villagers"
    return "other" if 400 <= suffix <= 599 else None


def _town_form(digits: int) -> str:
    if 1 <= digits <= 99:
        return "street"
    return "zone" if 400 <= digits <= 599 else "town"


def is_town(code: str) -> bool:
    """Whether a code names a town or county itself: lists often hold rows for them."""
    return bool(re.fullmatch(r"[1-9]\d{8}000", code, re.ASCII))


def code_fault(code: str) -> str:
    """What was expected instead of a faulty code; nothing where the code is sound."""
    if unit_of(code) is not None:
        return ""
    if not re.fullmatch(r"\d+", code, re.ASCII):
        return "12 digits"
    if len(code) != 12:
        return f"12 digits, this has {len(code)}"
    return "a code whose last three digits lie between 001 and 599"


def strangers(units: list[Unit]) -> set[str]:
    """Codes outside the county that most codes belong to."""
    county = Counter(unit.county for unit in units).most_common(1)[0][0] if units else ""
    return {unit.code for unit in units if unit.county != county}


def spread_population(units: list[Unit], luck: list[float], population: int) -> list[int]:
    """People per unit: by legal form and the unit's own luck, adding up to the population."""
    low, high = SPREAD
    weights = [
        RELATIVE_SIZE[unit.unit_form] * (low + (high - low) * number)
        for unit, number in zip(units, luck, strict=True)
    ]
    free = population - len(units)
    exact = [free * weight / math.fsum(weights) for weight in weights]
    people = [1 + math.floor(share) for share in exact]
    order = sorted(range(len(units)), key=lambda k: (math.floor(exact[k]) - exact[k], k))
    for k in order[: population - sum(people)]:
        people[k] += 1
    return people
