"""Tables of sweeps, sensitivity analyses, packages, pilots, maps and networks, made up."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd

POLICIES = ("task_offloading", "organization_cultivation", "staff_training", "facilities")


def sweep(across: int = 3, up: int = 3, sure: bool = True, n: int = 6) -> pd.DataFrame:
    """Effects 0.01 times column less 0.02 times row of a sweep over hours and share."""
    rows = []
    for column in range(across):
        for line in range(up):
            effect = 0.01 * column - 0.02 * line
            half = 0.004 if sure else 0.1
            rows.append({
                "scenario": f"hours={column}, share={line}", "outcome": "belonging", "month": 24,
                "n": n, "difference": effect, "low": effect - half, "high": effect + half,
                "policies.staff_training.hours": 20.0 * column,
                "policies.task_offloading.share": 0.25 * line,
            })  # fmt: skip
    return pd.DataFrame(rows)


def curves(factors: int = 4, n: int = 6) -> pd.DataFrame:
    """Factor k moves the outcome from -0.01 k at its low value to +0.02 k at its high one."""
    rows = []
    for number in range(1, factors + 1):
        for value, share in ((0.1, -0.01), (0.2, 0.0), (0.3, 0.02)):
            change = share * number
            half = np.nan if n < 5 else 0.005 if share else 0.0
            rows.append((
                "belonging", f"assumptions.made_up.factor_{number}", value, share == 0.0, n, 0.4,
                np.nan, np.nan, n, change, change - half, change + half,
            ))  # fmt: skip
    return pd.DataFrame(rows, columns=[
        "outcome", "factor", "value", "is_default", "n", "mean", "low", "high", "n_pairs",
        "difference", "difference_low", "difference_high",
    ])  # fmt: skip


def sobol(factors: int = 4) -> pd.DataFrame:
    """Total indices 0.1, 0.2 …, first ones half of that; only those above 0.1 are influential."""
    rows = [
        ("belonging", f"assumptions.made_up.factor_{number}", 0.05 * number, 0.05 * number - 0.02,
         0.05 * number + 0.02, 0.1 * number, 0.1 * number - 0.03, 0.1 * number + 0.03, number > 1)
        for number in range(1, factors + 1)
    ]  # fmt: skip
    rows.append(("belonging", "dummy", 0.0, -0.05, 0.05, 0.02, -0.04, 0.08, False))
    names = ["outcome", "factor", "S1", "S1_low", "S1_high", "ST", "ST_low", "ST_high"]
    return pd.DataFrame(rows, columns=[*names, "influential"])


def morris(factors: int = 4) -> pd.DataFrame:
    """The totals of `sobol` as mean elementary effects."""
    table = sobol(factors)
    columns = {"ST": "mu_star", "ST_low": "low", "ST_high": "high"}
    return table.drop(columns=["S1", "S1_low", "S1_high"]).rename(columns=columns)


def priced(count: int = 4, direction: int = 1) -> pd.DataFrame:
    """Scenario k costs 10 k yuan; effects 0.02, 0.01, 0.05, 0.04, … so that the second and the
    fourth are dominated."""
    effects = [0.02, 0.01, 0.05, 0.04, *(0.001 * k for k in range(count))][:count]
    return pd.DataFrame({
        "scenario": [f"s{place}" for place in range(count)], "outcome": "belonging", "month": 24,
        "n": 6, "difference": [direction * effect for effect in effects],
        "low": [direction * effect - 0.004 for effect in effects],
        "high": [direction * effect + 0.004 for effect in effects],
        "yuan_per_resident_year": [10.0 * (place + 1) for place in range(count)],
    })  # fmt: skip


def packages(count: int = 3, half: float = 0.01) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Main effects 0.02, 0.04 …, synergies −0.03 of each pair and +0.01 of all together."""
    policies = POLICIES[:count]
    alone = pd.DataFrame({
        "outcome": "belonging", "policy": policies, "n": 6,
        "effect": [0.02 * (place + 1) for place in range(count)],
    })  # fmt: skip
    alone["low"], alone["high"] = alone["effect"] - half, alone["effect"] + half
    sets = [*combinations(policies, 2), policies] if count > 2 else [policies]
    together = pd.DataFrame({
        "outcome": "belonging", "policies": [" + ".join(each) for each in sets],
        "order": [len(each) for each in sets], "n": 6,
        "synergy": [-0.03 if len(each) == 2 else 0.01 for each in sets],
    })  # fmt: skip
    together["low"], together["high"] = together["synergy"] - half, together["synergy"] + half
    return alone, together


