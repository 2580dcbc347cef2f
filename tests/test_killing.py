"""Batches that are killed at any moment lose nothing: resumed, they say the same to the byte."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tiny_batches import SCENARIOS, done, tables, tiny

from sim.batch import dask_executor
from sim.store import Results

TESTS = Path(__file__).parent
ENDS = (0, 130, -signal.SIGKILL, -signal.SIGTERM, -signal.SIGINT)
"""Done; interrupted and said so; killed; interrupted before or after there was anything to say."""
PATHS = os.pathsep.join([str(TESTS.parent), str(TESTS)])


def start(experiment: Path, folder: Path, **environment: str) -> subprocess.Popen[str]:
    """A batch with two workers in a process of its own, which has loaded what it needs."""
    process = subprocess.Popen(
        [sys.executable, str(TESTS / "tiny_batches.py"), str(experiment), str(folder), "2"],
        env=os.environ | {"PYTHONPATH": PATHS} | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "begun\n"
    return process


def children(pid: int) -> list[int]:
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue  # it ended meanwhile
        if int(fields[1]) == pid and fields[0] != "Z":
            found.append(int(path.parent.name))
    return found


def workers(pid: int) -> list[int]:
    """The processes that simulate: children of the one from which they are forked."""
    return [worker for child in children(pid) for worker in children(child)]


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def wait_for(what: object, seconds: float) -> None:
    limit = time.monotonic() + seconds
    while not what():  # type: ignore[operator]
        assert time.monotonic() < limit
        time.sleep(0.01)


def strike(process: subprocess.Popen[str], chance: random.Random) -> bool:
    """Kill or interrupt the batch, or kill one of its processes; False if it ended before."""
    if process.poll() is not None:
        return False
    victim = chance.choice(("parent", "parent", "worker", "worker", "any", "term", "interrupt"))
    below = children(process.pid)
    theirs = [each for child in below for each in children(child)]
    if victim == "parent":
        process.kill()
    elif victim == "term":
        process.terminate()
    elif victim == "interrupt":
        os.killpg(process.pid, signal.SIGINT)  # a terminal sends Ctrl-C to workers as well
    elif found := theirs if victim == "worker" else [*below, *theirs]:
        try:
            os.kill(chance.choice(found), signal.SIGKILL)
        except ProcessLookupError:
            return False
    else:
        return False
    return True


class Siege:
    """Batches of one experiment, killed and resumed until each is whole."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.chance = random.Random(seed)
        self.place = folder
        self.experiment = tiny(folder, "replications: 40")  # long enough to be hit midway
        started = time.monotonic()
        out, err = start(self.experiment, folder / "undisturbed").communicate(timeout=60)
        assert (out, err) == ("", "")
        self.seconds = time.monotonic() - started
        self.expected = tables(folder / "undisturbed")
        self.kills = self.midway = self.batches = 0

    def one(self) -> None:
        """One batch, from an empty folder until it is done."""
        self.batches += 1
        folder = self.place / f"batch {self.batches}"
        while not self.is_done(folder):
            pass
        assert tables(folder) == self.expected
        assert Results(folder).damaged() == []
        assert {path.name for path in folder.iterdir()} == {".lock", "manifest.json", "runs.sqlite"}

    def is_done(self, folder: Path) -> bool:
        process = start(self.experiment, folder)
        if self.chance.random() < 0.7:  # once it simulates; else at any moment
            while process.poll() is None and not workers(process.pid):
                time.sleep(0.01)
        time.sleep(self.chance.uniform(0.0, 0.4 * self.seconds))
        offspring = [*children(process.pid), *workers(process.pid)]
        self.kills += strike(process, self.chance)
        _, err = process.communicate(timeout=60)
        assert process.returncode in ENDS, err
        assert "Traceback" not in err, err
        if (folder / "manifest.json").exists():
            json.loads((folder / "manifest.json").read_text("utf-8"))
        if process.returncode == 0:
            return True
        wait_for(lambda: not any(is_alive(each) for each in offspring), 10)
        self.midway += _is_midway(folder)
        return False


