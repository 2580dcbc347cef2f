"""Government: items handed down, contracts placed, everybody paid."""

from __future__ import annotations

from sim.compiled import columns
from sim.money import FEN, LINE, OUTLAYS
from sim.rules.money import fen_of
from sim.rules.shapes import clip
from sim.rules.workload import handed_down_hours, refilled, relieved_hours
from sim.vocabulary import (
    ACTIVE,
    BY_ORGANIZATION,
    CLERKS,
    COHORTS,
    DELAYS,
    GRID_WORKER,
    LAND,
    MIXED_NEW,
    ORGANIZATION_ROWS,
    POST,
    RESETTLEMENT,
    SERVED_BY_KIND,
    SOCIAL_SECURITY,
    STABILITY,
    STAFF_ROWS,
    STATISTICS,
)

ALLOCATION = LINE["allocation"]
COMMITTEE_PAY = LINE["committee_pay"]
GRID_PAY = LINE["grid_pay"]
PLACED_PAY = LINE["placed_pay"]
PAY_SUPPLEMENT = LINE["pay_supplement"]
FACILITY_RUNNING = LINE["facility_running"]
FUND_GRANT = LINE["fund_grant"]
EVENT_SPENDING = LINE["event_spending"]
ASSET_INCOME = LINE["asset_income"]
DIVIDENDS = LINE["dividends"]
PURCHASE = LINE["purchase"]
PAID_OTHERWISE = (PLACED_PAY, PAY_SUPPLEMENT, GRID_PAY, FUND_GRANT)
"""Lines of policies that are paid by the people in office, or through the fund."""


@columns
def hand_down_work(
    communities__population,
    communities__kind,
    communities__platform,
    communities__grid_workers,
    communities__amplification,
    communities__petitions,
    communities__moved_share,
    communities__refill,
    communities__spared_refill,
    communities__handed_hours,
    communities__spared_hours,
    communities__due_hours,
    effects__moved,
    effects__entry_control,
    effects__forms_replaced,
    effects__forms_added,
    effects__data_sharing,
    effects__grid_reporting,
    flows__handed_down_hours,
    flows__moved_hours,
    assumptions,
):
    """Departments and the town hand items down; part is spared or moved out, part refills.

    Writes: communities.moved_share, communities.refill, communities.spared_refill,
    communities.handed_hours, communities.spared_hours, communities.due_hours,
    flows.handed_down_hours, flows.moved_hours
    """
    p = assumptions[0]
    weights = 0.0
    for k in range(p.workload.share.size):
        weights += p.workload.share[k]
    for c in range(communities__population.size):
        total = handed_down_hours(
            communities__population[c], communities__amplification[c], p.workload
        )
        new_town = communities__kind[c] == RESETTLEMENT or communities__kind[c] == MIXED_NEW
        moves = 0.0
        for k in range(p.workload.share.size):
            for doer in range(effects__moved.shape[2]):
                moves += effects__moved[c, k, doer]
        replaced = clip(effects__forms_replaced[c], 0.0, 1.0)
        shared = clip(effects__data_sharing[c], 0.0, 1.0)
        control = clip(effects__entry_control[c], 0.0, 1.0)
        communities__refill[c] = refilled(moves, communities__refill[c], control, p.workload)
        communities__spared_refill[c] = refilled(
            replaced + shared, communities__spared_refill[c], control, p.workload
        )
        kept_off = 1.0 - communities__spared_refill[c]
        spared = 0.0
        due = 0.0
        for k in range(p.workload.share.size):
            hours = total * p.workload.share[k] / weights
            if k == LAND:
                hours *= p.workload.land_in_new_towns if new_town else p.workload.land_elsewhere
            elif k == STABILITY:
                hours += communities__petitions[c] * p.workload.hours_per_petition
            elif k == SOCIAL_SECURITY:
                less = hours * p.workload.sharing_cut * shared * kept_off
                spared += less
                hours -= less
            elif k == STATISTICS:
                if communities__platform[c]:
                    hours *= 1.0 - p.workload.platform_cut
                less = hours * replaced * kept_off
                spared += less
                hours -= less
                hours += communities__grid_workers[c] * p.workload.grid_hours
                added = p.workload.system_hours * effects__forms_added[c]
                added += (
                    communities__grid_workers[c]
                    * p.workload.grid_hours
                    * effects__grid_reporting[c]
                )
                hours += added
                spared -= added
            communities__handed_hours[c, k] = hours
            flows__handed_down_hours[c] += hours
            share = 0.0
            for doer in range(effects__moved.shape[2]):
                share += effects__moved[c, k, doer]
            scale = 1.0 / share if share > 1.0 else 1.0
            for doer in range(effects__moved.shape[2]):
                flows__moved_hours[c, doer] += hours * effects__moved[c, k, doer] * scale
            due += hours - relieved_hours(hours, min(share, 1.0), communities__refill[c])
        communities__due_hours[c] = due
        communities__spared_hours[c] = spared
        handed = flows__handed_down_hours[c]
        communities__moved_share[c] = 1.0 - due / handed if handed > 0.0 else 0.0


