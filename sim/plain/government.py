"""Government: it hands work down, buys services, pays everybody, and listens to policies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mesa

from sim.money import FEN, LINE, LINES
from sim.plain import places
from sim.plain.rules import clip, fen_of, handed_down_hours, refilled, relieved_hours
from sim.vocabulary import (
    BY_ORGANIZATION,
    CLERKS,
    DELAYS,
    DOERS,
    ITEMS,
    LAND,
    MIXED_NEW,
    ORGANIZATION_KINDS,
    POST,
    RESETTLEMENT,
    SERVED_BY_KIND,
    SOCIAL_SECURITY,
    STABILITY,
    STATISTICS,
)

if TYPE_CHECKING:
    from sim.plain.committees import Committee
    from sim.plain.model import PlainModel

PAID_OTHERWISE = ("placed_pay", "pay_supplement", "grid_pay", "fund_grant")
"""Lines of policies that are paid by the people actually there, or through the fund."""
MOST_EVENTS = 4
"""Events a community holds in a month at most."""


class Government(mesa.Agent):
    """County departments and towns, as committees and organizations meet them."""

    model: PlainModel

    def __init__(self, model: PlainModel) -> None:
        super().__init__(model)
        self.mixed = 0.0
        for weight in model.p.organizations.mix:
            self.mixed += weight
        self.shares = 0.0
        for share in model.p.workload.share:
            self.shares += share

    # -- work from above ---------------------------------------------------------------------

    def hand_down_work(self) -> None:
        """Departments and the town hand items down; part is spared or moved out, part refills."""
        for committee in self.model.committees:
            self.watch_the_door(committee)
            committee.due_hours = committee.spared_hours = 0.0
            for item in range(len(ITEMS)):
                hours = self.item_hours(committee, item)
                committee.handed_hours[item] = hours
                committee.flows.handed_down_hours += hours
                committee.due_hours += hours - self.move_out(committee, item, hours)
            handed = committee.flows.handed_down_hours
            committee.moved_share = 1.0 - committee.due_hours / handed if handed > 0.0 else 0.0

    def watch_the_door(self, committee: Committee) -> None:
        """Departments refill the space that relief creates, as far as nobody controls entry.

        What is moved out and what platforms spare refill each by itself.
        """
        p, effects = self.model.p.workload, committee.effects
        moves = 0.0
        for shares in effects.moved:
            for share in shares:
                moves += share
        spares = clip(effects.forms_replaced, 0.0, 1.0) + clip(effects.data_sharing, 0.0, 1.0)
        control = clip(effects.entry_control, 0.0, 1.0)
        committee.refill = refilled(moves, committee.refill, control, p)
        committee.spared_refill = refilled(spares, committee.spared_refill, control, p)

    def item_hours(self, committee: Committee, item: int) -> float:
        """Hours of one type of item handed to one committee this month, net of what is spared."""
        p, effects = self.model.p.workload, committee.effects
        total = handed_down_hours(committee.population, committee.amplification, p)
        hours: float = total * p.share[item] / self.shares
        if item == LAND:
            new_town = committee.kind in (RESETTLEMENT, MIXED_NEW)
            hours *= p.land_in_new_towns if new_town else p.land_elsewhere
        elif item == STABILITY:
            hours += committee.petitions * p.hours_per_petition
        elif item == SOCIAL_SECURITY:
            shared = clip(effects.data_sharing, 0.0, 1.0)
            hours -= self.spare(committee, hours * p.sharing_cut * shared)
        elif item == STATISTICS:
            if committee.platform:
                hours *= 1.0 - p.platform_cut
            hours -= self.spare(committee, hours * clip(effects.forms_replaced, 0.0, 1.0))
            hours += committee.grid_workers * p.grid_hours
            hours += self.add_forms(committee)
        return hours

    def spare(self, committee: Committee, hours: float) -> float:
        """Of the hours a platform could spare, those that nothing refills."""
        spared = hours * (1.0 - committee.spared_refill)
        committee.spared_hours += spared
        return spared

    def add_forms(self, committee: Committee) -> float:
        """Hours of new systems and of what grids report more, against those that are spared."""
        p, effects = self.model.p.workload, committee.effects
        added: float = p.system_hours * effects.forms_added
        added += committee.grid_workers * p.grid_hours * effects.grid_reporting
        committee.spared_hours -= added
        return added

    def move_out(self, committee: Committee, item: int, hours: float) -> float:
        """Hours of this item that leave the committee's desk, and to whom."""
        shares = committee.effects.moved[item]
        moved = 0.0
        for share in shares:
            moved += share
        scale = 1.0 / moved if moved > 1.0 else 1.0
        for doer in range(len(DOERS)):
            committee.flows.moved_hours[doer] += hours * shares[doer] * scale
        left: float = relieved_hours(hours, min(moved, 1.0), committee.refill)
        return left

    # -- services bought ---------------------------------------------------------------------

    def place_contracts(self) -> None:
        """The county buys what is asked for; moved work that no organization takes comes back."""
        for committee in self.model.committees:
            for kind in range(len(ORGANIZATION_KINDS)):
                self.buy(committee, kind)
            done = committee.organization_hours[CLERKS]
            undone = committee.flows.moved_hours[BY_ORGANIZATION] - done
            committee.returned_hours = committee.flows.returned_hours = max(undone, 0.0)
            if undone < 0.0:
                self.relieve(committee, -undone)

    def own_statistics(self, committee: Committee) -> float:
        """Hours of statistics that are not moved out."""
        moved = 0.0
        for share in committee.effects.moved[STATISTICS]:
            moved += share
        hours: float = committee.handed_hours[STATISTICS] * max(1.0 - moved, 0.0)
        return hours

    def relieve(self, committee: Committee, hours: float) -> None:
        """Clerical hours beyond the moved work relieve the committee's own statistics."""
        helped = min(hours, self.own_statistics(committee), committee.due_hours)
        committee.due_hours -= helped
        committee.flows.moved_hours[BY_ORGANIZATION] += helped

    def hours_asked(self, committee: Committee, kind: int) -> float:
        """Hours for which one kind of organization can be of use this month."""
        if kind == CLERKS:
            moved: float = committee.flows.moved_hours[BY_ORGANIZATION]
            return moved + self.own_statistics(committee)
        need, people = SERVED_BY_KIND[kind], 0.0
        for waiting in committee.queue[need]:
            people += waiting
        hours: float = people * self.model.p.needs.hours[need]
        return hours

    def buy(self, committee: Committee, kind: int) -> None:
        """Buy one kind of service, as far as it is asked for.

        Those that offer it share the contracts by what they offer, and work all their hours:
        those that nobody buys are projects of their own.
        """
        p, effects = self.model.p.organizations, committee.effects
        hour_cost = p.wage_yuan * (1.0 + p.overhead) / p.month_hours
        yuan = p.purchase_yuan * committee.population / 12.0 * p.mix[kind] / self.mixed
        demand = yuan / (p.price_cover * hour_cost) + effects.purchase_hours[kind]
        sellers = [seller for seller in committee.active_organizations() if seller.kind == kind]
        supply = skill = 0.0
        for seller in sellers:
            supply += seller.offered_hours
            skill += seller.offered_hours * seller.skill
        wanted = min(demand, self.hours_asked(committee, kind))
        bought = min(1.0, wanted / supply) if supply > 0.0 else 0.0
        committee.purchase_demand[kind] = wanted
        committee.organization_hours[kind] = supply
        committee.organization_skill[kind] = skill / supply if supply > 0.0 else 0.0
        delay = min(int(p.payment_delay + 0.5), DELAYS - 1)
        for seller in sellers:
            seller.work()
            if bought > 0.0:
                part = seller.offered_hours * bought / demand
                owed = [fen_of(price * part) for price in effects.purchase_yuan[kind]]
                owed[delay] += fen_of(yuan * part)
                seller.be_owed(owed)

    # -- places ------------------------------------------------------------------------------

    def open_facilities(self) -> None:
        """Buildings are begun, opened, run or left idle; where any is, access changes."""
        changed = [places.look_after_sites(committee) for committee in self.model.committees]
        if any(changed):
            places.find_access(self.model)

    # -- money -------------------------------------------------------------------------------

    def pay(self) -> None:
        """Wages, debts to organizations, costs of policies; the two purses fill and spend."""
        for committee in self.model.committees:
            self.pay_staff(committee)
            self.pay_others(committee)
            for organization in committee.organizations:
                if organization is not None:
                    paid = organization.be_paid()
                    committee.ledger["purchase"] += paid
                    committee.flows.income_government_yuan += paid / FEN
            self.fill_fund(committee)
            self.share_out_assets(committee)

    def pay_staff(self, committee: Committee) -> None:
        """Office, grid and placed staff each have their line."""
        p = self.model.p.money
        office = grid = 0
        placed = 0.0
        for worker in committee.workers():
            if worker.in_grid:
                grid += 1
            elif worker.placed:
                placed += p.post_wage_yuan if worker.kind == POST else p.committee_wage_yuan
            else:
                office += 1
        supplement = office * p.committee_wage_yuan * committee.effects.pay_supplement
        committee.ledger["committee_pay"] += fen_of(office * p.committee_wage_yuan)
        committee.ledger["grid_pay"] += fen_of(grid * p.grid_wage_yuan)
        committee.ledger["placed_pay"] += fen_of(placed)
        committee.ledger["pay_supplement"] += fen_of(supplement)

    def pay_others(self, committee: Committee) -> None:
        """Facilities, and what policies cost besides people and contracts."""
        for line, yuan in zip(LINES, committee.effects.cost_yuan, strict=True):
            if line.name not in PAID_OTHERWISE:
                committee.ledger[line.name] += fen_of(yuan)
        committee.ledger["facility_running"] += fen_of(committee.running_yuan)

    def fill_fund(self, committee: Committee) -> None:
        """The self-managed fund is filled by the month and spent on events."""
        p = self.model.p.money
        usual = p.fund_yuan * committee.population / 12.0
        grant = fen_of(usual + committee.effects.cost_yuan[LINE["fund_grant"]])
        price = fen_of(p.event_yuan)
        committee.fund_fen += grant
        committee.events = min(committee.fund_fen // price, MOST_EVENTS)
        committee.fund_fen -= committee.events * price
        committee.ledger["fund_grant"] += grant
        committee.ledger["event_spending"] += committee.events * price

    def share_out_assets(self, committee: Committee) -> None:
        """Collective assets yield an income; members get their share, the rest stays."""
        p = self.model.p.money
        income = fen_of(committee.assets_fen / FEN * p.assets_yield / 12.0)
        dividends = fen_of(income / FEN * p.dividend_share)
        committee.assets_fen += income - dividends
        committee.ledger["asset_income"] += income
        committee.ledger["dividends"] += dividends

    def allocate(self) -> None:
        """The county budget covers what the treasury paid out, to the fen."""
        for committee in self.model.committees:
            committee.ledger["allocation"] += sum(
                committee.ledger[line.name] for line in LINES if line.payer == "treasury"
            )
