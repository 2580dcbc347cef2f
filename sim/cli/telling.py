"""What the screen says of an experiment's results, by the kind of its question."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from sim.cli.running import caption
from sim.cli.screen import Lang, complain, program, show_table, tell
from sim.cli.wording import words
from sim.words import change, change_unit, decimal, percent, say, unit_of
from sim.words import named as titled

if TYPE_CHECKING:
    import pandas as pd

    from sim.comparison import Comparison

MOST_FAILED_SHOWN = 5
MOST_ROWS = 24
"""Scenarios of which the screen shows a table of effects."""

Row = Mapping[Any, Any]


def tell_comparison(comparison: Comparison, lang: Lang) -> bool:
    """Print the answer and report what failed; False where a run failed."""
    for text in comparison.warnings:
        complain(words("warning", lang).format(text=text))
    status = comparison.results.status()
    failed = status[status["status"] == "failed"]
    if (status["status"] == "succeeded").any():
        _tell_answer(comparison, lang)
        tell(*comparison.manifest["imputed"])
        _tell_places(comparison, lang)
    else:
        complain(words("nothing_done", lang))
        _tell_report(comparison, lang)
    pending = int((status["status"] == "pending").sum())
    if pending:
        complain(words("pending", lang).format(pending=pending, asked=len(status)))
    if len(failed):
        _tell_failed(comparison, failed.to_dict("records"), len(status), lang)
    return not len(failed)


def _tell_answer(comparison: Comparison, lang: Lang) -> None:
    question = comparison.question[lang.value]
    tell(*([question, ""] if question else []))
    if comparison.kind == "sensitivity":
        _tell_sensitivity(comparison, lang)
    elif comparison.kind == "pilot":
        _tell_pilots(comparison, lang)
    else:
        _tell_effects(comparison, lang)
    tell("", comparison.answer[lang.value], "")


# -- effects ---------------------------------------------------------------------------------


def _tell_effects(comparison: Comparison, lang: Lang) -> None:
    from sim.analysis.telling import shape_words
    from sim.statistics.samples import FEWEST
    from sim.statistics.shape import wants_more_runs

    rows = comparison.effects.to_dict("records")
    if not rows:
        return
    most = max(int(row["n"]) for row in rows)
    title = titled(comparison.titles, comparison.baseline, lang.value)
    head = "effects" if comparison.baseline in comparison.titles else "effects_around"
    tell(words(head, lang).format(month=rows[0]["month"], baseline=title, n=most), "")
    columns = ("difference", "interval", "verdict", "better_in", "yuan")
    header = [words(key, lang) for key in columns]
    show_table(["", *header], _effect_rows(comparison, rows, lang), left=(0, 3))
    if len(comparison.against) > MOST_ROWS:
        shown = {"shown": MOST_ROWS, "all": len(comparison.against)}
        tell(words("highest_of", lang).format(**shown))
    tell(words("legend", lang))
    if most < FEWEST:
        tell(words("no_interval", lang).format(fewest=FEWEST))
    for row in rows:
        if row["outcome"] == comparison.primary and wants_more_runs(row["shape"], row["n"]):
            name = titled(comparison.titles, row["scenario"], lang.value)
            said = shape_words(row["shape"], row["n"], lang.value)
            complain(words("odd_shape", lang).format(scenario=name, said=said))
    factor = decimal(comparison.variance_reduction(), 0)
    tell(words("variance_reduction", lang).format(factor=factor))
    if sizes := comparison.manifest.get("sizes"):
        factors = "; ".join(
            f"{titled(comparison.titles, name, lang.value)} ×{size:g}"
            for name, size in sizes.items()
        )
        tell(words("sizes", lang).format(factors=factors))
    if comparison.has_named_worlds:
        _tell_by_world(comparison, columns, lang)


def _tell_by_world(comparison: Comparison, columns: tuple[str, ...], lang: Lang) -> None:
    """The primary outcome in each named world by itself: what holds in all of them?"""
    from sim.presets import title_of

    title, unit = _outcome(comparison.primary, lang)
    rows: list[tuple[str, ...]] = []
    for world, effects in comparison.effects_by_world.items():
        found = effects[effects["outcome"] == comparison.primary].to_dict("records")
        number = max(int(row["n"]) for row in found)
        rows.append((f"{title_of(world)[lang.value]} (n = {number})",))
        rows += [
            (
                f"  {titled(comparison.titles, row['scenario'], lang.value)}",
                *_effect_cells(row, unit, lang),
            )
            for row in found
        ]
    tell("", words("by_world", lang).format(outcome=title), "")
    show_table(["", *(words(key, lang) for key in columns)], rows, left=(0, 3))


def _effect_rows(
    comparison: Comparison, rows: list[dict[Any, Any]], lang: Lang
) -> Iterator[tuple[str, ...]]:
    """A heading for each headline outcome, the primary one first, then its scenarios.

    Of a large design only the primary outcome, and of that the highest.
    """
    from sim.comparison import DIRECTIONS, HEADLINES

    primary = comparison.primary
    is_large = len(comparison.against) > MOST_ROWS
    others = () if is_large else (each for each in HEADLINES if each != primary)
    for key in (primary, *others):
        title, unit = _outcome(key, lang)
        yield (words("headed", lang).format(title=title, unit=change_unit(unit, lang.value)),)
        found = [row for row in rows if row["outcome"] == key]
        if is_large:
            direction = DIRECTIONS[key] or 1
            found = sorted(found, key=lambda row: -row["difference"] * direction)[:MOST_ROWS]
        for row in found:
            name = titled(comparison.titles, row["scenario"], lang.value)
            yield (f"  {name}", *_effect_cells(row, unit, lang))


def _effect_cells(row: Row, unit: str, lang: Lang) -> tuple[str, ...]:
    return (
        change(row["difference"], unit),
        _between(row["low"], row["high"], unit),
        say(f"verdict.{row['verdict']}", lang.value) if row["low"] == row["low"] else "–",
        percent(row["share_better"], lang.value),
        decimal(row["yuan_per_resident_year"], 1),
    )


def _between(low: float, high: float, unit: str) -> str:
    return f"{change(low, unit)}…{change(high, unit)}" if low == low else "–"


def _outcome(key: str, lang: Lang) -> tuple[str, str]:
    from sim.outcomes import OUTCOMES

    item = OUTCOMES[key]
    return (item.zh if lang == Lang.ZH else item.en), item.unit


# -- pilots and sensitivity ------------------------------------------------------------------


def _tell_pilots(comparison: Comparison, lang: Lang) -> None:
    """Every reading of every way to choose pilots, beside what is true."""
    from sim.analysis.pilots import READING_TITLES

    table = comparison.tables.get("evaluations")
    if table is None:
        return
    title, unit = _outcome(comparison.primary, lang)
    rows: list[tuple[str, ...]] = []
    for scenario, found in table.groupby("scenario", sort=False):
        rows.append((titled(comparison.titles, str(scenario), lang.value),))
        rows += [
            (
                f"  {say(row['reading'], lang.value, READING_TITLES)}",
                *(change(row[key], unit) for key in ("estimate", "truth", "rolled_out")),
                *(percent(row[key], lang.value) for key in ("covered", "found", "size")),
            )
            for row in found.to_dict("records")
        ]
    name = change_unit(unit, lang.value) if unit_of(unit).percent else ""
    tell(words("headed", lang).format(title=title, unit=name) if name else title, "")
    columns = ("estimate", "truth", "rolled_out", "covered", "found", "size")
    show_table(["", *(words(key, lang) for key in columns)], rows)
    tell(words("pilot_legend", lang))


def _tell_sensitivity(comparison: Comparison, lang: Lang) -> None:
    """Every factor by how much it moves the outcome, the inert one among them."""
    from sim.answers.sensitivity import digits_for
    from sim.experiment.labels import factor_title

    found = comparison.tables
    if not found:
        return
    name, size = ("screening", "mu_star") if "screening" in found else ("indices", "ST")
    table: pd.DataFrame = found[name]
    bounds = ("low", "high") if size == "mu_star" else ("ST_low", "ST_high")
    digits = digits_for(table[size].max(), 4)
    rows = [
        (
            factor_title(row["factor"])[lang == Lang.ZH],
            decimal(row[size], digits),
            f"{decimal(row[bounds[0]], digits)}…{decimal(row[bounds[1]], digits)}",
            words("yes" if row["influential"] else "no", lang),
        )
        for row in table.sort_values(size, ascending=False).to_dict("records")
    ]
    heads = ("factor", size, "interval", "influential")
    show_table([words(key, lang) for key in heads], rows, left=(0, 3))


# -- faults and places -----------------------------------------------------------------------


def _tell_failed(
    comparison: Comparison, wrong: list[dict[Any, Any]], asked: int, lang: Lang
) -> None:
    complain(words("failed_runs", lang).format(failed=len(wrong), asked=asked))
    folder = shlex.quote(str(comparison.folder))
    for row in wrong[:MOST_FAILED_SHOWN]:
        line = words("failed_run", lang)
        complain(line.format(**{**row, "folder": folder, "program": program()}))
    if (more := len(wrong) - MOST_FAILED_SHOWN) > 0:
        complain(words("more_failed", lang).format(more=more))


def _tell_places(comparison: Comparison, lang: Lang) -> None:
    """Where tables and report lie, and by which fingerprint the results are cited."""
    folder = comparison.folder
    comparison.write_tables()
    tell(
        caption(comparison.county["illustrative"], lang),
        "",
        words("results", lang).format(folder=folder),
        words("fingerprint", lang).format(fingerprint=comparison.manifest["fingerprint"]),
    )
    _tell_report(comparison, lang)


def _tell_report(comparison: Comparison, lang: Lang) -> None:
    """Where the report lies, and how to have it in the other language."""
    folder = shlex.quote(str(comparison.folder))
    path = comparison.report(lang=lang.value)
    again = words("other_language", lang)
    tell(
        words("report", lang).format(path=path),
        again.format(program=program(), folder=folder),
    )
