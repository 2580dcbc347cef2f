"""Committee staff: effective hours, skills, burnout, leaving."""

from __future__ import annotations

import math

from sim.compiled import rule
from sim.rules.shapes import clip


@rule
def effective_hours(professional, burnout, away_hours, p):
    """Hours one worker really delivers in a month, after training and burnout."""
    hours = max(p.month_hours - away_hours, 0.0)
    productivity = p.base_productivity + p.skill_productivity * professional
    return hours * productivity * (1.0 - p.burnout_drag * burnout)


@rule
def next_burnout(burnout, excess, young, p):
    """Burnout rises with overload, more for young graduates, saturates and recovers.

    References: Demerouti et al. (2001), doi:10.1037/0021-9010.86.3.499; prevalence S13.
    """
    rise = p.burnout_rise * (p.burnout_young if young else 1.0)
    return clip(burnout + rise * excess * (1.0 - burnout) - p.burnout_recovery * burnout, 0.0, 1.0)


@rule
def exit_probability(burnout, graduate, social_worker, pay_supplement, p):
    """Chance of leaving this month: the base hazard at a burnout of 0.4, graduates faster.

    ``graduate`` is 1 for a graduate (0 to 1 where talent leaks less), else 0.

    Graduates' hazard reproduces the share still there after three years (S121); the form
    h0 exp(c b) is usual for hazards, its slope *assumed*.
    """
    base = p.exit_rate
    base += graduate * (-math.log(p.graduate_retention) / 36.0 - base)
    if social_worker:
        base = base * p.social_worker_exit
    hazard = base * math.exp(p.exit_burnout * (burnout - 0.4) - p.pay_on_exit * pay_supplement)
    return 1.0 - math.exp(-hazard)


@rule
def next_professional(skill, start_skill, class_hours, visit_hours, practice, team_skill, p):
    """Professional skill: learned in class and on visits, lost without use, picked up from peers.

    The half-life of unused skill is 6.5 to 13 months (S90: 1,344 effects); ``practice`` in
    [0, 1] protects what was learned beyond ``start_skill``.
    """
    learned = p.skill_gain * (class_hours + p.visit_gain * visit_hours) * (1.0 - skill)
    lost = p.skill_decay * (1.0 - practice) * max(skill - start_skill, 0.0)
    picked_up = p.peer_learning * max(team_skill - skill, 0.0)
    return clip(skill + learned - lost + picked_up, 0.0, 1.0)


@rule
def practice(downward_share, p):
    """How far the month's work used professional skill: service fully, forms partly."""
    return p.practice_floor + (1.0 - p.practice_floor) * downward_share


@rule
def next_ties(ties, p):
    """Local ties grow toward those of a native while one works in the community."""
    return ties + p.ties_growth * max(p.ties_local - ties, 0.0)


@rule
def secondment_start(share, graduate, p):
    """Monthly chance to be called up to the town, so that ``share`` is away on average."""
    away = clip(share * (1.0 + graduate * (p.graduate_secondment - 1.0)), 0.0, 0.9)
    return clip(away / (1.0 - away) / p.secondment_months, 0.0, 1.0)


@rule
def with_experts(skill, expert_days, p):
    """Skill a team can call on when experts advise it ``expert_days`` a month."""
    return skill + p.expert_gain * expert_days / (expert_days + 1.0) * (1.0 - skill)
