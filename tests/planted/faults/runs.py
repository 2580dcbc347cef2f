"""Faults between a model and its tables: worlds, replications, processes, storage."""

from __future__ import annotations

from planted.patch import Patch

RUNS = (
    Patch(
        "sim/simulation.py",
        "Results of the month before",
        "        step(world, package)\n        flows[month] = world.flows.buffer\n",
        "        flows[month] = world.flows.buffer\n        step(world, package)\n",
    ),
    Patch(
        "sim/simulation.py",
        "Elections come a month late",
        "(world.month - int(p.election_month))",
        "(world.month - 1 - int(p.election_month))",
    ),
    Patch(
        "sim/tables.py",
        "The county's institutions are those of its first community",
        "_named(_added(record.flows, 1), ",
        "_named(record.flows[:, 0], ",
    ),
    Patch(
        "sim/outcomes.py",
        "Needs that lapsed do not count against the quality of service",
        "return ratio(total(s.quality), total(served(s) + s.lapsed), 1.0)",
        "return ratio(total(s.quality), total(served(s)), 1.0)",
    ),
    Patch(
        "sim/design.py",
        "Every replication has the same seed",
        'draw(seed, "replication", _MAKING, replication)',
        'draw(seed, "replication", _MAKING, 0)',
    ),
    Patch(
        "sim/replication.py",
        "Scenarios that assume different things share one burn-in",
        "fixed = dict(scenario.assumptions)",
        "fixed = dict[str, object]()",
    ),
    Patch(
        "sim/design.py",
        "Disputed signs and switches are drawn where nobody asked for it",
        'if worlds == "sampled" and name.partition(".")[0] not in WHAT_IF:',
        'if worlds == "sampled":',
    ),
    Patch(
        "sim/design.py",
        "In a hypercube all assumptions are low together or high together",
        "(strata(seed, name, cube.count)[world] + chance)",
        "(world + chance)",
    ),
    Patch(
        "sim/assumptions/__init__.py",
        "Mechanisms that are switched off work on",
        "groups[group][name] *= getattr(switches, switch)",
        "groups[group][name] *= 1.0",
    ),
    Patch(
        "sim/replication.py",
        "Scenarios with different policies in force from the start share one burn-in",
        "scenario.burn_in, fixed, begun)",
        "scenario.burn_in, fixed)",
    ),
    Patch(
        "sim/replication.py",
        "A scenario goes on where the one before it ended",
        "act(settled[origin].copy(), scenario)",
        "act(settled[origin], scenario)",
    ),
    Patch(
        "sim/worlds.py",
        "What a scenario assumes is drawn all the same",
        "overrides=fixed",
        "overrides={}",
    ),
    Patch(
        "sim/batch/jobs.py",
        "A run that failed counts as done",
        'Answer(number, "failed", seconds, None,',
        'Answer(number, "succeeded", seconds, None,',
    ),
    Patch(
        "sim/batch/pool.py",
        "A job whose worker died is forgotten",
        "            if parcel.deaths < DEATHS_BEFORE_ALONE:",
        "            if parcel.deaths < 1:",
    ),
    Patch(
        "sim/tables.py",
        "The ledger is stored one month early",
        "np.column_stack([month + 1, line,",
        "np.column_stack([month, line,",
    ),
)
