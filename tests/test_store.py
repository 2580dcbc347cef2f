"""A results folder: resumed by what runs are, never half-written, never mixed."""

from __future__ import annotations

import getpass
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.design import FRESH
from sim.errors import ContractError, ResultsError
from sim.exports import read_csv, write_csv
from sim.manifest import Plan, manifest_of, model_hash
from sim.store import Results, Row, Run, Store, making_key, run_key, world_key

MONTHS = 3
TABLES = {
    "columns": {
        "series": ["month", "belonging", "cost_yuan"],
        "groups": ["month", "group", "people", "belonging"],
        "delivered": ["month", "staff_training"],
        "ledger": ["month", "line", "fen"],
    },
    "lines": [["pay", "county", "staff"], ["fees", "county", "trainers"]],
    "groups": [["local", "under 35"], ["migrant", "35 to 59"]],
    "assumptions": ["trust.gain"],
}
HOURS = {"baseline": 0, "training": 40}


def manifest(hours: dict[str, int] | None = None, **changes: Any) -> dict[str, Any]:
    scenarios = {name: {"hours": each} for name, each in (hours or HOURS).items()}
    asked = Plan(
        experiment={"question": "哪一类政策?"},
        scenarios=scenarios,
        keys={name: str(content) for name, content in scenarios.items()},
        seed=1,
        worlds="sampled",
        kept="everything",
        replications=2,
        tool_version="0.1.0",
        tables=TABLES,
    )
    return manifest_of(replace(asked, **changes))


def key(hours: int, replication: int) -> str:
    return run_key(str(hours), replication, "world", "making")


def rows(hours: dict[str, int] | None = None, replications: Sequence[int] = (0, 1)) -> list[Row]:
    given = hours or HOURS
    first = next(iter(given))
    return [
        Row(
            name,
            None if name == first else first,
            str(each),
            {"hours": each},
            {"policies.staff_training.hours": each},
            {i: key(each, i) for i in replications},
        )
        for name, each in given.items()
    ]


def run(hours: int, replication: int) -> Run:
    """Belonging rises by a tenth a month; fees of 12.34 yuan are paid in month 2."""
    months = np.arange(1.0, MONTHS + 1)
    level = 0.5 + 0.001 * hours + 0.01 * replication
    return Run(
        key(hours, replication),
        seed=7,
        seconds=0.5,
        arrays={
            "series": np.column_stack([months, level + 0.1 * months, [0.0, 12.34, 0.0]]),
            "groups": np.array([[3.0, 0.0, 100.0, 0.5], [3.0, 1.0, 20.0, 0.4]]),
            "delivered": np.column_stack([months, [1.0, 0.5, np.nan]]),
            "ledger": np.array([[2, 1, 1234]]),
        },
    )


def failed(hours: int, replication: int) -> Run:
    return Run(key(hours, replication), 7, "failed", 0.1, "The county is empty.", "Traceback …")


@contextmanager
def opened(folder: Path, asked: list[Row] | None = None, **changes: Any) -> Iterator[Store]:
    with Store(folder, manifest(**changes)) as store:
        store.ask(rows() if asked is None else asked)
        yield store


def fill(folder: Path, replications: Sequence[int] = (0, 1)) -> None:
    with opened(folder, rows(replications=replications)) as store:
        missing = store.missing()
        for i in replications:
            store.write(r for r in (run(0, i), run(40, i)) if r.key in missing)


def edited(folder: Path, statement: str) -> None:
    """Somebody edits the database by hand."""
    with closing(sqlite3.connect(folder / "runs.sqlite")) as connection, connection:
        connection.execute(statement)


# -- what goes in comes out ------------------------------------------------------------------


