"""Odd samples in words that a reader meets, in English and in Chinese."""

from __future__ import annotations

from sim.statistics.shape import ENOUGH, wants_more_runs
from sim.words import Catalogue, Language, say

TELLING: Catalogue = {
    "constant": ("the same difference in every pair", "各对差值相同"),
    "ties": ("the same difference in half of the pairs or more", "半数以上的配对差值相同"),
    "two_groups": ("pairs fall apart in two groups", "配对差值分成两组"),
    "skewed": ("a long tail on one side", "差值分布偏斜"),
    "more_runs": (
        "{shape}: the interval is to be believed from {enough} runs on, these are {n}",
        "{shape}：运行达到{enough}次，区间方可信，目前为{n}次",
    ),
}


def shape_words(flag: str, n: int, lang: Language = "en") -> str:
    """What is odd about a sample of ``n`` differences, and whether more are wanted."""
    if not flag:
        return ""
    told = say(flag, lang, TELLING)
    if not wants_more_runs(flag, n):
        return told
    return say("more_runs", lang, TELLING).format(shape=told, enough=ENOUGH, n=n)
