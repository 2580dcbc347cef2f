"""Organizations are founded: by themselves, drawn by purchase, incubated or granted."""

from __future__ import annotations

from sim.compiled import columns
from sim.draws import descend, mix, named, uniform
from sim.money import FEN, LINE
from sim.rules.money import fen_of
from sim.rules.organizations import (
    founding_probability,
    shell_probability,
)
from sim.rules.shapes import clip
from sim.vocabulary import (
    ACTIVE,
    CLERKS,
    CLOSED,
    DELAYS,
    DORMANT,
    INACTIVE,
    ORGANIZATION_KINDS,
    ORGANIZATION_ROWS,
)

SEED_GRANTS = LINE["seed_grants"]
FOUNDED = tuple(named(f"organization.founded.{kind}") for kind in ORGANIZATION_KINDS)
FOUNDING = named("organization.founding")
GRANTED = named("organization.granted")
GRANT_KIND = named("organization.grant_kind")
COMMITTED = named("organization.committed")
REGISTERED = named("organization.registered")
LED_AGAIN = named("organization.led_again")
LED_BY = named("organization.led_by")
SERVICE_KINDS = len(ORGANIZATION_KINDS) - 1


@columns
def found_organizations(
    month_key,
    communities__identity,
    communities__population,
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
    effects__purchase_yuan,
    effects__seed_grants,
    effects__seed_grant_yuan,
    effects__incubation,
    effects__quality_gate,
    flows__income_government_yuan,
    flows__organizations_founded,
    flows__organizations_registered,
    flows__organizations_active,
    flows__organizations_inactive,
    flows__organizations_dormant,
    flows__organization_leaders,
    ledger__fen,
    assumptions,
):
    """Organizations are founded: by themselves, drawn by purchase, incubated or granted.

    Some grants go to those who lead an organization already; its members are the same people.

    Writes: organizations.identity, organizations.status, organizations.kind,
    organizations.registered, organizations.leader, organizations.commitment, organizations.staff,
    organizations.volunteers, organizations.skill, organizations.worked_hours,
    organizations.offered_hours, organizations.age, organizations.idle, organizations.insolvent,
    organizations.dependence, organizations.cash_fen, organizations.received_fen,
    flows.income_government_yuan, flows.organizations_founded, flows.organizations_registered,
    flows.organizations_active, flows.organizations_inactive, flows.organizations_dormant,
    flows.organization_leaders, ledger.fen
    """
    p = assumptions[0]
    q = p.organizations
    mixed = 0.0
    for kind in range(q.mix.size):
        mixed += q.mix[kind]
    for c in range(communities__identity.size):
        key = mix(communities__identity[c] + month_key + FOUNDING)
        grants = clip(effects__seed_grants[c], 0.0, 1.0)
        granted = -1
        if uniform(month_key, GRANTED, key) < grants:
            granted = int(uniform(month_key, GRANT_KIND, key) * SERVICE_KINDS)
        gate = clip(effects__quality_gate[c], 0.0, 1.0)
        for kind in range(q.mix.size):
            yuan = q.purchase_yuan * q.mix[kind] / mixed
            for wait in range(DELAYS):
                yuan += effects__purchase_yuan[c, kind, wait] * 12.0 / communities__population[c]
            own_share = 0.0 if kind == CLERKS else 1.0 / SERVICE_KINDS
            chance = founding_probability(
                yuan, clip(effects__incubation[c], 0.0, 1.0), own_share, q
            )
            by_itself = uniform(month_key, FOUNDED[kind], key) < chance
            if not by_itself and kind != granted:
                continue
            row = -1
            for spare in range(c * ORGANIZATION_ROWS, (c + 1) * ORGANIZATION_ROWS):
                if organizations__status[spare] == CLOSED:
                    row = spare
                    break
            if row < 0:
                continue
            identity = descend(key, kind)
            shell = shell_probability(grants * 12.0 if kind == granted else 0.0, gate, q)
            committed = uniform(month_key, COMMITTED, identity) >= shell
            organizations__identity[row] = identity
            organizations__status[row] = ACTIVE
            organizations__kind[row] = kind
            filed = uniform(month_key, REGISTERED, identity) < q.filed_share
            organizations__registered[row] = kind == granted or not filed
            organizations__commitment[row] = 1.0 if committed else 0.0
            organizations__staff[row] = 0.0
            leader = identity
            if kind == granted and uniform(month_key, LED_AGAIN, identity) < q.repeat_founders:
                others = 0
                for other in range(c * ORGANIZATION_ROWS, (c + 1) * ORGANIZATION_ROWS):
                    if organizations__status[other] == ACTIVE and other != row:
                        others += 1
                pick = int(uniform(month_key, LED_BY, identity) * others)
                for other in range(c * ORGANIZATION_ROWS, (c + 1) * ORGANIZATION_ROWS):
                    if organizations__status[other] == ACTIVE and other != row:
                        if pick == 0:
                            leader = organizations__leader[other]
                        pick -= 1
            organizations__leader[row] = leader
            own = committed and leader == identity
            organizations__volunteers[row] = q.volunteers if own else 0.0
            organizations__skill[row] = q.skill_start
            organizations__worked_hours[row] = 0.0
            organizations__offered_hours[row] = 0.0
            organizations__age[row] = 0.0
            organizations__idle[row] = 0
            organizations__insolvent[row] = 0
            organizations__dependence[row] = 1.0 if kind == granted else 0.0
            organizations__cash_fen[row] = 0
            organizations__received_fen[row] = 0
            flows__organizations_founded[c] += 1.0
            if kind == granted:
                paid = fen_of(effects__seed_grant_yuan[c] / effects__seed_grants[c])
                organizations__cash_fen[row] = paid
                flows__income_government_yuan[c] += paid / FEN
                ledger__fen[c, SEED_GRANTS] += paid
        for row in range(c * ORGANIZATION_ROWS, (c + 1) * ORGANIZATION_ROWS):
            status = organizations__status[row]
            if status != CLOSED:
                flows__organizations_registered[c] += 1.0
                alone = True
                for other in range(c * ORGANIZATION_ROWS, row):
                    if (
                        organizations__status[other] != CLOSED
                        and organizations__leader[other] == organizations__leader[row]
                    ):
                        alone = False
                if alone:
                    flows__organization_leaders[c] += 1.0
            if status == ACTIVE:
                flows__organizations_active[c] += 1.0
            elif status == INACTIVE:
                flows__organizations_inactive[c] += 1.0
            elif status == DORMANT:
                flows__organizations_dormant[c] += 1.0
