"""Worlds: keyed by name, so that nothing added elsewhere moves a number."""

from __future__ import annotations

import math
import os
import subprocess
import sys

import pytest

from sim.design import (
    FRESH,
    Hypercube,
    Named,
    fresh_start,
    run_seed,
    strata,
    triangular,
    world_assumptions,
    world_name,
    worlds_from,
)
from sim.errors import ContractError
from sim.params import Declaration


def declared(default: float, low: float, high: float) -> Declaration:
    return Declaration(default, low, high, "share", "a number", "数", "assumed", "assumed")


RANGES = {
    "belonging.rate": declared(0.04, 0.02, 0.08),
    "trust.loss_weight": declared(2.0, 1.0, 3.0),
    "work.hours": declared(160.0, 160.0, 160.0),
}

WITH_SWITCHES = RANGES | {
    "mechanisms.rebound": declared(1.0, 0.0, 1.0),
    "signs.crowding": declared(1.0, -1.0, 1.0),
}

PINNED_SEED = 220955035747499
PINNED_RATE = "0x1.8cec4ee29d39ap-6"
PINNED_WEIGHT = "0x1.58fbe1cbe5f4ep+0"


def test_triangular_by_hand() -> None:
    # low 0, mode 1, high 4: F(1) = 1/4; F(0.5) = 0.25/4; 1 − F(2) = 4/12
    assert triangular(0.0, 0.0, 1.0, 4.0) == 0.0
    assert triangular(0.0625, 0.0, 1.0, 4.0) == 0.5
    assert triangular(0.25, 0.0, 1.0, 4.0) == 1.0
    assert triangular(2 / 3, 0.0, 1.0, 4.0) == pytest.approx(2.0, abs=1e-12)


@pytest.mark.parametrize("mode", [0.0, 1.0])
def test_triangular_with_its_mode_at_an_end(mode: float) -> None:
    values = [triangular(step / 1000, 0.0, mode, 1.0) for step in range(1000)]
    assert values == sorted(values)
    assert values[0] >= 0.0
    assert values[-1] <= 1.0
    assert math.fsum(values) / 1000 == pytest.approx((mode + 1.0) / 3, abs=0.002)


def test_worlds_follow_the_declared_distribution() -> None:
    rates = [world_assumptions(i, 1, RANGES)["belonging.rate"] for i in range(2000)]
    assert all(0.02 <= rate <= 0.08 for rate in rates)
    # mean of a triangular is (a + b + c)/3, variance (a² + b² + c² − ab − ac − bc)/18
    sd = math.sqrt((0.0004 + 0.0064 + 0.0016 - 0.0016 - 0.0008 - 0.0032) / 18)
    assert math.fsum(rates) / 2000 == pytest.approx(0.14 / 3, abs=4 * sd / math.sqrt(2000))


def test_assumptions_are_drawn_independently() -> None:
    worlds = [world_assumptions(i, 1, RANGES) for i in range(1000)]
    pairs = [(w["belonging.rate"] - 0.14 / 3, w["trust.loss_weight"] - 2.0) for w in worlds]
    product = math.fsum(a * b for a, b in pairs)
    norm = math.sqrt(math.fsum(a * a for a, _ in pairs) * math.fsum(b * b for _, b in pairs))
    assert abs(product / norm) < 4 / math.sqrt(1000)


def test_structure_stays_and_overrides_win() -> None:
    world = world_assumptions(3, 1, RANGES, overrides={"trust.loss_weight": 1.5})
    assert world["work.hours"] == 160.0
    assert world["trust.loss_weight"] == 1.5


def test_default_worlds_are_all_the_same() -> None:
    world = world_assumptions(9, 1, RANGES, worlds="default")
    assert world == {name: number.default for name, number in RANGES.items()}


def test_one_assumption_more_leaves_the_others_alone() -> None:
    more = {"a.new_one": declared(0.5, 0.0, 1.0), **RANGES}
    grown = world_assumptions(5, 1, more)
    assert {name: grown[name] for name in RANGES} == world_assumptions(5, 1, RANGES)


