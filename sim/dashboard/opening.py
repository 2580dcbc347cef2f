"""What a dashboard opens with: the scenario, the seed and the language of every new visitor."""

from __future__ import annotations

from dataclasses import dataclass

from sim.county import Profile, load_county
from sim.dashboard.pair import Plan
from sim.dashboard.wording import WORDING, words
from sim.population import THIN, sampled
from sim.scenario import Scenario
from sim.words import LANGUAGES, Language, decimal, named


@dataclass(frozen=True)
class Opening:
    """Given once to the server; each visitor starts from here with a pair of their own."""

    spec: Scenario
    seed: int = 1
    lang: Language = "en"

    @property
    def plan(self) -> Plan:
        """The plan before anybody has touched a lever."""
        return Plan(self.spec, self.seed)

    @property
    def title(self) -> str:
        """What the scenario is called."""
        return self.titles[self.lang]

    @property
    def titles(self) -> dict[str, str]:
        """The same in every language."""
        return {lang: named({"": self.spec.title}, "", lang) for lang in LANGUAGES}

    def titles_of(self, plan: Plan) -> dict[str, str]:
        """What a run of a plan is called: another name once a lever was moved."""
        if not self.spec.policies.given():
            return {lang: words("bare", lang) for lang in LANGUAGES}
        if plan.spec == self.spec:
            return self.titles
        return {lang: words("changed", lang).format(title=self.titles[lang]) for lang in LANGUAGES}

    @property
    def illustrative(self) -> bool:
        """Whether the county is nobody's."""
        return self.spec.county == "illustrative"

    @property
    def county(self) -> dict[str, str]:
        """What the county is called under a chart, in both languages."""
        en, zh = WORDING["illustrative" if self.illustrative else "own"]
        return {"en": en, "zh": zh}


def sample_told(spec: Scenario, lang: Language) -> str:
    """How many of the residents are simulated."""
    people = _people(load_county(spec.county), spec)
    simulated, everybody = (decimal(number, 0) for number in people)
    if spec.residents is None:
        return words("everybody", lang).format(people=everybody)
    return words("sample", lang).format(residents=simulated, people=everybody)


def thin_told(spec: Scenario, lang: Language) -> str:
    """A warning where so few are simulated that chance in who they are moves outcomes."""
    communities = len(load_county(spec.county))
    if spec.residents is None or spec.residents >= THIN * communities:
        return ""
    each = decimal(spec.residents / communities, 0)
    return words("thin", lang).format(each=each, enough=THIN)


def _people(profile: Profile, spec: Scenario) -> tuple[float, float]:
    everybody = float(profile.residents.sum())
    return float(sampled(profile.residents, spec.residents).sum()), everybody
