"""Tables on the screen: whole in a pipe, legible on a narrow terminal."""

from __future__ import annotations

import os
import sys
from io import StringIO

import pytest

from sim.cli.screen import LEAST_FOLDED, show_table

NAME = "A scenario with a title that no narrow terminal has room for"


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def shown(monkeypatch: pytest.MonkeyPatch, stream: StringIO, columns: int) -> list[str]:
    monkeypatch.setattr(sys, "stdout", stream)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setattr(
        "sim.cli.screen.shutil.get_terminal_size", lambda: os.terminal_size((columns, 24))
    )
    show_table(["", "difference", "share of variance"], [("Heading",), (NAME, "+0.015", "0.5")])
    return stream.getvalue().splitlines()


def test_a_narrow_terminal_folds_names_and_cuts_no_number(monkeypatch: pytest.MonkeyPatch) -> None:
    for columns in (10, 40):
        lines = shown(monkeypatch, Terminal(), columns)
        assert all(word in lines[0] for word in ("difference", "share of variance"))
        row = next(line for line in lines if "+0.015" in line)
        assert row.endswith("0.5")
        assert "A scenario with a title" in row
        assert (
            max(map(len, lines)) <= LEAST_FOLDED + len("difference") + len("share of variance") + 6
        )


def test_a_wide_terminal_and_a_pipe_fold_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for stream in (Terminal(), StringIO()):
        assert any(NAME in line for line in shown(monkeypatch, stream, 160))
