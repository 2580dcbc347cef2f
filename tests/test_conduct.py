"""Carrying out: only what is new is run, as often as precision needs, and failures are data."""

from __future__ import annotations

import math
import os
import signal
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tiny_batches import REPLICATIONS, SCENARIOS, done, tables, tiny

from sim.batch import Interrupted, Job
from sim.conduct import Estimate, Options, conduct
from sim.conduct import runner as runner_module
from sim.conduct.plan import plan_of
from sim.conduct.runner import Runner, parse_shard
from sim.county import load_county
from sim.design import FRESH
from sim.errors import SimError
from sim.experiment import load_experiment
from sim.manifest import manifest_of
from sim.replication import Task, replicate
from sim.simulation import act
from sim.statistics.samples import interval
from sim.statistics.sequential import Precision, stop_at
from sim.store import Results, Store

NO_WINNER = "primary: belonging\nsmallest_effect: 0.5"


class Watch:
    """Counts the runs that a batch makes, by what it reports."""

    def __init__(self) -> None:
        self.made = 0
        self._before = 0

    def __call__(self, counts: Counter[str], total: int) -> None:
        self.made += counts.total() - min(self._before, counts.total())
        self._before = counts.total() % total


def status(folder: Path) -> Any:
    return Results(folder).status()


def counts(folder: Path) -> dict[str, int]:
    return dict(Results(folder).manifest["counts"])


# -- only what is new ------------------------------------------------------------------------


def test_only_new_replications_and_scenarios_are_run(tmp_path: Path) -> None:
    asked = load_experiment(tiny(tmp_path, NO_WINNER))
    made = []
    for experiment in (
        asked.changed(3, None),
        asked.changed(3, None),
        asked.changed(5, None),
        load_experiment(tiny(tmp_path, f"{NO_WINNER}\nscenarios: [training.yaml, more.yaml]",
                             more="policies: {staff_training: {hours: 20}}")).changed(5, None),
        load_experiment(tiny(tmp_path, f"{NO_WINNER}\nquestion: {{en: Why?, zh: 为何？}}")).changed(
            2, None),
    ):  # fmt: skip
        watch = Watch()
        done(experiment, tmp_path / "r", progress=watch)
        made.append(watch.made)
    assert made == [3 * 4, 0, 2 * 4, 5, 0]
    assert counts(tmp_path / "r") == {"asked": 2 * 4, "succeeded": 2 * 4}


def test_a_pilot_in_the_folder_of_a_comparison_finds_what_it_keeps(tmp_path: Path) -> None:
    """Runs that keep less are other runs: what a kind of question needs is there."""
    kept = {}
    for folder, panels in (("a", ()), ("b", ("belonging",))):
        experiment = load_experiment(tiny(tmp_path, "replications: 1"))
        plan = plan_of(experiment)
        said = ", ".join(("everything", *panels))
        kept[folder] = manifest_of(plan) | {
            "identity": manifest_of(plan)["identity"] | {"kept": said}
        }
    keys = []
    for folder, manifest in kept.items():
        with Store(tmp_path / folder, manifest) as store:
            runner = Runner(experiment, store, Options())
            runner.ask(experiment.points, dict.fromkeys(experiment.points, range(1)))
            keys.append(store.missing())
    assert not keys[0] & keys[1]


def test_a_shard_is_a_part_and_all_shards_are_the_whole(tmp_path: Path) -> None:
    experiment = load_experiment(tiny(tmp_path)).changed(7, None)
    with Store(tmp_path / "r", manifest_of(plan_of(experiment))) as store:
        found: list[int] = []
        for shard in (1, 2, 3):
            runner = Runner(experiment, store, Options(shard=(shard, 3)))
            runner.ask(experiment.points, dict.fromkeys(experiment.points, range(7)))
            part = [job.number for job in runner.jobs()]
            assert len(part) in (2, 3)
            found += part
        assert sorted(found) == list(range(7))
        assert [job.number for job in runner.jobs(whole=True)] == list(range(7))
        runner.run(runner.jobs()[:1])  # whoever goes on has the same part as before
        left = [job.number for job in runner.jobs(whole=True)]
        assert left == [number for number in range(7) if number != part[0]]
        assert [job.number for job in runner.jobs()] == part[1:]


@pytest.mark.parametrize("text", ["", "2", "0/3", "4/3", "1/0", "-1/3", "1/3/5", "a/b", "1.5/3"])
def test_a_part_of_nothing_is_refused(text: str) -> None:
    assert parse_shard("2/8") == (2, 8)
    with pytest.raises(SimError, match="expected a part of a whole such as 2/8"):
        parse_shard(text)


