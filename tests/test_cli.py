"""What a person types, what is answered, and how it ends."""

from __future__ import annotations

import json
import re
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from typer.testing import CliRunner, Result

import sim.cli
from sim.batch import Interrupted
from sim.cli import app
from sim.cli.shipped import shipped
from sim.cli.wording import WORDING
from sim.errors import SimError
from sim.outcomes import OUTCOMES

SMALL = ("--set", "sample=240", "--set", "burn_in=1", "--set", "months=3")
HEAVY = ("mesa", "pandas", "matplotlib", "numba", "scipy", "pydantic", "numpy", "rich.table")


@pytest.fixture
def call() -> Callable[..., Result]:
    return lambda *arguments: CliRunner().invoke(app, [str(each) for each in arguments])


@pytest.fixture
def experiment(tmp_path: Path) -> Path:
    """Two small scenarios and a question about them."""
    (tmp_path / "small.yaml").write_text("sample: 240\nburn_in: 1\nmonths: 3\n", "utf-8")
    trained = (
        "extends: small.yaml\ntitle: {en: Trained, zh: 培训}\npolicies: {staff_training: {}}\n"
    )
    (tmp_path / "trained.yaml").write_text(trained, "utf-8")
    path = tmp_path / "question.yaml"
    path.write_text("against: small.yaml\nscenarios: [trained.yaml]\nreplications: 5\n", "utf-8")
    return path


def python(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=False)


# -- starting ----------------------------------------------------------------------------------


def test_help_loads_nothing_slow() -> None:
    loaded = python("-c", "import sys, sim.cli; print(*sys.modules)").stdout.split()
    assert not [name for name in HEAVY if name in loaded]


def test_help_answers_at_once() -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert "batch" in python("-m", "sim", "--help").stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 0.5


def test_every_wording_says_the_same_in_both_languages() -> None:
    for key, pair in WORDING.items():
        english, chinese = ({part[1] for part in Formatter().parse(each)} for each in pair)
        assert english - {None} == chinese - {None}, key


# -- one run -----------------------------------------------------------------------------------


def test_a_run_tells_county_outcomes_delivery_and_limits(call: Callable[..., Result]) -> None:
    told = call("run", "staff_training", *SMALL)
    assert told.exit_code == 0
    assert "24 communities, 96,000 residents (248 simulated)" in told.stdout
    assert re.search(r"Belonging +0\.\d{3} +0\.\d{3} +[+−]0\.\d{3} +scale 0 to 1", told.stdout)
    assert "Staff training: 100" in told.stdout
    assert "parameters assumed" in told.stdout


def test_a_run_in_chinese_says_nothing_in_english(call: Callable[..., Result]) -> None:
    told = call("run", "staff_training", *SMALL, "--lang", "zh").stdout
    assert "归属感" in told
    assert re.findall(r"[A-Za-z]+", told.replace("sim batch", "")) == []


def test_a_run_in_a_sampled_world_differs(call: Callable[..., Result]) -> None:
    sampled = call("run", "baseline", *SMALL, "--worlds", "sampled", "--replication", 2)
    assert sampled.stdout != call("run", "baseline", *SMALL).stdout


def test_a_policy_that_never_acts_says_so(call: Callable[..., Result]) -> None:
    late = call("run", "staff_training", *SMALL, "--set", "policies.staff_training.start=9")
    assert "Staff training: never acted" in late.stdout
    assert "after the last month" in late.stderr


def test_tables_of_a_run_open_in_excel_and_say_how_they_came_about(
    call: Callable[..., Result], tmp_path: Path
) -> None:
    out = tmp_path / "tables"
    assert call("run", "staff_training", *SMALL, "--out", out).exit_code == 0
    names = {"monthly", "communities", "groups", "ledger", "delivered"}
    assert {path.stem for path in out.glob("*.csv")} == names
    monthly = (out / "monthly.csv").read_bytes()
    assert monthly.startswith(b'\xef\xbb\xbf"scenario","replication","month","belonging"')
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    assert manifest["scenarios"]["staff_training"]["months"] == 3
    assert manifest["command"][:3] == ["sim", "run", "staff_training"]
    assert call("run", "baseline", *SMALL, "--out", out).exit_code == 0  # its own: written anew
    assert call("report", out).exit_code == 3