def evaluations(scenarios: int = 3) -> pd.DataFrame:
    """Two readings: estimates 0.1 too low and 0.05 too high of the truth 0.2."""
    rows = [
        (f"s{place}", reading, 12, 0.2 + bias, 0.2, 0.3 + 0.1 * place, bias, bias - 0.02,
         bias + 0.03, covered)
        for place in range(scenarios)
        for reading, bias, covered in (
            ("before_after", -0.1, 0.25), ("difference_in_differences", 0.05, 0.75))
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=[
        "scenario", "reading", "n", "estimate", "truth", "rolled_out", "bias", "bias_low",
        "bias_high", "covered",
    ])  # fmt: skip


def institutions(scenarios: list[str], months: int = 24, replications: int = 2) -> pd.DataFrame:
    """Government work takes 0.7 of the hours, 0.1 less in each next scenario; two organizations
    are founded and one closes in every month, in the second replication one more of both."""
    rows = []
    for place, scenario in enumerate(scenarios):
        for replication in range(replications):
            for month in range(1, months + 1):
                share = 0.7 - 0.1 * (place % 6) + 0.02 * replication
                rows.append((scenario, replication, month, share, 10.0 + month, 1.0 + replication))
    return pd.DataFrame(rows, columns=[
        "scenario", "replication", "month", "admin_share", "organizations_registered",
        "organizations_closed",
    ])  # fmt: skip


def ledger(months: int = 24) -> pd.DataFrame:
    """Every month the budget gives 100, of which 60 is pay, 20 goes to organizations (which pay
    15 of it) and 10 to the fund (which spends 8); assets earn 12 and pay 12 out."""
    monthly = (
        ("county_budget", "treasury", 100.0), ("treasury", "staff", 60.0),
        ("treasury", "organizations", 20.0), ("organizations", "staff", 15.0),
        ("treasury", "fund", 10.0), ("fund", "suppliers", 8.0),
        ("market", "assets", 12.0), ("assets", "members", 12.0),
    )  # fmt: skip
    rows = [(month, *line) for month in range(1, months + 1) for line in monthly]
    return pd.DataFrame(rows, columns=["month", "payer", "payee", "yuan"])


def places(scenarios: list[str], count: int = 24, months: int = 2) -> pd.DataFrame:
    """Communities along a spiral, in four towns and of four kinds, belonging a little more each."""
    kinds = ("established", "resettlement", "mixed_new", "village")
    turn = np.linspace(0, 4 * np.pi, count)
    rows = [
        (scenario, month, f"unit {place + 1:03d}", 300 * turn[place] * np.cos(turn[place]),
         300 * turn[place] * np.sin(turn[place]), place * 4 // count, kinds[place % 4],
         1000.0 + 100 * place, 0.3 + 0.01 * place + 0.1 * number)
        for number, scenario in enumerate(scenarios)
        for month in range(1, months + 1)
        for place in range(count)
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=[
        "scenario", "month", "community", "x", "y", "town", "kind", "residents", "belonging",
    ])  # fmt: skip


def circle(count: int = 12) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Residents who know the next one; the first also knows two people elsewhere."""
    residents = pd.DataFrame({
        "resident": range(count), "belonging": np.linspace(0.2, 0.8, count),
        "took_part": [place % 3 == 0 for place in range(count)],
    })  # fmt: skip
    ties = [(place, place + 1) for place in range(count - 1)] + [(0, 900), (0, 901)]
    return residents, pd.DataFrame(ties, columns=["resident", "other"])


def along(scenario: str = "package") -> pd.DataFrame:
    """Effects on everything that the pathway shows: served needs rise, admin share is unclear,
    burnout is missing."""
    values = {
        "organizations_active": 12.0, "skill": 0.1, "overload": -0.2, "relieved_hours": 4321.5,
        "admin_share": 0.01, "service_quality": 0.1, "served_share": 0.2, "satisfaction": 0.05,
        "trust": 0.02, "efficacy": -0.03, "known_neighbors": 0.01, "participation": 0.03,
        "belonging": 0.02,
    }  # fmt: skip
    rows = [
        (scenario, key, 24, 6, value, value - (0.05 if key == "admin_share" else 0.1 * abs(value)),
         value + (0.05 if key == "admin_share" else 0.1 * abs(value)))
        for key, value in values.items()
    ]  # fmt: skip
    columns = ["scenario", "outcome", "month", "n", "difference", "low", "high"]
    return pd.DataFrame(rows, columns=columns)
