"""Government work: how much is due, what is done, faked, late or filled up again."""

from __future__ import annotations

from sim.compiled import rule
from sim.rules.shapes import clip, logistic


@rule
def handed_down_hours(population, amplification, p):
    """Hours of government items a month, per community and per head, amplified by the town.

    The form and both numbers are *assumed* so that a settled month shows the report's 70-80 %
    (S1, S2, S9, S100 for the heavy assigned load; S7 for amplification).
    """
    return amplification * (p.fixed_hours + p.hours_per_resident * population)


@rule
def relieved_hours(handed_down, moved_share, refill):
    """Hours that leave the committee's desk: moved out, less what refilled the space.

    References: the cycle of relief and re-loading, S7.
    """
    return handed_down * moved_share * (1.0 - refill)


@rule
def refilled(refill, entry_control, p):
    """Departments refill the space at a constant rate unless entry is controlled (S7)."""
    return refill + p.rebound * (1.0 - entry_control) * (1.0 - refill)


@rule
def upward_priority(appraisal_weight, p):
    """Share of capacity that government work may take first.

    Measured work crowds out unmeasured work; residents' appraisal in the assessment is the
    counterweight (Holmström & Milgrom 1991, doi:10.1093/jleo/7.special_issue.24).
    """
    return logistic(p.pressure - p.oversight * clip(appraisal_weight, 0.0, 1.0))


@rule
def overload(due, late, voiced, capacity):
    """rho: this month's new and late work and newly voiced needs, against capacity."""
    return (due + late + voiced) / max(capacity, 1.0)


@rule
def excess(rho, p):
    """Overload beyond full use, saturating: nothing gets worse past the cap."""
    return clip(rho - 1.0, 0.0, p.overload_cap)


@rule
def faked_share(rho, p):
    """Share of government items reported but not done (formalism), rising with overload."""
    return clip(p.fake_slope * excess(rho, p), 0.0, 1.0)


@rule
def kept_hours(old_upward, new_upward, p):
    """Spare hours a relief creates that do not reach residents (no pass-through)."""
    return (1.0 - p.pass_through) * max(old_upward - new_upward, 0.0)


@rule
def reply_probability(asked, served, openness, p):
    """Chance that a voice gets an answer: a floor, plus the share of asked work done.

    References: performative replies breed discontent, S115; ``p`` is the group ``trust``.
    """
    done = served / asked if asked > 0.0 else 1.0
    return clip(p.reply_floor + p.reply_span * min(done, 1.0) + p.reply_open * openness, 0.0, 1.0)
