"""L: what a county may choose. One file per policy; the file's name is its YAML key.

Files lie here, or in a folder of the user's own: see `sim.own_policies`.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from traceback import extract_tb
from types import ModuleType

from sim.errors import SimError
from sim.own_policies import own_files, own_folder
from sim.policies.base import Dose, Policy, Rollout
from sim.registry import Registry

__all__ = ["POLICIES", "Dose", "Policy", "Rollout"]


def _discover() -> dict[str, type[Policy]]:
    shipped = {module.name for module in iter_modules(__path__)}
    own = own_files()
    for path in own:
        if path.stem in shipped or not path.stem.isidentifier():
            raise SimError(f"{path.name}: found a name that is taken or cannot be a key")
    if folder := own_folder():
        __path__.append(str(folder))
    names = sorted({*shipped, *(path.stem for path in own)} - {"base"})
    return {name: _policy_in(name) for name in names}


def _policy_in(name: str) -> type[Policy]:
    """The one policy that a file declares."""
    module = _imported(name)
    found = [
        member
        for member in vars(module).values()
        if isinstance(member, type)
        and issubclass(member, Policy)
        and member.__module__ == module.__name__
    ]
    if len(found) != 1 or set(found[0].TITLE) != {"en", "zh"}:
        file = Path(str(module.__file__)).name
        del sys.modules[module.__name__]  # so that a corrected file is read again
        raise SimError(
            f"{file}: found {len(found)} policies, expected one class that is a Policy, "
            'with a TITLE = {"en": …, "zh": …}'
        )
    return found[0]


def _imported(name: str) -> ModuleType:
    """The module of a policy; a fault in a file of the user's own is told with its place."""
    full = f"{__name__}.{name}"
    try:
        return import_module(full)
    except Exception as error:
        own = {path.stem: path for path in own_files()}
        if name not in own:
            raise
        sys.modules.pop(full, None)
        lines = [step.lineno for step in extract_tb(error.__traceback__)
                 if Path(step.filename) == own[name]]  # fmt: skip
        line = getattr(error, "lineno", None) or (lines[-1] if lines else 1)
        told = f"{own[name].name}:{line}: found {type(error).__name__}: {error}"
        raise SimError(f"{told}. Expected a file with one policy that Python can read") from error


def _cells(policy: type[Policy]) -> tuple[str, str, str]:
    first = (policy.__doc__ or "").strip().partition("\n")[0]
    return policy.TITLE["en"], policy.TITLE["zh"], first


POLICIES: Registry[type[Policy]] = Registry(
    _discover(), ("in English", "in Chinese", "what it does"), _cells
)
"""Every policy by its key, in the order in which they are paid when money is short."""
