"""Every kind of question has its report, in both languages and all formats, through the screen."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from tiny_batches import done, tiny
from typer.testing import CliRunner, Result

from sim.cli import app
from sim.comparison import Comparison, compare
from sim.report import html, word

KINDS = {
    "compare": "",
    "sweep": "kind: sweep\nscenario: training.yaml\nscenarios: none\n"
    "factors: {policies.staff_training.hours: [20, 60]}",
    "circumstances": "kind: sweep\nscenario: training.yaml\nscenarios: none\n"
    "factors: {policies.staff_training.hours: [20, 60], "
    "assumptions.workload.town_amplification: [1.0, 1.5]}",
    "packages": "kind: packages\npolicies_of: [training.yaml, publicity.yaml]\nscenarios: none",
    "sensitivity": "kind: sensitivity\nmethod: morris\ntrajectories: 4\nscenarios: none\n"
    "scenario: training.yaml\nfactors: [assumptions.workload.rebound, assumptions.staff.skill_decay]",
    "pilot": "kind: pilot\nscenario: training.yaml\nscenarios: none\nsettings: {months: 30}\n"
    "start: 13\nrollout: {pilots: [4], choose: [random, best_off], months: 6}",
}


def call(*words: Any) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A results folder of every kind, six replications of each."""
    place = tmp_path_factory.mktemp("kinds")
    found = {}
    for kind, text in KINDS.items():
        lines = f"replications: 6\n{text}".strip()
        done(tiny(place / kind, lines), place / f"results_{kind}")
        found[kind] = place / f"results_{kind}"
    return found


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reports without their charts, which take most of the time."""
    monkeypatch.setattr(html, "_picture", lambda figure: "")
    monkeypatch.setattr(word._Writer, "_figure", lambda self, block: None)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_report(kind: str, folders: dict[str, Path], tmp_path: Path) -> None:
    path = tmp_path / "mine.html"
    told = call("report", folders[kind], "--out", path)
    assert told.exit_code == 0, told.output
    text = path.read_text("utf-8")
    assert 'id="answer"' in text and 'id="repeat"' in text
    own = {"pilot": "pilots", "sensitivity": "factors", "packages": "packages"}
    assert f'id="{own.get(kind, "effects")}"' in text
    assert ">nan<" not in text and "Switching values" in text


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize("kind", KINDS)
def test_both_languages_in_all_formats(kind: str, folders: dict[str, Path], tmp_path: Path) -> None:
    words = ("--lang", "both", "--to", "html,docx,xlsx", "--out", tmp_path / "new")
    assert call("report", folders[kind], *words).exit_code == 0
    found = sorted(path.name for path in (tmp_path / "new").iterdir())
    assert found == [
        f"report_{lang}.{form}" for lang in ("en", "zh") for form in ("docx", "html", "xlsx")
    ]
    assert 'lang="zh-Hans"' in (tmp_path / "new" / "report_zh.html").read_text("utf-8")


OF_TRAINING = "SELECT run FROM plan JOIN points USING (position) WHERE name LIKE 'training%'"


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("status = 'failed'", "No run finished: there is nothing to compare."),
        ("status = 'pending'", "0 of 6 runs are there"),
        ("status = 'pending' WHERE replication > 0", "One replication only"),
        (f"status = 'failed' WHERE run IN ({OF_TRAINING})", "it has no numbers"),
        (
            f"status = 'failed' WHERE replication < 2 AND run IN ({OF_TRAINING})",
            "its numbers rest on the 4 that are done",
        ),
    ],
)
def test_runs_that_are_lacking_are_said_on_the_first_page(
    change: str, said: str, folders: dict[str, Path], tmp_path: Path
) -> None:
    folder = shutil.copytree(folders["compare"], tmp_path / "results")
    with closing(sqlite3.connect(folder / "runs.sqlite")) as ledger, ledger:
        ledger.execute(f"UPDATE runs SET {change}")
    for form in ("html", "docx", "xlsx"):
        assert call("report", folder, "--to", form).exit_code == 0
    top, rest = (folder / "report_en.html").read_text("utf-8").split('id="answer"')
    assert said in top
    assert "Cannot tell" in rest or "too few for an interval" in rest
    assert "highest in this model is" not in rest


@pytest.mark.usefixtures("undrawn")
def test_circumstances_are_compared_each_with_their_own_baseline(folders: dict[str, Path]) -> None:
    comparison = Comparison(folders["circumstances"])
    assert len(set(comparison.against.values())) == 2
    text = comparison.report().read_text("utf-8")
    assert "Along what was varied" in text


def test_a_workbook_has_answer_tables_code_book_and_method(
    folders: dict[str, Path], tmp_path: Path
) -> None:
    path = tmp_path / "mine.xlsx"
    assert call("report", folders["compare"], "--to", "xlsx", "--out", path).exit_code == 0
    book = openpyxl.load_workbook(path)
    assert (book.sheetnames[0], book.sheetnames[-2:]) == ("answer", ["codebook", "method"])
    assert {"effects", "points", "status"} <= set(book.sheetnames)
    sheet = book["effects"]
    assert sheet.freeze_panes == "A2"
    head = [cell.value for cell in sheet[1]]
    assert isinstance(sheet.cell(2, head.index("difference") + 1).value, float)
    words = [row[1] for row in book["answer"].iter_rows(min_row=2, values_only=True)]
    assert any("baseline" in str(text) for text in words)
    columns = {row[:2] for row in book["codebook"].iter_rows(min_row=2, values_only=True)}
    assert ("answer", "text") in columns


@pytest.mark.usefixtures("undrawn")
def test_word_comes_by_its_ending(folders: dict[str, Path], tmp_path: Path) -> None:
    path = Comparison(folders["compare"]).report(tmp_path / "mine.docx", "zh")
    assert path.read_bytes()[:2] == b"PK"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--to", "htlm"), "Did you mean `html`?"),
        (("--to", "html,pdf"), "expected some of html, docx, xlsx"),
        (("--lang", "cn"), "expected one of en, zh, both"),
        (("--lang", "bothe"), "Did you mean `both`?"),
        (("--to", "html,xlsx", "--out", "mine.html"), "expected a folder, for 2 files"),
        (("--to", "docx", "--out", "mine.html"), "a name that ends in .docx"),
    ],
)
def test_what_is_typed_wrongly_is_said(
    words: tuple[str, ...], expected: str, folders: dict[str, Path]
) -> None:
    told = call("report", folders["compare"], *words)
    assert told.exit_code == 2
    assert expected in told.output
    assert not Path("mine.html").exists()


HOSTILE = '{en: "<script>alert(1)</script>", zh: "=1+1"}'


@pytest.mark.usefixtures("undrawn")
def test_scenarios_with_hostile_titles_do_no_harm(tmp_path: Path) -> None:
    titled = f"title: {HOSTILE}\npolicies: {{staff_training: {{hours: 60}}}}"
    experiment = tiny(tmp_path / "asked", "replications: 5", training=titled)
    comparison = compare(experiment, workers=1, folder=tmp_path / "results")
    page = comparison.report().read_text("utf-8")
    assert page.count("<script") == 1
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    book = openpyxl.load_workbook(comparison.report(tmp_path / "hostile.xlsx", "zh"))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert any("=1+1" in str(cell.value) for cell in cells)


@pytest.mark.usefixtures("undrawn")
def test_runs_that_kept_communities_have_a_map(folders: dict[str, Path]) -> None:
    places = Comparison(folders["compare"]).places
    assert len(places) == 4 * 6 * 24
    assert set(places["n"]) == {6}
    assert places["community"].iloc[0] == "unit 001"
    text = Comparison(folders["compare"]).report().read_text("utf-8")
    assert text.count("<circle") == 3 * 24
    assert not len(Comparison(folders["sensitivity"]).places)


def test_means_of_communities_are_those_of_the_county(folders: dict[str, Path]) -> None:
    comparison = Comparison(folders["compare"])
    last = comparison.places.query("month == 6 and scenario == 'training'")
    county = comparison.runs.query("month == 6 and scenario == 'training'")["belonging"].mean()
    weighed = (last["belonging"] * last["residents"]).sum() / last["residents"].sum()
    assert weighed == pytest.approx(county, abs=0.02)