@columns
def place_contracts(
    communities__population,
    communities__handed_hours,
    communities__due_hours,
    communities__queue,
    communities__purchase_demand,
    communities__organization_hours,
    communities__organization_skill,
    communities__returned_hours,
    organizations__status,
    organizations__kind,
    organizations__skill,
    organizations__worked_hours,
    organizations__offered_hours,
    organizations__idle,
    organizations__receivable_fen,
    effects__moved,
    effects__purchase_hours,
    effects__purchase_yuan,
    flows__moved_hours,
    flows__returned_hours,
    assumptions,
):
    """The county buys what is asked for; organizations work the hours they have, and are owed.

    What it budgets buys no more hours than there are open needs of the kind. Hours nobody buys
    are their own projects. Moved work that no organization takes comes back to the committee;
    clerical hours beyond it relieve the committee's own statistics.

    Writes: communities.due_hours, communities.purchase_demand, communities.organization_hours,
    communities.organization_skill, communities.returned_hours, organizations.worked_hours,
    organizations.idle, organizations.receivable_fen, flows.moved_hours, flows.returned_hours
    """
    p = assumptions[0]
    q = p.organizations
    hour_cost = q.wage_yuan * (1.0 + q.overhead) / q.month_hours
    mix = 0.0
    for kind in range(q.mix.size):
        mix += q.mix[kind]
    delay = min(int(q.payment_delay + 0.5), DELAYS - 1)
    for c in range(communities__population.size):
        first = c * ORGANIZATION_ROWS
        share = 0.0
        for doer in range(effects__moved.shape[2]):
            share += effects__moved[c, STATISTICS, doer]
        own_statistics = communities__handed_hours[c, STATISTICS] * max(1.0 - share, 0.0)
        for kind in range(q.mix.size):
            yuan = q.purchase_yuan * communities__population[c] / 12.0 * q.mix[kind] / mix
            demand = yuan / (q.price_cover * hour_cost) + effects__purchase_hours[c, kind]
            supply = 0.0
            skill = 0.0
            for row in range(first, first + ORGANIZATION_ROWS):
                if organizations__status[row] == ACTIVE and organizations__kind[row] == kind:
                    supply += organizations__offered_hours[row]
                    skill += organizations__offered_hours[row] * organizations__skill[row]
            if kind == CLERKS:
                asked = flows__moved_hours[c, BY_ORGANIZATION] + own_statistics
            else:
                asked = 0.0
                for months in range(COHORTS):
                    asked += communities__queue[c, SERVED_BY_KIND[kind], months]
                asked *= p.needs.hours[SERVED_BY_KIND[kind]]
            wanted = min(demand, asked)
            bought = min(1.0, wanted / supply) if supply > 0.0 else 0.0
            communities__purchase_demand[c, kind] = wanted
            communities__organization_hours[c, kind] = supply
            communities__organization_skill[c, kind] = skill / supply if supply > 0.0 else 0.0
            for row in range(first, first + ORGANIZATION_ROWS):
                if organizations__status[row] == ACTIVE and organizations__kind[row] == kind:
                    hours = organizations__offered_hours[row]
                    organizations__worked_hours[row] += hours
                    if hours > 0.0:
                        organizations__idle[row] = 0
                    if bought > 0.0:
                        part = hours * bought / demand
                        organizations__receivable_fen[row, delay] += fen_of(yuan * part)
                        for wait in range(DELAYS):
                            organizations__receivable_fen[row, wait] += fen_of(
                                effects__purchase_yuan[c, kind, wait] * part
                            )
        clerks = communities__organization_hours[c, CLERKS]
        undone = flows__moved_hours[c, BY_ORGANIZATION] - clerks
        communities__returned_hours[c] = max(undone, 0.0)
        flows__returned_hours[c] = communities__returned_hours[c]
        if undone < 0.0:
            helped = min(min(-undone, own_statistics), communities__due_hours[c])
            communities__due_hours[c] -= helped
            flows__moved_hours[c, BY_ORGANIZATION] += helped


