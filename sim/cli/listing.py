"""``sim policies``: what a county may choose, lever by lever."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.screen import Lang, LangOption, show_table, tell
from sim.cli.wording import words
from sim.words import say, unit_name

if TYPE_CHECKING:
    from sim.levers import Lever


def policies(
    name: Annotated[str | None, typer.Argument(help="Key of one policy.")] = None,
    lang: LangOption = Lang.EN,
) -> None:
    """List the policies, or every lever of one."""
    from sim.policies import POLICIES

    if name is None:
        _tell_all(lang)
    elif name in POLICIES:
        _tell_one(name, lang)
    else:
        raise _unknown(name, list(POLICIES))


def _unknown(name: str, known: list[str]) -> Exception:
    from sim.errors import Problem, ScenarioError
    from sim.reading.faults import did_you_mean

    found, expected = f"found {name}", f"one of {', '.join(known)}"
    return ScenarioError([Problem(found, expected, "policies", hint=did_you_mean(name, known))])


def _tell_all(lang: Lang) -> None:
    from sim.levers import levers
    from sim.policies import POLICIES

    tell(words("policies", lang), "")
    header = [words(key, lang) for key in ("key", "title", "levers")]
    rows = ((key, item.TITLE[lang.value], str(len(levers(key)))) for key, item in POLICIES.items())
    show_table(header, rows, left=(0, 1))


def _tell_one(name: str, lang: Lang) -> None:
    from sim.levers import levers, shared_levers
    from sim.policies import POLICIES

    policy = POLICIES[name]
    tell(f"{policy.TITLE[lang.value]} (policies.{name})")
    if lang == Lang.EN:
        tell((policy.__doc__ or "").partition("\n")[0])
    tell("")
    header = ("lever", "title", "default", "range", "unit", "source", "grade")
    rows: list[tuple[str, ...]] = [_row(each, lang) for each in levers(name)]
    rows.append((words("shared", lang),))
    rows += [_row(each, lang) for each in shared_levers()]
    show_table([words(key, lang) for key in header], rows, left=(0, 1, 4, 5, 6))
    tell(words("sources", lang))


def _row(lever: Lever, lang: Lang) -> tuple[str, ...]:
    from sim.levers import setting, span

    title = lever.zh if lang == Lang.ZH else lever.en
    return (
        lever.key,
        title,
        setting(lever.default),
        span(lever),
        unit_name(lever.unit, lang.value) if lever.unit else "",
        "" if lever.source == lever.grade else lever.source,
        say(f"grade.{lever.grade}", lang.value) if lever.grade else "",
    )
