"""From a comparison to what charts and report are told: labels, titles, record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.analysis.switching import decisive_assumptions, sign_counts, switching_values
from sim.assumptions import ranges
from sim.county.columns import COLUMNS
from sim.design import FRESH
from sim.experiment.labels import VALUES, factor_title
from sim.money import LINES
from sim.outcomes import OUTCOMES
from sim.policies import POLICIES
from sim.presets import title_of
from sim.report import CountyNote, Ending, Provenance, ReportInput, cost_table, no_effects
from sim.words import Label

if TYPE_CHECKING:
    import pandas as pd

    from sim.charts import Source
    from sim.comparison import Comparison
    from sim.result import RunResult

HEADLINES = tuple(key for key, item in OUTCOMES.items() if item.headline)
DIRECTIONS = {key: item.direction for key, item in OUTCOMES.items()}
MOST_SEARCHED = 24
"""Scenarios of which the report looks for assumptions that decide."""


def labels() -> dict[str, Label]:
    """What every outcome is called and counted in."""
    return {key: Label(item.en, item.zh, item.unit) for key, item in OUTCOMES.items()}


def assumption_table() -> pd.DataFrame:
    """key, en, zh, default, low, high, unit, source, grade of every assumption."""
    import pandas as pd

    return pd.DataFrame([{"key": key} | item._asdict() for key, item in ranges().items()])


def source_of(comparison: Comparison) -> Source:
    """What charts say of a comparison besides its numbers."""
    from sim.charts import Source

    return Source(
        baseline=comparison.baseline,
        titles=comparison.titles,
        starts=comparison.starts,
        ends=comparison.ends,
        policies={key: policy.TITLE for key, policy in POLICIES.items()},
        seed=int(comparison.settings["seed"]),
        county=_county_label(comparison.county),
        assumed_share=assumed_share(),
        version=str(comparison.manifest["identity"]["tool_version"]),
        fingerprint=str(comparison.manifest["fingerprint"]),
        command=" ".join(comparison.manifest["command"]),
    )


def source_of_run(result: RunResult) -> Source:
    """What charts say of one run besides its numbers."""
    from sim.charts import Source

    name, given = result.scenario.name, result.scenario.policies.given()
    title = {str(lang): text for lang, text in result.scenario.title.items()}
    return Source(
        baseline="",
        titles={name: title or {"en": name, "zh": name}},
        starts={name: {key: policy.start for key, policy in given.items()}},
        policies={key: policy.TITLE for key, policy in POLICIES.items()},
        seed=result.seed,
        county=_county_label({"illustrative": result.scenario.county == "illustrative"}),
        assumed_share=assumed_share(),
    )


def assumed_share() -> float:
    """The share of uncertain facts whose default is assumed."""
    grades = [item.grade for item in ranges().values()]
    return grades.count("assumed") / len(grades)


def report_input(comparison: Comparison) -> ReportInput:
    """Everything one report tells."""
    county = comparison.county
    months = int(comparison.runs["month"].max()) if len(comparison.runs) else 0
    primary = comparison.primary
    outcomes = [primary, *(key for key in HEADLINES if key != primary)]
    tables = _tables(comparison)
    return ReportInput(
        question=comparison.question,
        scenarios=list(comparison.titles.items()),
        baseline=comparison.baseline,
        outcomes=outcomes,
        runs=comparison.runs,
        effects=comparison.effects if len(comparison.runs) else no_effects(),
        ledger=cost_table(comparison.ledger, county["population"], max(months, 1)),
        delivered=comparison.delivered,
        assumptions=assumption_table(),
        labels=labels(),
        county=CountyNote(
            label=_county_label(county),
            communities=county["communities"],
            population=county["population"],
            residents=county["residents"],
            illustrative=county["illustrative"],
            imputed=county["imputed"],
            columns={item.name: {"en": item.name, "zh": item.name} for item in COLUMNS},
        ),
        provenance=_provenance(comparison),
        lines={line.name: {"en": line.en, "zh": line.zh} for line in LINES},
        policies={key: policy.TITLE for key, policy in POLICIES.items()},
        endings=_endings(comparison),
        by_world=_by_world(comparison),
        fresh=tables.get("winner"),
        kind=comparison.kind,
        against=comparison.against,
        tables=tables,
        answer=comparison.answer if len(comparison.runs) else {},
        factors=factor_titles(comparison.points),
        varied=[str(name) for name in comparison.points.columns[2:]],
        grades=_grades(),
        starts=comparison.starts,
        equal_cost=comparison.settings.get("equal_cost"),
        places=comparison.places,
    )


def _tables(comparison: Comparison) -> dict[str, pd.DataFrame]:
    """What the question is answered with, and where the answer would turn."""
    if not len(comparison.runs):
        return {}
    found = dict(comparison.tables)
    direction = DIRECTIONS[comparison.primary]
    levels = _levels(comparison)
    if levels:
        found["switching"] = switching_values(
            levels, direction=direction, smallest_effect=comparison.smallest_effect
        )
    if comparison.kind != "sensitivity" and comparison.settings["worlds"] != "default":
        runs, against = comparison.runs, comparison.against
        primary = comparison.primary
        found["signs"] = sign_counts(runs, against=against, outcome=primary)
        worlds = comparison.worlds.drop(columns="world")
        names = [str(name) for name in found["signs"]["scenario"]][:MOST_SEARCHED]
        found["decisive"] = decisive_assumptions(
            runs, worlds, against=against, outcome=primary, scenarios=names
        )
    return found


def _levels(comparison: Comparison) -> dict[str, pd.DataFrame]:
    """Factor that is a number → the effect on the primary outcome at each value that ran."""
    found: dict[str, pd.DataFrame] = {}
    if "curves" in comparison.tables and comparison.against:
        curves = comparison.tables["curves"]
        found |= {str(factor): table for factor, table in curves.groupby("factor", sort=False)}
    for name, table in comparison.tables.items():
        if name.startswith("response_") and table.iloc[:, 0].dtype.kind in "iuf":
            factor = str(table.columns[0])
            found[factor] = table.rename(columns={factor: "value"})
    return found


def factor_titles(points: pd.DataFrame) -> dict[str, dict[str, str]]:
    """What every factor of a design is called in both languages, and every assumption."""
    names = [str(name) for name in points.columns[2:]]
    names += list(ranges())
    titles = {name: factor_title(_dotted(name)) for name in names}
    found = {name: {"en": en, "zh": zh} for name, (en, zh) in titles.items()}
    return found | {value: {"en": en, "zh": zh} for value, (en, zh) in VALUES.items()}


def _dotted(name: str) -> str:
    """The key by which a setting is titled: assumptions stand in worlds without their room."""
    return f"assumptions.{name}" if name in ranges() else name


def _grades() -> dict[str, str]:
    """What every assumption rests on, by both of its names."""
    return {
        key: item.grade for name, item in ranges().items() for key in (name, f"assumptions.{name}")
    }


def _county_label(county: dict[str, Any]) -> dict[str, str]:
    if county["illustrative"]:
        return {"en": "illustrative county", "zh": "示例县"}
    return {"en": "county given by the user", "zh": "用户提供的县"}


def _provenance(comparison: Comparison) -> Provenance:
    status = comparison.results.status()
    status = status[status["replication"] < FRESH]
    asked = int(comparison.manifest["replications"])
    done = status[status["status"] == "succeeded"].groupby("scenario").size()
    identity = comparison.manifest["identity"]
    names = list(comparison.titles)
    finished = {name: int(done.get(name, 0)) for name in names}
    failed = status[status["status"] == "failed"].groupby("scenario").size()
    return Provenance(
        asked=dict.fromkeys(names, asked),
        done=finished,
        failed={name: int(failed.get(name, 0)) for name in names},
        seed=int(comparison.settings["seed"]),
        command=" ".join(comparison.manifest["command"]),
        version=str(identity["tool_version"]),
        worlds=_kind_of_worlds(comparison.settings["worlds"]),
        burn_in=int(comparison.manifest["scenarios"][comparison.baseline].get("burn_in", 24)),
        identity={"model": str(identity["model"]), "numpy": str(identity["numpy"])},
        warnings=comparison.warnings,
        doubts=_doubts(comparison),
        fingerprint=str(comparison.manifest.get("fingerprint", "")),
        folder=comparison.folder.resolve().name,
        runs=_run_keys(status),
    )


def _doubts(comparison: Comparison) -> list[dict[str, str]]:
    """Why no comparison may be drawn, in both languages."""
    pairs = zip(comparison.doubts("en"), comparison.doubts("zh"), strict=True)
    return [{"en": en, "zh": zh} for en, zh in pairs]


def _run_keys(status: pd.DataFrame) -> dict[str, list[str]]:
    """Scenario → keys of its finished runs."""
    done = status[status["status"] == "succeeded"]
    return {str(name): its["run"].tolist() for name, its in done.groupby("scenario", sort=False)}


def _by_world(comparison: Comparison) -> list[tuple[Any, pd.DataFrame]]:
    """Title and effects of every named world; nothing where worlds have only numbers."""
    if not comparison.has_named_worlds or not len(comparison.runs):
        return []
    return [(title_of(name), table) for name, table in comparison.effects_by_world.items()]


def _kind_of_worlds(said: Any) -> str:
    """What the report calls the way in which worlds were chosen."""
    if isinstance(said, str):
        return said
    return "named" if "named" in said else "latin_hypercube"


def _packages(comparison: Comparison) -> dict[str, Any]:
    """The policies of every scenario that has a file of its own."""
    scenarios = comparison.manifest["scenarios"]
    return {name: scenario.get("policies", {}) for name, scenario in scenarios.items()}


def _endings(comparison: Comparison) -> list[Ending]:
    """Scenarios that end, each with the twin that goes on."""
    packages = {
        name: {key: _without_end(policy) for key, policy in package.items()}
        for name, package in _packages(comparison).items()
    }
    endings = []
    for name, month in comparison.ends.items():
        endless = [other for other in packages if other not in comparison.ends]
        twins = [other for other in endless if packages[other] == packages.get(name)]
        endings.append(Ending(name, month, twins[0] if twins else None))
    return endings


def _without_end(policy: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in policy.items() if key not in ("months", "taper")}
