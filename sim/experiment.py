"""An experiment file: a question, the scenarios that answer it, and in how many worlds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field, model_validator

from sim.assumptions import ranges
from sim.errors import Problem, ScenarioError
from sim.outcomes import OUTCOMES
from sim.params import Settings
from sim.presets import DEFAULT, PRESETS
from sim.scenario import Scenario, load, load_scenario

_UNCERTAIN = [name for name, declared in ranges().items() if declared.low < declared.high]

if TYPE_CHECKING:
    from sim.design import Worlds

    OutcomeKey = str
    WorldKey = str
    DrawnKey = str
else:
    OutcomeKey = Literal[tuple(OUTCOMES)]
    WorldKey = Literal[(DEFAULT, *PRESETS)]
    DrawnKey = Literal[(*dict.fromkeys(name.partition(".")[0] for name in _UNCERTAIN), *_UNCERTAIN)]


class WorldChoice(Settings):
    """Worlds spread evenly over the ranges of assumptions, or named worlds in turn."""

    sample: Literal["latin_hypercube"] | None = None
    count: Annotated[int, Field(ge=1, le=10_000)] | None = None
    of: Literal["all"] | Annotated[list[DrawnKey], Field(min_length=1)] = "all"
    named: Annotated[list[WorldKey], Field(min_length=1)] | None = None

    @model_validator(mode="after")
    def _is_one_kind(self) -> WorldChoice:
        if (self.sample is None) == (self.named is None):
            raise ValueError("write {sample: latin_hypercube, count: …} or {named: [default, …]}")
        if self.sample and self.count is None:
            raise ValueError("count is missing: how many worlds fill the ranges")
        if self.named and {"count", "of"} & self.model_fields_set:
            raise ValueError("count and of go with sample, not with named")
        if self.named and len(set(self.named)) < len(self.named):
            raise ValueError("every world is named once; all get as many replications")
        return self


class ExperimentFile(Settings):
    """What an experiment file may say."""

    question: dict[Literal["en", "zh"], str] | str = ""
    kind: Literal["compare"] = "compare"
    against: str
    scenarios: Annotated[list[str], Field(min_length=1, max_length=200)]
    primary: OutcomeKey = "belonging"
    smallest_effect: Annotated[float, Field(gt=0.0, le=1.0)] = 0.01
    replications: Annotated[int, Field(ge=1, le=100_000)] = 30
    seed: Annotated[int, Field(ge=0, lt=2**63)] = 1
    worlds: Literal["sampled", "default"] | WorldChoice = "sampled"


class Experiment:
    """A loaded experiment: the baseline first, then what is compared with it, by name."""

    def __init__(self, settings: ExperimentFile, scenarios: dict[str, Scenario], name: str) -> None:
        self.settings = settings
        self.scenarios = scenarios
        self.name = name
        self.baseline = next(iter(scenarios))

    @property
    def question(self) -> dict[str, str]:
        """The question in both languages; one language serves for both."""
        text = self.settings.question
        if isinstance(text, str):
            return {"en": text, "zh": text}
        first = next(iter(text.values()), "")
        return {"en": text.get("en", first), "zh": text.get("zh", first)}

    @property
    def worlds(self) -> Worlds:
        """Which worlds its replications take."""
        from sim.design import worlds_from

        return worlds_from(self.worlds_said)

    @property
    def worlds_said(self) -> str | dict[str, Any]:
        """The same as plain values, for the record."""
        chosen = self.settings.worlds
        return chosen if isinstance(chosen, str) else chosen.model_dump(exclude_defaults=True)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is allowed but leaves the worlds unevenly used."""
        chosen, replications = self.settings.worlds, self.settings.replications
        if isinstance(chosen, str):
            return ()
        count = chosen.count or len(chosen.named or ())
        if replications % count == 0:
            return ()
        return (
            f"worlds: {replications} replications are no multiple of {count} worlds; "
            "some of them count more than others",
        )

    def changed(self, replications: int | None, seed: int | None) -> Experiment:
        """The same experiment in more or fewer worlds, or in others."""
        update = {"replications": replications, "seed": seed}
        given = {key: value for key, value in update.items() if value is not None}
        content = self.settings.model_dump(exclude_unset=True) | given
        return Experiment(ExperimentFile(**content), self.scenarios, self.name)


def load_experiment(source: str | Path | dict[str, Any]) -> Experiment:
    """Read an experiment file, or a mapping whose paths start from the working directory.

    Raises
    ------
    ScenarioError
        with all faults of the experiment and of its scenarios.
    """
    settings, folder = load(source, ExperimentFile)
    name = "experiment" if isinstance(source, dict) else Path(source).stem
    scenarios: dict[str, Scenario] = {}
    problems: list[Problem] = []
    for path in [settings.against, *settings.scenarios]:
        try:
            scenario = load_scenario(folder / path)
        except ScenarioError as error:
            problems.extend(error.problems)
            continue
        if scenario.name in scenarios:
            problems.append(
                Problem(
                    f"the scenario {scenario.name} is listed twice",
                    "every scenario once, and none compared with itself",
                    path="scenarios",
                    file=str(source),
                )
            )
        scenarios[scenario.name] = scenario
    problems.extend(_unlike(scenarios, str(source)))
    if problems:
        raise ScenarioError(problems)
    return Experiment(settings, scenarios, name)


def _unlike(scenarios: dict[str, Scenario], file: str) -> list[Problem]:
    """Paired scenarios need the same county, sample and months."""
    if not scenarios:
        return []
    first, *others = scenarios.values()
    return [
        Problem(
            f"{other.name} has {field}: {getattr(other, field)}",
            f"{getattr(first, field)} as in {first.name}, or nothing can be paired",
            path="scenarios",
            file=file,
        )
        for other in others
        for field in ("county", "sample", "months", "burn_in")
        if getattr(other, field) != getattr(first, field)
    ]
