"""``sim diff``: which conclusions changed between two results of a question."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.exporting import refuse_single_run
from sim.cli.ledger_words import ledger_words
from sim.cli.screen import Lang, LangOption, show_table, tell
from sim.cli.wording import words
from sim.words import change, change_unit, say
from sim.words import named as titled

if TYPE_CHECKING:
    import pandas as pd

    from sim.comparison import Comparison

MOST_SHOWN = 24
"""Scenarios that a list names."""

_IN_IDENTITY = ("seed", "worlds", "replications")
"""Settings that the manifest also says elsewhere."""

Titles = Mapping[str, Mapping[str, str]]


def diff(
    before: Annotated[Path, typer.Argument(help="A folder that sim batch wrote.")],
    after: Annotated[Path, typer.Argument(help="Another one.")],
    every: Annotated[
        bool, typer.Option("--all", help="Verdicts on all outcomes, not only the headlines.")
    ] = False,
    lang: LangOption = Lang.EN,
) -> None:
    """Say which conclusions changed between two results: verdicts and ranks."""
    from sim.comparison import open_comparison

    for folder in (before, after):
        refuse_single_run(folder)
    former, present = open_comparison(before), open_comparison(after)
    tell(ledger_words("before_after", lang).format(before=before, after=after))
    is_same = _tell_fingerprints(former.manifest, present.manifest, lang)
    made = _made_differently(former.manifest, present.manifest, lang)
    if made:
        tell(ledger_words("made", lang), *(f"  {each}" for each in made))
    if former.against or present.against:
        changed, stand = _tell_conclusions(former, present, every, lang), "conclusions_stand"
    else:
        changed, stand = False, "no_effects"
    if not changed:
        tell(ledger_words("nothing_changed" if is_same and not made else stand, lang))


# -- how they were made ----------------------------------------------------------------------


def _tell_fingerprints(former: Mapping[str, Any], present: Mapping[str, Any], lang: Lang) -> bool:
    """Say the fingerprints; True where they are one and the same."""
    none = ledger_words("no_fingerprint", lang)
    one, other = (each.get("fingerprint") for each in (former, present))
    if one is not None and one == other:
        tell(ledger_words("same_fingerprint", lang).format(fingerprint=one))
        return True
    said = ledger_words("other_fingerprint", lang)
    tell(said.format(before=one or none, after=other or none))
    return False


def _made_differently(
    former: Mapping[str, Any], present: Mapping[str, Any], lang: Lang
) -> list[str]:
    """Code, seed, scenarios, settings and replications that are not the same."""
    from sim.manifest import changes

    found = changes(former, present)
    one, other = (each["experiment"]["settings"] for each in (former, present))
    found += [
        f"{name}: {_said(one.get(name))} → {_said(other.get(name))}"
        for name in dict.fromkeys([*one, *other])
        if name not in _IN_IDENTITY and one.get(name) != other.get(name)
    ]
    if former["replications"] != present["replications"]:
        name = ledger_words("replications", lang)
        found.append(f"{name}: {former['replications']} → {present['replications']}")
    return found


def _said(setting: Any) -> str:
    return setting if isinstance(setting, str) else json.dumps(setting, ensure_ascii=False)


# -- what they conclude ----------------------------------------------------------------------


def _tell_conclusions(former: Comparison, present: Comparison, every: bool, lang: Lang) -> bool:
    """Say what changed in verdicts and ranks; False where nothing did."""
    from sim.analysis.changes import changed_order, changed_verdicts
    from sim.comparison import DIRECTIONS, HEADLINES
    from sim.outcomes import OUTCOMES

    titles = former.titles | present.titles
    outcomes = OUTCOMES if every else dict.fromkeys([present.primary, *HEADLINES])
    verdicts = changed_verdicts(former.effects, present.effects)
    came_and_went = _tell_scenarios(former.titles, present.titles, lang)
    both = verdicts[verdicts["change"] == "changed"]
    shown = both[both["outcome"].isin(list(outcomes))]
    if not shown.empty:
        _tell_verdicts(shown, titles, list(outcomes), lang)
    direction = DIRECTIONS[present.primary]
    order = changed_order(former.effects, present.effects, present.primary, direction)
    if not order.empty:
        _tell_order(order, titles, present.primary, lang)
    changed = not shown.empty or not order.empty
    if came_and_went and not changed:
        tell(ledger_words("conclusions_stand", lang))
    return came_and_went or changed


def _tell_scenarios(former: Titles, present: Titles, lang: Lang) -> bool:
    """Say which scenarios one of the results has alone; False where there are none."""
    came = {name: title for name, title in present.items() if name not in former}
    went = {name: title for name, title in former.items() if name not in present}
    for key, alone in (("appeared", came), ("gone", went)):
        if alone:
            names = [titled(alone, name, lang.value) for name in list(alone)[:MOST_SHOWN]]
            listed = say("comma", lang.value).join(names)
            more = f" … ({len(alone)})" if len(alone) > MOST_SHOWN else ""
            tell(ledger_words(key, lang).format(scenarios=f"{listed}{more}"))
    return bool(came or went)


def _tell_verdicts(
    verdicts: pd.DataFrame, titles: Titles, outcomes: Sequence[str], lang: Lang
) -> None:
    """Every effect of which the verdict changed, under its outcome."""
    tell("", ledger_words("verdicts", lang), "")
    heads = [
        f"{ledger_words(name, lang)} · {ledger_words(when, lang)}"
        for when in ("before", "after")
        for name in ("verdict", "effect")
    ]
    rows = list(_verdict_rows(verdicts, titles, outcomes, lang))
    show_table(["", *heads], rows, left=(0, 1, 3))


def _verdict_rows(
    verdicts: pd.DataFrame, titles: Titles, outcomes: Sequence[str], lang: Lang
) -> Iterator[tuple[str, ...]]:
    for outcome in outcomes:
        found = verdicts[verdicts["outcome"] == outcome].to_dict("records")
        if found:
            title, unit = _outcome(outcome, lang)
            yield (words("headed", lang).format(title=title, unit=change_unit(unit, lang.value)),)
        for row in found:
            name = titled(titles, row["scenario"], lang.value)
            cells = (_effect(row, when, unit, lang) for when in ("before", "after"))
            yield (f"  {name}", *(cell for pair in cells for cell in pair))


def _effect(row: Mapping[Any, Any], when: str, unit: str, lang: Lang) -> tuple[str, str]:
    """Verdict, and difference with its interval, of one of the results."""
    difference, low, high = (row[f"{name}_{when}"] for name in ("difference", "low", "high"))
    if low != low:  # too few runs for an interval
        return "–", change(difference, unit)
    verdict = say(f"verdict.{row[f'verdict_{when}']}", lang.value)
    return verdict, f"{change(difference, unit)} ({change(low, unit)}…{change(high, unit)})"


def _tell_order(order: pd.DataFrame, titles: Titles, primary: str, lang: Lang) -> None:
    """Every scenario that ranks elsewhere than before."""
    title, unit = _outcome(primary, lang)
    said = ledger_words("order", lang)
    tell("", said.format(outcome=title, unit=change_unit(unit, lang.value)), "")
    heads = [
        f"{ledger_words('rank', lang)} · {ledger_words(when, lang)}" for when in ("before", "after")
    ]
    differences = [ledger_words(when, lang) for when in ("before", "after")]
    rows = [
        (
            titled(titles, row["scenario"], lang.value),
            str(row["rank_before"]),
            str(row["rank_after"]),
            *(change(row[f"difference_{when}"], unit) for when in ("before", "after")),
        )
        for row in order.to_dict("records")
    ]
    show_table(["", *heads, *differences], rows)


def _outcome(key: str, lang: Lang) -> tuple[str, str]:
    from sim.outcomes import OUTCOMES

    item = OUTCOMES[key]
    return (item.zh if lang == Lang.ZH else item.en), item.unit
