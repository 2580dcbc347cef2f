"""A Dask cluster as an executor: only if its workers run the code that is run here."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from importlib.metadata import version
from typing import Any

from sim.batch.jobs import message_of
from sim.errors import SimError
from sim.manifest import model_hash

SCHEDULER_SECONDS = 10
"""How long the scheduler may take to answer the first call."""


@contextmanager
def dask_executor(address: str) -> Iterator[Executor]:
    """Connect to the scheduler at ``address`` (``tcp://host:8786``) and leave it running.

    Workers that the cluster has by then must run the same code and versions as this process;
    one that comes later is not asked.

    Raises
    ------
    SimError
        Dask is not installed; nobody answers within ten seconds; a worker runs other code.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise SimError(
            "Dask is not installed. Install this package with its extra: "
            "pip install 'community-governance-sim[cluster]'."
        ) from error
    _check_address(address)
    try:
        client = Client(address, timeout=SCHEDULER_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise SimError(
            f"No Dask scheduler answers at {address} within {SCHEDULER_SECONDS} s "
            f"({message_of(error)})."
        ) from error
    with client:
        _check_workers(client, address)
        executor = client.get_executor(pure=False)
        executor._max_workers = sum(client.nthreads().values())
        yield executor


def _check_address(address: str) -> None:
    """Refuse what no client could connect to, before there is one that tries."""
    host, colon, port = address.rpartition(":")
    if not (host and colon and port.rstrip("/").isdecimal()):
        raise SimError(f"--dask: found {address!r}, expected an address such as tcp://host:8786")


def surroundings() -> dict[str, str]:
    """Everything but the job that its numbers depend on, where this is called."""
    return {
        "model": model_hash(),
        "python": "{}.{}".format(*sys.version_info[:2]),
        **{name: version(name) for name in ("numpy", "numba")},
    }


def _check_workers(client: Any, address: str) -> None:
    here = surroundings()
    try:
        found = client.run(surroundings)
    except Exception as error:
        raise SimError(
            f"Workers of {address} cannot run this model ({message_of(error)}): "
            "install the package for them as it is here."
        ) from error
    for worker, there in found.items():
        if other := [name for name in here if there[name] != here[name]]:
            said = ", ".join(f"{name} {there[name]} instead of {here[name]}" for name in other)
            raise SimError(f"The worker {worker} has {said}: its numbers could differ.")
