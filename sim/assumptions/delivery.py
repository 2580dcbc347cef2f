"""Delivery: what becomes of a policy on its way from the pilot to the whole county."""

from __future__ import annotations

from sim.assumptions.group import LITERATURE, Group
from sim.params import param


class Delivery(Group):
    """Effort, attention and learning while policies are rolled out (S122)."""

    on_effort: float = param(
        1.0, 0.5, 1.0, "share", "Extra effort in pilots that tells", "试点超常投入见效份额",
        source="S122", **LITERATURE,
    )  # fmt: skip
    effort_hours: float = param(
        160, 60, 320, "hours a month", "Staff hours lent to a pilot for double effort",
        "试点双倍投入借调工时",
    )  # fmt: skip
    unsupervised_loss: float = param(
        0.30, 0.1, 0.5, "share", "Delivery lost where nobody supervises", "无督导的执行损失"
    )
    learning: float = param(
        0.04, 0.0, 0.08, "per month", "Losses that experience makes good", "经验弥补损失"
    )
