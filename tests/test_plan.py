"""What the manifest says of an experiment before its first run."""

from __future__ import annotations

from pathlib import Path

from tiny_batches import tiny

from sim.conduct.plan import plan_of
from sim.experiment import load_experiment


def test_a_package_ends_with_the_last_of_its_policies(tmp_path: Path) -> None:
    """Six months: what goes on, or fades in the last of them, has no end to look back on."""
    policies = {
        "training": "{staff_training: {start: 2, months: 3}}",
        "both": "{staff_training: {months: 2}, publicity: {start: 2, months: 4}}",
        "one goes on": "{staff_training: {months: 2}, publicity: {}}",
        "fading": "{publicity: {months: 3, taper: 2}}",
        "fading long": "{publicity: {months: 3, taper: 3}}",
        "to the end": "{publicity: {months: 6}}",
    }
    named = ", ".join(f"{name}.yaml" for name in policies)
    said = {name: f"policies: {text}" for name, text in policies.items()}
    experiment = load_experiment(tiny(tmp_path, f"scenarios: [{named}]", **said))
    ends = plan_of(experiment).experiment["ends"]
    assert ends == {"training": 4, "both": 5, "fading": 3}
