"""An experiment that has been read: what is asked, of which scenarios."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sim.cards.experiment import experiment_card
from sim.experiment.doubts import doubts_of_question
from sim.experiment.points import Loaded, Point
from sim.experiment.question import Question
from sim.markup import Shown
from sim.words import Language

if TYPE_CHECKING:
    from sim.design import Worlds


class Experiment:
    """A loaded experiment: what is asked, of which scenarios."""

    def __init__(self, settings: Question, loaded: Loaded, name: str) -> None:
        self.settings = settings
        self.loaded = loaded
        self.name = name
        self.scenarios = loaded.scenarios
        self.baseline = loaded.baseline.name

    @property
    def kind(self) -> str:
        return self.settings.kind

    @cached_property
    def points(self) -> dict[str, Point]:
        """Every point of the design, as written."""
        return self.settings.points(self.loaded, {})

    def sized(self, sizes: Mapping[str, float]) -> dict[str, Point]:
        """The points, grown or shrunk by the given factors."""
        return self.settings.points(self.loaded, sizes)

    def runs(self) -> int:
        """How many runs the points take, those of equal content counted once.

        As many replications as there can be; not the runs on which sizes are weighed or a
        winner is estimated anew.
        """
        contents = {point.scenario.key() for point in self.points.values()}
        return len(contents) * self.settings.most_replications()

    @property
    def question(self) -> dict[str, str]:
        """The question in both languages; empty where none is asked."""
        said = self.settings.question
        return {"en": said["en"], "zh": said["zh"]} if said else {"en": "", "zh": ""}

    @property
    def worlds(self) -> Worlds:
        """Which worlds its replications take."""
        from sim.design import worlds_from

        return worlds_from(self.settings.worlds_said())

    @cached_property
    def warnings(self) -> tuple[str, ...]:
        """What is allowed but probably not meant."""
        return (*doubts_of_question(self.settings), *self.settings.doubts(self.loaded))

    def show(self, lang: Language = "en") -> Shown:
        """This experiment as a notebook shows it, in English or Chinese."""
        return experiment_card(self, lang)

    def _repr_html_(self) -> str:
        return self.show().html

    def changed(self, replications: int | None, seed: int | None) -> Experiment:
        """The same experiment in more or fewer worlds, or in others."""
        update: dict[str, Any] = {"replications": replications, "seed": seed}
        given = {key: value for key, value in update.items() if value is not None}
        content = self.settings.model_dump(exclude_unset=True) | given
        if replications is not None:
            content.pop("precision", None)
        return Experiment(type(self.settings)(**content), self.loaded, self.name)
