"""Two counties with the same luck, stepped together: one with the policies, one without."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import mesa
import numpy as np

from sim.model import GovernanceModel
from sim.scenario import Scenario, with_settings
from sim.simulation import Record
from sim.tables import community_series

WITHOUT, WITH = "baseline", "policies"
"""The keys of the two runs in tables and charts."""

KEYS = (WITHOUT, WITH)


@dataclass(frozen=True)
class Plan:
    """What a pair is made from; ``spec`` has every lever as the visitor left it."""

    spec: Scenario
    seed: int = 1

    def changed(self, settings: Mapping[str, Any]) -> Plan:
        """The same with some values replaced, by dotted key.

        Raises
        ------
        ScenarioError
            where the values do not fit together.
        """
        return Plan(with_settings(self.spec, dict(settings), "levers"), self.seed)


class Seen(NamedTuple):
    """What can be shown at one moment: it stays as it is while the models go on."""

    county: tuple[Mapping[str, Mapping[str, float]], ...]
    """For each month from 0, run → outcome → value."""
    communities: Mapping[str, Mapping[str, np.ndarray]]
    """In the last month, run → outcome → values [C]."""
    spans: Mapping[str, tuple[float, float]]
    """The lowest and the highest value of each in all months so far, in both runs."""


def without_policies(spec: Scenario) -> Scenario:
    """The baseline of a scenario: the same county and the same facts, and no policy begins."""
    off = {f"policies.{key}": None for key in spec.policies.given()}
    return with_settings(spec, off) if off else spec


def communities_of(model: GovernanceModel) -> dict[str, np.ndarray]:
    """Every outcome that a community has, [C] each, in the model's last month."""
    world = model.world
    tables = world.flows.buffer, world.cells.buffer, world.ledger.fen.sum(axis=0)
    flows, cells, ledger = (table[None] for table in tables)
    package = model.package
    month = Record(flows, cells, ledger, package.delivered[None], package.keys, package.adopted)
    return {key: values[0] for key, values in community_series(month).items()}


class Pair(mesa.Model):
    """A county with the plan's policies and the same county without them.

    Both have the same seed, the same residents and the same assumptions, so what differs
    between them is the policies' doing. Month 0 is the end of the burn-in, where the two are
    one.
    """

    def __init__(self, plan: Plan) -> None:
        super().__init__(rng=plan.seed)
        self.plan = plan
        specs = {WITHOUT: without_policies(plan.spec), WITH: plan.spec}
        self.models = {key: GovernanceModel(spec, seed=plan.seed) for key, spec in specs.items()}
        self.seen = self._look(Seen((), {}, {}))
        self.running = self.month < self.last

    @property
    def month(self) -> int:
        """Months that both have behind them."""
        return len(self.seen.county) - 1

    @property
    def last(self) -> int:
        """The month in which the run ends."""
        return self.plan.spec.months

    def step(self) -> None:
        """One month in both; nothing once the run has ended or was left."""
        if not self.running:
            return
        for model in self.models.values():
            model.step()
        self.seen = self._look(self.seen)
        self.running = self.running and self.month < self.last

    def leave(self) -> None:
        """Step no more: nobody looks at this pair any longer."""
        self.running = False

    def _look(self, before: Seen) -> Seen:
        county = {key: model.outcomes for key, model in self.models.items()}
        communities = {key: communities_of(model) for key, model in self.models.items()}
        spans = {
            outcome: _span(
                [its[outcome] for its in communities.values()], before.spans.get(outcome)
            )
            for outcome in communities[WITH]
        }
        return Seen((*before.county, county), communities, spans)


def _span(values: list[np.ndarray], before: tuple[float, float] | None) -> tuple[float, float]:
    """The lowest and the highest of some values and of an earlier span."""
    known = np.concatenate([*values, np.array(before or ())])
    known = known[np.isfinite(known)]
    return (float(known.min()), float(known.max())) if known.size else (0.0, 1.0)
