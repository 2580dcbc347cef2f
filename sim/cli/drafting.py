"""The texts of new files: keys that most people set, and all others as comments.

A comment of a key can be made a setting by taking away its ``# ``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sim.cli.extents import told
from sim.levers import levers, setting, shared_levers, span
from sim.outcomes import OUTCOMES
from sim.policies import POLICIES
from sim.words import LANGUAGES, Catalogue, Language, say, unit_name

if TYPE_CHECKING:
    from sim.levers import Lever
    from sim.params import Settings

WORDS: Catalogue = {
    "scenario": (
        "# A scenario. `sim check {file}` says whether it is sound, `sim run {file}` runs it.",
        "# 情景文件。`sim check {file}` 检查是否无误，`sim run {file}` 运行。",
    ),
    "experiment": (
        "# An experiment. `sim check {file}` says whether it is sound, `sim batch {file}` runs it.",
        "# 实验文件。`sim check {file}` 检查是否无误，`sim batch {file}` 运行。",
    ),
    "comments": (
        "# Behind each `#` stands a default, then its meaning and range; take away `# ` to set it.",
        "# 每个“#”之后是默认值，其后为含义与取值范围；去掉“# ”即为设定。",
    ),
    "parent": ("the county as it is", "现状县"),
    "shared": ("of every policy", "各政策通用"),
    "no_policy": (
        "# policies: {staff_training: {}}  # `sim policies` lists them",
        "# policies: {staff_training: {}}  # `sim policies` 列出全部政策",
    ),
    "question": ("How do these change {outcome}: {titles}?", "{titles}对{outcome}有何影响？"),
    "and": (" and ", "与"),
}

OF_FILE = ("extends", "title", "name", "policies", "begun", "assumptions")
"""Keys of a scenario that a draft does not list among the settings."""

OBVIOUS = ("text", "a list", "a mapping")
"""Extents that say nothing."""

OF_SEVERAL = ("compare", "packages")
"""Kinds that ask about several policies at once."""

TRUST = "assumptions.trust.gain"
"""An assumption that all policies meet."""

USUAL = ("task_offloading", "organization_cultivation", "staff_training")
"""Policies of an experiment for which none was named."""


def scenario_text(file: str, name: str, policies: Sequence[str], lang: Language) -> str:
    """A scenario on top of the baseline, with every lever of some policies."""
    lines = [
        *(say(key, lang, WORDS).format(file=file) for key in ("scenario", "comments")),
        f"extends: baseline  # {say('parent', lang, WORDS)}",
        f"title: {{en: {_text(name)}, zh: {_text(name)}}}",
        *_settings_of_scenario(lang),
    ]
    lines += ["policies:"] if policies else [say("no_policy", lang, WORDS)]
    for policy in policies:
        lines += [f"  {policy}:  # {POLICIES[policy].TITLE[lang]}", *_levers(policy, lang)]
    return "\n".join(lines) + "\n"


def experiment_text(file: str, kind: str, policies: Sequence[str], lang: Language) -> str:
    """An experiment of one kind on scenarios that ship."""
    from sim.experiment import KINDS

    written = _questions(kind, list(policies) or list(USUAL))
    lines = [say(key, lang, WORDS).format(file=file) for key in ("experiment", "comments")]
    for key, value in written.items():
        model = KINDS["compare" if key == "kind" else kind]
        lines.append(f"{key}: {value}{_meaning(model, key, lang)}")
    lines += _other_keys(KINDS[kind], written, lang)
    return "\n".join(lines) + "\n"


def _settings_of_scenario(lang: Language) -> Iterator[str]:
    from sim.scenario import Scenario

    for name, field in Scenario.model_fields.items():
        if name not in (*OF_FILE, "description", "rollout"):
            value = setting(field.get_default())
            yield f"# {name}: {value}{_meaning(Scenario, name, lang)}"


def _meaning(model: type[Settings], name: str, lang: Language) -> str:
    """What a key of a file means and may be, as a comment behind it."""
    from sim.meanings import meaning_in

    found = meaning_in(model, name)
    extent = "" if found.extent in OBVIOUS else told(found.extent, lang)
    return _comment(found.zh if lang == "zh" else found.en, extent, found.unit, lang)


def _comment(title: str, extent: str, unit: str, lang: Language) -> str:
    counted = unit_name(unit, lang) if unit not in ("", "0 to 1", "share") else ""
    between = "：" if lang == "zh" else ": "
    return f"  # {title}{between if extent else ''}{f'{extent} {counted}'.strip()}"


def _levers(policy: str, lang: Language) -> Iterator[str]:
    """The start as a setting, all other levers as comments, nested as in a file."""
    own, shared = levers(policy), shared_levers()
    yield f"    start: 1{_lever_meaning(shared[0], lang)}"
    yield from _nested(own, lang)
    yield f"    # -- {say('shared', lang, WORDS)}"
    yield from _nested(shared[1:], lang)


def _nested(items: Sequence[Lever], lang: Language) -> Iterator[str]:
    """``items.land.share`` below ``items:`` and ``land:``, all of them comments."""
    above: tuple[str, ...] = ()
    for lever in items:
        *parents, name = lever.key.split(".")
        for depth, parent in enumerate(parents):
            if above[: depth + 1] != tuple(parents[: depth + 1]):
                yield f"    # {'  ' * depth}{parent}:"
        above = tuple(parents)
        value = setting(lever.default)
        yield f"    # {'  ' * len(parents)}{name}: {value}{_lever_meaning(lever, lang)}"


def _lever_meaning(lever: Lever, lang: Language) -> str:
    return _comment(lever.zh if lang == "zh" else lever.en, span(lever), lever.unit, lang)


def _questions(kind: str, policies: list[str]) -> dict[str, str]:
    """What an experiment of a kind has to say, by key."""
    one = policies[0]
    numbers = [each for each in levers(one) if each.unit and "." not in each.key][:2]
    values = dict.fromkeys((numbers[0].low, numbers[0].default, numbers[0].high))
    own: Mapping[str, dict[str, str]] = {
        "compare": {"scenarios": setting(policies)},
        "sweep": {
            "scenario": one,
            "factors": f"{{policies.{one}.{numbers[0].key}: {setting(list(values))}}}",
        },
        "sensitivity": {
            "scenario": one,
            "factors": setting([*(f"policies.{one}.{each.key}" for each in numbers), TRUST]),
        },
        "packages": {"policies_of": setting(policies)},
        "pilot": {"scenario": one},
    }
    asked = policies if kind in OF_SEVERAL else policies[:1]
    question = ", ".join(f"{each}: {_question(asked, each)}" for each in LANGUAGES)
    return {
        "question": f"{{{question}}}", "kind": kind, "against": "baseline", **own[kind],
        "primary": "belonging", "smallest_effect": "0.01",
    }  # fmt: skip


def _question(policies: Sequence[str], lang: Language) -> str:
    titles = [POLICIES[each].TITLE[lang] for each in policies]
    spoken = [each.lower() for each in titles] if lang == "en" else titles
    item = OUTCOMES["belonging"]
    outcome = item.zh if lang == "zh" else item.en.lower()
    joined = say("and", lang, WORDS).join(spoken)
    return _text(say("question", lang, WORDS).format(titles=joined, outcome=outcome))


def _other_keys(model: type[Settings], written: Mapping[str, Any], lang: Language) -> Iterator[str]:
    """Every other key of a kind with its default, as comments."""
    for name, field in model.model_fields.items():
        if name not in written and not field.is_required():
            default = field.get_default(call_default_factory=True)
            plain = default.model_dump() if hasattr(default, "model_dump") else default
            yield f"# {name}: {_flow(plain)}{_meaning(model, name, lang)}"


def _flow(value: Any) -> str:
    """A value on one line, as one writes it in YAML."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(each)}" for key, each in value.items()) + "}"
    return setting(value)


def _text(text: str) -> str:
    """A text in the quotes that it needs."""
    from sim.reading.reader import write_text

    return write_text({"x": text}).removeprefix("x: ").rstrip("\n")
