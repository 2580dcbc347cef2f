"""Batches: same bits on any number of workers, failures as data, no orphans."""

from __future__ import annotations

import io
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import batch_jobs
import pytest

from sim.batch import Answer, Job, attempt, run_jobs
from sim.errors import ContractError, SimError
from sim.progress import Progress, progress_text

TESTS = Path(__file__).parent


def gather(function: Callable[[Job], object], jobs: list[Job], workers: int) -> dict[int, Answer]:
    answers: list[Answer] = []
    run_jobs(function, jobs, workers=workers, on_done=answers.append)
    assert len({answer.replication for answer in answers}) == len(answers)
    return {answer.replication: answer for answer in answers}


def test_workers_and_order_do_not_matter() -> None:
    jobs = [Job(i) for i in range(20)]
    shuffled = random.Random(1).sample(jobs, len(jobs))
    one = {i: answer.value for i, answer in gather(batch_jobs.square, jobs, 1).items()}
    two = {i: answer.value for i, answer in gather(batch_jobs.square, shuffled, 2).items()}
    assert one == two == {i: i * i for i in range(20)}


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_is_data_and_the_others_go_on(workers: int) -> None:
    answers = gather(batch_jobs.raise_on_odd, [Job(i) for i in range(6)], workers)
    assert [answers[i].status for i in range(6)] == ["done", "failed"] * 3
    assert answers[1].message == "TwoPartError: this and that"
    assert 'File "tests/batch_jobs.py"' in answers[1].traceback
    assert str(TESTS) not in answers[1].traceback


def test_a_job_that_kills_its_worker_is_given_up_and_the_others_finish() -> None:
    answers = gather(batch_jobs.kill_on_three, [Job(i) for i in range(10)], 2)
    assert {i for i in answers if answers[i].status == "crashed"} == {3}
    assert {i: answers[i].value for i in answers if i != 3} == {i: i for i in range(10) if i != 3}
    assert "killed" in answers[3].message


def test_a_worker_that_dies_once_costs_nothing(tmp_path: Path) -> None:
    marker = str(tmp_path / "died")
    answers = gather(batch_jobs.exit_once, [Job(i, marker) for i in range(6)], 2)
    assert {i: (answers[i].status, answers[i].value) for i in answers} == {
        i: ("done", i) for i in range(6)
    }


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


def test_two_jobs_of_one_replication_are_refused() -> None:
    with pytest.raises(ContractError, match="same replication"):
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
    assert (answer.replication, answer.status) == (4, "failed")
    assert answer.message == "The county has no residents."
    assert answer.seconds >= 0


# -- interruption ----------------------------------------------------------------------------

SCRIPT = """
import sys
from batch_jobs import slow
from sim.batch import Interrupted, Job, run_jobs
try:
    run_jobs(slow, [Job(i, sys.argv[1]) for i in range(6)], workers=int(sys.argv[2]),
             on_done=lambda answer: print("kept", answer.replication, flush=True))
except Interrupted as stopped:
    print(stopped, flush=True)
    sys.exit(130)
"""
# The script has no ``if __name__ == "__main__"`` on purpose: users forget it.


def start(tmp_path: Path, workers: int) -> subprocess.Popen[str]:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    paths = os.pathsep.join([str(TESTS.parent), str(TESTS)])
    process = subprocess.Popen(
        [sys.executable, str(script), str(tmp_path / "pids"), str(workers)],
        env={**os.environ, "PYTHONPATH": paths},
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
    assert "Interrupted: 1 of 6 replications are kept." in out
    assert err == ""
    assert_gone(tmp_path / "pids", within=5)


def test_workers_end_with_a_killed_parent(tmp_path: Path) -> None:
    process = start(tmp_path, workers=2)
    process.kill()
    process.communicate()
    assert_gone(tmp_path / "pids", within=10)


# -- progress --------------------------------------------------------------------------------


def test_progress_text_by_hand() -> None:
    assert progress_text(Counter(), 30, 4.0) == "0 of 30 replications"
    counts = Counter(done=9, failed=1)
    assert progress_text(counts, 30, 50.0) == (
        "10 of 30 replications, 1 failed, about 1 min 40 s left"
    )
    assert progress_text(Counter(done=30), 30, 7265.0) == "30 of 30 replications, 2 h 1 min"


def test_progress_without_a_terminal_is_a_few_lines() -> None:
    stream = io.StringIO()
    run_jobs(
        batch_jobs.square,
        [Job(i) for i in range(50)],
        workers=1,
        on_done=lambda _: None,
        progress=Progress(stream),
    )
    assert stream.getvalue() == "50 of 50 replications, 0 s\n"


def test_progress_on_a_terminal_is_one_line() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    progress = Progress(Terminal())
    for done in (1, 2):
        progress(Counter(done=done), 2)
    assert progress.stream.getvalue().count("\n") == 1  # type: ignore[attr-defined]


def test_answers_are_plain_data() -> None:
    answers = gather(batch_jobs.raise_on_odd, [Job(0), Job(1)], 2)
    json.dumps([answer.message + answer.traceback for answer in answers.values()])
