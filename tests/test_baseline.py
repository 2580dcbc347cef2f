"""No number of a shipped scenario moves without somebody meaning it."""

from __future__ import annotations

import json

import pytest
from baseline import STORED, results


def test_results_are_those_stored() -> None:
    stored = json.loads(STORED.read_text("utf-8"))
    found = results()
    assert found.keys() == stored.keys()
    for scenario, outcomes in found.items():
        assert outcomes == pytest.approx(stored[scenario], rel=1e-9, abs=1e-12), scenario
