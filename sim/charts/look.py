"""What a chart calls things in its language, and how each scenario is drawn."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sim.charts.layout import INK
from sim.charts.source import Source
from sim.charts.style import COLORS, DASHES, MARKERS, Stroke
from sim.outcomes import OUTCOMES
from sim.words import (
    NO_BREAK,
    WORDS,
    Catalogue,
    Language,
    change,
    named,
    percent,
    say,
    size,
    unit_name,
    unit_of,
)

WORDING: Catalogue = {
    "points": (f"{NO_BREAK}percentage points", "个百分点"),
    "within": (
        "gray: within {size}, the smallest effect that matters",
        "灰色：{size}以内，小于最小关注效应",
    ),
    "bars": ("bars: 95 % paired interval", "横线：95%配对置信区间"),
    "upright_bars": ("bars: 95 % paired interval", "竖线：95%配对置信区间"),
    "between": ("{low} to {high}", "{low}至{high}"),
}


@dataclass(frozen=True)
class Look:
    """The names, the language and the strokes of one chart."""

    source: Source = field(default_factory=Source)
    lang: Language = "en"

    def say(self, key: str, catalogue: Catalogue = WORDS) -> str:
        """The words for ``key``."""
        return say(key, self.lang, catalogue)

    def scenario(self, key: str) -> str:
        """The title of a scenario."""
        return named(self.source.titles, key, self.lang)

    def policy(self, key: str) -> str:
        """The title of a policy."""
        return named(self.source.policies, key, self.lang)

    def outcome(self, key: str) -> str:
        """The title of an outcome, as it was declared; what was not declared keeps its key."""
        if key not in OUTCOMES:
            return key
        return OUTCOMES[key].zh if self.lang == "zh" else OUTCOMES[key].en

    def inside(self, key: str) -> str:
        """The title of an outcome inside a sentence: “belonging”."""
        title = self.outcome(key)
        return title[:1].lower() + title[1:]

    def unit(self, key: str) -> str:
        """The unit of an outcome, as it was declared."""
        return OUTCOMES[key].unit if key in OUTCOMES else ""

    def unit_words(self, key: str) -> str:
        """The unit of an outcome in words."""
        return unit_name(self.unit(key), self.lang)

    def within(self, smallest: Mapping[str, float]) -> str:
        """What is gray around zero: “within ±0.01, ±1 percentage points”, each size once."""
        told: dict[str, None] = {}
        for key, number in smallest.items():
            if number > 0:
                points = self.say("points", WORDING) if unit_of(self.unit(key)).percent else ""
                told[f"±{size(number, self.unit(key))}{points}"] = None
        sizes = self.say("comma").join(told)
        return self.say("within", WORDING).format(size=sizes) if told else ""

    def between(self, low: float, high: float, unit: str) -> str:
        """An interval of differences, “+0.012 to +0.030”; nothing where there is none."""
        if not (math.isfinite(low) and math.isfinite(high)):
            return ""
        ends = {"low": change(low, unit), "high": change(high, unit)}
        return self.say("between", WORDING).format(**ends)

    def bars(self, barred: object, *, upright: bool = False) -> str:
        """What the bars of intervals are, or why there are none."""
        if not barred:
            return self.say("caption.few")
        return self.say("upright_bars" if upright else "bars", WORDING)

    def ordered(self, scenarios: Iterable[str]) -> list[str]:
        """Scenarios in the order of the titles, then those without one."""
        found = list(dict.fromkeys(scenarios))
        known = [key for key in self.source.titles if key in found]
        return [*known, *(key for key in found if key not in known)]

    def strokes(self, scenarios: Sequence[str]) -> dict[str, Stroke]:
        """One stroke per scenario, the same in every chart that has the same titles.

        The baseline is a plain dark line; the others differ in color, dashes and marker.
        """
        known = [*self.source.titles, *scenarios]
        others = [key for key in dict.fromkeys(known) if key != self.source.baseline]
        drawn = {self.source.baseline: Stroke(INK, "solid", "", 1.2)}
        for place, key in enumerate(others):
            color = COLORS[place % len(COLORS)]
            dashes = DASHES[place % len(DASHES)]
            drawn[key] = Stroke(color, dashes, MARKERS[place % len(MARKERS)], 1.6)
        return drawn

    def counted(self, counts: Iterable[float]) -> str:
        """How many paired replications stand behind numbers: one count, or from least to most."""
        known = [int(count) for count in counts if count == count]  # without what is missing
        least, most = min(known, default=0), max(known, default=0)
        key = "caption.n" if least == most else "caption.n_range"
        return self.say(key).format(n=most, low=least)

    def means_of(self, replications: int) -> str:
        """“means of n = 12 replications”, or that it is one run."""
        if replications == 1:
            return self.say("caption.one_run")
        return self.say("caption.mean").format(n=replications)

    def note(self, *parts: str) -> str:
        """The line under a figure: what is shown, seed, whose county, how much is assumed."""
        words = [part for part in parts if part]
        if self.source.seed is not None:
            words.append(self.say("caption.seed").format(seed=self.source.seed))
        county = self.source.county or self.say("illustrative_county")
        words.append(named({"county": county}, "county", self.lang))
        if self.source.assumed_share is not None:
            share = percent(self.source.assumed_share, self.lang)
            words.append(self.say("caption.assumed").format(share=share))
        return self.say("separator").join(words)
