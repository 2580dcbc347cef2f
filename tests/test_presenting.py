"""From a comparison to what a report is told."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from sim.presenting import _endings
from sim.report import Ending


def comparison(**packages: dict[str, Any]) -> Any:
    """Packages as a manifest keeps them, with what ends when."""
    ends = {name: its["months"] for name, its in packages.items() if its["months"]}
    scenarios = {name: {"policies": {"staff_training": its}} for name, its in packages.items()}
    return SimpleNamespace(manifest={"scenarios": scenarios}, ends=ends)


def test_a_package_that_ends_has_the_same_without_an_end_for_its_twin() -> None:
    going_on = {"hours": 40, "months": None, "taper": 0}
    found = comparison(
        other=going_on | {"hours": 20}, forever=going_on,
        soon=going_on | {"months": 12}, late=going_on | {"months": 36, "taper": 6},
    )  # fmt: skip
    assert _endings(found) == [Ending("soon", 12, "forever"), Ending("late", 36, "forever")]


def test_a_package_may_have_no_twin() -> None:
    assert _endings(comparison(soon={"hours": 40, "months": 12})) == [Ending("soon", 12, None)]
