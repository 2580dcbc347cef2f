"""Government work: how much is due, what is done, faked, late or filled up again."""

from __future__ import annotations

from sim.compiled import rule
from sim.rules.shapes import clip, logistic, toward


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
def refilled(relief, refill, entry_control, p):
    """Departments refill the space at a constant rate unless entry is controlled (S7).

    Where there is no relief (0), there is nothing to refill.
    """
    if relief <= 0.0:
        return 0.0
    return refill + p.rebound * (1.0 - entry_control) * (1.0 - refill)


@rule
def upward_priority(appraisal_weight, p):
    """Share of capacity that government work may take first.

    Measured work crowds out unmeasured work; residents' appraisal in the assessment is the
    counterweight (Holmström & Milgrom 1991, doi:10.1093/jleo/7.special_issue.24).
    """
    return logistic(p.pressure - p.oversight * clip(appraisal_weight, 0.0, 1.0))


@rule
def upward_room(priority, due, asked, at_work):
    """Share of capacity open to government work: first come as far as priority is ``at_work``.

    Without priority, government and residents share hours by what each asks for.
    """
    even = due / (due + asked) if due + asked > 0.0 else 1.0
    return toward(priority, even, 1.0 - at_work)


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


@rule
def replies_to_many(reply, voices, people, reply_hours, p):
    """Chance of an answer when ``voices`` speak up in a month: replies run out, hours help.

    What can be answered as usual is `reply_voices` per 1,000 residents; hours a policy keeps
    for replies answer what would have gone unanswered (*assumed*; S115 for why it matters).
    """
    usual = p.reply_voices * people / 1000.0
    crowded = 1.0 - usual / voices if voices > usual else 0.0
    answered = reply * (1.0 - p.reply_crowding * crowded)
    asked = voices * (1.0 - answered) * p.reply_hours
    covered = 1.0 if reply_hours > 0.0 else 0.0
    if reply_hours < asked:
        covered = reply_hours / asked
    return answered + (1.0 - answered) * covered
