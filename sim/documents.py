"""The tables of the documents, written from the declarations they describe.

A document holds ``<!-- table: NAME -->`` and ``<!-- end -->``; what stands between them is
written by ``python -m sim.documents`` and held to the code by a test. With a results folder,
``python -m sim.documents FOLDER`` also writes the effects of the README and its picture.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from importlib import import_module
from inspect import getdoc, getmembers, signature
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any

import sim.rules
from sim.assumptions import Assumptions, ranges
from sim.county.columns import COLUMNS
from sim.county.imputation import RULE_OF
from sim.levers import Lever, levers, setting, shared_levers, span
from sim.money import LINES
from sim.outcomes import OUTCOMES
from sim.params import GRADES
from sim.policies import POLICIES
from sim.schedule import SCHEDULE
from sim.state import Communities, Facilities, Organizations, Residents, Staff
from sim.words import change, change_unit, decimal, percent

if TYPE_CHECKING:
    from sim.comparison import Comparison

README = "README.md"
DOCUMENTS = (README, "docs/model.md", "docs/how-to.md")
PICTURE = "docs/pictures/effects.svg"

_BLOCK = re.compile(r"(<!-- table: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
_DIRECTIONS = {1: "more is better", -1: "less is better", 0: "neither"}


# -- a table in Markdown ---------------------------------------------------------------------


def table(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Rows as a Markdown table."""
    lines = [header, ["---"] * len(header), *rows]
    return "".join(f"| {' | '.join(_cell(each) for each in line)} |\n" for line in lines)


def _cell(content: Any) -> str:
    return " ".join(str(content).split()).replace("|", "\\|")


def _code(text: str) -> str:
    return f"`{text}`"


def first_line(item: Any) -> str:
    """What a docstring says in its first line."""
    return (getdoc(item) or "").partition("\n")[0]


# -- the tables ------------------------------------------------------------------------------


def parameters() -> str:
    """Every assumption, one table for each mechanism."""
    return "\n".join(
        f"**{group}** — {first_line(field.annotation)}\n\n{_parameters_of(group)}"
        for group, field in Assumptions.model_fields.items()
    )


def _parameters_of(group: str) -> str:
    header = ("key", "title", "中文", "default", "range", "unit", "source", "grade")
    return table(
        header,
        (
            (
                _code(key), item.en, item.zh, setting(item.default),
                f"{setting(item.low)} … {setting(item.high)}",
                item.unit, _source(item.source, item.grade), item.grade,
            )
            for key, item in ranges().items()
            if key.startswith(f"{group}.")
        ),
    )  # fmt: skip


def _source(source: str, grade: str) -> str:
    return "" if source == grade else source


def grades() -> str:
    """How well the assumptions are founded."""
    found = [item.grade for item in ranges().values()]
    rows = [(grade, found.count(grade), percent(found.count(grade) / len(found), "en"))
            for grade in GRADES]  # fmt: skip
    return table(("grade", "parameters", "share"), [*rows, ("all", len(found), "")])


def schedule() -> str:
    """The month, phase by phase."""
    rows = (
        (number, _code(phase.__name__), first_line(phase), _written(phase))
        for number, phase in enumerate(SCHEDULE, 1)
    )
    return table(("", "phase", "what happens", "writes to"), rows)


def _written(phase: Any) -> str:
    return ", ".join(dict.fromkeys(name.partition(".")[0] for name in phase.writes))


def state() -> str:
    """The columns of every kind of agent."""
    kinds = (Residents, Communities, Staff, Organizations, Facilities)
    return "\n".join(
        f"**{kind.__name__}** — {first_line(kind)}\n\n"
        + table(
            ("column", "unit or range"),
            (
                (_code(item.name), kind.unit_of(item.name))
                for item in fields(kind)
                if "unit" in item.metadata
            ),
        )
        for kind in kinds
    )


def rules() -> str:
    """Every rule with what it says happens."""
    modules = (import_module(f"sim.rules.{each.name}") for each in iter_modules(sim.rules.__path__))
    rows = (
        (f"`{module.__name__.rpartition('.')[2]}.{name}`", _inputs(rule), _whole(rule))
        for module in modules
        for name, rule in getmembers(module, _is_rule)
        if rule.py_func.__module__ == module.__name__
    )
    return table(("rule", "of", "what happens"), rows)


def _is_rule(item: Any) -> bool:
    return hasattr(item, "py_func")


def _inputs(rule: Any) -> str:
    return ", ".join(name for name in signature(rule.py_func).parameters if name not in ("p", "q"))


def _whole(rule: Any) -> str:
    return " ".join((getdoc(rule.py_func) or "").split())


def outcomes() -> str:
    """Everything that is measured."""
    rows = (
        (
            f"**{_code(item.key)}**" if item.headline else _code(item.key),
            item.en, item.zh, item.unit, _DIRECTIONS[item.direction], item.level, item.definition,
        )
        for item in OUTCOMES.values()
    )  # fmt: skip
    return table(("key", "title", "中文", "unit", "direction", "level", "definition"), rows)