def test_worlds_and_seeds_differ_between_replications() -> None:
    assert world_assumptions(0, 1, RANGES) != world_assumptions(1, 1, RANGES)
    assert world_assumptions(0, 1, RANGES) != world_assumptions(0, 2, RANGES)
    seeds = [run_seed(1, i) for i in range(1000)]
    assert len(set(seeds)) == 1000
    assert all(0 <= seed < 10**15 for seed in seeds)


def test_unknown_names_are_refused() -> None:
    with pytest.raises(ContractError, match=r"trust\.typo"):
        world_assumptions(0, 1, RANGES, overrides={"trust.typo": 1.0})
    with pytest.raises(ContractError, match="sampled or default"):
        world_assumptions(0, 1, RANGES, worlds="fixed")


def test_bits_are_pinned() -> None:
    """A change here changes every published result: see the CHANGELOG's *Results change*."""
    assert run_seed(1, 0) == PINNED_SEED
    assert world_assumptions(0, 1, RANGES)["belonging.rate"].hex() == PINNED_RATE
    assert world_assumptions(3, 1, RANGES)["trust.loss_weight"].hex() == PINNED_WEIGHT


# -- evenly spread worlds ----------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 2, 7, 30])
def test_every_slice_of_a_range_is_met_once(count: int) -> None:
    worlds = [world_assumptions(i, 1, RANGES, worlds=Hypercube(count)) for i in range(count)]
    for name in ("belonging.rate", "trust.loss_weight"):
        low, high = RANGES[name].low, RANGES[name].high
        shares = [(world[name] - low) / (high - low) for world in worlds]
        assert sorted(int(share * count) for share in shares) == list(range(count))
        assert sorted(strata(1, name, count)) == list(range(count))


def test_evenly_spread_worlds_bits_are_pinned() -> None:
    """Worked out with SplitMix64 in Python's whole numbers: slices 1 4 0 3 2 and 1 4 2 3 0."""
    worlds = [world_assumptions(i, 1, RANGES, worlds=Hypercube(5)) for i in range(5)]
    assert strata(1, "belonging.rate", 5) == (1, 4, 0, 3, 2)
    assert [world["belonging.rate"].hex() for world in worlds] == [
        "0x1.079b71434fd97p-5", "0x1.2421e0b47d1abp-4", "0x1.e5c393f965a66p-6",
        "0x1.fe2633b7eb1fap-5", "0x1.7e8c34657dbb2p-5",
    ]  # fmt: skip
    # 1 + (1 + 0.497516…)/5 · 2, where 0.497516… is the draw "world.trust.loss_weight" of world 0
    assert worlds[0]["trust.loss_weight"] == pytest.approx(1.59900658266664, abs=1e-14)


def test_evenly_spread_worlds_are_uniform_and_unrelated() -> None:
    count = 400
    worlds = [world_assumptions(i, 3, RANGES, worlds=Hypercube(count)) for i in range(count)]
    rates = [(world["belonging.rate"] - 0.05) / 0.06 for world in worlds]
    weights = [(world["trust.loss_weight"] - 2.0) / 2.0 for world in worlds]
    # one point in each of n slices: the mean is off by 1/√(12 n³) on average, nowhere by 1/2n
    assert abs(math.fsum(rates) / count) < 1 / (2 * count)
    # and the variance is 1/12, of which the slices leave at most 1/n open
    assert math.fsum(rate * rate for rate in rates) / count == pytest.approx(1 / 12, abs=1 / count)
    product = math.fsum(a * b for a, b in zip(rates, weights, strict=True)) / count
    assert abs(12 * product) < 4 / math.sqrt(count)


def test_after_the_last_world_comes_the_first() -> None:
    cube = Hypercube(6)
    again = world_assumptions(8, 1, RANGES, worlds=cube)
    assert again == world_assumptions(2, 1, RANGES, worlds=cube)
    assert run_seed(1, 8) != run_seed(1, 2)


