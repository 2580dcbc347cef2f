"""Drafts: sound as written and with every comment made a setting, and never over another file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bad_inputs.typed import typed

from sim.experiment import KINDS, load_experiment
from sim.levers import levers, shared_levers
from sim.policies import POLICIES
from sim.scenario import Scenario, load_scenario

SETTING = re.compile(r"^( *)# ( *[\w.]+:(?: .*)?)$", re.MULTILINE)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def everything_set(text: str) -> str:
    """The draft with the comments of keys taken for settings."""
    return SETTING.sub(r"\1\2", text)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_scenario_lists_every_lever_of_its_policies(lang: str, here: Path) -> None:
    asked = [word for policy in POLICIES for word in ("--policy", policy)]
    assert typed("new", "mine", *asked, "--lang", lang).exit_code == 0
    text = (here / "mine.yaml").read_text("utf-8")
    assert typed("check", "--strict", "mine.yaml").exit_code == 0
    for policy in POLICIES:
        own = text.partition(f"\n  {policy}:")[2]
        for lever in (*levers(policy), *shared_levers()):
            name = lever.key.rpartition(".")[2]
            title = lever.zh if lang == "zh" else lever.en
            found = re.search(
                rf"^ +(?:# +)?{name}: (\S.*?)  # {re.escape(title)}", own, re.MULTILINE
            )
            assert found, f"{policy}.{lever.key}"
    assert all(f"# {key}: " in text for key in ("sample", "months", "burn_in", "budget"))


def test_every_comment_of_a_scenario_can_be_made_a_setting(here: Path) -> None:
    asked = [word for policy in POLICIES for word in ("--policy", policy)]
    typed("new", "mine", *asked)
    file = here / "mine.yaml"
    plain = load_scenario(file)
    file.write_text(everything_set(file.read_text("utf-8")), "utf-8")
    full = load_scenario(file)
    assert full.policies.given().keys() == plain.policies.given().keys() == set(POLICIES)
    for key, policy in full.policies.given().items():
        assert policy.model_copy(update={"rollout": None}) == plain.policies.given()[key]
    assert {name: getattr(full, name) for name in ("sample", "months")} == {
        name: Scenario.model_fields[name].default for name in ("sample", "months")
    }


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_an_experiment_of_every_kind_is_sound(kind: str, lang: str, here: Path) -> None:
    assert typed("new", "asked", "--experiment", kind, "--lang", lang).exit_code == 0
    file = here / "asked.yaml"
    assert typed("check", "--strict", file).exit_code == 0
    experiment = load_experiment(file)
    assert experiment.kind == kind
    assert all(experiment.question.values())
    text = file.read_text("utf-8")
    assert [
        key
        for key in KINDS[kind].model_fields
        if f"\n{key}: " not in text and f"\n# {key}: " not in text
    ] == []
    file.write_text(everything_set(text), "utf-8")
    if kind != "sensitivity":  # which has no sample to fill and no policy to be left out
        assert load_experiment(file).kind == kind


def test_an_experiment_asks_about_the_policies_that_were_named(here: Path) -> None:
    typed("new", "q", "--experiment", "compare", "--policy", "publicity", "--policy", "facilities")
    assert list(load_experiment(here / "q.yaml").points) == ["baseline", "publicity", "facilities"]


def test_chinese_comments_are_chinese(here: Path) -> None:
    typed("new", "mine", "--policy", "publicity", "--lang", "zh")
    comments = re.findall(r"(?<=\S)  # (.*)", (here / "mine.yaml").read_text("utf-8"))
    assert [text for text in comments if not re.search("[\u4e00-\u9fff]", text)] == []


def test_nothing_is_ever_overwritten(here: Path) -> None:
    (here / "mine.yaml").write_text("my work")
    answer = typed("new", "mine")
    assert answer.exit_code == 2
    assert "mine.yaml is there already; nothing was written" in answer.err
    assert (here / "mine.yaml").read_text() == "my work"
    assert typed("new", "mine", "--out", "other.yaml").exit_code == 0
    assert (here / "other.yaml").is_file()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("mine", "--policy", "staf_training"), "Did you mean `staff_training`?"),
        (("mine", "--experiment", "compair"), "compair"),
        (("mine", "--experiment", "packages", "--policy", "publicity"), "two policies or more"),
        (("a/b",), "a path goes with --out"),
        (("",), "a path goes with --out"),
        (("mine", "--out", "nowhere/mine.yaml"), "cannot be written"),
        (("x" * 300,), "cannot be written"),
    ],
)
def test_what_cannot_be_written_is_told(arguments: tuple[str, ...], words: str, here: Path) -> None:
    answer = typed("new", *arguments)
    assert answer.exit_code == 2
    assert words in answer.err
    assert "Traceback" not in answer.err
    assert list(here.iterdir()) == []


@pytest.mark.parametrize("name", ["no", "2024", "a: b", "# x", "-2+3", "é 名称", "'", "<b>"])
def test_an_odd_name_is_quoted_where_it_must_be(name: str, here: Path) -> None:
    assert typed("new", "--out", "x.yaml", "--", name).exit_code == 0
    assert load_scenario(here / "x.yaml").title == {"en": name, "zh": name}
