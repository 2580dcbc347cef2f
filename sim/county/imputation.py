"""What a county table does not say, filled in by stated rules, one community at a time.

Every rule sees one community only, and its luck is keyed by the community's code, so that
one more row changes no other row. The rules are magnitudes, not measurements of a place:
``how``, ``source`` and ``grade`` are printed wherever a cell was imputed. Source tags such
as S27 stand in ``docs/reference/sources.md``.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sim.draws import draw, named
from sim.params import Grade
from sim.vocabulary import ORGANIZATION_ROWS, STAFF_ROWS

PERSONS_PER_HOUSEHOLD = 2.6
RESIDENTS_PER_WORKER = 650
FEWEST_STAFF = {"residents": 5, "villagers": 3}
MOST_STAFF = STAFF_ROWS * 3 // 4
"""Workers imputed at most, so that policies find free rows for those they place."""
RESIDENTS_PER_GRID_WORKER = 1250
FLOOR_SPACE_STANDARD = 0.3
"""Square meters per household."""
SHORTFALL = (0.5, 0.9)
ORGANIZATIONS_PER_RESIDENT = 0.8 / 4000
ORGANIZATIONS_RANGE = (0.2, 2.0)
TRANSPLANT = 0.4
ASSETS_PER_RESIDENT = {"villagers": 1000.0, "resettlement": 600.0}
SPREAD = 0.2
"""A share varies by a fifth around that of its kind."""

SHARES = {
    "established": {"share_exvillager": 0.05, "share_migrant": 0.20, "share_60plus": 0.22},
    "resettlement": {"share_exvillager": 0.65, "share_migrant": 0.15, "share_60plus": 0.20},
    "mixed_new": {"share_exvillager": 0.30, "share_migrant": 0.40, "share_60plus": 0.12},
    "village": {"share_exvillager": 0.0, "share_migrant": 0.08, "share_60plus": 0.24},
}
STAFF_MIX = {
    "established": (20, 35, 10, 20, 15),
    "resettlement": (50, 20, 10, 10, 10),
    "mixed_new": (30, 25, 15, 20, 10),
    "village": (70, 20, 5, 0, 5),
}
"""Percent of cadre, elected, graduate, social worker and post."""
STAFF = ("staff_cadre", "staff_elected", "staff_graduate", "staff_social_worker", "staff_post")

AREA_ODDS = {"development_zone": 1 / 6, "north_city": 1 / 3, "other": 1 / 2}
AREA_OF_TOWN = {"street": "north_city", "zone": "development_zone", "town": "other"}
KIND_ODDS = {
    ("residents", "development_zone"): {"established": 0.1, "resettlement": 0.4, "mixed_new": 0.5},
    ("residents", "north_city"): {"established": 0.4, "resettlement": 0.25, "mixed_new": 0.35},
    ("residents", "other"): {"established": 0.7, "resettlement": 0.1, "mixed_new": 0.2},
    ("villagers", "development_zone"): {"resettlement": 0.4, "mixed_new": 0.2, "village": 0.4},
    ("villagers", "north_city"): {"resettlement": 0.3, "mixed_new": 0.1, "village": 0.6},
    ("villagers", "other"): {"resettlement": 0.05, "village": 0.95},
}
PROPERTY_ODDS = {
    "established": {"none": 0.3, "subsidized": 0.4, "company": 0.3},
    "resettlement": {"none": 0.1, "subsidized": 0.6, "company": 0.3},
    "mixed_new": {"subsidized": 0.1, "company": 0.9},
    "village": {"none": 0.9, "subsidized": 0.1},
}
OWNERS_COMMITTEE_ODDS = {
    "established": 0.15, "resettlement": 0.10, "mixed_new": 0.30, "village": 0.0
}  # fmt: skip
TOWN_DISTANCE = {
    "development_zone": (4_000.0, 8_000.0),
    "north_city": (1_000.0, 5_000.0),
    "other": (8_000.0, 25_000.0),
}
"""Meters from the county seat to a town's center, nearest and farthest."""
TOWN_RADIUS = {"village": 4_000.0}
TOWN_RADIUS_BUILT_UP = 1_500.0


class Row(dict[str, Any]):
    """One community while it is being filled: known values, and which of them were given.

    Besides columns it may hold ``staff`` (a given total), ``town_form`` and ``unit_form``
    (what a division code says) and ``position`` (its place in the table, from 1).
    """

    def __init__(self, values: dict[str, Any]) -> None:
        super().__init__(values)
        self.given = frozenset(values)


@dataclass(frozen=True, slots=True)
class Imputation:
    """How one column is filled where it is empty."""

    column: str
    how: str
    source: str
    grade: Grade
    fill: Callable[[Row], Any]


