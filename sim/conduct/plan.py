"""What the manifest says of an experiment before its first run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sim.county import load_county
from sim.experiment import Experiment
from sim.manifest import Plan
from sim.population import doubts_about_sample, sampled
from sim.scenario import Scenario
from sim.tables import LAYOUT
from sim.version import VERSION

MOST_TITLES = 400
"""Designs with more points than this call them by their names only."""


def plan_of(experiment: Experiment, command: Sequence[str] = ()) -> Plan:
    """Everything that is known of a batch beforehand."""
    first = experiment.loaded.baseline
    profile = load_county(first.county)
    settings = experiment.settings
    warnings = [text for scenario in experiment.scenarios.values() for text in scenario.warnings]
    thin = doubts_about_sample(profile.residents, first.residents)
    said = {
        "name": experiment.name,
        "kind": experiment.kind,
        "question": experiment.question,
        "settings": settings.model_dump(mode="json") | {"worlds": settings.worlds_said()},
        "baseline": experiment.baseline,
        "titles": _titles(experiment),
        "ends": _ends(experiment),
        "county": {
            "illustrative": first.county == "illustrative",
            "communities": len(profile),
            "population": float(profile.residents.sum()),
            "residents": int(sampled(profile.residents, first.residents).sum()),
            "imputed": profile.imputed,
        },
    }
    return Plan(
        experiment=said,
        scenarios={name: item.as_dict() for name, item in experiment.scenarios.items()},
        keys={name: item.key() for name, item in experiment.scenarios.items()},
        seed=settings.seed,
        worlds=settings.worlds_said(),
        kept=", ".join((settings.KEPT, *settings.panels)),
        replications=settings.replications,
        tool_version=VERSION,
        tables={
            "columns": {name: list(columns) for name, columns in LAYOUT.columns.items()},
            "lines": [list(line) for line in LAYOUT.lines],
            "groups": [list(group) for group in LAYOUT.groups],
            "assumptions": list(LAYOUT.assumptions),
        },
        command=list(command),
        warnings=list(dict.fromkeys([*experiment.warnings, *warnings, *profile.warnings, *thin])),
        imputed=profile.summary() if profile.imputed else [],
    )


def _ends(experiment: Experiment) -> dict[str, int]:
    """Scenarios whose whole package ends before the horizon, with its last full month."""
    if len(experiment.points) > MOST_TITLES:
        return {}
    ends = {name: _last_month(point.scenario) for name, point in experiment.points.items()}
    return {name: month for name, month in ends.items() if month is not None}


def _last_month(scenario: Scenario) -> int | None:
    """The last month before all policies end or begin to fade; None where one goes on."""
    policies = scenario.policies.given().values()
    ends = [policy.start + policy.months - 1 for policy in policies if policy.months is not None]
    tapers = [policy.taper for policy in policies]
    if not ends or len(ends) < len(policies) or max(ends) + max(tapers) >= scenario.months:
        return None
    return max(ends)


def _titles(experiment: Experiment) -> dict[str, Any]:
    if len(experiment.points) > MOST_TITLES:
        return {}
    return {name: dict(point.title) for name, point in experiment.points.items() if point.title}
