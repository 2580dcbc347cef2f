"""V5, V6, V7: what is averaged, passed on or copied among neighbors."""

from __future__ import annotations

import numpy as np
import pytest
from known_answers.theory import (
    NOBODY_MOVES,
    PHASES,
    STRANGERS,
    in_circles,
    live,
    live_among_neighbors,
    on_a_ring,
)
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from sim.state import World

ONLY_HEARSAY = STRANGERS | {"participation.base": -1e9, "influence.full_circle": 4.0}
"""Nobody acts; with a need of nobody open, satisfaction changes by hearsay alone."""


def degroot(world: World, start: np.ndarray) -> World:
    """Residents without open needs, who hold these opinions of the service."""
    world.residents.waiting[:] = 0
    world.residents.satisfaction[:] = start
    return world


def groups_of(world: World) -> np.ndarray:
    """Which residents are linked, directly or through others, [N]."""
    table = world.residents
    rows = np.repeat(np.arange(len(table)), table.ties)
    others = np.concatenate([table.neighbors[i, :n] for i, n in enumerate(table.ties)])
    links = csr_matrix((np.ones(len(rows)), (rows, others)), shape=(len(table), len(table)))
    return connected_components(links)[1]


def test_v05_averaging_on_a_ring_conserves_the_mean(made) -> None:
    """V5. DeGroot on a regular graph, from random opinions: every month to 1e-12."""
    world = on_a_ring(made(240, ONLY_HEARSAY | {"satisfaction.hearsay": 0.3}))
    degroot(world, np.random.default_rng(1).random(len(world.residents)))
    mean = world.residents.satisfaction.mean()
    for _ in range(60):
        live_among_neighbors(world)
        assert world.residents.satisfaction.mean() == pytest.approx(mean, abs=1e-12)


@pytest.mark.parametrize("wave", [1, 7, 62, 124])
def test_v05_a_wave_on_a_ring_fades_at_the_rate_of_its_eigenvalue(made, wave) -> None:
    """V5. On a ring of n with two neighbors on each side the wave cos(a i), a = 2 pi k/n,
    shrinks each month by exactly 1 - h + h (cos a + cos 2a)/2; k = 1 is the slowest."""
    hearsay, months = 0.3, 50
    world = on_a_ring(made(240, ONLY_HEARSAY | {"satisfaction.hearsay": hearsay}))
    n = len(world.residents)
    angle = 2.0 * np.pi * wave / n
    shape = np.cos(angle * np.arange(n))
    degroot(world, 0.5 + 0.4 * shape)
    live_among_neighbors(world, months)
    eigenvalue = 1.0 - hearsay + hearsay * (np.cos(angle) + np.cos(2.0 * angle)) / 2.0
    expected = 0.5 + 0.4 * eigenvalue**months * shape
    assert world.residents.satisfaction == pytest.approx(expected, abs=1e-12)


def test_v05_hearsay_conserves_the_mean_of_trust_and_shrinks_its_spread(made) -> None:
    """V5 on the complete graph of each community: trust hears the mean of all."""
    rates = {"trust.gain": 0.0, "trust.anchor_rate": 0.0, "trust.openness": 0.0}
    world = made(240, rates | NOBODY_MOVES | {"trust.hearsay": 0.05})
    residents, table = world.residents, world.communities
    residents.trust[:] = np.random.default_rng(3).random(len(residents))
    first = residents.trust.copy()
    means = np.array([first[table.first[c] : table.last[c]].mean() for c in range(len(table))])
    table.trust[:] = means
    live(world, 12)
    expected = means[residents.community] + 0.95**12 * (first - means[residents.community])
    assert residents.trust == pytest.approx(expected, abs=1e-12)


