"""From a document to a checked model: every fault of it at once, in file order, in words.

What was expected and which names are near comes from the JSON Schema of the model, so that a
new policy or a changed range needs no message of its own.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from sim.errors import Problem, ScenarioError
from sim.reading.document import MOST_PROBLEMS, Document, Steps, dotted, shortlist
from sim.reading.misspelling import did_you_mean, near
from sim.reading.scalars import NO_DATES, clip, plain_number, quoted, scalar
from sim.reading.shape import Shape, one_of

_Model = TypeVar("_Model", bound=BaseModel)
_OUTSIDE = {"greater_than", "greater_than_equal", "less_than", "less_than_equal"}
_OWN_WORDS = {"value_error", "assertion_error"}


def validate(document: Document, model: type[_Model]) -> _Model:
    """The document as an instance of ``model``; raises `ScenarioError` with all its faults."""
    problems, more = [problem for _, problem in document.faults], 0
    try:
        instance = model.model_validate(document.content, strict=True)
    except ValidationError as error:
        found, more = _problems(error, document, _shape(model))
        problems += found
    if problems:
        raise ScenarioError(shortlist(problems, tuple(document.folders), more))
    return instance


@cache
def _shape(model: type[BaseModel]) -> Shape:
    """The schema of a model, made once: it takes longer than all the rest."""
    return Shape(model)


def _problems(
    error: ValidationError, document: Document, shape: Shape
) -> tuple[list[Problem], int]:
    """One problem for each of the first places pydantic complains about, and how many follow."""
    by_place: dict[Steps, list[Any]] = {}
    for each in error.errors(include_url=False):
        by_place.setdefault(_path(each, document.content), []).append(each)
    around = {path[:depth] for path in by_place for depth in range(len(path))}
    unread = [path for path, _ in document.faults if path]
    places = [
        path
        for path, errors in by_place.items()
        if path not in around and (_is_key_fault(errors[0]) or not _below(path, unread))
    ]
    places.sort(key=document.order)
    first = places[:MOST_PROBLEMS]
    shown = [path for path in first if not _explained(path, first, by_place, shape)]
    problems = [_problem(path, by_place[path], document, shape) for path in shown]
    return problems, len(places) - len(first)


def _below(path: Steps, others: list[Steps]) -> bool:
    return any(path[: len(other)] == other for other in others)


def _is_key_fault(error: Any) -> bool:
    return error["type"] == "extra_forbidden" or error["loc"][-1:] == ("[key]",)


def _holds(content: Any, part: str | int) -> bool:
    if isinstance(content, list):
        return isinstance(part, int) and part < len(content)
    return isinstance(content, dict) and part in content


def _path(error: Any, content: Any) -> Steps:
    """The place of an error in the document: pydantic adds the names of union members."""
    path: list[str | int] = []
    for number, part in enumerate(error["loc"]):
        last = number == len(error["loc"]) - 1
        if _holds(content, part):
            content = content[part]
        elif not (last and error["type"] == "missing"):
            continue
        path.append(part)
    return tuple(path)


def _problem(path: Steps, errors: list[Any], document: Document, shape: Shape) -> Problem:
    error = errors[0]
    kinds = {each["type"] for each in errors}
    if _is_key_fault(error):
        return _at(path, document, _unknown_key(path, shape), of_key=True)
    expected = shape.describe(path)
    if "missing" in kinds:
        return _at(path, document, Problem("missing", expected))
    if kinds & _OWN_WORDS:
        return _at(path, document, _own_words(errors))
    value = error["input"]
    return _at(path, document, _wrong_value(value, expected, shape.choices(path)))


def _at(path: Steps, document: Document, problem: Problem, of_key: bool = False) -> Problem:
    file, line, column = document.place(path, of_key)
    return replace(problem, path=dotted(path), file=file, line=line, column=column)


def _unknown_key(path: Steps, shape: Shape) -> Problem:
    key, known = str(path[-1]), shape.keys(path[:-1])
    found = f"unknown key `{clip(key)}`{_foreign_letter(key)}"
    hint = did_you_mean(key, known)
    if hint:
        return Problem(found, hint=hint)
    elsewhere = [other for other in shape.dotted_keys if other.endswith("." + key)]
    elsewhere = [other for other in elsewhere if other.startswith("policies.")] or elsewhere
    elsewhere = elsewhere or ([key] if key in shape.keys(()) else [])
    if 1 <= len(elsewhere) <= 3:
        return Problem(found, hint=f"Did you mean `{'` or `'.join(elsewhere)}`?")
    return Problem(found, one_of(known) if known else "no key here")


def _foreign_letter(key: str) -> str:
    """Names the first letter that only looks like a Latin one, or that nobody sees."""
    for letter in key:
        name, category = unicodedata.name(letter, ""), unicodedata.category(letter)
        if ord(letter) < 128 or name.startswith("CJK UNIFIED"):
            continue
        number = f"U+{ord(letter):04X}"
        if category.startswith("L"):
            return f" (with the {name.split()[0].capitalize()} letter {clip(letter)}, {number})"
        return f" (with {number}, {'unseen' if category[0] == 'C' else clip(letter)})"
    return ""


def _own_words(errors: list[Any]) -> Problem:
    error = next(each for each in errors if each["type"] in _OWN_WORDS)
    value, words = error["input"], str(error.get("ctx", {}).get("error", error["msg"]))
    single = not isinstance(value, dict | list)
    return Problem(f"found {quoted(value)}: {words.rstrip('.')}" if single else words.rstrip("."))


def _wrong_value(value: Any, expected: str, choices: list[str]) -> Problem:
    found = f"found {quoted(value)}"
    hint = ""
    if isinstance(value, str):
        hint = did_you_mean(value, choices) or _text_hint(value, expected)
    elif value is None:
        hint = "Give a value or leave the key out."
    elif isinstance(value, list) and expected.startswith("a mapping"):
        hint = "Remove the leading `- `."
    elif isinstance(value, list) and "list" not in expected:
        hint = "Write one value, without `- ` or brackets."
    elif value is True and expected.startswith("a mapping"):
        hint = "Write {} for its default settings."
    return Problem(found, expected, hint=hint)


def _text_hint(text: str, expected: str) -> str:
    """What turns a text into the number, truth value or list that it was meant to be."""
    value = scalar(text)[0]
    if text in {"None", "none", "nil", "NA"}:
        return "YAML writes nothing as `null`."
    if expected.startswith("a list"):
        return f"Write [{clip(text)}]."
    if re.search(r"\$\{|\$[A-Za-z]|<%|%\(", text):
        return "It looks like a template that was never filled in."
    if "number" not in expected and "true or false" not in expected:
        return ""
    if value is not None and not isinstance(value, str):
        return "Remove the quotes."
    return _number_hint(text) if "number" in expected else ""


def _number_hint(text: str) -> str:
    """The number that was most likely meant, as it is to be written."""
    usual = unicodedata.normalize("NFKC", text).replace("\u2212", "-").replace("\u2013", "-")
    stripped = usual.strip().lstrip("$¥€").rstrip("元").strip()
    if re.match(r"(19|20)[0-9]{2}\s*(年|[-/.][0-9]{1,2}\b)", stripped):
        return NO_DATES
    scales = {"%": 0.01, "k": 1e3, "m": 1e6, "万": 1e4, "亿": 1e8}
    number, scale = stripped[:-1].strip(), scales.get(stripped[-1:].lower(), 0)
    if re.fullmatch(r"-?[0-9]{1,15},[0-9]{1,2}", stripped):
        return f"Write {stripped.replace(',', '.')} with a decimal point."
    if re.fullmatch(r"-?[0-9]{1,3}([,' ][0-9]{3})+", stripped):
        return f"Write {re.sub('[^-0-9]', '', stripped)}."
    if re.fullmatch(r"-?[0-9]{1,3}(\.[0-9]{3})+,[0-9]{1,6}", stripped):
        return f"Write {stripped.replace('.', '').replace(',', '.')}."
    if scale and re.fullmatch(r"-?[0-9]{1,12}(\.[0-9]{1,6})?", number):
        return f"Write {plain_number(round(float(number) * scale, 8))}."
    leading = re.match(r"-?[0-9]{1,15}(\.[0-9]{1,6})?", stripped)
    return f"Write {leading[0]}." if leading and not stripped[leading.end() :].isdigit() else ""


def _explained(
    path: Steps, others: list[Steps], by_place: dict[Steps, list[Any]], shape: Shape
) -> bool:
    """Whether a missing key is only the other half of a misspelled one."""
    if by_place[path][0]["type"] != "missing":
        return False
    return any(
        other[:-1] == path[:-1]
        and by_place[other][0]["type"] == "extra_forbidden"
        and near(str(other[-1]), shape.keys(other[:-1])) == path[-1]
        for other in others
        if other
    )
