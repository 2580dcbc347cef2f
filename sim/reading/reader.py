"""YAML and JSON files in, YAML text out: the only place that speaks YAML.

Stricter than YAML allows: see `sim.reading.scalars` for what a plain value may be and
`sim.reading.composer` for the limits.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from sim.errors import Problem, ScenarioError
from sim.reading.composer import Composer, Event
from sim.reading.decoding import check_characters, decode, plain_json, read_bytes
from sim.reading.document import Document, shortlist, shown_path
from sim.reading.scalars import clip, quoted, reads_as_text, scalar
from sim.reading.syntax import Complaint, explain

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read(path: str | Path) -> Document:
    """Read one YAML or JSON file."""
    name = shown_path(Path(path))
    document = read_text(decode(read_bytes(Path(path), name), name), name)
    whole = Path(path).resolve()
    return replace(document, path=whole, folders={name: whole.parent})


def read_text(text: str, name: str = "") -> Document:
    """Read YAML text; ``name`` is what messages call it."""
    text = plain_json(check_characters(text, name))
    composer = Composer(_events(text, name), text, name)
    content = composer.document()
    if composer.stopped:
        raise ScenarioError(shortlist([problem for _, problem in composer.faults]))
    if not isinstance(content, dict):
        raise ScenarioError([_not_a_mapping(content, text, name)])
    return Document(
        content,
        {name: Path.cwd()},
        keys=composer.keys,
        values=composer.values,
        faults=tuple(composer.faults),
        warnings=tuple(composer.warnings),
    )


def read_value(text: str) -> Any:
    """One value as written after ``--set key=``: a scalar, a quoted text, ``[…]`` or ``{…}``."""
    if text.lstrip()[:1] in {"[", "{", '"', "'"}:
        text = check_characters(text, "")
        composer = Composer(_events(text, ""), text, "")
        value, faults = composer.document(), [problem for _, problem in composer.faults]
        if faults:
            raise ScenarioError([replace(fault, line=0, column=0) for fault in faults])
        return value
    value, misread = scalar(text.strip())
    if misread:
        raise ScenarioError([Problem(misread.found, hint=misread.hint)])
    return value


def write_text(values: dict[str, Any]) -> str:
    """``values`` as YAML that `read_text` reads back to the same values."""
    text: str = yaml.dump(values, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=96)
    return text


def _not_a_mapping(content: Any, text: str, name: str) -> Problem:
    expected = "a mapping of keys to values"
    if isinstance(content, list):
        found = f"the top level is {quoted(content)}"
        return Problem(found, expected, file=name, line=1, hint="Remove the leading `- `.")
    if content is not None:
        wide = "Use `:` and a space, not the full-width colon `：`." if "：" in text else ""
        return Problem(f"found {quoted(content)}", expected, file=name, line=1, hint=wide)
    what = "has only comments" if text.strip() else "is empty"
    return Problem(f"the file {what}", expected, file=name)


def _events(text: str, name: str) -> Iterator[Event]:
    """The parser's events in our words; raises `ScenarioError` where the text is not YAML."""
    try:
        for event in yaml.parse(text, Loader=_Loader):
            kind = _KINDS.get(type(event), "")
            if kind:
                yield _event(kind, event)
    except yaml.MarkedYAMLError as error:
        raise ScenarioError([_syntax_problem(error, text, name)]) from None
    except yaml.YAMLError as error:
        raise ScenarioError([Problem(f"not YAML: {clip(str(error))}", file=name)]) from None


_KINDS: dict[type, str] = {
    yaml.ScalarEvent: "scalar",
    yaml.AliasEvent: "alias",
    yaml.SequenceStartEvent: "list",
    yaml.MappingStartEvent: "mapping",
    yaml.SequenceEndEvent: "end",
    yaml.MappingEndEvent: "end",
    yaml.DocumentStartEvent: "document",
    yaml.StreamEndEvent: "over",
}


def _event(kind: str, event: Any) -> Event:
    start, end = event.start_mark, event.end_mark
    line, column = start.line + 1, start.column + 1
    if kind in {"end", "over"}:
        return Event(kind, line, column, start.index, end.index)
    if kind == "scalar":
        value, plain = event.value, event.implicit[0]
    else:
        value, plain = "", False
    anchor, tag = getattr(event, "anchor", None) or "", getattr(event, "tag", None) or ""
    return Event(kind, line, column, start.index, end.index, value, plain, anchor, tag)


def _syntax_problem(error: Any, text: str, name: str) -> Problem:
    mark, opened = error.problem_mark, error.context_mark or error.problem_mark
    at = explain(
        Complaint(
            text, mark.index, mark.line, mark.column, error.problem or "", error.context or "",
            opened.line, opened.column,
        )
    )  # fmt: skip
    return Problem(at.found, file=name, line=at.line, column=at.column, hint=at.hint)


class _Dumper(yaml.SafeDumper):
    """Writes text in quotes wherever it would not be read back as the same text."""

    def ignore_aliases(self, _data: Any) -> bool:
        return True


def _represent_text(dumper: _Dumper, text: str) -> Any:
    style = None if reads_as_text(text) and text.isprintable() else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _represent_text)
