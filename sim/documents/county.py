"""What a county table may say, as the how-to tells it."""

from __future__ import annotations

from sim.county.columns import COLUMNS
from sim.county.imputation import RULE_OF
from sim.documents.markdown import code, codes, table


def columns() -> str:
    """What a county table may say, and what happens where it does not."""
    rows = (
        (
            code(item.name), item.meaning, item.aliases.partition(" ")[0],
            codes(item.words) or item.form, _imputed(item.name),
        )
        for item in COLUMNS
    )  # fmt: skip
    return table(("column", "meaning", "also", "values", "where empty"), rows)


def _imputed(name: str) -> str:
    rule = RULE_OF.get(name)
    return f"{rule.how} [{rule.source}]" if rule else "must be given"
