"""Batches: same bits on any number of workers, failures as data, no orphans."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import active_children, get_context
from pathlib import Path

import batch_jobs
import pytest

from sim.batch import Answer, Job, attempt, run_jobs, without_global_chance
from sim.errors import ContractError, SimError

TESTS = Path(__file__).parent
PATHS = os.pathsep.join([str(TESTS.parent), str(TESTS)])


def gather(function: Callable[[Job], object], jobs: list[Job], workers: int) -> dict[int, Answer]:
    answers: list[Answer] = []
    run_jobs(function, jobs, workers=workers, on_done=answers.append)
    assert len({answer.number for answer in answers}) == len(answers)
    return {answer.number: answer for answer in answers}


def test_workers_and_order_do_not_matter() -> None:
    jobs = [Job(i) for i in range(20)]
    shuffled = random.Random(1).sample(jobs, len(jobs))
    one = {i: answer.value for i, answer in gather(batch_jobs.square, jobs, 1).items()}
    two = {i: answer.value for i, answer in gather(batch_jobs.square, shuffled, 2).items()}
    assert one == two == {i: i * i for i in range(20)}


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_is_data_and_the_others_go_on(workers: int) -> None:
    answers = gather(batch_jobs.raise_on_odd, [Job(i) for i in range(6)], workers)
    assert [answers[i].status for i in range(6)] == ["succeeded", "failed"] * 3
    assert answers[1].message == "TwoPartError: this and that"
    assert 'File "tests/batch_jobs.py"' in answers[1].traceback
    assert str(TESTS) not in answers[1].traceback


def test_a_job_that_kills_its_worker_is_given_up_and_the_others_finish() -> None:
    answers = gather(batch_jobs.kill_on_three, [Job(i) for i in range(10)], 2)
    assert {i for i in answers if answers[i].status == "failed"} == {3}
    assert {i: answers[i].value for i in answers if i != 3} == {i: i for i in range(10) if i != 3}
    assert "killed" in answers[3].message


def test_a_worker_that_dies_once_costs_nothing(tmp_path: Path) -> None:
    marker = str(tmp_path / "died")
    answers = gather(batch_jobs.exit_once, [Job(i, marker) for i in range(6)], 2)
    assert {i: (answers[i].status, answers[i].value) for i in answers} == {
        i: ("succeeded", i) for i in range(6)
    }


def test_a_job_whose_worker_died_twice_is_done_alone(tmp_path: Path) -> None:
    jobs = [Job(i, str(tmp_path)) for i in range(6)]
    answers = gather(batch_jobs.kill_twice_on_three, jobs, 2)
    assert {i: answers[i].value for i in answers} == {i: i for i in range(6)}


def test_a_worker_killed_with_half_its_answer_sent_costs_nothing(tmp_path: Path) -> None:
    marker, got = str(tmp_path / "died"), {}

    def keep(answer: Answer) -> None:
        got[answer.number] = answer.value
        if answer.number == 0:
            time.sleep(1)  # so that the other answer waits in its pipe, too long for it

    start = time.monotonic()
    jobs = [Job(number, marker) for number in range(4)]
    counts = run_jobs(batch_jobs.die_with_half_an_answer, jobs, workers=2, on_done=keep)
    assert os.path.exists(marker)
    assert counts == Counter(succeeded=4)
    assert got == {0: b""} | dict.fromkeys((1, 2, 3), bytes(1_000_000))
    assert time.monotonic() - start < 5


@pytest.mark.parametrize("workers", [1, 2])
def test_a_run_over_its_time_limit_fails_at_once_and_the_others_finish(workers: int) -> None:
    answers: dict[int, Answer] = {}
    start = time.monotonic()
    counts = run_jobs(
        batch_jobs.count_for_ever_on_two,
        [Job(number, runs=2) for number in range(6)],
        workers=workers,
        on_done=lambda answer: answers.update({answer.number: answer}),
        run_seconds=0.25,
    )
    assert counts == Counter(succeeded=10, failed=2)
    assert answers[2].message == "took longer than 0.25 s a run"
    assert answers[2].seconds == 0.5
    assert time.monotonic() - start < 4


def test_a_time_limit_is_refused_where_nothing_keeps_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def limited(executor: ThreadPoolExecutor | None) -> None:
        run_jobs(
            batch_jobs.square,
            [Job(0)],
            workers=1,
            on_done=lambda _: None,
            executor=executor,
            run_seconds=1,
        )

    with ThreadPoolExecutor() as executor, pytest.raises(SimError, match="leave out the limit"):
        limited(executor)
    monkeypatch.setattr("sys.platform", "win32")
    with pytest.raises(SimError, match="not possible on Windows"):
        limited(None)


@pytest.mark.parametrize("workers", [1, 2, 3])
@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_values_hang_neither_on_the_start_method_nor_on_the_workers(
    method: str, workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sim.batch.pool.start_method", lambda _: get_context(method))
    jobs = [Job(number) for number in range(6)]
    got = {i: a.value for i, a in gather(batch_jobs.uniform_sums, jobs, workers).items()}
    assert got == {job.number: batch_jobs.uniform_sums(job) for job in jobs}


def test_what_becomes_of_runs_is_counted_by_runs() -> None:
    seen: list[tuple[dict[str, int], int]] = []
    started: list[int] = []

    def one_of_each(answer: Answer) -> Counter[str] | None:
        return Counter(succeeded=2, failed=1) if answer.number == 1 else None

    counts = run_jobs(
        batch_jobs.square,
        [Job(0, runs=5), Job(1, runs=3)],
        workers=1,
        on_done=one_of_each,
        on_start=started.append,
        progress=lambda counts, total: seen.append((dict(counts), total)),
    )
    assert counts == Counter(succeeded=7, failed=1)
    assert seen == [({}, 8), ({"succeeded": 5}, 8), ({"succeeded": 7, "failed": 1}, 8)]
    assert started == [0, 1]


def test_every_job_is_reported_as_started_before_it_is_done() -> None:
    told: list[tuple[str, int]] = []
    run_jobs(
        batch_jobs.square,
        [Job(number) for number in range(8)],
        workers=2,
        on_done=lambda answer: told.append(("done", answer.number)),
        on_start=lambda number: told.append(("started", number)),
    )
    for number in range(8):
        assert told.index(("started", number)) < told.index(("done", number))
    assert len(told) == 16


@pytest.mark.parametrize("workers", [1, 2])
def test_a_run_that_leaves_the_program_is_a_failure(workers: int) -> None:
    answers = gather(batch_jobs.leave, [Job(0), Job(1)], workers)
    assert [answers[i].message for i in (0, 1)] == ["SystemExit: enough"] * 2


@pytest.mark.parametrize("generator", ["random", "numpy.random"])
def test_a_draw_from_a_global_generator_is_found_out(generator: str) -> None:
    watched = without_global_chance(batch_jobs.throw_dice)
    before = random.getstate()
    guilty = attempt(0, watched, Job(0, generator))
    assert guilty.message == f"global random generator used ({generator})"
    assert random.getstate() == before
    assert attempt(0, without_global_chance(watched), Job(0, "own")).status == "succeeded"


def test_development_mode_watches_every_job() -> None:
    code = (
        "import batch_jobs, json; from sim.batch import Job, run_jobs\n"
        "jobs = [Job(0, 'random'), Job(1, 'own'), Job(2, 'numpy.random')]\n"
        "counts = run_jobs(batch_jobs.throw_dice, jobs, workers=2, on_done=lambda _: None)\n"
        "print(json.dumps(counts))"
    )
    for options, found in ((["-X", "dev"], {"succeeded": 1, "failed": 2}), ([], {"succeeded": 3})):
        told = subprocess.run(
            [sys.executable, *options, "-W", "ignore", "-c", code],
            env={**os.environ, "PYTHONPATH": PATHS},
            capture_output=True,
            text=True,
            check=True,
        )
        assert json.loads(told.stdout) == found


def test_workers_killed_one_after_another_cost_nothing() -> None:
    got: dict[int, object] = {}

    def kill_one(answer: Answer) -> None:
        got[answer.number] = answer.value
        if len(got) % 6 == 0:
            active_children()[0].kill()

    jobs = [Job(number, 0.01) for number in range(60)]
    counts = run_jobs(batch_jobs.nap, jobs, workers=3, on_done=kill_one)
    assert counts == Counter(succeeded=60)
    assert got == {number: number**2 for number in range(60)}
    assert active_children() == []


def test_a_job_whose_worker_died_is_reported_as_started_again(tmp_path: Path) -> None:
    started: list[int] = []
    run_jobs(
        batch_jobs.exit_once,
        [Job(number, str(tmp_path / "died")) for number in range(3)],
        workers=2,
        on_done=lambda _: None,
        on_start=started.append,
    )
    assert Counter(started) == {0: 2, 1: 1, 2: 1}


def test_workers_that_cannot_begin_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.batch.pool.start_method", lambda _: get_context("fork"))
    monkeypatch.setattr("sim.batch.workers._work", lambda *_: os._exit(1))
    with pytest.raises(SimError, match="end before they can begin"):
        gather(batch_jobs.square, [Job(0), Job(1)], 2)

    def full(_: object) -> None:
        raise OSError("too many processes")

    monkeypatch.setattr("sim.batch.pool.born", full)
    with pytest.raises(SimError, match="can be started .too many processes.*try fewer workers"):
        gather(batch_jobs.square, [Job(0), Job(1)], 2)


def test_an_answer_that_cannot_be_sent_is_a_failure() -> None:
    answers = gather(batch_jobs.unsendable, [Job(0), Job(1)], 2)
    assert [answers[i].status for i in (0, 1)] == ["failed", "failed"]


def test_workers_have_one_thread_and_only_what_they_need() -> None:
    before = dict(os.environ)
    main = sys.modules["__main__"]
    named = (main.__spec__, getattr(main, "__file__", None))
    answers = gather(batch_jobs.surroundings, [Job(0), Job(1)], 2)
    assert answers[0].value["threads"] == ["1", "1", "1"]
    assert answers[0].value["heavy"] == []
    assert dict(os.environ) == before
    assert (main.__spec__, getattr(main, "__file__", None)) == named


def test_functions_that_workers_cannot_import_are_refused_first() -> None:
    started: list[str] = []
    with pytest.raises(SimError, match="cannot be sent to workers"):
        run_jobs(
            lambda job: job,
            [Job(0)],
            workers=2,
            on_done=lambda _: None,
            warm=lambda: started.append("warm"),
        )
    assert started == []


def test_two_jobs_of_one_number_are_refused() -> None:
    with pytest.raises(ContractError, match="same number"):
        gather(batch_jobs.square, [Job(1), Job(1)], 1)


def test_warm_runs_once_before_the_first_job_and_not_for_none() -> None:
    order: list[str] = []
    for jobs in ([], [Job(0), Job(1)]):
        run_jobs(
            batch_jobs.square,
            jobs,
            workers=1,
            on_done=lambda _: order.append("job"),
            warm=lambda: order.append("warm"),
        )
    assert order == ["warm", "job", "job"]


def test_an_error_in_the_parent_stops_the_workers(tmp_path: Path) -> None:
    pids = str(tmp_path / "pids")

    def full_disk(_answer: Answer) -> None:
        raise SimError("the disk is full")

    jobs = [Job(i, pids) for i in range(4)]
    with pytest.raises(SimError, match="disk is full"):
        run_jobs(batch_jobs.slow, jobs, workers=2, on_done=full_disk)
    assert_gone(Path(pids), within=5)


def test_attempt_keeps_the_project_s_own_words() -> None:
    def refuse() -> None:
        raise SimError("The county has no residents.")

    answer = attempt(4, refuse)
    assert (answer.number, answer.status) == (4, "failed")
    assert answer.message == "The county has no residents."
    assert answer.seconds >= 0


# -- interruption ----------------------------------------------------------------------------

SCRIPT = """
import sys
from batch_jobs import slow
from sim.batch import Interrupted, Job, run_jobs
try:
    run_jobs(slow, [Job(i, sys.argv[1]) for i in range(6)], workers=int(sys.argv[2]),
             on_done=lambda answer: print("kept", answer.number, flush=True))
