"""A results folder: resumed by key, never half-written, never mixed."""

from __future__ import annotations

import getpass
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.errors import ContractError, ResultsError
from sim.manifest import Plan, model_hash
from sim.spreadsheet import read_csv, write_csv
from sim.store import Layout, Results, Run, Store

MONTHS = 3
LAYOUT = Layout(
    outcomes=("belonging", "cost_yuan"),
    policies=("staff_training",),
    lines=(("pay", "county", "staff"), ("fees", "county", "trainers")),
)


def plan(replications: int = 2, **changes: Any) -> Plan:
    scenarios = {
        "baseline": {"months": MONTHS, "policies": {}},
        "training": {"months": MONTHS, "policies": {"staff_training": {"hours": 40}}},
    }
    asked = Plan(
        experiment="question: 哪一类政策?\n",
        scenarios=scenarios,
        keys={name: str(content) for name, content in scenarios.items()},
        seed=1,
        worlds="sampled",
        replications=replications,
        tool_version="0.1.0",
    )
    return replace(asked, **changes)


def run(scenario: str, replication: int, level: float = 0.5) -> Run:
    """Belonging rises by a tenth a month; fees of 12.34 yuan are paid in month 2."""
    ledger = np.zeros((MONTHS, 2), np.int64)
    ledger[1, 1] = 1234
    return Run(
        scenario,
        replication,
        seed=7,
        seconds=0.5,
        series={
            "belonging": level + 0.1 * np.arange(MONTHS),
            "cost_yuan": np.array([0.0, 12.34, 0.0]),
        },
        ledger=ledger,
        delivered=np.array([[1.0], [0.5], [1.0]]),
    )


def fill(folder: Path, replications: int = 2) -> None:
    with Store(folder, plan(replications), LAYOUT) as store:
        for replication in range(replications):
            pair = [run("baseline", replication), run("training", replication, 0.6)]
            store.write(each for each in pair if (each.scenario, replication) not in store.finished)


def test_what_goes_in_comes_out_sorted(tmp_path: Path) -> None:
    with Store(tmp_path / "r", plan(), LAYOUT) as store:
        store.write([run("training", 1), run("baseline", 1)])
        store.write([run("training", 0), run("baseline", 0, 1 / 3)])
    results = Results.open(tmp_path / "r")
    runs = results.runs()
    assert list(runs.columns) == ["scenario", "replication", "month", "belonging", "cost_yuan"]
    keys = list(runs[["scenario", "replication", "month"]].itertuples(index=False, name=None))
    assert keys == sorted(keys)
    assert len(keys) == 12
    assert runs["belonging"][0] == 1 / 3
    assert runs["month"].tolist()[:3] == [1, 2, 3]
    assert results.ledger().iloc[0].tolist() == [
        "baseline", 0, 2, "fees", "county", "trainers", 12.34,
    ]  # fmt: skip
    assert results.delivered()["staff_training"].tolist()[:3] == [1.0, 0.5, 1.0]
    assert results.status()["status"].tolist() == ["done"] * 4
    assert results.manifest["counts"] == {"asked": 4, "done": 4}


def test_a_missing_number_stays_missing_and_infinity_infinite(tmp_path: Path) -> None:
    strange = run("baseline", 0)
    strange.series["belonging"][:] = [np.nan, np.inf, np.nan]
    strange.series["cost_yuan"][:] = np.nan
    with Store(tmp_path / "r", plan(), LAYOUT) as store:
        store.write([strange])
    runs = Results.open(tmp_path / "r").runs()
    assert runs["belonging"].dtype == runs["cost_yuan"].dtype == np.float64
    assert runs["belonging"].isna().tolist() == [True, False, True]
    assert runs["belonging"][1] == np.inf


def test_resuming_skips_what_is_done_and_only_that(tmp_path: Path) -> None:
    with Store(tmp_path / "r", plan(), LAYOUT) as store:
        store.write([run("baseline", 0), Run("training", 0, 7, "failed", message="why")])
    with Store(tmp_path / "r", plan(), LAYOUT) as store:
        assert store.finished == {("baseline", 0)}
        assert store.counts() == {"asked": 4, "done": 1, "failed": 1}
        store.write([run("training", 0)])
        assert store.counts() == {"asked": 4, "done": 2}
    assert store.warnings == []


def test_more_replications_leave_the_first_ones_alone(tmp_path: Path) -> None:
    fill(tmp_path / "r", 2)
    first = Results.open(tmp_path / "r").runs()
    fill(tmp_path / "r", 4)
    grown = Results.open(tmp_path / "r")
    assert grown.manifest["replications"] == 4
    runs = grown.runs()
    assert len(runs) == 2 * len(first)
    again = runs[runs["replication"] < 2].reset_index(drop=True)
    assert again.equals(first)


