"""Staff learn, tire, are called away, leave and are replaced."""

from __future__ import annotations

from sim.compiled import columns
from sim.draws import descend, mix, named, uniform
from sim.rules.staffing import (
    exit_probability,
    next_burnout,
    next_professional,
    next_ties,
    practice,
    secondment_start,
)
from sim.rules.workload import excess
from sim.vocabulary import (
    CADRE,
    ELECTED,
    GRADUATE,
    GRID_WORKER,
    POST,
    SOCIAL_WORKER,
    STAFF_ROWS,
)

LEAVES = named("staff.leaves")
CALLED_UP = named("staff.called_up")
RETURNS = named("staff.returns")
HIRED = named("staff.hired")
HIRED_KIND = named("staff.kind")
HIRING = named("staff.hiring")
ROUNDS_GRADUATES = named("staff.rounds_graduates")
ROUNDS_POSTS = named("staff.rounds_posts")
ROUNDS_GRID = named("staff.rounds_grid")


@columns
def develop_staff(
    month_key,
    communities__overload,
    communities__downward_share,
    staff__identity,
    staff__active,
    staff__kind,
    staff__professional,
    staff__local_ties,
    staff__start_skill,
    staff__burnout,
    staff__tenure,
    staff__seconded,
    effects__class_hours,
    effects__visit_hours,
    effects__pay_supplement,
    flows__staff,
    flows__staff_exits,
    flows__graduate_exits,
    flows__burnout,
    flows__professional,
    flows__local_ties,
    flows__tenure,
    flows__seconded,
    assumptions,
):
    """Skill is learned and lost, burnout follows overload; some are called up, some leave.

    Writes: staff.active, staff.professional, staff.local_ties, staff.burnout, staff.tenure,
    staff.seconded, flows.staff, flows.staff_exits, flows.graduate_exits, flows.burnout,
    flows.professional, flows.local_ties, flows.tenure, flows.seconded
    """
    p = assumptions[0]
    q = p.staff
    for c in range(communities__overload.size):
        over = excess(communities__overload[c], p.workload)
        used = practice(communities__downward_share[c], q)
        team = 0.0
        members = 0
        for row in range(c * STAFF_ROWS, (c + 1) * STAFF_ROWS):
            if staff__active[row]:
                team += staff__professional[row]
                members += 1
        team_skill = team / members if members > 0 else 0.0
        for row in range(c * STAFF_ROWS, (c + 1) * STAFF_ROWS):
            if not staff__active[row]:
                continue
            kind = staff__kind[row]
            identity = staff__identity[row]
            grid = kind == GRID_WORKER
            graduate = p.mechanisms.talent_leak if kind == GRADUATE else 0.0
            staff__professional[row] = next_professional(
                staff__professional[row],
                staff__start_skill[row],
                0.0 if grid else effects__class_hours[c],
                0.0 if grid else effects__visit_hours[c],
                used,
                team_skill,
                q,
            )
            staff__local_ties[row] = next_ties(staff__local_ties[row], q)
            young = kind in (GRADUATE, SOCIAL_WORKER)
            staff__burnout[row] = next_burnout(staff__burnout[row], over, young, q)
            staff__tenure[row] += 1.0
            if staff__seconded[row]:
                if uniform(month_key, RETURNS, identity) < 1.0 / q.secondment_months:
                    staff__seconded[row] = False
            elif not grid:
                start = secondment_start(q.secondment_share, graduate, q)
                staff__seconded[row] = uniform(month_key, CALLED_UP, identity) < start
            leaving = exit_probability(
                staff__burnout[row], graduate, kind == SOCIAL_WORKER,
                effects__pay_supplement[c], q,
            )  # fmt: skip
            if not grid:
                flows__staff[c] += 1.0
                flows__burnout[c] += staff__burnout[row]
                flows__professional[c] += staff__professional[row]
                flows__local_ties[c] += staff__local_ties[row]
                flows__tenure[c] += staff__tenure[row]
                flows__seconded[c] += 1.0 if staff__seconded[row] else 0.0
            if uniform(month_key, LEAVES, identity) < leaving:
                staff__active[row] = False
                if not grid:
                    flows__staff_exits[c] += 1.0
                    if kind == GRADUATE:
                        flows__graduate_exits[c] += 1.0


