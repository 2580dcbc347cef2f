"""What a results folder says of the question it answers: its scenarios, settings and points."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from sim.experiment.labels import VALUES, factor_title
from sim.registry import Registry
from sim.store import Results
from sim.words import LANGUAGES

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd


class Asked:
    """The question that a results folder answers."""

    def __init__(self, folder: str | Path) -> None:
        self.results = Results.open(folder)
        self.folder = self.results.folder
        self.manifest = self.results.manifest
        self._said = self.manifest["experiment"]

    @property
    def name(self) -> str:
        return str(self._said["name"])

    @property
    def kind(self) -> str:
        return str(self._said["kind"])

    @property
    def question(self) -> dict[str, str]:
        return dict(self._said["question"])

    @property
    def settings(self) -> dict[str, Any]:
        """The experiment's settings: primary outcome, smallest effect, seed …"""
        return dict(self._said["settings"])

    @property
    def primary(self) -> str:
        return str(self.settings["primary"])

    @property
    def smallest_effect(self) -> float:
        return float(self.settings["smallest_effect"])

    @property
    def county(self) -> dict[str, Any]:
        """Whether it is illustrative, its communities, population and simulated residents."""
        return dict(self._said["county"])

    @property
    def baseline(self) -> str:
        return str(self._said["baseline"])

    @cached_property
    def points(self) -> pd.DataFrame:
        """scenario, against, and a column for each factor of the design."""
        return self.results.points()

    @cached_property
    def against(self) -> dict[str, str]:
        """For each scenario the one it is paired with."""
        return self.results.against()

    @property
    def starts(self) -> dict[str, dict[str, int]]:
        """For each scenario the months in which its policies start, as far as they were kept."""
        return dict(self._said.get("starts", {}))

    @property
    def ends(self) -> dict[str, int]:
        """Scenarios whose whole package ends before the horizon, with its last full month."""
        return dict(self._said["ends"])

    @cached_property
    def titles(self) -> dict[str, dict[str, str]]:
        """Each scenario's title in both languages, the baseline first."""
        said = self._said["titles"]
        names = self.points["scenario"]
        return {name: _both(said.get(name), name) for name in names}

    @cached_property
    def scenarios(self) -> Registry[dict[str, Any]]:
        """Each scenario's settings as a file would have them, by its name."""
        titles = self.titles.items()
        found = {name: self.results.scenario(name) | {"title": title} for name, title in titles}
        return Registry(found, ("in English", "in Chinese"), _titles)

    @cached_property
    def factor_names(self) -> dict[str, dict[str, str]]:
        """What the factors of the design and the words among their values are called."""
        factors = self.points.columns.drop(["scenario", "against"])
        told = {str(key): factor_title(str(key)) for key in factors} | dict(VALUES)
        return {key: dict(zip(LANGUAGES, titles, strict=True)) for key, titles in told.items()}


def _titles(said: dict[str, Any]) -> tuple[str, str]:
    return said["title"]["en"], said["title"]["zh"]


def _both(title: Any, name: str) -> dict[str, str]:
    if not title:
        return {"en": name, "zh": name}
    first = next(iter(title.values()))
    return {"en": title.get("en", first), "zh": title.get("zh", first)}
