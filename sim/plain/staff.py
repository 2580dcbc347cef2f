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

CAUSES = ("vacancy", "grid post", "placed graduate", "placed post")
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

    def be_called_up(self, luck: Luck, p: Any) -> None:
        """The town calls office staff up, and sends them back."""
        if self.seconded:
            if luck.draw("staff.returns", self.identity) < 1.0 / p.secondment_months:
                self.seconded = False
        elif not self.in_grid:
            start = secondment_start(p.secondment_share, self.kind == GRADUATE, p)
            self.seconded = luck.draw("staff.called_up", self.identity) < start

    def leaves(self, luck: Luck, pay_supplement: float, p: Any) -> bool:
        """Whether this was the last month."""
        chance = exit_probability(
            self.burnout, self.kind == GRADUATE, self.kind == SOCIAL_WORKER, pay_supplement, p
        )
        return luck.draw("staff.leaves", self.identity) < chance


def count_staff(committee: Committee) -> None:
    """Staff on the spot give their hours, less training, drag and secondment."""
    p, effects, flows = committee.model.p.staff, committee.effects, committee.flows
    away = min(effects.class_hours + effects.visit_hours, p.month_hours)
    hours = professional = ties = 0.0
    present = [worker for worker in committee.workers() if not worker.seconded]
    for worker in present:
        own_away = 0.0 if worker.in_grid else away
        hours += effective_hours(worker.professional, worker.burnout, own_away, p)
        professional += worker.professional
        ties += worker.local_ties
        flows.away_hours += own_away
    watch(committee, sum(worker.in_grid for worker in present))
    committee.capacity_hours = flows.capacity_hours = hours
    if present:
        skill = professional / len(present)
        committee.professional = with_experts(skill, effects.expert_days, p)
        committee.local_ties = ties / len(present)


def watch(committee: Committee, grid_workers: int) -> None:
    """Grid workers in office see needs, and report, from next month on."""
    committee.grid_workers = float(grid_workers)
    watched = grid_workers * committee.model.p.workload.grid_residents
    committee.detection = min(watched / committee.population, 1.0)


def develop_staff(committee: Committee) -> None:
    """Skill is learned and lost, burnout follows overload; some are called up, some leave."""
    model, effects, flows = committee.model, committee.effects, committee.flows
    p = model.p.staff
    over = excess(committee.overload, model.p.workload)
    used = practice(committee.downward_share, p)
    team_skill = mean_skill(committee.workers())
    for place, worker in occupied(committee):
        worker.train_and_tire(over, used, team_skill, effects, p)
        worker.be_called_up(model.luck, p)
        leaves = worker.leaves(model.luck, effects.pay_supplement, p)
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
    """Vacancies are filled; placed graduates and posts come, and go when no longer paid."""
    workers = committee.workers()
    office = sum(not worker.placed and not worker.in_grid for worker in workers)
    grid = sum(worker.in_grid for worker in workers)
    fate, effects = committee.model.fate, committee.effects
    want_graduates = int(
        effects.graduates + fate.draw("staff.rounds_graduates", committee.identity)
    )
    want_posts = int(effects.posts + fate.draw("staff.rounds_posts", committee.identity))
    open_places = (
        committee.established_posts - office,
        committee.grid_posts - grid,
        want_graduates - dismiss(committee, GRADUATE, want_graduates),
        want_posts - dismiss(committee, POST, want_posts),
    )
    key = mix(committee.identity + committee.model.luck.key + named("staff.hiring"))
    for cause, vacancies in enumerate(open_places):
        for vacancy in range(vacancies):
            hire(committee, cause, descend(key, 64 * cause + vacancy))


def dismiss(committee: Committee, kind: int, paid: int) -> int:
    """Placed workers whom nobody pays any longer go, the last first; how many stay."""
    there = [
        place for place, worker in occupied(committee) if worker.placed and worker.kind == kind
    ]
    for place in there[paid:]:
        committee.staff[place] = None
    return min(len(there), paid)


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
        return (GRID_WORKER, GRADUATE, POST)[cause - 1]
    if committee.is_villagers:
        return CADRE
    p, luck = committee.model.p.staff, committee.model.luck
    if luck.draw("staff.kind", identity) < p.hire_social_worker:
        return SOCIAL_WORKER
    return ELECTED