def test_what_goes_in_comes_out_in_the_order_of_the_question(tmp_path: Path) -> None:
    with opened(tmp_path / "r") as store:
        store.write([run(40, 1), run(0, 1)])
        store.write([run(40, 0), run(0, 0)])
    results = Results.open(tmp_path / "r")
    runs = results.runs()
    assert list(runs.columns) == ["scenario", "replication", "month", "belonging", "cost_yuan"]
    keys = list(runs[["scenario", "replication", "month"]].itertuples(index=False, name=None))
    assert keys == [
        (name, i, month) for name in ("baseline", "training") for i in (0, 1) for month in (1, 2, 3)
    ]
    assert runs["belonging"].tolist()[-1] == 0.5 + 0.001 * 40 + 0.01 * 1 + 0.1 * 3.0
    assert results.ledger().iloc[0].tolist() == [
        "baseline", 0, 2, "fees", "county", "trainers", 12.34,
    ]  # fmt: skip
    assert results.groups().iloc[1].tolist() == [
        "baseline", 0, 3, "migrant", "35 to 59", 20.0, 0.4,
    ]  # fmt: skip
    assert results.delivered()["staff_training"].tolist()[:2] == [1.0, 0.5]
    assert results.last("cost_yuan") == {"baseline": {0: 0.0, 1: 0.0}, "training": {0: 0.0, 1: 0.0}}
    assert results.total("cost_yuan")["training"] == {0: 12.34, 1: 12.34}
    # 3 · 0.5 + 0.1 + 0.2 + 0.3
    assert results.total("belonging")["baseline"][0] == pytest.approx(2.1)
    assert results.points().to_dict("list") == {
        "scenario": ["baseline", "training"],
        "against": [None, "baseline"],
        "policies.staff_training.hours": [0, 40],
    }
    assert results.against() == {"training": "baseline"}
    assert results.scenario("training") == {"hours": 40}
    assert results.manifest["counts"] == {"asked": 4, "succeeded": 4}
    assert results.status()["digest"].tolist()[0] == run(0, 0).digest()
    assert np.array_equal(results.arrays(key(0, 0))["ledger"], [[2, 1, 1234]])


def test_panels_and_worlds_come_out_by_replication(tmp_path: Path) -> None:
    own = {"panel.belonging": np.array([[0.1, 0.2]]), "adopted": np.array([[0], [7]])}
    with opened(tmp_path / "r") as store:
        store.note_worlds({1: [0.2], 0: [0.1], 5: [0.9], FRESH: [0.3]})
        store.write([replace(run(40, 1), arrays=own)])
    results = Results.open(tmp_path / "r")
    assert results.panels("belonging")["training"][1].tolist() == [[0.1, 0.2]]
    assert results.adopted()["training"][1].tolist() == [0, 7]
    assert results.worlds().to_dict("list") == {"replication": [0, 1], "trust.gain": [0.1, 0.2]}


def test_fresh_replications_are_in_no_table_unless_asked_for(tmp_path: Path) -> None:
    with opened(tmp_path / "r", rows(replications=(0, FRESH, FRESH + 1))) as store:
        store.write([run(0, 0), run(0, FRESH), run(0, FRESH + 1)])
    results = Results.open(tmp_path / "r")
    assert set(results.runs()["replication"]) == set(results.groups()["replication"]) == {0}
    assert set(results.runs(fresh=True)["replication"]) == {FRESH, FRESH + 1}
    assert set(results.last("belonging")["baseline"]) == {0}


def test_a_missing_number_stays_missing_and_infinity_infinite(tmp_path: Path) -> None:
    strange = run(0, 0)
    strange.arrays["series"][:, 1] = [np.nan, np.inf, -np.nan]
    with opened(tmp_path / "r") as store:
        store.write([strange])
    runs = Results.open(tmp_path / "r").runs()
    assert runs["belonging"].isna().tolist() == [True, False, True]
    assert runs["belonging"][1] == np.inf


def test_no_run_at_all_is_an_empty_table_with_its_columns(tmp_path: Path) -> None:
    with opened(tmp_path / "r"):
        pass
    results = Results.open(tmp_path / "r")
    assert results.runs().columns.tolist()[2:] == TABLES["columns"]["series"]
    assert len(results.runs()) == len(results.groups()) == len(results.ledger()) == 0
    assert results.status()["status"].tolist() == ["pending"] * 4


# -- what a run is ---------------------------------------------------------------------------