def test_fewer_replications_lose_nothing(tmp_path: Path) -> None:
    fill(tmp_path / "r", 3)
    fill(tmp_path / "r", 2)
    assert Results.open(tmp_path / "r").manifest["counts"] == {"asked": 6, "done": 6}


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"seed": 2}, "seed: 1 → 2"),
        ({"worlds": "default"}, "worlds: sampled → default"),
        ({"tool_version": "0.2.0"}, "tool_version: 0.1.0 → 0.2.0"),
    ],
)
def test_results_of_another_question_are_refused(
    tmp_path: Path, changed: dict[str, Any], message: str
) -> None:
    fill(tmp_path / "r")
    before = (tmp_path / "r" / "manifest.json").read_bytes()
    with pytest.raises(ResultsError, match=message):
        Store(tmp_path / "r", plan(**changed), LAYOUT)
    assert (tmp_path / "r" / "manifest.json").read_bytes() == before
    with Store(tmp_path / "r", plan(), LAYOUT) as store:
        assert store.warnings == []  # the refusal left no lock behind


def test_a_changed_scenario_is_refused_by_the_key_that_changed(tmp_path: Path) -> None:
    fill(tmp_path / "r")
    edited = plan()
    scenarios = {
        **edited.scenarios,
        "training": {"months": MONTHS, "policies": {"staff_training": {"hours": 60}}},
    }
    edited = replace(edited, scenarios=scenarios, keys={**edited.keys, "training": "other"})
    with pytest.raises(
        ResultsError, match=r"scenarios\.training\.policies\.staff_training\.hours: 40 → 60"
    ):
        Store(tmp_path / "r", edited, LAYOUT)


def test_a_changed_model_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path / "r")
    monkeypatch.setattr("sim.manifest.model_hash", lambda: "0123456789ab")
    with pytest.raises(ResultsError, match=r"model: .* → 0123456789ab"):
        Store(tmp_path / "r", plan(), LAYOUT)


def test_the_model_hash_sees_the_model_and_not_its_readers(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "trust.py").write_text("gain = 1\n")
    (tmp_path / "cli").mkdir()
    (tmp_path / "cli" / "screen.py").write_text("")
    first = model_hash(tmp_path)
    (tmp_path / "cli" / "screen.py").write_text("print()\n")
    assert model_hash(tmp_path) == first
    (tmp_path / "rules" / "trust.py").write_text("gain = 2\n")
    assert model_hash(tmp_path) != first


def test_a_foreign_folder_is_refused_untouched(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("years of work")
    with pytest.raises(ResultsError, match=r"thesis\.docx"):
        Store(tmp_path, plan(), LAYOUT)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]
    with pytest.raises(ResultsError, match="is a file"):
        Store(tmp_path / "thesis.docx", plan(), LAYOUT)


def test_a_folder_that_cannot_be_written_is_told_before_the_first_run() -> None:
    with pytest.raises(ResultsError, match="cannot be written"):
        Store("/proc/results", plan(), LAYOUT)


def test_two_writers_are_refused_and_readers_are_not(tmp_path: Path) -> None:
    with Store(tmp_path / "r", plan(), LAYOUT) as store:
        store.write([run("baseline", 0)])
        with pytest.raises(ResultsError, match=f"in use by process {os.getpid()} on .* since"):
            Store(tmp_path / "r", plan(), LAYOUT)
        assert len(Results.open(tmp_path / "r").runs()) == MONTHS
        store.write([run("baseline", 1)])


WRITER = """
import sys
sys.path.insert(0, sys.argv[1])
from test_store import LAYOUT, Store, plan, run
store = Store(sys.argv[2], plan(1000), LAYOUT)
for replication in range(1000):
    if ("training", replication) not in store.finished:
        store.write([run("baseline", replication), run("training", replication, 0.6)])
        print(replication, flush=True)
"""


