"""Committees: the hours their staff give, and how they split them upward and downward."""

from __future__ import annotations

from sim.compiled import columns
from sim.money import FEN, LINE
from sim.rules.service import competence, reported_people, service_quality
from sim.rules.shapes import clip, toward
from sim.rules.staffing import effective_hours, with_experts
from sim.rules.workload import (
    faked_share,
    kept_hours,
    overload,
    replies_to_many,
    reply_probability,
    upward_priority,
    upward_room,
)
from sim.vocabulary import (
    COHORTS,
    GRID_WORKER,
    STAFF_ROWS,
)

ADMINISTRATION_FROM_ASSETS = LINE["administration_from_assets"]


@columns
def count_staff(
    communities__population,
    communities__grid_workers,
    communities__detection,
    communities__capacity_hours,
    communities__professional,
    communities__local_ties,
    staff__active,
    staff__kind,
    staff__professional,
    staff__local_ties,
    staff__burnout,
    staff__seconded,
    effects__class_hours,
    effects__visit_hours,
    effects__expert_days,
    effects__policy_hours,
    effects__borrowed_hours,
    effects__grid_rounds,
    flows__capacity_hours,
    flows__away_hours,
    flows__policy_hours,
    flows__borrowed_hours,
    assumptions,
):
    """Staff on the spot give their hours, less training, drag, secondment and policies' tasks.

    Grid workers in office see needs and report from next month on; the time of their rounds is
    not at the office.

    Writes: communities.grid_workers, communities.detection, communities.capacity_hours,
    communities.professional, communities.local_ties, flows.capacity_hours, flows.away_hours,
    flows.policy_hours, flows.borrowed_hours
    """
    p = assumptions[0]
    for c in range(communities__capacity_hours.size):
        away = min(effects__class_hours[c] + effects__visit_hours[c], p.staff.month_hours)
        hours = 0.0
        professional = 0.0
        ties = 0.0
        present = 0
        grid = 0
        usual = p.workload.grid_rounds
        rounds = min(usual + effects__grid_rounds[c], 1.0)
        for row in range(c * STAFF_ROWS, (c + 1) * STAFF_ROWS):
            if staff__active[row] and not staff__seconded[row]:
                if staff__kind[row] == GRID_WORKER:
                    own_away = rounds * p.staff.month_hours
                    grid += 1
                else:
                    own_away = away
                    flows__away_hours[c] += own_away
                hours += effective_hours(
                    staff__professional[row], staff__burnout[row], own_away, p.staff
                )
                professional += staff__professional[row]
                ties += staff__local_ties[row]
                present += 1
        communities__grid_workers[c] = grid
        watched = grid * p.workload.grid_residents * (rounds / usual)
        communities__detection[c] = min(watched / communities__population[c], 1.0)
        taken = min(effects__policy_hours[c], hours)
        hours += effects__borrowed_hours[c] - taken
        communities__capacity_hours[c] = hours
        flows__capacity_hours[c] = hours
        flows__policy_hours[c] = taken
        flows__borrowed_hours[c] = effects__borrowed_hours[c]
        if present > 0:
            skill = professional / present
            communities__professional[c] = with_experts(skill, effects__expert_days[c], p.staff)
            communities__local_ties[c] = ties / present


