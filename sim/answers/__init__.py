"""What each kind of question is answered with: tables by name, and a sentence or two."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from sim.answers import compare, packages, pilot, sensitivity, sweep

if TYPE_CHECKING:
    import pandas as pd

    from sim.comparison import Comparison


class Answer(Protocol):
    """What a kind of question needs."""

    def tables(self, comparison: Comparison) -> dict[str, pd.DataFrame]:
        """Every table, by the name under which it is exported."""
        ...

    def sentences(self, comparison: Comparison) -> dict[str, str]:
        """The answer in English and Chinese."""
        ...


ANSWERS: dict[str, Answer] = {
    "compare": compare,
    "sweep": sweep,
    "sensitivity": sensitivity,
    "packages": packages,
    "pilot": pilot,
}
