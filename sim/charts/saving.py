"""Pictures as files and text, with their provenance inside, the same bytes every time."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary
from xml.etree import ElementTree

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.charts.source import Source
from sim.charts.style import chart_settings
from sim.errors import SimError
from sim.version import VERSION
from sim.words import named

NAME = "community-governance-sim"
_SOURCES: WeakKeyDictionary[Figure, list[Source]] = WeakKeyDictionary()
"""What the charts of a figure were made of: figures that are not ours have no room for it."""

_FIELDS = {"png": "Provenance", "svg": "Description", "pdf": "Subject"}
"""Where each format keeps the provenance."""

_NO_DATE: dict[str, dict[str, Any]] = {
    "png": {},
    "svg": {"Date": None},
    "pdf": {"CreationDate": None},
}
_SUBJECT = re.compile(rb"/Subject \(((?:[^\\()]|\\.)*)\)", re.DOTALL)


def remember(figure: Figure, source: Source) -> None:
    """Keep what a chart was made of until its figure is saved."""
    known = _SOURCES.setdefault(figure, [])
    if source not in known:
        known.append(source)


def save(drawn: Axes | Figure, path: str | Path) -> Path:
    """Write a PNG of 300 dpi, an SVG or a PDF, after the ending of ``path``.

    Raises
    ------
    SimError
        where the ending is another one, or a character would come out as an empty box.
    """
    target = Path(path)
    form = target.suffix.lower().lstrip(".")
    if form not in _FIELDS:
        raise SimError(f"{target.name}: found {form!r}, expected .png, .svg or .pdf")
    figure = _figure(drawn)
    with chart_settings():
        figure.savefig(target, format=form, metadata=_metadata(figure, form))
    return target


def svg(drawn: Axes | Figure) -> str:
    """The chart as SVG in which words stay words, for a page that the reader's fonts set."""
    sheet = StringIO()
    figure = _figure(drawn)
    with chart_settings(), rc_context({"svg.fonttype": "none"}), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        with _words_as_text(figure):
            figure.savefig(sheet, format="svg", metadata=_metadata(figure, "svg"))
    return sheet.getvalue()


def provenance(path: str | Path) -> dict[str, Any]:
    """What a picture that `save` wrote says of itself.

    ``tool, version, seed, fingerprint, command, county, scenarios``, as far as they were known
    when it was drawn.

    Raises
    ------
    SimError
        where the file holds none.
    """
    target = Path(path)
    readers = {"png": _of_png, "svg": _of_svg, "pdf": _of_pdf}
    reader = readers.get(target.suffix.lower().lstrip("."))
    told = reader(target.read_bytes()) if reader else None
    if told is None:
        raise SimError(f"{target.name} holds no provenance: it was not saved by this package")
    found: dict[str, Any] = json.loads(told)
    return found


def _figure(drawn: Axes | Figure) -> Figure:
    figure = drawn if isinstance(drawn, Figure) else drawn.get_figure(root=True)
    assert figure is not None
    return figure


def _metadata(figure: Figure, form: str) -> dict[str, Any]:
    """What matplotlib writes into the file besides the picture; ASCII, so any reader reads it."""
    told = json.dumps(_told(figure))
    return {_FIELDS[form]: told, **_NO_DATE[form]}


def _told(figure: Figure) -> dict[str, Any]:
    """The provenance of a figure; where its charts differ, the first that knows speaks."""
    told: dict[str, Any] = {"tool": NAME, "version": VERSION}
    for source in reversed(_SOURCES.get(figure, [])):
        parts = {
            "version": source.version,
            "seed": source.seed,
            "fingerprint": source.fingerprint,
            "command": source.command,
            "county": source.county and named({"county": source.county}, "county", "en"),
            "scenarios": {key: named(source.titles, key, "en") for key in source.titles},
        }
        told |= {key: part for key, part in parts.items() if part not in (None, "", {})}
    return told


def _of_png(content: bytes) -> str | None:
    """The text of the chunk that holds the provenance."""
    place = 8
    while place + 8 <= len(content):
        size = int.from_bytes(content[place : place + 4], "big")
        kind, body = content[place + 4 : place + 8], content[place + 8 : place + 8 + size]
        key, _, text = body.partition(b"\0")
        if kind == b"tEXt" and key == _FIELDS["png"].encode():
            return text.decode("latin-1")
        place += size + 12
    return None


def _of_svg(content: bytes) -> str | None:
    """The description among the metadata."""
    name = _FIELDS["svg"].lower()
    found = (element.text for element in ElementTree.fromstring(content).iter()
             if element.tag.rpartition("}")[2] == name)  # fmt: skip
    return next((text for text in found if text and text.startswith("{")), None)


def _of_pdf(content: bytes) -> str | None:
    """The subject among the document's information."""
    found = _SUBJECT.search(content)
    if not found:
        return None
    return re.sub(rb"\\(.)", rb"\1", found[1], flags=re.DOTALL).decode("latin-1")


@contextmanager
def _words_as_text(figure: Figure) -> Iterator[None]:
    """Let a chart of ours be drawn without looking for its letters on this machine."""
    ours: Any = figure if hasattr(figure, "words_as_text") else None
    if ours is not None:
        ours.words_as_text = True
    try:
        yield
    finally:
        if ours is not None:
            ours.words_as_text = False
