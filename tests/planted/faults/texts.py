"""Faults where files are read and reports are written."""

from __future__ import annotations

from planted.patch import Patch

TEXTS = (
    Patch(
        "sim/county/imputation.py",
        "Imputation is silent: nothing says that a cell was filled",
        "filled.append(rule.column)",
        "filled[:] = filled",
    ),
    Patch(
        "sim/county/imputation.py",
        "All communities of a table share their luck",
        'return keyed(decision, row["code"])',
        'return keyed(decision, "")',
    ),
    Patch(
        "sim/county/codes.py",
        "`<` for `<=` at the end of the codes of residents' committees",
        "if 1 <= suffix <= 199:",
        "if 1 <= suffix < 199:",
    ),
    Patch(
        "sim/county/codes.py",
        "People left over by rounding live nowhere",
        "for k in order[: population - sum(people)]:",
        "for k in order[:0]:",
    ),
    Patch(
        "sim/county/reading.py",
        "Shares may add up to more than everybody",
        "if shares > 1 + 1e-9:",
        "if shares > 2:",
    ),
    Patch(
        "sim/reading/scalars.py",
        "`no` and `off` are guessed at instead of refused",
        '_SUSPECT = frozenset("+-.0123456789<=YyNnOo")',
        '_SUSPECT = frozenset("+-.0123456789<=")',
    ),
    Patch(
        "sim/reading/inheritance.py",
        "The parent wins over the child",
        "_forget(path, places)\n        return child",
        "_forget(path, places)\n        return parent",
    ),
    Patch(
        "sim/scenario.py",
        "Scenarios that differ in their budget are the same scenario",
        'LABELS = ("name", "title", "description", "extends")',
        'LABELS = ("name", "title", "description", "extends", "budget")',
    ),
    Patch(
        "sim/report/inputs.py",
        "Money that is handed on is counted as cost again",
        'paid = ledger[ledger["payer"] == "treasury"] if "payer" in ledger else ledger',
        "paid = ledger",
    ),
    Patch(
        "sim/report/verdicts.py",
        "The smallest of the good effects is called the largest",
        'return max(better, key=lambda row: abs(row["difference"])',
        'return min(better, key=lambda row: abs(row["difference"])',
    ),
    Patch(
        "sim/report/findings.py",
        "A price per point stands where no effect is sure",
        'if not clear_of_zero(row["low"], row["high"]):\n        return teller.say("none_sure")',
        'if row["n"] < 1:\n        return teller.say("none_sure")',
    ),
    Patch(
        "sim/report/teller.py",
        "The report tells the first month's effects for the last one's",
        'table["month"].max()',
        'table["month"].min()',
    ),
)
