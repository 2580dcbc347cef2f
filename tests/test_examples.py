"""What ships is known by its bare name, as on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.errors import ScenarioError
from sim.experiment import load_experiment
from sim.scenario import load_scenario


def test_a_shipped_file_goes_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert load_scenario("staff_training").name == "staff_training"
    assert load_experiment("three_policies").name == "three_policies"


def test_a_file_of_that_name_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "staff_training").write_text("months: 7\n")
    with pytest.raises(ScenarioError):
        load_experiment("staff_training")  # no experiment ships under that name
    assert load_scenario("staff_training").months == 7
