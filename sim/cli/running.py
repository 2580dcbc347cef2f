"""``sim run``: one scenario once, on the screen and, if asked, in tables."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.compiling import compile_once
from sim.cli.heeding import StrictOption, heed
from sim.cli.screen import LARGEST_SEED, Lang, LangOption, show_table, tell
from sim.cli.shipped import named
from sim.cli.telling_apart import expect
from sim.cli.wording import words
from sim.words import change, change_unit, decimal, percent, value
from sim.words import named as titled

if TYPE_CHECKING:
    from sim.result import RunResult
    from sim.scenario import Scenario

SHOWN = (
    "belonging",
    "participation",
    "service_quality",
    "satisfaction",
    "trust",
    "admin_share",
    "served_share",
    "burnout",
    "skill",
    "organizations_active",
    "cost_yuan",
)
"""The headline outcomes, and what explains them first."""


class Worlds(StrEnum):
    """Whether the assumptions stand at their defaults or are drawn from their ranges."""

    DEFAULT = "default"
    SAMPLED = "sampled"


def run(
    ctx: typer.Context,
    scenario: Annotated[str, typer.Argument(help="A scenario file, or the name of a shipped one.")],
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="KEY=VALUE", help="Replace one value; may be repeated."),
    ] = None,
    seed: Annotated[int, typer.Option(min=0, max=LARGEST_SEED, help="Root of all luck.")] = 1,
    worlds: Annotated[Worlds, typer.Option(help="Assumptions: defaults, or drawn.")] = (
        Worlds.DEFAULT
    ),
    replication: Annotated[
        int, typer.Option(min=0, help="Which replication of a batch to repeat.")
    ] = 0,
    out: Annotated[Path | None, typer.Option(help="Folder for tables (CSV) and manifest.")] = None,
    strict: StrictOption = False,
    lang: LangOption = Lang.EN,
) -> None:
    """Run one scenario once and print what changed."""
    from sim.cli.exporting import prepare, write_tables
    from sim.outlook import warnings_before
    from sim.result import run as simulate

    chosen = _with(scenario, settings or [])
    compile_once(lang)
    heed(warnings_before(chosen), strict, lang)
    if out is not None:
        prepare(out)
    result = simulate(chosen, seed=seed, worlds=worlds.value, replication=replication)
    _tell_county(result, lang)
    _tell_outcomes(result, lang)
    _tell_delivered(result, lang)
    _tell_imputed(result)
    _tell_limits(result, lang)
    if out is not None:
        write_tables(result, out, worlds.value, replication, ctx.obj["command"])
        tell(words("tables", lang).format(folder=out))


def _with(source: str, settings: list[str]) -> Scenario:
    """The scenario a person means, with single values replaced."""
    from sim.scenario import load_scenario, parse_setting, with_settings

    scenario = load_scenario(expect(named(source, "scenarios"), "scenario"))
    replaced = dict(parse_setting(each) for each in settings)
    return with_settings(scenario, replaced) if replaced else scenario


def _tell_county(result: RunResult, lang: Lang) -> None:
    from sim.population import sampled

    scenario, profile = result.scenario, result.profile
    people = float(profile.residents.sum())
    simulated = float(sampled(profile.residents, scenario.residents).sum())
    own = words("own_county", lang).format(name=Path(scenario.county).name)
    illustrative = words("illustrative_county", lang)
    tell(
        words("county", lang).format(
            label=illustrative if _is_illustrative(result) else own,
            communities=len(profile),
            population=decimal(people, 0),
            residents=decimal(simulated, 0),
        ),
        words("run", lang).format(
            title=titled({"": scenario.title}, "", lang.value),
            months=scenario.months,
            burn_in=scenario.burn_in,
            seed=result.seed,
        ),
    )


def _tell_imputed(result: RunResult) -> None:
    """What a table of the user's did not say; the illustrative county says everything."""
    if not _is_illustrative(result):
        tell(*result.imputed)


def _is_illustrative(result: RunResult) -> bool:
    return result.scenario.county == "illustrative"


def _tell_outcomes(result: RunResult, lang: Lang) -> None:
    """First and last reported month, and the change between them."""
    from sim.outcomes import OUTCOMES

    def month(number: int) -> str:
        return words("month", lang).format(month=number)

    first, last = result.monthly.iloc[0], result.monthly.iloc[-1]
    header = ("", month(1), month(len(result.monthly)), words("change", lang))
    show_table(
        (*header, words("unit", lang)),
        (_outcome_row(OUTCOMES[key], float(first[key]), float(last[key]), lang) for key in SHOWN),
        left=(0, 4),
    )


def _outcome_row(item: Any, first: float, last: float, lang: Lang) -> tuple[str, ...]:
    title = item.zh if lang == Lang.ZH else item.en
    levels = (value(number, item.unit, lang.value) for number in (first, last))
    changed = change(last - first, item.unit)
    return (title, *levels, changed, change_unit(item.unit, lang.value))


def _tell_delivered(result: RunResult, lang: Lang) -> None:
    """How much of each policy was paid for, over the months in which it acted."""
    from sim.policies import POLICIES

    names = list(result.record.policies)
    if names:
        tell(words("delivered", lang))
    for name in names:
        share = float(result.delivered[name].mean())
        acted = share == share
        tell(
            words("delivered_line", lang).format(
                policy=POLICIES[name].TITLE[lang.value],
                share=percent(share, lang.value, 1) if acted else words("never_acted", lang),
            )
        )


def _tell_limits(result: RunResult, lang: Lang) -> None:
    tell(words("one_run", lang), caption(_is_illustrative(result), lang))


def caption(illustrative: bool, lang: Lang) -> str:
    """What stands below every figure: whose county, and how much is assumed."""
    from sim.assumptions import ranges

    grades = [item.grade for item in ranges().values()]
    county = "an_illustrative_county" if illustrative else "county_of_the_user"
    return words("caption", lang).format(
        county=words(county, lang),
        share=percent(grades.count("assumed") / len(grades), lang.value),
    )
