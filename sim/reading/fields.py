"""Kinds of text that scenarios and experiments hold: names, titles and prose in two languages."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

_CONTROL = r"\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069"


def _one_line(text: str) -> str:
    if re.search(rf"[{_CONTROL}\t\n]", text):
        raise ValueError("it must be one line without control characters")
    return text


def _printable(text: str) -> str:
    if re.search(f"[{_CONTROL}]", text):
        raise ValueError("it must be without control characters")
    return text


def _no_path(text: str) -> str:
    if ".." in text or "\\" in text or text.startswith(("/", "~")):
        raise ValueError("a name must not look like a path")
    return text


def said(en: str, zh: str) -> Any:
    """A field without limits whose meaning is told in English and in Chinese."""
    return Field(description=f"{en} / {zh}")


def in_both(value: Any) -> Any:
    """A plain text, or one language only, serves for both."""
    if isinstance(value, str):
        return {"en": value, "zh": value}
    if isinstance(value, dict) and len(value) == 1 and set(value) <= {"en", "zh"}:
        (text,) = value.values()
        return {"en": text, "zh": text}
    return value


def _in_both_schema(text: dict[str, Any]) -> WithJsonSchema:
    languages = {"properties": {"en": text, "zh": text}, "additionalProperties": False}
    return WithJsonSchema({"anyOf": [text, {"type": "object", **languages}]})


LONGEST_LINE = 200
Text = Annotated[str, Field(min_length=1, max_length=LONGEST_LINE), AfterValidator(_one_line)]
Name = Annotated[Text, AfterValidator(_no_path)]
Title = Annotated[
    dict[Literal["en", "zh"], Text],
    Field(min_length=1),
    BeforeValidator(in_both),
    _in_both_schema({"type": "string", "minLength": 1, "maxLength": LONGEST_LINE}),
]
"""One line in English and Chinese; written as a plain text or as ``{en: …, zh: …}``."""

Prose = Annotated[
    dict[Literal["en", "zh"], Annotated[str, AfterValidator(_printable)]],
    BeforeValidator(in_both),
    _in_both_schema({"type": "string"}),
]
"""The same, of any length."""
