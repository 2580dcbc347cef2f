"""Committee staff: they work, learn, tire, are called up to the town, leave and are hired."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sim.plain.chance import Luck, descend, mix, named
from sim.plain.rules import (
    effective_hours,
    excess,
    exit_probability,
    next_burnout,
    next_professional,
    next_ties,
    practice,
    secondment_start,
    with_experts,
)
from sim.vocabulary import CADRE, ELECTED, GRADUATE, GRID_WORKER, POST, SOCIAL_WORKER

if TYPE_CHECKING:
    from sim.plain.committees import Committee

CAUSES = ("vacancy", "grid post", "placed graduate", "placed post", "placed grid worker")
"""Why somebody is hired, in the order in which places are filled."""


@dataclass(slots=True)
class StaffMember:
    """One worker of a committee, or a grid worker the town pays."""

    identity: int
    kind: int
    placed: bool
    professional: float
    local_ties: float
    start_skill: float
    burnout: float
    tenure: float = 0.0
    seconded: bool = False

    @classmethod
    def of_row(cls, row: Mapping[str, Any]) -> StaffMember:
        return cls(**{name: row[name] for name in cls.__dataclass_fields__})

    @property
    def in_grid(self) -> bool:
        return self.kind == GRID_WORKER

    def train_and_tire(
        self, over: float, used: float, team_skill: float, effects: Any, p: Any
    ) -> None:
        """A month of work: skill learned and lost, ties grown, burnout."""
        class_hours = 0.0 if self.in_grid else effects.class_hours
        visit_hours = 0.0 if self.in_grid else effects.visit_hours
        self.professional = next_professional(
            self.professional, self.start_skill, class_hours, visit_hours, used, team_skill, p
        )
        self.local_ties = next_ties(self.local_ties, p)
        young = self.kind in (GRADUATE, SOCIAL_WORKER)
        self.burnout = next_burnout(self.burnout, over, young, p)
        self.tenure += 1.0

    def be_called_up(self, luck: Luck, leak: float, p: Any) -> None:
        """The town calls office staff up, and sends them back."""
        if self.seconded:
            if luck.draw("staff.returns", self.identity) < 1.0 / p.secondment_months:
                self.seconded = False
        elif not self.in_grid:
            start = secondment_start(p.secondment_share, self.moves_on(leak), p)
            self.seconded = luck.draw("staff.called_up", self.identity) < start

    def leaves(self, luck: Luck, pay_supplement: float, leak: float, p: Any) -> bool:
        """Whether this was the last month."""
        social_worker = self.kind == SOCIAL_WORKER
        chance = exit_probability(
            self.burnout, self.moves_on(leak), social_worker, pay_supplement, p
        )
        return luck.draw("staff.leaves", self.identity) < chance

    def moves_on(self, leak: float) -> float:
        """How far this is a graduate whom the town calls up and better jobs draw away."""
        return leak if self.kind == GRADUATE else 0.0


def count_staff(committee: Committee) -> None:
    """Staff on the spot give their hours, less training, drag, secondment and policies' tasks."""
    p, effects, flows = committee.model.p.staff, committee.effects, committee.flows
    away = min(effects.class_hours + effects.visit_hours, p.month_hours)
    rounds = time_on_rounds(committee) * p.month_hours
    hours = professional = ties = 0.0
    present = [worker for worker in committee.workers() if not worker.seconded]
    for worker in present:
        own_away = rounds if worker.in_grid else away
        hours += effective_hours(worker.professional, worker.burnout, own_away, p)
        professional += worker.professional
        ties += worker.local_ties
        if not worker.in_grid:
            flows.away_hours += own_away
    watch(committee, sum(worker.in_grid for worker in present))
    take_hours(committee, hours)
    if present:
        skill = professional / len(present)
        committee.professional = with_experts(skill, effects.expert_days, p)
        committee.local_ties = ties / len(present)


def watch(committee: Committee, grid_workers: int) -> None:
    """Grid workers in office see needs, more on their rounds, and report, from next month on."""
    p = committee.model.p.workload
    committee.grid_workers = float(grid_workers)
    watched = grid_workers * p.grid_residents * (time_on_rounds(committee) / p.grid_rounds)
    committee.detection = min(watched / committee.population, 1.0)


def time_on_rounds(committee: Committee) -> float:
    """Share of their time that grid workers are on their rounds, not at the office."""
    usual: float = committee.model.p.workload.grid_rounds
    return min(usual + committee.effects.grid_rounds, 1.0)


def take_hours(committee: Committee, hours: float) -> None:
    """Policies take their hours first; other communities may have lent some."""
    effects, flows = committee.effects, committee.flows
    taken = min(effects.policy_hours, hours)
    committee.capacity_hours = flows.capacity_hours = hours + (effects.borrowed_hours - taken)
    flows.policy_hours = taken
    flows.borrowed_hours = effects.borrowed_hours


