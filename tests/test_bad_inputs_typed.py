"""Every faulty file is refused by ``sim check``: exit code, words, line, and nothing else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from bad_inputs.corpus import PROSPECTS, SECTIONS, Row
from bad_inputs.experiments import BESIDE, EXPERIMENTS
from bad_inputs.relatives import RELATIVES, family
from bad_inputs.typed import Answer, alone, files_below, typed

SCENARIOS = [
    pytest.param(row, id=f"{section}-{row.title}")
    for section, rows in {**SECTIONS, "prospects": PROSPECTS}.items()
    for row in rows
]
QUESTIONS = [
    pytest.param(row, id=f"{kind}-{row.title}")
    for kind, rows in EXPERIMENTS.items()
    for row in rows
]
FAMILIES = [pytest.param(row, id=row.title) for row in RELATIVES]
ALONE = [
    pytest.param(row, id=row.title)
    for row in (
        *SECTIONS["sizes"],
        *(rows[0] for rows in SECTIONS.values()),
        *(rows[-1] for rows in SECTIONS.values()),
    )
]  # fmt: skip


def told_rightly(row: Row, file: Path, before: list[tuple[str, int, int]], answer: Answer) -> None:
    """The answer is what the row asks for, and the folder is as it was."""
    assert answer.exit_code == (2 if row.verdict == "refused" else 0), answer.err
    told = answer.err if row.verdict != "accepted" else answer.out
    for word in row.words:
        assert word in told, told
    if row.line:
        assert f"{file.name}:{row.line}:" in told, told
    assert "Traceback" not in answer.out + answer.err
    assert all(line.isprintable() for line in told.splitlines())
    if row.verdict == "refused":
        assert answer.out == ""
        assert str(file.parent) in told
    else:
        assert answer.out.startswith(f"{file}: ok (")
        assert (row.verdict == "warned") == bool(answer.err), answer.err
    assert list(files_below(file.parent)) == before


def put(row: Row, folder: Path) -> tuple[Path, list[tuple[str, int, int]]]:
    """The file of a row in a folder, and what the folder then holds."""
    file = folder / "x.yaml"
    file.write_bytes(row.content)
    return file, list(files_below(folder))


@pytest.mark.parametrize("row", SCENARIOS)
def test_a_scenario(row: Row, tmp_path: Path) -> None:
    file, before = put(row, tmp_path)
    answer = typed("check", file)
    told_rightly(row, file, before, answer)
    assert row.verdict != "refused" or answer.cpu_seconds < 1.0


@pytest.mark.parametrize("row", QUESTIONS)
def test_an_experiment(row: Row, tmp_path: Path) -> None:
    for name, text in BESIDE.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    file, before = put(row, tmp_path)
    answer = typed("check", file)
    told_rightly(row, file, before, answer)
    assert row.verdict != "refused" or answer.cpu_seconds < 1.0


@pytest.mark.parametrize("row", FAMILIES)
def test_a_scenario_that_names_other_files(row: Row, tmp_path: Path) -> None:
    folder = family(tmp_path)
    file, before = put(row, folder)
    answer = typed("check", file)
    told_rightly(row, file, before, answer)
    assert "SECRET" not in answer.out + answer.err
    assert answer.cpu_seconds < 1.0


@pytest.mark.parametrize("row", [case for case in SCENARIOS if case.values[0].verdict == "warned"])
def test_a_warning_is_a_fault_where_one_is_strict(row: Row, tmp_path: Path) -> None:
    file, before = put(row, tmp_path)
    answer = typed("check", "--strict", file)
    assert answer.exit_code == 2
    assert all(word in answer.err for word in row.words)
    assert list(files_below(tmp_path)) == before


@pytest.mark.parametrize("row", ALONE)
def test_a_file_in_a_process_of_its_own(row: Row, tmp_path: Path) -> None:
    """With what starting takes: under two seconds, and far from the memory of a small machine."""
    file, before = put(row, tmp_path)
    answer = alone("check", file)
    told_rightly(row, file, before, answer)
    if row.verdict == "refused":
        assert answer.cpu_seconds < 2.0
        assert answer.megabytes < 200


@pytest.mark.parametrize("name", ["scenario", "county"])
def test_a_file_of_50_megabytes_is_refused_unread(name: str, tmp_path: Path) -> None:
    file = tmp_path / f"{name}.{'yaml' if name == 'scenario' else 'csv'}"
    with file.open("wb") as stream:
        stream.write(b"# generated\n")
        os.truncate(stream.fileno(), 50_000_000)
    answer = alone("check", file)
    assert answer.exit_code == 2
    assert ("50,000,000 bytes" if name == "scenario" else "larger than 20 MB") in answer.err
    assert answer.cpu_seconds < 2.0
    assert answer.megabytes < 200
