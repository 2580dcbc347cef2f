"""What the server shows to every visitor: a dashboard that opens as the command line said."""

from __future__ import annotations

import solara

from sim.dashboard.opening import Opening
from sim.dashboard.page import Dashboard

_OPENINGS: list[Opening] = []
"""How pages open: said once by `open_with`, never changed by a visitor."""


def open_with(opening: Opening) -> None:
    """Say how every page from now on opens."""
    _OPENINGS[:] = [opening]


@solara.component
def Page() -> None:
    """A new visitor's dashboard."""
    Dashboard(_OPENINGS[0])
