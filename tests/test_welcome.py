"""The first screen says what to do next, in words that are commands."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from sim.cli.commands import app


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.argv", ["sim"])
    monkeypatch.chdir(tmp_path)
    return tmp_path


def screen() -> str:
    shown = CliRunner().invoke(app, [])
    assert shown.exit_code == 0
    return shown.output


def results(place: Path, name: str, **counts: int) -> None:
    (place / "results" / name).mkdir(parents=True)
    manifest = {"counts": counts, "command": ["sim", "batch", "mine.yaml"]}
    (place / "results" / name / "manifest.json").write_text(json.dumps(manifest))


def commands(text: str) -> list[list[str]]:
    """The commands of a screen, without the program and what stands beside them."""
    lines = re.findall(r"(?m)^  sim (.*?)   ", text)
    return [shlex.split(line) for line in lines]


def test_every_line_is_a_command_that_there_is(place: Path) -> None:
    group = typer.main.get_command(app)
    found = commands(screen())
    assert [line[0] for line in found] == ["run", "batch", "new", "check", "explain", "dash"]
    for name, *arguments in found:
        group.commands[name].make_context(name, arguments)  # type: ignore[attr-defined]


def test_it_speaks_the_language_of_the_machine(place: Path, monkeypatch) -> None:
    assert "Begin here" in screen()
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert "从这里开始" in screen()
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    assert "Begin here" in screen()


def test_who_comes_back_is_told_what_is_missing(place: Path) -> None:
    assert "Your results" not in screen()
    results(place, "whole", asked=4, succeeded=3, failed=1)
    results(place, "half", asked=4, succeeded=1)
    (place / "results/odd").mkdir()
    (place / "results/odd/manifest.json").write_text("[")
    shown = commands(screen())
    assert ["report", "results/whole"] in shown
    assert ["batch", "mine.yaml", "--out", "results/half", "--resume"] in shown
    assert "3 of 4 runs are missing" in screen()
    assert not any("odd" in " ".join(line) for line in shown)