def policies() -> str:
    """Every policy with its levers, and the levers all of them share."""
    parts = [
        f"**{policy.TITLE['en']} {policy.TITLE['zh']}** (`{key}`) — {first_line(policy)}\n\n"
        + _levers(levers(key))
        for key, policy in POLICIES.items()
    ]
    return "\n".join([*parts, f"**Every policy** has besides:\n\n{_levers(shared_levers())}"])


def _levers(items: Iterable[Lever]) -> str:
    rows = (
        (
            _code(item.key), item.en, item.zh, _code(setting(item.default)), span(item),
            item.unit, _source(item.source, item.grade), item.grade,
        )
        for item in items
    )  # fmt: skip
    return table(("lever", "title", "中文", "default", "range", "unit", "source", "grade"), rows)


def lines() -> str:
    """Every way money can go."""
    rows = ((_code(line.name), line.en, line.zh, line.payer, line.payee) for line in LINES)
    return table(("line", "title", "中文", "payer", "payee"), rows)


def columns() -> str:
    """What a county table may say, and what happens where it does not."""
    rows = (
        (
            _code(item.name), item.meaning, item.aliases.partition(" ")[0],
            ", ".join(map(_code, item.words)) or item.form, _imputed(item.name),
        )
        for item in COLUMNS
    )  # fmt: skip
    return table(("column", "meaning", "also", "values", "where empty"), rows)


def _imputed(name: str) -> str:
    rule = RULE_OF.get(name)
    return f"{rule.how} [{rule.source}]" if rule else "must be given"


TABLES: dict[str, Callable[[], str]] = {
    each.__name__: each
    for each in (
        parameters, grades, schedule, state, rules, outcomes, policies, lines, columns,
    )
}  # fmt: skip
"""The tables that follow from the code alone."""


# -- the README's figures --------------------------------------------------------------------


def effects(comparison: Comparison) -> str:
    """What an experiment found, as the README tells it."""
    from sim.comparison import HEADLINES

    by_scenario: dict[str, dict[str, Any]] = {}
    for row in comparison.effects.to_dict("records"):
        by_scenario.setdefault(str(row["scenario"]), {})[str(row["outcome"])] = row
    units = {key: OUTCOMES[key].unit for key in HEADLINES}
    header = [f"{OUTCOMES[key].en} ({change_unit(unit, 'en')})" for key, unit in units.items()]
    rows = (
        (
            comparison.titles[name]["en"],
            *(_effect(found[key], unit) for key, unit in units.items()),
            decimal(found[HEADLINES[0]]["yuan_per_resident_year"], 1),
        )
        for name, found in by_scenario.items()
    )
    return table(["", *header, "yuan per resident and year"], rows) + _conditions(comparison)


def _conditions(comparison: Comparison) -> str:
    row = comparison.effects.iloc[0]
    return (
        f"\nIllustrative county, month {row['month']}, n = {row['n']} paired replications, seed "
        f"{comparison.settings['seed']}: mean difference from the baseline, 95 % paired interval, "
        f"verdict. Version {comparison.manifest['identity']['tool_version']}.\n"
    )


def _effect(row: Any, unit: str) -> str:
    low, high = change(row["low"], unit), change(row["high"], unit)
    return f"{change(row['difference'], unit)} ({low} to {high}), {row['verdict']}"


# -- writing ---------------------------------------------------------------------------------


def filled(text: str, tables: dict[str, Callable[[], str]]) -> str:
    """A document with the tables it names written anew; others stay as they are."""

    def fill(block: re.Match[str]) -> str:
        opening, name, closing = block.groups()
        return f"{opening}\n{tables[name]()}\n{closing}" if name in tables else block[0]

    return _BLOCK.sub(fill, text)


def write(folder: Path, results: Path | None = None) -> list[Path]:
    """Write every table into the documents below ``folder``; returns what was changed."""
    changed = [path for name in DOCUMENTS if _rewrite(path := folder / name, TABLES)]
    if results is not None:
        from sim.charts import svg
        from sim.comparison import open_comparison

        comparison = open_comparison(results)
        (folder / PICTURE).write_text(svg(comparison.plot()), "utf-8")
        readme = {"effects": lambda: effects(comparison)}
        changed += [path for path in (folder / README,) if _rewrite(path, readme)]
    return changed


def _rewrite(path: Path, tables: dict[str, Callable[[], str]]) -> bool:
    before = path.read_text("utf-8")
    after = filled(before, tables)
    path.write_text(after, "utf-8")
    return after != before


if __name__ == "__main__":
    for written in write(Path.cwd(), Path(sys.argv[1]) if sys.argv[1:] else None):
        sys.stdout.write(f"written: {written}\n")
