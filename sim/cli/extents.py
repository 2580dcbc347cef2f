"""What may stand at a key, in English as messages say it, and in Chinese."""

from __future__ import annotations

import re

from sim.words import Language

EXTENTS = (
    (r"a whole number from (\S+) to ([^\s(]+)(?: \((.*?)\))?", r"\1 至 \2 的整数"),
    (r"a number from (\S+) to ([^\s(]+)(?: \((.*?)\))?", r"\1 至 \2 的数"),
    (r"a whole number of at least (\S+) below (\S+)", r"不小于 \1 且小于 \2 的整数"),
    (r"a number above (\S+) of at most (\S+)", r"大于 \1 且不超过 \2 的数"),
    (r"a number above (\S+)", r"大于 \1 的数"),
    (r"text of (\S+) to (\S+) characters", r"\1 至 \2 个字符的文本"),
    (r"a mapping with one of (.*)", r"映射，可含键：\1"),
    (r"one of (.*)", r"下列之一：\1"),
    ("a whole number", "整数"),
    ("true or false", "true 或 false"),
    ("a list that is not empty", "非空列表"),
    ("a list", "列表"),
    ("a mapping", "映射"),
    ("text", "文本"),
)
"""How each kind of extent is told in Chinese."""


def told(extent: str, lang: Language) -> str:
    """An extent such as ``a whole number from 1 to 600`` in one language."""
    if lang == "en":
        return extent
    return "，或".join(_in_chinese(part) for part in re.split(r" or (?!false)", extent))


def _in_chinese(extent: str) -> str:
    for pattern, chinese in EXTENTS:
        if match := re.fullmatch(pattern, extent):
            return match.expand(chinese)
    return extent
