"""The map shows every community in every month, and stands without scripts in the last one."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
from reported import places, report

from sim.report import document_of, page_of
from sim.report.maps import MOST_NUMBERS, STEPS, place_map
from sim.report.panels import GAPS, SCALE, drawn
from sim.report.teller import Teller


def test_values_come_back_from_their_steps() -> None:
    shown = place_map(Teller(report(), "en"))
    assert shown is not None
    assert shown.scenarios == ["Baseline", "All three"]
    assert shown.months == list(range(1, 25))
    package, belonging = shown.values[1][0], places().query("scenario == 'package'")["belonging"]
    back = [shown.lows[0] + shown.steps[0] * step for month in package for step in month]
    assert back == pytest.approx(belonging.tolist(), abs=shown.steps[0])
    assert max(step for month in package for step in month) == STEPS


def test_communities_lie_as_in_the_county_and_are_as_large_as_their_people() -> None:
    shown = place_map(Teller(report(), "en"))
    assert shown is not None
    (x1, y1, r1), (x2, y2, r2), (x3, _, r3) = shown.places
    assert x2 - x1 == pytest.approx(x3 - x2)
    assert (y2 - y1) / (x2 - x1) == pytest.approx(0.5, abs=1e-3)
    assert (r2 / r3) ** 2 == pytest.approx(1500 / 2000, abs=0.01)
    assert r1 < r2 < r3
    assert all(r < place < 1 - r for x, y, r in shown.places for place in (x, y))


def test_without_scripts_the_last_month_stands_there() -> None:
    shown = place_map(Teller(report(), "en"))
    assert shown is not None
    still = drawn(shown)
    assert still["month"] == "month 24"
    titles = [panel["titles"] for panel in still["panels"]]
    assert titles[0] == ["unit 001: 0.400", "unit 002: 0.450", "unit 003: 0.500"]
    assert titles[1] == ["unit 001: 0.500", "unit 002: 0.550", "unit 003: 0.400"]
    assert titles[2] == ["unit 001: +0.100", "unit 002: +0.100", "unit 003: −0.100"]
    assert still["panels"][2]["broken"] == [False, False, True], "told apart without color"


def test_the_script_is_told_what_the_map_holds() -> None:
    text = page_of(document_of(report(), "zh"))
    [told] = re.findall(r'data-map="([^"]*)"', text)
    known = json.loads(unescape(told))
    shown = place_map(Teller(report(), "zh"))
    assert shown is not None
    assert known["values"] == shown.values
    assert known["months"] == shown.months
    assert known["words"]["play"] == "播放"


def test_every_shade_is_darker_than_the_one_before() -> None:
    light = [0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in SCALE]
    assert light == sorted(light, reverse=True)
    assert GAPS[2] == (247, 247, 247), "no difference is white"


def test_a_large_county_has_fewer_months_and_always_the_last() -> None:
    one = places()
    many = one.loc[one.index.repeat(2000)].reset_index(drop=True)
    shown = place_map(Teller(report(places=many), "en"))
    assert shown is not None
    assert shown.outcomes == ["Belonging"]
    assert shown.months[-1] == 24
    assert len(shown.months) * 2 * 6000 <= MOST_NUMBERS


def test_there_is_no_map_of_communities_that_were_not_kept() -> None:
    assert place_map(Teller(report(places=None), "en")) is None
    assert place_map(Teller(report(places=places().iloc[:0]), "en")) is None


def test_communities_without_names_are_said_to_be_no_places() -> None:
    shown = place_map(Teller(report(), "en"))
    assert shown is not None and "magnitudes, not places" in shown.note
