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
        "sim/report/teller.py",
        "One of two conditions is told as any of them",
        "return low > 0 or high < 0",
        "return any((low > 0, high < 0))",
    ),
)
