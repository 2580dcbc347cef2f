"""What a model allows at each place, in words: read off its JSON Schema."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from pydantic import BaseModel

from sim.reading.document import Steps

Node = dict[str, Any]

_MANY = 14
_UNITS_LEFT_OUT = {"", "share", "factor"}
_KINDS = {"integer": "a whole number", "number": "a number", "boolean": "true or false"}


class Shape:
    """The schema of one model, asked by place."""

    def __init__(self, model: type[BaseModel]) -> None:
        self._model = model

    @cached_property
    def _schema(self) -> Node:
        return self._model.model_json_schema(mode="validation")

    def keys(self, path: Steps) -> list[str]:
        """The keys that a mapping at ``path`` may have."""
        return list(dict.fromkeys(key for node in self._at(path) for key in _keys(node)))

    def choices(self, path: Steps) -> list[str]:
        """The words that may stand at ``path``."""
        found = [word for node in self._at(path) for word in _words(node)]
        return [word for word in dict.fromkeys(found) if isinstance(word, str)]

    def describe(self, path: Steps) -> str:
        """What may stand at ``path``, as a message says it."""
        kinds = [_describe(node) for node in self._at(path)]
        kinds = [kind for kind in dict.fromkeys(kinds) if kind]
        return " or ".join(kinds)

    @cached_property
    def dotted_keys(self) -> list[str]:
        """Every key of every mapping, from the top: ``policies.staff_training.hours``."""
        return list(self._walk((), 0))

    def _walk(self, path: Steps, depth: int) -> Iterator[str]:
        for key in self.keys(path) if depth < 6 else ():
            below = (*path, key)
            yield ".".join(str(step) for step in below)
            yield from self._walk(below, depth + 1)

    def _at(self, path: Steps) -> list[Node]:
        nodes = list(self._alternatives(self._schema))
        for step in path:
            below = [child for node in nodes if (child := _child(node, step)) is not None]
            nodes = [each for child in below for each in self._alternatives(child)]
        return nodes

    def _alternatives(self, node: Node) -> Iterator[Node]:
        """The kinds of value ``node`` allows, each on its own, with references followed."""
        for word in ("anyOf", "oneOf", "allOf"):
            if word in node:
                outer = {key: value for key, value in node.items() if key != word}
                for inner in node[word]:
                    yield from self._alternatives({**outer, **inner})
                return
        if "$ref" in node:
            outer = {key: value for key, value in node.items() if key != "$ref"}
            name = node["$ref"].rsplit("/", 1)[-1]
            yield from self._alternatives({**outer, **self._schema["$defs"][name]})
            return
        yield node


def _child(node: Node, step: str | int) -> Node | None:
    if isinstance(step, int):
        child = node.get("items")
    else:
        child = node.get("properties", {}).get(step, node.get("additionalProperties"))
    return child if isinstance(child, dict) else None


def _keys(node: Node) -> list[str]:
    return [*node.get("properties", {}), *_words(node.get("propertyNames", {}))]


def _words(node: Node) -> list[Any]:
    return [node["const"]] if "const" in node else list(node.get("enum", ()))


def _describe(node: Node) -> str:
    kind = node.get("type")
    if _words(node):
        return one_of([str(word) for word in _words(node)])
    if kind in {"integer", "number"}:
        return f"{_KINDS[kind]}{_range(node)}{_unit(node)}"
    if kind == "string":
        return f"text{_length(node)}"
    if kind == "array":
        return "a list that is not empty" if node.get("minItems") else "a list"
    if kind == "object":
        keys = _keys(node)
        return f"a mapping with {one_of(keys)}" if 0 < len(keys) <= _MANY else "a mapping"
    return _KINDS.get(str(kind), "")


def one_of(words: list[str]) -> str:
    """A choice of words, cut short where there are very many."""
    if len(words) == 1:
        return words[0]
    shown = [*words[:_MANY], "…"] if len(words) > _MANY else words
    return f"one of {', '.join(shown)}"


def _range(node: Node) -> str:
    low, high = node.get("minimum"), node.get("maximum")
    if low is not None and high is not None:
        return f" from {low:g} to {high:g}" if abs(high) < 1e6 else f" from {low:,} to {high:,}"
    above, below = node.get("exclusiveMinimum"), node.get("exclusiveMaximum")
    parts = (
        f" of at least {low:g}" if low is not None else "",
        f" above {above:g}" if above is not None else "",
        f" of at most {high:g}" if high is not None else "",
        f" below {below:g}" if below is not None else "",
    )
    return "".join(parts)


def _length(node: Node) -> str:
    low, high = node.get("minLength", 0), node.get("maxLength")
    if high is None:
        return " that is not empty" if low else ""
    return f" of {low} to {high} characters"


def _unit(node: Node) -> str:
    unit = node.get("declaration", {}).get("unit", "")
    return "" if unit in _UNITS_LEFT_OUT else f" ({unit})"
