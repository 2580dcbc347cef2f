"""What the policies of a package add alone, together, and fairly shared.

All combinations of k policies (or half of them) are run with the same seeds. Every answer is
computed within each seed, ``[replication]``, so that its interval is one of paired runs. Where
a run is missing its output is nan, and so is every answer that needs it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from sim.errors import ContractError
from sim.statistics.samples import Column

Policies = tuple[str, ...]
"""Some of the policies, in the order of all; a package by what is in it."""

_ROUNDING = 1e-12


@dataclass(frozen=True, slots=True)
class Packages:
    """The outputs ``[replication]`` of each package: all 2^k of ``policies``, or half of them."""

    policies: Policies
    outputs: Mapping[Policies, Column]

    @property
    def whole(self) -> bool:
        """Whether all combinations were run."""
        return len(self.outputs) == 2 ** len(self.policies)

    def subsets(self, at_least: int = 0) -> Iterator[Policies]:
        """Combinations of at least so many policies, small ones first."""
        for count in range(at_least, len(self.policies) + 1):
            yield from combinations(self.policies, count)


def packages_from(design: Sequence[Mapping[str, float]], outputs: Column) -> Packages:
    """Name each row of ``outputs [package, replication]`` by the policies that are in it.

    ``design`` is of `sim.sampling.all_packages` or `half_of_packages`, in any order.

    Raises
    ------
    ContractError
        The rows are neither, or one stands there twice.
    """
    policies = tuple(design[0]) if len(design) else ()
    named = {
        tuple(policy for policy in policies if package[policy]): row
        for package, row in zip(design, outputs, strict=True)
    }
    found = Packages(policies, named)
    if len(named) != len(design) or not (found.whole or _is_half(found)):
        raise ContractError(f"{len(design)} packages are not all of {len(policies)} policies")
    return found


def _is_half(packages: Packages) -> bool:
    parities = {len(package) % 2 for package in packages.outputs}
    count = len(packages.policies)
    return count >= 4 and len(packages.outputs) == 2 ** (count - 1) and len(parities) == 1


# -- one policy after another ----------------------------------------------------------------


def added_first(packages: Packages, policy: str) -> Column:
    """What a policy adds to nothing."""
    return _added(packages, policy, ())


def added_last(packages: Packages, policy: str) -> Column:
    """What a policy adds to all the others."""
    return _added(packages, policy, _without(packages.policies, policy))


def total_effect(packages: Packages) -> Column:
    """What the package of all policies adds to nothing."""
    _check_whole(packages)
    return packages.outputs[packages.policies] - packages.outputs[()]


def shapley_share(packages: Packages, policy: str) -> Column:
    """What a policy adds on average over all orders in which the policies could come.

    Σ |S|!(k − |S| − 1)!/k! · (v(S with it) − v(S)) over packages S without it. The shares of all
    policies sum to the `total_effect`, and policies that do the same have the same share.

    References: Shapley (1953), A value for n-person games, doi:10.1515/9781400881970-018.
    """
    count = len(packages.policies)
    share = 0.0 * total_effect(packages)
    for others in packages.subsets():
        if policy not in others:
            orders = math.factorial(len(others)) * math.factorial(count - len(others) - 1)
            share = share + orders / math.factorial(count) * _added(packages, policy, others)
    return share


def _added(packages: Packages, policy: str, others: Policies) -> Column:
    _check_whole(packages)
    together = tuple(each for each in packages.policies if each in others or each == policy)
    return packages.outputs[together] - packages.outputs[others]


# -- together --------------------------------------------------------------------------------


def synergy(packages: Packages, together: Policies) -> Column:
    """What ``together`` do beyond what they do alone and in smaller groups, the others absent.

    Of two, the effect of A + B less that of A less that of B; of more,
    Σ (−1)^(|S| − |T|) v(T) over all T within S (Harsanyi's dividend). The synergies within a
    package, with what each policy does alone, sum to its effect.
    """
    _check_whole(packages)
    found = 0.0 * packages.outputs[()]
    for count in range(len(together) + 1):
        sign = (-1.0) ** (len(together) - count)
        for part in combinations(together, count):
            found = found + sign * packages.outputs[part]
    return _cleared(found, packages)


def averaged_synergy(packages: Packages, together: Policies) -> Column:
    """`synergy` averaged over all ways the other policies may be set; of one, its main effect.

    The contrast Σ Π(±1) v · 2^|S| / packages. In half of the packages it is that of
    ``together`` mixed up with that of their `alias`.
    """
    found = 0.0 * next(iter(packages.outputs.values()))
    for package in packages.subsets():
        if package in packages.outputs:
            absent = sum(policy not in package for policy in together)
            found = found + (-1.0) ** absent * packages.outputs[package]
    return _cleared(found * (2.0 ** len(together) / len(packages.outputs)), packages)


def alias(packages: Packages, together: Policies) -> Policies:
    """Whose averaged synergy cannot be told from that of ``together``: none where all were run."""
    if packages.whole:
        return ()
    return tuple(policy for policy in packages.policies if policy not in together)


def _cleared(found: Column, packages: Packages) -> Column:
    """Zero where only rounding is left, so that what adds up is seen to add up exactly."""
    scale = np.fmax.reduce([np.abs(output) for output in packages.outputs.values()])
    return np.where(np.abs(found) <= _ROUNDING * scale, 0.0, found)


def _without(policies: Policies, policy: str) -> Policies:
    return tuple(each for each in policies if each != policy)


def _check_whole(packages: Packages) -> None:
    if not packages.whole:
        raise ContractError("half of the packages do not hold every combination")
