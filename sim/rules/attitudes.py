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
def trust_after_relief(trust, p):
    """Trust when what troubled one for long is settled at last (SF28)."""
    return trust + p.relief_gain * (1.0 - trust)


@rule
def trust_by_hearsay(trust, told, openness, p):
    """Trust drifts, symmetrically, to what others tell, to a weak anchor, and with openness."""
    heard = toward(trust, told, p.hearsay)
    settled = toward(heard, p.anchor, p.anchor_rate)
    return clip(settled + p.openness * openness * (1.0 - settled), 0.0, 1.0)


@rule
def trust_by_publicity(trust, satisfaction, promise, intensity, p):
    """Publicity is believed as far as what it claims is what one knows, and one trusts already.

    A promise above one's own satisfaction costs trust (S117); one below it, an honest account,
    gains some. Hearsay works both ways alike (S118), so the loss weighs about as much.
    """
    gap = satisfaction - promise
    weight = 1.0 - trust if gap > 0.0 else p.promise_loss
    return clip(trust + p.publicity * intensity * gap * weight * trust, 0.0, 1.0)


@rule
def expectation_after_promise(expectation, promise, intensity, p):
    """Promises raise what one expects, never lower it (S95); ``p`` is ``satisfaction``."""
    return expectation + p.promise * intensity * max(promise - expectation, 0.0)


@rule
def heard_probability(reply, settled, p):
    """Chance that one's voice is answered: registered owners first, others less (S49, S59)."""
    return clip(reply * (1.0 + p.capture * (0.5 if settled else -1.0)), 0.0, 1.0)


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
def grievance_fades(grievance, mediation, consultations, p):
    """Grievance fades by itself (half-life 1 to 2 years), under mediation and consultation."""
    consulted = min(p.consultation * consultations, 1.0)
    return grievance * (1.0 - p.decay) * (1.0 - p.mediation * mediation) * (1.0 - consulted)


@rule
def grievance_kept(heart, sign, p):
    """Grievance that expropriation keeps alive while the heart is in the village, if ``sign`` < 1.

    No local official can settle it.

    References: closed groups of resettled farmers keep it in S41; in S44 they do not.
    """
    return p.expropriation * heart * 0.5 * (1.0 - sign)


@rule
def people_relieved(hours, yuan, p):
    """People whose hot issue a month's hours and money can settle (all three *assumed*)."""
    return min(hours / p.issue_hours, yuan / p.issue_yuan) * p.issue_people


@rule
def grievance_spreads(grievance, neighbors_grievance, friends, p):
    """Grievance passes along known ties, only upward (S41)."""
    return grievance + p.spread * friends * max(neighbors_grievance - grievance, 0.0)
