"""Needs and the quality of one service, by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.assumptions import Assumptions, record
from sim.rules.service import (
    competence,
    handled_online,
    property_meets,
    reported_people,
    service_quality,
    settled_by_neighbors,
    voice_probability,
)

SHARE = st.floats(0.0, 1.0)
DEFAULTS = record(Assumptions())[0]


def test_awareness_trust_and_the_grid_raise_voice(paper, group) -> None:
    p = group("needs", voice=0.4, voice_awareness=0.3, voice_trust=0.3, voice_detection=0.25)
    assert paper(voice_probability, 0.4, 0.5, 0.0, p) == pytest.approx(0.4)
    # 0.4 + 0.3 x 0.2 + 0.3 x 0.2 + 0.25 x 0.5
    assert paper(voice_probability, 0.6, 0.7, 0.5, p) == pytest.approx(0.645)


def test_competence_weighs_profession_against_local_ties(paper, group) -> None:
    p = group("service", competence_floor=0.4)
    # skill 0.6 x 0.5 + 0.4 x 0.75 = 0.6; 0.4 + 0.6 x 0.6
    assert paper(competence, 0.5, 0.75, 0.6, p) == pytest.approx(0.76)
    assert paper(competence, 0.0, 0.0, 0.6, p) == pytest.approx(0.4)


def test_quality_is_competence_by_timeliness_by_access(paper, group) -> None:
    p = group("service", delay_loss=0.25, access_weight=0.3)
    # 0.76 / (1 + 0.25 x 2) x (1 - 0.3 x 0.5)
    assert paper(service_quality, 0.76, 2, 0.5, p) == pytest.approx(0.646 / 1.5, abs=1e-12)
    assert paper(service_quality, 0.76, 0, 1.0, p) == pytest.approx(0.76)


def test_most_failures_are_reported_as_served(paper, group) -> None:
    assert paper(reported_people, 10.0, 5.0, group("service", report_inflation=0.9)) == 14.5


def test_property_meets_environment_needs_and_owners_watch_it(paper, group) -> None:
    p = group("needs", subsidized_meets=0.4, company_meets=0.6, owners_supervise=0.15)
    assert paper(property_meets, 0, 0.0, p) == 0.0
    assert paper(property_meets, 1, 0.0, p) == pytest.approx(0.4)
    assert paper(property_meets, 2, 1.0, p) == pytest.approx(0.69)  # 0.6 x 1.15
    assert paper(property_meets, 2, 0.5, p) == pytest.approx(0.645)  # half of the estates watch


def test_neighbors_settle_disputes_more_under_a_covenant(paper, group) -> None:
    p = group("needs", neighbors_settle=0.5, covenant_settles=0.4)
    assert paper(settled_by_neighbors, 0.6, 0.0, p) == pytest.approx(0.3)
    assert paper(settled_by_neighbors, 0.6, 0.5, p) == pytest.approx(0.36)  # a fifth more
    assert paper(settled_by_neighbors, 0.0, 1.0, p) == 0.0  # strangers settle nothing


def test_certificates_online_are_for_those_who_can(paper, group) -> None:
    p = group("needs", online_use=0.7)
    assert paper(handled_online, 0.4, 0.5, p) == pytest.approx(0.14)  # 0.4 x 0.7 x 0.5
    assert paper(handled_online, 3.0, 1.0, p) == pytest.approx(0.7)  # all there are, no more
    assert paper(handled_online, 0.0, 1.0, p) == 0.0


@given(SHARE, SHARE, SHARE, st.integers(0, 5))
def test_quality_is_a_share_that_waiting_lowers(skill, ties, access, months) -> None:
    skilled = competence(skill, ties, 0.5, DEFAULTS.service)
    quality = service_quality(skilled, months, access, DEFAULTS.service)
    later = service_quality(skilled, months + 1, access, DEFAULTS.service)
    assert 0.0 <= later <= quality <= 1.0


@given(SHARE, SHARE, SHARE)
def test_voice_is_a_chance(awareness, trust, detection) -> None:
    assert 0.0 <= voice_probability(awareness, trust, detection, DEFAULTS.needs) <= 1.0
