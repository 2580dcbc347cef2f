"""The dashboard in a real browser: ``make test-browser`` runs these."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any
from urllib.parse import urlsplit

import pytest
from served import Served, served

pytestmark = pytest.mark.browser

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SOON = 20_000
"""Milliseconds that a page has for what it should do at once."""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """The browser of this machine."""
    from playwright.sync_api import sync_playwright

    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.fail(
            f"No browser found on the PATH ({', '.join(BROWSERS)}). "
            "Install one: apt-get install chromium"
        )
    with sync_playwright() as machine:
        browser = machine.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[Served]:
    """The dashboard in English."""
    with served(tmp_path_factory.mktemp("en")) as answering:
        yield answering


class Visitor:
    """One tab of a browser, and everything that went wrong in it."""

    def __init__(self, browser: Any, address: str) -> None:
        self.page = browser.new_page(viewport={"width": 1200, "height": 1000})
        self.faults: list[str] = []
        self.hosts: set[str | None] = set()
        self.page.on("console", lambda said: said.type == "error" and self.faults.append(said.text))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("requestfailed", lambda request: self.faults.append(request.url))
        self.page.on("request", lambda request: self.hosts.add(urlsplit(request.url).hostname))
        self.page.on("websocket", lambda socket: self.hosts.add(urlsplit(socket.url).hostname))
        self.page.goto(address)
        self.page.wait_for_selector(".chart svg", timeout=SOON)

    def until(self, text: str) -> None:
        """Wait until the heading says ``text``."""
        self.page.wait_for_function(
            "text => document.querySelector('h2.month')?.innerText.startsWith(text)",
            arg=text,
            timeout=SOON,
        )

    def month(self) -> int:
        """The month that the heading tells."""
        found = re.search(r"\d+", self.page.inner_text("h2.month"))
        assert found
        return int(found.group())

    def press(self, label: str) -> None:
        """Press a button."""
        self.page.get_by_role("button", name=label, exact=True).click()

    def step(self, months: int) -> None:
        """Press Step, month by month."""
        for month in range(self.month() + 1, self.month() + months + 1):
            self.press("Step")
            self.until(f"Month {month} of")

    def readings(self) -> tuple[list[str], list[str]]:
        """Headline outcomes of the baseline and of the policies, as they are told."""
        told = self.page.inner_text(".readings").replace("\u00a0", " ")
        pairs = re.findall(r"([\d.,]+)(?: %)? → ([\d.,]+)", told)
        assert len(pairs) == 4, told
        return [before for before, _ in pairs], [after for _, after in pairs]

    def titles(self) -> str:
        """What the charts of the open page say."""
        return " ".join(self.page.locator(".chart svg").all_text_contents())

    def turn_up(self, lever: str) -> None:
        """Move a slider to its right end, as with the keyboard, until there are new controls."""
        step = self.page.get_by_role("button", name="Step", exact=True).element_handle()
        handle = self.page.locator(f".lever-policies-{lever} [role=slider]")
        handle.focus()
        handle.press("End")
        self.page.wait_for_function("step => !step.isConnected", arg=step, timeout=SOON)
        self.until("Month 0 of")


@pytest.fixture
def visit(chromium, server) -> Iterator[Callable[..., Visitor]]:
    """Opens tabs; afterwards nothing may have gone wrong in them, or left this machine."""
    tabs: list[Visitor] = []

    def open_tab(address: str = server.address) -> Visitor:
        tabs.append(Visitor(chromium, address))
        return tabs[-1]

    yield open_tab
    for tab in tabs:
        tab.page.close()
        assert tab.faults == []
        assert tab.hosts <= {"127.0.0.1", None}  # None: pictures that are inside the page


def test_a_page_opens_with_maps_and_charts(visit) -> None:
    tab = visit()
    assert tab.month() == 0
    tab.page.wait_for_function("document.querySelectorAll('.chart svg').length == 6", timeout=SOON)
    assert tab.titles().count("across the county") == 2
    for title in ("Belonging", "Participation", "Service quality"):
        assert title in tab.titles()
    assert "not a forecast" in tab.page.inner_text("body")


def test_committees_and_organizations_have_a_page(visit) -> None:
    tab = visit()
    tab.step(2)
    tab.page.get_by_role("tab", name="Committees and organizations").click()
    tab.page.wait_for_function("document.querySelectorAll('.chart svg').length == 2", timeout=SOON)
    assert "working hours of committees" in tab.titles()
    assert "Social organizations" in tab.titles()


def test_five_steps_lead_to_month_five(visit) -> None:
    tab = visit()
    at_first = tab.titles()
    tab.step(5)
    assert tab.month() == 5
    assert tab.titles() != at_first


def test_play_goes_on_by_itself_until_it_is_paused(visit) -> None:
    tab = visit()
    tab.press("▶")
    tab.until("Month 3 of")
    tab.press("❚❚")
    tab.page.get_by_role("button", name="▶", exact=True).wait_for(timeout=SOON)
    tab.page.wait_for_timeout(1500)
    paused = tab.month()
    tab.page.wait_for_timeout(1500)
    assert tab.month() == paused >= 3


def test_reset_begins_again(visit) -> None:
    tab = visit()
    start = tab.readings()
    tab.step(2)
    tab.press("Reset")
    tab.until("Month 0 of")
    assert tab.readings() == start


def test_a_lever_restarts_the_run_and_leaves_the_baseline(visit) -> None:
    tab = visit()
    tab.step(5)
    baseline, policies = tab.readings()
    tab.turn_up("staff_training-hours")
    tab.step(5)
    assert tab.readings()[0] == baseline
    assert tab.readings()[1] != policies
    assert "200 hours a year and worker" in tab.page.inner_text(".policy-staff_training")


def test_a_lever_stops_a_run_that_plays(visit) -> None:
    tab = visit()
    tab.press("▶")
    tab.until("Month 2 of")
    tab.turn_up("staff_training-hours")
    tab.page.wait_for_timeout(1500)
    assert tab.month() == 0
    tab.step(1)


def test_without_policies_the_two_are_alike(visit) -> None:
    tab = visit()
    for policy in ("staff_training", "task_offloading"):
        card = tab.page.locator(f".policy-{policy}")
        card.locator("label").first.click()
        card.locator(".v-slider").first.wait_for(state="detached", timeout=SOON)
    tab.step(4)
    baseline, policies = tab.readings()
    assert baseline == policies


def test_another_seed_is_another_run(visit) -> None:
    tab = visit()
    baseline, _ = tab.readings()
    field = tab.page.get_by_label("Seed")
    field.fill("12")
    field.press("Enter")
    tab.page.get_by_text("seed 12, the same luck in both").wait_for(timeout=SOON)
    assert tab.readings()[0] != baseline


def test_the_map_takes_another_shade_at_once(visit) -> None:
    tab = visit()
    tab.step(1)
    tab.page.get_by_label("Shade of the map").click(force=True)
    tab.page.get_by_role("option", name="Participation", exact=True).click()
    tab.page.wait_for_function(
        "[...document.querySelectorAll('.chart svg')].filter("
        "one => one.textContent.includes('Participation across')).length == 2",
        timeout=SOON,
    )
    assert tab.month() == 1


def test_two_tabs_do_not_share_a_run(visit) -> None:
    first, second = visit(), visit()
    first.step(3)
    second.page.wait_for_timeout(500)
    assert (first.month(), second.month()) == (3, 0)
    second.step(1)
    assert (first.month(), second.month()) == (3, 1)


def test_a_chinese_page_is_chinese_in_all_its_parts(visit, tmp_path) -> None:
    with ExitStack() as closing:
        chinese = closing.enter_context(served(tmp_path, "--lang", "zh"))
        tab = visit(chinese.address)
        tab.press("步进")
        tab.until("第1个月")
        text = tab.page.inner_text("body")
        for said in ("运行控制", "重置", "人员培训与人才", "行政事务减负", "并非预测", "随机种子"):
            assert said in text
        for said in ("Controls", "Reset", "Step", "Page 0", "Interval", "Information"):
            assert said not in text
        assert "归属感" in tab.titles()
        assert "基线情景" in tab.titles()
        tab.page.close()
