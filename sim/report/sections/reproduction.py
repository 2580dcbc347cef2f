"""What the result is not, and how every number of it is made again."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from sim.report import notes
from sim.report.document import ALL_RUNS, Block, Code, Paragraph, RunList, Runs, Section, Table
from sim.report.teller import Teller
from sim.words import Catalogue, say

WORDS: Catalogue = {
    "again": (
        "The whole experiment, from the same files:",
        "用同样的文件重做整个实验：",
    ),
    "verify": (
        "Whether the folder holds what it says, with some of its runs done again (in the folder "
        "that contains {folder}):",
        "检验结果文件夹是否如其所述，并重做其中若干次运行（在{folder}所在的文件夹中执行）：",
    ),
    "replay": (
        "One run again, compared number by number (the keys stand below):",
        "重做其中一次运行并逐数比对（运行键见下）：",
    ),
    "numbers": (
        "Every number in the tables leads to the runs behind it; a difference rests on those of "
        "the scenario and, replication by replication, on those of what it is compared with.",
        "各表中的每个数字都可链接到其背后的运行；差值同时依据该情景与对照情景同一重复的运行。",
    ),
    "runs": ("The runs behind these numbers", "数字背后的运行"),
    "list": ("{scenario}: {count} runs", "{scenario}：{count}次运行"),
    "list_against": (
        "{scenario}: {count} runs, each against the one of {against}",
        "{scenario}：{count}次运行，逐次与{against}比较",
    ),
    "all": ("All scenarios: {count} runs", "全部情景：{count}次运行"),
    "fingerprint": ("Fingerprint of all results", "全部结果的指纹"),
    "version": ("Version", "版本"),
    "model": ("Code of the model", "模型代码"),
    "no_runs": ("No run was finished.", "没有完成的运行。"),
}

MOST_LISTED = 200
"""Scenarios whose runs are listed, and keys of one list."""


def limits(teller: Teller) -> Section:
    """What this result cannot say."""
    text = teller.say("limits_text").format(county=notes.county(teller))
    return Section("limits", teller.say("limits"), [Paragraph(text)])


def reproduction(teller: Teller) -> Section:
    """Commands, marks of what ran, and the runs behind every number."""
    return Section("repeat", teller.say("repeat"), list(_blocks(teller)))


def _blocks(teller: Teller) -> Iterator[Block]:
    told = teller.report.provenance
    if told.command:
        yield Paragraph(_say(teller, "again"))
        yield Code(told.command)
    else:
        yield Paragraph(teller.say("no_command"))
    keys = [key for keys in told.runs.values() for key in keys]
    if told.folder and keys:
        folder = shlex.quote(told.folder)
        yield Paragraph(_say(teller, "verify").format(folder=told.folder))
        yield Code(f"sim verify {folder}")
        yield Paragraph(_say(teller, "replay"))
        yield Code(f"sim replay {keys[0]} --folder {folder}")
    rows = [[_say(teller, "version"), told.version], *_marks(teller)]
    yield Table([], [row for row in rows if row[1]])
    if keys:
        yield Paragraph(_say(teller, "numbers"))
        yield Runs(_say(teller, "runs"), list(_lists(teller)))


def _marks(teller: Teller) -> Iterator[list[str]]:
    """What ran, by name."""
    told = teller.report.provenance
    yield [_say(teller, "fingerprint"), told.fingerprint]
    for key, mark in told.identity.items():
        yield [_say(teller, key) if key in WORDS else key, mark]


def _lists(teller: Teller) -> Iterator[RunList]:
    """One list for all scenarios together, then one for each."""
    report, told = teller.report, teller.report.provenance
    folder = shlex.quote(told.folder) if told.folder else "."
    every = list(dict.fromkeys(key for keys in told.runs.values() for key in keys))
    if len(told.runs) > MOST_LISTED or report.kind in ("sensitivity", "packages"):
        title = _say(teller, "all").format(count=len(every))
        shown = every[:MOST_LISTED] if len(told.runs) > MOST_LISTED else []
        left = len(every) - len(shown) if shown else 0
        yield RunList(ALL_RUNS, title, shown, f"sim verify {folder}", left)
    if len(told.runs) > MOST_LISTED:
        listed = {*teller.shown, *report.baselines}
    else:
        listed = set(told.runs)
    for scenario in report.titles:
        keys = told.runs.get(scenario, ())
        if scenario not in listed or not keys:
            continue
        other = report.against.get(scenario)
        words = {"scenario": teller.scenario(scenario), "count": len(keys)}
        name = "list_against" if other else "list"
        title = _say(teller, name).format(**words, against=teller.quoted(other) if other else "")
        command = f"sim replay {keys[0]} --folder {folder}"
        left = max(0, len(keys) - MOST_LISTED)
        yield RunList(scenario, title, keys[:MOST_LISTED], command, left)


def _say(teller: Teller, key: str) -> str:
    return say(key, teller.lang, WORDS)
