"""``sim replay`` and ``sim verify``: are the numbers in a results folder what it says they are?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.compiling import compile_once
from sim.cli.exporting import refuse_single_run
from sim.cli.ledger_words import ledger_words
from sim.cli.screen import LARGEST_SEED, Lang, LangOption, complain, show_table, tell
from sim.cli.wording import words
from sim.words import named as titled
from sim.words import unit_name, value

if TYPE_CHECKING:
    from sim.conduct.finding import Recorded
    from sim.conduct.repeating import Repeater
    from sim.conduct.verifying import Check
    from sim.store import Run

FAILED, DAMAGED = 1, 3
USUAL_PLACE = Path("results")
MOST_SHOWN = 5
"""Outcomes with other numbers, or runs with a fault, of which a line tells."""

CountyOption = Annotated[
    list[Path] | None,
    typer.Option("--county", metavar="FILE", help="A county table, if it is not here."),
]


# -- one run again ---------------------------------------------------------------------------


def replay(
    run: Annotated[str, typer.Argument(help="The key of a run, or how it begins.")],
    folder: Annotated[
        Path | None, typer.Option(help="Where it is; default: any folder below results.")
    ] = None,
    county: CountyOption = None,
    lang: LangOption = Lang.EN,
) -> None:
    """Simulate one run of a results folder again, and compare every number."""
    from sim.conduct.finding import find_run, folders_below
    from sim.conduct.repeating import Repeater
    from sim.store import Results

    found = find_run(run, [folder] if folder is not None else folders_below(USUAL_PLACE))
    repeater = Repeater(Results.open(found.folder), county or [])
    repeater.refuse_other_model()
    compile_once(lang)
    again = repeater.repeat(found)
    _tell_which(repeater, found, lang)
    if again.status == "succeeded":
        _tell_headlines(again, lang)
    if not _is_as_before(repeater, found, again, lang):
        raise typer.Exit(FAILED)


def _tell_which(repeater: Repeater, run: Recorded, lang: Lang) -> None:
    titles = repeater.results.manifest["experiment"].get("titles", {})
    title = titled(titles, run.scenario, lang.value)
    said = ledger_words("run", lang)
    tell(said.format(title=title, replication=run.replication, key=run.key, folder=run.folder))


def _tell_headlines(run: Run, lang: Lang) -> None:
    """The headline outcomes in the last month."""
    from sim.comparison import HEADLINES
    from sim.outcomes import OUTCOMES
    from sim.tables import LAYOUT

    last = dict(zip(LAYOUT.columns["series"], run.arrays["series"][-1], strict=True))
    rows = []
    for key in HEADLINES:
        item = OUTCOMES[key]
        shown = value(float(last[key]), item.unit, lang.value)
        rows.append((_title(key, lang), shown, unit_name(item.unit, lang.value)))
    month = words("month", lang).format(month=int(last["month"]))
    show_table(("", month, words("unit", lang)), rows, left=(0, 2))


def _is_as_before(repeater: Repeater, run: Recorded, again: Run, lang: Lang) -> bool:
    """Say how the run compares with the one in the folder; False where it is not well."""
    if again.status != "succeeded":
        same = again.message == run.message
        _tell_failed_then(run, lang, unless=same)
        said = ledger_words("fails_the_same" if same else "fails_now", lang)
        complain(said.format(message=again.message), again.traceback.rstrip())
        return False
    if run.status != "succeeded":
        _tell_failed_then(run, lang)
        tell(ledger_words("not_compared", lang).format(status=run.status))
        return True
    if again.digest() == run.digest:
        tell(ledger_words("same_numbers", lang).format(digest=run.digest))
        return True
    _tell_deviations(repeater, run, again, lang)
    return False


def _tell_failed_then(run: Recorded, lang: Lang, *, unless: bool = False) -> None:
    if run.status == "failed" and not unless:
        complain(ledger_words("failed_then", lang).format(message=run.message))


def _tell_deviations(repeater: Repeater, run: Recorded, again: Run, lang: Lang) -> None:
    """Which numbers are other ones, and what that may hang on."""
    from sim.conduct.repeating import deviations
    from sim.tables import LAYOUT

    said = ledger_words("other_numbers", lang)
    complain(said.format(digest=again.digest(), stored=run.digest))
    stored = repeater.results.arrays(run.key)
    found = deviations(stored, again.arrays, LAYOUT.columns["series"])
    for each in found[:MOST_SHOWN]:
        line = ledger_words("deviation" if each.column else "other_table", lang)
        title = _title(each.column, lang) if each.column else ""
        complain(line.format(**each._asdict() | {"outcome": title}))
    if (more := len(found) - MOST_SHOWN) > 0:
        complain(ledger_words("and_more", lang).format(more=more))
    _tell_other_tools(repeater, lang)


def _title(outcome: str, lang: Lang) -> str:
    from sim.outcomes import OUTCOMES

    item = OUTCOMES[outcome]
    return item.zh if lang == Lang.ZH else item.en


def _tell_other_tools(repeater: Repeater, lang: Lang) -> None:
    if tools := repeater.other_tools():
        separator = "；" if lang == Lang.ZH else "; "
        complain(ledger_words("other_tools", lang).format(tools=separator.join(tools)))


# -- a whole folder --------------------------------------------------------------------------


def verify(
    folder: Annotated[Path, typer.Argument(help="A folder that sim batch wrote.")],
    rerun: Annotated[int, typer.Option(min=0, help="Runs to simulate again.")] = 5,
    seed: Annotated[int, typer.Option(min=0, max=LARGEST_SEED, help="Decides which runs.")] = 1,
    county: CountyOption = None,
    lang: LangOption = Lang.EN,
) -> None:
    """Hash everything in a results folder anew and simulate some of its runs again.

    Ends with 3 where what is stored is damaged, with 1 where a run gives other numbers.
    """
    from sim.conduct.repeating import Repeater
    from sim.conduct.verifying import verify as verified
    from sim.store import Results

    refuse_single_run(folder)
    repeater = Repeater(Results.open(folder), county or [])
    if rerun and repeater.is_this_model:
        compile_once(lang)
    faulty = []
    for check in verified(repeater, rerun, seed):
        tell(_line(check, lang))
        faulty += [check.what] if check.wrong else []
    if "again" in faulty:
        _tell_other_tools(repeater, lang)
    if faulty:
        raise typer.Exit(FAILED if faulty == ["again"] else DAMAGED)


def _line(check: Check, lang: Lang) -> str:
    from sim.manifest import model_hash

    outcome = "wrong" if check.wrong else "skipped" if check.skipped else "right"
    listed = "、" if lang == Lang.ZH else ", "
    shown = listed.join(check.wrong[:MOST_SHOWN])
    text = ledger_words(f"{check.what}.{check.skipped or outcome}", lang).format(
        count=check.looked_at,
        wrong=len(check.wrong),
        listed=shown if len(check.wrong) <= MOST_SHOWN else f"{shown} …",
        found=check.found,
        here=model_hash(),
    )
    return ledger_words(outcome, lang).format(text=text)
