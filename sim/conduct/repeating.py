"""A run done again from what its results folder says of it: does it give the same numbers?"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from sim.assumptions import ranges
from sim.batch import Job
from sim.conduct.finding import Recorded
from sim.design import run_seed, world_assumptions, worlds_from
from sim.errors import ResultsError, SimError
from sim.manifest import model_hash
from sim.replication import Task, replicate
from sim.scenario import Scenario, load_scenario
from sim.store import Results, Run, making_key, run_key, world_key

_TOOLS = ("numpy", "numba")


class Repeater:
    """Knows how the runs of a results folder were made, and makes them again.

    ``counties`` are files of county tables, known by their names: results keep the names of
    such tables, not their folders.

    Raises
    ------
    ResultsError
        where the manifest does not say with which luck and in which worlds runs were made.
    """

    def __init__(self, results: Results, counties: Sequence[Path] = ()) -> None:
        self.results = results
        self.counties = {path.name: path for path in counties}
        self._identity = identity = results.manifest["identity"]
        try:
            self.seed = int(identity["seed"])
            self.worlds = worlds_from(identity["worlds"])
            self.model = str(identity["model"])
            self.kept, *self.panels = identity["kept"].split(", ")
        except (AttributeError, KeyError, TypeError, ValueError):
            said = f"The manifest in {results.folder} does not say how its runs were made."
            raise ResultsError(said) from None
        self._making = making_key(identity)
        self._scenarios: dict[str, Scenario] = {}
        self._worlds: dict[int, dict[str, float]] = {}

    @property
    def is_this_model(self) -> bool:
        """Whether the folder was made with the model that is installed here."""
        return self.model == model_hash()

    def refuse_other_model(self) -> None:
        """Raise `ResultsError` where another model made the folder."""
        if not self.is_this_model:
            made_by = self._identity.get("tool_version")
            raise ResultsError(
                f"The runs in {self.results.folder} were made by another model (version "
                f"{made_by}, code {self.model}; here it is {model_hash()}): only that one can "
                "do them again."
            )

    def missing_counties(self) -> list[str]:
        """The names of county tables that the folder needs and nobody has given."""
        names = {_county(self._said(name)) for name in self.results.points()["scenario"]}
        return sorted(name for name in names if name and not self._table(name).is_file())

    def scenario(self, name: str) -> Scenario:
        """One scenario of the folder, with its county table wherever that lies here."""
        if name not in self._scenarios:
            self._scenarios[name] = self._read(self._said(name))
        return self._scenarios[name]

    def _said(self, name: str) -> dict[str, Any]:
        """All settings of one scenario, as the folder has them."""
        try:
            return self.results.scenario(name)
        except ValueError:
            raise ResultsError(
                f"What {self.results.folder} says of the scenario {name} cannot be read any more."
            ) from None

    def _read(self, said: Mapping[str, Any]) -> Scenario:
        table = _county(said)
        if not table:
            return load_scenario(dict(said))
        if not self._table(table).is_file():
            raise ResultsError(
                f"The results in {self.results.folder} need the county table {table}, which is "
                "not here: give it with --county FILE."
            )
        return load_scenario({**said, "county": str(self._table(table))})

    def _table(self, name: str) -> Path:
        """Where a county table lies: one that is given alone is meant, whatever it is called."""
        if len(self.counties) == 1:
            return next(iter(self.counties.values())).resolve()
        return self.counties.get(name, Path(name)).resolve()

    def wrong_scenarios(self) -> list[str]:
        """The scenarios of which the manifest says something else than what was run."""
        said, keys = self.results.manifest["scenarios"], self._identity["scenarios"]
        return [name for name in keys if not self._is_scenario(said.get(name), keys[name])]

    def _is_scenario(self, said: Any, key: str) -> bool:
        try:
            return self._read(said).key() == key
        except (AttributeError, SimError):  # whoever changed it left no scenario at all
            return False

    def world(self, replication: int) -> dict[str, float]:
        """What is assumed in one replication, before any scenario fixes something."""
        if replication not in self._worlds:
            world = world_assumptions(replication, self.seed, ranges(), worlds=self.worlds)
            self._worlds[replication] = world
        return self._worlds[replication]

    def key(self, scenario: str, replication: int) -> str:
        """What the key of a run must be, if the folder says truly how it was made."""
        luck, world = run_seed(self.seed, replication), world_key(self.world(replication))
        return run_key(self.scenario(scenario).key(), luck, world, self._making)

    def repeat(self, run: Recorded) -> Run:
        """The run, simulated now; a failure is told in it, as in a batch.

        Raises
        ------
        ResultsError
            where another model made it, or where what the folder says makes another run.
        """
        self.refuse_other_model()
        key = self.key(run.scenario, run.replication)
        if key != run.key:
            table = _county(self._said(run.scenario))
            doubt = f" Is {self._table(table)} the table it was made with?" if table else ""
            raise ResultsError(
                f"{run.folder} no longer says how the run {run.key} was made: its scenario, seed "
                f"and world give {key}.{doubt}"
            )
        task = Task(
            ((key, self.scenario(run.scenario)),), run.replication, self.seed, self.worlds,
            self.model, self.kept, tuple(self.panels),
        )  # fmt: skip
        return replicate(Job(0, task))[0]

    def other_tools(self) -> list[str]:
        """What numbers can hang on and is not as it was, as ``numpy: 1.26.4 → 2.3.1``."""
        here = {"python": "{}.{}".format(*sys.version_info[:2])}
        here |= {name: version(name) for name in _TOOLS}
        return [
            f"{name}: {self._identity.get(name)} → {found}"
            for name, found in here.items()
            if self._identity.get(name) != found
        ]


def _county(said: Mapping[str, Any]) -> str:
    """The name of a scenario's county table; empty for the illustrative county."""
    name = str(said.get("county", "illustrative"))
    return "" if name == "illustrative" else Path(name).name


# -- what is other ---------------------------------------------------------------------------


class Deviation(NamedTuple):
    """The first month in which a column has another number; of other tables the name only."""

    table: str
    column: str = ""
    month: int = 0
    stored: float = float("nan")
    again: float = float("nan")


def deviations(
    stored: Mapping[str, np.ndarray], again: Mapping[str, np.ndarray], columns: Sequence[str]
) -> list[Deviation]:
    """Where two runs differ: in which outcomes from which month, and in which other tables.

    ``columns`` are those of the table ``series``, whose first is the month.
    """
    found = []
    for name in sorted(stored.keys() | again.keys(), key=lambda each: (each != "series", each)):
        one, other = stored.get(name), again.get(name)
        if one is None or other is None or one.shape != other.shape:
            found.append(Deviation(name))
        elif name == "series":
            found += _in_series(one, other, columns)
        elif _differs(one, other).any():
            found.append(Deviation(name))
    return found


def _in_series(one: np.ndarray, other: np.ndarray, columns: Sequence[str]) -> list[Deviation]:
    differs = _differs(one, other)
    found = []
    for place, column in enumerate(columns):
        if differs[:, place].any():
            row = int(differs[:, place].argmax())
            numbers = float(one[row, place]), float(other[row, place])
            found.append(Deviation("series", column, int(one[row, 0]), *numbers))
    return found


def _differs(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    return (one != other) & ~((one != one) & (other != other))  # a missing number equals another
