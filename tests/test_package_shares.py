"""Tables of shares and interactions of policies, from tidy runs and points."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from sim.analysis.packages import interactions, main_effects, shares
from sim.errors import ContractError
from sim.sampling import all_packages, half_of_packages

LUCK = [0.0, 3.0, -1.0, 2.0, 5.0, 4.0]


def tables(
    policies: str, model: Callable[..., float], design=all_packages, noise: float = 0.0
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Runs of six replications, whose luck moves all packages alike, and points."""
    packages = design(list(policies))
    names = ["+".join(p for p in package if package[p]) or "none" for package in packages]
    points = pd.DataFrame(packages)
    points.insert(0, "against", [None if name == "none" else "none" for name in names])
    points.insert(0, "scenario", names)
    random = np.random.default_rng(2)
    rows = [
        (name, replication, 1, model(**package) + luck + noise * random.normal())
        for name, package in zip(names, packages, strict=True)
        for replication, luck in enumerate(LUCK)
    ]
    return pd.DataFrame(rows, columns=["scenario", "replication", "month", "y"]), points


def together(a: int, b: int) -> float:
    return 2.0 * a + 3.0 * b + 3.0 * a * b


def said(table: pd.DataFrame, policies: str = "a + b") -> str:
    return table.set_index("policies").loc[policies, "verdict"]


def test_shares_by_hand() -> None:
    table = shares(*tables("ab", together), ["y"]).set_index("policy")
    assert table.loc["a", ["alone", "last", "shapley"]].tolist() == pytest.approx([2.0, 5.0, 3.5])
    assert table.loc["b", ["alone", "last", "shapley"]].tolist() == pytest.approx([3.0, 6.0, 4.5])
    assert table["share_of_total"].tolist() == pytest.approx([3.5 / 8, 4.5 / 8])
    assert (table["n"] == 6).all()


def test_no_share_of_a_total_that_may_be_nothing() -> None:
    table = shares(*tables("ab", lambda a, b: 0.01 * a, noise=1.0), ["y"])
    assert table["share_of_total"].isna().all()
    assert (table["low"] < table["shapley"]).all()


def test_what_two_policies_do_together() -> None:
    runs, points = tables("ab", together)
    found = interactions(runs, points, ["y"], directions={"y": 1}, smallest_effect={"y": 0.5})
    assert found.loc[0, ["synergy", "order", "n"]].tolist() == pytest.approx([3.0, 2, 6])
    assert said(found) == "more than the sum"
    # where less is good, a rise beyond the sum is less of a gain
    found = interactions(runs, points, ["y"], directions={"y": -1}, smallest_effect={"y": 0.5})
    assert said(found) == "less than the sum"


@pytest.mark.parametrize(
    ("beyond", "noise", "smallest", "verdict"),
    [
        (-3.0, 0.1, 0.5, "less than the sum"),
        (0.1, 0.01, 0.5, "about the sum"),
        (0.0, 0.0, float("nan"), "about the sum"),
        (0.1, 1.0, 0.05, "undecided"),
    ],
)
def test_verdicts(beyond: float, noise: float, smallest: float, verdict: str) -> None:
    runs, points = tables("ab", lambda a, b: 0.7 * a + 0.3 * b + beyond * a * b, noise=noise)
    found = interactions(runs, points, ["y"], directions={}, smallest_effect={"y": smallest})
    assert said(found) == verdict


def test_three_policies_have_four_interactions() -> None:
    runs, points = tables("abc", lambda a, b, c: 5.0 * a * b * c)
    found = interactions(runs, points, ["y"], directions={}, smallest_effect={"y": 0.1})
    assert found["policies"].tolist() == ["a + b", "a + c", "b + c", "a + b + c"]
    assert found["synergy"].tolist() == [0.0, 0.0, 0.0, 5.0]
    assert (found["mixed_with"] == "").all()


def test_half_of_the_packages_says_what_is_mixed_up() -> None:
    runs, points = tables("abcd", lambda a, b, c, d: a + 4.0 * c * d, half_of_packages)
    found = interactions(runs, points, ["y"], directions={}, smallest_effect={"y": 0.1})
    table = found.set_index("policies")
    assert table.loc["a + b", "mixed_with"] == "c + d"
    assert table.loc[["a + b", "c + d"], "synergy"].tolist() == [4.0, 4.0]
    assert "a + b + c + d" not in table.index
    effects = main_effects(runs, points, ["y"]).set_index("policy")
    assert effects["effect"].tolist() == pytest.approx([1.0, 0.0, 2.0, 2.0])
    assert effects.loc["a", "mixed_with"] == "b + c + d"
    with pytest.raises(ContractError, match="half of the packages"):
        shares(runs, points, ["y"])


def test_a_missing_run_takes_its_replication_out() -> None:
    runs, points = tables("ab", together)
    lost = runs[~((runs["scenario"] == "a") & (runs["replication"] == 2))]
    assert (shares(lost, points, ["y"])["n"] == 5).all()