def test_a_run_is_its_content_its_luck_its_world_and_how_it_is_made() -> None:
    usual = ("content", 7, world_key({"trust.gain": 0.1}), making_key(manifest()["identity"]))
    others = [
        ("other", *usual[1:]),
        (usual[0], 8, *usual[2:]),
        (*usual[:2], world_key({"trust.gain": 0.2}), usual[3]),
        *[
            (*usual[:3], making_key(manifest()["identity"] | {name: "other"}))
            for name in ("model", "numpy", "numba", "python", "tool_version", "kept")
        ],
    ]
    assert len({run_key(*each) for each in (usual, *others)}) == 10
    same = manifest({"another": 3}, seed=2, worlds="default", replications=9)["identity"]
    assert making_key(same) == usual[3]


def test_a_digest_hangs_on_numbers_and_names_alone() -> None:
    one = run(0, 0)
    backward = dict(reversed(list(one.arrays.items())))
    assert replace(one, arrays=backward, seed=8, seconds=3.0).digest() == one.digest()
    big = {name: values.astype(values.dtype.newbyteorder(">")) for name, values in backward.items()}
    assert replace(one, arrays=big).digest() == one.digest()
    zero = replace(one, arrays={"a": np.array([[0.0, np.nan]])})
    assert replace(one, arrays={"a": np.array([[-0.0, -np.nan]])}).digest() == zero.digest()
    assert replace(one, arrays={"b": np.array([[0.0, np.nan]])}).digest() != zero.digest()
    assert replace(one, arrays={"a": np.array([[0.0], [np.nan]])}).digest() != zero.digest()
    assert replace(one, arrays={"a": np.array([[5e-324, np.nan]])}).digest() != zero.digest()


def test_a_fingerprint_hangs_on_what_runs_gave_and_not_on_their_order(tmp_path: Path) -> None:
    runs = [run(hours, i) for hours in (0, 40) for i in (0, 1)]
    found = []
    backward = rows({"training": 40, "baseline": 0}, (1, 0))
    plans = (("a", runs, rows()), ("b", runs[::-1], rows()), ("c", runs, backward))
    for name, order, asked in (*plans, ("d", runs[:3], rows())):
        with opened(tmp_path / name, asked) as store:
            for each in order:
                store.write([each])
        found.append(Results.open(tmp_path / name).manifest["fingerprint"])
    assert found[0] == found[1] == found[2] != found[3]
    assert len(found[0]) == 19


def test_the_model_hash_sees_the_model_and_not_its_readers(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "trust.py").write_text("gain = 1\n")
    (tmp_path / "cli").mkdir()
    (tmp_path / "cli" / "screen.py").write_text("")
    hash_now = model_hash.__wrapped__  # the hash of a running program is made once
    first = hash_now(tmp_path)
    (tmp_path / "cli" / "screen.py").write_text("print()\n")
    assert hash_now(tmp_path) == first
    (tmp_path / "rules" / "trust.py").write_text("gain = 2\n")
    assert hash_now(tmp_path) != first


# -- what is asked again ---------------------------------------------------------------------


def test_resuming_needs_what_failed_or_was_never_done_and_only_that(tmp_path: Path) -> None:
    with opened(tmp_path / "r") as store:
        store.write([run(0, 0), failed(40, 0)])
    with opened(tmp_path / "r") as store:
        assert store.missing() == {key(40, 0), key(0, 1), key(40, 1)}
        assert store.counts() == {"asked": 4, "failed": 1, "pending": 2, "succeeded": 1}
        store.write([run(40, 0)])
        assert store.counts() == {"asked": 4, "pending": 2, "succeeded": 2}
    assert store.warnings == []


def test_a_failed_run_is_kept_with_its_seed_and_words(tmp_path: Path) -> None:
    with opened(tmp_path / "r") as store:
        store.begin([key(40, 0)])
        store.write([failed(40, 0)])
    found = Results.open(tmp_path / "r").status().set_index("run").loc[key(40, 0)]
    assert (found["status"], found["attempts"], found["seed"]) == ("failed", 1, 7)
    assert (found["message"], found["traceback"]) == ("The county is empty.", "Traceback …")