# -- preflight -------------------------------------------------------------------------------


def test_the_runs_of_the_preflight_are_kept_and_counted(tmp_path: Path) -> None:
    told: list[Estimate] = []
    watch = Watch()
    folder = tmp_path / "r"
    experiment = load_experiment(tiny(tmp_path, NO_WINNER))
    conduct(experiment, folder, Options(workers=1, progress=watch), told.append)
    (estimate,) = told
    assert (estimate.runs, estimate.scenarios) == (len(SCENARIOS) * REPLICATIONS, len(SCENARIOS))
    assert estimate.replications == REPLICATIONS
    assert 0 < estimate.seconds < 60
    assert 1e5 < estimate.bytes < 1e8
    assert 0 < estimate.detectable < 1
    assert watch.made == estimate.runs - 5 * len(SCENARIOS)
    assert (status(folder)["attempts"] == 1).all()
    done(experiment, tmp_path / "without")
    assert tables(folder) == tables(tmp_path / "without")


def test_an_estimate_by_hand(tmp_path: Path) -> None:
    """Five of twelve jobs are done; the others take as long a run, on two cores at once."""
    told: list[Estimate] = []

    def refuse(estimate: Estimate) -> None:
        told.append(estimate)
        raise SimError("Too long.")

    with pytest.raises(SimError):
        conduct(load_experiment(tiny(tmp_path)), tmp_path / "r", Options(workers=2), refuse)
    spent = status(tmp_path / "r")["seconds"].sum()
    assert told[0].seconds == pytest.approx(7 / 5 * spent / 2)
    last = Results(tmp_path / "r").last("service_quality")
    spreads = [
        np.std([last[name][i] - last["as it is"][i] for i in range(5)], ddof=1)
        for name in SCENARIOS
        if name != "as it is"
    ]
    # (1.959964 + 0.841621) SD / √(12 − 2)
    assert told[0].detectable == pytest.approx(2.801585 / math.sqrt(10) * max(spreads))


def test_a_batch_that_nobody_wants_has_done_no_more_than_its_preflight(tmp_path: Path) -> None:
    def refuse(_: Estimate) -> None:
        raise SimError("Too long.")

    with pytest.raises(SimError, match="Too long"):
        conduct(load_experiment(tiny(tmp_path)), tmp_path / "r", Options(workers=1), refuse)
    assert counts(tmp_path / "r") == {"asked": 48, "pending": 28, "succeeded": 20}


# -- precision -------------------------------------------------------------------------------

PRECISE = "replications: none\nprecision: {half_width: 0.009, most: 60}"


@pytest.mark.slow
def test_precision_stops_where_it_should_whoever_does_the_work(tmp_path: Path) -> None:
    experiment = tiny(tmp_path, PRECISE)
    done(experiment, tmp_path / "one")
    done(experiment, tmp_path / "two", workers=2)
    with pytest.raises(Interrupted):
        done(experiment, tmp_path / "resumed", progress=Interrupting(40))
    done(experiment, tmp_path / "resumed")
    assert tables(tmp_path / "one") == tables(tmp_path / "two") == tables(tmp_path / "resumed")

    results = Results(tmp_path / "one")
    last = results.last("service_quality")
    differences = [
        np.array([last[name][i] - last[of][i] for i in sorted(last[name])])
        for name, of in results.against().items()
    ]
    kept = stop_at(differences, Precision(0.009, most=60))
    assert 15 < results.manifest["replications"] == kept == len(differences[0]) < 60
    low, high = zip(*[interval(column) for column in differences], strict=True)
    assert max(np.subtract(high, low)) <= 2 * 0.009


def test_precision_is_usually_half_of_the_smallest_effect(tmp_path: Path) -> None:
    numbers = {}
    for text in ("{half_width: 0.009, most: 60}", "{most: 60}"):
        said = f"replications: none\nsmallest_effect: 0.018\nprecision: {text}"
        done(tiny(tmp_path, said), tmp_path / text)
        numbers[text] = Results(tmp_path / text).manifest["replications"]
    assert len(set(numbers.values())) == 1
    assert 15 < numbers["{most: 60}"] < 60


def test_of_more_replications_than_precision_needed_nothing_is_told(tmp_path: Path) -> None:
    text = "replications: none\nsmallest_effect: 0.5\nprecision: {half_width: 0.009, most: 60}"
    done(tiny(tmp_path, text), tmp_path / "r")
    results = Results(tmp_path / "r")
    assert results.manifest["winner"] is None
    kept = results.manifest["replications"]
    with closing(sqlite3.connect(tmp_path / "r" / "runs.sqlite")) as connection:
        (made,) = connection.execute("SELECT COUNT(DISTINCT replication) FROM runs").fetchone()
    assert results.runs()["replication"].max() + 1 == kept < made


