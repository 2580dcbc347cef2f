"""How every chart looks: colors, dashes, sizes, where the words go, and how it is saved."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any, NamedTuple

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from sim.charts.fonts import set_fonts
from sim.charts.layout import GRAY, INK, PALE
from sim.words import Label, Language, named, percent, say, unit_name

OKABE_ITO = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
MARKERS = ("o", "s", "^", "D", "v", "P", "X")
DASHES: tuple[Any, ...] = (
    "solid",
    (0, (6, 1.6)),
    (0, (6, 1.4, 1.2, 1.4)),
    (0, (2.6, 1.2)),
    (0, (9, 1.6, 3, 1.6)),
    (0, (1.2, 1.2)),
    (0, (4, 1.2, 1.2, 1.2, 1.2, 1.2)),
)
SETTINGS: dict[str, Any] = {
    "font.family": ["DejaVu Sans"],
    "font.size": 8.5,
    "text.parse_math": False,
    "axes.unicode_minus": True,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": GRAY,
    "axes.linewidth": 0.7,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "axes.axisbelow": True,
    "grid.color": PALE,
    "grid.linewidth": 0.6,
    "xtick.color": GRAY,
    "ytick.color": GRAY,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "xtick.labelsize": 7.5,
    "ytick.labelsize": 7.5,
    "xtick.major.size": 3,
    "ytick.major.size": 0,
    "text.color": INK,
    "axes.labelcolor": INK,
    "hatch.linewidth": 0.5,
    "figure.dpi": 100,
    "savefig.dpi": 200,
    "pdf.fonttype": 42,
    "svg.fonttype": "path",
    "svg.hashsalt": "community governance",
}


@dataclass(frozen=True)
class Caption:
    """What every figure says of itself besides its n and its intervals."""

    seed: int | None = None
    county: Mapping[str, str] | str | None = None
    assumed_share: float | None = None


class Stroke(NamedTuple):
    """How one scenario is drawn, to be told apart in gray as well."""

    color: str
    dashes: Any
    marker: str
    width: float


@dataclass(frozen=True)
class Look:
    """The names, the language and the strokes of one chart."""

    labels: Mapping[str, Label]
    lang: Language = "en"
    titles: Mapping[str, Any] | None = None
    baseline: str = ""
    caption: Caption = field(default_factory=Caption)

    def say(self, key: str) -> str:
        """The words for ``key``."""
        return say(key, self.lang)

    def scenario(self, key: str) -> str:
        """The title of a scenario."""
        return named(self.titles, key, self.lang)

    def outcome(self, key: str) -> str:
        """The title of an outcome."""
        return named(self.labels, key, self.lang)

    def unit(self, key: str) -> str:
        """The unit of an outcome, empty where none was given."""
        return self.labels[key].unit if key in self.labels else ""

    def unit_words(self, key: str) -> str:
        """The unit of an outcome in words."""
        return unit_name(self.unit(key), self.lang)

    def ordered(self, scenarios: Iterable[str]) -> list[str]:
        """Scenarios in the order of the titles, then those without one."""
        found = list(dict.fromkeys(scenarios))
        known = [key for key in self.titles or {} if key in found]
        return [*known, *(key for key in found if key not in known)]

    def strokes(self, scenarios: Sequence[str]) -> dict[str, Stroke]:
        """One stroke per scenario, the same in every chart that has the same titles.

        The baseline is a plain dark line; the others differ in color, dashes and marker.
        """
        known = [*(self.titles or {}), *scenarios]
        others = [key for key in dict.fromkeys(known) if key != self.baseline]
        drawn = {self.baseline: Stroke(INK, "solid", "", 1.2)}
        for place, key in enumerate(others):
            color = OKABE_ITO[place % len(OKABE_ITO)]
            dashes = DASHES[place % len(DASHES)]
            drawn[key] = Stroke(color, dashes, MARKERS[place % len(MARKERS)], 1.6)
        return drawn

    def note(self, *parts: str) -> str:
        """The line under a figure: what is shown, seed, whose county, how much is assumed."""
        words = [part for part in parts if part]
        if self.caption.seed is not None:
            words.append(self.say("caption.seed").format(seed=self.caption.seed))
        county = self.caption.county or self.say("illustrative_county")
        words.append(named({"county": county}, "county", self.lang))
        if self.caption.assumed_share is not None:
            share = percent(self.caption.assumed_share, self.lang)
            words.append(self.say("caption.assumed").format(share=share))
        return self.say("separator").join(words)


class Chart(Figure):
    """A figure that finds its letters when it is drawn, and draws no empty boxes."""

    words_as_text = False

    def draw(self, renderer: Any) -> None:
        """Draw, after every text was given a font that has its characters."""
        if not self.words_as_text:
            set_fonts(self)
        super().draw(renderer)

    def _repr_png_(self) -> bytes:
        """What a notebook shows."""
        stream = BytesIO()
        self.savefig(stream, format="png", dpi=110)
        return stream.getvalue()


@contextmanager
def chart_settings() -> Iterator[None]:
    """This package's style, for the time of drawing only."""
    settings: Any = SETTINGS
    with rc_context(settings):
        yield


def new_chart(width: float, height: float) -> Chart:
    """An empty figure of so many inches, with no window behind it."""
    figure = Chart(figsize=(width, height), facecolor="white")
    FigureCanvasAgg(figure)
    return figure


def finish(axes: Axes, own: bool) -> Figure:
    """The figure of ``axes``; one that is not ours gets its fonts now, as we cannot later."""
    figure = axes.get_figure(root=True)
    assert figure is not None
    if not own:
        set_fonts(figure)
    return figure


def save(figure: Figure, path: str | Path) -> Path:
    """Write a PNG, SVG or PDF, the same bytes every time."""
    target = Path(path)
    dates = {".svg": {"Date": None}, ".pdf": {"CreationDate": None}}
    with chart_settings():
        figure.savefig(target, metadata=dates.get(target.suffix.lower()))
    return target


def svg(figure: Figure) -> str:
    """The chart as SVG in which words stay words, for a page that the reader's fonts set."""
    sheet = StringIO()
    with chart_settings(), rc_context({"svg.fonttype": "none"}), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        with _words_as_text(figure):
            figure.savefig(sheet, format="svg", metadata={"Date": None})
    return sheet.getvalue()


@contextmanager
def _words_as_text(figure: Figure) -> Iterator[None]:
    """Let a chart of ours be drawn without looking for its letters on this machine."""
    if isinstance(figure, Chart):
        figure.words_as_text = True
    try:
        yield
    finally:
        if isinstance(figure, Chart):
            figure.words_as_text = False