def test_a_folder_with_something_else_is_left_alone(
    call: Callable[..., Result], tmp_path: Path
) -> None:
    (tmp_path / "thesis.txt").write_text("years of work", "utf-8")
    refused = call("run", "baseline", *SMALL, "--out", tmp_path)
    assert refused.exit_code == 3
    assert "thesis.txt" in refused.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_the_imputed_columns_of_a_county_are_named(
    call: Callable[..., Result], tmp_path: Path
) -> None:
    table = tmp_path / "county.csv"
    table.write_text("name,residents\nLotus Pond,4200\nEast Gate,3650\n", "utf-8")
    told = call("run", "baseline", *SMALL, "--set", f"county={table}")
    assert told.exit_code == 0
    assert "County county.csv: 2 communities, 7,850 residents" in told.stdout
    assert "staff_cadre" in told.stdout


# -- names -------------------------------------------------------------------------------------


def test_a_file_of_ones_own_wins_over_a_shipped_name(
    call: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert call("check", "baseline").stdout == "baseline: ok (scenario)\n"
    (tmp_path / "baseline").write_text("monthz: 3\n", "utf-8")
    assert call("check", "baseline").exit_code == 2


def test_what_ships_is_whole() -> None:
    names = {path.stem for path in shipped("scenarios").glob("*.yaml")}
    assert {"baseline", "task_offloading", "organization_cultivation", "staff_training"} <= names
    assert (shipped("experiments") / "three_policies.yaml").is_file()


# -- faults ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "exit_code", "words"),
    [
        (("run", "nowhere.yaml"), 2, "file not found"),
        (("run", "baselin"), 2, "Did you mean `baseline`?"),
        (("run", "baseline", "--set", "monthz=3"), 2, "Did you mean `months`?"),
        (("run", "baseline", "--set", "months"), 2, "expected key=value"),
        (("run", "baseline", "--set", "county=nowhere.csv"), 2, "nowhere.csv"),
        (("batch", "three_polices"), 2, "Did you mean `three_policies`?"),
        (("batch", "three_policies", "--replications", "0"), 2, "--replications"),
        (("policies", "stafftraining"), 2, "Did you mean `staff_training`?"),
        (("county", "describe", "nowhere.csv"), 2, "nowhere.csv"),
        (("report", "nowhere"), 3, "There are no results"),
        (("rum",), 2, "Did you mean 'run'?"),
        (("run",), 2, "Missing argument"),
    ],
)
def test_a_fault_ends_in_words_and_a_code(
    call: Callable[..., Result], arguments: tuple[str, ...], exit_code: int, words: str
) -> None:
    failed = call(*arguments)
    assert failed.exit_code == exit_code
    assert words in failed.stderr
    assert "Traceback" not in failed.output


def test_debug_shows_where(call: Callable[..., Result]) -> None:
    assert "Traceback" in call("run", "nowhere.yaml", "--debug").stderr


