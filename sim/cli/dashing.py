"""``sim dash``: a scenario live in the browser, beside its baseline."""

from __future__ import annotations

import socket
from importlib.util import find_spec
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.compiling import compile_once
from sim.cli.heeding import warn
from sim.cli.screen import LARGEST_SEED, Lang, LangOption, complain, tell
from sim.cli.shipped import named
from sim.cli.telling_apart import expect
from sim.errors import Problem, ScenarioError
from sim.words import Catalogue, say

if TYPE_CHECKING:
    from sim.scenario import Scenario

HOME = "127.0.0.1"
"""This machine, and nobody else."""

NEEDED = ("solara", "ipyvuetify", "uvicorn", "starlette", "altair")
"""What the extra brings, and Mesa's page imports."""

WORDING: Catalogue = {
    "ready": (
        "The dashboard is at {address} (open it in a browser; Ctrl-C ends it).",
        "看板地址：{address}（请用浏览器打开；按 Ctrl-C 结束）。",
    ),
    "scripts": (
        "The first page fetches its scripts from a public network (jsDelivr) and keeps them; "
        "where that cannot be reached: pip install solara-assets (400 MB).",
        "首次打开页面时会从公共网络（jsDelivr）下载脚本并留存；若无法访问，"
        "请运行 pip install solara-assets（约400 MB）。",
    ),
    "abroad": (
        "Warning: whoever reaches {host} can use the dashboard; it has no password.",
        "警告：凡能访问 {host} 的人都可使用此看板，且没有密码保护。",
    ),
}


def dash(
    scenario: Annotated[str, typer.Argument(help="A scenario file, or the name of a shipped one.")],
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="Where the browser finds it; 0: any free one.")
    ] = 8765,
    sample: Annotated[
        int | None, typer.Option(min=24, help="Simulated residents; default: the scenario's.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, max=LARGEST_SEED, help="Root of all luck.")] = 1,
    host: Annotated[str, typer.Option(help="An address that others reach; asks for --i-know.")] = (
        HOME
    ),
    i_know: Annotated[
        bool, typer.Option("--i-know", help="Let others use it, without any password.")
    ] = False,
    lang: LangOption = Lang.EN,
) -> None:
    """Watch a scenario in the browser, month by month, beside its baseline."""
    _see_that_it_is_installed()
    from sim.dashboard.guard import is_loopback
    from sim.dashboard.serving import bind

    if not (is_loopback(host) or i_know):
        raise _abroad(host)
    spec = _with(scenario, sample)
    bound = bind(host, port)
    with bound:
        compile_once(lang)
        warn(spec.warnings, lang)
        if not is_loopback(host):
            complain(say("abroad", lang.value, WORDING).format(host=host))
        _serve(spec, seed, lang, bound, host)


def _serve(spec: Scenario, seed: int, lang: Lang, bound: socket.socket, host: str) -> None:
    from sim.dashboard.opening import Opening
    from sim.dashboard.pair import Pair
    from sim.dashboard.serving import has_scripts, serve

    opening = Opening(spec, seed, lang.value)
    Pair(opening.plan)  # what cannot run is refused here, not in the browser
    if not has_scripts():
        complain(say("scripts", lang.value, WORDING))
    address = f"http://{_shown(host)}:{bound.getsockname()[1]}"
    ready = say("ready", lang.value, WORDING).format(address=address)
    serve(opening, bound, host, lambda: tell(ready))


def _shown(host: str) -> str:
    """The host as it stands in an address; this machine's name where it is every address."""
    if host in ("0.0.0.0", "::"):
        return socket.gethostname()
    return f"[{host}]" if ":" in host else host


def _see_that_it_is_installed() -> None:
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        found = f"the dashboard needs {', '.join(missing)}, which the extra viz brings"
        hint = "Run pip install 'community-governance-sim[viz]'."
        raise ScenarioError([Problem(found, hint=hint)])


def _abroad(host: str) -> ScenarioError:
    found, expected = f"found {host}, which others reach, and there is no password", "127.0.0.1"
    hint = "Add --i-know if that is what you want."
    return ScenarioError([Problem(found, expected, file="--host", hint=hint)])


def _with(source: str, sample: int | None) -> Scenario:
    """The scenario a person means, with another sample where one is asked for."""
    from sim.county import load_county
    from sim.scenario import load_scenario, with_settings

    spec = load_scenario(expect(named(source, "scenarios"), "scenario"))
    if sample is not None:
        spec = with_settings(spec, {"sample": sample})
    load_county(spec.county)
    return spec
