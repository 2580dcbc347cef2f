"""V16, V17, V18: districts swapped, residents exchanged, more of the same people."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest
from known_answers.theory import NO_INFLUENCE, NOBODY_MOVES, live

from sim.assumptions import Assumptions, assume
from sim.county import Profile, load_county
from sim.package import Package
from sim.policies import POLICIES
from sim.population import build_world
from sim.simulation import step
from sim.state import Residents, World
from sim.vocabulary import VOLUNTEERING

UNLINKED = assume({"influence.cross_ties": 0.0})


def twins(first: str, second: str) -> Profile:
    """A county of two districts alike in all but their codes, in this order."""
    county = load_county("illustrative")
    columns = {
        item.name: np.repeat(getattr(county, item.name)[7:8], 2)
        for item in fields(Profile)
        if isinstance(getattr(county, item.name), np.ndarray)
    }
    codes = np.array([first, second])
    return replace(county, **columns | {"code": codes, "name": codes}, imputed_cells={})


def months_of(profile: Profile, seed: int, policies: dict[str, Any]) -> list[World]:
    """Three years in this county with these policies from the start, month by month."""
    package = Package(
        {key: POLICIES[key](**settings) for key, settings in policies.items()},
        profile=profile,
        burn_in=0,
    )
    world = build_world(profile, 160, UNLINKED, seed)
    world.communities.running_yuan[:] = 0.0  # what is the county's stands in one of them
    package.begin(world)
    lived = []
    for _ in range(36):
        step(world, package)
        lived.append(world.copy())
    return lived


def test_v16_swapped_districts_have_exactly_swapped_results(strong) -> None:
    """V16. All that is measured, every month, to the bit, under policies in both.

    But facilities: of two places just as good, the first written is built on.
    """
    policies = {key: settings for key, settings in strong.items() if key != "facilities"}
    ours = months_of(twins("one", "two"), 3, policies)
    theirs = months_of(twins("two", "one"), 3, policies)
    for one, other in zip(ours, theirs, strict=True):
        for table in ("flows", "ledger", "communities"):
            for name in type(getattr(one, table)).column_names():
                if f"{table}.{name}" in ("communities.first", "communities.last"):
                    continue
                found, swapped = (getattr(getattr(world, table), name) for world in (one, other))
                assert np.array_equal(found, swapped[::-1]), name
        halves = one.residents.belonging.reshape(2, -1)
        assert np.array_equal(halves, other.residents.belonging.reshape(2, -1)[::-1])
        assert not np.array_equal(halves[0], halves[1])


def test_v16_two_districts_alike_differ_by_chance_alone() -> None:
    """V16. Over 60 seeds their means are the same within 4 standard errors of the difference.

    Found with 90 %: a difference of 0.7 standard deviations between seeds.
    """
    found: dict[str, list[float]] = {name: [] for name in ("belonging", "trust", "grievance")}
    for seed in range(60):
        world = build_world(twins("one", "two"), 160, UNLINKED, seed)
        live(world, 24)
        for name, differences in found.items():
            halves = getattr(world.residents, name).reshape(2, -1).mean(axis=1)
            differences.append(halves[0] - halves[1])
    for name, differences in found.items():
        error = np.std(differences, ddof=1) / np.sqrt(len(differences))
        assert abs(np.mean(differences)) < 4.0 * error, name


def test_v17_rows_are_nothing_to_residents(settled) -> None:
    """V17, exact. Residents in reverse order within their community are the same residents:
    what they do is equal, what they feel is equal but for the order of sums (1e-9)."""
    table, other = settled.communities, settled.copy()
    order = np.concatenate([np.arange(last - 1, first - 1, -1)
                            for first, last in zip(table.first, table.last, strict=True)])  # fmt: skip
    for name in Residents.column_names():
        getattr(other.residents, name)[:] = getattr(settled.residents, name)[order]
    place = np.argsort(order)
    other.residents.neighbors[:] = place[other.residents.neighbors]
    for world in (settled, other):
        live(world, 24)
    for name in Residents.column_names():
        if name == "neighbors":
            continue
        ours = getattr(settled.residents, name)[order]
        theirs = getattr(other.residents, name)
        if ours.dtype.kind == "f":
            assert theirs == pytest.approx(ours, abs=1e-9), name
        else:
            assert np.array_equal(theirs, ours), name


def test_v17_who_has_which_luck_does_not_matter_on_average(small) -> None:
    """V17. Luck dealt out anew among the residents of each community: over 24 seeds the
    means of two years stay the same within 4 standard errors.

    Found with 90 %: a shift of 1.1 standard deviations of the difference.
    """
    found: dict[str, list[float]] = {name: [] for name in ("belonging", "trust", "effort")}
    for seed in range(24):
        worlds = [
            build_world(load_county("illustrative"), 480, Assumptions(), seed) for _ in range(2)
        ]
        dealt, table = worlds[1].residents, worlds[1].communities
        chance = np.random.default_rng(seed)
        for first, last in zip(table.first, table.last, strict=True):
            dealt.identity[first:last] = chance.permutation(dealt.identity[first:last])
        for world in worlds:
            live(world, 24)
        for name, differences in found.items():
            one, other = (getattr(world.residents, name).mean() for world in worlds)
            differences.append(one - other)
    for name, differences in found.items():
        error = np.std(differences, ddof=1) / np.sqrt(len(differences))
        assert error > 0.0, name
        assert abs(np.mean(differences)) < 4.0 * error, name


def test_v18_four_times_the_people_spread_half_as_far(made) -> None:
    """V18. Without influence the mean of a community does not depend on how many live there,
    its spread halves. 24 communities, 20 seeds; ratio of spreads 2 within 4 sigma (0.37).

    Found with 90 %: a mean off by 7 %, a spread off by 24 %. How far outcomes hang together
    with the sample where there is influence, `test_identity` tells.
    """
    alone = (
        NO_INFLUENCE | NOBODY_MOVES | {"participation.base": -2.0, "participation.openings": 1.0}
    )
    chance = 1.0 / (1.0 + np.exp(2.0))
    spread, means = {}, {}
    for sample in (480, 1920):
        gaps = []
        for seed in range(20):
            world = made(sample, alone, seed)
            live(world, 1)
            table = world.communities
            acts = world.residents.last_act[:, VOLUNTEERING] == 0
            starts = np.add.reduceat(acts, table.first) / (table.last - table.first)
            gaps.append((starts - chance) * np.sqrt((table.last - table.first) / (sample / 24)))
        spread[sample], means[sample] = np.std(gaps), np.mean(gaps)
        sd = np.sqrt(chance * (1.0 - chance) / (sample / 24) / 480)
        assert abs(means[sample]) < 4.0 * sd
    assert spread[480] / spread[1920] == pytest.approx(2.0, abs=0.37)
