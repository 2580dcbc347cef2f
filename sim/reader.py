"""YAML text to plain values, each with its line and column: the only place that speaks YAML.

Stricter than YAML allows: one document, no tags, no merge keys, no key twice, text keys only,
YAML 1.2 scalars (see `sim.scalars`), limited depth and size. The text is read as a stream of
events, so a file made to blow up is refused before anything of it is built.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from sim.decoding import check_characters, decode, read_bytes
from sim.document import DEEPEST, Document, Place, Steps, dotted, shortlist, shown_path
from sim.errors import Problem, ScenarioError
from sim.scalars import clip, quoted, reads_as_text, scalar, vanishes
from sim.syntax import Complaint, explain

MOST_ALIASES = 100
MOST_NODES = 100_000
MOST_FAULTS = 100

_ODD_SPACE = re.compile(r"[^\S \t\n\r]")
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read(path: str | Path) -> Document:
    """Read one YAML or JSON file."""
    name = shown_path(Path(path))
    document = read_text(decode(read_bytes(Path(path), name), name), name)
    whole = Path(path).resolve()
    return replace(document, path=whole, folders={name: whole.parent})


def read_text(text: str, name: str = "") -> Document:
    """Read YAML text; ``name`` is what messages call it."""
    text = _as_yaml(check_characters(text, name))
    composer = _Composer(text, name)
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
        composer = _Composer(check_characters(text, ""), "")
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


class _Stop(Exception):
    """The rest of the file cannot be read; why stands among the faults."""


class _Composer:
    """Builds values from parser events, noting places and faults by path."""

    def __init__(self, text: str, name: str) -> None:
        self.text, self.name = text, name
        self.keys: dict[Steps, Place] = {}
        self.values: dict[Steps, Place] = {}
        self.faults: list[tuple[Steps, Problem]] = []
        self.warnings: list[str] = []
        self.anchors: dict[str, tuple[Any, int]] = {}
        self.open: list[str] = []
        self.nodes = self.aliases = self.depth = 0
        self.stopped = False
        self.events: Iterator[Any] = yaml.parse(text, Loader=_Loader)

    def document(self) -> Any:
        """The value of the whole text; None where there is nothing to read."""
        content = None
        try:
            next(self.events)
            if isinstance(next(self.events), yaml.DocumentStartEvent):
                content = self.node(next(self.events), ())
                next(self.events)
                after = next(self.events)
                if isinstance(after, yaml.DocumentStartEvent):
                    hint = "Keep one; write each scenario in a file of its own."
                    self.fault((), after, "a second document starts here (`---`)", hint)
        except _Stop:
            self.stopped = True
        except yaml.MarkedYAMLError as error:
            self.stopped = True
            self.faults.append(((), self._syntax_problem(error)))
        except yaml.YAMLError as error:
            self.stopped = True
            self.faults.append(((), Problem(f"not YAML: {clip(str(error))}", file=self.name)))
        return content

    def node(self, event: Any, path: Steps) -> Any:
        """The value that starts with ``event``."""
        self.values[path] = self.place(event)
        self.count(1, event, path)
        if isinstance(event, yaml.AliasEvent):
            return self.alias(event, path)
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self.fault(path, event, f"the tag `{clip(tag)}` is not allowed", "Remove it.")
        before = self.nodes
        if event.anchor:
            if event.anchor in self.anchors or event.anchor in self.open:
                self.fault(path, event, f"the anchor `&{clip(event.anchor)}` is given twice")
            self.open.append(event.anchor)
        value = self.bare_node(event, path)
        if event.anchor:
            self.open.remove(event.anchor)
            self.anchors[event.anchor] = (value, self.nodes - before + 1)
        return value

    def bare_node(self, event: Any, path: Steps) -> Any:
        """The value, anchors and tags aside."""
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event, path)
        self.depth += 1
        if self.depth > DEEPEST:
            self.stop(path[:3], event, f"values are nested more than {DEEPEST} deep")
        in_list = isinstance(event, yaml.SequenceStartEvent)
        value = self.sequence(path) if in_list else self.mapping(event, path)
        self.depth -= 1
        return value

    def scalar(self, event: Any, path: Steps) -> Any:
        """A single value; quotes make it text whatever it says."""
        if not event.implicit[0]:
            if any("\ud800" <= letter <= "\udfff" for letter in event.value):
                self.fault(path, event, "found half a character (a lone surrogate)")
            return event.value
        value, misread = scalar(event.value)
        if misread:
            self.fault(path, event, misread.found, self._list_comma(event) or misread.hint)
        if value == 0 and vanishes(event.value):
            place = ":".join(str(part) for part in self.place(event))
            self.warnings.append(f"{place} {dotted(path)}: {clip(event.value)} reads as exactly 0")
        return value

    def sequence(self, path: Steps) -> list[Any]:
        """A list."""
        items: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self.node(event, (*path, len(items))))
        return items

    def mapping(self, start: Any, path: Steps) -> dict[str, Any]:
        """A mapping whose keys are all text and all different."""
        entries: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.key(event, start, path)
            value_event = next(self.events)
            if key is None:
                self.skip(value_event, path)
                continue
            below = (*path, key)
            self._tab_after(event, value_event, below)
            if key in entries:
                self._twice(event, below, entries[key], self.skip(value_event, below))
                continue
            self.keys[below] = self.place(event)
            entries[key] = self.node(value_event, below)
        return entries

    def key(self, event: Any, mapping: Any, path: Steps) -> str | None:
        """The key that ``event`` gives, or None (with a fault) if it is not text."""
        if not isinstance(event, yaml.ScalarEvent):
            self._not_a_key(event, mapping, path)
            return None
        self.count(1, event, path)
        value = scalar(event.value)[0] if event.implicit[0] else event.value
        if event.tag is not None:
            self.fault(path, event, f"the tag `{clip(event.tag)}` is not allowed", "Remove it.")
        if event.implicit[0] and event.value == "<<":
            hint = "Write the keys out, or use `extends:`."
            self.fault(path, event, "merge keys (`<<`) are not allowed", hint)
            return None
        if isinstance(value, str) and value.strip():
            return None if self._odd_space(event, path) else value
        what = "an empty key" if not event.value.strip() else f"the key {clip(event.value)}"
        self.fault(path, event, f"found {what}", "Keys are text.")
        return None

    def alias(self, event: Any, path: Steps) -> Any:
        """A repeated value: counted in full, so that a small file cannot grow without bound."""
        name = clip(event.anchor)
        self.aliases += 1
        if self.aliases > MOST_ALIASES:
            self.stop(path, event, f"more than {MOST_ALIASES} aliases")
        if event.anchor in self.open:
            self.stop(path, event, f"the value refers to itself through `*{name}`")
        if event.anchor not in self.anchors:
            found = f"`*{name}` is an alias, but there is no anchor `&{name}`"
            self.fault(path, event, found, "Put it in quotes if text is meant.")
            return None
        value, size = self.anchors[event.anchor]
        self.count(size - 1, event, path)
        return value

    def skip(self, event: Any, path: Steps) -> Any:
        """Read a value that has no place of its own; only its faults are kept."""
        kept, self.values = self.values, {}
        keys, self.keys = self.keys, {}
        value = self.node(event, path)
        self.values, self.keys = kept, keys
        return value

    def pass_over(self, event: Any, path: Steps) -> None:
        """Go to the end of a value that is of no interest."""
        depth = 1
        while depth:
            inner = next(self.events)
            depth += isinstance(inner, yaml.CollectionStartEvent)
            depth -= isinstance(inner, yaml.CollectionEndEvent)
            self.count(1, inner, path)
            if self.depth + depth > DEEPEST:
                self.stop(path, inner, f"values are nested more than {DEEPEST} deep")

    def count(self, nodes: int, event: Any, path: Steps) -> None:
        """Stop where the file, with its aliases written out, grows too large."""
        self.nodes += nodes
        if self.nodes > MOST_NODES:
            cause = "aliases expand to " if self.aliases else ""
            self.stop(path, event, f"{cause}more than {MOST_NODES:,} values")

    def place(self, event: Any) -> Place:
        """Where ``event`` starts."""
        return Place(self.name, event.start_mark.line + 1, event.start_mark.column + 1)

    def fault(self, path: Steps, event: Any, found: str, hint: str = "") -> None:
        """Note a fault and go on."""
        file, line, column = self.place(event)
        problem = Problem(
            found, path=dotted(path), file=file, line=line, column=column, hint=hint
        )
        self.faults.append((path, problem))
        if len(self.faults) >= MOST_FAULTS:
            raise _Stop

    def stop(self, path: Steps, event: Any, found: str) -> None:
        """Note a fault after which reading on makes no sense."""
        self.fault(path, event, found)
        raise _Stop

    def _twice(self, event: Any, path: Steps, first: Any, second: Any) -> None:
        key, line = dotted(path), self.keys[path].line
        if isinstance(first, dict | list) or isinstance(second, dict | list):
            lines = f"lines {line} and {event.start_mark.line + 1}"
        else:
            lines = f"line {line} ({quoted(first)}) and line {event.start_mark.line + 1}"
            lines += f" ({quoted(second)})"
        self.fault(path, event, f"`{key}` is given twice: {lines}", "Keep one.")

    def _not_a_key(self, event: Any, mapping: Any, path: Steps) -> None:
        if isinstance(event, yaml.AliasEvent):
            self.fault(path, event, f"found the alias `*{clip(event.anchor)}` as a key")
            return
        opened = self.text[mapping.start_mark.index :]
        template = re.match(r"\{\{.{0,60}?\}\}|\{\{", opened)
        if template:
            found = f"`{clip(template[0])}` looks like a template that was never filled in"
            self.fault(path, mapping, found)
        else:
            self.fault(path, event, "found a list or a mapping as a key", "Keys are text.")
        self.pass_over(event, path)

    def _odd_space(self, event: Any, path: Steps) -> bool:
        odd = _ODD_SPACE.search(event.value) if event.implicit[0] else None
        if odd:
            found = f"found the space U+{ord(odd[0]):04X}, which YAML takes for a letter"
            self.fault(path, event, found, "Use ordinary spaces.")
        return bool(odd)

    def _tab_after(self, key: Any, value: Any, path: Steps) -> None:
        if "\t" not in self.text:
            return
        between = self.text[key.end_mark.index : value.start_mark.index]
        if re.match(r":[ ]*\t", between):
            hint = "Use a space."
            self.fault(path, key, f"found a tab after `{clip(key.value)}:`", hint)

    def _list_comma(self, event: Any) -> str:
        before = self.text[: event.start_mark.index][-5:]
        if re.fullmatch("0+", event.value) and re.search(r"[0-9],$", before):
            return "`1,000` in a list is two items: write 1000."
        return ""

    def _syntax_problem(self, error: Any) -> Problem:
        mark, opened = error.problem_mark, error.context_mark or error.problem_mark
        complaint = Complaint(
            mark.index, mark.line, mark.column, error.problem or "", error.context or "",
            opened.line, opened.column,
        )  # fmt: skip
        at = explain(self.text, complaint)
        return Problem(at.found, file=self.name, line=at.line, column=at.column, hint=at.hint)


def _as_yaml(text: str) -> str:
    """JSON may indent with tabs and write rare characters in two halves; YAML may not."""
    if text.lstrip()[:1] != "{":
        return text
    pair = r"\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})"
    return re.sub(pair, _joined, text.replace("\t", " "), flags=re.IGNORECASE)


def _joined(match: re.Match[str]) -> str:
    high, low = int(match[1], 16), int(match[2], 16)
    return f"\\U{0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00):08x}"


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


class _Dumper(yaml.SafeDumper):
    """Writes text in quotes wherever it would not be read back as the same text."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _represent_text(dumper: _Dumper, text: str) -> Any:
    style = None if reads_as_text(text) else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _represent_text)
