"""Who may ask the server: pages that it served itself, under a name that is its own."""

from __future__ import annotations

import socket
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

Scope = MutableMapping[str, Any]
Application = Callable[[Scope, Any, Any], Awaitable[None]]

REFUSAL = b"This dashboard answers only under its own address."


def own_names(host: str) -> frozenset[str]:
    """Names under which a server bound to ``host`` may be asked, besides bare addresses."""
    names = {"localhost", host.lower()}
    if not is_loopback(host):
        names |= {socket.gethostname().lower(), socket.getfqdn().lower()}
    return frozenset(names)


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches an address."""
    if host.lower() == "localhost":
        return True
    address = _address(host)
    return address is not None and address.is_loopback


def _address(host: str) -> Any:
    try:
        return ip_address(host)
    except ValueError:
        return None


class Guard:
    """Answers 403 to a foreign host name or a page of another origin.

    A page somewhere in the web can give its own name the address 127.0.0.1 and then speak
    with servers of this machine (DNS rebinding); the name it asks under gives it away. A bare
    address cannot be given away, so addresses pass. A web socket is also open to pages of
    other origins, unless the origin is held to be the host.
    """

    def __init__(self, app: Application, names: Iterable[str]) -> None:
        self.app = app
        self.names = frozenset(names)

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        """Pass on what may pass."""
        if scope["type"] not in ("http", "websocket") or self.may_ask(_headers(scope)):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008})
        else:
            plain = [(b"content-type", b"text/plain")]
            await send({"type": "http.response.start", "status": 403, "headers": plain})
            await send({"type": "http.response.body", "body": REFUSAL})

    def may_ask(self, headers: MutableMapping[str, str]) -> bool:
        """Whether the host is ours and the origin, where one is told, is the host."""
        host = headers.get("host", "")
        origin = headers.get("origin")
        try:
            name = urlsplit(f"//{host}").hostname or ""
            same = origin is None or urlsplit(origin).netloc.lower() == host.lower()
        except ValueError:
            return False
        return same and (name in self.names or _address(name) is not None)


def _headers(scope: Scope) -> dict[str, str]:
    return {key.decode("latin-1").lower(): value.decode("latin-1")
            for key, value in scope["headers"]}  # fmt: skip
