"""What the manifest says of an experiment before its first run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sim.county import Profile, load_county
from sim.experiment import Experiment
from sim.manifest import Plan
from sim.outlook import warnings_of_all
from sim.population import sampled
from sim.scenario import Scenario
from sim.tables import LAYOUT
from sim.version import VERSION
from sim.vocabulary import COMMUNITY_KINDS

ILLUSTRATIVE = "illustrative"
MOST_TITLES = 400
"""Designs with more points than this call them by their names only."""


def plan_of(experiment: Experiment, command: Sequence[str] = ()) -> Plan:
    """Everything that is known of a batch beforehand."""
    first = experiment.loaded.baseline
    profile = load_county(first.county)
    settings = experiment.settings
    warnings = [*experiment.warnings, *warnings_of_all(experiment.scenarios)]
    said = {
        "name": experiment.name,
        "kind": experiment.kind,
        "question": experiment.question,
        "settings": settings.model_dump(mode="json") | {"worlds": settings.worlds_said()},
        "baseline": experiment.baseline,
        "titles": _titles(experiment),
        "starts": _starts(experiment),
        "ends": _ends(experiment),
        "county": {
            "illustrative": first.county == ILLUSTRATIVE,
            "communities": len(profile),
            "population": float(profile.residents.sum()),
            "residents": int(sampled(profile.residents, first.residents).sum()),
            "imputed": profile.imputed,
            "places": _places(profile, first.county),
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
        warnings=list(dict.fromkeys(warnings)),
        imputed=profile.summary() if profile.imputed else [],
    )


def _places(profile: Profile, county: str) -> dict[str, list[Any]]:
    """Where communities lie, what they are and how large, without names that mean no place.

    Towns and communities of an illustrative county, and of one whose table was partly imputed,
    go by numbers: its results speak of magnitudes, not of places.
    """
    nameless = profile.anonymous or county == ILLUSTRATIVE
    towns = [str(name) for name in profile.township]
    numbers = {name: f"town {at:02d}" for at, name in enumerate(dict.fromkeys(towns), start=1)}
    units = [f"unit {row:03d}" for row in range(1, len(profile) + 1)]
    return {
        "community": units if nameless else profile.labels(),
        "town": [numbers[name] for name in towns] if nameless else towns,
        "kind": [COMMUNITY_KINDS[code] for code in profile.kind],
        "x": profile.x.tolist(),
        "y": profile.y.tolist(),
        "residents": profile.residents.tolist(),
    }


def _starts(experiment: Experiment) -> dict[str, dict[str, int]]:
    """For each scenario the first month of each of its policies."""
    if len(experiment.points) > MOST_TITLES:
        return {}
    return {
        name: {key: policy.start for key, policy in point.scenario.policies.given().items()}
        for name, point in experiment.points.items()
    }


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
