"""Which points of a space of factors are tried: grids, spread samples, sensitivity designs.

A design is a list of points, a point a number for every factor by its dotted name. Ranges are
``{factor: (low, high)}``. Equal arguments give equal points on every platform: numbers are
rounded to 12 significant digits, so that the last bit of a library cannot change what a run is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING, Any

from sim.errors import ContractError, SimError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DUMMY = "dummy"
"""A factor that does nothing: what an index says of it is the noise of all indices."""

Ranges = Mapping[str, tuple[float, float]]
Point = dict[str, float]

_WITHOUT_SALIB = (
    "Morris and Sobol' designs need the library SALib, which is not installed: "
    'pip install "community-governance-sim[sensitivity]"'
)


# -- grids -----------------------------------------------------------------------------------


def grid(factors: Mapping[str, Sequence[Any]]) -> list[dict[str, Any]]:
    """Cross all values of all factors; the first factor changes slowest."""
    return [dict(zip(factors, values, strict=True)) for values in product(*factors.values())]


def steps(start: float, stop: float, step: float) -> list[float]:
    """List the values from ``start`` to ``stop``, both inclusive, in exact decimal arithmetic.

    0 to 1 by 0.1 are eleven values, the last one 1. A ``stop`` that no whole number of steps
    reaches is left out. Whole numbers stay whole.
    """
    first, by = _decimal(start), _decimal(step)
    kind = int if all(isinstance(number, int) for number in (start, stop, step)) else float
    return [kind(first + i * by) for i in range(count_steps(start, stop, step))]


def count_steps(start: float, stop: float, step: float) -> int:
    """How many values `steps` lists, without listing them.

    Raises
    ------
    ContractError
        ``step`` is 0 or leads away from ``stop``.
    """
    way, by = _decimal(stop) - _decimal(start), _decimal(step)
    if by == 0:
        raise ContractError("a step of 0 goes nowhere")
    if way / by < 0:
        raise ContractError(f"a step of {step} never reaches {stop} from {start}")
    return 1 + int(way // by)


def _decimal(number: float) -> Decimal:
    return Decimal(str(number))


def one_at_a_time(ranges: Ranges, defaults: Mapping[str, float], points: int = 5) -> list[Point]:
    """Move one factor at a time over its range while the others keep their defaults.

    The first point is the defaults; each factor then takes ``points`` evenly spaced values
    from low to high, of which one that equals the default is not listed again.

    References: ten Broeke, van Voorn & Ligtenberg (2016), Which sensitivity analysis method
    should I use for my agent-based model?, doi:10.18564/jasss.2857.
    """
    _check(ranges, points, at_least=2)
    usual = {factor: defaults[factor] for factor in ranges}
    design = [usual]
    for factor, (low, high) in ranges.items():
        values = (low + (high - low) * i / (points - 1) for i in range(points))
        moved = (_within(value, low, high) for value in values)
        design += [{**usual, factor: value} for value in moved if value != usual[factor]]
    return design


# -- spread samples --------------------------------------------------------------------------


def latin_hypercube(ranges: Ranges, count: int, seed: int) -> list[Point]:
    """Draw ``count`` points that meet each of ``count`` equal slices of every range once.

    The order within each factor is chosen so that the points are spread evenly (random
    exchanges that lower the centered discrepancy).

    References: McKay, Beckman & Conover (1979), doi:10.1080/00401706.1979.10489755.
    """
    from scipy.stats import qmc

    _check(ranges, count)
    cube = qmc.LatinHypercube(len(ranges), seed=_seed(seed), optimization="random-cd")
    return _points(ranges, cube.random(count))


def sobol(ranges: Ranges, count: int, seed: int) -> list[Point]:
    """Draw ``count`` points, a power of two, of a scrambled Sobol' sequence.

    References: Owen (1998), Scrambling Sobol' and Niederreiter–Xing points,
    doi:10.1006/jcom.1998.0487.
    """
    from scipy.stats import qmc

    _check(ranges, count)
    _check_power(count)
    sequence = qmc.Sobol(len(ranges), scramble=True, seed=_seed(seed))
    return _points(ranges, sequence.random(count))


# -- designs of sensitivity analyses ---------------------------------------------------------


def morris(
    ranges: Ranges, trajectories: int = 50, levels: int = 4, *, seed: int = 1
) -> list[Point]:
    """Walk through the space from random starts, each factor and `DUMMY` moved once a walk.

    ``trajectories`` × (factors + 2) points, walk after walk. A move is levels/(2(levels − 1))
    of the range, on a grid of ``levels`` (even) values.

    References: Morris (1991), doi:10.1080/00401706.1991.10484804.
    """
    try:
        from SALib.sample.morris import sample
    except ImportError as missing:
        raise SimError(_WITHOUT_SALIB) from missing

    _check(ranges, trajectories)
    if levels < 2 or levels % 2:
        raise ContractError(f"levels are an even number, not {levels}")
    whole = _with_dummy(ranges)
    shares = sample(_unit_problem(whole), trajectories, num_levels=levels, seed=_seed(seed))
    return _points(whole, shares)


def saltelli(
    ranges: Ranges, base: int = 1024, *, seed: int = 1, second_order: bool = False
) -> list[Point]:
    """Combine two Sobol' samples A and B, as the indices of Sobol' want them, with `DUMMY`.

    For each of ``base`` (a power of two) rows: A, A with one factor of B for each factor, with
    ``second_order`` also B with one factor of A, and B. That is base × (D + 2) points, or
    base × (2D + 2), where D counts the dummy too.

    References: Saltelli et al. (2010), doi:10.1016/j.cpc.2009.09.018.
    """
    try:
        from SALib.sample.sobol import sample
    except ImportError as missing:
        raise SimError(_WITHOUT_SALIB) from missing

    _check(ranges, base)
    _check_power(base)
    whole = _with_dummy(ranges)
    problem = _unit_problem(whole)
    shares = sample(problem, base, calc_second_order=second_order, seed=_seed(seed))
    return _points(whole, shares)


def _unit_problem(ranges: Ranges) -> dict[str, Any]:
    return {"num_vars": len(ranges), "names": list(ranges), "bounds": [[0.0, 1.0]] * len(ranges)}


def _with_dummy(ranges: Ranges) -> dict[str, tuple[float, float]]:
    if DUMMY in ranges:
        raise ContractError(f"no factor may be called {DUMMY}: the design adds one")
    return {**ranges, DUMMY: (0.0, 1.0)}


# -- packages of policies --------------------------------------------------------------------


def all_packages(policies: Sequence[str]) -> list[dict[str, int]]:
    """Every combination of ``policies``, 1 where one is in it; the first is none of them."""
    return grid(dict.fromkeys(policies, (0, 1)))


def half_of_packages(policies: Sequence[str]) -> list[dict[str, int]]:
    """The combinations of an even number of at least four ``policies``, none among them.

    The half fraction I = ±ABC… of resolution k: no main effect is mixed up with another or
    with an interaction of two. `sim.statistics.factorial.aliases` says what is.

    References: Box & Hunter (1961), The 2^(k−p) fractional factorial designs,
    doi:10.1080/00401706.1961.10489951.
    """
    if len(policies) < 4:
        raise ContractError("half of the packages say too little of fewer than four policies")
    return [package for package in all_packages(policies) if sum(package.values()) % 2 == 0]


# -- common to all ---------------------------------------------------------------------------


def _points(ranges: Ranges, shares: NDArray[np.float64]) -> list[Point]:
    """From shares of the ranges, one row per point, to numbers."""
    return [
        {
            factor: _within(low + (high - low) * share, low, high)
            for (factor, (low, high)), share in zip(ranges.items(), row, strict=True)
        }
        for row in shares.tolist()
    ]


def _within(value: float, low: float, high: float) -> float:
    return min(max(float(f"{value:.12g}"), float(low)), float(high))


def _seed(seed: int) -> int:
    """A seed for the samplers, some of which take a seed of 0 for none."""
    if seed < 0:
        raise ContractError(f"a seed is not negative, as {seed} is")
    return seed + 1


def _check(ranges: Ranges, count: int, at_least: int = 1) -> None:
    if not ranges:
        raise ContractError("a design needs a factor")
    if count < at_least:
        raise ContractError(f"a design of {count} points is not possible")
    for factor, (low, high) in ranges.items():
        if not low < high:
            raise ContractError(f"{factor}: the lower bound {low} is not below {high}")


def _check_power(count: int) -> None:
    if count & (count - 1):
        raise ContractError(f"Sobol' points come in powers of two, not {count}")