def keyed(decision: str, place: str) -> float:
    """A number in [0, 1) that belongs to one imputed column of one place for ever."""
    return draw(0, f"impute.{decision}", -1, int(named(place)))


def luck(row: Row, decision: str) -> float:
    """The community's own draw for one imputed column."""
    return keyed(decision, row["code"])


def town_luck(row: Row, decision: str) -> float:
    """A draw shared by the communities of one town, where the town is known."""
    return keyed(decision, f"town {row['township']}" if "township" in row.given else row["code"])


def chosen(odds: dict[str, float], number: float) -> str:
    """The word a number in [0, 1) falls on."""
    for word, share in odds.items():
        number -= share
        if number < 0:
            return word
    return word


def _code(row: Row) -> str:
    return "/".join(row[part] for part in ("township", "name") if part in row.given)


def _area(row: Row) -> str:
    if "town_form" in row:
        return AREA_OF_TOWN[row["town_form"]]
    return chosen(AREA_ODDS, town_luck(row, "area"))


def _committee(row: Row) -> str:
    if "unit_form" in row:
        return "residents"
    if "kind" in row.given:
        return "villagers" if row["kind"] == "village" else "residents"
    villages = ("村", "村委会", "村民委员会", " village")
    return "villagers" if row["name"].casefold().endswith(villages) else "residents"


def _kind(row: Row) -> str:
    if row.get("unit_form") == "other":
        return "mixed_new"
    return chosen(KIND_ODDS[row["committee"], row["area"]], luck(row, "kind"))


def _share(column: str) -> Callable[[Row], float]:
    other = {"share_exvillager": "share_migrant", "share_migrant": "share_exvillager"}

    def fill(row: Row) -> float:
        share = SHARES[row["kind"]][column] * (1 + SPREAD * (2 * luck(row, column) - 1))
        return round(min(share, 1 - row.get(other.get(column, ""), 0.0)), 3)

    return fill