def develop_staff(committee: Committee) -> None:
    """Skill is learned and lost, burnout follows overload; some are called up, some leave."""
    model, effects, flows = committee.model, committee.effects, committee.flows
    p, leak = model.p.staff, model.p.mechanisms.talent_leak
    over = excess(committee.overload, model.p.workload)
    used = practice(committee.downward_share, p)
    team_skill = mean_skill(committee.workers())
    for place, worker in occupied(committee):
        worker.train_and_tire(over, used, team_skill, effects, p)
        worker.be_called_up(model.luck, leak, p)
        leaves = worker.leaves(model.luck, effects.pay_supplement, leak, p)
        if leaves:
            committee.staff[place] = None
        if worker.in_grid:
            continue
        flows.staff += 1.0
        flows.burnout += worker.burnout
        flows.professional += worker.professional
        flows.local_ties += worker.local_ties
        flows.tenure += worker.tenure
        flows.seconded += worker.seconded
        flows.staff_exits += leaves
        flows.graduate_exits += leaves and worker.kind == GRADUATE


def occupied(committee: Committee) -> list[tuple[int, StaffMember]]:
    """Places that somebody holds, and who."""
    places = enumerate(committee.staff)
    return [(place, worker) for place, worker in places if worker is not None]


def mean_skill(team: list[StaffMember]) -> float:
    """Mean professional skill of a team."""
    skills = 0.0
    for worker in team:
        skills += worker.professional
    return skills / len(team) if team else 0.0


def hire_staff(committee: Committee) -> None:
    """Vacancies are filled; those whom a policy pays come, and go when it no longer does."""
    fate, effects, own = committee.model.fate, committee.effects, committee.identity
    want_graduates = int(effects.graduates + fate.draw("staff.rounds_graduates", own))
    want_posts = int(effects.posts + fate.draw("staff.rounds_posts", own))
    want_grid = int(effects.grid_workers + fate.draw("staff.rounds_grid", own))
    target = posts_left(committee)
    office = [place for place, each in occupied(committee) if not (each.placed or each.in_grid)]
    grid = sum(each.in_grid and not each.placed for each in committee.workers())
    if target < committee.established_posts:
        office = dismiss(committee, office, target)
    open_places = (
        target - len(office),
        committee.grid_posts - grid,
        want_graduates - len(dismiss(committee, placed(committee, GRADUATE), want_graduates)),
        want_posts - len(dismiss(committee, placed(committee, POST), want_posts)),
        want_grid - len(dismiss(committee, placed(committee, GRID_WORKER), want_grid)),
    )
    key = mix(committee.identity + committee.model.luck.key + named("staff.hiring"))
    for cause, vacancies in enumerate(open_places):
        for vacancy in range(vacancies):
            hire(committee, cause, descend(key, 64 * cause + vacancy))


def posts_left(committee: Committee) -> int:
    """Established posts, less those the town withdraws with the tasks that were moved out."""
    follow = committee.model.p.mechanisms.abdication
    withdrawn = follow * max(committee.moved_share, 0.0)
    return int(committee.established_posts * (1.0 - withdrawn) + 0.5)


def placed(committee: Committee, kind: int) -> list[int]:
    """The places of those of one kind whom a policy pays."""
    return [place for place, worker in occupied(committee) if worker.placed and worker.kind == kind]


def dismiss(committee: Committee, places: list[int], paid: int) -> list[int]:
    """Workers in these places whom nobody pays any longer go, the last first; who stays."""
    for place in places[paid:]:
        committee.staff[place] = None
    return places[:paid]


def hire(committee: Committee, cause: int, identity: int) -> None:
    """Fill one vacancy, if somebody applies and there is a desk."""
    p, luck = committee.model.p.staff, committee.model.luck
    if luck.draw("staff.hired", identity) >= p.hire_rate or None not in committee.staff:
        return
    kind = kind_hired(committee, cause, identity)
    newcomer = kind in (GRADUATE, SOCIAL_WORKER)
    committee.staff[committee.staff.index(None)] = StaffMember(
        identity=identity,
        kind=kind,
        placed=cause >= CAUSES.index("placed graduate"),
        professional=p.skill[kind],
        start_skill=p.skill[kind],
        local_ties=p.ties_newcomer if newcomer else p.hire_ties * p.ties_local,
        burnout=p.start_burnout,
    )


def kind_hired(committee: Committee, cause: int, identity: int) -> int:
    """Villagers' committees take cadres, residents' committees elect or hire social workers."""
    if cause > 0:
        return (GRID_WORKER, GRADUATE, POST, GRID_WORKER)[cause - 1]
    if committee.is_villagers:
        return CADRE
    p, luck = committee.model.p.staff, committee.model.luck
    if luck.draw("staff.kind", identity) < p.hire_social_worker:
        return SOCIAL_WORKER
    return ELECTED
