"""Social organizations: founding, learning, volunteers, idling and closing."""

from __future__ import annotations

import math

from sim.compiled import rule
from sim.rules.shapes import clip


@rule
def founding_probability(purchase_yuan, incubation, own_share, p):
    """Chance that an organization of one kind is founded in a community this month.

    ``purchase_yuan`` per resident and year is what government buys of this kind; ``own_share``
    is this kind's part of the founding that needs no purchase. All three rates are *assumed*:
    no founding rate for a Chinese county was found.
    """
    own = (p.founding + p.founding_incubation * incubation) * own_share
    return 1.0 - math.exp(-(own + p.founding_purchase * purchase_yuan) / 12.0)


@rule
def shell_probability(grants_per_year, quality_gate, p):
    """Chance that a founder means to do little: higher when grants come fast (S74-S76)."""
    share = p.shell_share + p.shell_speed * grants_per_year
    return clip(share * (1.0 - quality_gate), 0.0, 1.0)


@rule
def closing_probability(age, p):
    """Monthly chance that a solvent organization closes; the young close sooner (S82, S84)."""
    hazard = p.exit_rate / 12.0 * (1.0 + p.exit_young * math.exp(-age / p.young_months))
    return 1.0 - math.exp(-hazard)


@rule
def learning_factor(worked_hours, p):
    """Service an hour of work yields: unit cost falls by a power of cumulated work, to half.

    Learning curves of 80-90 % correspond to exponents of 0.32 to 0.15.
    """
    doublings = math.log(1.0 + worked_hours / p.learning_hours)
    return min(math.exp(p.learning * doublings), 2.0)


@rule
def organization_skill(worked_hours, p):
    """Skill grows with work from that at founding to that of the experienced."""
    return p.skill_top - (p.skill_top - p.skill_start) * math.exp(-worked_hours / p.skill_hours)


@rule
def volunteers_left(volunteers, dependence, p):
    """Members who still help: paid provision crowds them out beyond a dependence (S77-S80)."""
    beyond = max(dependence - p.crowding_peak, 0.0) / (1.0 - p.crowding_peak)
    return volunteers * (1.0 - p.crowding_out * beyond * beyond)


@rule
def bound_share(dependence, p):
    """Share of an organization's work that contract conditions bind: reports, inspections.

    References: purchase makes organizations administrative (S130); the form is *assumed*.
    """
    return p.reporting * dependence


@rule
def wanted_posts(contract_hours, learned, cash_yuan, p):
    """Paid posts an organization aims at: for its contracts, and what its cash can carry.

    Cash, a seed grant above all, is spent over ``spend_months`` on projects of its own.
    """
    for_contracts = contract_hours / (p.month_hours * learned)
    own = max(cash_yuan, 0.0) / (p.wage_yuan * (1.0 + p.overhead) * p.spend_months)
    return for_contracts + own


@rule
def credit_yuan(wages_yuan, luck, p):
    """How far an organization can be in debt; directors differ in what they can raise (S64)."""
    months = p.credit_months * (1.0 + p.credit_spread * (2.0 * luck - 1.0))
    return wages_yuan * months


@rule
def next_dependence(dependence, from_government, other, rate):
    """Government share of income, remembered over about a year."""
    total = from_government + other
    share = from_government / total if total > 0.0 else dependence
    return dependence + rate * (share - dependence)
