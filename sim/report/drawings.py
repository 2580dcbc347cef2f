"""Charts as part of a page: inline SVG whose words are text in the reader's own fonts."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from markupsafe import Markup
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.charts import svg

WIDEST = 1.75
"""Pixels to which a point of a chart may grow on a wide page."""
_KEPT = frozenset({"role", "viewBox", "aria-label"})


def inline(drawn: Axes | Figure, name: str, title: str) -> Markup:
    """The chart as one ``svg`` element without ids, scripts or addresses of its own.

    Every text in it was escaped by the XML writer, so the element may stand in a page as it is.
    """
    root = ElementTree.fromstring(svg(drawn))
    _without_metadata(root)
    for element in root.iter():
        element.tag = _local(element.tag)
        element.attrib = {_local(key): text for key, text in element.attrib.items()}
    _own_ids(root, name)
    root.attrib = {key: root.attrib[key] for key in root.attrib if key in _KEPT}
    root.attrib |= {"role": "img", "aria-label": title}
    width = float(root.attrib["viewBox"].split()[2])
    limit = f"max-width: {WIDEST * width:.0f}px"
    root.set("style", f"stroke-linejoin: round; stroke-linecap: butt; {limit}")
    return Markup(ElementTree.tostring(root, encoding="unicode"))


def _local(name: str) -> str:
    """A name without its namespace: in a page it has none."""
    return name.rpartition("}")[2]


def _without_metadata(root: ElementTree.Element) -> None:
    """Drop what no reader sees, and the style that would reach beyond this chart."""
    for parent in list(root.iter()):
        for child in list(parent):
            if _local(child.tag) in ("metadata", "style"):
                parent.remove(child)


def _own_ids(root: ElementTree.Element, name: str) -> None:
    """Keep only ids that are referred to, and make them this chart's own."""
    used = set()
    for element in root.iter():
        for key, words in element.attrib.items():
            if key == "href":
                used.add(words.lstrip("#"))
                element.set(key, f"#{name}-{words.lstrip('#')}")
            elif "url(#" in words:
                used.update(re.findall(r"url\(#([^)]+)\)", words))
                element.set(key, words.replace("url(#", f"url(#{name}-"))
    for element in root.iter():
        identity = element.attrib.pop("id", None)
        if identity in used:
            element.set("id", f"{name}-{identity}")
