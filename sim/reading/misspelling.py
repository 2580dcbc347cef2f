"""What a misspelled word was meant to be: one slip of the finger first, then what looks alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches

ALIKE = 0.6
"""How much of two words must agree, in the same order, to be taken for one another."""


def near(word: str, choices: Iterable[str]) -> str:
    """The choice that ``word`` was most likely meant to be, or nothing."""
    plain = re.sub(r"[\s-]+", "_", unicodedata.normalize("NFKC", word).strip().lower())
    by_plain = {choice.lower(): choice for choice in choices}
    if plain in by_plain:
        return by_plain[plain]
    slips = [choice for choice in by_plain if one_slip(plain, choice)]
    found = [max(slips, key=lambda choice: _agreement(plain, choice))] if slips else []
    found = found or get_close_matches(plain, by_plain, n=1, cutoff=ALIKE)
    return by_plain[found[0]] if found else ""


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """The hint that goes with a misspelled word."""
    choice = near(word, choices)
    return f"Did you mean `{choice}`?" if choice else ""


def one_slip(word: str, other: str) -> bool:
    """Whether one letter more, less or changed, or two swapped, makes one word of the other."""
    if word == other or abs(len(word) - len(other)) > 1 or not (word and other):
        return False
    start = _shared_start(word, other)
    rest, other_rest = word[start:], other[start:]
    if len(word) == len(other):
        swapped = rest[1:2] + rest[:1] + rest[2:]
        return rest[1:] == other_rest[1:] or swapped == other_rest
    return rest[1:] == other_rest or rest == other_rest[1:]


def _shared_start(word: str, other: str) -> int:
    pairs = zip(word, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(word), len(other)))


def _agreement(word: str, other: str) -> tuple[float, bool]:
    """Of two words as near, the one with the same letters, then with the same beginning."""
    ratio = SequenceMatcher(None, word, other).ratio()
    return ratio, word[:1] == other[:1]
