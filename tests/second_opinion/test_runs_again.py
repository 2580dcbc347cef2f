"""How many runs were asked for, and by which keys they are known, counted and hashed again."""

from __future__ import annotations

import hashlib
import json

import pytest

from sim.assumptions import ranges
from sim.design import world_assumptions, worlds_from
from sim.store import world_key

KINDS = [
    "compared",
    "swept",
    "packaged",
    "at_equal_cost",
    "piloted",
    "screened",
    "shared_out",
    "stopped",
]


def hashed(content: object) -> str:
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@pytest.mark.parametrize("kind", KINDS)
def test_every_point_has_every_replication_and_month_once(kind, request) -> None:
    comparison = request.getfixturevalue(kind)
    runs, number = comparison.runs, comparison.manifest["replications"]
    points = comparison.points["scenario"].tolist()
    assert len(set(points)) == len(points)
    months = sorted(set(runs["month"]))
    assert len(runs) == len(points) * number * len(months)
    keys = set(zip(runs["scenario"], runs["replication"], runs["month"], strict=True))
    assert keys == {(p, i, m) for p in points for i in range(number) for m in months}
    if comparison.kind != "sensitivity":
        assert months == list(range(1, months[-1] + 1))


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_asked_is_what_the_plan_has(kind, request) -> None:
    comparison = request.getfixturevalue(kind)
    status, number = comparison.results.status(), comparison.manifest["replications"]
    usual = status[status["replication"] < number]
    fresh = status[status["replication"] >= number]
    assert len(usual) == len(comparison.points) * number
    winner = comparison.manifest.get("winner")
    assert set(fresh["scenario"]) == ({winner, comparison.baseline} if winner else set())
    assert len(fresh) == (2 * number if winner else 0)
    assert set(status["status"]) == {"succeeded"}
    asked = comparison.manifest["counts"]["asked"]
    assert asked == status["run"].nunique()


@pytest.mark.parametrize("kind", KINDS)
def test_exported_worlds_are_those_of_the_design(kind, request) -> None:
    comparison = request.getfixturevalue(kind)
    chosen, seed = worlds_from(comparison.settings["worlds"]), comparison.settings["seed"]
    for row in comparison.results.worlds().to_dict("records"):
        replication = int(row.pop("replication"))
        assert row == world_assumptions(replication, seed, ranges(), worlds=chosen)


@pytest.mark.parametrize("kind", KINDS)
def test_runs_are_known_by_what_they_are(kind, request) -> None:
    """By scenario, seed, world and how they are made: alike is one run, and no other is that."""
    comparison = request.getfixturevalue(kind)
    identity = comparison.manifest["identity"]
    making = hashed({k: v for k, v in identity.items() if k not in ("scenarios", "seed", "worlds")})
    chosen, seed = worlds_from(comparison.settings["worlds"]), comparison.settings["seed"]
    content = {name: content_of(comparison, name) for name in comparison.points["scenario"]}
    found: dict[str, tuple[str, int]] = {}
    for row in comparison.results.status().to_dict("records"):
        scenario, replication = content[row["scenario"]], row["replication"]
        world = world_key(world_assumptions(replication, seed, ranges(), worlds=chosen))
        key = hashed([scenario, row["seed"], world, making])
        assert row["run"] == key
        assert found.setdefault(key, (scenario, replication)) == (scenario, replication)
    assert len(set(found.values())) == len(found)


def content_of(comparison, name: str) -> str:
    """What a scenario says, its titles aside, in 16 digits."""
    said = comparison.results.scenario(name)
    kept = {
        key: value for key, value in said.items() if key not in ("name", "title", "description")
    }
    text = json.dumps(whole(kept), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def whole(said):
    """Whole numbers as whole numbers, so that 1.0 and 1 are one content."""
    if isinstance(said, dict):
        return {key: whole(value) for key, value in said.items()}
    if isinstance(said, list):
        return [whole(value) for value in said]
    return int(said) if isinstance(said, float) and said.is_integer() else said
