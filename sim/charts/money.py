"""The flow of money: who pays whom, as bands whose widths are yuan per resident and year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.text import Text

from sim.charts.apart import Box
from sim.charts.layout import INK, text_width, wrapped
from sim.charts.look import Look
from sim.charts.needs import need_rows, unknown
from sim.charts.panels import paper
from sim.charts.payments import (
    LAST,
    LEAST,
    PASSES,
    PURSES,
    Flow,
    Place,
    in_balance,
    legs,
    months_of,
    through,
    yearly,
)
from sim.charts.sheet import Room, begin, complete
from sim.charts.source import Source
from sim.charts.style import chart_settings
from sim.errors import SimError
from sim.words import Catalogue, Language, decimal

WORDING: Catalogue = {
    "title": ("Who pays whom: yuan per resident and year", "资金流向：人均每年（元）"),
    "title_of": (
        "Who pays whom in “{scenario}”: yuan per resident and year",
        "“{scenario}”的资金流向：人均每年（元）",
    ),
    "county_budget": ("county budget", "年度预算"),
    "county_budget.3": ("handed back to the county", "收回县财政"),
    "treasury": ("treasury", "县财政"),
    "fund": ("self-managed funds", "社区自治金"),
    "assets": ("collective assets", "集体资产"),
    "organizations": ("social organizations", "社会组织"),
    "staff": ("people employed", "工作人员"),
    "staff.0": ("wages never paid", "核销欠薪"),
    "suppliers": ("suppliers", "供应商"),
    "market": ("tenants and market", "承租方与市场"),
    "members": ("members of collectives", "集体成员"),
    "donors": ("donors and users", "捐赠者与付费者"),
    "volunteers": ("volunteers", "志愿者"),
    "kept": ("kept in purses", "结存"),
    "drawn": ("from savings", "动用结余"),
    "widths": (
        "widths are proportional; of every purse, what leaves equals what arrives",
        "宽度与金额成比例；每个账户的流出等于流入",
    ),
    "months": ("mean of months {first} to {last}", "第{first}至{last}个月的均值"),
    "small": ("not drawn: flows below {least}", "未画出：低于{least}的流动"),
}

ORDER = (
    "county_budget", "treasury", "staff", "organizations", "fund", "suppliers", "volunteers",
    "donors", "market", "assets", "members", "kept", "drawn",
)  # fmt: skip
"""From the top of a column to its bottom."""

SIZE = (6.4, 4.2)
NODE, NAMES, GAP = 0.13, 1.0, 0.22
"""Inches: a purse, names at both sides, the least between two in a column."""
LINE = 0.135
FILLS = {"treasury": "#7FA9C4", "assets": "#D9B98A", "fund": "#B9C8A0", "organizations": "#C9A6B8"}
OUTSIDE = "#BFC4C8"


@chart_settings()
def money(
    ledger: pd.DataFrame,
    *,
    residents: float,
    scenario: str = "",
    source: Source | None = None,
    ax: Axes | None = None,
    lang: Language = "en",
) -> Axes:
    """Money from payers through the purses of the model to payees.

    ``ledger`` has ``month, payer, payee, yuan``, one row per line of the ledger, and where
    there are several also ``scenario`` and ``replication``: ``scenario`` says which to draw,
    replications are averaged. ``residents`` are the people of the county. What a purse keeps
    or draws from its savings is a flow too, so that each is in balance.

    Raises
    ------
    SimError
        where the ledger has several scenarios and none is named, or no money at all.
    """
    look = Look(source or Source(), lang)
    need_rows(ledger, ("month", "payer", "payee", "yuan"))
    rows, scenario = _one_scenario(ledger, scenario)
    if not residents > 0:
        raise SimError(f"residents: found {residents!r}, expected people")
    flows = in_balance(yearly(rows, residents))
    if not flows:
        raise SimError("the ledger moves no money")
    axes = begin(ax, look, SIZE, Room(0.1, 0.1, 0.1, 0.1))
    _draw(axes, flows, look)
    key = "title_of" if scenario else "title"
    title = look.say(key, WORDING).format(scenario=look.scenario(scenario))
    return complete(axes, ax is None, title, _note(rows, look))


def _one_scenario(ledger: pd.DataFrame, scenario: str) -> tuple[pd.DataFrame, str]:
    if "scenario" not in ledger:
        return ledger, scenario
    found = [str(name) for name in ledger["scenario"].unique()]
    if not scenario and len(found) == 1:
        scenario = found[0]
    if scenario not in found:
        raise unknown("scenario", scenario, found)
    return ledger[ledger["scenario"] == scenario], scenario


class _Sheet(NamedTuple):
    """Where everything lies: lower ends of places, left ends of columns, inches a yuan."""

    bottoms: dict[Place, float]
    lefts: list[float]
    inch: float


def _draw(axes: Axes, flows: list[Flow], look: Look) -> None:
    """Places as upright bars, flows as bands between them."""
    width, height = paper(axes)
    cut = legs(flows)
    yuan = through(cut)
    names = min(NAMES, 0.22 * width)
    lefts = [names + column * (width - 2 * names - NODE) / LAST for column in range(LAST + 1)]
    sheet = _sheet(yuan, lefts, height)
    for place, amount in yuan.items():
        if PASSES not in place[0]:
            corner = lefts[place[1]], sheet.bottoms[place]
            axes.add_patch(Rectangle(
                corner, NODE, amount * sheet.inch, facecolor=FILLS.get(place[0], OUTSIDE),
                edgecolor=INK, linewidth=0.6, zorder=3, label=place[0],
            ))  # fmt: skip
            _name(axes, place, amount, (sheet, look))
    taken = [_box_of(text) for text in axes.texts]
    for leg, start, end in _ends(cut, sheet):
        _band(axes, leg, (start, end), leg.yuan * sheet.inch)
        taken += _write(axes, leg, (start, end), (leg.yuan * sheet.inch, taken))


def _sheet(yuan: dict[Place, float], lefts: list[float], height: float) -> _Sheet:
    """Stack the places of each column in their order, the same gap between all of it."""
    columns: dict[int, list[Place]] = defaultdict(list)
    for place in sorted(yuan, key=_rank, reverse=True):
        columns[place[1]].append(place)
    inch = min(
        (height - GAP * len(places)) / sum(yuan[place] for place in places)
        for places in columns.values()
    )
    bottoms = {}
    for places in columns.values():
        free = (height - inch * sum(yuan[place] for place in places)) / len(places)
        level = 0.35 * free
        for place in places:
            bottoms[place] = level
            level += yuan[place] * inch + free
    return _Sheet(bottoms, lefts, inch)


def _rank(place: Place) -> float:
    """How far down its column a place stands; what passes lies where its end does.

    What is handed back, and what passes from the assets at the bottom, stays at the bottom.
    """
    start, _, end = place[0].partition(PASSES)
    if not end:
        known = start in ORDER and place != ("county_budget", LAST)
        return ORDER.index(start) if known else len(ORDER)
    low = place[1] == 1 or start == "assets"
    return ORDER.index(start if low else end) - 0.5 + 0.01 * ORDER.index(end)


def _ends(
    cut: Sequence[Flow], sheet: _Sheet
) -> Iterator[tuple[Flow, tuple[float, float], tuple[float, float]]]:
    """Where each leg leaves and arrives: at both in the order of the places opposite."""
    bottoms, out, into = sheet.bottoms, dict(sheet.bottoms), dict(sheet.bottoms)
    leaves: dict[Flow, float] = {}
    for leg in sorted(cut, key=lambda leg: bottoms[leg.end]):
        leaves[leg] = out[leg.start]
        out[leg.start] += leg.yuan * sheet.inch
    for leg in sorted(cut, key=lambda leg: bottoms[leg.start]):
        after = 0.0 if PASSES in leg.start[0] else NODE
        start = sheet.lefts[leg.start[1]] + after, leaves[leg]
        yield leg, start, (sheet.lefts[leg.end[1]], into[leg.end])
        into[leg.end] += leg.yuan * sheet.inch


def _band(
    axes: Axes, leg: Flow, ends: tuple[tuple[float, float], tuple[float, float]], thick: float
) -> None:
    """A band that leaves and arrives level."""
    (x0, y0), (x1, y1) = ends
    middle = (x0 + x1) / 2
    points = [(x0, y0), (middle, y0), (middle, y1), (x1, y1), (x1, y1 + thick),
              (middle, y1 + thick), (middle, y0 + thick), (x0, y0 + thick), (x0, y0)]  # fmt: skip
    curve = [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3, Path.CLOSEPOLY]
    payer, _, payee = leg.start[0].partition(PASSES)
    payee = payee or leg.end[0].rpartition(PASSES)[2]
    purse = payer if payer in FILLS else payee
    axes.add_patch(PathPatch(
        Path(points, curve), facecolor=FILLS.get(purse, OUTSIDE), alpha=0.6, linewidth=0.3,
        edgecolor=FILLS.get(purse, OUTSIDE), label=f"{payer}{PASSES}{payee}",
    ))  # fmt: skip


def _write(
    axes: Axes,
    leg: Flow,
    ends: tuple[tuple[float, float], tuple[float, float]],
    room: tuple[float, Sequence[Box]],
) -> list[Box]:
    """The amount of a flow in its first leg, where the band and other words let it."""
    (x0, y0), (x1, y1) = ends
    thick, taken = room
    share = 0.3 if leg.end[0] in PURSES else 0.6
    along = np.linspace(0.0, 1.0, 101)
    s = float(np.interp(share, 1.5 * along * (1 - along) + along**3, along))
    level = y0 + (y1 - y0) * (3 * s**2 - 2 * s**3) + thick / 2
    words = _amount(leg.yuan)
    box = Box(x0 + share * (x1 - x0), level, text_width(words, 7.5) / 2, LINE / 2)
    if thick < 0.14 or PASSES in leg.start[0] or any(box.covers(each) for each in taken):
        return []
    axes.text(box.x, box.y, words, fontsize=7.5, ha="center", va="center", zorder=4)
    return [box]


def _box_of(text: Text) -> Box:
    """About where a text stands on the sheet, in inches."""
    rows = text.get_text().split("\n")
    wide, high = max(text_width(row, 7.5) for row in rows), LINE * len(rows)
    x, y = text.get_position()
    x += {"left": wide / 2, "right": -wide / 2}.get(text.get_horizontalalignment(), 0.0)
    y += high / 2 if text.get_verticalalignment() == "bottom" else 0.0
    return Box(x, y, wide / 2, high / 2)


def _amount(yuan: float) -> str:
    return decimal(yuan, 1 if yuan >= 1 else 2)


def _name_of(place: Place, look: Look) -> str:
    account, column = place
    key = f"{account}.{column}" if f"{account}.{column}" in WORDING else account
    return look.say(key, WORDING) if key in WORDING else account


def _name(axes: Axes, place: Place, yuan: float, shown: tuple[_Sheet, Look]) -> None:
    """Name and amount of a place: at the sides beside its bar, of purses above it."""
    (bottoms, lefts, inch), look = shown
    column, name = place[1], _name_of(place, look)
    left, top = lefts[column], bottoms[place] + yuan * inch
    style: dict[str, Any] = {"fontsize": 7.5, "linespacing": 1.1, "zorder": 5}
    if column not in (0, LAST):
        words = f"{name} {_amount(yuan)}"
        axes.text(left + NODE / 2, top + 0.04, words, ha="center", va="bottom", **style)
        return
    words = f"{wrapped(name, lefts[0] - 0.1, 7.5, lines=2)}\n{_amount(yuan)}"
    side, at = ("right", left - 0.06) if column == 0 else ("left", left + NODE + 0.06)
    axes.text(at, (bottoms[place] + top) / 2, words, ha=side, va="center", **style)


def _note(rows: pd.DataFrame, look: Look) -> str:
    first, last = months_of(rows)
    words = [
        look.say("widths", WORDING),
        look.say("months", WORDING).format(first=first, last=last),
    ]
    words.append(look.say("small", WORDING).format(least=LEAST))
    runs = int(rows["replication"].nunique()) if "replication" in rows else 1
    return look.note(*words, look.means_of(runs))
