"""Letters for charts: which installed font has them, and never an empty box.

No font file ships with this package. Chinese is set in a font of the system where there is
one, else in the font inside the package that the extra ``zh`` installs, which is looked up
by its path and not imported. Where text stays text (a chart inside an HTML page) the
reader's own fonts are used and none is needed here.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, fontManager, get_font
from matplotlib.text import Text

from sim.errors import SimError

LATIN = "DejaVu Sans"
"""Comes with matplotlib, so it is always there."""

CHINESE = (
    "Noto Sans SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "PingFang SC",
    "Microsoft YaHei",
    "Hiragino Sans GB",
    "Heiti SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "SimHei",
    "Noto Sans CJK JP",
)
"""Fonts with simplified characters, in order of preference."""

ADVICE = "install a font with: pip install 'community-governance-sim[zh]'"


def chinese_font() -> str | None:
    """The name of a usable Chinese font, or None."""
    installed = {entry.name for entry in fontManager.ttflist}
    for name in CHINESE:
        if name in installed:
            return name
    return _font_of_the_extra()


def _font_of_the_extra() -> str | None:
    """Register the font file that the extra ``zh`` brings; its package is not run."""
    package = find_spec("zhplot")
    for folder in (package.submodule_search_locations or ()) if package else ():
        for path in sorted(Path(folder, "fonts").glob("*.[ot]tf")):
            fontManager.addfont(path)
            return str(get_font(path).family_name)
    return None


@lru_cache(maxsize=8)
def _letters(family: str) -> frozenset[int]:
    """Every character that a font can draw."""
    path = findfont(FontProperties(family=[family]), fallback_to_default=False)
    return frozenset(get_font(path).get_charmap())


def missing(text: str, families: list[str]) -> set[str]:
    """Characters of ``text`` that none of the fonts has."""
    wanted = {mark for mark in text if not mark.isspace()}
    return {mark for mark in wanted if not any(ord(mark) in _letters(f) for f in families)}


def set_fonts(figure: Figure) -> None:
    """Give every text of ``figure`` fonts that have its characters.

    Raises
    ------
    SimError
        where a character would come out as an empty box.
    """
    texts = figure.findobj(Text)
    written = "".join(text.get_text() for text in texts if isinstance(text, Text))
    families = [LATIN]
    if missing(written, families):
        chinese = chinese_font()
        if chinese is None:
            raise SimError(f"no font on this machine can draw the Chinese of this chart; {ADVICE}")
        families = [chinese, LATIN]
    boxes = missing(written, families)
    if boxes:
        shown = " ".join(sorted(boxes))
        words = next(each.get_text() for each in texts
                     if isinstance(each, Text) and boxes & set(each.get_text()))  # fmt: skip
        raise SimError(f"no font has the characters {shown}, as in “{words}”: rename it")
    for text in texts:
        if isinstance(text, Text):
            text.set_fontfamily(families)
