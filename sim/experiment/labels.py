"""What points are called: by the names and values of the factors in which they differ."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from sim.assumptions import ranges
from sim.levers import levers, shared_levers
from sim.policies import POLICIES
from sim.sampling import DUMMY
from sim.words import Catalogue, Language, say

LONGEST = 120

SHORT = {
    DUMMY: ("an inert parameter", "无作用的参数"),
    "rollout.pilots": ("number of pilots", "试点数"),
    "rollout.effort": ("effort", "试点投入"),
    "rollout.scale_funding": ("funding kept", "推广经费保留"),
}
"""Names shorter than those declared, for what comes several to a line."""

VALUES: Catalogue = {
    "intact": ("villages moved whole", "整村安置"),
    "mixed": ("villages dispersed", "分散安置"),
    "as_found": ("villages moved as found", "按现状安置"),
    "best_off": ("best-off pilots", "选条件最好的社区试点"),
    "worst_off": ("worst-off pilots", "选条件最差的社区试点"),
    "random": ("pilots by lot", "随机抽取试点"),
    "connected": ("best-connected pilots", "选关系最密切的社区试点"),
}
"""Values that say by themselves what they are."""


def label(settings: Mapping[str, Any]) -> str:
    """Settings in short: the last part of each key and its value."""
    shorts = [key.rsplit(".", 1)[-1] for key in settings]
    names = [
        short if shorts.count(short) == 1 else key
        for key, short in zip(settings, shorts, strict=True)
    ]
    pairs = zip(names, settings.values(), strict=True)
    return _clipped(", ".join(f"{name}={_written(value)}" for name, value in pairs))


def spoken(settings: Mapping[str, Any], lang: Language) -> str:
    """The same in words, as charts and sentences call it."""
    parts = []
    for key, value in settings.items():
        if isinstance(value, str) and value in VALUES:
            parts.append(say(value, lang, VALUES))
        else:
            parts.append(f"{factor_title(key)[lang == 'zh']} {_written(value)}")
    return _clipped(("，" if lang == "zh" else ", ").join(parts))


def factor_title(key: str) -> tuple[str, str]:
    """What a setting is called; its key where nothing declares it."""
    return _titles().get(key, (key.rsplit(".", 1)[-1], key.rsplit(".", 1)[-1]))


@cache
def _titles() -> dict[str, tuple[str, str]]:
    found = {f"assumptions.{name}": (item.en, item.zh) for name, item in ranges().items()}
    for policy in POLICIES:
        for lever in (*levers(policy), *shared_levers()):
            found[f"policies.{policy}.{lever.key}"] = (lever.en, lever.zh)
    return found | SHORT


def _written(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.6g}"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _clipped(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
