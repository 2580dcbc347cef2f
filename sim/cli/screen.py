"""Lines and tables on the screen: plain enough for a pipe, aligned in both languages."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

import typer

PIPED_WIDTH = 160
"""Columns where no terminal says how wide it is."""

LEAST_FOLDED = 24
"""Columns that a folded column of words keeps on the narrowest terminal."""

LARGEST_SEED = 2**63 - 1


class Lang(StrEnum):
    """The language of the screen and of reports."""

    EN = "en"
    ZH = "zh"


LangOption = Annotated[Lang, typer.Option("--lang", help="Language: English or Chinese.")]


def tell(*lines: str) -> None:
    """Results, on standard output."""
    for line in lines:
        sys.stdout.write(f"{line}\n")


def complain(*lines: str) -> None:
    """Warnings and faults, on standard error; nobody's results mix with them."""
    sys.stdout.flush()
    for line in lines:
        sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def program() -> str:
    """How this program was called, for lines that say what to call next."""
    called = Path(sys.argv[0])
    if called.name == "__main__.py":
        return "python -m sim"
    return "sim" if shutil.which("sim") else str(called)


def show_table(
    header: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    left: Sequence[int] = (0,),
    folding: int = 0,
) -> None:
    """A table without lines; columns named in ``left`` hold words, the others numbers.

    A row of one cell is a heading inside the table. Where the terminal is narrow, only the
    ``folding`` column gives way, and keeps `LEAST_FOLDED` columns: beyond that lines run on.
    """
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), show_edge=False, header_style="bold")
    for position, name in enumerate(header):
        side: Literal["left", "right"] = "left" if position in left else "right"
        table.add_column(name, justify=side, overflow="fold", no_wrap=position != folding)
    lines = [header, *rows]
    for row in lines[1:]:
        table.add_row(*row, style="bold" if len(row) == 1 else None)
    wide = shutil.get_terminal_size().columns if sys.stdout.isatty() else PIPED_WIDTH
    width = max(wide, _least_width(lines, folding))
    # with a height too: where a terminal calls itself dumb, a width alone is not heeded
    console = Console(width=width, height=len(lines), highlight=False, markup=False, emoji=False)
    with console.capture() as drawn:
        console.print(table)
    tell(*(line.rstrip() for line in drawn.get().splitlines()))


def _least_width(lines: Sequence[Sequence[str]], folding: int) -> int:
    """The width at which every column but the folding one shows all of its words."""
    from rich.cells import cell_len

    widest = [
        max(cell_len(line[place]) for line in lines if place < len(line) and len(line) > 1)
        for place in range(len(lines[0]))
    ]
    widest[folding] = min(widest[folding], LEAST_FOLDED)
    return sum(widest) + 2 * len(widest)