def _is_midway(folder: Path) -> bool:
    if not (folder / "runs.sqlite").exists():
        return False
    statuses = set(Results(folder).status()["status"])
    return "succeeded" in statuses and len(statuses) > 1


@pytest.mark.slow
def test_a_batch_killed_and_resumed_says_the_same(tmp_path: Path) -> None:
    siege = Siege(tmp_path, seed=1)
    while siege.kills < 4:
        siege.one()


@pytest.mark.slow
@pytest.mark.parametrize("seed", [2, 3])
def test_many_kills_change_no_byte(tmp_path: Path, seed: int) -> None:
    siege = Siege(tmp_path, seed)
    while siege.kills < 13:  # twice
        siege.one()
    assert siege.midway  # some left part of the runs behind


def test_a_dead_worker_is_noticed_and_its_runs_are_made_again(tmp_path: Path) -> None:
    experiment = tiny(tmp_path, "replications: 60")
    process = start(experiment, tmp_path / "r")
    wait_for(lambda: workers(process.pid) and _is_midway(tmp_path / "r"), 30)
    os.kill(workers(process.pid)[0], signal.SIGKILL)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (0, "", "")
    status = Results(tmp_path / "r").status()
    assert (status["status"] == "succeeded").all()
    again = status[status["attempts"] > 1]
    assert set(again["attempts"]) <= {2}
    assert len(again) <= len(SCENARIOS)  # one job at most


def test_no_orphan_outlives_a_killed_batch_by_ten_seconds(tmp_path: Path) -> None:
    process = start(tiny(tmp_path, "replications: 200"), tmp_path / "r")
    wait_for(lambda: len(workers(process.pid)) == 2, 30)
    offspring = [*children(process.pid), *workers(process.pid)]
    process.kill()
    process.communicate()
    wait_for(lambda: not any(is_alive(each) for each in offspring), 10)


# -- whoever does the work -------------------------------------------------------------------


def test_threads_processes_and_this_process_say_the_same(tmp_path: Path) -> None:
    experiment = tiny(tmp_path)
    done(experiment, tmp_path / "here")
    with ThreadPoolExecutor(3) as executor:
        done(experiment, tmp_path / "threads", executor=executor)
    done(experiment, tmp_path / "processes", workers=3)
    expected = tables(tmp_path / "here")
    assert tables(tmp_path / "threads") == expected
    assert tables(tmp_path / "processes") == expected


@pytest.mark.slow
def test_a_cluster_says_the_same(tmp_path: Path) -> None:
    from distributed import LocalCluster

    experiment = tiny(tmp_path)
    done(experiment, tmp_path / "here")
    with (
        LocalCluster(
            n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
        ) as cluster,
        dask_executor(cluster.scheduler_address) as executor,
    ):
        done(experiment, tmp_path / "cluster", executor=executor)
    assert tables(tmp_path / "cluster") == tables(tmp_path / "here")


@pytest.mark.slow
def test_the_hash_seed_of_the_process_does_not_matter(tmp_path: Path) -> None:
    experiment = tiny(tmp_path)
    found = set()
    for seed in ("0", "1", "random"):
        process = start(experiment, tmp_path / seed, PYTHONHASHSEED=seed)
        assert process.communicate(timeout=60) == ("", "")
        found.add(Results(tmp_path / seed).manifest["fingerprint"])
    assert len(found) == 1


# -- memory ----------------------------------------------------------------------------------

WATCHED = """
import sys
from pathlib import Path
from tiny_batches import done
pages = {}
def watch(counts, total):
    pages[counts.total()] = int(Path("/proc/self/statm").read_text().split()[1])
done(Path(sys.argv[1]), Path(sys.argv[2]), progress=watch)
print(pages[52], pages[500])
"""


@pytest.mark.slow
def test_memory_stays_flat_over_five_hundred_runs(tmp_path: Path) -> None:
    experiment = tiny(tmp_path, "replications: 125\nprimary: belonging")
    printed = subprocess.run(
        [sys.executable, "-c", WATCHED, str(experiment), str(tmp_path / "r")],
        env=os.environ | {"PYTHONPATH": PATHS},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    early, late = map(int, printed.split())
    assert late < 1.05 * early