except Interrupted as stopped:
    print(stopped, flush=True)
    sys.exit(130)
"""
# The script has no ``if __name__ == "__main__"`` on purpose: users forget it.


def start(tmp_path: Path, workers: int) -> subprocess.Popen[str]:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    process = subprocess.Popen(
        [sys.executable, str(script), str(tmp_path / "pids"), str(workers)],
        env={**os.environ, "PYTHONPATH": PATHS},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "kept 0\n"
    return process


def assert_gone(pids: Path, within: float) -> None:
    limit = time.monotonic() + within
    left = {int(line) for line in pids.read_text().split()} - {os.getpid()}
    while left and time.monotonic() < limit:
        left = {pid for pid in left if is_alive(pid)}
        time.sleep(0.05)
    assert not left


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("signal_sent", [signal.SIGINT, signal.SIGTERM])
def test_an_interruption_is_answered_within_five_seconds(
    tmp_path: Path, workers: int, signal_sent: signal.Signals
) -> None:
    process = start(tmp_path, workers)
    if signal_sent == signal.SIGINT:
        os.killpg(process.pid, signal_sent)  # a terminal sends Ctrl-C to workers as well
    else:
        process.send_signal(signal_sent)
    out, err = process.communicate(timeout=5)
    assert process.returncode == 130
    assert "Interrupted: 1 of 6 runs are kept. The same command with --resume does the rest." in out
    assert err == ""
    assert_gone(tmp_path / "pids", within=5)


def test_workers_end_with_a_killed_parent(tmp_path: Path) -> None:
    process = start(tmp_path, workers=2)
    process.kill()
    process.communicate()
    assert_gone(tmp_path / "pids", within=10)


def test_answers_are_plain_data() -> None:
    answers = gather(batch_jobs.raise_on_odd, [Job(0), Job(1)], 2)
    json.dumps([answer.message + answer.traceback for answer in answers.values()])
