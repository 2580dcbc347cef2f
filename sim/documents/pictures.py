"""Pictures that follow from the code: the causal loops, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from sim.documents.causal import Link, links
from sim.documents.chinese import WORDS
from sim.documents.markdown import codes, table
from sim.documents.nodes import NODES
from sim.documents.nudging import columns_of
from sim.schedule import SCHEDULE
from sim.words import Catalogue, Language, say

LOOPS: dict[Language, str] = {
    "en": "docs/reference/pictures/causal_loops.svg",
    "zh": "docs/reference/pictures/causal_loops.zh.svg",
}
LONGEST = 3
"""Arrows of the longest loops that are listed."""

PICTURE: Catalogue = {
    "title": ("What acts on what: causal loops of the model", "何者影响何者：模型的因果回路"),
    "note": (
        "Signs measured, not drawn by hand: in the settled illustrative county each quantity is "
        "nudged before each phase that reads it, and what the phase writes is compared over a "
        "year, same luck. No policies; default assumptions; seed 1.",
        "符号由测量得出：在预热后的示例县中，于读取某量的每个步骤之前微调该量，"
        "比较该步骤一年内所写结果（随机性相同）。无政策；默认假定；随机种子1。",
    ),
    "government": ("government and committee", "政府与居（村）委会"),
    "service": ("service", "服务"),
    "organizations": ("organizations and places", "社会组织与场所"),
    "residents": ("residents", "居民"),
    "more": ("more makes more", "同向"),
    "less": ("more makes less", "反向"),
    "left_out": (
        "Written by phases, but not drawn: {columns}.",
        "各步骤写入而图中未画的列：{columns}。",
    ),
    "differs": ("differs among communities", "因社区而异"),
}


@cache
def loops_picture(lang: Language) -> str:
    """The causal loops as SVG, the same bytes for the same model."""
    from sim.charts import svg
    from sim.charts.loops import Arrow, Box, loops

    boxes = {
        key: Box(node.zh if lang == "zh" else node.en, node.group, *node.at)
        for key, node in NODES.items()
    }
    arrows = [Arrow(link.cause, link.effect, link.sign) for link in links()]
    words = {key: say(key, lang, PICTURE) for key in PICTURE}
    drawn = svg(loops(boxes, arrows, words))
    return re.sub(r"\s*<metadata>.*?</metadata>", "", drawn, flags=re.DOTALL)


def nodes(lang: Language = "en") -> str:
    """What each node of the picture stands for, and what the picture leaves out."""
    rows = (
        (node.zh if lang == "zh" else node.en, codes(each.lstrip("-") for each in node.columns))
        for node in NODES.values()
    )
    told = table([say(each, lang, WORDS) for each in ("node", "stands_for")], rows)
    return told + "\n" + say("left_out", lang, PICTURE).format(columns=codes(left_out())) + "\n"


def left_out() -> list[str]:
    """Columns of the state that phases write and no node stands for."""
    loops: tuple[Any, ...] = SCHEDULE
    shown = {item.key for node in NODES.values() for item in columns_of(node)}
    written = dict.fromkeys(name for loop in loops for name in loop.writes)
    kinds = ("residents", "communities", "staff", "organizations", "facilities")
    return [name for name in written if name.split(".")[0] in kinds and name not in shown]


def links_table(lang: Language = "en") -> str:
    """Every arrow of the picture, with the phases in which it acts."""
    signs = {1: "+", -1: "−", 0: say("no_sign", lang, WORDS)}
    rows = (
        (_title(link.cause, lang), _title(link.effect, lang), signs[link.sign], codes(link.phases))
        for link in links()
    )
    return table([say(each, lang, WORDS) for each in ("from", "to", "sign", "where")], rows)


def loops_table(lang: Language = "en") -> str:
    """The shortest loops, and whether they feed or check themselves."""
    rows = (
        (
            " → ".join(_title(link.cause, lang) for link in (*loop, loop[0])),
            say("reinforcing" if _product(loop) > 0 else "balancing", lang, WORDS),
        )
        for loop in feedback(links())
    )
    return table([say(each, lang, WORDS) for each in ("loop", "kind")], rows)


def feedback(found: tuple[Link, ...]) -> Iterator[tuple[Link, ...]]:
    """Loops of two to `LONGEST` signed arrows, each once, short ones first."""
    order = list(NODES)
    onward = [link for link in found if link.sign]
    paths: list[tuple[Link, ...]] = [(link,) for link in onward]
    for _ in range(1, LONGEST):
        paths = [
            (*path, link)
            for path in paths
            for link in onward
            if link.cause == path[-1].effect
            and order.index(link.cause) > order.index(path[0].cause)
            and all(link.cause != each.cause for each in path)
        ]
        yield from (path for path in paths if path[-1].effect == path[0].cause)


def _product(loop: tuple[Link, ...]) -> int:
    product = 1
    for link in loop:
        product *= link.sign
    return product


def _title(key: str, lang: Language) -> str:
    return NODES[key].zh if lang == "zh" else NODES[key].en