def test_precision_that_is_not_reached_is_told(tmp_path: Path) -> None:
    text = "replications: none\nprecision: {half_width: 0.000001, most: 12}"
    warnings = done(tiny(tmp_path, text), tmp_path / "r")
    assert Results(tmp_path / "r").manifest["replications"] == 12
    assert len(warnings) == 1


def test_precision_does_not_wait_for_a_scenario_that_always_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_for(monkeypatch, "training")
    text = "replications: none\nprecision: {half_width: 1.0, most: 500}"
    done(tiny(tmp_path, text), tmp_path / "r")
    assert counts(tmp_path / "r") == {"asked": 60, "failed": 15, "succeeded": 45}
    fail_for(monkeypatch, *SCENARIOS)
    done(tiny(tmp_path / "all", text), tmp_path / "all" / "r")
    assert counts(tmp_path / "all" / "r") == {"asked": 60, "failed": 60}


@pytest.mark.parametrize("failing", [["as it is"], list(SCENARIOS)])
def test_a_batch_without_a_pair_is_carried_out_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: list[str]
) -> None:
    fail_for(monkeypatch, *failing)
    assert done(tiny(tmp_path), tmp_path / "r") == []
    assert counts(tmp_path / "r")["failed"] == len(failing) * REPLICATIONS
    assert Results(tmp_path / "r").manifest["winner"] is None


def test_precision_in_shards_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SimError, match="cannot be cut in shards"):
        done(tiny(tmp_path, PRECISE), tmp_path / "r", shard=(1, 2))


# -- equal cost ------------------------------------------------------------------------------

EQUAL = (
    "kind: packages\nscenarios: none\npolicies_of: [training.yaml, publicity.yaml]\n"
    "replications: 6\nequal_cost: "
)


def costs(folder: Path) -> dict[str, float]:
    """Yuan per resident and year more than the baseline; half a year was simulated."""
    results = Results(folder)
    totals = results.total("cost_yuan")
    people = float(load_county("illustrative").residents.sum())
    return {
        name: np.mean([totals[name][i] - totals[of][i] for i in totals[name]]) / people * 2
        for name, of in results.against().items()
        if name in totals
    }


def test_packages_cost_the_same_within_two_percent(tmp_path: Path) -> None:
    assert done(tiny(tmp_path, EQUAL + "30"), tmp_path / "r") == []
    found = costs(tmp_path / "r")
    assert len(found) == 3
    assert all(abs(cost - 30) <= 0.02 * 30 for cost in found.values())
    assert set(Results(tmp_path / "r").manifest["sizes"]) == set(found)


def test_a_package_that_cannot_cost_as_much_is_told(tmp_path: Path) -> None:
    warnings = done(tiny(tmp_path, EQUAL + "9999"), tmp_path / "r")
    assert len(warnings) == 3
    assert all("not 9999: no size between 0.02 and 4 does." in text for text in warnings)


def test_a_package_that_fails_keeps_its_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(scenario: Any) -> bool:
        return "publicity" in scenario.policies.given()

    tried = fail_where(monkeypatch, broken)
    warnings = done(tiny(tmp_path, EQUAL + "30"), tmp_path / "r")
    assert len(tried) == 2 * 6  # each once, however often sizes are tried
    assert len(warnings) == 2
    assert all(text.endswith("its cost is not known, since its runs failed; it keeps its size.")
               for text in warnings)  # fmt: skip
    assert abs(costs(tmp_path / "r")["training"] - 30) <= 0.02 * 30


# -- the winner ------------------------------------------------------------------------------


def test_the_winner_and_its_baseline_alone_have_fresh_replications(tmp_path: Path) -> None:
    done(tiny(tmp_path), tmp_path / "r")
    results = Results(tmp_path / "r")
    assert results.manifest["winner"] == "training"
    fresh = results.runs(fresh=True)
    assert sorted(set(fresh["scenario"])) == ["as it is", "training"]
    assert sorted(set(fresh["replication"])) == list(range(FRESH, FRESH + REPLICATIONS))
    assert results.runs()["replication"].max() == REPLICATIONS - 1
    seeds = results.status()[["replication", "seed"]].drop_duplicates()
    assert seeds["seed"].is_unique


def test_a_shard_knows_too_little_to_say_who_is_highest(tmp_path: Path) -> None:
    done(tiny(tmp_path), tmp_path / "r", shard=(1, 1))
    assert "winner" not in Results(tmp_path / "r").manifest
    assert Results(tmp_path / "r").runs(fresh=True).empty


