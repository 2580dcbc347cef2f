"""``sim dash`` as a person types it: what it refuses in words, where it listens, how it ends."""

from __future__ import annotations

import http.client
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from served import served
from typer.testing import CliRunner, Result

from sim.cli import app
from sim.dashboard.serving import bind

LOOPBACK = {"0100007F"}
"""127.0.0.1 as the kernel writes it."""


@pytest.fixture
def call(monkeypatch) -> Callable[..., Result]:
    """Types a command; no server starts."""

    def started(*_) -> None:
        raise AssertionError("a server was started")

    monkeypatch.setattr("sim.dashboard.serving.serve", started)
    return lambda *arguments: CliRunner().invoke(app, ["dash", *map(str, arguments)])


def listening(port: int) -> set[str]:
    """The addresses at which somebody on this machine listens at a port."""
    found = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        for row in Path(table).read_text("ascii").splitlines()[1:]:
            address, _, at = row.split()[1].partition(":")
            if row.split()[3] == "0A" and int(at, 16) == port:
                found.add(address)
    return found


def asked(port: int, host: str) -> int:
    """The status that a browser gets which knows the server under a name."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", "/", headers={"Host": host})
    return connection.getresponse().status


def test_a_server_listens_at_home_only_and_ends_quietly(tmp_path) -> None:
    with served(tmp_path) as server:
        assert listening(server.port) == LOOPBACK
        assert asked(server.port, f"127.0.0.1:{server.port}") == 200
        assert asked(server.port, "evil.example") == 403
        code, said, complained = server.interrupt()
    assert (code, said) == (130, "")
    assert complained.endswith("Interrupted.\n")
    assert "Traceback" not in complained


def test_others_are_let_in_only_by_those_who_know(call) -> None:
    refused = call("three_policies", "--host", "0.0.0.0")
    assert refused.exit_code == 2
    assert "there is no password" in refused.output
    assert "--i-know" in refused.output


def test_who_lets_others_in_is_warned(tmp_path) -> None:
    with served(tmp_path, "--host", "0.0.0.0", "--i-know") as server:
        assert listening(server.port) == {"00000000"}
        assert asked(server.port, "192.0.2.1:80") == 200
        assert asked(server.port, "evil.example") == 403
        code, _, complained = server.interrupt()
    assert code == 130
    assert "whoever reaches 0.0.0.0 can use the dashboard; it has no password" in complained


@pytest.mark.parametrize(
    "text, words",
    [
        ("policies: {staff_trainin: {}}", "Did you mean `staff_training`?"),
        (
            "policies: {staff_training: {hours: -1}}",
            "small.yaml:1:36 policies.staff_training.hours",
        ),
        ("county: nowhere.csv", "nowhere.csv"),
        ("question: {en: What?}\nscenarios: [a.yaml]", "experiment"),
    ],
)
def test_a_faulty_scenario_is_refused_before_a_server_starts(call, tmp_path, text, words) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(text, "utf-8")
    refused = call(path)
    assert refused.exit_code == 2
    assert words in refused.output


def test_a_port_in_use_is_refused_in_words(call) -> None:
    with bind("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        refused = call("three_policies", "--port", port)
    assert refused.exit_code == 2
    assert f"--port: found {port}, which another program uses" in refused.output


def test_without_the_extra_its_name_is_told(call, monkeypatch) -> None:
    monkeypatch.setattr("sim.cli.dashing.find_spec", lambda name: None)
    refused = call("three_policies")
    assert refused.exit_code == 2
    assert "pip install 'community-governance-sim[viz]'" in refused.output
    assert "solara" in refused.output


def test_other_commands_do_not_load_what_pages_need() -> None:
    code = "import sys, sim.cli; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    names = set(loaded.stdout.split())
    assert not names & {"solara", "uvicorn", "altair", "mesa"}


def test_where_scripts_are_missing_it_is_said_how_to_have_them(call, monkeypatch, tmp_path) -> None:
    from solara.server import settings

    monkeypatch.setattr(settings.assets, "proxy_cache_dir", tmp_path)
    monkeypatch.setattr("sim.dashboard.serving.serve", lambda *_: None)
    assert "pip install solara-assets" in call("baseline", "--port", 0).output
    (tmp_path / "@widgetti").mkdir()
    assert "solara-assets" not in call("baseline", "--port", 0).output


def test_pages_tell_nobody_that_they_are_used() -> None:
    from solara.server import settings

    from sim.dashboard.opening import Opening
    from sim.dashboard.serving import application
    from sim.scenario import load_scenario

    application(Opening(load_scenario({"sample": 240})))
    assert not settings.telemetry.mixpanel_enable
    assert settings.main.mode == "production"  # else a page of the maker's site is asked for
