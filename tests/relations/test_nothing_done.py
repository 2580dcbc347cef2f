"""R1-R11: a policy that cannot act is none, two halves are a whole, and words are only words."""

from __future__ import annotations

import json
from typing import Any
from unittest.mock import patch

import pytest

from sim import simulation
from sim.county import load_county
from sim.package import Package
from sim.policies import POLICIES
from sim.scenario import load_scenario
from sim.simulation import Record, act, package_of, step

KEYS = sorted(POLICIES)
IN_WHOLE_PIECES = ("facilities",)
"""Policies of which two halves are not a whole: sites are begun whole."""
NO_EFFECT: dict[str, dict[str, Any]] = {
    "R1 at no strength": {"fidelity": 0.0},
    "R2 after the last month": {"start": 7},
    "R3 nowhere": {"where": []},
    "R4 without money": {"budget": 0.0},
}


@pytest.fixture(scope="module")
def untouched(settled_once, small) -> Record:
    return act(settled_once.copy(), small())


# -- one policy ------------------------------------------------------------------------------


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("settings", NO_EFFECT.values(), ids=NO_EFFECT)
def test_r01_to_r04_a_policy_that_cannot_act_is_no_policy(
    key, settings, settled_once, small, untouched, same, strong
) -> None:
    """R1-R4. At no strength, after the horizon, nowhere, without money: bit for bit."""
    policies = {key: strong.get(key, {}) | settings}
    same(act(settled_once.copy(), small(policies=policies)), untouched)


@pytest.mark.parametrize("key", [key for key in KEYS if key not in IN_WHOLE_PIECES])
def test_r05_two_halves_of_a_policy_are_one_whole(key, settled_once, small, same, strong) -> None:
    """R5. Effects add, and halves of what counts in numbers add up without rounding."""
    whole = POLICIES[key](**strong.get(key, {}))
    half = whole.model_copy(update={"fidelity": 0.5})
    records = []
    for policies in ({"whole": whole}, {"one half": half, "other half": half}):
        package = Package(policies, profile=load_county("illustrative"), burn_in=12)
        with patch.object(simulation, "package_of", lambda *_, package=package: package):
            records.append(act(settled_once.copy(), small()))
    same(*records)


@pytest.mark.parametrize("key", KEYS)
def test_r06_a_policy_ends_where_its_effects_end(key, settled_once, small) -> None:
    """R6. After its last month a policy speaks no more: its channels are empty."""
    scenario = small(policies={key: {"months": 2}})
    world = settled_once.copy()
    package = package_of(scenario, load_county("illustrative"))
    package.begin(world)
    for month in range(1, 5):
        step(world, package)
        assert world.effects.buffer.any() == (month <= 2)


# -- how it is written -----------------------------------------------------------------------

PLAIN = """\
sample: 240
burn_in: 12
months: 6
policies:
  staff_training: {hours: 40, graduates: 1}
  task_offloading: {scale: 1.2, items: {land: {share: 0.25}}}
"""
OTHERWISE = {
    "R7 keys in another order": """\
policies:
  task_offloading: {items: {land: {share: 0.25}}, scale: 1.2}
  staff_training: {graduates: 1, hours: 40}
months: 6
sample: 240
burn_in: 12
""",
    "R8 comments": "# why\n" + PLAIN.replace("\n", "  # because\n"),
    "R8 blank lines": PLAIN.replace("\n", "\n\n"),
    "R8 Windows line ends": PLAIN.replace("\n", "\r\n"),
    "R8 a byte-order mark": "\ufeff" + PLAIN,
    "R8 numbers written otherwise": PLAIN.replace("40", "40.0").replace("1.2", "1.20"),
    "R9 another name": "name: other\ntitle: Another title\n" + PLAIN,
    "R10 defaults written out": "county: illustrative\n"
    + PLAIN.replace("hours", "start: 1, hours"),
}


@pytest.mark.parametrize("text", OTHERWISE.values(), ids=OTHERWISE)
def test_r07_to_r10_a_scenario_written_otherwise_is_the_same(
    text, tmp_path, settled_once, same
) -> None:
    """R7-R10. Same key, same run, whatever the order, comments, line ends, names."""
    read = []
    for name, written in (("one.yaml", PLAIN), ("other.yaml", text)):
        (tmp_path / name).write_bytes(written.encode())
        read.append(load_scenario(tmp_path / name))
    assert read[0].key() == read[1].key()
    same(*(act(settled_once.copy(), scenario) for scenario in read))


def test_r11_a_scenario_read_back_from_its_own_words_is_the_same(settled_once, small, same, strong):
    """R11. What a scenario says of itself is all of it."""
    scenario = small(policies=strong, budget=20.0, rollout={"pilots": 3, "months": 2})
    again = load_scenario(json.loads(json.dumps(scenario.as_dict())))
    assert again.key() == scenario.key()
    same(*(act(settled_once.copy(), each) for each in (scenario, again)))
