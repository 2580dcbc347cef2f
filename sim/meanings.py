"""Everything that has a key: what it is called, what it may be, where the number comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args

from sim.assumptions import ranges
from sim.experiment import KINDS
from sim.levers import levers, setting, shared_levers, span
from sim.money import LINES
from sim.outcomes import OUTCOMES
from sim.params import Declaration, Settings, declarations
from sim.policies import POLICIES
from sim.reading.shape import Shape
from sim.scenario import Scenario

Kind = Literal["policy", "lever", "assumption", "scenario", "experiment", "outcome", "line"]

NESTED = ("policies", "begun", "assumptions")
"""Keys of a scenario whose contents are levers and assumptions."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a key stands for; what it has no range, unit or source for is left empty."""

    key: str
    kind: Kind
    en: str
    zh: str
    default: str = ""
    extent: str = ""
    unit: str = ""
    source: str = ""
    grade: str = ""


def meanings() -> list[Meaning]:
    """Every key: of policies and their levers, assumptions, files, outcomes and money lines."""
    return list(_all())


def meaning_in(model: type[Settings], key: str) -> Meaning:
    """What one key at the top of a kind of file means."""
    return next(each for each in _in_file(model) if each.key == key)


@cache
def _in_file(model: type[Settings]) -> tuple[Meaning, ...]:
    kind: Kind = "scenario" if model is Scenario else "experiment"
    return tuple(_fields(model, kind, Shape(model)))


@cache
def _all() -> tuple[Meaning, ...]:
    return (
        *_policies(), *_assumptions(), *_of_files(), *_outcomes(),
        *(Meaning(f"lines.{line.name}", "line", line.en, line.zh) for line in LINES),
    )  # fmt: skip


def _policies() -> Iterator[Meaning]:
    for policy, model in POLICIES.items():
        yield Meaning(f"policies.{policy}", "policy", model.TITLE["en"], model.TITLE["zh"])
        for lever in (*levers(policy), *shared_levers()):
            yield Meaning(
                f"policies.{policy}.{lever.key}", "lever", lever.en, lever.zh,
                setting(lever.default), span(lever), lever.unit, lever.source, lever.grade,
            )  # fmt: skip


def _assumptions() -> Iterator[Meaning]:
    for name, item in ranges().items():
        yield _declared(f"assumptions.{name}", "assumption", item)


def _declared(key: str, kind: Kind, item: Declaration) -> Meaning:
    extent = f"{setting(item.low)} … {setting(item.high)}"
    return Meaning(
        key, kind, item.en, item.zh, setting(item.default), extent, item.unit, item.source,
        item.grade,
    )  # fmt: skip


def _outcomes() -> Iterator[Meaning]:
    for key, item in OUTCOMES.items():
        yield Meaning(f"outcomes.{key}", "outcome", item.en, item.zh, unit=item.unit)


def _of_files() -> Iterator[Meaning]:
    """Keys of scenario files, then those of experiments, each of the first kind that has it."""
    yield from _fields(Scenario, "scenario", Shape(Scenario))
    seen: set[str] = set()
    for model in KINDS.values():
        for each in _fields(model, "experiment", Shape(model), prefix="experiment."):
            if each.key not in seen:
                yield each
            seen.add(each.key)


def _fields(
    model: type[Settings], kind: Kind, shape: Shape, prefix: str = "", above: tuple[str, ...] = ()
) -> Iterator[Meaning]:
    """Every field of a model and of the models in it."""
    declared = declarations(model)
    for name, field in model.model_fields.items():
        path = (*above, name)
        key = prefix + ".".join(path)
        if name in declared:
            yield _declared(key, kind, declared[name])
            continue
        en, _, zh = (field.description or name).partition(" / ")
        default = "" if field.is_required() else field.get_default(call_default_factory=True)
        shown = "" if isinstance(default, Settings) else setting(default)
        yield Meaning(key, kind, en, zh or en, shown, shape.describe(path))
        for inner in _models_in(field.annotation) if name not in NESTED else ():
            yield from _fields(inner, kind, shape, prefix, path)


def _models_in(annotation: Any) -> Iterator[type[Settings]]:
    """The settings that a field is or may be; not those of a list or a mapping."""
    if isinstance(annotation, type) and issubclass(annotation, Settings):
        yield annotation
    elif getattr(annotation, "__origin__", None) not in (list, dict):
        for each in get_args(annotation):
            yield from _models_in(each)
