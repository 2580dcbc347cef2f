"""Patterns the model must show, checked over seeds: ``python -m sim.patterns > docs/patterns.md``.

Each pattern says where it comes from, what would count as showing it, and whether it was used
to set parameters (then it is no evidence for the model) or held out.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np

from sim.assumptions import Assumptions, assume, namespace
from sim.county import load_county
from sim.package import Package
from sim.population import build_world
from sim.rules.staffing import next_professional
from sim.scenario import Scenario, load_scenario, with_settings
from sim.simulation import act, settle, step
from sim.state import (
    ACTIVE,
    CLOSED,
    DELIBERATION,
    ELECTION,
    GRADUATE,
    OLD_TOWN,
    RESETTLEMENT,
    VOLUNTEERING,
    World,
)
from sim.tables import county_series

SEEDS = (11, 12, 13, 14, 15)
SETTLED = 24
Series = dict[str, np.ndarray]


@dataclass(frozen=True)
class Finding:
    """What was seen, in words, and whether the pattern shows."""

    value: str
    shown: bool


@dataclass(frozen=True)
class Pattern:
    """One stylized fact and its check."""

    key: str
    statement: str
    source: str
    criterion: str
    use: str
    check: Callable[[], Finding]
    fails_because: str = ""


PATTERNS: dict[str, Pattern] = {}


def pattern(
    key: str, statement: str, source: str, criterion: str, use: str, fails_because: str = ""
) -> Callable[[Callable[[], Finding]], Callable[[], Finding]]:
    """Declare the decorated check as a pattern."""

    def declare(check: Callable[[], Finding]) -> Callable[[], Finding]:
        PATTERNS[key] = Pattern(key, statement, source, criterion, use, check, fails_because)
        return check

    return declare


# -- runs that several patterns share ------------------------------------------------------------


def _scenario(**policies: Any) -> Scenario:
    return load_scenario({"policies": policies})


@cache
def _settled(seed: int) -> World:
    return settle(_scenario(), seed, Assumptions())


def _series(scenario: Scenario, seed: int) -> Series:
    return county_series(act(_settled(seed).copy(), scenario))


@cache
def _baseline(seed: int) -> Series:
    return _series(_scenario(), seed)


def _after(seed: int, months: int = 48) -> World:
    """The county some years on, without policy."""
    return _walked(seed, months)


@cache
def _walked(seed: int, months: int) -> World:
    world = _settled(seed).copy()
    for _ in range(months):
        step(world)
    return world


def _mean(key: str) -> float:
    """An outcome of the baseline over the last year, averaged over seeds."""
    return float(np.mean([_baseline(seed)[key][-12:].mean() for seed in SEEDS]))


def _within(value: float, low: float, high: float, text: str) -> Finding:
    return Finding(text.format(value), low <= value <= high)


def _took_part(world: World) -> np.ndarray:
    """Whether each resident took part together with others in the last 12 months."""
    last = world.residents.last_act[:, [0, 2, VOLUNTEERING]].max(axis=1)
    return np.asarray(last >= world.month - 12, float)


# -- the baseline --------------------------------------------------------------------------------


@pattern(
    "SF01", "Government work dominates committee time", "seed; S1, S2, S9, S10",
    "admin share of hours in 0.68-0.82", "used to set parameters",
)  # fmt: skip
def _admin_dominates() -> Finding:
    return _within(_mean("admin_share"), 0.68, 0.82, "{:.2f} of hours")


@pattern(
    "SF02", "Much upward, little downward", "seed; S10",
    "residents' backlog more than twice the government's", "held out",
)  # fmt: skip
def _upward_first() -> Finding:
    ratio = _mean("backlog_down") / _mean("backlog_up")
    return Finding(f"{ratio:.1f} times, in months of work", ratio > 2.0)


@pattern(
    "SF03", "Overload burns staff out and drives them away", "S13, S14, S15",
    "burnout 0.35-0.50; exit 8-25 % a year, rising with overload", "used to set parameters",
)  # fmt: skip
def _overload_burns() -> Finding:
    def turnover(hours: float, seed: int) -> tuple[float, float]:
        heavy = settle(_scenario(), seed, assume({"workload.fixed_hours": hours}))
        series = county_series(act(heavy, _scenario()))
        return float(series["overload"].mean()), float(series["staff_turnover"].mean())

    light = np.mean([turnover(180.0, seed) for seed in SEEDS], axis=0)
    heavy = np.mean([turnover(250.0, seed) for seed in SEEDS], axis=0)
    burnout, exits = _mean("burnout"), _mean("staff_turnover")
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
        world = _after(seed)
        belonging.append(_gap(world, world.residents.belonging))
        participation.append(_gap(world, _took_part(world)))
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
        world = _after(seed, 59)
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
        effort = np.sort(_after(seed).residents.effort)[::-1]
        tops.append(effort[: len(effort) // 10].sum() / effort.sum())
    gini, top = _mean("effort_gini"), float(np.mean(tops))
    return Finding(f"Gini {gini:.2f}; top tenth {top:.0%}", gini > 0.6 and top >= 0.5)


@pattern(
    "SF08", "Committee and mobilized supply most of what meets needs", "seed",
    "one-man-show index above one half (0.8 was proposed)", "held out",
)  # fmt: skip
def _one_man_show() -> Finding:
    index = _mean("one_man_show")
    proposed = "reached" if index >= 0.8 else "not reached"
    return Finding(f"{index:.2f}; the proposed 0.8 is {proposed}", index > 0.5)


@pattern(
    "SF09", "Shallow ways of taking part are commoner than deep ones", "S52, S58, S62",
    "recreation > volunteering > deliberation in a year; voting > deliberation",
    "used to set parameters",
)  # fmt: skip
def _shallow_before_deep() -> Finding:
    play, help_, meet = (_mean(key) for key in ("recreation", "volunteering", "deliberation"))
    vote = _mean("election_turnout")
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
    strangers = 1.0 - _mean("knows_director")
    few = float(np.mean([(_after(s).residents.known_neighbours < 0.3).mean() for s in SEEDS]))
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
        world = _after(seed)
        values.append(np.corrcoef(world.residents.belonging, _took_part(world))[0, 1])
    return _within(float(np.mean(values)), 0.20, 0.45, "r = {:.2f}")


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
        world = _after(seed, 59)
        residents, communities = world.residents, world.communities
        kind = communities.kind[residents.community]
        working = (residents.age >= 25.0) & (residents.age < 60.0)
        predictors = [communities.trust[residents.community], residents.belonging, residents.age,
                      residents.outside_ties, residents.civic_skill, residents.efficacy, working]
        predictors += [kind == which for which in range(4)]
        rows.append(np.column_stack(predictors).astype(float))
        acted.append(residents.last_act[:, DELIBERATION] >= world.month - 24)
    return np.vstack(rows), np.concatenate(acted).astype(float)


# -- first-order effects of the three policies ---------------------------------------------------


@pattern(
    "SF14", "Organizations live on government money", "S63, S64", "0.85-0.95 of income",
    "used to set parameters",
)  # fmt: skip
def _dependence() -> Finding:
    return _within(_mean("government_dependence"), 0.85, 0.95, "{:.2f} of income")


@pattern(
    "SF15", "The young close sooner", "S82, S84", "hazard before two years above that after",
    "used to set parameters",
)  # fmt: skip
def _young_close() -> Finding:
    events = np.zeros((2, 2))
    for seed in SEEDS:
        for young, closed in _organization_months(seed):
            events[int(young)] += (1.0, closed)
    old, young = (12.0 * events[row, 1] / events[row, 0] for row in (0, 1))
    return Finding(f"{young:.1%} a year when young, {old:.1%} later", bool(young > old))


def _organization_months(seed: int) -> Iterator[tuple[bool, float]]:
    """(young, closed) of every organization in every month, under strong cultivation."""
    scenario = _scenario(
        organization_cultivation={"seed_grants_per_year": 30, "cleanup": 0.0, "quality_gate": 1.0}
    )
    world = _settled(seed).copy()
    package = Package(
        scenario.policies.given(), profile=load_county("illustrative"), burn_in=SETTLED
    )
    package.begin(world)
    table = world.organizations
    for _ in range(scenario.months):
        status, age, identity = table.status.copy(), table.age.copy(), table.identity.copy()
        step(world, package)
        for row in np.flatnonzero(status == ACTIVE):
            gone = table.status[row] == CLOSED or table.identity[row] != identity[row]
            yield bool(age[row] < 24.0), float(gone)


@pattern(
    "SF16", "Relief falls at once and fills up again without entry control", "S4-S7",
    "admin share recovers at least 30 % of its fall in 3 years", "held out",
)  # fmt: skip
def _relief_rebounds() -> Finding:
    open_door = _scenario(task_offloading={"entry_control": 0.0, "scale": 1.5})
    falls, recovered = [], []
    for seed in SEEDS:
        effect = _series(open_door, seed)["admin_share"] - _baseline(seed)["admin_share"]
        fall = effect[:6].min()
        falls.append(fall)
        recovered.append(1.0 - effect[33:39].mean() / fall)
    fall, back = float(np.mean(falls)), float(np.mean(recovered))
    return Finding(f"{fall:+.2f} at once, {back:.0%} of it back after 3 years",
                   fall < 0.0 and back >= 0.3)  # fmt: skip


@pattern(
    "SF18", "Training fades without use", "S89, S90",
    "unused: at most 40 % of the gain left after 18 months; in the county it fades too",
    "used to set parameters",
)  # fmt: skip
def _training_fades() -> Finding:
    p = namespace(Assumptions()).staff
    skill = 0.6
    for _ in range(18):
        skill = next_professional.py_func(skill, 0.3, 0.0, 0.0, 0.0, 0.0, p)
    unused = (skill - 0.3) / 0.3
    once = _scenario(staff_training={"hours": 60, "months": 12, "graduates": 0})
    left = []
    for seed in SEEDS:
        effect = _series(once, seed)["skill"] - _baseline(seed)["skill"]
        left.append(effect[29] / effect[11])
    used = float(np.mean(left))
    return Finding(f"{unused:.0%} left unused, {used:.0%} left in the county",
                   unused <= 0.4 and used < 1.0)  # fmt: skip


@pattern(
    "SF19", "Graduates sent to communities do not stay", "S121",
    "16-44 % still there after three years", "used to set parameters",
)  # fmt: skip
def _graduates_leave() -> Finding:
    scenario = _scenario(staff_training={"graduates": 2})
    stayed = []
    for seed in SEEDS:
        world = _settled(seed).copy()
        package = Package(
            scenario.policies.given(), profile=load_county("illustrative"), burn_in=SETTLED
        )
        package.begin(world)
        first: set[int] = set()
        for month in range(48):
            step(world, package)
            if month == 11:
                first = _graduates(world)
        stayed.append(len(first & _graduates(world)) / len(first))
    return _within(float(np.mean(stayed)), 0.16, 0.44, "{:.0%}")


def _graduates(world: World) -> set[int]:
    staff = world.staff
    return set(staff.identity[staff.active & staff.placed & (staff.kind == GRADUATE)].tolist())


@pattern(
    "SF23", "Late payment breaks organizations, more than in proportion", "S63, S64",
    "insolvencies never fall with the delay, and rise faster beyond two months", "held out",
)  # fmt: skip
def _delay_breaks() -> Finding:
    base = _scenario(organization_cultivation={"seed_grants_per_year": 0, "incubation": 1.0})
    broke = []
    for delay in (0, 1, 2, 3, 4, 6):
        late = with_settings(base, {"policies.organization_cultivation.payment_delay": delay})
        records = [act(_settled(seed).copy(), late) for seed in SEEDS]
        broke.append(float(np.mean([_insolvencies(record) for record in records])))
    rising = all(later >= sooner for sooner, later in zip(broke, broke[1:], strict=False))
    bent = broke[3] - broke[2] > 2.0 * (broke[1] - broke[0])
    listed = ", ".join(f"{number:.1f}" for number in broke)
    return Finding(f"{listed} closed for want of cash at 0, 1, 2, 3, 4, 6 months",
                   rising and bent and broke[-1] > broke[0])  # fmt: skip


def _insolvencies(record: Any) -> float:
    from sim.tables import FLOWS

    return float(record.flows[:, :, FLOWS["organizations_insolvent"]].sum())


# -- the table -----------------------------------------------------------------------------------


def table() -> str:
    """docs/patterns.md: every pattern, what the model shows, and whether that is enough."""
    lines = [
        "# Patterns",
        "",
        "Written by `python -m sim.patterns > docs/patterns.md`: the illustrative county, default",
        f"assumptions, {len(SEEDS)} seeds, the last of 60 months after a burn-in of {SETTLED}.",
        "Source tags stand in [sources.md](sources.md); *seed* is the field report the model",
        "starts from. A pattern used to set parameters is no evidence that the model is right.",
        "",
        "| pattern | what is known | source | shown when | simulated | shown | |",
        "|---|---|---|---|---|---|---|",
    ]
    for item in PATTERNS.values():
        finding = item.check()
        shown = "yes" if finding.shown else f"**no**: {item.fails_because}"
        row = (item.key, item.statement, item.source, item.criterion, finding.value, shown, item.use)
        lines.append(f"| {' | '.join(row)} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(table())
