"""``sim new``: a commented scenario or experiment to begin with; nothing is ever overwritten."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from sim.cli.screen import Lang, LangOption, program, tell
from sim.words import Catalogue, say

FEWEST_TO_COMBINE = 2

WORDING: Catalogue = {
    "written": ("Written: {file}", "已写入：{file}"),
    "next": (
        "Next: {program} check {file}, then {program} {command} {file}",
        "接下来：{program} check {file}，然后 {program} {command} {file}",
    ),
    "exists": ("{file} is there already; nothing was written", "{file} 已存在，未写入"),
    "other_name": ("another NAME, or --out FILE", "另一名称，或用 --out 指定文件"),
    "no_folder": ("{file} cannot be written: {reason}", "{file} 无法写入：{reason}"),
    "no_name": ("found {name}", "名称 {name}"),
    "name": ("a name; a path goes with --out", "名称；路径请用 --out 指定"),
    "policy": ("found {name}", "政策 {name}"),
    "one_of": ("one of {names}", "下列之一：{names}"),
    "own": (
        "{name} does not ship as a scenario; write its scenario and name its file here",
        "{name} 没有自带情景文件；请先写其情景文件，再在此引用",
    ),
    "few": ("packages combine two policies or more", "政策组合（packages）至少需要两项政策"),
}


class Kinds(StrEnum):
    """The kinds of question that an experiment asks."""

    COMPARE = "compare"
    SWEEP = "sweep"
    SENSITIVITY = "sensitivity"
    PACKAGES = "packages"
    PILOT = "pilot"


def new(
    name: Annotated[str, typer.Argument(help="What it is called; the file is NAME.yaml.")],
    experiment: Annotated[
        Kinds | None, typer.Option("--experiment", help="Write an experiment of this kind.")
    ] = None,
    policy: Annotated[
        list[str] | None,
        typer.Option("--policy", metavar="KEY", help="A policy in it; may be repeated."),
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Another file than NAME.yaml.")] = None,
    lang: LangOption = Lang.EN,
) -> None:
    """Write a commented scenario or experiment to begin with."""
    from sim.cli.drafting import experiment_text, scenario_text

    title = name.removesuffix(".yaml")
    _check_name(title, lang)
    policies = list(dict.fromkeys(policy or []))
    _check_policies(policies, experiment, lang)
    file = out if out is not None else Path(f"{title}.yaml")
    if experiment is None:
        text = scenario_text(file.name, title, policies, lang.value)
    else:
        text = experiment_text(file.name, experiment.value, policies, lang.value)
    _write(file, text, lang)
    command = "run" if experiment is None else "batch"
    tell(say("written", lang.value, WORDING).format(file=file))
    tell(say("next", lang.value, WORDING).format(file=file, program=program(), command=command))


def _refuse(found: str, expected: str = "", hint: str = "") -> Exception:
    from sim.errors import Problem, ScenarioError

    return ScenarioError([Problem(found, expected, hint=hint)])


def _check_name(name: str, lang: Lang) -> None:
    """A name is one line that looks like no path."""
    from sim.reading.scalars import quoted

    if not name.strip() or not name.isprintable() or Path(name).name != name or "\\" in name:
        found = say("no_name", lang.value, WORDING).format(name=quoted(name))
        raise _refuse(found, say("name", lang.value, WORDING))


def _check_policies(policies: list[str], experiment: Kinds | None, lang: Lang) -> None:
    """Policies exist; those of an experiment ship as scenarios, and are enough for its kind."""
    from sim.policies import POLICIES
    from sim.reading.misspelling import did_you_mean
    from sim.shipping import shipped_scenarios

    for name in policies:
        if name not in POLICIES:
            found = say("policy", lang.value, WORDING).format(name=name)
            expected = say("one_of", lang.value, WORDING).format(names=", ".join(POLICIES))
            raise _refuse(found, expected, did_you_mean(name, POLICIES))
        if experiment is not None and name not in shipped_scenarios():
            raise _refuse(say("own", lang.value, WORDING).format(name=name))
    if experiment is Kinds.PACKAGES and 0 < len(policies) < FEWEST_TO_COMBINE:
        raise _refuse(say("few", lang.value, WORDING))


def _write(file: Path, text: str, lang: Lang) -> None:
    """A new file, or words: what is there already is never touched."""
    try:
        with file.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except FileExistsError:
        found = say("exists", lang.value, WORDING).format(file=file)
        raise _refuse(found, say("other_name", lang.value, WORDING)) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise _refuse(
            say("no_folder", lang.value, WORDING).format(file=file, reason=reason)
        ) from None
