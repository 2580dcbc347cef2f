"""Social organizations: they deliver, earn, learn, idle, close and are founded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import mesa

from sim.money import FEN
from sim.plain.chance import descend, mix, named
from sim.plain.rules import (
    bound_share,
    clip,
    closing_probability,
    credit_yuan,
    fen_of,
    founding_probability,
    learning_factor,
    next_dependence,
    organization_skill,
    shell_probability,
    toward,
    volunteers_left,
    wanted_posts,
)
from sim.vocabulary import (
    ACTIVE,
    CLERKS,
    DELAYS,
    DORMANT,
    INACTIVE,
    ORGANIZATION_KINDS,
)

if TYPE_CHECKING:
    from sim.plain.committees import Committee
    from sim.plain.model import PlainModel

SERVICE_KINDS = len(ORGANIZATION_KINDS) - 1
"""Kinds that serve residents; the last one does clerical work."""


class SocialOrganization(mesa.Agent):
    """One organization of a community, registered or merely filed."""

    model: PlainModel

    def __init__(self, model: PlainModel, committee: Committee, row: Mapping[str, Any]) -> None:
        super().__init__(model)
        self.committee = committee
        self.identity: int = row["identity"]
        self.kind: int = row["kind"]
        self.status: int = row["status"]
        self.registered: bool = row["registered"]
        self.leader: int = row["leader"]
        self.commitment: float = row["commitment"]
        self.staff: float = row["staff"]
        self.volunteers: float = row["volunteers"]
        self.skill: float = row["skill"]
        self.worked_hours: float = row["worked_hours"]
        self.offered_hours: float = row["offered_hours"]
        self.age: float = row["age"]
        self.idle: int = row["idle"]
        self.insolvent: int = row["insolvent"]
        self.dependence: float = row["dependence"]
        self.cash_fen: int = row["cash_fen"]
        self.received_fen: int = row["received_fen"]
        self.receivable_fen: list[int] = row["receivable_fen"]

    @property
    def committed(self) -> bool:
        """Whether its founders mean it."""
        return self.commitment > 0.0

    @property
    def is_working(self) -> bool:
        """Active, and meant to be."""
        return self.committed and self.status == ACTIVE

    def work(self) -> None:
        """Work the hours there are posts for."""
        self.worked_hours += self.offered_hours
        if self.offered_hours > 0.0:
            self.idle = 0

    def be_owed(self, owed_fen: list[int]) -> None:
        """Be owed the price of what was bought, by months ahead."""
        for wait, fen in enumerate(owed_fen):
            self.receivable_fen[wait] += fen

    def be_paid(self) -> int:
        """Fen that fall due this month arrive; all other debts come one month nearer."""
        paid = self.receivable_fen[0]
        self.cash_fen += paid
        self.received_fen = paid
        self.receivable_fen = [*self.receivable_fen[1:], 0]
        return paid

    def run(self, working: list[SocialOrganization]) -> None:
        """One month: money, learning, staff after the contracts, members, and perhaps the end.

        ``working`` are those of the community that began the month at work, perhaps itself
        among them: those of its kind share the contracts with it.
        """
        self.keep_books()
        self.follow_contracts(working)
        self.age += 1.0
        self.idle += 1
        if self.closes():
            self.close()
        elif self.idle >= 24:
            self.status = DORMANT
        elif self.idle >= 12:
            self.status = INACTIVE
        else:
            self.status = ACTIVE

    def keep_books(self) -> None:
        """Wages and gifts; how much of the income is government's; how long cash is lacking."""
        p, committee = self.model.p.organizations, self.committee
        wages = self.staff * p.wage_yuan * (1.0 + p.overhead)
        if self.committed:
            cost, gift = fen_of(wages), fen_of(p.donations_yuan)
        else:
            cost, gift = max(self.cash_fen // 6, 0), 0
        self.cash_fen += gift - cost
        committee.ledger["donations"] += gift
        committee.ledger["organization_costs"] += cost
        committee.flows.income_other_yuan += gift / FEN
        self.dependence = next_dependence(
            self.dependence, self.received_fen / FEN, gift / FEN, 1.0 / 12.0
        )
        luck = self.model.fate.draw("organization.credit", self.identity)
        broke = self.cash_fen < -fen_of(credit_yuan(wages, luck, p))
        self.insolvent = self.insolvent + 1 if broke else 0

    def follow_contracts(self, working: list[SocialOrganization]) -> None:
        """Staff follow demand; skill and unit cost follow work; members follow dependence.

        The people of one who leads several are members of the first that works.
        """
        p = self.model.p.organizations
        rivals = sum(each.kind == self.kind for each in working)
        learned = learning_factor(self.worked_hours, p)
        bought = self.committee.purchase_demand[self.kind]
        wanted = 0.0
        if self.is_working:
            free = 1.0 - bound_share(self.dependence, p)
            wanted = wanted_posts(bought / rivals / free, learned, self.cash_fen / FEN, p)
        self.staff = toward(self.staff, wanted, p.hire_rate)
        hours = self.staff * p.month_hours * learned
        bound = hours * bound_share(self.dependence, p)
        self.offered_hours = hours - bound
        self.committee.flows.offered_hours += self.offered_hours
        self.committee.flows.reporting_hours += bound
        self.skill = organization_skill(self.worked_hours, p)
        first = next((each for each in working if each.leader == self.leader), self)
        helps = self.committed and first is self
        self.volunteers = volunteers_left(p.volunteers, self.dependence, p) if helps else 0.0

    @property
    def is_broke(self) -> bool:
        """Whether it has been insolvent too long, where insolvency closes organizations."""
        unpaid: float = self.insolvent * self.model.p.mechanisms.insolvency
        return unpaid > self.model.p.organizations.insolvent_months

    def closes(self) -> bool:
        """Whether it gives up, is struck off as dormant, or has been insolvent too long."""
        p, luck = self.model.p.organizations, self.model.luck
        if self.is_broke:
            return True
        if self.status == DORMANT and self.registered:
            struck_off = clip(p.deregister + self.committee.effects.cleanup, 0.0, 1.0)
            if luck.draw("organization.struck_off", self.identity) < struck_off:
                return True
        return luck.draw("organization.closes", self.identity) < closing_probability(self.age, p)

    def close(self) -> None:
        """Cash is handed back, debts are written off, the place falls free."""
        committee = self.committee
        if self.cash_fen >= 0:
            committee.ledger["handed_back"] += self.cash_fen
        else:
            committee.ledger["written_off"] -= self.cash_fen
        committee.flows.organizations_closed += 1.0
        if self.is_broke:
            committee.flows.organizations_insolvent += 1.0
        committee.organizations[committee.organizations.index(self)] = None
        self.remove()


def found_organizations(committee: Committee) -> None:
    """Organizations are founded: by themselves, drawn by purchase, incubated or granted."""
    luck, effects = committee.model.luck, committee.effects
    key = mix(committee.identity + luck.key + named("organization.founding"))
    granted = None
    if luck.draw("organization.granted", key) < clip(effects.seed_grants, 0.0, 1.0):
        granted = int(luck.draw("organization.grant_kind", key) * SERVICE_KINDS)
    for kind, name in enumerate(ORGANIZATION_KINDS):
        chance = founding_chance(committee, kind)
        by_itself = luck.draw(f"organization.founded.{name}", key) < chance
        if (by_itself or kind == granted) and None in committee.organizations:
            found(committee, kind, descend(key, kind), kind == granted)


def founding_chance(committee: Committee, kind: int) -> float:
    """Chance that one of this kind is founded without a grant."""
    p, effects = committee.model.p.organizations, committee.effects
    yuan = p.purchase_yuan * p.mix[kind] / committee.model.government.mixed
    for bought in effects.purchase_yuan[kind]:
        yuan += bought * 12.0 / committee.population
    own_share = 0.0 if kind == CLERKS else 1.0 / SERVICE_KINDS
    return founding_probability(yuan, clip(effects.incubation, 0.0, 1.0), own_share, p)


def found(committee: Committee, kind: int, identity: int, granted: bool) -> None:
    """A new organization takes the first free place; a grant is its first cash."""
    model, effects = committee.model, committee.effects
    p, luck = model.p.organizations, model.luck
    speed = clip(effects.seed_grants, 0.0, 1.0) * 12.0 if granted else 0.0
    shell = shell_probability(speed, clip(effects.quality_gate, 0.0, 1.0), p)
    committed = luck.draw("organization.committed", identity) >= shell
    filed = luck.draw("organization.registered", identity) < p.filed_share
    cash_fen = fen_of(effects.seed_grant_yuan / effects.seed_grants) if granted else 0
    leader = leader_of(committee, identity, granted)
    row = {
        "identity": identity,
        "kind": kind,
        "status": ACTIVE,
        "registered": granted or not filed,
        "leader": leader,
        "commitment": 1.0 if committed else 0.0,
        "staff": 0.0,
        "volunteers": p.volunteers if committed and leader == identity else 0.0,
        "skill": p.skill_start,
        "worked_hours": 0.0,
        "offered_hours": 0.0,
        "age": 0.0,
        "idle": 0,
        "insolvent": 0,
        "dependence": 1.0 if granted else 0.0,
        "cash_fen": cash_fen,
        "received_fen": 0,
        "receivable_fen": [0] * DELAYS,
    }
    place = committee.organizations.index(None)
    committee.organizations[place] = SocialOrganization(model, committee, row)
    committee.ledger["seed_grants"] += cash_fen
    committee.flows.income_government_yuan += cash_fen / FEN
    committee.flows.organizations_founded += 1.0


def leader_of(committee: Committee, identity: int, granted: bool) -> int:
    """Who leads a new organization: somebody new, or for a grant one who leads already."""
    luck, others = committee.model.luck, committee.active_organizations()
    again = luck.draw("organization.led_again", identity)
    if not granted or not others or again >= committee.model.p.organizations.repeat_founders:
        return identity
    return others[int(luck.draw("organization.led_by", identity) * len(others))].leader
