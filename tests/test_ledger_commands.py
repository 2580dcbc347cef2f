"""Results folders on the command line: replayed, verified, compared, exported and merged."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from typer.testing import CliRunner, Result

import sim
from sim.cli import app
from sim.cli.ledger_words import LEDGER_WORDS
from sim.exports import read_csv
from sim.manifest import read_manifest, write_manifest
from sim.store import Results
from sim.store.database import DATABASE

SMALL = "sample: 240\nburn_in: 1\nmonths: 3\n"
TRAINED = "extends: small.yaml\ntitle: {en: Trained, zh: 培训}\npolicies: {staff_training: {}}\n"
QUESTION = "against: small.yaml\nscenarios: [trained.yaml]\nreplications: 6\n"


@pytest.fixture(scope="module")
def question(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two small scenarios and a question about them."""
    place = tmp_path_factory.mktemp("question")
    for name, text in (("small", SMALL), ("trained", TRAINED), ("question", QUESTION)):
        (place / f"{name}.yaml").write_text(text, "utf-8")
    return place / "question.yaml"


@pytest.fixture(scope="module")
def made(question: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The results of six replications, which no test changes."""
    folder = tmp_path_factory.mktemp("made") / "results" / "question"
    sim.compare(question, folder=folder, workers=1)
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """A copy of them to do with as one likes."""
    return Path(shutil.copytree(made, tmp_path / "results" / "question"))


@pytest.fixture
def call() -> Callable[..., Result]:
    return lambda *arguments: CliRunner().invoke(app, [str(each) for each in arguments])


def change_ledger(folder: Path, statement: str, *values: Any) -> None:
    with sqlite3.connect(folder / DATABASE) as connection:
        connection.execute(statement, values)
    connection.close()


def first_run(folder: Path) -> str:
    """The key of the first run of the scenario with a policy."""
    status = Results.open(folder).status()
    return str(status.loc[status["scenario"] == "trained", "run"].iloc[0])


def spoil_numbers(folder: Path) -> str:
    """Turn over one bit of what a run gave; the key of the run."""
    key = first_run(folder)
    query = "SELECT bytes FROM arrays WHERE run = ? AND name = 'series'"
    with sqlite3.connect(folder / DATABASE) as connection:
        stored = bytearray(connection.execute(query, (key,)).fetchone()[0])
    connection.close()
    stored[16] ^= 1  # after month and first outcome of the first month: the second outcome
    change_ledger(folder, "UPDATE arrays SET bytes = ? WHERE run = ? AND name = 'series'",
                  bytes(stored), key)  # fmt: skip
    return key


def change_manifest(folder: Path, change: Callable[[dict[str, Any]], None]) -> None:
    manifest = read_manifest(folder)
    change(manifest)
    write_manifest(folder, manifest)


def test_every_word_says_the_same_in_both_languages() -> None:
    for key, pair in LEDGER_WORDS.items():
        english, chinese = ({part[1] for part in Formatter().parse(each)} for each in pair)
        assert english - {None} == chinese - {None}, key


# -- replay ------------------------------------------------------------------------------------


def test_a_replayed_run_has_the_same_numbers(call: Callable[..., Result], folder: Path) -> None:
    told = call("replay", first_run(folder), "--folder", folder)
    assert told.exit_code == 0
    assert "Trained · replication 0 · run " in told.stdout
    assert re.search(r"Belonging +0\.\d{3} +scale 0 to 1", told.stdout)
    assert "The same numbers to the last bit" in told.stdout


def test_a_run_is_found_by_how_its_key_begins_in_any_folder_below_results(
    call: Callable[..., Result], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder.parent.parent)
    shutil.copytree(folder, folder.with_name("again"))
    told = call("replay", first_run(folder)[:10].upper())
    assert told.exit_code == 0
    assert f"in {Path('results') / 'again'}" in told.stdout


def test_replay_in_chinese_says_nothing_in_english(
    call: Callable[..., Result], folder: Path
) -> None:
    told = call("replay", first_run(folder), "--folder", folder, "--lang", "zh").stdout
    assert "培训" in told and "逐位一致" in told
    known = f"{folder}|{first_run(folder)}|[0-9a-f]{{16}}"
    assert re.findall(r"[A-Za-z]+", re.sub(known, "", told)) == []


def test_a_run_that_nobody_has_and_one_that_is_not_clear(
    call: Callable[..., Result], folder: Path
) -> None:
    key = first_run(folder)
    missing = call("replay", f"{key[:-1]}x", "--folder", folder)
    assert missing.exit_code == 3
    assert "looked at 12 runs in 1 folder." in missing.stderr and key in missing.stderr
    unclear = call("replay", "", "--folder", folder)
    assert unclear.exit_code == 3
    assert "and 7 more" in unclear.stderr


def test_other_numbers_are_told_outcome_by_outcome(
    call: Callable[..., Result], folder: Path
) -> None:
    key = spoil_numbers(folder)
    change_ledger(folder, "UPDATE runs SET digest = 'another' WHERE run = ?", key)
    told = call("replay", key, "--folder", folder)
    assert told.exit_code == 1
    assert "there another" in told.stderr
    assert re.search(r"  \S.*, from month 1: \d\S* → \d\S*\n", told.stderr)
    assert "and" not in told.stderr.split("→")[-1]


def test_a_run_that_failed_by_chance_is_told_and_simulated(
    call: Callable[..., Result], folder: Path
) -> None:
    key = first_run(folder)
    change_ledger(folder, "DELETE FROM arrays WHERE run = ?", key)
    change_ledger(
        folder, "UPDATE runs SET status = 'failed', message = 'the power went' WHERE run = ?", key
    )
    told = call("replay", key, "--folder", folder)
    assert told.exit_code == 0
    assert "it failed: the power went" in told.stderr
    assert "nothing was compared" in told.stdout


def test_a_run_that_fails_again_shows_where(
    call: Callable[..., Result], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        raise ZeroDivisionError("nobody lives here")

    monkeypatch.setattr("sim.replication.act", fail)
    told = call("replay", first_run(folder), "--folder", folder)
    assert told.exit_code == 1
    assert "It fails: ZeroDivisionError: nobody lives here" in told.stderr
    assert "Traceback" in told.stderr and "in fail" in told.stderr


# -- verify ------------------------------------------------------------------------------------


def test_a_whole_folder_is_verified_line_by_line(call: Callable[..., Result], folder: Path) -> None:
    told = call("verify", folder, "--rerun", 3)
    assert told.exit_code == 0
    assert [line.split()[0] for line in told.stdout.splitlines()] == ["ok"] * 5
    assert "12 runs, all as they were written" in told.stdout
    assert "run again: 3 runs" in told.stdout


def test_verify_in_chinese_says_nothing_in_english(
    call: Callable[..., Result], folder: Path
) -> None:
    told = call("verify", folder, "--rerun", 1, "--lang", "zh").stdout
    assert told.count("正常") == 5
    assert re.findall(r"[A-Za-z]+", re.sub(r"[0-9a-f]{4}(-[0-9a-f]{4}){3}", "", told)) == []


def test_damaged_numbers_name_their_run(call: Callable[..., Result], folder: Path) -> None:
    key = spoil_numbers(folder)
    told = call("verify", folder, "--rerun", 1)
    assert told.exit_code == 3
    assert f"WRONG  numbers: 1 of 12 runs no longer have those that were written: {key}" in (
        told.stdout
    )


def test_another_fingerprint_in_the_manifest_is_found(
    call: Callable[..., Result], folder: Path
) -> None:
    change_manifest(folder, lambda manifest: manifest.update(fingerprint="0000-0000-0000-0000"))
    told = call("verify", folder, "--rerun", 0)
    assert told.exit_code == 3
    assert "the manifest says 0000-0000-0000-0000, the runs give" in told.stdout
    assert "there is no run to do again" in told.stdout


def test_another_seed_in_the_manifest_is_found(call: Callable[..., Result], folder: Path) -> None:
    change_manifest(folder, lambda manifest: manifest["identity"].update(seed=2))
    told = call("verify", folder)
    assert told.exit_code == 3
    assert "WRONG  worlds: 6 of 6 are not what the seed gives" in told.stdout
    assert "WRONG  keys: 12 runs" in told.stdout


def test_another_scenario_in_the_manifest_is_found(
    call: Callable[..., Result], folder: Path
) -> None:
    change_manifest(folder, lambda manifest: manifest["scenarios"]["trained"].update(months=4))
    told = call("verify", folder, "--rerun", 0)
    assert told.exit_code == 3
    assert re.search(r"WRONG  keys: 1 .*: trained\n", told.stdout)


def test_another_scenario_in_the_ledger_is_found(call: Callable[..., Result], folder: Path) -> None:
    later = """UPDATE scenarios SET said = replace(said, '"months": 3', '"months": 4')"""
    change_ledger(folder, later)
    assert "WRONG  keys: 12 runs" in call("verify", folder, "--rerun", 1).stdout
    refused = call("replay", first_run(folder), "--folder", folder)
    assert refused.exit_code == 3
    assert "no longer says how the run" in refused.stderr
    change_ledger(folder, "UPDATE scenarios SET said = '{'")
    unreadable = call("verify", folder, "--rerun", 1)
    assert unreadable.exit_code == 3
    assert "cannot be read any more" in unreadable.stderr


def test_a_ledger_that_is_none_is_refused_in_words(
    call: Callable[..., Result], folder: Path
) -> None:
    (folder / DATABASE).write_bytes(b"not a database at all" * 100)
    for command in (("verify", folder), ("export", folder), ("replay", "ab", "--folder", folder)):
        told = call(*command)
        assert told.exit_code == 3
        assert "cannot be read" in told.stderr


def test_a_run_with_other_numbers_ends_with_one(
    call: Callable[..., Result], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sim.replication import stored_arrays

    def nudged(*arguments: Any) -> Any:
        arrays = stored_arrays(*arguments)
        arrays["series"][0, 1] += 1e-12
        return arrays

    monkeypatch.setattr("sim.replication.stored_arrays", nudged)
    told = call("verify", folder, "--rerun", 2)
    assert told.exit_code == 1
    assert "WRONG  run again: 2 of 2 runs give other numbers" in told.stdout


def test_results_of_another_model_are_hashed_only(
    call: Callable[..., Result], folder: Path
) -> None:
    change_manifest(folder, lambda manifest: manifest["identity"].update(model="0123456789ab"))
    told = call("verify", folder)
    assert told.exit_code == 0
    assert "another model made the folder (code 0123456789ab" in told.stdout
    assert "numbers: 12 runs, all as they were written" in told.stdout
    refused = call("replay", first_run(folder), "--folder", folder)
    assert refused.exit_code == 3
    assert "only that one can do them again" in refused.stderr


def test_a_batch_that_did_not_end_has_no_fingerprint_yet(
    call: Callable[..., Result], folder: Path
) -> None:
    change_manifest(folder, lambda manifest: manifest.pop("fingerprint"))
    told = call("verify", folder, "--rerun", 1)
    assert told.exit_code == 0
    assert "the manifest has none, since the batch did not end" in told.stdout


@pytest.mark.parametrize("command", ["verify", "export"])
def test_what_is_no_results_folder_is_refused_in_words(
    call: Callable[..., Result], tmp_path: Path, command: str
) -> None:
    told = call(command, tmp_path)
    assert told.exit_code == 3
    assert "There are no results in" in told.stderr
    (tmp_path / "manifest.json").write_text("{}", "utf-8")
    assert "is not a manifest of results" in call(command, tmp_path).stderr


# -- diff --------------------------------------------------------------------------------------


def test_the_same_results_differ_in_nothing(call: Callable[..., Result], folder: Path) -> None:
    told = call("diff", folder, folder)
    assert told.exit_code == 0
    assert told.stdout.splitlines()[1].startswith("The same fingerprint")
    assert told.stdout.splitlines()[2:] == ["Nothing changed."]


def test_another_seed_and_more_replications_are_told(
    call: Callable[..., Result], folder: Path, question: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    sim.compare(question, folder=other, replications=7, seed=2, workers=1)
    told = call("diff", folder, other)
    assert told.exit_code == 0
    assert re.search(r"Fingerprint: \S{19} → \S{19}\n", told.stdout)
    assert "\n  seed: 1 → 2\n" in told.stdout
    assert "\n  replications: 6 → 7\n" in told.stdout
    assert "Nothing changed" not in told.stdout


def test_a_smaller_effect_that_matters_changes_verdicts(
    call: Callable[..., Result], folder: Path, made: Path
) -> None:
    def everything_matters_less(manifest: dict[str, Any]) -> None:
        manifest["experiment"]["settings"]["smallest_effect"] = 1.0

    change_manifest(folder, everything_matters_less)
    told = call("diff", made, folder)
    assert "The same fingerprint" in told.stdout
    assert "smallest_effect: 0.01 → 1.0" in told.stdout
    assert "Verdicts that changed:" in told.stdout
    assert "practically equal" in told.stdout
    chinese = call("diff", made, folder, "--lang", "zh").stdout
    assert "判断的变化" in chinese and "基本相当" in chinese and "practically" not in chinese
    assert len(call("diff", made, folder, "--all").stdout) > len(told.stdout)


def test_two_that_change_places_are_ranked_anew(
    call: Callable[..., Result], question: Path, tmp_path: Path
) -> None:
    for place, hours in (("a", (20, 60)), ("b", (60, 20))):
        files = [tmp_path / place / f"{name}.yaml" for name in ("one", "two")]
        files[0].parent.mkdir()
        for file, each in zip(files, hours, strict=True):
            trained = f"{SMALL}policies: {{staff_training: {{hours: {each}}}}}\n"
            file.write_text(trained, "utf-8")
        asked = {"against": str(question.with_name("small.yaml")), "primary": "cost_yuan"}
        asked |= {"scenarios": [str(file) for file in files], "replications": 5}
        sim.compare(asked, folder=tmp_path / f"of_{place}", workers=1)
    told = call("diff", tmp_path / "of_a", tmp_path / "of_b").stdout
    assert "scenarios.one.policies.staff_training.hours: 20.0 → 60.0" in told
    assert "Ranks that changed, by the effect on " in told
    ranks = told.partition("Ranks that changed")[2]
    assert re.search(r"\none +2 +1 ", ranks) and re.search(r"\ntwo +1 +2 ", ranks)


def test_a_design_without_pairs_has_no_verdicts_to_change(
    call: Callable[..., Result], question: Path, tmp_path: Path
) -> None:
    asked = {"kind": "sensitivity", "against": str(question.with_name("small.yaml"))}
    asked |= {"factors": ["assumptions.trust.gain"], "trajectories": 2, "replications": 2}
    for seed in (1, 2):
        sim.compare(asked, folder=tmp_path / f"seed{seed}", seed=seed, workers=1)
    told = call("diff", tmp_path / "seed1", tmp_path / "seed2").stdout
    assert told.endswith("so it has no verdicts or ranks.\n")
    assert call("diff", tmp_path / "seed1", tmp_path / "seed1").stdout.endswith(
        "Nothing changed.\n"
    )
    assert call("verify", tmp_path / "seed1").exit_code == 0
    assert call("export", tmp_path / "seed1", "--out", tmp_path / "out").exit_code == 0
    names = {path.stem for path in (tmp_path / "out").iterdir()}
    assert "runs" in names and "groups" not in names  # of which only the last month was kept


def test_scenarios_that_appear_are_named(
    call: Callable[..., Result], question: Path, tmp_path: Path
) -> None:
    less = "extends: small.yaml\npolicies: {staff_training: {hours: 20}}\n"
    (question.parent / "less.yaml").write_text(less, "utf-8")
    files = {"against": str(question.with_name("small.yaml")), "replications": 5}
    trained, shorter = (str(question.with_name(f"{name}.yaml")) for name in ("trained", "less"))
    sim.compare(files | {"scenarios": [trained]}, folder=tmp_path / "a", workers=1)
    sim.compare(files | {"scenarios": [trained, shorter]}, folder=tmp_path / "b", workers=1)
    told = call("diff", tmp_path / "a", tmp_path / "b").stdout
    assert "Scenarios that appeared: less\n" in told
    assert "Ranks that changed" not in told
    assert "Scenarios that went: less\n" in call("diff", tmp_path / "b", tmp_path / "a").stdout


# -- export ------------------------------------------------------------------------------------


def test_every_table_is_written_with_a_code_book(
    call: Callable[..., Result], folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    told = call("export", folder, "--to", "csv,xlsx", "--out", out)
    assert told.exit_code == 0
    names = {path.stem for path in out.glob("*.csv")}
    assert {"codebook", "effects", "points", "runs", "groups", "delivered", "ledger", "worlds",
            "status"} <= names  # fmt: skip
    assert told.stdout.count("Written: ") == len(names) + 1
    book = read_csv(out / "codebook.csv")
    assert set(book["table"]) == names
    assert len(read_csv(out / "runs.csv")) == 2 * 6 * 3


def test_answers_alone_and_runs_as_mesa_has_them(
    call: Callable[..., Result], folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    assert call("export", folder, "--no-raw", "--out", out).exit_code == 0
    assert not (out / "runs.csv").exists() and (out / "effects.csv").exists()
    assert call("export", folder, "--no-raw", "--mesa", "--out", out).exit_code == 0
    assert {"RunId", "iteration", "Step"} <= set(read_csv(out / "runs.csv").columns)
    assert call("export", folder, "--to", "parquet").exit_code == 0
    assert (folder / "tables" / "groups.parquet").exists()


def test_an_unknown_format_is_refused_before_anything_is_written(
    call: Callable[..., Result], folder: Path, tmp_path: Path
) -> None:
    told = call("export", folder, "--to", "csv,parquett", "--out", tmp_path / "out")
    assert told.exit_code == 2
    assert "'parquett'" in told.stderr and "Did you mean `parquet`?" in told.stderr
    assert not (tmp_path / "out").exists()


# -- merge -------------------------------------------------------------------------------------


def test_shards_become_one_folder_that_says_what_is_left(
    call: Callable[..., Result], question: Path, tmp_path: Path, made: Path
) -> None:
    parts = [tmp_path / f"part{number}" for number in (1, 2)]
    for number, part in enumerate(parts, 1):
        call("batch", question, "--shard", f"{number}/2", "--out", part, "--workers", 1)
    half = call("merge", parts[0], "--out", tmp_path / "half")
    assert half.exit_code == 0
    assert "6 of 12 runs succeeded, 0 failed, 6 are missing" in half.stdout
    assert f"batch {question.name} --out {tmp_path / 'half'} --resume" in half.stdout
    whole = call("merge", *parts, "--out", tmp_path / "whole")
    assert "12 of 12 runs succeeded, 0 failed, 0 are missing" in whole.stdout
    assert "on fresh luck: " in whole.stdout
    fingerprints = [read_manifest(each)["fingerprint"] for each in (tmp_path / "whole", made)]
    assert fingerprints[0] == fingerprints[1]
    assert json.loads((tmp_path / "whole" / "manifest.json").read_text("utf-8"))["counts"] == {
        "asked": 12, "succeeded": 12,
    }  # fmt: skip


def test_parts_of_different_batches_are_not_merged(
    call: Callable[..., Result], question: Path, folder: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    sim.compare(question, folder=other, replications=2, seed=2, workers=1)
    told = call("merge", folder, other, "--out", tmp_path / "both")
    assert told.exit_code == 3
    assert "seed" in told.stderr and not (tmp_path / "both").exists()


def test_scenarios_that_came_leave_the_other_conclusions(
    call: Callable[..., Result], made: Path, question: Path, tmp_path: Path
) -> None:
    text = QUESTION.replace("[trained.yaml]", "[trained.yaml, small_too.yaml]")
    (question.parent / "small_too.yaml").write_text(SMALL + "policies: {publicity: {}}\n", "utf-8")
    (question.parent / "more.yaml").write_text(text, "utf-8")
    sim.compare(question.parent / "more.yaml", folder=tmp_path / "more", workers=1)
    told = call("diff", made, tmp_path / "more").stdout
    assert "Scenarios that appeared: " in told
    assert "No verdict and no rank changed." in told
