"""Payments of a ledger as flows from purse to purse, each purse in balance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import pandas as pd

from sim.money import ACCOUNTS

PURSES: dict[str, int] = {"treasury": 1, "assets": 1, "fund": 2, "organizations": 2}
"""Purses of the model and the column in which each stands; others stand at both sides."""

LAST = 3
PASSES = " > "
"""Between payer and payee in the name of a flow that passes a column."""
LEAST = 0.005
"""Yuan per resident and year below which a flow would be written as 0.00."""

Place = tuple[str, int]
"""An account and the column in which it stands."""


class Flow(NamedTuple):
    """Money from a place to a place."""

    start: Place
    end: Place
    yuan: float


def yearly(rows: pd.DataFrame, residents: float) -> dict[tuple[str, str], float]:
    """Payer and payee → yuan per resident and year, the mean over replications."""
    runs = rows["replication"].nunique() if "replication" in rows else 1
    months = months_of(rows)
    sums = rows.groupby(["payer", "payee"], sort=False, as_index=False)["yuan"].sum()
    scale = 12.0 / (residents * max(runs, 1) * max(months[1] - months[0] + 1, 1))
    pairs = zip(sums["payer"], sums["payee"], sums["yuan"], strict=True)
    return {(str(payer), str(payee)): float(yuan) * scale for payer, payee, yuan in pairs}


def months_of(rows: pd.DataFrame) -> tuple[int, int]:
    return (int(rows["month"].min()), int(rows["month"].max())) if len(rows) else (1, 0)


def in_balance(amounts: dict[tuple[str, str], float]) -> list[Flow]:
    """Flows between columns, with what each purse keeps or draws from its savings."""
    flows = [
        Flow((payer, PURSES.get(payer, 0)), (payee, PURSES.get(payee, LAST)), yuan)
        for (payer, payee), yuan in amounts.items()
        if yuan >= LEAST
    ]
    for purse in ACCOUNTS:
        place = purse, PURSES[purse]
        left = sum(flow.yuan for flow in flows if flow.end == place)
        left -= sum(flow.yuan for flow in flows if flow.start == place)
        if left >= LEAST:
            flows.append(Flow(place, ("kept", LAST), left))
        elif left <= -LEAST:
            flows.append(Flow(("drawn", 0), place, -left))
    return flows


def legs(flows: list[Flow]) -> list[Flow]:
    """Every flow cut where it passes a column between its ends, so that it runs between bars."""
    found = []
    for flow in flows:
        name = f"{flow.start[0]}{PASSES}{flow.end[0]}"
        passed = [(name, column) for column in range(flow.start[1] + 1, flow.end[1])]
        stops = [flow.start, *passed, flow.end]
        found += [Flow(one, other, flow.yuan) for one, other in pairwise(stops)]
    return found


def through(flows: Sequence[Flow]) -> dict[Place, float]:
    """Yuan through every place: what arrives, or at the left what leaves."""
    arrives: dict[Place, float] = defaultdict(float)
    leaves: dict[Place, float] = defaultdict(float)
    for flow in flows:
        leaves[flow.start] += flow.yuan
        arrives[flow.end] += flow.yuan
    return {place: max(leaves[place], arrives[place]) for place in {**leaves, **arrives}}
