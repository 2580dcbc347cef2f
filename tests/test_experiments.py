"""Experiment files: read as meant, or refused in words that help before anything is run."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
from bad_inputs.corpus import Row
from bad_inputs.experiments import BESIDE, EXPERIMENTS
from typer.testing import CliRunner

from sim.cli import app
from sim.errors import ScenarioError
from sim.experiment import KINDS, load_experiment
from sim.experiment.keys import did_you_mean, exists, is_whole, overlap

ROOT = Path(__file__).parent.parent
CASES = [
    pytest.param(row, id=f"{section}-{row.title}")
    for section, rows in EXPERIMENTS.items()
    for row in rows
]

PIECES = (
    b"-1", b"1e9", b"1e-300", b"1e308", b"0", b"null", b"true", b"x", b"{", b"]", b"[[]]", b"{}",
    b'"', b": ", b"- ", b"\n", b"\n  ", b".", b",", b"..", b"kind: pilot\n", b"trained.yaml",
    b"policies", b"assumptions", b"sample: {sobol: 2}\n",
)  # fmt: skip


@pytest.fixture
def beside(tmp_path: Path) -> Path:
    """A folder with a few scenarios."""
    for name, text in BESIDE.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def told_of(file: Path) -> tuple[str, str]:
    """The verdict on an experiment file and all that is said of it."""
    try:
        experiment = load_experiment(file)
    except ScenarioError as error:
        return "refused", str(error)
    return "warned" if experiment.warnings else "accepted", "\n".join(experiment.warnings)


@pytest.mark.parametrize("row", CASES)
def test_row(row: Row, beside: Path) -> None:
    before = sorted(beside.rglob("*"))
    file = beside / "x.yaml"
    file.write_bytes(row.content)
    started = time.process_time()
    verdict, told = told_of(file)
    assert verdict == row.verdict, told
    assert verdict != "refused" or time.process_time() - started < 1.0
    for word in row.words:
        assert word in told, told
    if row.line:
        assert f"x.yaml:{row.line}:" in told, told
    for line in told.splitlines():
        assert line.isprintable()
        assert len(line) < len(str(file)) + 500
    assert sorted(beside.rglob("*")) == sorted([*before, file])


def test_all_faults_come_at_once_in_the_order_of_the_file(beside: Path) -> None:
    (beside / "x.yaml").write_text(
        "kind: sweep\nagainst: base.yaml\nscenario: trained.yaml\nfactors:\n"
        "  sample: [1, 24]\n  policies.staff_training.huors: [1]\n"
        "sample: {sobol: 8}\nvariants:\n  base: {set: {polcies: {}}}\nprecision: {}\nreplications: 9\n"
    )
    with pytest.raises(ScenarioError) as caught:
        load_experiment(beside / "x.yaml")
    places = [(each.line, each.path) for each in caught.value.problems]
    assert places == [
        (5, "factors.sample[0]"),
        (6, "factors.policies.staff_training.huors"),
        (7, "sample"),
        (9, "variants.base"),
        (9, "variants.base.set.polcies"),
        (10, "precision"),
    ]


def test_many_faults_are_told_in_part(beside: Path) -> None:
    values = ", ".join(f"x{number}" for number in range(25))
    (beside / "x.yaml").write_text(
        f"kind: sweep\nagainst: base.yaml\nfactors: {{sample: [{values}]}}\n"
    )
    with pytest.raises(ScenarioError) as caught:
        load_experiment(beside / "x.yaml")
    assert len(caught.value.problems) == 21
    assert str(caught.value.problems[-1]) == "and 5 more."


def test_a_mapping_is_taken_like_a_file(beside: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(beside)
    source = {"against": "base.yaml", "scenarios": ["trained.yaml"]}
    experiment = load_experiment(source)
    assert (experiment.kind, experiment.baseline, list(experiment.points)) == (
        "compare",
        "base",
        ["base", "trained"],
    )
    with pytest.raises(ScenarioError, match=r"^scenarios\[0\]: found \"nix\": file not found"):
        load_experiment(source | {"scenarios": ["nix"]})


def test_a_county_is_found_from_the_folder_of_the_experiment(beside: Path) -> None:
    (beside / "county.csv").write_text("name,residents\nEast,3000\nWest,3000\n")
    (beside / "x.yaml").write_text(
        "against: base.yaml\nscenarios: [trained.yaml]\nsettings: {county: county.csv}\n"
    )
    experiment = load_experiment(beside / "x.yaml")
    counties = {Path(each.county) for each in experiment.scenarios.values()}
    assert counties == {(beside / "county.csv").resolve()}
    assert experiment.settings.settings == {"county": "county.csv"}


def test_scenarios_are_compared_with_the_first(beside: Path) -> None:
    (beside / "x.yaml").write_text("against: base.yaml\nscenarios: [trained.yaml, told.yaml]\n")
    points = load_experiment(beside / "x.yaml").points
    assert {name: point.against for name, point in points.items()} == {
        "base": None,
        "trained": "base",
        "told": "base",
    }
    assert all(point.factors == {} for point in points.values())


def test_common_settings_reach_every_scenario(beside: Path) -> None:
    (beside / "x.yaml").write_text(
        "against: base.yaml\nscenarios: [trained.yaml]\nsettings: {sample: 480, begun.publicity: {}}\n"
    )
    scenarios = load_experiment(beside / "x.yaml").scenarios.values()
    assert [(each.sample, list(each.begun.given())) for each in scenarios] == [
        (480, ["publicity"])
    ] * 2


def test_runs_are_points_of_different_content_times_replications(beside: Path) -> None:
    (beside / "x.yaml").write_text(
        "against: base.yaml\nscenarios: [trained.yaml, same.yaml]\nreplications: 7\n"
    )
    experiment = load_experiment(beside / "x.yaml")
    assert len(experiment.points) == 3
    assert experiment.runs() == 14
    assert experiment.changed(10, None).runs() == 20


def test_precision_counts_to_its_cap_until_replications_are_given(beside: Path) -> None:
    (beside / "x.yaml").write_text(
        "against: base.yaml\nscenarios: [trained.yaml]\nprecision: {most: 200}\n"
    )
    experiment = load_experiment(beside / "x.yaml")
    assert experiment.runs() == 400
    assert experiment.changed(12, None).runs() == 24


def test_any_few_edits_load_or_are_refused(beside: Path) -> None:
    luck = random.Random(1)
    files = [row.content for rows in EXPERIMENTS.values() for row in rows]
    for _ in range(150):
        raw = luck.choice(files)
        for _ in range(luck.randint(1, 3)):
            at, cut = luck.randrange(len(raw) + 1), luck.choice([0, 0, 1, 3, 8])
            raw = raw[:at] + luck.choice(PIECES) + raw[at + cut :]
        (beside / "x.yaml").write_bytes(raw)
        assert told_of(beside / "x.yaml")[0] in {"accepted", "warned", "refused"}


# -- keys --------------------------------------------------------------------------------------


def test_keys_that_exist() -> None:
    assert exists("policies.staff_training.hours")
    assert exists("policies.organization_cultivation.purchase.elder_care")
    assert exists("policies.staff_training")
    assert not exists("policies.staff_training.hours.x")
    assert not exists("policies.x")
    assert not exists("")


def test_keys_of_whole_numbers() -> None:
    whole = ["months", "sample", "policies.staff_training.ramp", "policies.staff_training.hours"]
    assert [is_whole(key) for key in whole] == [True, True, True, False]


def test_keys_that_set_the_same() -> None:
    assert overlap("a.b", "a.b")
    assert overlap("a.b.c", "a.b")
    assert overlap("a", "a.b")
    assert not overlap("a.b", "a.bc")


@pytest.mark.parametrize(
    ("key", "meant"),
    [
        ("policies.staff_training.huors", "policies.staff_training.hours"),
        ("polices.staff_training.hours", "policies.staff_training.hours"),
        ("policies.staff-training.hours", "policies.staff_training.hours"),
        ("staff_training.hours", "policies.staff_training.hours"),
        ("study_visits", "policies.staff_training.study_visits"),
        ("assumptions.trust.gian", "assumptions.trust.gain"),
        ("trust.gain", "assumptions.trust.gain"),
        ("Months", "months"),
        ("burn in", "burn_in"),
    ],
)
def test_what_a_misspelled_key_meant(key: str, meant: str) -> None:
    assert did_you_mean(key) == f"Did you mean `{meant}`?"


# -- what is shipped ---------------------------------------------------------------------------


def test_there_is_a_shipped_example_of_every_kind() -> None:
    kinds = {load_experiment(path).kind for path in (ROOT / "experiments").glob("*.yaml")}
    assert kinds == set(KINDS)


def test_shipped_experiments_pass_the_strict_check() -> None:
    files = sorted(map(str, (ROOT / "experiments").glob("*.yaml")))
    told = CliRunner().invoke(app, ["check", "--strict", *files])
    assert told.exit_code == 0, told.output
    assert "relief_or_rebound.yaml: ok (experiment, kind: sweep, 5 points, 150 runs)" in told.output
    assert "pilots.yaml: ok (experiment, kind: pilot, 13 points, 390 runs)" in told.output


def test_check_takes_a_faulty_question_for_an_experiment(beside: Path) -> None:
    (beside / "x.yaml").write_text("kind: sweep\n")
    told = CliRunner().invoke(app, ["check", str(beside / "x.yaml")])
    assert told.exit_code == 2
    assert "against: missing" in told.output


def test_check_says_how_far_precision_may_go(beside: Path) -> None:
    (beside / "x.yaml").write_text(
        "against: base.yaml\nscenarios: [trained.yaml]\nprecision: {most: 200}\n"
    )
    told = CliRunner().invoke(app, ["check", str(beside / "x.yaml")])
    assert "2 points, up to 400 runs" in told.output