def test_a_fault_of_the_program_is_told_as_such(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def break_down(**_: Any) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr(sim.cli, "app", break_down)
    with pytest.raises(SystemExit) as ended:
        sim.cli.main()
    assert ended.value.code == 1
    assert "Unexpected ZeroDivisionError" in capsys.readouterr().err


def test_check_tells_every_fault_and_counts(call: Callable[..., Result], tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("monthz: 3\npolicies: {staff_training: {hours: 900}}\n", "utf-8")
    told = call("check", bad, "baseline", "experiments/three_policies.yaml")
    assert told.exit_code == 2
    assert "bad.yaml:1:1 monthz: unknown key" in told.stderr
    assert "bad.yaml:2:" in told.stderr
    assert "experiment, kind: compare, 6 points, 180 runs" in told.stdout
    assert "3 files, 1 with faults, 0 with warnings" in told.stdout


def test_check_takes_warnings_for_faults_only_if_asked(
    call: Callable[..., Result], tmp_path: Path
) -> None:
    doubtful = tmp_path / "doubtful.yaml"
    doubtful.write_text("policies: {staff_training: {start: 90}}\n", "utf-8")
    told = call("check", doubtful)
    assert told.exit_code == 0
    assert f"Warning: {doubtful}: policies.staff_training.start" in told.stderr
    assert call("check", doubtful, "--strict").exit_code == 2


# -- experiments -------------------------------------------------------------------------------


def test_a_batch_tells_effects_and_where_the_report_lies(
    call: Callable[..., Result], experiment: Path, tmp_path: Path
) -> None:
    out = tmp_path / "results"
    told = call("batch", experiment, "--out", out, "--workers", 1)
    assert told.exit_code == 0
    assert "10 runs (2 scenarios, 5 replications)" in told.stderr
    for heading in ("Belonging (scale 0 to 1)", "Participation (percentage points)"):
        assert heading in told.stdout
    assert re.search(r"Trained +[+−]?0\.\d{3} +\S+…\S+ +(better|worse|un|prac)", told.stdout)
    assert f"Report: {out / 'report_en.html'}" in told.stdout
    assert (out / "report_en.html").stat().st_size > 10_000
    again = call("batch", experiment, "--out", out, "--lang", "zh")
    assert "培训" in again.stdout
    assert (out / "report_zh.html").is_file()
    assert call("report", out, "--out", tmp_path / "mine.html").exit_code == 0
    assert (tmp_path / "mine.html").is_file()


def test_results_of_another_version_are_told_as_such(
    call: Callable[..., Result], experiment: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "results"
    assert call("batch", experiment, "--out", out, "--workers", 1).exit_code == 0
    later = OUTCOMES | {"happiness": OUTCOMES["belonging"]}
    monkeypatch.setattr("sim.comparison.OUTCOMES", later)
    told = call("report", out)
    assert told.exit_code == 3
    assert "made by another version of the model: it lacks the outcome happiness" in told.stderr


def test_few_replications_get_no_interval(
    call: Callable[..., Result], experiment: Path, tmp_path: Path
) -> None:
    told = call("batch", experiment, "--replications", 2, "--workers", 1, "--out", tmp_path / "two")
    assert "no interval and no verdict" in told.stdout


def test_failed_runs_are_told_and_end_in_1(
    call: Callable[..., Result], experiment: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: Any) -> None:
        raise SimError("the river rose")

    monkeypatch.setattr("sim.conduct.runner.replicate", fail)
    told = call("batch", experiment, "--workers", 1, "--out", tmp_path / "failed")
    assert told.exit_code == 1
    assert "10 of 10 runs failed" in told.stderr
    assert re.search(r"  small, replication 0, seed \d+: the river rose\n", told.stderr)
    assert re.search(r"again: .*replay [0-9a-f]{16} --folder ", told.stderr)
    assert "and 5 more" in told.stderr
    assert "No run was finished." in told.stderr


def test_an_interrupted_batch_says_what_was_kept(
    call: Callable[..., Result], experiment: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: Any, **__: Any) -> None:
        raise Interrupted(2, 5)

    monkeypatch.setattr("sim.comparison.conduct", interrupt)
    told = call("batch", experiment, "--out", tmp_path / "kept")
    assert told.exit_code == 130
    assert "2 of 5 runs are kept" in told.stderr
    assert f"--out {tmp_path / 'kept'} --resume" in told.stderr


# -- catalogues and counties -------------------------------------------------------------------


def test_every_policy_is_listed_with_every_lever(call: Callable[..., Result]) -> None:
    from sim.levers import levers, shared_levers
    from sim.policies import POLICIES

    listed = call("policies").stdout
    for key in POLICIES:
        assert key in listed
        told = call("policies", key).stdout
        assert all(f"\n{lever.key} " in told for lever in [*levers(key), *shared_levers()])


def test_every_named_world_is_listed(call: Callable[..., Result]) -> None:
    from sim.presets import PRESETS

    for lang in ("en", "zh"):
        told = " ".join(call("worlds", "--lang", lang).stdout.split())
        for key, preset in PRESETS.items():
            assert f"{key} " in told
            assert preset.title[lang] in told


def test_a_lever_has_default_range_unit_source_and_grade(call: Callable[..., Result]) -> None:
    lines = call("policies", "organization_cultivation").stdout.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("grant_yuan "))
    assert re.fullmatch(r"grant_yuan +80000 +Size of a grant", lines[at])
    assert lines[at + 1].strip() == "10000 … 200000 yuan · S69-S71 · literature"


def test_nothing_is_colored_or_cut_in_a_pipe() -> None:
    told = python("-m", "sim", "policies", "task_offloading").stdout
    assert "\x1b" not in told
    assert "yuan a month and community" in told


def test_a_county_is_built_from_codes_and_described(
    call: Callable[..., Result], tmp_path: Path
) -> None:
    codes, out = tmp_path / "codes.csv", tmp_path / "county.csv"
    codes.write_text("code\n430281001001\n430281001201\n430281001202\n", "utf-8")
    built = call("county", "build", "--codes", codes, "--population", 9000, "--out", out)
    assert built.exit_code == 0
    assert "committee: residents 1" in built.stdout
    assert re.search(r"imputed: \d+ of \d+ columns for 3 communities", built.stdout)
    assert "3 communities in 1 towns, 9,000 residents" in call("county", "describe", out).stdout
    assert call("check", out).stdout.endswith("ok (county of 3 communities)\n")