def test_runs_under_way_when_a_batch_ended_are_pending_and_it_is_said(tmp_path: Path) -> None:
    with opened(tmp_path / "r") as store:
        store.begin([key(0, 0), key(40, 0)])
        assert store.counts() == {"asked": 4, "pending": 2, "running": 2}
    with opened(tmp_path / "r") as store:
        assert store.counts() == {"asked": 4, "pending": 4}
        assert store.warnings == ["2 runs were under way when the last batch ended."]
        store.begin([key(0, 0)])
        store.abort()
        assert store.counts() == {"aborted": 1, "asked": 4, "pending": 3}
        store.write([run(0, 0)])
        store.abort()  # touches nothing that is done
        assert store.counts() == {"asked": 4, "pending": 3, "succeeded": 1}
        store.begin([key(40, 0)])
        store.abort()
    with opened(tmp_path / "r") as store:
        assert store.counts() == {"asked": 4, "pending": 3, "succeeded": 1}
        assert store.warnings == ["1 runs were under way when the last batch ended."]


def test_a_run_that_is_written_again_replaces_all_of_the_former(tmp_path: Path) -> None:
    less = replace(run(40, 0), arrays={"series": run(40, 0).arrays["series"] + 1.0})
    with opened(tmp_path / "r") as store:
        store.write([run(0, 0), run(40, 0)])
        store.write([less, failed(0, 0)])
    results = Results.open(tmp_path / "r")
    assert list(results.arrays(key(40, 0))) == ["series"]
    assert np.array_equal(results.arrays(key(40, 0))["series"], less.arrays["series"])
    assert results.arrays(key(0, 0)) == {}
    assert results.damaged() == []


def test_the_same_scenario_by_another_name_is_not_run_again(tmp_path: Path) -> None:
    fill(tmp_path / "r")
    renamed = {"as it is": 0, "forty hours": 40, "training too": 40}
    with opened(tmp_path / "r", rows(renamed), hours=renamed) as store:
        assert store.missing() == frozenset()
    results = Results.open(tmp_path / "r")
    assert results.manifest["counts"] == {"asked": 4, "succeeded": 4}
    runs = results.runs().set_index("scenario")["belonging"]
    assert runs["forty hours"].tolist() == runs["training too"].tolist()


def test_more_points_and_replications_leave_the_first_ones_alone(tmp_path: Path) -> None:
    fill(tmp_path / "r")
    first = Results.open(tmp_path / "r").runs()
    more = HOURS | {"sixty": 60}
    with opened(tmp_path / "r", rows(more, range(4)), hours=more, replications=4) as store:
        old = {key(hours, i) for hours in (0, 40) for i in (0, 1)}
        new = {key(hours, i) for hours in more.values() for i in range(4)} - old
        assert store.missing() == new
        store.write([run(60, 3), run(0, 3)])
    grown = Results.open(tmp_path / "r")
    assert grown.manifest["replications"] == 4
    runs = grown.runs()
    again = runs[(runs["replication"] < 2) & (runs["scenario"] != "sixty")]
    assert again.reset_index(drop=True).equals(first)
    fill(tmp_path / "r")
    assert Results.open(tmp_path / "r").runs().equals(first)  # fewer are asked for: none is lost
    with opened(tmp_path / "r", rows(more, range(4)), hours=more) as store:
        assert len(store.missing()) == 6


def test_runs_with_lost_arrays_are_run_again_and_it_is_said(tmp_path: Path) -> None:
    fill(tmp_path / "r")
    edited(tmp_path / "r", f"DELETE FROM arrays WHERE run = '{key(40, 1)}' AND name = 'series'")
    with opened(tmp_path / "r") as store:
        assert store.missing() == {key(40, 1)}
    assert store.warnings == ["1 finished runs had lost rows and are run again."]
    left = Results.open(tmp_path / "r").groups()  # of half a run nothing is told
    assert set(left.loc[left["scenario"] == "training", "replication"]) == {0}


