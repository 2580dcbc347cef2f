"""Dotted keys of settings: which exist, which may vary, and what a misspelled one meant."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from sim.reading.misspelling import near
from sim.reading.shape import Shape
from sim.scenario import LABELS, Scenario

LEVERS = ("policies", "rollout", "budget")
"""What government chooses; all else is the county's or the world's, in a baseline as well."""

COMMON = ("county", "months")
"""What all scenarios of an experiment share: its costs and its last month are those of one."""


def is_lever(key: str) -> bool:
    """Whether a setting is something that government chooses."""
    return key.split(".")[0] in LEVERS


def exists(key: str) -> bool:
    """Whether a scenario has a setting of this name."""
    steps = key.split(".")
    return all(step in _shape().keys(tuple(steps[:at])) for at, step in enumerate(steps))


def is_whole(key: str) -> bool:
    """Whether a setting is a whole number."""
    return _shape().describe(tuple(key.split("."))).startswith("a whole number")


def overlap(key: str, other: str) -> bool:
    """Whether two keys set the same thing, or one sets a part of the other."""
    return f"{key}.".startswith(f"{other}.") or f"{other}.".startswith(f"{key}.")


def is_label(key: str) -> bool:
    """Whether a key says what a scenario is called, not what happens in it."""
    return key in LABELS


def is_common(key: str) -> bool:
    """Whether all scenarios of an experiment share a setting."""
    return key in COMMON


def did_you_mean(key: str, known: Iterable[str] = ()) -> str:
    """The hint that goes with a key that is none of ``known`` (of all there are)."""
    choices = list(known) or _shape().dotted_keys
    ends = [other for other in choices if other.endswith(f".{key}")]
    ends = [other for other in ends if not other.startswith("begun.")] or ends
    if not 1 <= len(ends) <= 3:
        spelled = _spelled(key)
        ends = [spelled] if spelled in choices else [near(key, choices)]
    return f"Did you mean `{'` or `'.join(ends)}`?" if ends[0] else ""


def _spelled(key: str) -> str:
    """The key with each of its parts spelled as the nearest one that exists there."""
    steps: tuple[str, ...] = ()
    for step in key.split("."):
        known = _shape().keys(steps)
        found = step if step in known else near(step, known)
        if not found:
            return ""
        steps = (*steps, found)
    return ".".join(steps)


@cache
def _shape() -> Shape:
    return Shape(Scenario)
