"""From a comparison to what charts and report are told: labels, titles, record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.assumptions import ranges
from sim.county.columns import COLUMNS
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
    said = comparison._said
    county = said["county"]
    months = int(comparison.runs["month"].max()) if len(comparison.runs) else 0
    primary = str(comparison.settings["primary"])
    outcomes = [primary, *(key for key in HEADLINES if key != primary)]
    return ReportInput(
        question=_question(comparison.settings["question"]),
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
        endings=_endings(comparison, months),
        by_world=_by_world(comparison),
    )


def _question(text: Any) -> dict[str, str]:
    if isinstance(text, str):
        return {"en": text, "zh": text}
    first = next(iter(text.values()), "")
    return {"en": text.get("en", first), "zh": text.get("zh", first)}


def _county_label(county: dict[str, Any]) -> dict[str, str]:
    if county["illustrative"]:
        return {"en": "illustrative county", "zh": "示例县"}
    return {"en": "county given by the user", "zh": "用户提供的县"}


def _provenance(comparison: Comparison) -> Provenance:
    status = comparison.results.status()
    asked = int(comparison.manifest["replications"])
    done = status[status["status"] == "done"].groupby("scenario").size()
    identity = comparison.manifest["identity"]
    names = list(comparison.titles)
    finished = {name: int(done.get(name, 0)) for name in names}
    failed = status[status["status"] != "done"].groupby("scenario").size()
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


def _endings(comparison: Comparison, months: int) -> list[Ending]:
    """Scenarios whose whole package ends before the horizon, with the twin that goes on."""
    packages = {
        name: scenario.get("policies", {})
        for name, scenario in comparison.manifest["scenarios"].items()
    }
    endings = []
    for name, policies in packages.items():
        lasts = [_last_month(policy) for policy in policies.values()]
        if not lasts or max(lasts) >= months:
            continue
        endless = {key: _without_end(policy) for key, policy in policies.items()}
        twins = [other for other, its in packages.items() if its == endless and other != name]
        endings.append(Ending(name, max(lasts), twins[0] if twins else None))
    return endings


def _last_month(policy: dict[str, Any]) -> int:
    months = policy.get("months")
    if months is None:
        return 10**9
    return int(policy.get("start", 1)) + int(months) - 1 + int(policy.get("taper", 0))


def _without_end(policy: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in policy.items() if key not in ("months", "taper")}