def test_fixing_one_assumption_leaves_the_other_draws_alone() -> None:
    cube = Hypercube(6)
    free = world_assumptions(2, 1, RANGES, worlds=cube)
    fixed = world_assumptions(2, 1, RANGES, worlds=cube, overrides={"trust.loss_weight": 1.5})
    assert fixed == free | {"trust.loss_weight": 1.5}
    less = {name: number for name, number in RANGES.items() if name != "trust.loss_weight"}
    grown = world_assumptions(2, 1, less, worlds=cube)
    assert {name: free[name] for name in less} == grown


def test_only_what_is_named_is_drawn() -> None:
    worlds = Hypercube(6, ("trust",))
    every = world_assumptions(2, 1, WITH_SWITCHES, worlds=Hypercube(6))
    some = world_assumptions(2, 1, WITH_SWITCHES, worlds=worlds)
    single = Hypercube(6, ("trust.loss_weight",))
    assert some == world_assumptions(2, 1, WITH_SWITCHES, worlds=single)
    assert some["trust.loss_weight"] == every["trust.loss_weight"]
    assert some["belonging.rate"] == 0.04
    assert every["belonging.rate"] != 0.04


def test_switches_and_signs_are_drawn_only_where_they_are_named() -> None:
    for worlds in ("sampled", "default", Hypercube(6)):
        for replication in range(6):
            world = world_assumptions(replication, 1, WITH_SWITCHES, worlds=worlds)
            assert (world["mechanisms.rebound"], world["signs.crowding"]) == (1.0, 1.0)
    asked = Hypercube(6, ("signs",))
    signs = [world_assumptions(i, 1, WITH_SWITCHES, worlds=asked) for i in range(6)]
    assert {world["mechanisms.rebound"] for world in signs} == {1.0}
    assert sorted(int((world["signs.crowding"] + 1) * 3) for world in signs) == [0, 1, 2, 3, 4, 5]


# -- named worlds ------------------------------------------------------------------------------


def test_named_worlds_take_turns() -> None:
    chosen = Named(("default", "crowding_in"))
    signs = [
        world_assumptions(i, 1, WITH_SWITCHES, worlds=chosen)["signs.crowding"] for i in range(4)
    ]
    assert signs == [1.0, -1.0, 1.0, -1.0]
    assert [world_name(i, chosen) for i in range(3)] == ["default", "crowding_in", "default"]
    assert world_name(7, Hypercube(6)) == "1"
    assert (world_name(7, "sampled"), world_name(7, "default")) == ("7", "default")


def test_fresh_replications_begin_a_turn_of_their_own() -> None:
    assert fresh_start("sampled") == FRESH == 1_000_000
    # 333,334 turns of three, 142,858 of seven, 250,000 of four
    assert fresh_start(Named(("default", "crowding_in", "crowding_out"))) == 1_000_002
    assert fresh_start(Hypercube(7)) == 1_000_006
    assert fresh_start(Hypercube(4)) == 1_000_000


def test_what_a_scenario_fixes_wins_over_a_named_world() -> None:
    fixed = {"signs.crowding": 0.0}
    world = world_assumptions(0, 1, WITH_SWITCHES, worlds=Named(("crowding_in",)), overrides=fixed)
    assert world["signs.crowding"] == 0.0


def test_a_named_world_that_assumes_what_does_not_exist_is_refused() -> None:
    with pytest.raises(ContractError, match=r"signs\.crowding"):
        world_assumptions(0, 1, RANGES, worlds=Named(("crowding_in",)))


def test_plain_values_say_which_worlds() -> None:
    assert worlds_from("sampled") == "sampled"
    assert worlds_from({"named": ["default"]}) == Named(("default",))
    cube = {"sample": "latin_hypercube", "count": 9}
    assert worlds_from(cube) == worlds_from(cube | {"of": "all"}) == Hypercube(9)
    assert worlds_from(cube | {"of": ["trust"]}) == Hypercube(9, ("trust",))


@pytest.mark.parametrize("hash_seed", ["0", "1"])
def test_hash_seed_does_not_matter(hash_seed: str) -> None:
    code = "from sim.design import run_seed; print(run_seed(1, 0))"
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    printed = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    ).stdout
    assert int(printed) == PINNED_SEED
