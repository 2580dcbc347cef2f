"""Files for other programs: nothing is executed, nothing is lost, nothing is half there."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest

from sim.errors import ResultsError, SimError
from sim.exports import (
    export,
    file_names,
    read_csv,
    read_parquet,
    sheet_names,
    workbook,
    write_csv,
    write_parquet,
    write_workbook,
)

NAMES = [
    "NA",
    "None",
    "nan",
    "null",
    "",
    "007",
    "-0.5",
    "1e5",
    "True",
    "减负·培育",
    'a,"b"\r\nc',
    "'x",
]
FORMULAS = ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\0=1", "＝1", "'=1"]


def runs() -> pd.DataFrame:
    """Words, whole numbers, numbers with a hole, switches."""
    return pd.DataFrame(
        {
            "scenario": ["baseline", "training", "NA"],
            "seed": [1, 2**60 + 1, 3],
            "belonging": [0.1 + 0.2, np.nan, -0.5],
            "reached": [True, False, True],
        }
    )


# -- CSV ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("first", range(len(NAMES)))
def test_words_stay_words_whichever_comes_first(tmp_path: Path, first: int) -> None:
    table = pd.DataFrame({"scenario": NAMES[first:] + NAMES[:first]})
    write_csv(table, tmp_path / "t.csv")
    assert read_csv(tmp_path / "t.csv").equals(table)


def test_numbers_and_switches_come_back_to_the_last_bit(tmp_path: Path) -> None:
    write_csv(runs(), tmp_path / "t.csv")
    assert read_csv(tmp_path / "t.csv").equals(runs())


def test_infinity_and_columns_that_are_all_missing(tmp_path: Path) -> None:
    table = pd.DataFrame({"variance_reduction": [np.inf, -np.inf], "low": [np.nan, np.nan]})
    write_csv(table, tmp_path / "t.csv")
    assert read_csv(tmp_path / "t.csv").equals(table)


def test_a_note_that_is_always_empty_is_a_word(tmp_path: Path) -> None:
    table = pd.DataFrame({"note": ["", ""]})
    write_csv(table, tmp_path / "t.csv")
    assert read_csv(tmp_path / "t.csv")["note"].tolist() == ["", ""]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_of_a_csv_is_a_formula(tmp_path: Path, text: str) -> None:
    table = pd.DataFrame({text: [text], "belonging": [-0.5]})
    write_csv(table, tmp_path / "t.csv")
    written = (tmp_path / "t.csv").read_bytes().decode("utf-8-sig")
    assert written == f'"\'{text}","belonging"\r\n"\'{text}",-0.5\r\n'
    assert read_csv(tmp_path / "t.csv").equals(table)


def test_excel_sees_chinese(tmp_path: Path) -> None:
    write_csv(runs(), tmp_path / "t.csv")
    assert (tmp_path / "t.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_table_without_rows_keeps_its_columns(tmp_path: Path) -> None:
    write_csv(runs().iloc[:0], tmp_path / "t.csv")
    assert list(read_csv(tmp_path / "t.csv")) == list(runs())


def test_a_csv_saved_again_by_a_spreadsheet(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("scenario,belonging\nNA,0.5\nb,\n", "utf-8")
    table = read_csv(tmp_path / "t.csv")
    assert table["scenario"].tolist() == ["NA", "b"]
    assert table["belonging"].iloc[0] == 0.5
    assert np.isnan(table["belonging"].iloc[1])


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b'a,b\n"1\n'])
def test_what_is_no_table_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "t.csv").write_bytes(content)
    with pytest.raises(ResultsError, match=r"t\.csv is not a table"):
        read_csv(tmp_path / "t.csv")


# -- Parquet -----------------------------------------------------------------------------------


def test_parquet_gives_back_the_table(tmp_path: Path) -> None:
    table = runs().assign(policy=[None, "", "减负"])
    write_parquet(table, tmp_path / "t.parquet")
    back = read_parquet(tmp_path / "t.parquet")
    assert back.equals(table.astype({"policy": back["policy"].dtype}))


def test_numbers_beside_words_become_words(tmp_path: Path) -> None:
    write_parquet(pd.DataFrame({"level": [1, "all", None]}), tmp_path / "t.parquet")
    assert read_parquet(tmp_path / "t.parquet")["level"].tolist()[:2] == ["1", "all"]


@pytest.mark.parametrize("kept", [0, 10, 0.5, -1])
def test_a_cut_file_is_named(tmp_path: Path, kept: float) -> None:
    path = tmp_path / "t.parquet"
    write_parquet(runs(), path)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(kept * len(whole)) if 0 < kept < 1 else int(kept)])
    with pytest.raises(ResultsError, match=r"t\.parquet is (empty|damaged)"):
        read_parquet(path)


def test_no_flipped_bit_changes_a_number_unseen(tmp_path: Path) -> None:
    path, found = tmp_path / "t.parquet", 0
    write_parquet(runs(), path)
    whole = path.read_bytes()
    for position in range(0, len(whole), 3):
        changed = bytearray(whole)
        changed[position] ^= 1 << position % 8
        path.write_bytes(changed)
        try:
            assert read_parquet(path).equals(runs())
        except ResultsError as error:
            assert "t.parquet" in str(error)
            found += 1
    assert found > len(whole) / 6


def test_a_parquet_of_somebody_else_is_refused(tmp_path: Path) -> None:
    runs().to_parquet(tmp_path / "t.parquet")
    with pytest.raises(ResultsError, match="not written by this program"):
        read_parquet(tmp_path / "t.parquet")


# -- Excel -------------------------------------------------------------------------------------


def cells(path: Path, sheet: str) -> list[tuple[object, ...]]:
    return list(openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True))


def test_a_sheet_for_each_table_in_their_order(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    assert write_workbook({"codebook": runs(), "runs": runs()}, path) == [path]
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["codebook", "runs"]
    assert book["runs"].freeze_panes == "A2"
    assert book["runs"]["C2"].number_format == "0.0000"


def test_cells_are_numbers_words_or_nothing(tmp_path: Path) -> None:
    write_workbook({"runs": runs()}, tmp_path / "t.xlsx")
    head, first, second, third = cells(tmp_path / "t.xlsx", "runs")
    assert head == ("scenario", "seed", "belonging", "reached")
    assert first == ("baseline", 1, 0.3, True)  # and 16 digits of others
    assert second == ("training", str(2**60 + 1), None, False)  # Excel keeps 15 digits
    assert third == ("NA", 3, -0.5, True)


def test_a_sheet_executes_nothing(tmp_path: Path) -> None:
    texts = ["=1+1", "{=1}", "@SUM(A1)", "http://x.example", "1", "<b>&"]
    write_workbook({"runs": pd.DataFrame({"=2": texts})}, tmp_path / "t.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx")["runs"]
    assert [cell.value for cell in sheet["A"]] == ["=2", *texts]
    assert {cell.data_type for cell in sheet["A"]} <= {"s", "inlineStr"}
    inside = zipfile.ZipFile(tmp_path / "t.xlsx").read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in inside
    assert b"hyperlink" not in inside


def test_a_very_long_text_is_cut_where_excel_ends(tmp_path: Path) -> None:
    write_workbook({"runs": pd.DataFrame({"message": ["x" * 40_000]})}, tmp_path / "t.xlsx")
    text = cells(tmp_path / "t.xlsx", "runs")[1][0]
    assert str(text).endswith("x…")
    assert len(str(text)) == 32_767


def test_what_no_sheet_can_hold_goes_beside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 3)
    tables = {"effects": runs().iloc[:2], "runs": runs()}
    paths = export(tables, tmp_path, ["xlsx", "csv"])
    assert [path.name for path in paths] == ["tables.xlsx", "runs.csv", "effects.csv"]
    assert len(cells(paths[0], "effects")) == 3
    english, chinese = (str(row[0]) for row in cells(paths[0], "runs"))
    assert "3 rows and 4 columns do not fit" in english
    assert "runs.csv" in english
    assert "3行、4列" in chinese
    assert read_csv(paths[1]).equals(runs())


# -- names -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["effects", "减负·培育·培训", "policies.staff_training.hours"])
def test_good_names_stay(name: str) -> None:
    assert file_names([name]) == {name: name}
    assert sheet_names([name]) == {name: name}


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("CON", "_CON"), ("nul.txt", "_nul.txt"), ("com1", "_com1"), ("LPT¹", "_LPT¹"), ("a/b", "a_b"),
        ("a:b\0", "a_b_"), ("x" * 300, "x" * 51), ("..", "_"), ("", "_"), ("end. ", "end._"), ("end.", "end"),
        ("two words", "two_words"), ("runs-0123abcd", "runs-0123abcd"),
    ],
)  # fmt: skip
def test_names_no_system_refuses(name: str, stem: str) -> None:
    made = file_names([name])[name]
    assert made[:-9] == stem
    assert made[-9] == "-"
    assert int(made[-8:], 16) >= 0
    assert len(made) <= 60


def test_names_that_differ_in_case_or_composition_get_files_of_their_own() -> None:
    made = file_names(["A", "a", "e\u0301", "\u00e9", "b"])
    assert len({stem.casefold() for stem in made.values()}) == 5
    assert made["b"] == "b"
    assert made["A"] != "A"
    assert made == {name: file_names(["b", "é", "e\u0301", "a", "A"])[name] for name in made}


def test_names_of_sheets() -> None:
    names = ["History", "a[b]:*?/\\", "'x'", "y" * 40, "Runs", "runs"]
    made = list(sheet_names(names).values())
    assert all(len(title) <= 31 for title in made)
    assert [title[:-9] for title in made] == [
        "_History", "a_b______", "x", "y" * 22, "Runs", "runs",
    ]  # fmt: skip
    assert len({title.casefold() for title in made}) == len(names)


# -- folders -----------------------------------------------------------------------------------


def test_every_table_in_every_format(tmp_path: Path) -> None:
    tables = {"runs": runs(), "CON": runs().iloc[:1]}
    paths = export(tables, tmp_path / "new" / "folder", ["parquet", "csv", "xlsx", "csv"])
    assert [path.suffix for path in paths] == [".parquet", ".parquet", ".csv", ".csv", ".xlsx"]
    assert {path.name for path in paths} == {
        path.name for path in (tmp_path / "new/folder").iterdir()
    }
    assert read_parquet(paths[0]).equals(read_csv(paths[2]))


def test_an_unknown_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SimError, match="found dta, expected one of csv, parquet, xlsx"):
        export({"runs": runs()}, tmp_path / "f", ["csv", "dta"])
    assert not (tmp_path / "f").exists()


@pytest.mark.parametrize(("library", "format_"), [("pyarrow", "parquet"), ("xlsxwriter", "xlsx")])
def test_a_missing_library_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library: str, format_: str
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(
        SimError, match=rf'{library}.*pip install "community-governance-sim\[export\]"'
    ):
        export({"runs": runs()}, tmp_path, [format_])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("format_", ["csv", "parquet", "xlsx"])
def test_a_failed_export_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format_: str
) -> None:
    [path] = export({"runs": runs()}, tmp_path, [format_])
    before = path.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(ResultsError, match=f"{path.name} cannot be written: No space left"):
        export({"runs": runs().iloc[:1]}, tmp_path, [format_])
    assert path.read_bytes() == before


def test_a_file_in_place_of_a_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "f").write_text("")
    with pytest.raises(ResultsError, match="f cannot be used as a folder"):
        export({"runs": runs()}, tmp_path / "f", ["csv"])
