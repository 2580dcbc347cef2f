"""Packages of policies: what they add alone and together, by hand and by what must hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pytest

from sim.errors import ContractError
from sim.sampling import all_packages, half_of_packages
from sim.statistics.factorial import (
    Packages,
    added_first,
    added_last,
    alias,
    averaged_synergy,
    packages_from,
    shapley_share,
    synergy,
    total_effect,
)


def packages(policies: str, worth: Mapping[str, float]) -> Packages:
    """Packages by their letters, of one replication."""
    design = all_packages(list(policies))
    names = ["".join(policy for policy in policies if package[policy]) for package in design]
    return packages_from(design, np.array([[worth[name]] for name in names]))


def worked_out(policies: str, worth: Callable[..., float], design=all_packages) -> Packages:
    rows = design(list(policies))
    return packages_from(rows, np.array([[worth(**package)] for package in rows]))


TWO = {"": 10.0, "a": 12.0, "b": 13.0, "ab": 18.0}
THREE = {"": 0.0, "a": 1.0, "b": 2.0, "c": 0.0, "ab": 4.0, "ac": 1.0, "bc": 5.0, "abc": 12.0}


def test_two_policies_by_hand() -> None:
    # alone 2 and 3, together 8: synergy 3, halved between them
    two = packages("ab", TWO)
    assert added_first(two, "a") == [2.0]
    assert added_last(two, "a") == [5.0]
    assert synergy(two, ("a", "b")) == averaged_synergy(two, ("a", "b")) == [3.0]
    assert averaged_synergy(two, ("a",)) == [3.5]
    assert shapley_share(two, "a") == [3.5]
    assert shapley_share(two, "b") == [4.5]
    assert total_effect(two) == [8.0]


def test_three_policies_by_hand() -> None:
    # ab 4−1−2 = 1, ac 1−1−0 = 0, bc 5−2−0 = 3, abc 12 − (1+2+0) − (1+0+3) = 5
    three = packages("abc", THREE)
    found = [synergy(three, pair)[0] for pair in (("a", "b"), ("a", "c"), ("b", "c"))]
    assert found == [1.0, 0.0, 3.0]
    assert synergy(three, ("a", "b", "c")) == [5.0]
    # Shapley: alone + half of each pair + a third of the three
    assert shapley_share(three, "a") == pytest.approx([1 + 0.5 + 0 + 5 / 3])
    assert shapley_share(three, "b") == pytest.approx([2 + 0.5 + 1.5 + 5 / 3])
    assert shapley_share(three, "c") == pytest.approx([0 + 0 + 1.5 + 5 / 3])
    # averaged over c: (4 − 1 − 2 + 0)/2 + (12 − 1 − 5 + 0)/2
    assert averaged_synergy(three, ("a", "b")) == [3.5]
    # main effect of c: ((0 − 0) + (1 − 1) + (5 − 2) + (12 − 4))/4
    assert averaged_synergy(three, ("c",)) == [2.75]


def test_shares_and_synergies_sum_to_the_whole_effect() -> None:
    random = np.random.default_rng(5)
    design = all_packages(list("abcde"))
    five = packages_from(design, random.normal(0.0, 1.0, (32, 7)))
    shares = sum(shapley_share(five, policy) for policy in "abcde")
    parts = sum(synergy(five, together) for together in five.subsets(at_least=1))
    assert shares == pytest.approx(total_effect(five), abs=1e-12)
    assert parts == pytest.approx(total_effect(five), abs=1e-12)


def test_twins_share_alike_and_what_does_nothing_has_nothing() -> None:
    found = worked_out("abc", lambda a, b, c: 3.0 * max(a, b) + 0.0 * c)
    assert shapley_share(found, "a") == shapley_share(found, "b") == pytest.approx([1.5])
    assert shapley_share(found, "c") == pytest.approx([0.0])
    assert synergy(found, ("a", "b")) == [-3.0]


def test_policies_that_add_up_have_no_synergy() -> None:
    found = worked_out("abcd", lambda a, b, c, d: 7.0 + a + 2 * b - 3 * c + d)
    assert all(abs(synergy(found, some)[0]) < 1e-12 for some in found.subsets(at_least=2))
    assert added_first(found, "c") == added_last(found, "c") == averaged_synergy(found, ("c",))


def test_what_adds_up_but_for_rounding_has_no_synergy_at_all() -> None:
    found = worked_out("ab", lambda a, b: 0.1 + 0.2 * a + 0.3 * b)
    assert 0.6 - 0.3 - 0.4 + 0.1 != 0.0
    assert synergy(found, ("a", "b")) == averaged_synergy(found, ("a", "b")) == [0.0]


def test_the_order_of_rows_does_not_matter() -> None:
    design = all_packages(["a", "b", "c"])
    outputs = np.random.default_rng(1).normal(0.0, 1.0, (8, 3))
    one, other = packages_from(design, outputs), packages_from(design[::-1], outputs[::-1])
    assert (shapley_share(one, "a") == shapley_share(other, "a")).all()
    assert (averaged_synergy(one, ("a", "b")) == averaged_synergy(other, ("a", "b"))).all()


def test_half_of_four_mixes_up_pairs_only() -> None:
    # main effects are mixed up with those of three together, which are none here
    def worth(a: int, b: int, c: int, d: int) -> float:
        return 2.0 * a - b + 3.0 * c + 5.0 * a * b

    half = worked_out("abcd", worth, half_of_packages)
    whole = worked_out("abcd", worth)
    for policy in "abcd":
        assert averaged_synergy(half, (policy,)) == averaged_synergy(whole, (policy,))
    assert averaged_synergy(half, ("a", "b")) == averaged_synergy(half, ("c", "d")) == [5.0]
    assert alias(half, ("a", "b")) == ("c", "d")
    assert alias(half, ("a",)) == ("b", "c", "d")
    assert alias(whole, ("a", "b")) == ()


def test_half_of_five_tells_pairs_apart() -> None:
    def worth(a: int, b: int, c: int, d: int, e: int) -> float:
        return a + 5.0 * a * b - 2.0 * d * e

    half = worked_out("abcde", worth, half_of_packages)
    assert averaged_synergy(half, ("a", "b")) == [5.0]
    assert averaged_synergy(half, ("d", "e")) == [-2.0]
    assert averaged_synergy(half, ("a", "c")) == [0.0]
    assert averaged_synergy(half, ("a",)) == [3.5]


def test_shares_need_all_packages() -> None:
    half = worked_out("abcd", lambda **policies: 0.0, half_of_packages)
    for ask in (
        lambda: shapley_share(half, "a"),
        lambda: synergy(half, ("a", "b")),
        lambda: added_last(half, "a"),
    ):
        with pytest.raises(ContractError, match="half of the packages"):
            ask()


def test_a_missing_run_is_missing_in_what_needs_it_only() -> None:
    found = packages("abc", THREE | {"bc": float("nan")})
    assert synergy(found, ("a", "b")) == [1.0]
    assert np.isnan(synergy(found, ("b", "c"))).all()
    assert np.isnan(shapley_share(found, "a")).all()


def test_rows_that_are_no_design_are_refused() -> None:
    design = all_packages(["a", "b"])
    for rows in (design[:3], [*design[:3], design[0]], [*design, design[0]]):
        with pytest.raises(ContractError, match="are not all of 2"):
            packages_from(rows, np.zeros((len(rows), 1)))