@columns
def pay(
    communities__population,
    communities__fund_fen,
    communities__assets_fen,
    communities__events,
    communities__running_yuan,
    staff__active,
    staff__kind,
    staff__placed,
    organizations__status,
    organizations__cash_fen,
    organizations__received_fen,
    organizations__receivable_fen,
    effects__cost_yuan,
    effects__pay_supplement,
    flows__income_government_yuan,
    ledger__fen,
    assumptions,
):
    """Wages, what is due to organizations, policies' costs; the two purses fill and spend.

    Writes: communities.fund_fen, communities.assets_fen, communities.events,
    organizations.cash_fen, organizations.received_fen, organizations.receivable_fen,
    flows.income_government_yuan, ledger.fen
    """
    p = assumptions[0]
    q = p.money
    for c in range(communities__population.size):
        office = 0
        grid = 0
        placed = 0.0
        for row in range(c * STAFF_ROWS, (c + 1) * STAFF_ROWS):
            if staff__active[row]:
                if staff__kind[row] == GRID_WORKER:
                    grid += 1
                elif staff__placed[row]:
                    post = staff__kind[row] == POST
                    placed += q.post_wage_yuan if post else q.committee_wage_yuan
                else:
                    office += 1
        ledger__fen[c, COMMITTEE_PAY] += fen_of(office * q.committee_wage_yuan)
        ledger__fen[c, GRID_PAY] += fen_of(grid * q.grid_wage_yuan)
        ledger__fen[c, PLACED_PAY] += fen_of(placed)
        supplement = office * q.committee_wage_yuan * effects__pay_supplement[c]
        ledger__fen[c, PAY_SUPPLEMENT] += fen_of(supplement)
        for line in range(ledger__fen.shape[1]):
            if line not in PAID_OTHERWISE:
                ledger__fen[c, line] += fen_of(effects__cost_yuan[c, line])
        ledger__fen[c, FACILITY_RUNNING] += fen_of(communities__running_yuan[c])
        for row in range(c * ORGANIZATION_ROWS, (c + 1) * ORGANIZATION_ROWS):
            if organizations__status[row] > 0:
                paid = organizations__receivable_fen[row, 0]
                organizations__cash_fen[row] += paid
                organizations__received_fen[row] = paid
                ledger__fen[c, PURCHASE] += paid
                flows__income_government_yuan[c] += paid / FEN
                for wait in range(DELAYS - 1):
                    organizations__receivable_fen[row, wait] = organizations__receivable_fen[
                        row, wait + 1
                    ]
                organizations__receivable_fen[row, DELAYS - 1] = 0

        granted = q.fund_yuan * communities__population[c] / 12.0
        grant = fen_of(granted + effects__cost_yuan[c, FUND_GRANT])
        price = fen_of(q.event_yuan)
        communities__fund_fen[c] += grant
        events = min(communities__fund_fen[c] // price, 4)
        communities__fund_fen[c] -= events * price
        communities__events[c] = events
        ledger__fen[c, FUND_GRANT] += grant
        ledger__fen[c, EVENT_SPENDING] += events * price

        income = fen_of(communities__assets_fen[c] / FEN * q.assets_yield / 12.0)
        dividends = fen_of(income / FEN * q.dividend_share)
        communities__assets_fen[c] += income - dividends
        ledger__fen[c, ASSET_INCOME] += income
        ledger__fen[c, DIVIDENDS] += dividends


@columns
def allocate(ledger__fen):
    """The county budget covers what the treasury paid out, to the fen.

    Writes: ledger.fen
    """
    for c in range(ledger__fen.shape[0]):
        outlay = 0
        for line in OUTLAYS:
            outlay += ledger__fen[c, line]
        ledger__fen[c, ALLOCATION] += outlay
