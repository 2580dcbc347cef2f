"""From a record to series: sums by county, community or group, and outcomes of them."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np

from sim.flows import Cells, Flows
from sim.outcomes import OUTCOMES
from sim.simulation import Record
from sim.vocabulary import GROUPS

FLOWS = Flows.places()
CELLS = Cells.places()


def county_series(record: Record) -> dict[str, np.ndarray]:
    """Every outcome of the whole county, [T] each."""
    sums = _named(_added(record.flows, 1), _added(record.cells, 1))
    sums.ledger = record.ledger
    return {key: item.of(sums) for key, item in OUTCOMES.items()}


def community_series(record: Record) -> dict[str, np.ndarray]:
    """Every outcome that a community has, [T, C] each."""
    months, size, _ = record.flows.shape
    cells = record.cells.reshape(months, size, GROUPS, -1)
    sums = _named(record.flows, _added(cells, 2))
    return {key: item.of(sums) for key, item in OUTCOMES.items() if item.level != "county"}


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