# -- what is refused -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"seed": 2}, "seed: 1 → 2"),
        ({"worlds": "default"}, "worlds: sampled → default"),
        ({"kept": "last month"}, "kept: everything → last month"),
        ({"tool_version": "0.2.0"}, r"tool_version: 0\.1\.0 → 0\.2\.0"),
        ({"hours": {"baseline": 0, "training": 60}}, r"scenarios\.training\.hours: 40 → 60"),
    ],
)
def test_results_of_another_question_are_refused_by_what_changed(
    tmp_path: Path, changed: dict[str, Any], message: str
) -> None:
    fill(tmp_path / "r")
    before = (tmp_path / "r" / "manifest.json").read_bytes()
    with pytest.raises(ResultsError, match=message):
        Store(tmp_path / "r", manifest(**changed))
    assert (tmp_path / "r" / "manifest.json").read_bytes() == before
    with opened(tmp_path / "r") as store:
        assert store.warnings == []  # the refusal left no lock behind


def test_a_changed_model_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path / "r")
    monkeypatch.setattr("sim.manifest.model_hash", lambda: "0123456789ab")
    with pytest.raises(ResultsError, match=r"model: .* → 0123456789ab"):
        Store(tmp_path / "r", manifest())


def test_accepted_changes_stay_in_the_ledger_and_out_of_the_tables(tmp_path: Path) -> None:
    fill(tmp_path / "r")
    hours = {"baseline": 0, "training": 60}
    with Store(tmp_path / "r", manifest(hours), accept_changes=True) as store:
        store.ask(rows(hours))
        assert store.missing() == {key(60, 0), key(60, 1)}
        store.write([run(60, 0)])
    assert store.warnings == ["Run anew, since it changed: scenarios.training.hours: 40 → 60."]
    assert len(Results.open(tmp_path / "r").runs()) == (2 + 1) * MONTHS
    with Store(tmp_path / "r", manifest(), accept_changes=True) as store:
        store.ask(rows())
        assert store.missing() == frozenset()  # what was there before is there again


def test_a_foreign_folder_is_refused_untouched(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("years of work")
    with pytest.raises(ResultsError, match=r"thesis\.docx"):
        Store(tmp_path, manifest())
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]
    with pytest.raises(ResultsError, match="is a file"):
        Store(tmp_path / "thesis.docx", manifest())


def test_a_folder_that_cannot_be_written_is_told_before_the_first_run() -> None:
    with pytest.raises(ResultsError, match="cannot be written"):
        Store("/proc/results", manifest())


