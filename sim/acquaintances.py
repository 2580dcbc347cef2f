"""Who knows whom in one community of a model, as tables of residents and of ties."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sim.errors import SimError
from sim.vocabulary import DELIBERATION, RECREATION, VOLUNTEERING

if TYPE_CHECKING:
    import pandas as pd

CHANNELS = (RECREATION, DELIBERATION, VOLUNTEERING)
"""What counts as taking part."""

YEAR = 12


def acquaintances(model: Any, community: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The residents of one community (its row, from 0) and their ties, at this moment.

    ``model`` is a `GovernanceModel`, or anything with such a ``world``. Residents: ``resident``
    (their row), ``belonging`` (0 to 1), ``took_part`` (in recreation, deliberation or
    volunteering in the last 12 months). Ties: ``resident, other``, each once; a tie whose
    ``other`` is no resident here leads to another community.

    Raises
    ------
    SimError
        where there is no such community.
    """
    import pandas as pd

    world = model.world
    places = len(world.communities)
    if not 0 <= community < places:
        raise SimError(f"community: found {community!r}, expected a row from 0 to {places - 1}")
    first, last = (int(column[community]) for column in (
        world.communities.first, world.communities.last))  # fmt: skip
    table, rows = world.residents, np.arange(first, last)
    acted = table.last_act[first:last][:, CHANNELS].max(axis=1)
    residents = {
        "resident": rows,
        "belonging": table.belonging[first:last].copy(),
        "took_part": world.month - acted <= YEAR,
    }
    filled = np.arange(table.neighbors.shape[1]) < table.ties[first:last, None]
    others = table.neighbors[first:last][filled]
    ends = np.column_stack([np.repeat(rows, filled.sum(axis=1)), others])
    inside = (ends[:, 1] >= first) & (ends[:, 1] < last)
    once = ends[~inside | (ends[:, 0] < ends[:, 1])]
    return pd.DataFrame(residents), pd.DataFrame(once, columns=["resident", "other"])
