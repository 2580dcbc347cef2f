"""What a visitor may turn: sliders and switches, each of which starts both runs again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import solara

from sim.dashboard.knobs import Knob, knobs, switched
from sim.dashboard.opening import Opening
from sim.dashboard.pair import Plan
from sim.dashboard.wording import words
from sim.outcomes import OUTCOMES
from sim.policies import POLICIES
from sim.words import Language

Turn = Callable[[Callable[[Plan], Plan]], None]
"""Takes what makes another plan of a plan."""

LARGEST_SEED = 2**53 - 1
"""What a browser still counts exactly."""

TINY = {"font-size": "12px", "color": "#555555", "line-height": "1.3"}


@solara.component
def Levers(opening: Opening, plan: Plan, turn: Turn) -> None:
    """The scenario's policies with their levers, and all the others, switched off."""
    given = list(opening.spec.policies.given())
    others = [key for key in POLICIES if key not in given]
    heading = words("others" if given else "policies", opening.lang)

    def switchboards(policies: list[str]) -> None:
        for policy in policies:
            Switchboard(opening, plan, policy, turn).key(policy)

    with solara.Column(gap="8px"):
        switchboards(given)
        Folded(heading, lambda: switchboards(others), opened=not given)


@solara.component
def Folded(heading: str, inside: Callable[[], None], opened: bool = False) -> None:
    """What stands behind a button until it is pressed: pages with all of it would be slow."""
    is_open, set_open = solara.use_state(opened)
    solara.Button(
        heading,
        icon_name="mdi-chevron-up" if is_open else "mdi-chevron-down",
        text=True,
        on_click=lambda: set_open(not is_open),
    )
    if is_open:
        inside()


@solara.component
def Settings(opening: Opening, plan: Plan, shade: solara.Reactive[str], turn: Turn) -> None:
    """What the map shows, and the seed."""
    lang = opening.lang
    shown = {_outcome(key, lang): key for key, item in OUTCOMES.items() if item.level != "county"}
    names = {key: name for name, key in shown.items()}
    with solara.Card(words("world", lang), margin=0):
        solara.Select(
            words("shade", lang),
            value=names[shade.value],
            values=list(shown),
            on_value=lambda name: shade.set(shown[name]),
        )
        solara.InputInt(
            words("seed", lang),
            value=plan.seed,
            on_value=lambda seed: turn(lambda before: _seeded(before, seed)),
        )
        solara.Text(words("restart", lang), style=TINY)


def _outcome(key: str, lang: Language) -> str:
    return OUTCOMES[key].zh if lang == "zh" else OUTCOMES[key].en


def _seeded(plan: Plan, seed: int) -> Plan:
    return replace(plan, seed=min(max(seed, 0), LARGEST_SEED))


@solara.component
def Switchboard(opening: Opening, plan: Plan, policy: str, turn: Turn) -> None:
    """One policy: its switch and, while it is on, its levers."""
    lang, on = opening.lang, policy in plan.spec.policies.given()
    with solara.Card(margin=0, style={"padding": "0 4px"}, classes=[f"policy-{policy}"]):
        solara.Switch(
            label=POLICIES[policy].TITLE[lang],
            value=on,
            on_value=lambda wanted: turn(
                lambda before: before.changed(switched(opening.spec, policy, wanted))
            ),
        )
        if on:
            _sliders(opening, plan, policy, turn)


def _sliders(opening: Opening, plan: Plan, policy: str, turn: Turn) -> None:
    """The main levers of a policy, and the others behind a button."""
    found = knobs(opening.spec, plan.spec, policy)

    def sliders(main: bool) -> None:
        for knob in found:
            if knob.main == main:
                Slider(knob, opening.lang, turn).key(knob.key)

    sliders(main=True)
    if not all(knob.main for knob in found):
        Folded(words("more", opening.lang), lambda: sliders(main=False))


@solara.component
def Slider(knob: Knob, lang: Language, turn: Turn) -> None:
    """One lever: the number follows the hand, the runs start again when it lets go."""
    stands, set_stands = solara.use_state_or_update(knob.stands)

    def let_go(_slider: object, _event: str, number: float) -> None:
        chosen = knob.setting(number)  # `stands` is late where a run plays meanwhile
        if chosen != knob.stands:
            turn(lambda before: before.changed({knob.key: chosen}))

    told = (knob.title(lang), knob.told(knob.setting(stands), lang))
    spans = [solara.v.Html(tag="span", children=[each]) for each in told]
    solara.v.Html(tag="div", class_="lever", children=spans)
    slider = solara.v.Slider(
        v_model=stands,
        on_v_model=set_stands,
        min=knob.low,
        max=knob.high,
        step=knob.notch,
        dense=True,
        hide_details=True,
        class_=f"lever-{knob.key.replace('.', '-')}",
    )
    solara.v.use_event(slider, "change", let_go)
