"""What a county shows of itself: its size, its parts, what is known of it and what is not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from sim.markup import Shown, card, code, line, listed, table
from sim.vocabulary import AREAS, COMMUNITY_KINDS
from sim.words import KINDS, Catalogue, Language, percent, say

if TYPE_CHECKING:
    from sim.county import Profile

WORDING: Catalogue = {
    "county": (
        "{communities} communities in {towns} towns, {people:,.0f} residents",
        "社区{communities}个，分属{towns}个乡镇（街道），居民{people:,.0f}人",
    ),
    "staff": (
        "{staff} staff of committees and {grids} grid workers · {organizations} social "
        "organizations · {owners} owners' committees",
        "社区工作者{staff}人，网格员{grids}人，社会组织{organizations}个，业主委员会{owners}个",
    ),
    "part": ("part", "构成"),
    "communities": ("communities", "社区数"),
    "residents": ("residents", "居民数"),
    "share": ("share of residents", "居民占比"),
    "invented": (
        "Invented throughout; its names point to no place.",
        "均为虚构，名称不指向任何实际地点。",
    ),
    "known": ("Every column comes from the table.", "各列均取自数据表。"),
    "imputed": (
        "Imputed, by rule (.summary() tells how): {columns}",
        "按规则填补（.summary()说明方法）：{columns}",
    ),
    "cells": ("{column} ({count} of {communities})", "{column}（{count}／{communities}）"),
    "anonymous": (
        "Communities print as unit 001 and so on: results speak of magnitudes, not of places.",
        "社区以unit 001等编号显示：结果说明量级，不针对具体地点。",
    ),
    "warning": ("Warning: {text}", "提醒：{text}"),
    "development_zone": ("development zone", "开发区"),
    "north_city": ("north of the city", "城北"),
    "other": ("other areas", "其他片区"),
}


def county_card(county: Profile, lang: Language = "en") -> Shown:
    """A county in a card."""
    size = say("county", lang, WORDING).format(
        communities=len(county),
        towns=len(set(county.township.tolist())),
        people=float(county.residents.sum()),
    )
    staff = say("staff", lang, WORDING).format(
        staff=int(county.staff().sum()),
        grids=int(county.grid_workers.sum()),
        organizations=int(county.organizations.sum()),
        owners=int(county.owners_committee.sum()),
    )
    heads = [say(key, lang, WORDING) for key in ("part", "communities", "residents", "share")]
    warnings = [say("warning", lang, WORDING).format(text=text) for text in county.warnings]
    return card(
        county.source.rpartition("/")[2],
        line(size),
        line(staff, faint=True),
        table(heads, _rows(county, lang)),
        line(_imputed(county, lang)),
        line(say("anonymous", lang, WORDING), faint=True) if county.anonymous else "",
        listed(warnings),
        code('.plot()   sim.load_scenario({"county": "FILE", …})'),
    )


def _rows(county: Profile, lang: Language) -> Iterator[tuple[str, str, str, str]]:
    """Areas, then kinds of community, that the county has."""
    whole = float(county.residents.sum())
    for words, codes in ((AREAS, county.area), (COMMUNITY_KINDS, county.kind)):
        for code_of_word, word in enumerate(words):
            here = np.asarray(codes) == code_of_word
            if here.any():
                people = float(county.residents[here].sum())
                part = say(word, lang, {**WORDING, **KINDS})
                yield part, str(int(here.sum())), f"{people:,.0f}", percent(people / whole, lang)


def _imputed(county: Profile, lang: Language) -> str:
    """Which columns were imputed, and for how many communities."""
    if not county.imputed:
        return say("invented" if county.invented else "known", lang, WORDING)
    columns = [
        say("cells", lang, WORDING).format(column=name, count=count, communities=len(county))
        for name, count in county.imputed.items()
    ]
    return say("imputed", lang, WORDING).format(columns=say("comma", lang).join(columns))
