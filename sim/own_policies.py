"""Where a user's own policies lie: a folder that the environment names.

``SIM_POLICIES=my_policies`` makes every file of that folder a policy, as if it lay in
``sim/policies``: the file's name is its key in scenarios. It is read when policies are first
asked for, in worker processes too; a cluster's workers need the variable and the folder as well.
"""

from __future__ import annotations

import os
from pathlib import Path

from sim.errors import SimError

VARIABLE = "SIM_POLICIES"


def own_folder() -> Path | None:
    """The folder of the user's own policies, or None.

    Raises
    ------
    SimError
        where the environment names something that is no folder.
    """
    said = os.environ.get(VARIABLE, "")
    if not said:
        return None
    folder = Path(said).resolve()
    if not folder.is_dir():
        raise SimError(f"{VARIABLE}: found {said!r}, expected a folder with a file for each policy")
    return folder


def own_files() -> list[Path]:
    """The files of the user's own policies, in order; numbers depend on them."""
    folder = own_folder()
    return sorted(folder.glob("*.py")) if folder else []
