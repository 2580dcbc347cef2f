"""From a record to series: sums by county, community or group, and outcomes of them.

And to the arrays that a ledger keeps of a run, whose columns `LAYOUT` names.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from types import SimpleNamespace
from typing import Literal

import numpy as np

from sim.assumptions import ranges
from sim.flows import Cells, Flows
from sim.money import LINES
from sim.outcomes import OUTCOMES
from sim.policies import POLICIES
from sim.simulation import Record
from sim.store import Layout
from sim.vocabulary import AGE_BANDS, GROUPS, ORIGINS

FLOWS = Flows.places()
CELLS = Cells.places()

OF_RESIDENTS = tuple(key for key, item in OUTCOMES.items() if item.level == "resident")
MAPPED = tuple(key for key, item in OUTCOMES.items() if item.headline and item.level != "county")
"""Outcomes that are kept by community, in single precision, for maps."""

LAYOUT = Layout(
    columns={
        "series": ("month", *OUTCOMES),
        "groups": ("month", "group", "people", *OF_RESIDENTS),
        "delivered": ("month", *POLICIES),
        "ledger": ("month", "line", "fen"),
    },
    lines=tuple((line.name, line.payer, line.payee) for line in LINES),
    groups=tuple((origin, age) for origin in ORIGINS for age in AGE_BANDS),
    assumptions=tuple(ranges()),
)
"""What a run leaves in the ledger, table by table."""

YEAR = 12
Kept = Literal["everything", "last month"]
"""How much of a run is kept; designs of thousands of runs need the last month only."""


def stored_arrays(
    record: Record, kept: Kept = "everything", panels: Sequence[str] = ()
) -> dict[str, np.ndarray]:
    """The arrays of a run that a ledger keeps; ``panels`` are outcomes kept by community."""
    months = np.arange(1.0, record.months + 1)[:, None]
    series = np.hstack([months, np.column_stack(list(county_series(record).values()))])
    if kept == "last month":
        return {"series": series[-1:]}
    arrays = {
        "series": series,
        "groups": _group_rows(record),
        "delivered": np.hstack([months, _by_policy(record)]),
        "ledger": _entries(record),
    }
    communities = community_series(record, {*panels, *MAPPED})
    arrays |= {f"place.{key}": communities[key].astype(np.float32) for key in MAPPED}
    if panels:
        arrays |= {f"panel.{key}": communities[key] for key in panels}
        arrays["adopted"] = record.adopted[:, None]
    return arrays


def _group_rows(record: Record) -> np.ndarray:
    """A row for each group in the last month of every year, and in the last of all."""
    series = group_series(record)
    columns = np.stack([series[key] for key in ("people", *OF_RESIDENTS)], axis=2)
    ends = [m for m in range(1, record.months + 1) if m % YEAR == 0 or m == record.months]
    numbers = np.arange(float(GROUPS))[:, None]
    rows = [
        np.hstack([np.full((GROUPS, 1), float(month)), numbers, columns[month - 1]])
        for month in ends
    ]
    return np.concatenate(rows)


def _by_policy(record: Record) -> np.ndarray:
    """Delivered shares [T, P] with a column for every policy there is."""
    columns = np.full((record.months, len(POLICIES)), np.nan)
    for position, key in enumerate(record.policies):
        columns[:, list(POLICIES).index(key)] = record.delivered[:, position]
    return columns


def _entries(record: Record) -> np.ndarray:
    """A row of month, line and fen wherever money moved."""
    month, line = np.nonzero(record.ledger)
    return np.column_stack([month + 1, line, record.ledger[month, line]])


def county_series(record: Record) -> dict[str, np.ndarray]:
    """Every outcome of the whole county, [T] each."""
    sums = _named(_added(record.flows, 1), _added(record.cells, 1))
    sums.ledger = record.ledger
    return {key: item.of(sums) for key, item in OUTCOMES.items()}


def community_series(record: Record, only: Collection[str] = OUTCOMES) -> dict[str, np.ndarray]:
    """Every outcome that a community has (or only some of them), [T, C] each."""
    months, size, _ = record.flows.shape
    cells = record.cells.reshape(months, size, GROUPS, -1)
    sums = _named(record.flows, _added(cells, 2))
    found = {key: item for key, item in OUTCOMES.items() if item.level != "county"}
    return {key: item.of(sums) for key, item in found.items() if key in only}


def group_series(record: Record) -> dict[str, np.ndarray]:
    """Every outcome made of residents alone by origin x age band, [T, GROUPS] each."""
    months, size, _ = record.flows.shape
    cells = record.cells.reshape(months, size, GROUPS, -1)
    sums = _named(None, _added(cells, 1))
    return {key: item.of(sums) for key, item in OUTCOMES.items() if item.level == "resident"} | {
        "people": sums.weight
    }


def _added(values: np.ndarray, axis: int) -> np.ndarray:
    """Sum along an axis, one slice after the other: the same bits everywhere."""
    moved = np.moveaxis(values, axis, 0)
    result = moved[0].copy()
    for part in moved[1:]:
        result += part
    return result


def _named(flows: np.ndarray | None, cells: np.ndarray) -> SimpleNamespace:
    sums = SimpleNamespace()
    for block, where in ((flows, FLOWS), (cells, CELLS)):
        if block is None:
            continue
        for name, place in where.items():
            part = block[..., place]
            setattr(sums, name, part[..., 0] if part.shape[-1] == 1 else part)
    return sums
