"""What makes a picture legible is seen to be missing where it is taken away."""

from __future__ import annotations

from legible import cut_off, overlapping, small
from made_up import nasty

from sim import charts

USUAL = nasty()["usual"]


def test_words_on_words_beyond_the_edge_and_too_small_are_found() -> None:
    axes = charts.forest(USUAL.effects, "belonging", source=USUAL.source)
    assert overlapping(axes) == cut_off(axes) == small(axes) == []
    axes = charts.forest(USUAL.effects, "belonging", source=USUAL.source)
    name = next(text for text in axes.texts if text.get_text() == "Training")
    axes.text(*name.get_position(), "on it", transform=name.get_transform(), ha="right")
    axes.text(1.2, 0.5, "beyond", transform=axes.transAxes)
    axes.text(0.5, -0.9, "tiny", transform=axes.transAxes, fontsize=6)
    assert ("Training", "on it") in overlapping(axes)
    assert cut_off(axes) == ["beyond"]
    assert small(axes) == ["tiny"]
