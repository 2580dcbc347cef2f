"""Faults of the kinds people make; each has to be found by a test that has reasons."""

from __future__ import annotations

from planted.faults.analysis import ANALYSIS
from planted.faults.designs import DESIGNS
from planted.faults.experiments import EXPERIMENTS
from planted.faults.ledger import LEDGER
from planted.faults.month import MONTH
from planted.faults.policies import POLICIES
from planted.faults.reports_and_charts import REPORTS_AND_CHARTS
from planted.faults.rules import RULES
from planted.faults.runs import RUNS
from planted.faults.statistics import STATISTICS
from planted.faults.texts import TEXTS

FAULTS = (
    *(*RULES, *MONTH, *POLICIES, *RUNS, *ANALYSIS, *TEXTS),
    *(*DESIGNS, *EXPERIMENTS, *LEDGER, *STATISTICS, *REPORTS_AND_CHARTS),
)