def test_a_read_only_folder_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path / "r")

    def read_only(*_: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("sim.store.ledger.lock", read_only)
    with pytest.raises(ResultsError, match=r"cannot be written: Read-only file system\."):
        Store(tmp_path / "r", manifest())


def test_results_that_are_not_there_or_of_another_format(tmp_path: Path) -> None:
    with pytest.raises(ResultsError, match="no results"):
        Results.open(tmp_path)
    (tmp_path / "manifest.json").write_text('{"format": 0, "identity": {"tool_version": "0.0.9"}}')
    for use in (Results.open, lambda folder: Store(folder, manifest())):
        with pytest.raises(ResultsError, match=r"Version 0\.0\.9 reads them"):
            use(tmp_path)
    (tmp_path / "manifest.json").write_text("[]")
    with pytest.raises(ResultsError, match="not a manifest"):
        Results.open(tmp_path)
    (tmp_path / "manifest.json").write_text('{"format": ')
    with pytest.raises(ResultsError, match="cannot be read"):
        Results.open(tmp_path)


# -- one writer ------------------------------------------------------------------------------


def test_two_writers_are_refused_and_readers_are_not(tmp_path: Path) -> None:
    with opened(tmp_path / "r") as store:
        store.write([run(0, 0)])
        with pytest.raises(ResultsError, match=f"in use by process {os.getpid()} on .* since"):
            Store(tmp_path / "r", manifest())
        assert len(Results.open(tmp_path / "r").runs()) == MONTHS
        store.write([run(0, 1)])
    assert len(Results.open(tmp_path / "r").runs()) == 2 * MONTHS


WRITER = """
import sys
sys.path.insert(0, sys.argv[1])
from test_store import key, opened, rows, run
with opened(sys.argv[2], rows(replications=range(1000))) as store:
    print("open", flush=True)
    for i in range(1000):
        store.begin([key(0, i), key(40, i)])
        store.write([run(0, i), run(40, i)])
        print(i, flush=True)
"""


def writer(folder: Path) -> subprocess.Popen[str]:
    tests = Path(__file__).parent
    started = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(tests), str(folder)],
        env={**os.environ, "PYTHONPATH": str(tests.parent)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert started.stdout is not None
    assert started.stdout.readline() == "open\n"
    return started


def test_the_folder_of_another_process_is_refused_until_it_ends(tmp_path: Path) -> None:
    other = writer(tmp_path / "r")
    with pytest.raises(ResultsError, match=f"in use by process {other.pid} on"):
        Store(tmp_path / "r", manifest())
    other.kill()
    other.communicate()
    with opened(tmp_path / "r") as store:
        assert store.warnings[0].startswith(f"Taken over from process {other.pid} on ")
        assert store.warnings[0].endswith(", which ended without closing the results.")


@pytest.mark.parametrize("moment", [0.0, 0.01, 0.03])
def test_a_killed_batch_keeps_whole_jobs_and_is_resumed(tmp_path: Path, moment: float) -> None:
    killed = writer(tmp_path / "r")
    assert killed.stdout is not None
    killed.stdout.readline()
    time.sleep(moment)
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    with opened(tmp_path / "r", rows(replications=range(1000))) as store:
        missing = store.missing()
        kept = [{i for i in range(1000) if key(h, i) not in missing} for h in (0, 40)]
        assert kept[0] == kept[1] == set(range(len(kept[0])))
        assert 0 < len(kept[0]) < 1000
    results = Results.open(tmp_path / "r")
    assert len(results.runs()) == 2 * len(kept[0]) * MONTHS
    assert results.damaged() == []


# -- nothing half-written, nothing damaged unseen --------------------------------------------


def test_a_job_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    misfit = replace(run(40, 0), arrays={"series": np.ones(MONTHS)})
    with opened(tmp_path / "r") as store:
        with pytest.raises(ContractError, match="two dimensions"):
            store.write([run(0, 0), misfit])
        assert store.counts() == {"asked": 4, "pending": 4}


def test_a_full_disk_is_told_and_costs_the_job_under_way_alone(tmp_path: Path) -> None:
    store = Store(tmp_path / "r", manifest())
    store.ask(rows())
    store.write([run(0, 0)])
    (pages,) = store._connection.execute("PRAGMA page_count").fetchone()
    store._connection.execute(f"PRAGMA max_page_count = {pages}")
    large = replace(run(40, 0), arrays={"series": np.ones((10_000, 3))})
    with pytest.raises(ResultsError, match=r"cannot be written: database or disk is full\."):
        store.write([large])
    store.close()
    with opened(tmp_path / "r") as store:
        assert store.missing() == {key(40, 0), key(0, 1), key(40, 1)}
    assert Results.open(tmp_path / "r").damaged() == []


def test_the_manifest_is_written_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path / "r")
    before = (tmp_path / "r" / "manifest.json").read_bytes()

    def power_cut(*_: object) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", power_cut)
        with pytest.raises(ResultsError, match="Input/output error"):
            Store(tmp_path / "r", manifest(replications=9))
    assert (tmp_path / "r" / "manifest.json").read_bytes() == before
    fill(tmp_path / "r")
    names = {path.name for path in (tmp_path / "r").iterdir()}
    assert names == {".lock", "manifest.json", "runs.sqlite"}


def test_a_bit_flipped_anywhere_in_an_array_is_found(tmp_path: Path) -> None:
    fill(tmp_path / "r")
    results = Results.open(tmp_path / "r")
    assert results.damaged() == []
    path = tmp_path / "r" / "runs.sqlite"
    whole = path.read_bytes()
    stored = results.arrays(key(40, 1))["series"].tobytes()
    assert whole.count(stored) == 1
    chance = random.Random(1)
    for _ in range(20):
        place = whole.index(stored) + chance.randrange(len(stored))
        bit = bytes([whole[place] ^ 1 << chance.randrange(8)])
        path.write_bytes(whole[:place] + bit + whole[place + 1 :])
        assert results.damaged() == [key(40, 1)]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE arrays SET bytes = substr(bytes, 1, 40) WHERE {}",
        "UPDATE arrays SET bytes = 7 WHERE {}",
        "UPDATE arrays SET kind = '|O' WHERE {}",
        "UPDATE arrays SET kind = '<i8' WHERE {}",
        "UPDATE arrays SET rows = columns, columns = rows WHERE {}",
        "UPDATE arrays SET name = 'other' WHERE {}",
        "DELETE FROM arrays WHERE {}",
    ],
)
def test_an_array_that_is_no_longer_one_is_found(tmp_path: Path, change: str) -> None:
    fill(tmp_path / "r")
    edited(tmp_path / "r", change.format(f"run = '{key(0, 1)}' AND name = 'groups'"))
    assert Results.open(tmp_path / "r").damaged() == [key(0, 1)]


