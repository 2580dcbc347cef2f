"""Documents written anew: their tables between comment lines, and the pictures beside them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

from sim.documents.county import columns
from sim.documents.pictures import LOOPS, links_table, loops_picture, loops_table, nodes
from sim.documents.readme import effects
from sim.documents.tables import TABLES as BILINGUAL
from sim.documents.tables import rules
from sim.errors import SimError
from sim.schemas import SCHEMAS, schema_text
from sim.words import Catalogue, Language, say

README: dict[Language, str] = {"en": "README.md", "zh": "README.zh.md"}
MODEL = {"en": "docs/reference/model.md", "zh": "docs/reference/model.zh.md"}
DOCUMENTS = (*README.values(), *MODEL.values(), "docs/how-to/own_county.md")
EFFECTS: dict[Language, str] = {
    "en": "docs/reference/pictures/effects.svg",
    "zh": "docs/reference/pictures/effects.zh.svg",
}

Table = Callable[[], str]

TABLES: dict[str, Table] = {
    **BILINGUAL, "rules": rules, "columns": columns, "nodes": nodes, "links": links_table,
    "loops": loops_table,
}  # fmt: skip
"""The tables that follow from the code alone, by the name that a document calls them."""
IN_CHINESE: dict[str, Table] = {
    name: partial(of, "zh")
    for name, of in (
        BILINGUAL | {"nodes": nodes, "links": links_table, "loops": loops_table}
    ).items()
}  # fmt: skip

WORDING: Catalogue = {
    "table": (
        "{name}: {table} (+{added} −{removed} lines)",
        "{name}：{table}（增{added}行，减{removed}行）",
    ),
    "picture": ("{name}: drawn anew", "{name}：重新绘制"),
    "schema": ("{name}: written anew", "{name}：重新生成"),
}

_BLOCK = re.compile(r"(<!-- table: (\w+) -->\n)(.*?)(<!-- end -->)", re.DOTALL)


class Change(NamedTuple):
    """What writing changes in one file: a table with so many lines more and less."""

    name: str
    table: str
    added: int
    removed: int


def tables_for(name: str) -> dict[str, Table]:
    """The tables as one document tells them."""
    return IN_CHINESE if name in (MODEL["zh"], README["zh"]) else TABLES


def filled(text: str, tables: Mapping[str, Table]) -> str:
    """A document with the tables it names written anew; others stay as they are."""

    def fill(block: re.Match[str]) -> str:
        opening, name, _, closing = block.groups()
        return f"{opening}\n{tables[name]()}\n{closing}" if name in tables else block[0]

    return _BLOCK.sub(fill, text)


def stale(folder: Path) -> list[Change]:
    """What no longer is what the code says, below ``folder``; nothing is written."""
    return [change for _, _, changes in _anew(folder) for change in changes]


def write(folder: Path) -> list[Change]:
    """Write every table and picture below ``folder``; returns what was changed."""
    found = []
    for path, text, changes in list(_anew(folder)):
        if changes:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8", newline="\n")
        found += changes
    return found


def write_results(folder: Path, results: Path) -> None:
    """Write what an experiment found into the README of both languages, and its picture."""
    from sim.charts import svg
    from sim.comparison import open_comparison

    comparison = open_comparison(results)
    for lang, name in README.items():
        (folder / EFFECTS[lang]).write_text(svg(comparison.plot(lang=lang)), "utf-8")
        readme, told = folder / name, partial(effects, comparison, lang)
        readme.write_text(filled(readme.read_text("utf-8"), {"effects": told}), "utf-8")


def told(change: Change, lang: Language = "en") -> str:
    """A change in words."""
    whole = "schema" if change.name in SCHEMAS else "picture"
    words = say("table" if change.table else whole, lang, WORDING)
    return words.format(**change._asdict())


def _anew(folder: Path) -> Iterator[tuple[Path, str, list[Change]]]:
    """Every file with its new text, and what is new about it."""
    for name in DOCUMENTS:
        path = folder / name
        if not path.is_file():
            raise SimError(f"{name} is not in {folder}: name the folder of the project")
        before = path.read_text("utf-8")
        after = filled(before, tables_for(name))
        yield path, after, list(_changes(name, before, after))
    pictures = {name: loops_picture(language) for language, name in LOOPS.items()}
    for name, text in (pictures | {name: schema_text(name) for name in SCHEMAS}).items():
        path = folder / name
        same = path.is_file() and path.read_text("utf-8") == text
        yield path, text, [] if same else [Change(name, "", 0, 0)]


def _changes(name: str, before: str, after: str) -> Iterator[Change]:
    for old, new in zip(_BLOCK.finditer(before), _BLOCK.finditer(after), strict=True):
        if old[3] != new[3]:
            lines, anew = Counter(old[3].splitlines()), Counter(new[3].splitlines())
            yield Change(name, old[2], (anew - lines).total(), (lines - anew).total())
