"""A report as one HTML page that needs nothing else: no network, one script of its own."""

from __future__ import annotations

import base64
import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from sim.errors import ResultsError
from sim.report.document import Block, Document, Figure, RunList, Runs, Section, Table
from sim.report.drawings import inline
from sim.report.numbers import numbered
from sim.report.panels import drawn
from sim.report.prose import PROSE
from sim.words import Language, printable, say

TEMPLATE, SCRIPT = "report.html.j2", "page.js"
MARKS: dict[Language, dict[str, Markup]] = {
    "en": {"colon": Markup(": "), "comma": Markup(", "), "stop": Markup(". ")},
    "zh": {"colon": Markup("："), "comma": Markup("，"), "stop": Markup("。")},
}
"""What stands between the parts of a caption."""


def write_page(document: Document, path: str | Path) -> Path:
    """Write the document as one HTML file that needs nothing else, and return its path.

    Raises
    ------
    ResultsError
        where the file cannot be written.
    """
    target = Path(path)
    page = page_of(document)
    try:
        _replace(target, page)
    except OSError as reason:
        raise ResultsError(
            f"the report {target} cannot be written: {reason.strerror or reason}"
        ) from reason
    return target


def page_of(document: Document) -> str:
    """The page as text."""
    environment = Environment(
        loader=DictLoader({TEMPLATE: _own(TEMPLATE)}),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalized,
    )
    return environment.get_template(TEMPLATE).render(**_context(document))


def policy() -> str:
    """What the page may load: nothing; of scripts only its own, told by its hash, may run."""
    digest = base64.b64encode(hashlib.sha256(_own(SCRIPT).encode()).digest()).decode()
    return (
        f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _own(name: str) -> str:
    """A file that belongs to this package, its lines ended alike everywhere."""
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    return text.replace("\r\n", "\n")


def _finalized(value: Any) -> Any:
    """Text without control characters; markup of ours as it is."""
    return printable(value) if type(value) is str else value


def _replace(target: Path, page: str) -> None:
    """Put the page in place whole: a reader never sees half of it."""
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=".report-", suffix=".html")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(page)
        os.chmod(name, 0o644)
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _context(document: Document) -> dict[str, Any]:
    """Everything the template prints."""
    counts = {id(block): number for block, number in numbered(document)}
    return {
        "document": document,
        "lang": "zh-Hans" if document.lang == "zh" else "en",
        "policy": policy(),
        "script": Markup(_own(SCRIPT)),
        "mark": MARKS[document.lang],
        "contents": say("contents", document.lang, PROSE),
        "kind_of": lambda block: type(block).__name__,
        "count": lambda block: counts.get(id(block), ""),
        "parts": _parts,
        "picture": _picture,
        "drawn": drawn,
        **_addresses(document),
    }


def _parts(section: Section) -> Iterator[tuple[str, list[Block]]]:
    """The blocks of a section; those that are shown on request come under their title."""
    for title, blocks in groupby(section.blocks, key=lambda block: getattr(block, "folded", "")):
        yield title, list(blocks)


def _picture(figure: Figure) -> Markup:
    """The chart as part of the page."""
    shown = inline(figure.draw(), figure.name, figure.caption)
    return Markup('<div class="chart">') + shown + Markup("</div>")


def _addresses(document: Document) -> dict[str, Callable[..., str]]:
    """Where the runs behind a number are listed."""
    lists = [
        each
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Runs)
        for each in block.lists
    ]
    places = {each.scenario: f"runs-{place}" for place, each in enumerate(lists)}

    def anchor(table: Table, row: int, column: int) -> str:
        return places.get(table.behind(row, column), "")

    def address_of(runs: RunList) -> str:
        return places[runs.scenario]

    return {"anchor": anchor, "address_of": address_of}