def test_an_empty_database_is_no_database_and_a_damaged_one_is_told(tmp_path: Path) -> None:
    fill(tmp_path / "r")
    database = tmp_path / "r" / "runs.sqlite"
    database.write_bytes(b"")
    with opened(tmp_path / "r") as store:
        assert len(store.missing()) == 4
    database.write_bytes(b"no database at all" * 100)
    with pytest.raises(ResultsError, match="not a database"):
        Store(tmp_path / "r", manifest())
    for read in (Results.runs, Results.damaged, Results.status):
        with pytest.raises(ResultsError, match="not a database"):
            read(Results.open(tmp_path / "r"))


def test_no_file_of_a_results_folder_is_a_pickle(tmp_path: Path) -> None:
    fill(tmp_path / "r")
    content = b"".join(path.read_bytes() for path in (tmp_path / "r").iterdir())
    for opening in (b"\x80\x04\x95", b"\x80\x05\x95", b"\x93NUMPY", b"numpy.core", b"cnumpy"):
        assert opening not in content


# -- names, and what is told -----------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    ["NA", "None", "nan", "null", "1", "1e3", "=1+1", "-2", "＝A1", "'x", '"', "a,b;c\td", "CON",
     "a/../b", "%s {} '; DROP TABLE runs; --", "减负 · 2", "x" * 300],
)  # fmt: skip
def test_names_survive_the_ledger_and_a_csv(tmp_path: Path, name: str) -> None:
    hours = {"baseline": 0, name: 40}
    with opened(tmp_path / "r", rows(hours), hours=hours) as store:
        store.write([run(40, 0)])
    results = Results.open(tmp_path / "r")
    runs = results.runs()
    assert runs["scenario"].tolist() == [name] * MONTHS
    assert results.scenario(name) == {"hours": 40}
    assert results.against() == {name: "baseline"}
    write_csv(runs, tmp_path / "runs.csv")
    assert read_csv(tmp_path / "runs.csv").to_dict("list") == runs.to_dict("list")


def test_the_manifest_tells_nothing_of_this_machine(tmp_path: Path) -> None:
    told = manifest(
        command=["/opt/venv/bin/sim", "batch", str(tmp_path / "x.yaml"), "--seed", "1"],
        warnings=[f"{Path.home()}/county.csv: 3 cells imputed", "12 yuan / month, /3 of 4"],
        experiment={
            "against": "../scenarios/baseline.yaml",
            "county": "C:\\Users\\somebody\\county.csv",
            "question": '街道/社区 or "/srv/county/x.csv"?',
        },
    )
    placed = [replace(row, scenario={"county": str(tmp_path / "x.csv")}) for row in rows()]
    with Store(tmp_path / "r", told) as store:
        store.ask(placed)
    text = (tmp_path / "r" / "manifest.json").read_text("utf-8")
    found = json.loads(text)
    assert found["command"] == ["sim", "batch", "x.yaml", "--seed", "1"]
    assert found["warnings"] == ["county.csv: 3 cells imputed", "12 yuan / month, /3 of 4"]
    assert found["experiment"] == {
        "against": "../scenarios/baseline.yaml",
        "county": "county.csv",
        "question": '街道/社区 or "x.csv"?',
    }
    assert Results.open(tmp_path / "r").scenario("baseline") == {"county": "x.csv"}
    ledger = (tmp_path / "r" / "runs.sqlite").read_bytes().decode("latin-1")
    for private in (str(tmp_path), f"{Path.home()}/", f"/{getpass.getuser()}"):
        assert private not in text + ledger
    assert {"numpy", "pandas"} <= set(found["packages"])


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