def test_v06_averaging_on_any_graph_ends_at_the_stationary_mean(made) -> None:
    """V6. The county's own ties, neighbors known more or less well: every group of linked
    residents agrees on sum(pi b0), with pi proportional to ties over fullness of the circle
    (ties_i/f_i x h f_i/ties_i is the same both ways, so pi is in detailed balance)."""
    values = ONLY_HEARSAY | {"satisfaction.hearsay": 1.0, "influence.full_circle": 5.0}
    world = made(240, values)
    chance = np.random.default_rng(2)
    table = world.residents
    table.known_neighbors[:] = 0.5 + 0.5 * chance.random(len(table))
    start = chance.random(len(table))
    fullness = table.known_neighbors * np.minimum(table.ties / 5.0, 1.0)
    linked, alone = table.ties > 0, table.ties == 0
    weight = np.where(linked, table.ties / np.where(linked, fullness, 1.0), 1.0)
    groups = groups_of(world)
    expected = (np.bincount(groups, weight * start) / np.bincount(groups, weight))[groups]
    expected[alone] = start[alone]
    live_among_neighbors(degroot(world, start), 12_000)
    assert table.satisfaction == pytest.approx(expected, abs=1e-9)
    assert len(set(groups)) > 1
    plain = (np.bincount(groups, start) / np.bincount(groups))[groups]
    assert np.abs(plain - expected).max() > 0.01  # the weights matter


def test_v07_opinions_end_in_as_many_clusters_as_there_are_circles(made) -> None:
    """V7. Here no opinion is out of bounds: what bounds influence is who is tied to whom.

    Grievance passes only upward. A circle of nine where all hear all (no bound) ends in one
    cluster, at a value no lower than the mean of any eight of them at the start.
    """
    world = in_circles(made(2160, STRANGERS | {"participation.base": -1e9} | SPREADING), 9)
    start = np.random.default_rng(4).random(2160)
    world.residents.grievance[:] = start
    world.residents.waiting[:] = 0
    live_among_neighbors(world, 400)
    circles = world.residents.grievance.reshape(-1, 9)
    assert np.ptp(circles, axis=1).max() < 1e-9
    assert len(np.unique(circles.mean(axis=1).round(9))) == 240
    sizes = start.reshape(-1, 9)
    lowest, highest = sizes.min(axis=1), sizes.max(axis=1)
    assert (circles[:, 0] >= (sizes.sum(axis=1) - lowest) / 8.0 - 1e-9).all()
    assert (circles[:, 0] <= highest + 1e-12).all()


@pytest.mark.parametrize("cut", ["ties", "spread"])
def test_v07_nothing_moves_where_nobody_hears(made, cut) -> None:
    """V7, bound 0: without ties, or where nothing spreads, bit for bit."""
    values = STRANGERS | {"participation.base": -1e9} | SPREADING
    world = in_circles(
        made(2160, values | ({"grievance.spread": 0.0} if cut == "spread" else {})), 9
    )
    if cut == "ties":
        world.residents.ties[:] = 0
    world.residents.waiting[:] = 0
    world.residents.grievance[:] = start = np.random.default_rng(4).random(2160)
    live_among_neighbors(world, 50)
    assert np.array_equal(world.residents.grievance, start)


SPREADING = {"grievance.spread": 0.5, "grievance.decay": 0.0, "grievance.mediation": 0.0}


def test_v05_mirrored_opinions_stay_mirrored(made) -> None:
    """V5. Averaging knows no up and down: b and 1 - b stay mirror images."""
    worlds = [made(240, ONLY_HEARSAY | {"satisfaction.hearsay": 0.4}) for _ in range(2)]
    start = np.random.default_rng(5).random(len(worlds[0].residents))
    for world, opinions in zip(worlds, (start, 1.0 - start), strict=True):
        live_among_neighbors(degroot(world, opinions), 24)
    one, other = (world.residents.satisfaction for world in worlds)
    assert one == pytest.approx(1.0 - other, abs=1e-12)
    assert np.abs(one - start).max() > 0.1


def test_without_ties_nobody_hears_of_the_others(settled) -> None:
    settled.residents.ties[:] = 0
    other = settled.copy()
    other.residents.shown[:] = np.random.default_rng(1).random(other.residents.shown.shape)
    for world in (settled, other):
        PHASES["take_part"](world)
    for name in type(settled.residents).column_names():
        if name != "shown":
            ours, theirs = getattr(settled.residents, name), getattr(other.residents, name)
            assert np.array_equal(ours, theirs), name
