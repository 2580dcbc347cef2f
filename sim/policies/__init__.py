"""L: what a county may choose. One file per policy; the file's name is its YAML key."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from sim.policies.base import Dose, Policy, Rollout

__all__ = ["POLICIES", "Dose", "Policy", "Rollout"]


def _discover() -> dict[str, type[Policy]]:
    found = {}
    for name in sorted(module.name for module in iter_modules(__path__) if module.name != "base"):
        members = vars(import_module(f"{__name__}.{name}")).values()
        [found[name]] = [
            member
            for member in members
            if isinstance(member, type) and issubclass(member, Policy) and member is not Policy
        ]
    return found


POLICIES: dict[str, type[Policy]] = _discover()
"""Every policy by its key, in the order in which they are paid when money is short."""
