"""What every policy shares: when, where, how faithfully, and for how much money."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np
from pydantic import Field
from pydantic.fields import FieldInfo

from sim.effects import Effects
from sim.params import Declaration, Settings, declarations, param
from sim.state import World


class Rollout(Settings):
    """Pilots first, then areas, then the county: the way of policies in the report (I(1)).

    Pilots get more effort than can be kept up (S122): it fades by half each
    ``effort_half_life``. Supervisors attend fully to ``supervised`` communities, and what
    they cannot attend to is delivered worse until experience is gained. A policy without a
    rollout is delivered as its fidelity says; "all at once" is a rollout with every community
    a pilot and an effort of 1.
    """

    pilots: int = param(4, 1, 40, "communities", "Pilot communities", "试点社区数")
    choose: Literal["random", "best_off", "worst_off", "connected", "named"] = Field(
        default="random", description="How pilots are chosen / 试点选择方式"
    )
    named: list[str] = Field(
        default_factory=list,
        description="Pilots, when `choose: named` / 指定试点（choose: named 时）",
    )
    effort: float = param(
        1.5, 1.0, 2.0, "factor", "Effort in pilots", "试点投入倍数", source="S122"
    )
    effort_half_life: int = param(
        9, 1, 120, "months", "Time in which half the extra effort fades", "超常投入半衰期"
    )
    supervised: int = param(
        8, 1, 1000, "communities", "Communities supervisors can attend to", "可督导社区数"
    )
    scale_funding: float = param(
        1.0, 0.0, 1.0, "share", "Funding per community kept after the pilots", "推广后经费比例"
    )
    months: int = param(12, 1, 120, "months", "Length of each stage", "每阶段月数")
    then: str | list[str] = Field(
        default="all",
        description="Stages after the pilots: areas, kinds, names, or all / "
        "试点之后各阶段的范围：片区、社区类型、社区名称或全部",
    )

    @property
    def stages(self) -> list[str]:
        """Where it goes after the pilots, stage by stage."""
        return [self.then] if isinstance(self.then, str) else list(self.then)


@dataclass(frozen=True, slots=True)
class Dose:
    """How much of a policy reaches each community this month.

    ``strength`` [C] is 0 where it does not act, 1 as written; levers that are numbers
    of things scale with it, shares are held to 1 where they are applied.
    """

    strength: np.ndarray

    def reached(self) -> np.ndarray:
        return self.strength > 0.0


class Policy(Settings):
    """A named, dated, targeted and costed setting of levers.

    A subclass declares its levers with `param` and says in ``effects`` what they do; the
    file's name is its key under ``policies:``.
    """

    TITLE: ClassVar[dict[str, str]] = {}

    start: int = param(1, 1, 1200, "reported month", "First month", "开始月份")
    ramp: int = param(1, 1, 120, "months", "Months to full strength", "推进月数")
    months: int | None = Field(
        default=None,
        ge=1,
        le=1200,
        description="How long; null: to the end / 持续月数（null 为直至结束）",
    )
    taper: int = param(
        0, 0, 120, "months", "Months in which it fades out afterwards", "结束后逐步退出的月数"
    )
    where: str | list[str] = Field(
        default="all",
        description="All, an area, a community kind, a community's name or code, or a list / "
        "实施范围：全部、片区、社区类型、社区名称或代码，或其列表",
    )
    size: float = param(
        1.0, 0.0, 4.0, "factor", "Size: multiplies every quantity", "规模：各项投入的倍数"
    )
    fidelity: float = param(1.0, 0.0, 1.0, "share", "Delivered as written", "执行到位率")
    budget: float | None = Field(
        default=None,
        ge=0.0,
        le=1e6,
        description="Yuan per resident and year; null: no cap / 人均年度预算上限（元；null 为不设上限）",
    )
    rollout: Rollout | None = None

    @classmethod
    def getdoc(cls) -> str:
        """What a notebook says when asked ``POLICIES.staff_training?``: its levers too."""
        own = [name for name in cls.model_fields if name not in Policy.model_fields]
        levers = [_told(name, cls.model_fields[name], declarations(cls)) for name in own]
        return "\n".join([inspect.cleandoc(cls.__doc__ or ""), "", "Levers", "------", *levers])

    def effects(self, world: World, dose: Dose) -> Effects:  # noqa: ARG002 - for subclasses
        """What the policy does this month, read from last month's world (never written)."""
        return Effects.empty(len(world.communities))


def _told(name: str, field: FieldInfo, declared: dict[str, Declaration]) -> str:
    """A lever in a line: its default, its range, what it is."""
    default = field.get_default(call_default_factory=True)
    known = declared.get(name)
    span = f" ({known.low:g} to {known.high:g})" if known else ""
    return f"{name} = {default}{span}: {field.description}"