@columns
def hire_staff(
    making_key,
    month_key,
    communities__identity,
    communities__committee,
    communities__established_posts,
    communities__moved_share,
    communities__grid_posts,
    staff__identity,
    staff__active,
    staff__kind,
    staff__placed,
    staff__professional,
    staff__local_ties,
    staff__start_skill,
    staff__burnout,
    staff__tenure,
    staff__seconded,
    effects__graduates,
    effects__posts,
    effects__grid_workers,
    assumptions,
):
    """Vacancies are filled; those whom a policy pays come, and go when it no longer does.

    Where the town lets posts follow tasks, those of the moved share of work are withdrawn,
    whether or not the work is done elsewhere.

    Writes: staff.identity, staff.active, staff.kind, staff.placed, staff.professional,
    staff.local_ties, staff.start_skill, staff.burnout, staff.tenure, staff.seconded
    """
    p = assumptions[0]
    q = p.staff
    for c in range(communities__identity.size):
        first = c * STAFF_ROWS
        last = first + STAFF_ROWS
        office = 0
        grid = 0
        placed_grid = 0
        graduates = 0
        posts = 0
        for row in range(first, last):
            if staff__active[row]:
                if staff__kind[row] == GRID_WORKER:
                    if staff__placed[row]:
                        placed_grid += 1
                    else:
                        grid += 1
                elif not staff__placed[row]:
                    office += 1
                elif staff__kind[row] == GRADUATE:
                    graduates += 1
                else:
                    posts += 1
        identity = communities__identity[c]
        want_graduates = int(
            effects__graduates[c] + uniform(making_key, ROUNDS_GRADUATES, identity)
        )
        want_posts = int(effects__posts[c] + uniform(making_key, ROUNDS_POSTS, identity))
        want_grid = int(effects__grid_workers[c] + uniform(making_key, ROUNDS_GRID, identity))
        withdrawn = p.mechanisms.abdication * max(communities__moved_share[c], 0.0)
        target = int(communities__established_posts[c] * (1.0 - withdrawn) + 0.5)
        for row in range(last - 1, first - 1, -1):
            if staff__active[row] and not staff__placed[row]:
                if staff__kind[row] != GRID_WORKER and withdrawn > 0.0 and office > target:
                    staff__active[row] = False
                    office -= 1
            elif staff__active[row]:
                if staff__kind[row] == GRID_WORKER and placed_grid > want_grid:
                    staff__active[row] = False
                    placed_grid -= 1
                elif staff__kind[row] == GRADUATE and graduates > want_graduates:
                    staff__active[row] = False
                    graduates -= 1
                elif staff__kind[row] == POST and posts > want_posts:
                    staff__active[row] = False
                    posts -= 1
        key = mix(communities__identity[c] + month_key + HIRING)
        for category in range(5):
            if category == 0:
                open_places = target - office
            elif category == 1:
                open_places = communities__grid_posts[c] - grid
            elif category == 2:
                open_places = want_graduates - graduates
            elif category == 3:
                open_places = want_posts - posts
            else:
                open_places = want_grid - placed_grid
            for vacancy in range(open_places):
                identity = descend(key, 64 * category + vacancy)
                if uniform(month_key, HIRED, identity) >= q.hire_rate:
                    continue
                row = first
                while row < last and staff__active[row]:
                    row += 1
                if row == last:
                    break
                kind = GRID_WORKER
                if category == 0:
                    kind = ELECTED if communities__committee[c] == 0 else CADRE
                    if communities__committee[c] == 0 and (
                        uniform(month_key, HIRED_KIND, identity) < q.hire_social_worker
                    ):
                        kind = SOCIAL_WORKER
                elif category == 2:
                    kind = GRADUATE
                elif category == 3:
                    kind = POST
                newcomer = kind in (GRADUATE, SOCIAL_WORKER)
                staff__identity[row] = identity
                staff__active[row] = True
                staff__kind[row] = kind
                staff__placed[row] = category >= 2
                staff__professional[row] = q.skill[kind]
                staff__start_skill[row] = q.skill[kind]
                staff__local_ties[row] = q.ties_newcomer if newcomer else q.hire_ties * q.ties_local
                staff__burnout[row] = q.start_burnout
                staff__tenure[row] = 0.0
                staff__seconded[row] = False
