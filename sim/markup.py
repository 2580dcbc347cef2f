"""Small pieces of HTML with which things show themselves in a notebook.

Every text is escaped here. There are no scripts and no colors but a half-clear gray, so that a
card reads as well on a dark notebook as on a light one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

_LINE = "1px solid rgba(128, 128, 128, 0.35)"
_CELL = f"text-align: left; vertical-align: top; padding: 2px 10px 2px 0; border-bottom: {_LINE};"
_NUMBER = _CELL.replace("left", "right", 1) + " font-variant-numeric: tabular-nums;"
_MARKS = "+−-–0123456789("


@dataclass(frozen=True, slots=True)
class Shown:
    """A card: what a notebook shows of something."""

    html: str

    def _repr_html_(self) -> str:
        return self.html


def card(title: str, *parts: str) -> Shown:
    """A titled card; ``title`` is text, the parts are HTML made here, empty ones left out."""
    inside = "".join(part for part in parts if part)
    return Shown(
        f'<div style="border-left: 3px solid rgba(128, 128, 128, 0.6); padding: 2px 12px; '
        f'line-height: 1.45;"><div style="font-weight: 600;">{escape(title)}</div>{inside}</div>'
    )


def line(text: str, *, faint: bool = False) -> str:
    """A line of text; nothing for an empty one."""
    style = "margin: 2px 0;" + (" opacity: 0.75; font-size: 90%;" if faint else "")
    return f'<div style="{style}">{escape(text)}</div>' if text else ""


def code(text: str) -> str:
    """A line to be typed."""
    return f'<div style="margin: 2px 0;"><code>{escape(text)}</code></div>'


def listed(texts: Iterable[str]) -> str:
    """One line each, with a mark in front; nothing for none."""
    items = "".join(f"<li>{escape(text)}</li>" for text in texts)
    return f'<ul style="margin: 2px 0; padding-left: 1.2em;">{items}</ul>' if items else ""


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of texts; columns of numbers are set flush right. Nothing without rows."""
    told = [list(row) for row in rows]
    if not told:
        return ""
    styles = [_style([row[place] for row in told]) for place in range(len(heads))]
    head = _row(heads, styles, "th")
    body = "".join(_row(row, styles, "td") for row in told)
    return (
        '<table style="color: inherit; border-collapse: collapse; margin: 4px 0; font-size: 95%;">'
        f"<thead>{head}</thead><tbody>{body}</tbody></table>"
    )


def _style(texts: Sequence[str]) -> str:
    return _NUMBER if all(text[:1] in _MARKS for text in texts) else _CELL


def _row(texts: Sequence[str], styles: Sequence[str], tag: str) -> str:
    cells = zip(texts, styles, strict=True)
    inside = "".join(f'<{tag} style="{style}">{escape(text)}</{tag}>' for text, style in cells)
    return f"<tr>{inside}</tr>"
