"""From the events of a document to plain values with places: strict, and limited in size.

No tags, no merge keys, no key twice, text keys only; values are built as the events arrive,
so a file made to blow up is left before anything large exists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from sim.errors import Problem, ScenarioError
from sim.reading.document import DEEPEST, Place, Steps, dotted
from sim.reading.scalars import clip, quoted, scalar, vanishes

MOST_ALIASES = 100
MOST_NODES = 100_000
MOST_FAULTS = 100

_ODD_SPACE = re.compile(r"[^\S \t\n\r]")


class Event(NamedTuple):
    """A value, or the start or end of a list or mapping, where the text has it.

    ``kind`` is scalar, alias, list, mapping, end, document (one starts) or over. Lines and
    columns count from 1; ``start`` and ``end`` are positions in the text.
    """

    kind: str
    line: int
    column: int
    start: int
    end: int
    value: str = ""
    plain: bool = False
    anchor: str = ""
    tag: str = ""


class _StopError(Exception):
    """The rest of the file cannot be read; why stands among the faults."""


class Composer:
    """Builds values from events, noting places and faults by path."""

    def __init__(self, events: Iterator[Event], text: str, name: str) -> None:
        self.events, self.text, self.name = events, text, name
        self.keys: dict[Steps, Place] = {}
        self.values: dict[Steps, Place] = {}
        self.faults: list[tuple[Steps, Problem]] = []
        self.warnings: list[str] = []
        self.anchors: dict[str, tuple[Any, int]] = {}
        self.open: list[str] = []
        self.nodes = self.aliases = self.depth = 0
        self.stopped = False

    def document(self) -> Any:
        """The value of the whole text; None where there is nothing to read."""
        content = None
        try:
            if next(self.events).kind == "document":
                content = self.node(next(self.events), ())
                after = next(self.events)
                if after.kind == "document":
                    hint = "Keep one; write each scenario in a file of its own."
                    self.fault((), after, "a second document starts here (`---`)", hint)
        except _StopError:
            self.stopped = True
        except ScenarioError as error:
            self.stopped = True
            self.faults += [((), problem) for problem in error.problems]
        return content

    def node(self, event: Event, path: Steps) -> Any:
        """The value that starts with ``event``."""
        self.values[path] = self.place(event)
        self.count(1, event, path)
        if event.kind == "alias":
            return self.alias(event, path)
        if event.tag:
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

    def bare_node(self, event: Event, path: Steps) -> Any:
        """The value, anchors and tags aside."""
        if event.kind == "scalar":
            return self.scalar(event, path)
        self.depth += 1
        if self.depth > DEEPEST:
            self.stop(path[:3], event, f"values are nested more than {DEEPEST} deep")
        value = self.sequence(path) if event.kind == "list" else self.mapping(event, path)
        self.depth -= 1
        return value

    def scalar(self, event: Event, path: Steps) -> Any:
        """A single value; quotes make it text whatever it says."""
        if not event.plain:
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
        while (event := next(self.events)).kind != "end":
            items.append(self.node(event, (*path, len(items))))
        return items

    def mapping(self, start: Event, path: Steps) -> dict[str, Any]:
        """A mapping whose keys are all text and all different."""
        entries: dict[str, Any] = {}
        while (event := next(self.events)).kind != "end":
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

    def key(self, event: Event, mapping: Event, path: Steps) -> str | None:
        """The key that ``event`` gives, or None (with a fault) if it is not text."""
        if event.kind != "scalar":
            self._not_a_key(event, mapping, path)
            return None
        self.count(1, event, path)
        value = scalar(event.value)[0] if event.plain else event.value
        if event.tag:
            self.key_fault(path, event, f"the tag `{clip(event.tag)}` is not allowed", "Remove it.")
        if event.plain and event.value == "<<":
            hint = "Write the keys out, or use `extends:`."
            self.key_fault(path, event, "merge keys (`<<`) are not allowed", hint)
            return None
        if isinstance(value, str) and value.strip():
            return None if self._odd_space(event, path) else value
        what = "an empty key" if not event.value.strip() else f"the key {clip(event.value)}"
        self.key_fault(path, event, f"found {what}", "Keys are text.")
        return None

    def alias(self, event: Event, path: Steps) -> Any:
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

    def skip(self, event: Event, path: Steps) -> Any:
        """Read a value that has no place of its own; only its faults are kept."""
        kept, self.values = self.values, {}
        keys, self.keys = self.keys, {}
        value = self.node(event, path)
        self.values, self.keys = kept, keys
        return value

    def pass_over(self, path: Steps) -> None:
        """Go to the end of a value that is of no interest."""
        depth = 1
        while depth:
            inner = next(self.events)
            depth += inner.kind in {"list", "mapping"}
            depth -= inner.kind == "end"
            self.count(1, inner, path)
            if self.depth + depth > DEEPEST:
                self.stop(path, inner, f"values are nested more than {DEEPEST} deep")

    def count(self, nodes: int, event: Event, path: Steps) -> None:
        """Stop where the file, with its aliases written out, grows too large or too faulty."""
        if len(self.faults) >= MOST_FAULTS:
            raise _StopError
        self.nodes += nodes
        if self.nodes > MOST_NODES:
            cause = "aliases expand to " if self.aliases else ""
            self.stop(path, event, f"{cause}more than {MOST_NODES:,} values")

    def place(self, event: Event) -> Place:
        """Where ``event`` starts."""
        return Place(self.name, event.line, event.column)

    def fault(self, path: Steps, event: Event, found: str, hint: str = "") -> None:
        """Note a fault and go on."""
        file, line, column = self.place(event)
        problem = Problem(found, path=dotted(path), file=file, line=line, column=column, hint=hint)
        self.faults.append((path, problem))

    def key_fault(self, path: Steps, event: Event, found: str, hint: str = "") -> None:
        """Note a fault of a key; the values around it are still worth checking."""
        self.fault(path, event, found, hint)
        self.faults[-1] = ((), self.faults[-1][1])

    def stop(self, path: Steps, event: Event, found: str) -> None:
        """Note a fault after which reading on makes no sense."""
        self.fault(path, event, found)
        raise _StopError

    def _twice(self, event: Event, path: Steps, first: Any, second: Any) -> None:
        key, line = dotted(path), self.keys[path].line
        if isinstance(first, dict | list) or isinstance(second, dict | list):
            lines = f"lines {line} and {event.line}"
        else:
            lines = f"line {line} ({quoted(first)}) and line {event.line} ({quoted(second)})"
        self.key_fault(path, event, f"`{key}` is given twice: {lines}", "Keep one.")

    def _not_a_key(self, event: Event, mapping: Event, path: Steps) -> None:
        if event.kind == "alias":
            self.key_fault(path, event, f"found the alias `*{clip(event.anchor)}` as a key")
            return
        template = re.match(r"\{\{.{0,60}?\}\}|\{\{", self.text[mapping.start :])
        if template:
            found = f"`{clip(template[0])}` looks like a template that was never filled in"
            self.key_fault(path, mapping, found)
        else:
            self.key_fault(path, event, "found a list or a mapping as a key", "Keys are text.")
        self.pass_over(path)

    def _odd_space(self, event: Event, path: Steps) -> bool:
        odd = _ODD_SPACE.search(event.value) if event.plain else None
        if odd:
            found = f"found the space U+{ord(odd[0]):04X}, which YAML takes for a letter"
            self.key_fault(path, event, found, "Use ordinary spaces.")
        return bool(odd)

    def _tab_after(self, key: Event, value: Event, path: Steps) -> None:
        if "\t" not in self.text:
            return
        between = self.text[key.end : value.start]
        if re.match(r":[ ]*\t", between):
            hint = "Use a space."
            self.key_fault(path, key, f"found a tab after `{clip(key.value)}:`", hint)

    def _list_comma(self, event: Event) -> str:
        before = self.text[max(event.start - 5, 0) : event.start]
        if re.fullmatch("0+", event.value) and re.search("[0-9],$", before):
            return "`1,000` in a list is two items: write 1000."
        return ""