@columns
def do_committee_work(
    communities__population,
    communities__queue,
    communities__by_organization,
    communities__unserved,
    communities__by_committee,
    communities__quality_committee,
    communities__quality_organization,
    communities__capacity_hours,
    communities__handed_hours,
    communities__spared_hours,
    communities__due_hours,
    communities__late_hours,
    communities__returned_hours,
    communities__overload,
    communities__admin_share,
    communities__downward_share,
    communities__reply_prob,
    communities__openness,
    communities__voices,
    communities__professional,
    communities__local_ties,
    communities__access_center,
    communities__assets_fen,
    effects__openness,
    effects__reply_hours,
    effects__appraisal_weight,
    effects__asset_ban,
    effects__assistant_hours,
    flows__items_due_hours,
    flows__items_done_hours,
    flows__items_faked_hours,
    flows__items_failed_hours,
    flows__items_late_hours,
    flows__items_helped_hours,
    flows__upward_hours,
    flows__downward_hours,
    flows__kept_hours,
    flows__spare_hours,
    flows__asked_hours,
    flows__voiced_hours,
    flows__overload_hours,
    flows__assistant_hours,
    flows__served_committee,
    flows__served_organization,
    flows__served_volunteer,
    flows__lapsed,
    flows__reported,
    flows__quality,
    flows__waited,
    ledger__fen,
    assumptions,
):
    """Committees split their hours upward and downward; needs are served, wait on or lapse.

    Government work is done first up to its priority; what overload makes hopeless is faked,
    what is left is late or failed. Then the longest-waiting needs of all types are served.

    Writes: communities.queue, communities.by_committee, communities.quality_committee,
    communities.late_hours, communities.overload, communities.admin_share,
    communities.downward_share, communities.reply_prob, communities.assets_fen,
    flows.items_due_hours, flows.items_done_hours, flows.items_faked_hours,
    flows.items_failed_hours, flows.items_late_hours, flows.items_helped_hours,
    flows.upward_hours, flows.downward_hours, flows.kept_hours, flows.spare_hours,
    flows.asked_hours, flows.voiced_hours, flows.overload_hours, flows.assistant_hours,
    flows.served_committee, flows.lapsed, flows.reported, flows.quality, flows.waited, ledger.fen
    """
    p = assumptions[0]
    q = p.needs
    types = q.rate.size
    for c in range(communities__queue.shape[0]):
        waiting = communities__unserved[c]
        capacity = communities__capacity_hours[c]
        voiced = 0.0
        asked = 0.0
        for k in range(types):
            voiced += communities__queue[c, k, 0] * waiting[k, 0] * q.hours[k]
            for months in range(COHORTS):
                asked += communities__queue[c, k, months] * waiting[k, months] * q.hours[k]

        carried_in = communities__late_hours[c]
        returned = communities__returned_hours[c]
        late = carried_in + returned
        due = communities__due_hours[c] + late
        rho = overload(communities__due_hours[c], late, voiced, capacity)
        faked = due * faked_share(rho, p.workload)
        reports = faked * p.workload.fake_hours
        priority = upward_priority(effects__appraisal_weight[c], p.workload)
        room = upward_room(priority, due, asked, p.mechanisms.upward_priority) * capacity
        upward = min(due - faked + reports, room)
        done = clip(upward - reports, 0.0, due - faked)
        left = due - faked - done
        purse = communities__assets_fen[c] / FEN / p.money.helper_hour_yuan
        helped = min(
            left * p.money.assets_for_work * (1.0 - clip(effects__asset_ban[c], 0.0, 1.0)), purse
        )
        paid = int(helped * p.money.helper_hour_yuan * FEN)
        communities__assets_fen[c] -= paid
        ledger__fen[c, ADMINISTRATION_FROM_ASSETS] += paid
        carried = min(left - helped, p.workload.late_cap * due)

        handed = communities__spared_hours[c]
        for k in range(communities__handed_hours.shape[1]):
            handed += communities__handed_hours[c, k]
        old = handed + carried_in
        old_faked = old * faked_share(rho, p.workload)
        old_upward = min(old - old_faked + old_faked * p.workload.fake_hours, room)
        relief = communities__due_hours[c] + returned < handed
        kept = min(kept_hours(old_upward, upward, p.workload), capacity - upward) if relief else 0.0
        free = max(capacity - upward - kept, 0.0)
        assistants = effects__assistant_hours[c]
        pool = free + assistants
        left_hours = pool
        for months in range(COHORTS - 1, -1, -1):
            wanted = 0.0
            for k in range(types):
                wanted += communities__queue[c, k, months] * waiting[k, months] * q.hours[k]
            share = 0.0
            if wanted > 0.0:
                share = min(1.0, left_hours / wanted)
                left_hours = max(left_hours - share * wanted, 0.0)
            for k in range(types):
                communities__by_committee[c, k, months] = waiting[k, months] * share
        used = pool - left_hours
        by_assistants = used * assistants / pool if pool > 0.0 else 0.0
        downward = used - by_assistants

        for k in range(types):
            skilled = competence(
                communities__professional[c], communities__local_ties[c], q.weight[k], p.service
            )
            patience = min(int(q.patience[k] + 0.5), COHORTS)
            for months in range(COHORTS):
                people = communities__queue[c, k, months]
                quality = service_quality(skilled, months, communities__access_center[c], p.service)
                communities__quality_committee[c, k, months] = quality
                by_others = people * communities__by_organization[c, k, months]
                by_us = people * communities__by_committee[c, k, months]
                flows__served_committee[c, k] += by_us
                flows__quality[c, k] += (
                    by_us * quality + by_others * communities__quality_organization[c, k, months]
                )
                flows__waited[c, k] += (by_us + by_others) * months
            for months in range(COHORTS - 1, -1, -1):
                rest = communities__queue[c, k, months] * (
                    1.0
                    - communities__by_organization[c, k, months]
                    - communities__by_committee[c, k, months]
                )
                rest = max(rest, 0.0)
                communities__queue[c, k, months] = 0.0
                if months + 1 >= patience:
                    flows__lapsed[c, k] += rest
                else:
                    communities__queue[c, k, months + 1] = rest
            helped_people = (
                flows__served_committee[c, k]
                + flows__served_organization[c, k]
                + flows__served_volunteer[c, k]
            )
            flows__reported[c] += reported_people(helped_people, flows__lapsed[c, k], p.service)

        spent = upward + downward
        communities__late_hours[c] = carried
        communities__overload[c] = rho
        communities__admin_share[c] = upward / spent if spent > 0.0 else 0.0
        communities__downward_share[c] = downward / spent if spent > 0.0 else 0.0
        openness = toward(communities__openness[c], 1.0, min(effects__openness[c], 1.0))
        communities__reply_prob[c] = replies_to_many(
            reply_probability(asked, used, openness, p.trust),
            communities__voices[c],
            communities__population[c],
            effects__reply_hours[c],
            p.trust,
        )
        flows__items_due_hours[c] = due
        flows__items_done_hours[c] = done
        flows__items_faked_hours[c] = faked
        flows__items_helped_hours[c] = helped
        flows__items_late_hours[c] = carried
        flows__items_failed_hours[c] = left - helped - carried
        flows__upward_hours[c] = upward
        flows__downward_hours[c] = downward
        flows__assistant_hours[c] = by_assistants
        flows__kept_hours[c] = kept
        flows__spare_hours[c] = max(free - downward, 0.0)
        flows__asked_hours[c] = asked
        flows__voiced_hours[c] = voiced
        flows__overload_hours[c] = rho * capacity
