"""Patterns of the county without policy."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sim.assumptions import Assumptions, assume
from sim.county import load_county
from sim.patterns.declared import (
    SEEDS,
    SETTLED,
    Finding,
    last_year,
    pattern,
    scenario_with,
    took_part,
    within,
    years_on,
)
from sim.population import build_world
from sim.simulation import act, settle, step
from sim.state import World
from sim.tables import county_series
from sim.vocabulary import DELIBERATION, ELECTION, OLD_TOWN, RESETTLEMENT


@pattern(
    "SF01", "Government work dominates committee time", "seed; S1, S2, S9, S10",
    "admin share of hours in 0.68-0.82", "used to set parameters",
)  # fmt: skip
def _admin_dominates() -> Finding:
    return within(last_year("admin_share"), 0.68, 0.82, "{:.2f} of hours")


@pattern(
    "SF02", "Much upward, little downward", "seed; S10",
    "residents' backlog more than twice the government's", "held out",
)  # fmt: skip
def _upward_first() -> Finding:
    ratio = last_year("backlog_down") / last_year("backlog_up")
    return Finding(f"{ratio:.1f} times, in months of work", ratio > 2.0)


@pattern(
    "SF03", "Overload burns staff out and drives them away", "S13, S14, S15",
    "burnout 0.35-0.50; exit 8-25 % a year, rising with overload", "used to set parameters",
)  # fmt: skip
def _overload_burns() -> Finding:
    def turnover(hours: float, seed: int) -> tuple[float, float]:
        heavy = settle(scenario_with(), seed, assume({"workload.fixed_hours": hours}))
        series = county_series(act(heavy, scenario_with()))
        return float(series["overload"].mean()), float(series["staff_turnover"].mean())

    light = np.mean([turnover(180.0, seed) for seed in SEEDS], axis=0)
    heavy = np.mean([turnover(250.0, seed) for seed in SEEDS], axis=0)
    burnout, exits = last_year("burnout"), last_year("staff_turnover")
    shown = 0.35 <= burnout <= 0.5 and 0.08 <= exits <= 0.25 and heavy[1] > light[1]
    return Finding(
        f"burnout {burnout:.2f}; exit {exits:.1%}, from {light[1]:.1%} at rho {light[0]:.2f} "
        f"to {heavy[1]:.1%} at rho {heavy[0]:.2f}",
        bool(shown),
    )


@pattern(
    "SF04", "New communities of former villagers belong and take part less", "seed; S41, S42",
    "both gaps below -0.1 SD; belonging's narrower after intact transplant", "held out",
)  # fmt: skip
def _resettled_lag() -> Finding:
    belonging, participation, intact = [], [], []
    for seed in SEEDS:
        world = years_on(seed)
        belonging.append(_gap(world, world.residents.belonging))
        participation.append(_gap(world, took_part(world)))
        moved_whole = _transplanted(seed)
        intact.append(_gap(moved_whole, moved_whole.residents.belonging))
    b, p, whole = (float(np.mean(values)) for values in (belonging, participation, intact))
    return Finding(
        f"belonging {b:+.2f} SD ({whole:+.2f} when transplanted whole), participation {p:+.2f} SD",
        b < -0.1 and p < -0.1 and whole > b,
    )


def _gap(world: World, values: np.ndarray) -> float:
    """Resettlement less established communities, in standard deviations."""
    kind = world.communities.kind[world.residents.community]
    gap = values[kind == RESETTLEMENT].mean() - values[kind == OLD_TOWN].mean()
    return float(gap / values.std())


def _transplanted(seed: int) -> World:
    """The county had every village been moved whole."""
    county = load_county("illustrative")
    whole = replace(county, transplant=np.where(county.kind == RESETTLEMENT, 1.0, 0.0))
    world = build_world(whole, 5040, Assumptions(), seed)
    for _ in range(SETTLED + 48):
        step(world)
    return world


@pattern(
    "SF06", "Voting rises with age", "S49", "rank correlation over ten-year bands above 0.9",
    "used to set parameters",
)  # fmt: skip
def _voting_by_age() -> Finding:
    shares = np.zeros(6)
    for seed in SEEDS:
        world = years_on(seed, 59)
        residents = world.residents
        voted = residents.last_act[:, ELECTION] >= world.month - 24
        band = np.minimum((residents.age - 18.0) // 10.0, 5).astype(int)
        able = residents.hukou
        shares += [voted[able & (band == b)].mean() / len(SEEDS) for b in range(6)]
    ranks = np.argsort(np.argsort(shares))
    correlation = float(np.corrcoef(ranks, np.arange(6))[0, 1])
    listed = ", ".join(f"{share:.0%}" for share in shares)
    return Finding(f"{listed} from 18-27 to 68+; rank correlation {correlation:.2f}",
                   correlation > 0.9)  # fmt: skip


@pattern(
    "SF07", "A minority of activists does most", "S59, S61",
    "Gini of effort above 0.6; the top tenth does at least half", "held out",
)  # fmt: skip
def _few_do_most() -> Finding:
    tops = []
    for seed in SEEDS:
        effort = np.sort(years_on(seed).residents.effort)[::-1]
        tops.append(effort[: len(effort) // 10].sum() / effort.sum())
    gini, top = last_year("effort_gini"), float(np.mean(tops))
    return Finding(f"Gini {gini:.2f}; top tenth {top:.0%}", gini > 0.6 and top >= 0.5)


@pattern(
    "SF08", "Committee and mobilized supply most of what meets needs", "seed",
    "one-man-show index above one half (0.8 was proposed)", "held out",
)  # fmt: skip
def _one_man_show() -> Finding:
    index = last_year("one_man_show")
    proposed = "reached" if index >= 0.8 else "not reached"
    return Finding(f"{index:.2f}; the proposed 0.8 is {proposed}", index > 0.5)


@pattern(
    "SF09", "Shallow ways of taking part are commoner than deep ones", "S52, S58, S62",
    "recreation > volunteering > deliberation in a year; voting > deliberation",
    "used to set parameters",
)  # fmt: skip
def _shallow_before_deep() -> Finding:
    play, help_, meet = (last_year(key) for key in ("recreation", "volunteering", "deliberation"))
    vote = last_year("election_turnout")
    return Finding(
        f"recreation {play:.0%}, volunteering {help_:.0%}, deliberation {meet:.1%}; "
        f"voting {vote:.0%} an election, above recreation against the proposed order",
        play > help_ > meet and vote > meet,
    )


@pattern(
    "SF10", "Most residents have little contact with the committee", "S48",
    "60-80 % do not know the director; some know few neighbours", "used to set parameters",
)  # fmt: skip
def _little_contact() -> Finding:
    strangers = 1.0 - last_year("knows_director")
    few = float(np.mean([(years_on(s).residents.known_neighbours < 0.3).mean() for s in SEEDS]))
    return Finding(
        f"{strangers:.0%} do not; {few:.0%} know fewer than three in ten neighbours",
        0.6 <= strangers <= 0.8 and few > 0.02,
    )


@pattern(
    "SF11", "Belonging and participation go together, moderately", "S108, S109, S50",
    "correlation over residents 0.20-0.45", "held out",
)  # fmt: skip
def _moderate_correlation() -> Finding:
    values = []
    for seed in SEEDS:
        world = years_on(seed)
        values.append(np.corrcoef(world.residents.belonging, took_part(world))[0, 1])
    return within(float(np.mean(values)), 0.20, 0.45, "r = {:.2f}")


@pattern(
    "SF12", "The community's trust predicts institutional participation as well as belonging",
    "S50", "over the full range, larger slope of deliberation on trust than on belonging",
    "used to set parameters",
)  # fmt: skip
def _trust_predicts() -> Finding:
    slopes = np.linalg.lstsq(*_institutional(), rcond=None)[0]
    trust, belonging = float(slopes[0]), float(slopes[1])
    return Finding(
        f"{trust:+.2f} for trust, {belonging:+.2f} for belonging (share who deliberate)",
        trust >= belonging > 0.0,
    )


def _institutional() -> tuple[np.ndarray, np.ndarray]:
    """Predictors of having deliberated in two years, and whether one has, over all seeds."""
    rows, acted = [], []
    for seed in SEEDS:
        world = years_on(seed, 59)
        residents, communities = world.residents, world.communities
        kind = communities.kind[residents.community]
        working = (residents.age >= 25.0) & (residents.age < 60.0)
        predictors = [
            communities.trust[residents.community],
            residents.belonging,
            residents.age,
            residents.outside_ties,
            residents.civic_skill,
            residents.efficacy,
            working,
        ]
        predictors += [kind == which for which in range(4)]
        rows.append(np.column_stack(predictors).astype(float))
        acted.append(residents.last_act[:, DELIBERATION] >= world.month - 24)
    return np.vstack(rows), np.concatenate(acted).astype(float)
