"""Satisfaction, expectation, trust, efficacy and grievance of one resident."""

from __future__ import annotations

from sim.compiled import rule
from sim.rules.shapes import clip, toward


@rule
def perceived_performance(quality, p):
    """Quality as a resident sees it: any service counts for something."""
    return p.leniency + (1.0 - p.leniency) * quality


@rule
def satisfaction_with(performance, expectation, p):
    """Satisfaction after one service or one failure (performance 0).

    Expectancy-disconfirmation with disappointment weighing more: Van Ryzin (2004),
    doi:10.1002/pam.20020; S91-S95.
    """
    gap = performance - expectation
    weight = p.on_disconfirmation * (p.loss_weight if gap < 0.0 else 1.0)
    return clip(p.base + p.on_performance * performance + weight * gap, 0.0, 1.0)


@rule
def trust_after(trust, succeeded, p):
    """Trust after one's own experience: failures weigh about twice (S118)."""
    if succeeded:
        return trust + p.gain * (1.0 - trust)
    return trust - p.loss_ratio * p.gain * trust


@rule
def trust_by_hearsay(trust, told, openness, p):
    """Trust drifts, symmetrically, to what others tell, to a weak anchor, and with openness."""
    heard = toward(trust, told, p.hearsay)
    settled = toward(heard, p.anchor, p.anchor_rate)
    return clip(settled + p.openness * openness * (1.0 - settled), 0.0, 1.0)


@rule
def efficacy_after_voice(efficacy, replied, p):
    """The sense of being heard after a voice: a reply raises it, silence costs twice (S115)."""
    if replied:
        return efficacy + p.efficacy_gain * (1.0 - efficacy)
    return efficacy - p.loss_ratio * p.efficacy_gain * efficacy


@rule
def efficacy_without_voice(efficacy, admin_share, p):
    """Efficacy returns to a base that is lower the more the committee looks like government."""
    base = clip(p.efficacy_base - p.seen_as_government * (admin_share - 0.5), 0.0, 1.0)
    return toward(efficacy, base, p.efficacy_rate)


@rule
def grievance_after(grievance, hurt):
    """A failed need adds to grievance, up to 1."""
    return grievance + hurt * (1.0 - grievance)


@rule
def grievance_fades(grievance, mediation, p):
    """Grievance fades by itself (half-life 1 to 2 years) and under mediation."""
    return grievance * (1.0 - p.decay) * (1.0 - p.mediation * mediation)


@rule
def grievance_spreads(grievance, neighbours_grievance, friends, p):
    """Grievance passes along known ties, only upward (S41)."""
    return grievance + p.spread * friends * max(neighbours_grievance - grievance, 0.0)
