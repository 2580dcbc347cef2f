"""Mesa's page with our words on its controls, which speak English alone."""

from __future__ import annotations

import solara

from sim.dashboard.wording import MESA
from sim.words import Language, say

solara.settings.main.check_hooks = "off"  # it would complain about Mesa's page each time

from mesa.visualization import SolaraViz  # noqa: E402
from mesa.visualization.utils import update_counter  # noqa: E402

__all__ = ["Anew", "Frame", "Lower", "SolaraViz", "told", "update_counter"]

DEEP = 8
"""Deeper than Mesa's controls lie: at the side, what lies deeper stands lower."""


@solara.component_vue("frame.vue")
def _Frame(words: dict[str, str]) -> None:
    """Says in the browser what ``words`` give for the words that stand there."""


def told(lang: Language) -> dict[str, str]:
    """What Mesa's controls say, and what they say on our page."""
    return {said: say(said, lang, MESA) for said in MESA}


def Frame(lang: Language) -> solara.Element:
    """Puts our words into Mesa's controls for as long as it is on the page."""
    return _Frame(words=told(lang))


@solara.component
def Anew(number: int, children: list[solara.Element] = []) -> None:  # noqa: B006 - solara's way
    """Holds Mesa's frame, whose controls are made anew whenever ``number`` has changed.

    What stands at the same place at the side is taken for the same: controls would remember
    that the last run had ended, or is played. So their place changes with each run.
    """
    if number % 2:
        with solara.Sidebar():
            solara.v.Html(tag="span")
    solara.Column(children)


@solara.component
def Lower(children: list[solara.Element] = [], by: int = DEEP) -> None:  # noqa: B006 - solara's way
    """Puts its children at the side, below what components that lie less deep put there."""
    if by:
        Lower(children, by - 1)
    else:
        with solara.Sidebar():  # the key keeps it when what is above comes or goes
            solara.Column(children, gap="8px").key("lower")
