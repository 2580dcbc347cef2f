"""Named alternative worlds: what else may be true where the evidence disagrees.

In each of five worlds one contested sign points the other way; in each of two more a mechanism
that the model rests on is switched off, so that one sees what hangs on it. A scenario assumes
one with ``assumptions: {preset: crowding_in}``, an experiment goes through several with
``worlds: {named: [default, crowding_in]}``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

DEFAULT = "default"
"""The world in which every assumption has its default."""


@dataclass(frozen=True, slots=True)
class Preset:
    """One named world: what it assumes, by dotted name, and what is disputed about it."""

    title: Mapping[str, str]
    values: Mapping[str, float]
    contested: Mapping[str, str]
    source: str


PRESETS: dict[str, Preset] = {
    "crowding_in": Preset(
        {"en": "Government money draws volunteers in", "zh": "政府资金带动志愿服务"},
        {"signs.crowding": -1.0},
        {
            "en": "Whether volunteers stay away from organizations that live on government money, "
            "or come because what they help with is better run.",
            "zh": "社会组织依赖政府资金时，志愿者是因此退出，还是因服务改善而加入。",
        },
        "S77, S78, S79, S80",
    ),
    "organizations_displace": Preset(
        {"en": "Organizations stand in for residents", "zh": "组织替代居民参与"},
        {"signs.organizations": -1.0},
        {
            "en": "Whether many organizations do nothing for turnout at assemblies and elections, "
            "or lower it, as one survey of institutional participation found.",
            "zh": "社会组织密度与制度性参与无关，还是如一项调查所示，组织越多、制度性参与越少。",
        },
        "S50",
    ),
    "years_estrange": Preset(
        {"en": "Years in a new estate estrange", "zh": "新小区住得越久越疏离"},
        {"signs.residence": -1.0},
        {
            "en": "Whether years of residence attach people to a large new estate as they do to an "
            "old neighborhood, or wear out what they expected of it.",
            "zh": "在大型新小区，居住年限是像老街坊那样增进归属，还是逐渐消磨期望。",
        },
        "S45, S111",
    ),
    "example_discourages": Preset(
        {"en": "Active neighbors discourage", "zh": "他人参与反而抑制自己参与"},
        {"signs.social_information": -1.0},
        {
            "en": "Whether those who see what others do follow them, or leave it to them.",
            "zh": "得知他人参与之后，居民是跟随，还是留给他人去做。",
        },
        "S106, S107",
    ),
    "villages_resent": Preset(
        {"en": "Villages moved whole keep their grievance", "zh": "整村安置后怨气难消"},
        {"signs.resettlement": -1.0},
        {
            "en": "Whether ex-villagers housed among their own feel at home sooner, or keep the "
            "grievance of expropriation alive among themselves.",
            "zh": "整村安置的居民是更快融入，还是在同村人之间延续征地怨气。",
        },
        "S41, S44",
    ),
    "no_social_influence": Preset(
        {"en": "Nobody influences anybody", "zh": "无社会影响"},
        {"mechanisms.social_influence": 0.0},
        {
            "en": "A rival account: residents act on what they meet themselves; neighbors neither "
            "ask them, nor set an example, nor tell them anything.",
            "zh": "竞争性解释：居民只凭亲身经历行事，邻里既不相邀，也不示范，也不传话。",
        },
        "assumed",
    ),
    "no_upward_priority": Preset(
        {"en": "Work from above has no priority", "zh": "政务不优先"},
        {"mechanisms.upward_priority": 0.0},
        {
            "en": "A rival account: committees divide their hours by what is asked of them, "
            "whoever asks.",
            "zh": "竞争性解释：居（村）委会按各方要求的多少分配工时，不分来自政府还是居民。",
        },
        "assumed",
    ),
}
"""Every named world besides the default one, by key."""


def title_of(name: str) -> Mapping[str, str]:
    """What a named world is called in both languages."""
    return PRESETS[name].title if name in PRESETS else {"en": "Default world", "zh": "默认世界"}


def values_of(names: Sequence[str]) -> dict[str, float]:
    """What some named worlds assume together, by dotted name; no two set the same assumption."""
    return {
        assumption: value
        for name in names
        if name != DEFAULT
        for assumption, value in PRESETS[name].values.items()
    }
