"""The server of the page: bound to one address, guarded, and silent towards everybody else."""

from __future__ import annotations

import errno
import os
import socket
import warnings
from collections.abc import Callable
from typing import Any

from sim.dashboard.guard import Guard, own_names
from sim.dashboard.opening import Opening
from sim.errors import Problem, ScenarioError

PATIENCE = 1
"""Seconds that open pages get when the server ends."""


def bind(host: str, port: int) -> socket.socket:
    """A socket that listens at exactly this address, whatever the environment says.

    Raises
    ------
    ScenarioError
        where the port is taken, or the address is not one of this machine.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        family, kind, protocol, _, address = found[0]
        bound = socket.socket(family, kind, protocol)
        if os.name == "posix":  # else a port would stay taken for a minute after each end
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
        bound.listen()
    except OSError as error:
        raise _refused(host, port, error) from error
    return bound


def serve(opening: Opening, bound: socket.socket, host: str, ready: Callable[[], None]) -> None:
    """Answer on a bound socket until interrupted; ``ready`` is called once pages can be asked."""
    import uvicorn

    class Server(uvicorn.Server):
        """A server that says when it has started."""

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            ready()

    # that cookies want encryption, which a server for this machine alone does not need
    warnings.filterwarnings("ignore", message="Cookies with samesite", module="solara")
    guarded: Any = Guard(application(opening), own_names(host))
    settings = uvicorn.Config(
        guarded, log_level="error", access_log=False, timeout_graceful_shutdown=PATIENCE
    )
    Server(settings).run(sockets=[bound])


def application(opening: Opening) -> Any:
    """The pages as an ASGI application that tells nobody that it is used."""
    from solara.server import app, settings

    settings.telemetry.mixpanel_enable = False
    settings.theme.show_banner = False
    from sim.dashboard.app import open_with

    open_with(opening)
    app.apps["__default__"] = app.AppScript("sim.dashboard.app")
    from solara.server.starlette import app as pages

    return pages


def has_scripts() -> bool:
    """Whether what pages are made of lies on this machine; else the network is asked for it."""
    from solara.server import settings

    return (settings.assets.proxy_cache_dir / "@widgetti").is_dir()


def _refused(host: str, port: int, error: OSError) -> ScenarioError:
    if error.errno in (errno.EADDRINUSE, errno.EACCES):
        taken = error.errno == errno.EADDRINUSE
        found = f"found {port}, which {'another program uses' if taken else 'you may not use'}"
        hint = f"Try --port {port + 1 if 1024 <= port < 65535 else 8765}."
        return ScenarioError([Problem(found, "a free port", file="--port", hint=hint)])
    found = f"found {host} ({error.strerror or error})"
    return ScenarioError([Problem(found, "an address of this machine", file="--host")])
