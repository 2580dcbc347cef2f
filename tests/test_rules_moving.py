"""Who leaves and who comes, by hand."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.rules.moving import (
    adult_age,
    age_band,
    civic_skill_of,
    exponential_draw,
    leave_probability,
    mean_tenure,
    origin_of,
    outside_ties_of,
    threshold_of,
    years_sign,
)
from sim.vocabulary import (
    ESTABLISHED,
    MIGRANT,
    MIXED_NEW,
    OLD_TOWN,
    RESETTLED,
    RESETTLEMENT,
    VILLAGE,
    VILLAGER,
)

LUCK = st.floats(0.0, 1.0, exclude_max=True)


def test_tenants_leave_at_a_twelfth_of_their_yearly_rate(paper, group) -> None:
    p = group("population", leave_owner=0.03, leave_tenant=0.24)
    assert paper(leave_probability, True, p) == pytest.approx(0.0025)
    assert paper(leave_probability, False, p) == pytest.approx(0.02)


def test_the_median_of_an_exponential_is_its_mean_times_ln_2(paper) -> None:
    assert paper(exponential_draw, 0.0, 12.0) == 0.0
    assert paper(exponential_draw, 0.5, 12.0) == pytest.approx(12.0 * math.log(2.0), abs=1e-13)
    assert paper(exponential_draw, 1.0 - math.exp(-1.0), 12.0) == pytest.approx(12.0, abs=1e-12)


def test_ages_of_elders_and_of_others(paper) -> None:
    assert paper(adult_age, 0.1, 0.2, 0.5) == 67.5  # 60 + 30 / 4
    assert paper(adult_age, 0.2, 0.2, 0.5) == 39.0  # 18 + 42 / 2


@given(LUCK, LUCK, st.floats(0.0, 1.0))
def test_everybody_is_an_adult_below_ninety(u, within, elders) -> None:
    age = adult_age(u, elders, within)
    assert 18.0 <= age < 90.0
    assert (age >= 60.0) == (u < elders)


def test_origins_in_an_estate_and_in_a_village(paper) -> None:
    lucks = (0.29, 0.31, 0.51)  # below 0.3, below 0.3 + 0.2, above
    estate = [paper(origin_of, luck, RESETTLEMENT, 0.3, 0.2) for luck in lucks]
    village = [paper(origin_of, luck, VILLAGE, 0.3, 0.2) for luck in lucks]
    assert estate == [RESETTLED, MIGRANT, ESTABLISHED]
    assert village == [VILLAGER, MIGRANT, VILLAGER]


def test_age_bands_begin_at_thirty_forty_five_and_sixty(paper) -> None:
    ages = (18.0, 29.9, 30.0, 44.9, 45.0, 59.9, 60.0, 89.0)
    assert [paper(age_band, age) for age in ages] == [0, 0, 1, 1, 2, 2, 3, 3]


def test_mean_tenure_by_kind_of_community(paper, group) -> None:
    p = group("population", tenure_established=12.0, tenure_new=5.0, tenure_village=25.0)
    kinds = (OLD_TOWN, RESETTLEMENT, MIXED_NEW, VILLAGE)
    assert [paper(mean_tenure, kind, p) for kind in kinds] == [12.0, 5.0, 5.0, 25.0]


def test_years_attach_in_old_places_and_in_new_ones_as_the_sign_says(paper, group) -> None:
    p = group("signs", residence=-1.0)
    kinds = (OLD_TOWN, RESETTLEMENT, MIXED_NEW, VILLAGE)
    assert [paper(years_sign, kind, p) for kind in kinds] == [1.0, -1.0, -1.0, 1.0]
    assert paper(years_sign, RESETTLEMENT, group("signs")) == 1.0


def test_civic_skill_of_young_and_old(paper, group) -> None:
    p = group("population", skill_low=0.25, skill_width=0.4, skill_young=0.1)
    assert paper(civic_skill_of, 0.5, 44.0, p) == pytest.approx(0.55)  # 0.25 + 0.2 + 0.1
    assert paper(civic_skill_of, 0.5, 45.0, p) == pytest.approx(0.45)


def test_thresholds_spread_evenly(paper, group) -> None:
    p = group("population", threshold_low=0.1, threshold_width=0.6)
    assert paper(threshold_of, 0.0, p) == pytest.approx(0.1)
    assert paper(threshold_of, 0.5, p) == pytest.approx(0.4)


def test_migrants_have_more_ties_outside(paper, group) -> None:
    p = group("population", outside_share=0.3, outside_migrant=0.15, outside_spread=0.3)
    assert paper(outside_ties_of, 0.5, False, p) == pytest.approx(0.3)
    assert paper(outside_ties_of, 1.0, True, p) == pytest.approx(0.6)  # 0.45 + 0.3 / 2


def test_nobody_has_less_than_no_ties_outside(paper, group) -> None:
    p = group("population", outside_share=0.2, outside_spread=0.5)
    assert paper(outside_ties_of, 0.0, False, p) == 0.0  # 0.2 - 0.25
