"""Organizations earn, learn, hire, idle and close."""

from __future__ import annotations

import numpy as np

from sim.compiled import columns
from sim.draws import named, uniform
from sim.money import FEN, LINE
from sim.rules.money import fen_of
from sim.rules.organizations import (
    bound_share,
    closing_probability,
    credit_yuan,
    learning_factor,
    next_dependence,
    organization_skill,
    volunteers_left,
    wanted_posts,
)
from sim.rules.shapes import clip, toward
from sim.vocabulary import (
    ACTIVE,
    CLOSED,
    DELAYS,
    DORMANT,
    INACTIVE,
    ORGANIZATION_ROWS,
)

ORGANIZATION_COSTS = LINE["organization_costs"]
DONATIONS = LINE["donations"]
WRITTEN_OFF = LINE["written_off"]
HANDED_BACK = LINE["handed_back"]
CREDIT = named("organization.credit")
CLOSES = named("organization.closes")
STRUCK_OFF = named("organization.struck_off")


@columns
def run_organizations(
    making_key,
    month_key,
    communities__purchase_demand,
    organizations__identity,
    organizations__status,
    organizations__kind,
    organizations__registered,
    organizations__leader,
    organizations__commitment,
    organizations__staff,
    organizations__volunteers,
    organizations__skill,
    organizations__worked_hours,
    organizations__offered_hours,
    organizations__age,
    organizations__idle,
    organizations__insolvent,
    organizations__dependence,
    organizations__cash_fen,
    organizations__received_fen,
    organizations__receivable_fen,
    effects__cleanup,
    flows__offered_hours,
    flows__reporting_hours,
    flows__organizations_closed,
    flows__organizations_insolvent,
    flows__income_other_yuan,
    ledger__fen,
    assumptions,
):
    """Organizations pay their staff, learn, follow their contracts; some close.

    Members of several that one person leads help in the first that works.

    Those without activity for twelve months are inactive, for two years dormant (the
    official test, S74); of these, the registered are struck off in time. An insolvent one
    closes when its credit is used up for too long; what it was still owed is never paid.

    Writes: organizations.status, organizations.staff, organizations.volunteers,
    organizations.skill, organizations.offered_hours, organizations.age, organizations.idle,
    organizations.insolvent, organizations.dependence, organizations.cash_fen,
    organizations.receivable_fen, flows.offered_hours, flows.reporting_hours,
    flows.organizations_closed, flows.organizations_insolvent, flows.income_other_yuan, ledger.fen
    """
    p = assumptions[0]
    q = p.organizations
    rivals = np.zeros(q.mix.size, np.int64)
    works = np.zeros(ORGANIZATION_ROWS, np.bool_)
    for c in range(communities__purchase_demand.shape[0]):
        first = c * ORGANIZATION_ROWS
        last = first + ORGANIZATION_ROWS
        rivals[:] = 0
        for row in range(first, last):
            works[row - first] = (
                organizations__status[row] == ACTIVE and organizations__commitment[row] > 0.0
            )
            if works[row - first]:
                rivals[organizations__kind[row]] += 1
        for row in range(first, last):
            if organizations__status[row] == CLOSED:
                continue
            committed = organizations__commitment[row] > 0.0
            working = works[row - first]
            kind = organizations__kind[row]
            wages = organizations__staff[row] * q.wage_yuan * (1.0 + q.overhead)
            cost = fen_of(wages)
            if not committed:
                cost = max(organizations__cash_fen[row] // 6, 0)
            gift = fen_of(q.donations_yuan) if committed else 0
            organizations__cash_fen[row] += gift - cost
            ledger__fen[c, DONATIONS] += gift
            ledger__fen[c, ORGANIZATION_COSTS] += cost
            flows__income_other_yuan[c] += gift / FEN
            organizations__dependence[row] = next_dependence(
                organizations__dependence[row],
                organizations__received_fen[row] / FEN,
                gift / FEN,
                1.0 / 12.0,
            )
            luck = uniform(making_key, CREDIT, organizations__identity[row])
            if organizations__cash_fen[row] < -fen_of(credit_yuan(wages, luck, q)):
                organizations__insolvent[row] += 1
            else:
                organizations__insolvent[row] = 0

            learned = learning_factor(organizations__worked_hours[row], q)
            demand = communities__purchase_demand[c, kind] / rivals[kind] if working else 0.0
            wanted = 0.0
            if working:
                free = 1.0 - bound_share(organizations__dependence[row], q)
                cash = organizations__cash_fen[row] / FEN
                wanted = wanted_posts(demand / free, learned, cash, q)
            organizations__staff[row] = toward(organizations__staff[row], wanted, q.hire_rate)
            hours = organizations__staff[row] * q.month_hours * learned
            bound = hours * bound_share(organizations__dependence[row], q)
            organizations__offered_hours[row] = hours - bound
            flows__offered_hours[c] += hours - bound
            flows__reporting_hours[c] += bound
            organizations__skill[row] = organization_skill(organizations__worked_hours[row], q)
            helpers = volunteers_left(q.volunteers, organizations__dependence[row], q)
            theirs = committed
            for other in range(first, last):
                same = organizations__leader[other] == organizations__leader[row]
                if other != row and same and works[other - first] and (other < row or not working):
                    theirs = False
            organizations__volunteers[row] = helpers if theirs else 0.0
            organizations__age[row] += 1.0
            organizations__idle[row] += 1

            closes = uniform(month_key, CLOSES, organizations__identity[row]) < closing_probability(
                organizations__age[row], q
            )
            if organizations__status[row] == DORMANT and organizations__registered[row]:
                gone = clip(q.deregister + effects__cleanup[c], 0.0, 1.0)
                closes = closes or (
                    uniform(month_key, STRUCK_OFF, organizations__identity[row]) < gone
                )
            unpaid = organizations__insolvent[row] * p.mechanisms.insolvency
            broke = unpaid > q.insolvent_months
            if closes or broke:
                if organizations__cash_fen[row] >= 0:
                    ledger__fen[c, HANDED_BACK] += organizations__cash_fen[row]
                else:
                    ledger__fen[c, WRITTEN_OFF] -= organizations__cash_fen[row]
                organizations__cash_fen[row] = 0
                for wait in range(DELAYS):
                    organizations__receivable_fen[row, wait] = 0
                organizations__status[row] = CLOSED
                organizations__offered_hours[row] = 0.0
                flows__organizations_closed[c] += 1.0
                if broke:
                    flows__organizations_insolvent[c] += 1.0
            elif organizations__idle[row] >= 24:
                organizations__status[row] = DORMANT
            elif organizations__idle[row] >= 12:
                organizations__status[row] = INACTIVE
            else:
                organizations__status[row] = ACTIVE
