"""``sim batch``: what it says beforehand, and when it is interrupted or misunderstood."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tiny_batches import tiny
from typer.testing import CliRunner, Result

from sim.batch import Interrupted
from sim.cli import app
from sim.conduct.runner import Runner


@pytest.fixture
def call() -> Callable[..., Result]:
    return lambda *arguments: CliRunner().invoke(app, [str(each) for each in arguments])


@pytest.mark.parametrize("more", [(), ("--shard", "1/2")])
def test_an_interruption_counts_all_runs_and_resumes_the_same_part(
    call: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: tuple[str]
) -> None:
    """Four scenarios, twelve replications: 48 runs, of which one job was told to be two of five."""
    run = Runner.run

    def interrupted(self: Runner, jobs: Any = None, *, quietly: bool = False) -> None:
        run(self, self.jobs()[:1], quietly=True)
        raise Interrupted(2, 5)

    monkeypatch.setattr(Runner, "run", interrupted)
    folder = tmp_path / "in here"
    asked = tiny(tmp_path / "asked")
    told = call("batch", asked, "--out", folder, "--workers", 1, *more)
    assert told.exit_code == 130
    assert "4 of 48 runs are kept" in told.stderr
    command = shlex.split(told.stderr.rsplit("The rest: ", 1)[1])
    typed = ["batch", str(asked), "--out", str(folder), "--resume", *more]
    assert command[-len(typed) :] == typed


def test_precision_says_how_far_it_may_go(call: Callable[..., Result], tmp_path: Path) -> None:
    text = "replications: none\nprecision: {half_width: 0.5, most: 20}"
    told = call("batch", tiny(tmp_path, text), "--out", tmp_path / "made", "--workers", 1)
    assert told.exit_code == 0
    assert "40 runs (4 scenarios, 10 replications): about 1 s" in told.stderr
    assert "These are the first" in told.stderr
    assert "up to 20 (80 runs)" in told.stderr


def test_a_scenario_is_no_experiment(call: Callable[..., Result]) -> None:
    told = call("batch", "staff_training")
    assert told.exit_code == 2
    assert "found staff_training, which is a scenario (sim run staff_training" in told.stderr


def test_check_warns_of_all_that_a_batch_would(call: Callable[..., Result], tmp_path: Path) -> None:
    assert "sample: 240 residents are 10 for each" in call("check", tiny(tmp_path)).stderr
