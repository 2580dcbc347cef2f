"""``sim policies`` and ``sim worlds``: what a county may choose, and what else may be true."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.screen import Lang, LangOption, show_table, tell
from sim.cli.wording import words
from sim.words import say, unit_name

if TYPE_CHECKING:
    from sim.levers import Lever
    from sim.presets import Preset


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


def worlds(lang: LangOption = Lang.EN) -> None:
    """List the named worlds: what each assumes, and what is contested about it."""
    from sim.levers import setting
    from sim.presets import PRESETS

    tell(words("named_worlds", lang), "")
    header = [words(key, lang) for key in ("key", "assumes", "contested")]
    rows = (
        (
            key,
            "\n".join(f"{name}: {setting(value)}" for name, value in preset.values.items()),
            f"{preset.title[lang.value]}\n{preset.contested[lang.value]} {_cited(preset)}",
        )
        for key, preset in PRESETS.items()
    )
    show_table(header, rows, left=(0, 1, 2), folding=2)
    tell(words("sources", lang))


def _cited(preset: Preset) -> str:
    return "" if preset.source == "assumed" else f"[{preset.source}]"


def _unknown(name: str, known: list[str]) -> Exception:
    from sim.errors import Problem, ScenarioError
    from sim.reading.misspelling import did_you_mean

    found, expected = f"found {name}", f"one of {', '.join(known)}"
    return ScenarioError([Problem(found, expected, "policies", hint=did_you_mean(name, known))])


def _tell_all(lang: Lang) -> None:
    from sim.levers import levers
    from sim.policies import POLICIES

    tell(words("policies", lang), "")
    header = [words(key, lang) for key in ("key", "title", "levers")]
    rows = ((key, item.TITLE[lang.value], str(len(levers(key)))) for key, item in POLICIES.items())
    show_table(header, rows, left=(0, 1), folding=1)


def _tell_one(name: str, lang: Lang) -> None:
    from sim.levers import levers, shared_levers
    from sim.policies import POLICIES

    policy = POLICIES[name]
    tell(f"{policy.TITLE[lang.value]} (policies.{name})")
    if lang == Lang.EN:
        tell((policy.__doc__ or "").partition("\n")[0])
    tell("")
    header = [words(key, lang) for key in ("lever", "default", "meaning")]
    shared: list[tuple[str, ...]] = [(words("shared", lang),)]
    own = [_row(each, lang) for each in levers(name)]
    shared += [_row(each, lang) for each in shared_levers()]
    show_table(header, [*own, *shared], left=(0, 2), folding=2)
    tell(words("sources", lang))


def _row(lever: Lever, lang: Lang) -> tuple[str, ...]:
    """Key and default, and in the last cell the title above range, unit, source and grade."""
    from sim.levers import setting, span

    unit = unit_name(lever.unit, lang.value) if lever.unit else ""
    source = "" if lever.source == lever.grade else lever.source
    grade = say(f"grade.{lever.grade}", lang.value) if lever.grade else ""
    details = [f"{span(lever)} {unit}".strip(), source, grade]
    title = lever.zh if lang == Lang.ZH else lever.en
    meaning = "\n".join(part for part in (title, " · ".join(filter(None, details))) if part)
    return lever.key, setting(lever.default), meaning
