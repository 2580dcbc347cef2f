"""A number is declared once: default, range, unit, titles, source and grade.

From this one declaration follow the check of a YAML file, the JSON Schema, error
messages, the ranges that worlds are drawn from, chart labels and the tables of the
documentation.
"""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

Grade = Literal["measured", "literature", "expert", "assumed"]
"""How well a number is founded, best first."""

GRADES: tuple[Grade, ...] = ("measured", "literature", "expert", "assumed")


class Declaration(NamedTuple):
    """What is known about one number besides its value."""

    default: float
    low: float
    high: float
    unit: str
    en: str
    zh: str
    source: str
    grade: Grade


def param(
    default: float,
    low: float,
    high: float,
    unit: str,
    en: str,
    zh: str,
    *,
    source: str = "assumed",
    grade: Grade = "assumed",
) -> Any:
    """Declare one number; ``low`` and ``high`` are its legal (and sampling) range.

    A whole-number ``default`` given as an ``int`` makes a whole-number field.
    """
    if not low <= default <= high:
        raise ValueError(f"{en}: default {default} lies outside {low} to {high}")
    declaration = Declaration(default, low, high, unit, en, zh, source, grade)
    return Field(
        default=default,
        ge=low,
        le=high,
        title=en,
        description=f"{en} / {zh} [{unit}]",
        json_schema_extra={"declaration": declaration._asdict()},
        allow_inf_nan=False,
    )


class Settings(BaseModel):
    """Base of everything written in YAML: frozen, strict, no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


def declarations(settings: type[Settings]) -> dict[str, Declaration]:
    """Every number that ``settings`` declares with `param`, by field name."""
    found = {}
    for name, field in settings.model_fields.items():
        extra = field.json_schema_extra
        if isinstance(extra, dict) and "declaration" in extra:
            found[name] = Declaration(**extra["declaration"])  # type: ignore[arg-type]
    return found
