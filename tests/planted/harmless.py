"""Changes of wording that change nothing: every test has to stay green."""

from __future__ import annotations

from planted.patch import Patch

HARMLESS = (
    Patch(
        "sim/rules/workload.py",
        "The load gets a name of its own",
        "    return (due + late + voiced) / max(capacity, 1.0)",
        "    load = due + late + voiced\n    return load / max(capacity, 1.0)",
    ),
    Patch(
        "sim/rules/moving.py",
        "Bands of age are counted instead of asked for one after the other",
        "    if age < 30.0:\n        return 0\n    if age < 45.0:\n        return 1\n"
        "    if age < 60.0:\n        return 2\n    return 3",
        "    return int(age >= 30.0) + int(age >= 45.0) + int(age >= 60.0)",
    ),
    Patch(
        "sim/behavior/services.py",
        "Months count upward and are turned round",
        "    for months in range(COHORTS - 1, -1, -1):\n        asked =",
        "    for younger in range(COHORTS):\n        months = COHORTS - 1 - younger\n        asked =",
    ),
    Patch(
        "sim/behavior/measure.py",
        "The three ways of taking part are told in another order",
        "together = played | met | helped",
        "together = helped | met | played",
    ),
    Patch(
        "sim/package.py",
        "The end of a policy is asked about first",
        "    if policy.months is None or month < policy.start + policy.months:\n        return risen\n"
        "    over",
        "    goes_on = policy.months is None or month < policy.start + policy.months\n"
        "    if goes_on:\n        return risen\n    over",
    ),
    Patch(
        "sim/simulation.py",
        "The books are emptied in another order",
        "    world.flows.clear()\n    world.cells.clear()\n    world.ledger.fen.fill(0)\n",
        "    world.ledger.fen.fill(0)\n    world.cells.clear()\n    world.flows.clear()\n",
    ),
    Patch(
        "sim/statistics/samples.py",
        "The squares of the variance are listed first",
        "    return math.fsum((value - center) ** 2 for value in values.tolist()) / (len(values) - 1)",
        "    squares = [(value - center) ** 2 for value in values.tolist()]\n"
        "    return math.fsum(squares) / (len(squares) - 1)",
    ),
    Patch(
        "sim/statistics/several.py",
        "Holm's factors are counted down instead of taken off",
        "factors = len(order) - np.arange(len(order))",
        "factors = np.arange(len(order), 0, -1)",
    ),
    Patch(
        "sim/county/imputation.py",
        "Known cells are passed over first",
        "        if rule.column not in row:\n"
        "            row[rule.column] = rule.fill(row)\n"
        "            filled.append(rule.column)\n",
        "        if rule.column in row:\n            continue\n"
        "        row[rule.column] = rule.fill(row)\n        filled.append(rule.column)\n",
    ),
    Patch(
        "sim/statistics/several.py",
        "Places are counted from the largest p-value down",
        "np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)",
        "np.minimum(np.flip(np.minimum.accumulate(np.flip(scaled))), 1.0)",
    ),
    Patch(
        "sim/experiment/points.py",
        "A name that is taken is counted on before it is tried",
        "    number, found = 1, name\n    while found in taken:\n        number += 1\n"
        '        found = f"{name} ({number})"\n    return found',
        "    if name not in taken:\n        return name\n    number = 2\n"
        '    while (found := f"{name} ({number})") in taken:\n        number += 1\n    return found',
    ),
    Patch(
        "sim/conduct/equalizing.py",
        "A cost is near where it lies between two bounds",
        "return abs(cost - yuan) <= NEAR * yuan",
        "return yuan - NEAR * yuan <= cost <= yuan + NEAR * yuan",
    ),
    Patch(
        "sim/store/run.py",
        "What has no part in the making of a run is told in another order",
        'own = ("scenarios", "seed", "worlds")',
        'own = {"worlds", "seed", "scenarios"}',
    ),
    Patch(
        "sim/tables.py",
        "The last of all months is asked for before the last of a year",
        "if m % YEAR == 0 or m == record.months]",
        "if m == record.months or not m % YEAR]",
    ),
    Patch(
        "sim/report/teller.py",
        "One of two conditions is told as any of them",
        "return low > 0 or high < 0",
        "return any((low > 0, high < 0))",
    ),
)
