"""Patterns of committees without policy: what fills their hours, and what that does."""

from __future__ import annotations

from sim.patterns.declared import Claim, Finding, pattern
from sim.patterns.study import Study

LIGHT = {"workload.town_amplification": 1.0}
HEAVY = {"workload.town_amplification": 1.5}


@pattern(
    "SF01", "Government work dominates committee time", "seed; S1, S2, S9, S10",
    "admin share of hours in 0.68-0.82", "used to set parameters", mandatory=True,
)  # fmt: skip
def _admin_dominates(study: Study) -> Finding:
    return Finding((Claim("admin share", study.last_year("admin_share"), 0.68, 0.82),))


@pattern(
    "SF02", "Much upward, little downward", "seed; S10",
    "residents' backlog more than twice the government's, in months of work", "held out",
    mandatory=True,
)  # fmt: skip
def _upward_first(study: Study) -> Finding:
    def ratio(seed: int) -> float:
        series = study.baseline(seed)
        return float(series["backlog_down"][-12:].mean() / series["backlog_up"][-12:].mean())

    return Finding((Claim("ratio of backlogs", study.each(ratio), 2.0),))


@pattern(
    "SF03", "Overload burns staff out and drives them away", "S13, S14, S15",
    "burnout 0.35-0.50; exit 8-25 % a year, higher where towns amplify work by half than where "
    "they do not",
    "used to set parameters", mandatory=True,
)  # fmt: skip
def _overload_burns(study: Study) -> Finding:
    def turnover(where: Study, seed: int) -> float:
        return float(where.baseline(seed)["staff_turnover"].mean())

    light, heavy = study.but(LIGHT), study.but(HEAVY)
    return Finding(
        (
            Claim("burnout", study.last_year("burnout"), 0.35, 0.5),
            Claim("exit a year", study.each(lambda seed: turnover(study, seed)), 0.08, 0.25),
            Claim(
                "rise of exit",
                study.each(lambda seed: turnover(heavy, seed) - turnover(light, seed)),
                0.0,
            ),
        ),
        f"overload rho {light.last_year('overload').mean:.2f} against "
        f"{heavy.last_year('overload').mean:.2f}",
    )


@pattern(
    "SF08", "Committee and mobilized supply most of what meets needs", "seed",
    "one-man-show index above one half (0.8 was proposed)", "held out",
)  # fmt: skip
def _one_man_show(study: Study) -> Finding:
    index = study.last_year("one_man_show")
    proposed = "reached" if index.above(0.8) else "not reached"
    return Finding((Claim("one-man-show index", index, 0.5),), f"the proposed 0.8 is {proposed}")