@pytest.mark.parametrize("moment", [0.0, 0.01, 0.03])
def test_a_killed_batch_keeps_whole_jobs_and_is_resumed(tmp_path: Path, moment: float) -> None:
    tests = Path(__file__).parent
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(tests), str(tmp_path / "r")],
        env={**os.environ, "PYTHONPATH": str(tests.parent)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert writer.stdout is not None
    writer.stdout.readline()
    time.sleep(moment)
    writer.send_signal(signal.SIGKILL)
    writer.communicate()
    with Store(tmp_path / "r", plan(1000), LAYOUT) as store:
        assert f"process {writer.pid}" in store.warnings[0]
        kept = {name: {i for s, i in store.finished if s == name} for name in plan().scenarios}
        assert kept["baseline"] == kept["training"] == set(range(len(store.finished) // 2))
    runs = Results.open(tmp_path / "r").runs()
    assert len(runs) == len(store.finished) * MONTHS > 0


def test_a_transaction_is_all_or_nothing(tmp_path: Path) -> None:
    misfit = replace(run("training", 0), delivered=np.ones((MONTHS, 2)))
    with Store(tmp_path / "r", plan(), LAYOUT) as store:
        with pytest.raises(ContractError, match="training 0"):
            store.write([run("baseline", 0), misfit])
        assert store.counts() == {"asked": 4}


def test_runs_with_lost_rows_are_run_again_and_it_is_said(tmp_path: Path) -> None:
    fill(tmp_path / "r")
    with sqlite3.connect(tmp_path / "r" / "runs.sqlite") as connection:
        connection.execute("DELETE FROM series WHERE scenario = 'training' AND replication = 1")
    connection.close()
    with Store(tmp_path / "r", plan(), LAYOUT) as store:
        assert store.finished == {("baseline", 0), ("baseline", 1), ("training", 0)}
    assert store.warnings == ["1 finished runs had lost rows and are run again."]


def test_an_empty_database_is_no_database_and_a_damaged_one_is_told(tmp_path: Path) -> None:
    fill(tmp_path / "r")
    database = tmp_path / "r" / "runs.sqlite"
    database.write_bytes(b"")
    with Store(tmp_path / "r", plan(), LAYOUT) as store:
        assert store.finished == frozenset()
    database.write_bytes(b"no database at all" * 100)
    with pytest.raises(ResultsError, match="not a database"):
        Store(tmp_path / "r", plan(), LAYOUT)
    with pytest.raises(ResultsError, match="not a database"):
        Results.open(tmp_path / "r").runs()


def test_results_that_are_not_there_or_too_old(tmp_path: Path) -> None:
    with pytest.raises(ResultsError, match="no results"):
        Results.open(tmp_path)
    (tmp_path / "manifest.json").write_text('{"format": 0, "identity": {"tool_version": "0.0.9"}}')
    with pytest.raises(ResultsError, match=r"Version 0\.0\.9 reads them"):
        Results.open(tmp_path)
    (tmp_path / "manifest.json").write_text("[]")
    with pytest.raises(ResultsError, match="not a manifest"):
        Results.open(tmp_path)


def test_the_manifest_tells_nothing_of_this_machine(tmp_path: Path) -> None:
    told = plan(
        command=["/opt/venv/bin/sim", "batch", str(tmp_path / "x.yaml"), "--seed", "1"],
        warnings=[f"{Path.home()}/county.csv: 3 cells imputed", "12 yuan / month, /3 of 4"],
        experiment={
            "against": "../scenarios/baseline.yaml",
            "county": "C:\\Users\\somebody\\county.csv",
            "question": '街道/社区 or "/srv/county/x.csv"?',
        },
    )
    with Store(tmp_path / "r", told, LAYOUT):
        pass
    text = (tmp_path / "r" / "manifest.json").read_text("utf-8")
    manifest = json.loads(text)
    assert manifest["command"] == ["sim", "batch", "x.yaml", "--seed", "1"]
    assert manifest["warnings"] == ["county.csv: 3 cells imputed", "12 yuan / month, /3 of 4"]
    assert manifest["experiment"] == {
        "against": "../scenarios/baseline.yaml",
        "county": "county.csv",
        "question": '街道/社区 or "x.csv"?',
    }
    assert str(tmp_path) not in text
    assert f"{Path.home()}/" not in text
    assert f"/{getpass.getuser()}" not in text
    assert {"numpy", "pandas"} <= set(manifest["packages"])


def test_the_folder_holds_only_named_files_after_closing(tmp_path: Path) -> None:
    fill(tmp_path / "r")
    Results.open(tmp_path / "r").export()
    names = sorted(path.name for path in (tmp_path / "r").iterdir())
    assert names == [".lock", "manifest.json", "runs.csv", "runs.sqlite"]


@pytest.mark.parametrize(
    "name", ["NA", "None", "nan", "null", "1", "=1+1", "-2", "＝A1", "'x", "减负"]
)
def test_scenario_names_survive_a_csv(tmp_path: Path, name: str) -> None:
    with Store(tmp_path / "r", plan(keys={name: "k"}, scenarios={name: {}}), LAYOUT) as store:
        store.write([run(name, 0, -0.5)])
    results = Results.open(tmp_path / "r")
    path = results.export()
    assert read_csv(path).equals(results.runs())
    first_cell = path.read_text("utf-8-sig").splitlines()[1].split(",")[0]
    assert first_cell[0] not in "=+-@＝"
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert ",-0.5," in path.read_text("utf-8-sig")


def test_missing_numbers_survive_a_csv(tmp_path: Path) -> None:
    import pandas as pd

    table = pd.DataFrame({"scenario": ["a", "b"], "belonging": [np.nan, 0.1 + 0.2]})
    write_csv(table, tmp_path / "t.csv")
    assert read_csv(tmp_path / "t.csv").equals(table)


def test_writing_does_not_need_pandas() -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import sim.store, sim.batch, sim.design;"
        "print([name for name in ('pandas', 'mesa', 'matplotlib', 'pydantic')"
        " if name in sys.modules])"
    )
    root = str(Path(__file__).parent.parent)
    printed = subprocess.run(
        [sys.executable, "-c", code, root], capture_output=True, text=True, check=True
    ).stdout
    assert printed == "[]\n"
