"""Tables that charts are tried on: as they should be, and as they had better not be."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from sim.analysis import effects as effects_of
from sim.charts import Source

OUTCOMES = ("belonging", "participation")
LONG = {
    "en": "A very long title of a package that somebody wrote without thinking of charts " * 3,
    "zh": "一个非常非常长的政策组合名称，撰写者没有考虑到图中的版面" * 4,
}
POLICIES = {
    "task_offloading": {"en": "Task offloading", "zh": "行政事务减负"},
    "organization_cultivation": {"en": "Organization cultivation", "zh": "社会组织培育"},
    "staff_training": {"en": "Staff training", "zh": "人员培训与人才"},
}
NAMES = {
    "baseline": {"en": "Baseline", "zh": "基线"},
    "training": {"en": "Training", "zh": "培训"},
    "package": {"en": "All three together", "zh": "三项合并"},
}


def titles(count: int = 3, long: bool = False) -> dict[str, dict[str, str]]:
    """So many scenarios with their titles, the baseline first."""
    more = {
        f"s{place}": {"en": f"Scenario {place}", "zh": f"情景{place}"} for place in range(count)
    }
    chosen = dict(list((NAMES | more).items())[:count])
    return {key: LONG if long and key != "baseline" else chosen[key] for key in chosen}


def source_of(named: dict[str, dict[str, str]]) -> Source:
    """Where the tables come from: policies start in months 1, 13 and 20, one package ends."""
    starts = dict(zip(POLICIES, (1, 13, 20), strict=True))
    others = [key for key in named if key != "baseline"]
    return Source(
        titles=named,
        starts=dict.fromkeys(others, starts),
        ends=dict.fromkeys(others[-1:], 18),
        policies=POLICIES,
        seed=7,
        assumed_share=0.58,
    )


def runs(scenarios: list[str], replications: int = 6, months: int = 24) -> pd.DataFrame:
    """Every world at its own level; the n-th scenario gains 0.01 n, more in some worlds."""
    index = pd.MultiIndex.from_product(
        [scenarios, range(replications), range(1, months + 1)],
        names=["scenario", "replication", "month"],
    )
    table = index.to_frame(index=False)
    places = {key: place for place, key in enumerate(scenarios)}
    gain = 0.01 * table["scenario"].map(places).astype(float)
    table["belonging"] = 0.4 + 0.02 * table["replication"] ** 2
    table["belonging"] += gain * (1 + 0.1 * table["replication"] ** 2)
    table["participation"] = 0.3 + 0.01 * table["replication"] + gain * table["month"] / 24
    table["cost_yuan"] = 1000.0 * (1 + gain)
    return table


def effects(table: pd.DataFrame) -> pd.DataFrame:
    """The effects that runs have, with all their intervals and verdicts."""
    names = [key for key in dict.fromkeys(table["scenario"]) if key != "baseline"]
    if not names:
        return pd.DataFrame()
    return effects_of(
        table,
        against=dict.fromkeys(names, "baseline"),
        outcomes=list(OUTCOMES),
        directions=dict.fromkeys(OUTCOMES, 1),
        smallest_effect=dict.fromkeys(OUTCOMES, 0.01),
        residents=100.0,
        primary="belonging",
    )


def groups(
    table: pd.DataFrame, ages: tuple[str, ...] = ("18-29", "30-44", "45-59", "60+")
) -> pd.DataFrame:
    """The same effects for every group, the later ones smaller."""
    origins = ("established", "resettled", "migrant", "villager")
    names = ["scenario", "outcome", "month", "n", "difference", "low", "high", "verdict"]
    every = effects(table).reindex(columns=names)
    parts = []
    for place, (origin, age) in enumerate((origin, age) for origin in origins for age in ages):
        part = every.assign(origin=origin, age=age)
        parts.append(part.assign(difference=part["difference"] * (1 - 0.05 * place)))
    return pd.concat(parts, ignore_index=True)


def communities(scenarios: list[str], months: int = 24) -> pd.DataFrame:
    """Two communities of each kind: one of 100 people at 0.4, one of 300 at 0.6."""
    rows = [
        (scenario, month, kind, f"{kind} {people}", people, level + 0.01 * place)
        for place, scenario in enumerate(scenarios)
        for month in range(1, months + 1)
        for kind in ("established", "resettlement", "mixed_new", "village")
        for people, level in ((100, 0.4), (300, 0.6))
    ]
    columns = ["scenario", "month", "kind", "community", "residents", "belonging"]
    return pd.DataFrame(rows, columns=columns)


def ledger(scenarios: list[str]) -> pd.DataFrame:
    """Pay everywhere; the n-th scenario spends n yuan on training and saves half a yuan of pay."""
    rows = []
    for place, scenario in enumerate(scenarios):
        rows += [
            (scenario, "committee_pay", 60.0 - 0.5 * place),
            (scenario, "training", 1.0 * place),
            (scenario, "building", 12.25 if place == 2 else 0.0),
        ]
    return pd.DataFrame(rows, columns=["scenario", "line", "yuan_per_resident_year"])


@dataclass
class Case:
    """Where runs come from, and the tables that are made of them, each once."""

    source: Source
    runs: pd.DataFrame

    @cached_property
    def effects(self) -> pd.DataFrame:
        return effects(self.runs)

    @cached_property
    def groups(self) -> pd.DataFrame:
        return groups(self.runs)

    @property
    def names(self) -> list[str]:
        return list(dict.fromkeys(self.runs["scenario"])) or list(self.source.titles)

    @property
    def one(self) -> pd.DataFrame:
        """One run."""
        rows = self.runs
        return rows[(rows["replication"] == 0) & (rows["scenario"] == "training")]


def nasty() -> dict[str, Case]:
    """Every kind of input."""
    usual = titles()
    holes = runs(list(usual))
    holes.loc[holes["scenario"] == "training", list(OUTCOMES)] = np.nan
    same = runs(list(usual)).assign(belonging=0.5, participation=0.25)
    cases = {
        "usual": (usual, runs(list(usual))),
        "thirty": (titles(30), runs(list(titles(30)), 5)),
        "alone": (titles(1), runs(["baseline"])),
        "long": (titles(5, long=True), runs(list(titles(5)))),
        "holes": (usual, holes),
        "constant": (usual, same),
        "one run": (usual, runs(list(usual), 1)),
        "one month": (usual, runs(list(usual), 6, 1)),
        "empty": (usual, runs(list(usual), 0)),
    }
    return {name: Case(source_of(named), table) for name, (named, table) in cases.items()}
