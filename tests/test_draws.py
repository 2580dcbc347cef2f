"""Chance by name: known numbers, evenly spread, and each decision on its own."""

from __future__ import annotations

import hashlib
from importlib import import_module
from itertools import pairwise
from pkgutil import iter_modules

import numpy as np
import pytest
from scipy.stats import kstest

import sim.behavior
from sim.compiled import rule
from sim.draws import descend, draw, mix, month_key, named, uniform

BITS = (1 << 64) - 1
GOLDEN = 0x9E3779B97F4A7C15
MANY = 4096


def scramble(key: int) -> int:
    """The output function of SplitMix64 in whole numbers, as published."""
    key = ((key ^ (key >> 30)) * 0xBF58476D1CE4E5B9) & BITS
    key = ((key ^ (key >> 27)) * 0x94D049BB133111EB) & BITS
    return key ^ (key >> 31)


def by_hand(seed: int, decision: str, month: int, identity: int) -> float:
    digest = hashlib.sha256(decision.encode()).digest()
    name = sum(byte << (8 * place) for place, byte in enumerate(digest[:8]))
    key = scramble((scramble((seed + GOLDEN) & BITS) + (month + 1) * GOLDEN) & BITS)
    return (scramble((scramble((key + name) & BITS) + identity) & BITS) >> 11) / 2**53


def decisions() -> dict[str, np.uint64]:
    """Every key that a loop draws with, by module and constant."""
    found = {}
    for module in iter_modules(sim.behavior.__path__):
        for name, value in vars(import_module(f"sim.behavior.{module.name}")).items():
            keys = value if isinstance(value, tuple) else (value,)
            for place, key in enumerate(keys):
                if isinstance(key, np.uint64):
                    found[f"{module.name}.{name}[{place}]"] = key
    return found


@rule
def fill(key, decision, numbers):
    """Draw one number for each of the identities 0, 1, 2 …"""
    for identity in range(numbers.size):
        numbers[identity] = uniform(key, decision, np.uint64(identity))


def drawn(decision: str | np.uint64, seed: int = 1, month: int = 0, many: int = MANY) -> np.ndarray:
    numbers = np.empty(many)
    key = named(decision) if isinstance(decision, str) else decision
    fill(month_key(seed, month), key, numbers)
    return numbers


def test_mix_gives_the_published_numbers_of_splitmix64() -> None:
    # the first outputs for the seeds 1234567 and 0 in the reference implementation
    first = [mix(np.uint64((1234567 + step * GOLDEN) & BITS)) for step in (1, 2, 3)]
    assert first == [6457827717110365317, 3203168211198807973, 9817491932198370423]
    assert mix(np.uint64(GOLDEN)) == 0xE220A8397B1DCDAF


def test_names_are_the_first_eight_bytes_of_their_sha_256() -> None:
    assert int(named("")) == 0x141CFC9842C4B0E3  # e3b0c44298fc1c14…, read from the right
    assert int(named("abc")) == 0xEACF018FBF1678BA  # ba7816bf8f01cfea…


@pytest.mark.parametrize(
    ("seed", "decision", "month", "identity"),
    [
        (0, "act.recreation", 0, 0),
        (1, "served.elder_care", 23, 17),
        (2**47 + 11, "resident.leaves", 599, BITS),
        (7, "world.trust.gain", -1, 3),
    ],
)
def test_a_draw_equals_the_formula_in_whole_numbers(seed, decision, month, identity) -> None:
    assert draw(seed, decision, month, identity) == by_hand(seed, decision, month, identity)


def test_the_loops_draw_what_slow_code_draws() -> None:
    numbers = drawn("asked", seed=5, month=9, many=8)
    assert numbers.tolist() == [draw(5, "asked", 9, identity) for identity in range(8)]


def test_descendants_by_the_formula_and_all_different() -> None:
    parent = 12345
    assert int(descend(np.uint64(parent), 2)) == scramble((parent + 3 * GOLDEN) & BITS)
    family = {int(descend(np.uint64(one), other)) for one in range(60) for other in range(60)}
    assert len(family) == 3600


def test_signed_and_unsigned_ordinals_mean_the_same() -> None:
    identity = named("somebody")
    assert int(descend(identity, np.uint64(5))) == int(descend(identity, 5))


@pytest.mark.parametrize("decision", ["act.recreation", "resident.leaves", "organization.closes"])
@pytest.mark.parametrize("seed", [0, 1, 20240229])
def test_numbers_are_evenly_spread_over_identities(decision, seed) -> None:
    numbers = drawn(decision, seed, many=20_000)
    assert kstest(numbers, "uniform").pvalue > 0.001
    assert 0.0 <= numbers.min() < numbers.max() < 1.0


def test_numbers_are_evenly_spread_over_months_and_over_seeds() -> None:
    months = [draw(3, "asked", month, 77) for month in range(5000)]
    seeds = [draw(seed, "asked", 3, 77) for seed in range(5000)]
    assert kstest(months, "uniform").pvalue > 0.001
    assert kstest(seeds, "uniform").pvalue > 0.001


def test_neighboring_identities_meet_unrelated_luck() -> None:
    numbers = drawn("act.recreation", many=20_000)
    for lag in (1, 2, 8, 64):
        assert abs(np.corrcoef(numbers[:-lag], numbers[lag:])[0, 1]) < 4.0 / np.sqrt(20_000)


def test_no_two_decisions_share_a_key() -> None:
    keys = decisions()
    assert len(keys) > 40
    assert len({int(key) for key in keys.values()}) == len(keys)


def test_decisions_are_independent_of_each_other() -> None:
    names = decisions()
    columns = np.array([drawn(key, seed=11, month=4) for key in names.values()])
    related = np.corrcoef(columns)
    np.fill_diagonal(related, 0.0)
    assert np.abs(related).max() < 4.0 / np.sqrt(MANY)


def test_other_months_and_other_seeds_are_unrelated() -> None:
    series = [drawn("asked", seed, month) for seed in (1, 2, 3) for month in (-1, 0, 1, 12)]
    related = np.corrcoef(series)
    np.fill_diagonal(related, 0.0)
    assert np.abs(related).max() < 4.0 / np.sqrt(MANY)


def test_no_month_of_one_run_is_a_month_of_another() -> None:
    keys = {int(month_key(seed, month)) for seed in range(200) for month in range(-1, 200)}
    assert len(keys) == 200 * 201


def test_one_identity_more_leaves_all_other_numbers() -> None:
    for fewer, more in pairwise((10, 11, 12)):
        assert np.array_equal(drawn("asked", many=fewer), drawn("asked", many=more)[:fewer])
