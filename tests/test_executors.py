"""Somebody else's workers give the same values: threads, processes, a cluster with one killed."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from typing import Any

import batch_jobs
import pytest

from sim.batch import Answer, Interrupted, Job, dask_executor, run_jobs
from sim.errors import SimError


def gather(executor: Executor, jobs: list[Job], function: Any = batch_jobs.uniform_sums) -> dict:
    answers: list[Answer] = []
    run_jobs(function, jobs, workers=None, on_done=answers.append, executor=executor)
    assert len({answer.number for answer in answers}) == len(answers)
    return {answer.number: answer for answer in answers}


def expected(jobs: list[Job]) -> dict[int, list[float]]:
    return {job.number: batch_jobs.uniform_sums(job) for job in jobs}


@pytest.mark.parametrize("kind", [ThreadPoolExecutor, ProcessPoolExecutor])
def test_values_are_the_same_and_the_executor_stays_open(kind: Any) -> None:
    jobs = [Job(number) for number in range(30)]
    how = {} if kind is ThreadPoolExecutor else {"mp_context": get_context("spawn")}
    with kind(2, **how) as executor:
        got = gather(executor, jobs)
        assert {number: answer.value for number, answer in got.items()} == expected(jobs)
        assert executor.submit(abs, -1).result() == 1


def test_an_error_is_data_and_the_others_go_on() -> None:
    with ThreadPoolExecutor(2) as executor:
        got = gather(executor, [Job(number) for number in range(4)], batch_jobs.raise_on_odd)
    assert [got[number].status for number in range(4)] == ["succeeded", "failed"] * 2
    assert got[1].message == "TwoPartError: this and that"


class Counting(ThreadPoolExecutor):
    """Notes the largest number of jobs that were out at a time."""

    most = out = 0

    def submit(self, function: Any, /, *arguments: Any, **named: Any) -> Future[Any]:
        future = super().submit(function, *arguments, **named)
        self.out += 1
        self.most = max(self.most, self.out)
        return future


@pytest.mark.parametrize(("workers", "most"), [(None, 6), (1, 2)])
def test_at_most_twice_the_workers_are_out(workers: int | None, most: int) -> None:
    started: list[int] = []
    with Counting(3) as executor:

        def back(_: Answer) -> None:
            executor.out -= 1

        run_jobs(
            batch_jobs.nap,
            [Job(number, 0.01) for number in range(20)],
            workers=workers,
            on_done=back,
            on_start=started.append,
            executor=executor,
        )
        assert executor.most == most
    assert started == list(range(20))


def test_a_broken_executor_is_told_after_what_it_had_finished() -> None:
    answers: list[Answer] = []
    jobs = [Job(number) for number in range(8)]
    with (
        ProcessPoolExecutor(1, mp_context=get_context("spawn")) as executor,
        pytest.raises(
            SimError, match=r"broke down .* the same command with --resume does the rest"
        ),
    ):
        run_jobs(
            batch_jobs.kill_on_three, jobs, workers=1, on_done=answers.append, executor=executor
        )
    # those that were finished between two looks come in any order
    assert sorted(answer.number for answer in answers) == [0, 1, 2]


def test_an_executor_that_is_shut_down_is_told() -> None:
    executor = ThreadPoolExecutor(1)
    executor.shutdown()
    with pytest.raises(SimError, match="broke down"):
        gather(executor, [Job(0)])


def test_an_interruption_leaves_the_executor_and_drops_what_waits() -> None:
    done: list[int] = []
    with ThreadPoolExecutor(1) as executor:
        threading.Timer(0.5, signal.raise_signal, (signal.SIGINT,)).start()
        started = time.monotonic()
        with pytest.raises(Interrupted, match="of 40 runs are kept"):
            run_jobs(
                batch_jobs.nap,
                [Job(number, 0.1) for number in range(40)],
                workers=None,
                on_done=lambda answer: done.append(answer.number),
                executor=executor,
            )
        assert time.monotonic() - started < 2
        assert executor.submit(abs, -1).result() == 1
    assert done == list(range(len(done)))
    assert 1 <= len(done) < 10


# -- a cluster -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A scheduler and two worker processes on this machine; Dask starts a new one for a dead."""
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None
    ) as cluster:
        yield cluster


def test_a_cluster_loses_a_worker_and_no_answer(cluster: Any) -> None:
    jobs = [Job(number, 0.05) for number in range(40)]
    got: dict[int, Any] = {}

    with dask_executor(cluster.scheduler_address) as executor:
        victim = executor.submit(os.getpid).result()

        def kill_midway(answer: Answer) -> None:
            got[answer.number] = (answer.status, answer.value)
            if len(got) == 10:
                os.kill(victim, signal.SIGKILL)

        run_jobs(batch_jobs.nap, jobs, workers=None, on_done=kill_midway, executor=executor)
        exact = gather(executor, jobs)
    assert victim != os.getpid()
    assert got == {number: ("succeeded", number**2) for number in range(40)}
    assert {number: answer.value for number, answer in exact.items()} == expected(jobs)


def test_a_cluster_of_other_code_is_refused(cluster: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.batch.cluster.model_hash", lambda: "of another day")
    with (
        pytest.raises(SimError, match=r"model \w{12} instead of of another day: its numbers"),
        dask_executor(cluster.scheduler_address),
    ):
        pass


def test_a_scheduler_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.batch.cluster.SCHEDULER_SECONDS", 0.5)
    started = time.monotonic()
    with (
        pytest.raises(SimError, match=r"No Dask scheduler answers at tcp://127.0.0.1:9 within"),
        dask_executor("tcp://127.0.0.1:9"),
    ):
        pass
    assert time.monotonic() - started < 5


def test_a_missing_dask_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(SimError, match=r"\[cluster\]"), dask_executor("tcp://127.0.0.1:9"):
        pass


@pytest.mark.parametrize("address", ["nonsense", "tcp://host", ":8786", "tcp://host:port"])
def test_an_address_that_is_none_is_refused_at_once(address: str) -> None:
    with pytest.raises(SimError, match="expected an address"), dask_executor(address):
        pass
