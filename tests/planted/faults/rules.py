"""Faults in rules: what one actor does, by formula."""

from __future__ import annotations

from planted.patch import Patch

RULES = (
    Patch(
        "sim/rules/attitudes.py",
        "Sign flipped: a failure raises trust",
        "return trust - p.loss_ratio * p.gain * trust",
        "return trust + p.loss_ratio * p.gain * trust",
    ),
    Patch(
        "sim/rules/attitudes.py",
        "Pleasant surprises weigh more than disappointments",
        "(p.loss_weight if gap < 0.0 else 1.0)",
        "(p.loss_weight if gap > 0.0 else 1.0)",
    ),
    Patch(
        "sim/rules/attitudes.py",
        "Clip forgotten: calm neighbors cure a grievance",
        "friends * max(neighbors_grievance - grievance, 0.0)",
        "friends * (neighbors_grievance - grievance)",
    ),
    Patch(
        "sim/rules/taking_part.py",
        "Migrants vote from the first day",
        "return hukou or tenure >= 12.0",
        "return hukou or tenure >= 0.0",
    ),
    Patch(
        "sim/rules/taking_part.py",
        "Habits never fade",
        "return habit * (1.0 - p.habit_decay)",
        "return habit",
    ),
    Patch(
        "sim/rules/taking_part.py",
        "`<=` for `<`: at sixty one still has the time of working age",
        "25.0 <= age < 60.0",
        "25.0 <= age <= 60.0",
    ),
    Patch(
        "sim/rules/workload.py",
        "Late work does not count as load",
        "return (due + late + voiced) / max(capacity, 1.0)",
        "return (due + voiced) / max(capacity, 1.0)",
    ),
    Patch(
        "sim/rules/workload.py",
        "Control at the door lets more in",
        "p.rebound * (1.0 - entry_control) * (1.0 - refill)",
        "p.rebound * entry_control * (1.0 - refill)",
    ),
    Patch(
        "sim/rules/service.py",
        "Wrong weight: profession and local ties change places",
        "weight * professional + (1.0 - weight) * local_ties",
        "weight * local_ties + (1.0 - weight) * professional",
    ),
    Patch(
        "sim/rules/belonging.py",
        "Wrong weight: connection weighs as fulfilment does",
        "+ p.weight_connection * connected",
        "+ p.weight_fulfilment * connected",
    ),
    Patch(
        "sim/rules/staffing.py",
        "Hours in class are not taken off the month",
        "hours = max(p.month_hours - away_hours, 0.0)",
        "hours = p.month_hours",
    ),
    Patch(
        "sim/rules/staffing.py",
        "Sign flipped: rest adds to burnout",
        "* (1.0 - burnout) - p.burnout_recovery * burnout",
        "* (1.0 - burnout) + p.burnout_recovery * burnout",
    ),
    Patch(
        "sim/rules/money.py",
        "Fen are cut off, not rounded",
        "return int(yuan * FEN + 0.5)",
        "return int(yuan * FEN)",
    ),
    Patch(
        "sim/rules/moving.py",
        "A yearly rate is used every month",
        "return rate / 12.0",
        "return rate",
    ),
    Patch(
        "sim/rules/access.py",
        "Access falls to a step at the edge instead of to nothing",
        "- edge) / (1.0 - edge)",
        "- 0.0) / (1.0 - 0.0)",
    ),
    Patch(
        "sim/rules/organizations.py",
        "Learning has no end",
        "return min(math.exp(p.learning * doublings), 2.0)",
        "return math.exp(p.learning * doublings)",
    ),
)
