"""Where things stand on a chart: panels, words, and labels that must not overlap."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont
from matplotlib.ft2font import FT2Font

from sim.charts.fonts import LATIN
from sim.words import NO_BREAK

INK, GRAY, PALE = "#222222", "#6b6b6b", "#e3e3e3"


def panel(figure: Figure, left: float, top: float, width: float, height: float) -> Axes:
    """Axes placed in inches from the upper left corner."""
    across, down = figure.get_size_inches()
    place = (left / across, 1 - (top + height) / down, width / across, height / down)
    return figure.add_axes(place)


def footnote(figure: Figure, note: str) -> None:
    """The line at the bottom that says what the figure rests on, in two lines if need be."""
    across, down = figure.get_size_inches()
    text = wrapped(note, across - 0.1, 7.5)
    place = (0.03 / across, 0.06 / down)
    figure.text(*place, text, fontsize=7.5, color=GRAY, ha="left", va="bottom", linespacing=1.3)


def title_of(figure: Figure, title: str) -> None:
    """The title, at the upper left corner."""
    across, down = figure.get_size_inches()
    figure.text(0.03 / across, 1 - 0.08 / down, title, fontsize=11, ha="left", va="top")


def text_width(text: str, size: float) -> float:
    """How many inches a text takes in the fonts of charts; wide letters fill a square."""
    return sum(_ems(mark) for mark in text) * size / 72


@lru_cache(maxsize=4096)
def _ems(mark: str) -> float:
    """The width of a letter in units of its size; what the font lacks counts as a wide one."""
    if unicodedata.east_asian_width(mark) in "WF" or ord(mark) not in _font().get_charmap():
        return 1.0
    return float(_font().load_char(ord(mark)).linearHoriAdvance) / 65536 / 100


@lru_cache(maxsize=1)
def _font() -> FT2Font:
    """The Latin letters at 100 points; a font of our own, as setting its size changes it."""
    font = FT2Font(findfont(FontProperties(family=[LATIN])))
    font.set_size(100, 72)
    return font


def wrapped(text: str, inches: float, size: float, lines: int = 3) -> str:
    """``text`` broken into at most ``lines`` lines of this width; Chinese breaks anywhere."""
    rows = [""]
    for piece in _pieces(text):
        if text_width((rows[-1] + piece).rstrip(), size) > inches and rows[-1]:
            rows.append("")
        rows[-1] += piece if rows[-1] else piece.lstrip()
    rows = [row.rstrip() for row in rows]
    if len(rows) > lines:
        last = rows[lines - 1]
        while last and text_width(last + "…", size) > inches:
            last = last[:-1]
        rows = [*rows[: lines - 1], last.rstrip("，、, ") + "…"]
    return "\n".join(rows)


def balanced(text: str, inches: float, size: float, lines: int = 3) -> str:
    """The same, as narrow as it may be without another line: no word is left alone in the last."""
    told = wrapped(text, inches, size, lines)
    if "\n" not in told or "…" in told:
        return told
    for share in (0.55, 0.65, 0.75, 0.85, 0.95):
        narrower = wrapped(text, share * inches, size, lines)
        if "…" not in narrower and narrower.count("\n") == told.count("\n"):
            return narrower
    return told


def _pieces(text: str) -> Iterator[str]:
    """What may not be torn apart: a Latin word with its space, or one Chinese character.

    A mark that closes a phrase stays with what stands before it, one that opens with what follows.
    """
    piece = ""
    for mark in text:
        wide = unicodedata.east_asian_width(mark) in "WF"
        ends = (
            not piece or (piece[-1].isspace() and piece[-1] != NO_BREAK) or wide or len(piece) >= 24
        )
        starts = bool(piece) and unicodedata.east_asian_width(piece[-1]) in "WF"
        torn = mark not in "，、。；：！？）》”·…" and piece[-1:] not in "（《“"
        if piece and (ends or starts) and torn:
            yield piece
            piece = ""
        piece += mark
    if piece:
        yield piece


def spread(
    wanted: Sequence[float], heights: Sequence[float], low: float, high: float
) -> list[float]:
    """Centers as near as possible to the wanted ones without any two labels overlapping."""
    order = sorted(range(len(wanted)), key=lambda index: (wanted[index], index))
    blocks: list[list[float]] = []  # each: sum of offsets, count, height; a block moves as one
    for index in order:
        blocks.append([wanted[index] - heights[index] / 2, 1.0, heights[index]])
        while len(blocks) > 1 and _start(blocks[-2]) + blocks[-2][2] > _start(blocks[-1]):
            total, count, height = blocks.pop()
            before = blocks[-1]
            before[0] += total - count * before[2]
            before[1] += count
            before[2] += height
    room = high - low - sum(heights)
    centers = [0.0] * len(wanted)
    queue = iter(order)
    floor, left = low, sum(heights)
    for block in blocks:
        floor = max(floor, min(_start(block), high - left)) if room > 0 else floor
        left -= block[2]
        for _ in range(int(block[1])):
            index = next(queue)
            centers[index] = floor + heights[index] / 2
            floor += heights[index]
    return centers


def _start(block: list[float]) -> float:
    """Where a block of touching labels would best begin."""
    return block[0] / block[1]