def test_nobody_wins_who_is_not_surely_better(tmp_path: Path) -> None:
    done(tiny(tmp_path), tmp_path / "r")
    done(tiny(tmp_path, NO_WINNER), tmp_path / "r")
    assert Results(tmp_path / "r").manifest["winner"] is None
    assert counts(tmp_path / "r") == {"asked": 48, "succeeded": 48}
    watch = Watch()
    done(tiny(tmp_path), tmp_path / "r", progress=watch)
    assert (watch.made, counts(tmp_path / "r")["succeeded"]) == (0, 72)


# -- failures --------------------------------------------------------------------------------


def fail_where(monkeypatch: pytest.MonkeyPatch, is_broken: Any) -> list[str]:
    """Have runs of some scenarios raise; returns a list of those that are tried."""
    tried: list[str] = []

    def broken(world: Any, scenario: Any) -> Any:
        if is_broken(scenario):
            tried.append(scenario.name)
            raise RuntimeError("the bridge is out")
        return act(world, scenario)

    monkeypatch.setattr("sim.replication.act", broken)
    return tried


def fail_for(monkeypatch: pytest.MonkeyPatch, *names: str) -> list[str]:
    return fail_where(monkeypatch, lambda scenario: scenario.name in names)


def test_a_failing_scenario_is_data_and_stops_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    experiment = tiny(tmp_path, NO_WINNER)
    done(experiment, tmp_path / "whole")
    with monkeypatch.context() as patch:
        tried = fail_for(patch, "publicity")
        done(experiment, tmp_path / "r")
        assert len(tried) == REPLICATIONS  # each once
    found = status(tmp_path / "r").set_index("scenario")
    lost = found.loc["publicity"]
    assert set(lost["status"]) == {"failed"}
    assert set(found.drop("publicity")["status"]) == {"succeeded"}
    assert set(lost["message"]) == {"RuntimeError: the bridge is out"}
    assert lost["traceback"].str.contains('File "tests/test_conduct.py"').all()
    whole = status(tmp_path / "whole").set_index("scenario").loc["publicity"]
    assert lost["seed"].tolist() == whole["seed"].tolist()
    assert lost["run"].tolist() == whole["run"].tolist()  # the key by which it is repeated

    watch = Watch()
    done(experiment, tmp_path / "r", progress=watch)
    assert watch.made == REPLICATIONS
    assert tables(tmp_path / "r") == tables(tmp_path / "whole")


def test_a_run_that_kills_its_worker_fails_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner_module, "replicate", deadly)
    done(tiny(tmp_path, f"{NO_WINNER}\nreplications: 2"), tmp_path / "r", workers=2)
    found = status(tmp_path / "r").groupby(["scenario", "status"]).size().to_dict()
    assert found == {
        ("as it is", "succeeded"): 2,
        ("training", "succeeded"): 2,
        ("publicity", "succeeded"): 2,
        ("grids", "failed"): 2,
    }
    message = status(tmp_path / "r").set_index("scenario").loc["grids", "message"].iloc[0]
    assert message.startswith("Its process was killed three times")


def deadly(job: Job) -> Any:
    """Replicates, but dies where a scenario has grids."""
    task: Task = job.payload
    if any("grid_management" in each.policies.given() for _, each in task.runs):
        os.kill(os.getpid(), signal.SIGKILL)
    return replicate(job)


# -- interruptions ---------------------------------------------------------------------------


class Interrupting:
    """Sends Ctrl-C once so many runs are done."""

    def __init__(self, after: int) -> None:
        self.after = after

    def __call__(self, counts: Counter[str], _total: int) -> None:
        if counts.total() >= self.after:
            signal.raise_signal(signal.SIGINT)


@pytest.mark.parametrize("workers", [1, 2])
def test_an_interrupted_batch_keeps_what_is_done_and_marks_the_rest(
    tmp_path: Path, workers: int
) -> None:
    experiment = tiny(tmp_path, NO_WINNER)
    with pytest.raises(Interrupted, match=r"of 48 runs are kept"):
        done(experiment, tmp_path / "r", workers=workers, progress=Interrupting(8))
    found = counts(tmp_path / "r")
    assert found["asked"] == 48
    assert 8 <= found["succeeded"] < 48
    assert set(found) <= {"asked", "succeeded", "pending", "aborted"}
    warnings = done(experiment, tmp_path / "r")
    aborted = found.get("aborted", 0)
    assert warnings == (
        [f"{aborted} runs were under way when the last batch ended."] if aborted else []
    )
    assert counts(tmp_path / "r") == {"asked": 48, "succeeded": 48}
