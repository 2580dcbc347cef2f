"""A small report made by hand, and what a browser would find on its page."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import numpy as np
import pandas as pd

from sim.analysis import effects as effects_of
from sim.report import CountyNote, Ending, Provenance, ReportInput
from sim.words import Label

LABELS = {
    "belonging": Label("Belonging", "归属感", "0 to 1"),
    "participation": Label("Participation", "参与率", "share"),
    "admin_share": Label("Admin share of hours", "行政工时占比", "share"),
}
TITLES = {
    "baseline": {"en": "Baseline", "zh": "基线"},
    "training": {"en": "Training", "zh": "培训"},
    "package": {"en": "All three", "zh": "三项合并"},
    "package_12": {"en": "All three, one year", "zh": "三项合并一年"},
}
GAINS = {"baseline": 0.0, "training": 0.001, "package": 0.03, "package_12": 0.03}
AGAINST = dict.fromkeys(list(TITLES)[1:], "baseline")
VOID = {"meta", "br", "hr", "img", "link", "input"}


def runs(replications: int = 10, noise: float = 0.002) -> pd.DataFrame:
    """Worlds at their own level; the third package loses half of its gain after a year."""
    luck = np.random.default_rng(1)
    rows = []
    for scenario, gain in GAINS.items():
        for world in range(replications):
            for month in range(1, 25):
                kept = 0.5 if scenario == "package_12" and month > 12 else 1.0
                here = gain * kept + (noise * luck.normal() if gain else 0.0)
                level = 0.4 + 0.01 * world + here
                rows.append((scenario, world, month, level, level, 0.75 - here, 1000 * gain))
    return pd.DataFrame(rows, columns=["scenario", "replication", "month", *LABELS, "cost_yuan"])


def effects(table: pd.DataFrame) -> pd.DataFrame:
    """The effects that runs give."""
    return effects_of(
        table,
        against=AGAINST,
        outcomes=list(LABELS),
        directions={"belonging": 1, "participation": 1, "admin_share": -1},
        smallest_effect={"belonging": 0.01, "participation": 0.01},
        residents=1.0,
        primary="belonging",
        month=24,
    )


def places() -> pd.DataFrame:
    """Three communities over two years; with the package they gain, but the third one loses."""
    rows = []
    for scenario, gain in (("baseline", 0.0), ("package", 0.1)):
        for month in range(1, 25):
            for at, name in enumerate(("unit 001", "unit 002", "unit 003")):
                sign = -1 if name == "unit 003" else 1
                level = 0.4 + 0.05 * at + sign * gain * month / 24
                place = (1000.0 * at, 500.0 * at, "town 01", "village", 1000 + 500 * at, 10)
                rows.append((scenario, month, name, *place, level, level))
    names = ["scenario", "month", "community", "x", "y", "town", "kind", "residents", "n"]
    return pd.DataFrame(rows, columns=[*names, "belonging", "participation"])


def report(table: pd.DataFrame | None = None, **changes: Any) -> ReportInput:
    """Four scenarios of ten runs each, told with everything that a comparison has."""
    table = runs() if table is None else table
    done = {key: int(table.query("scenario == @key")["replication"].nunique()) for key in TITLES}
    lines = [("baseline", "pay", 60.0), ("training", "pay", 60.0), ("training", "training", 20.0)]
    parameters = [
        ("work.hours", "Hours", "工时", 215.0, 180.0, 250.0, "hours a month", "assumed", "assumed"),
        ("work.town", "Town", "层层加码", 1.3, 1.0, 1.5, "factor", "S7", "literature"),
    ]
    names = ["key", "en", "zh", "default", "low", "high", "unit", "source", "grade"]
    keys = {name: [f"{at}{number:015d}" for number in range(done[name])]
            for at, name in enumerate(TITLES)}  # fmt: skip
    told = Provenance(
        dict.fromkeys(TITLES, 10), done, {}, 1, "sim batch q.yaml --seed 1",
        folder="results", runs={name: found for name, found in keys.items() if found},
    )  # fmt: skip
    whole = ReportInput(
        question={"en": "What helps most?", "zh": "何者最有效？"},
        scenarios=list(TITLES.items()),
        baseline="baseline",
        outcomes=["belonging", "participation"],
        runs=table,
        effects=effects(table),
        ledger=pd.DataFrame(lines, columns=["scenario", "line", "yuan_per_resident_year"]),
        delivered=pd.DataFrame(
            [("training", "staff_training", 0.8)], columns=["scenario", "policy", "share"]
        ),
        assumptions=pd.DataFrame(parameters, columns=names),
        labels=LABELS,
        county=CountyNote(
            {"en": "Illustrative county", "zh": "示例县"}, 24, 96000, 5040, imputed={"floor": 11}
        ),
        provenance=told,
        lines={"pay": {"en": "Pay", "zh": "工资"}, "training": {"en": "Fees", "zh": "培训费"}},
        policies={"staff_training": {"en": "Staff training", "zh": "人员培训"}},
        endings=[Ending("package_12", 12, "package")],
        against=AGAINST,
        places=places(),
    )
    return replace(whole, **changes)


class Found(HTMLParser):
    """What a browser would find: tags, attributes, words, and whether every tag is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.ids: list[str] = []
        self.words = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_startendtag(tag, attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(key, value or "") for key, value in attrs]
        self.ids += [value or "" for key, value in attrs if key == "id"]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, words: str) -> None:
        if not {"style", "pre", "code", "script"} & set(self.open):
            self.words += words + "\n"

    def links(self) -> list[str]:
        """Where the page leads to or loads from."""
        return [value for key, value in self.attributes if key in ("href", "src")]
