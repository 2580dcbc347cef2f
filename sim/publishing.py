"""Reports of a comparison as files: a page, a Word file, a workbook, in one language or both."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from sim.errors import Problem, ResultsError, ScenarioError, SimError
from sim.presenting import report_input
from sim.words import Language

if TYPE_CHECKING:
    import pandas as pd

    from sim.comparison import Comparison
    from sim.report import Document, ReportInput

Format = Literal["html", "docx", "xlsx"]
FORMATS: tuple[Format, ...] = ("html", "docx", "xlsx")

ENGLISH: tuple[Language, ...] = ("en",)
PAGE: tuple[Format, ...] = ("html",)

ANSWER, METHOD = "answer", "method"
"""The first and the last sheet of a workbook."""
TOLD_FIRST = ("question", "answer")
TOLD_LAST = ("method", "limits", "repeat")
"""Sections whose words go into the first and the last sheet."""


def publish(
    comparison: Comparison,
    langs: Collection[Language] = ENGLISH,
    formats: Collection[Format] = PAGE,
    out: str | Path | None = None,
) -> list[Path]:
    """Write the report in every language and format; returns the files.

    They are called ``report_LANG.ENDING`` and lie in the results folder, or in the folder
    ``out``; where one file is written, ``out`` may be its name.

    Raises
    ------
    SimError
        where a format is unknown, or its library is not installed.
    ScenarioError
        where ``out`` names one file of several, or one of another format.
    ResultsError
        where a file cannot be written.
    """
    for each in formats:
        if each not in FORMATS:
            raise SimError(f"format: found {each!r}, expected some of {', '.join(FORMATS)}")
    places = _places(comparison, langs, formats, out)
    told = report_input(comparison)
    for (lang, form), path in places.items():
        _write(comparison, told, (lang, form), path)
    return list(places.values())


def publish_one(comparison: Comparison, path: Path, lang: Language = "en") -> Path:
    """Write one report under a name of any ending: Word and Excel by theirs, else a page."""
    ending = path.suffix.lstrip(".")
    form: Format = next((each for each in FORMATS if each == ending), "html")
    _write(comparison, report_input(comparison), (lang, form), path)
    return path


def _places(
    comparison: Comparison,
    langs: Collection[Language],
    formats: Collection[Format],
    out: str | Path | None,
) -> dict[tuple[Language, Format], Path]:
    """Language and format → the file."""
    asked = [(lang, form) for lang in dict.fromkeys(langs) for form in dict.fromkeys(formats)]
    folder = comparison.folder if out is None else Path(out)
    if out is not None and folder.suffix.lstrip(".") in FORMATS and not folder.is_dir():
        if len(asked) > 1:
            raise _fault(out, f"a folder, for {len(asked)} files")
        if folder.suffix != f".{asked[0][1]}":
            raise _fault(out, f"a name that ends in .{asked[0][1]}, or a folder")
        return {asked[0]: folder}
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ResultsError(f"{folder} cannot be used as a folder: {error.strerror}.") from error
    return {(lang, form): folder / f"report_{lang}.{form}" for lang, form in asked}


def _fault(out: str | Path, expected: str) -> ScenarioError:
    return ScenarioError([Problem(f"found {str(out)!r}", expected, file="--out")])


def _write(
    comparison: Comparison, told: ReportInput, asked: tuple[Language, Format], path: Path
) -> None:
    from sim.report import document_of, write_page, write_word

    lang, form = asked
    document = document_of(told, lang)
    if form == "html":
        write_page(document, path)
    elif form == "docx":
        write_word(document, path)
    else:
        _write_workbook(comparison, told, document, path)


def _write_workbook(
    comparison: Comparison, told: ReportInput, document: Document, path: Path
) -> None:
    """The words of the answer, every table, the code book, and the words of the method."""
    from sim.codebook import CODEBOOK, with_codebook
    from sim.exports import write_workbook

    first, last = (_words(document, keys) for keys in (TOLD_FIRST, TOLD_LAST))
    found = {name: table for name, table in told.tables.items() if len(table.columns)}
    status = comparison.results.status().drop(columns="traceback")
    tables = {**found, "points": comparison.points, "status": status}
    whole = with_codebook({ANSWER: first, **tables, METHOD: last}, comparison.titles)
    ordered = [ANSWER, *tables, CODEBOOK, METHOD]
    write_workbook({name: whole[name] for name in ordered}, path)


def _words(document: Document, keys: Sequence[str]) -> pd.DataFrame:
    """``part, text``: the sentences of some sections, one to a row."""
    import pandas as pd

    from sim.report import sentences

    rows = [
        (section.title, text)
        for section in document.sections
        if section.key in keys
        for text in sentences(section)
    ]
    return pd.DataFrame([("", document.title), *rows], columns=["part", "text"], dtype=object)
