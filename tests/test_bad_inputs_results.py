"""Spoiled results folders, changed files and odd names: told in words, healed, or left alone."""

from __future__ import annotations

import csv
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from bad_inputs.typed import ROOT, Answer, alone, files_below, typed

from sim.errors import ScenarioError
from sim.experiment import load_experiment
from sim.scenario import load_scenario

FOLDER = 3
BASE = "sample: 240\nburn_in: 1\nmonths: 3\n"
TRAINED = "extends: base.yaml\npolicies: {staff_training: {}}\n"
QUESTION = "against: base.yaml\nscenarios: [trained.yaml]\nreplications: 3\n"
READERS = ("report", "export", "verify")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a question and its results in ``r``."""
    home = tmp_path_factory.mktemp("made")
    for name, text in (("base", BASE), ("trained", TRAINED), ("q", QUESTION)):
        (home / f"{name}.yaml").write_text(text)
    answer = batch(home)
    assert answer.exit_code == 0, answer.err
    return home


@pytest.fixture
def home(made: Path, tmp_path: Path) -> Path:
    """A copy of it, to be spoiled."""
    shutil.copytree(made, tmp_path / "home")
    return tmp_path / "home"


def batch(home: Path, *more: object) -> Answer:
    return typed("batch", home / "q.yaml", "--out", home / "r", "--workers", 1, *more)


def fingerprint(home: Path) -> str:
    return json.loads((home / "r" / "manifest.json").read_text())["fingerprint"]


# -- the folder --------------------------------------------------------------------------------


def rewrite(name: str, change: Callable[[bytes], bytes]) -> Callable[[Path], object]:
    def spoil(folder: Path) -> None:
        (folder / name).write_bytes(change((folder / name).read_bytes()))

    return spoil


SPOILED: dict[str, tuple[Callable[[Path], object], str]] = {
    "cut after ten bytes": (rewrite("runs.sqlite", lambda raw: raw[:10]), "runs.sqlite cannot"),
    "cut in half": (rewrite("runs.sqlite", lambda raw: raw[: len(raw) // 2]), "runs.sqlite cannot"),
    "emptied": (rewrite("runs.sqlite", lambda _: b""), "runs.sqlite cannot be read"),
    "without its runs": (lambda folder: (folder / "runs.sqlite").unlink(), "runs.sqlite cannot"),
    "without a manifest": (lambda folder: (folder / "manifest.json").unlink(), "There are no results"),
    "with half a manifest": (
        rewrite("manifest.json", lambda raw: raw[: len(raw) // 2]), "manifest.json cannot be read",
    ),
    "of an older format": (
        rewrite("manifest.json", lambda raw: raw.replace(b'"format": 2', b'"format": 1')),
        "have format 1, this version reads 2",
    ),
    "of a newer format": (
        rewrite("manifest.json", lambda raw: raw.replace(b'"format": 2', b'"format": 99')),
        "have format 99, this version reads 2",
    ),
}  # fmt: skip


@pytest.mark.parametrize("how", SPOILED)
def test_results_that_are_spoiled_are_told(how: str, home: Path) -> None:
    spoil, words = SPOILED[how]
    spoil(home / "r")
    before = list(files_below(home))
    for command in READERS:
        answer = typed(command, home / "r")
        assert answer.exit_code == FOLDER, answer.err
        assert words in answer.err
        assert "Traceback" not in answer.err
    assert list(files_below(home)) == before


@pytest.mark.parametrize("how", ["emptied", "without its runs"])
def test_runs_that_are_lost_are_made_again(how: str, home: Path) -> None:
    expected = fingerprint(home)
    SPOILED[how][0](home / "r")
    assert batch(home, "--resume").exit_code == 0
    assert fingerprint(home) == expected
    assert typed("verify", home / "r").exit_code == 0


def test_a_flipped_bit_is_found_or_changes_nothing(home: Path) -> None:
    ledger, luck = home / "r" / "runs.sqlite", random.Random(1)
    raw = ledger.read_bytes()
    found = []
    for _ in range(40):
        spoiled, at = bytearray(raw), luck.randrange(len(raw))
        spoiled[at] ^= 1 << luck.randrange(8)
        ledger.write_bytes(bytes(spoiled))
        answer = typed("verify", home / "r", "--rerun", 0)
        assert answer.exit_code in (0, 1, FOLDER)
        assert "Traceback" not in answer.err
        found.append(answer.exit_code)
    assert found.count(0) < len(found)
    ledger.write_bytes(raw)
    assert typed("verify", home / "r", "--rerun", 0).exit_code == 0


@pytest.mark.parametrize("command", ["batch", "run"])
def test_a_folder_of_somebody_else_is_left_alone(command: str, home: Path) -> None:
    mine = home / "mine"
    mine.mkdir()
    (mine / "thesis.txt").write_text("years of work")
    file = home / ("q.yaml" if command == "batch" else "base.yaml")
    answer = typed(command, file, "--out", mine)
    assert answer.exit_code == FOLDER
    assert "thesis.txt" in answer.err
    assert "choose another folder" in answer.err
    assert [path.name for path in mine.iterdir()] == ["thesis.txt"]


@pytest.mark.parametrize("command", ["batch", "run"])
def test_where_no_folder_can_be_is_told_before_the_first_run(command: str, home: Path) -> None:
    file = home / ("q.yaml" if command == "batch" else "base.yaml")
    for out in (home / "base.yaml", home / "base.yaml" / "below", Path("/proc/results")):
        answer = typed(command, file, "--out", out)
        assert answer.exit_code == FOLDER, answer.err
        assert str(out.name) in answer.err
        assert "runs (" not in answer.err
    assert (home / "base.yaml").read_text() == BASE


def test_a_folder_in_use_is_refused_until_the_other_has_ended(home: Path) -> None:
    holding = (
        "import sys, time; from sim.store.lock import lock; from pathlib import Path; "
        "held = lock(Path(sys.argv[1]), []); print('held', flush=True); time.sleep(60)"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", holding, str(home / "r")],
        stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    with other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        answer = batch(home, "--resume")
        assert answer.exit_code == FOLDER
        assert f"in use by process {other.pid} on" in answer.err
        other.kill()
    assert batch(home, "--resume").exit_code == 0


# -- what changed since ------------------------------------------------------------------------


def test_an_edited_scenario_is_refused_with_what_changed(home: Path) -> None:
    (home / "trained.yaml").write_text(TRAINED.replace("{}", "{hours: 60}"))
    before = (home / "r" / "runs.sqlite").read_bytes()
    answer = batch(home, "--resume")
    assert answer.exit_code == FOLDER
    assert "scenarios.trained.policies.staff_training.hours: 24.0 → 60.0" in answer.err
    assert "--accept-changes" in answer.err
    assert (home / "r" / "runs.sqlite").read_bytes() == before
    assert batch(home, "--accept-changes").exit_code == 0


def test_results_of_another_model_are_refused_with_what_differs(home: Path) -> None:
    manifest = json.loads((home / "r" / "manifest.json").read_text())
    manifest["identity"] |= {"model": "0123456789ab", "tool_version": "0.0.1"}
    (home / "r" / "manifest.json").write_text(json.dumps(manifest))
    answer = batch(home, "--resume")
    assert answer.exit_code == FOLDER
    assert "tool_version: 0.0.1 →" in answer.err
    assert "model: 0123456789ab →" in answer.err


def test_more_replications_leave_the_first_ones_as_they_are(home: Path) -> None:
    def first() -> list[list[str]]:
        typed("export", home / "r", "--to", "csv")
        with open(home / "r" / "tables" / "runs.csv", encoding="utf-8-sig") as file:
            rows = list(csv.reader(file))
        at = rows[0].index("replication")
        return [row for row in rows if row[at] in {"replication", "0", "1", "2"}]

    before = first()
    answer = batch(home, "--add-replications", 2)
    assert answer.exit_code == 0
    assert len(before) == 1 + 2 * 3 * 3
    assert first() == before


# -- the process -------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_hash_seed_moves_no_bit(home: Path) -> None:
    told = []
    for number, seed in enumerate(("0", "1", "2")):
        out = home / f"run {number}"
        answer = alone("run", home / "trained.yaml", "--out", out, seconds=60, PYTHONHASHSEED=seed)
        assert answer.exit_code == 0, answer.err
        told.append([path.read_bytes() for path in sorted(out.glob("*.csv"))])
    assert len(told[0]) == 5
    assert all(tables == told[0] for tables in told)


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_a_batch_that_is_told_to_stop_says_how_to_go_on(sent: signal.Signals, home: Path) -> None:
    (home / "base.yaml").write_text("sample: 5040\nmonths: 60\n")
    (home / "q.yaml").write_text(QUESTION.replace("3", "300"))
    command = ["batch", str(home / "q.yaml"), "--out", str(home / "new"), "--workers", "1"]
    running = subprocess.Popen(
        [sys.executable, "-m", "sim", *command], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL,
        text=True, env=os.environ | {"PYTHONPATH": str(ROOT)}, start_new_session=True,
    )  # fmt: skip
    limit = time.monotonic() + 30
    while not (home / "new" / "manifest.json").exists() and time.monotonic() < limit:
        time.sleep(0.05)
    time.sleep(0.5)
    running.send_signal(sent)
    _, told = running.communicate(timeout=15)
    assert running.returncode == 130
    assert "runs are kept" in told
    assert "--resume" in told
    assert "Traceback" not in told


# -- names and values --------------------------------------------------------------------------

NAMES = ("NA", "None", "nan", "null", "CON", "Trained", "trained", "=1+1", "é" * 100, "x" * 200)


def test_odd_names_of_scenarios_come_back_from_every_table(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(BASE)
    files = []
    for number, name in enumerate(NAMES):
        files.append(f"{number}.yaml")
        (tmp_path / files[-1]).write_text(
            f"extends: base.yaml\nname: {json.dumps(name, ensure_ascii=False)}\n"
            f"policies: {{staff_training: {{hours: {number + 10}}}}}\n"
        )
    (tmp_path / "q.yaml").write_text(
        f"against: base.yaml\nscenarios: [{', '.join(files)}]\nreplications: 1\n"
    )
    assert batch(tmp_path).exit_code == 0
    assert typed("export", tmp_path / "r", "--to", "csv").exit_code == 0
    with open(tmp_path / "r" / "tables" / "runs.csv", encoding="utf-8-sig") as file:
        found = {row["scenario"].lstrip("'") for row in csv.DictReader(file)}
    assert found == {"base", *NAMES}
    written = [path.name for path in tmp_path.rglob("*") if path.is_file()]
    assert not [name for name in written if "=" in name or name.upper().startswith("CON.")]


def test_a_name_of_300_characters_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(f"name: {'x' * 300}\n")
    answer = typed("check", tmp_path / "x.yaml")
    assert answer.exit_code == 2
    assert "text of 1 to 200 characters" in answer.err


@pytest.mark.parametrize(
    "value", [{1, 2}, (each for each in (24, 48)), range(2), {24: 48}, b"24", object(), 24 + 0j]
)
def test_what_no_file_can_say_is_refused_from_python_too(value: object, made: Path) -> None:
    with pytest.raises(ScenarioError):
        load_scenario({"months": value})
    sweep = {"kind": "sweep", "against": str(made / "base.yaml"), "factors": {"sample": value}}
    with pytest.raises(ScenarioError):
        load_experiment(sweep)
