"""Everything that can be set in a policy, by dotted key: for catalogues and documents.

A lever declared with `param` has a range, a unit, a source and a grade; a choice or a switch
has its possible values and, in its description, a name in English and in Chinese
(``"English / 中文"``).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from annotated_types import Ge, Le
from pydantic.fields import FieldInfo

from sim.params import Settings, declarations
from sim.policies import POLICIES, Policy


@dataclass(frozen=True, slots=True)
class Lever:
    """One thing that can be set; ``low`` and ``high`` are None where it is not a number."""

    key: str
    en: str
    zh: str
    default: Any
    low: float | None = None
    high: float | None = None
    unit: str = ""
    source: str = ""
    grade: str = ""
    choices: tuple[str, ...] = ()


def levers(policy: str) -> list[Lever]:
    """What one policy has of its own, in the order of its file."""
    shared = set(Policy.model_fields)
    model = POLICIES[policy]
    own = (name for name in model.model_fields if name not in shared)
    return list(_levers(model(), own))


def shared_levers() -> list[Lever]:
    """What every policy has: when, where, how faithfully, for how much money."""
    return list(_levers(Policy(), Policy.model_fields))


def _levers(settings: Settings, names: Any, prefix: str = "") -> Iterator[Lever]:
    declared = declarations(type(settings))
    for name in names:
        key, value = f"{prefix}{name}", getattr(settings, name)
        field = type(settings).model_fields[name]
        if name in declared:
            item = declared[name]
            yield Lever(
                key, item.en, item.zh, value, item.low, item.high,
                item.unit, item.source, item.grade,
            )  # fmt: skip
        elif inner := _inner(field, value):
            for step, below in inner.items():
                path = f"{key}.{step}." if step else f"{key}."
                yield from _levers(below, type(below).model_fields, path)
        else:
            yield _undeclared(key, value, field)


def _inner(field: FieldInfo, value: Any) -> dict[str, Settings]:
    """The settings inside a field, by what stands between its key and theirs."""
    if isinstance(value, Settings):
        return {"": value}
    if isinstance(value, dict) and all(isinstance(each, Settings) for each in value.values()):
        return dict(value)
    models = [each for each in _members(field.annotation) if _is_settings(each)]
    return {"": models[0]()} if models else {}


def _members(annotation: Any) -> tuple[Any, ...]:
    return get_args(annotation) if get_origin(annotation) in (Union, UnionType) else (annotation,)


def _is_settings(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, Settings)


def _undeclared(key: str, value: Any, field: FieldInfo) -> Lever:
    """A switch, a choice, a text, or a number that may be left out."""
    en, _, zh = (field.description or key).partition(" / ")
    members = _members(field.annotation)
    choices = [str(each) for m in members if get_origin(m) is Literal for each in get_args(m)]
    low = next((float(m.ge) for m in field.metadata if isinstance(m, Ge)), None)  # type: ignore[arg-type]
    high = next((float(m.le) for m in field.metadata if isinstance(m, Le)), None)  # type: ignore[arg-type]
    switch = ("true", "false") if bool in members else ()
    return Lever(key, en, zh or en, value, low, high, choices=(*choices, *switch))


def setting(value: Any) -> str:
    """A value as one writes it in YAML."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return f"[{', '.join(setting(each) for each in value)}]"
    return f"{value:.12g}" if isinstance(value, float) and math.isfinite(value) else str(value)


def span(lever: Lever) -> str:
    """What a lever may be set to."""
    return " | ".join(lever.choices) or " … ".join(_bounds(lever))


def _bounds(lever: Lever) -> Iterator[str]:
    for bound in (lever.low, lever.high):
        if bound is not None:
            yield setting(bound)