def _split(total: int, weights: tuple[int, ...]) -> list[int]:
    """Whole numbers in proportion to weights that add up to the total; ties go to the first."""
    parts = [total * weight // sum(weights) for weight in weights]
    order = sorted(range(len(weights)), key=lambda k: (-(total * weights[k] % sum(weights)), k))
    for k in order[: total - sum(parts)]:
        parts[k] += 1
    return parts


def _staff(column: str) -> Callable[[Row], int]:
    def fill(row: Row) -> int:
        asked = max(FEWEST_STAFF[row["committee"]], round(row["residents"] / RESIDENTS_PER_WORKER))
        total = row["staff"] if "staff" in row else min(asked, MOST_STAFF)
        known = sum(row[kind] for kind in STAFF if kind in row.given)
        open_kinds = [kind for kind in STAFF if kind not in row.given]
        mix = dict(zip(STAFF, STAFF_MIX[row["kind"]], strict=True))
        weights = tuple(mix[kind] for kind in open_kinds)
        weights = weights if any(weights) else (1,) * len(weights)
        parts = _split(max(0, total - known), weights)
        return parts[open_kinds.index(column)]

    return fill


def _grid_workers(row: Row) -> int:
    if row["area"] != "development_zone":
        return 0
    free = STAFF_ROWS - sum(row[kind] for kind in STAFF)
    return min(free, max(1, round(row["residents"] / RESIDENTS_PER_GRID_WORKER)))


def _organizations(row: Row) -> int:
    low, high = ORGANIZATIONS_RANGE
    expected = min(max(row["residents"] * ORGANIZATIONS_PER_RESIDENT, low), high)
    return min(math.floor(expected + luck(row, "organizations")), ORGANIZATION_ROWS)


def _owners_committee(row: Row) -> bool:
    odds = OWNERS_COMMITTEE_ODDS[row["kind"]] if row["property"] != "none" else 0.0
    return luck(row, "owners_committee") < odds


def _floor_space(row: Row) -> float:
    low, high = SHORTFALL
    reached = low + (high - low) * luck(row, "floor_space_m2")
    return float(round(row["households"] * FLOOR_SPACE_STANDARD * reached))


def _assets(row: Row) -> float:
    form = row["committee"] if row["committee"] == "villagers" else row["kind"]
    each = ASSETS_PER_RESIDENT.get(form, 0.0)
    return float(round(row["residents"] * each * (0.5 + luck(row, "collective_assets_yuan")), -3))


def _place(axis: Callable[[float], float]) -> Callable[[Row], float]:
    def fill(row: Row) -> float:
        near, far = TOWN_DISTANCE[row["area"]]
        angle = 2 * math.pi * town_luck(row, "town_angle")
        distance = math.sqrt(near**2 + (far**2 - near**2) * town_luck(row, "town_distance"))
        radius = TOWN_RADIUS.get(row["kind"], TOWN_RADIUS_BUILT_UP) * math.sqrt(luck(row, "radius"))
        turn = 2 * math.pi * luck(row, "angle")
        return float(round(distance * axis(angle) + radius * axis(turn)))

    return fill


_ASSUMED: tuple[str, Grade] = ("assumed", "assumed")

RULES = (
    Imputation("code", "town and name stand in for it", *_ASSUMED, _code),
    Imputation("name", "unit and its place in the table", *_ASSUMED,
               lambda row: f"unit {row['position']:03d}"),
    Imputation("township", "a table without towns is one town", *_ASSUMED, lambda _: "town"),
    Imputation(
        "area",
        "by the town's code: streets (001-099) north city, zones (400-599) development zone, "
        "others other; without a code drawn by town, 1/6, 1/3 and 1/2",
        *_ASSUMED, _area,
    ),
    Imputation(
        "committee",
        "villagers' where the kind is village or the name ends in 村, 村委会 or Village, "
        "residents' elsewhere and where the code says neither",
        *_ASSUMED, _committee,
    ),
    Imputation(
        "kind",
        "drawn by committee and area (villagers' committees elsewhere: 95 % village; residents' "
        "committees elsewhere: 70 % established); other units mixed new",
        *_ASSUMED, _kind,
    ),
    Imputation("residents", "total spread over communities, residents' committees twice "
               "villagers', each times 0.6 to 1.4", *_ASSUMED, lambda row: row["residents"]),
    Imputation("households", f"residents / {PERSONS_PER_HOUSEHOLD}",
               "census of 2020: 2.62 persons", "literature",
               lambda row: float(max(1, round(row["residents"] / PERSONS_PER_HOUSEHOLD)))),
    *(
        Imputation(
            column,
            "by kind (established, resettlement, mixed new, village: "
            + ", ".join(f"{SHARES[kind][column]:g}" for kind in SHARES)
            + f"), times 1 ± {SPREAD:g}",
            *_ASSUMED, _share(column),
        )
        for column in ("share_exvillager", "share_migrant", "share_60plus")
    ),
    *(
        Imputation(
            column,
            f"one worker per {RESIDENTS_PER_WORKER} residents, at least 5 (villagers' committees "
            f"3), at most {MOST_STAFF}; of these by kind "
            + ", ".join(f"{STAFF_MIX[kind][k]} %" for kind in STAFF_MIX),
            "total S19, S20, S27; split assumed", "assumed", _staff(column),
        )
        for k, column in enumerate(STAFF)
    ),
    Imputation("grid_workers", f"one per {RESIDENTS_PER_GRID_WORKER} residents in the "
               "development zone, none elsewhere", "S26", "literature", _grid_workers),
    Imputation("organizations", "0.8 per 4,000 residents, from 0.2 to 2, rounded by a draw",
               *_ASSUMED, _organizations),
    Imputation("property", "drawn by kind (mixed new: 90 % company; village: 90 % none)",
               *_ASSUMED, lambda row: chosen(PROPERTY_ODDS[row["kind"]], luck(row, "property"))),
    Imputation("owners_committee", "drawn where the estate is managed: mixed new 30 %, "
               "established 15 %, resettlement 10 %", *_ASSUMED, _owners_committee),
    Imputation("floor_space_m2", "30 m² per 100 households times a shortfall of 0.5 to 0.9",
               "standard S19, S20; shortfall assumed", "assumed", _floor_space),
    Imputation("platform", "in the development zone only", *_ASSUMED,
               lambda row: row["area"] == "development_zone"),
    Imputation("transplant", f"{TRANSPLANT:g} everywhere", *_ASSUMED, lambda _: TRANSPLANT),
    Imputation("collective_assets_yuan", "¥1,000 per resident under villagers' committees, ¥600 "
               "in other resettlement communities, times 0.5 to 1.5", *_ASSUMED, _assets),
    Imputation("x", "towns around the county seat (development zone 4-8 km, north city 1-5 km, "
               "others 8-25 km), communities within 1.5 km of a town's center, villages 4 km",
               *_ASSUMED, _place(math.cos)),
    Imputation("y", "as x", *_ASSUMED, _place(math.sin)),
)  # fmt: skip
"""In the order they are applied: a rule may use what stands before it."""

RULE_OF = {rule.column: rule for rule in RULES}


def fill(row: Row) -> tuple[str, ...]:
    """Fill the gaps of one community; returns the names of the columns that were filled."""
    filled = []
    for rule in RULES:
        if rule.column not in row:
            row[rule.column] = rule.fill(row)
            filled.append(rule.column)
    return tuple(filled)
