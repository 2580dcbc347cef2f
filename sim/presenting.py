"""From a comparison to what charts and report are told: labels, titles, record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.assumptions import ranges
from sim.county.columns import COLUMNS
from sim.design import FRESH
from sim.money import LINES
from sim.outcomes import OUTCOMES
from sim.policies import POLICIES
from sim.presets import title_of
from sim.report import CountyNote, Ending, Provenance, ReportInput, cost_table
from sim.words import Label

if TYPE_CHECKING:
    import pandas as pd

    from sim.charts import Caption
    from sim.comparison import Comparison

HEADLINES = tuple(key for key, item in OUTCOMES.items() if item.headline)


def labels() -> dict[str, Label]:
    """What every outcome is called and counted in."""
    return {key: Label(item.en, item.zh, item.unit) for key, item in OUTCOMES.items()}


def assumption_table() -> pd.DataFrame:
    """key, en, zh, default, low, high, unit, source, grade of every assumption."""
    import pandas as pd

    return pd.DataFrame([{"key": key} | item._asdict() for key, item in ranges().items()])


def caption(seed: int, *, illustrative: bool) -> Caption:
    """What every figure says of itself besides its n and its intervals."""
    from sim.charts import Caption

    grades = [item.grade for item in ranges().values()]
    share = grades.count("assumed") / len(grades)
    return Caption(seed, _county_label({"illustrative": illustrative}), share)


def report_input(comparison: Comparison) -> ReportInput:
    """Everything one report tells."""
    county = comparison.county
    months = int(comparison.runs["month"].max()) if len(comparison.runs) else 0
    primary = comparison.primary
    outcomes = [primary, *(key for key in HEADLINES if key != primary)]
    return ReportInput(
        question=comparison.question,
        scenarios=list(comparison.titles.items()),
        baseline=comparison.baseline,
        outcomes=outcomes,
        runs=comparison.runs,
        effects=comparison.effects,
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
        fresh=comparison.tables.get("winner"),
    )


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
    )


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
    packages = _packages(comparison)
    endings = []
    for name, month in comparison.ends.items():
        endless = {key: _without_end(policy) for key, policy in packages.get(name, {}).items()}
        twins = [other for other, its in packages.items() if its == endless and other != name]
        endings.append(Ending(name, month, twins[0] if twins else None))
    return endings


def _without_end(policy: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in policy.items() if key not in ("months", "taper")}
