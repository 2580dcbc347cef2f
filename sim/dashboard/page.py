"""The page itself: Mesa's frame around a pair of models, and what a visitor may turn."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

import solara

from sim.dashboard.frame import Anew, Frame, Lower, SolaraViz, update_counter
from sim.dashboard.opening import Opening, sample_told, thin_told
from sim.dashboard.pair import Pair, Plan
from sim.dashboard.panels import panels
from sim.dashboard.sidebar import Levers, Settings
from sim.dashboard.tables import readings
from sim.dashboard.wording import words
from sim.errors import SimError


@solara.component
def Dashboard(opening: Opening) -> None:
    """Everything that one visitor sees; their pair of models is theirs alone."""
    runs, set_runs = solara.use_state(solara.use_memo(lambda: (0, Pair(opening.plan)), []))
    number, pair = runs
    latest = solara.use_ref(opening.plan)
    refusal, set_refusal = solara.use_state("")
    shade = solara.use_reactive("belonging")

    def turn(changed: Callable[[Plan], Plan]) -> None:
        try:
            following = Pair(changed(latest.current))
            latest.current = following.plan
            set_runs(lambda before: (before[0] + 1, following))
            set_refusal("")
        except SimError as error:
            set_refusal(f"{words('refused', opening.lang)} {error}")

    solara.Title(words("title", opening.lang))
    Frame(opening.lang)
    if refusal:
        solara.Error(refusal)
    with Anew(number):
        Run(opening, pair, shade).key(f"run {number}")
    with Lower():
        Settings(opening, pair.plan, shade, turn)
        Levers(opening, pair.plan, turn)


@solara.component
def Run(opening: Opening, pair: Pair, shade: solara.Reactive[str]) -> None:
    """A pair in Mesa's frame, which steps it, plays it and makes it anew."""
    model: solara.Reactive[Pair] = solara.use_reactive(pair)
    solara.use_effect(lambda: lambda: model.value.leave(), [])
    components: list[Any] = solara.use_memo(lambda: panels(opening, shade), [])
    Header(opening, model.value)
    SolaraViz(
        model,
        components=components,
        model_params={"plan": pair.plan},
        name=f"{opening.title} · {words('title', opening.lang)}",
    )


@solara.component
def Header(opening: Opening, pair: Pair) -> None:
    """The month and its numbers, the luck, the sample, and what all this is not."""
    update_counter.get()
    solara.HTML(unsafe_innerHTML=heading(pair, opening), classes=["heading"])
    if thin := thin_told(pair.plan.spec, opening.lang):
        solara.Warning(thin, dense=True)


def heading(pair: Pair, opening: Opening) -> str:
    """What stands above the charts, as one piece of HTML, so that all of it changes at once."""
    lang, plan = opening.lang, pair.plan
    month = words("month", lang).format(month=pair.month, last=pair.last)
    ended = f" · {words('ended', lang)}" if pair.month >= pair.last else ""
    facts = (words("luck", lang).format(seed=plan.seed), sample_told(plan.spec, lang))
    disclaimer = words("disclaimer" if opening.illustrative else "disclaimer.own", lang)
    numbers = [words("readings", lang), *readings(pair.seen, lang)]
    spans = "".join(f"<span>{escape(number)}</span>" for number in numbers)
    lines = "".join(f"<p>{escape(line)}</p>" for line in (" · ".join(facts), disclaimer))
    return f'<h2 class="month">{escape(month + ended)}</h2>{lines}<p class="readings">{spans}</p>'
