"""What is said of a key: its declaration, and where the code itself says that it acts."""

from __future__ import annotations

import re

import pytest
from bad_inputs.typed import typed

from sim.assumptions import ranges
from sim.effects import Effects
from sim.levers import levers
from sim.meanings import meanings
from sim.money import LINES
from sim.outcomes import OUTCOMES
from sim.policies import POLICIES
from sim.reach import others_reading, phases_reading, reach_of
from sim.readings import read_by


def told(*arguments: str) -> str:
    answer = typed("explain", *arguments)
    assert answer.exit_code == 0, answer.err
    return answer.out


def test_a_lever() -> None:
    assert told("policies.task_offloading.entry_control") == (
        "policies.task_offloading.entry_control (lever of a policy)\n"
        "Control of new items at the door\n"
        "  default: 0.5\n"
        "  may be: 0 … 1\n"
        "  unit: scale 0 to 1\n"
        "  grade: assumed, measured by nobody\n"
        "  by way of: entry_control (0 to 1, of new items at the door)\n"
        "  acts in:\n"
        "    hand_down_work: Departments and the town hand items down; part is spared or moved out, "
        "part refills.\n"
        "  costs: Supervision\n"
    )


def test_an_assumption_with_source_grade_and_readers() -> None:
    said = told("delivery.on_effort")
    assert "source: S122 (docs/reference/sources.md)" in said
    assert "grade: literature" in said
    assert "read in:\n    delivery of policies\n" in said
    paid = told("assumptions.money.post_wage_yuan")
    assert re.search(r"    pay: .*\n    policies\.staff_training: Staff training\n", paid)


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("months", "Months reported\n  default: 60\n  may be: 1 … 600\n  unit: months\n"),
        ("rollout.pilots", "Pilot communities"),
        ("replications", "experiment.replications (key of an experiment)"),
        ("precision.half_width", "a number above 0"),
        ("belonging", "outcomes.belonging (outcome)"),
        ("cost_yuan", "more of it is: neither better nor worse"),
        ("lines.training", "from treasury to suppliers"),
        ("entry_control", "policies.task_offloading.entry_control (lever"),
        ("begun.grid_management.staffed", "policies.grid_management.staffed"),
        ("policies.publicity.start", "everything that the policy does"),
        ("publicity", "policies.publicity"),
        ("policies.publicity", "Below policies.publicity:"),
        ("hours", "policies.hot_issue_resolution.hours"),
        ("assumptions.trust", "assumptions.trust.gain"),
    ],
)
def test_keys_of_every_kind(key: str, words: str) -> None:
    assert words in told(key)


def test_without_a_key_it_says_what_there_is() -> None:
    assert "policies" in told()


@pytest.mark.parametrize(
    ("key", "meant"),
    [
        ("policies.task_offloading.entry_contrl", "policies.task_offloading.entry_control"),
        ("polices.task_offloading.entry_control", "policies.task_offloading.entry_control"),
        ("trust.gian", "assumptions.trust.gain"),
        ("replicatons", "experiment.replications"),
        ("bleonging", "outcomes.belonging"),
        ("moths", "months"),
    ],
)
def test_a_misspelled_key_is_recognized(key: str, meant: str) -> None:
    answer = typed("explain", key)
    assert answer.exit_code == 2
    assert f"`{meant}`" in answer.err
    assert answer.out == ""


def test_a_chinese_title_is_as_good_as_a_key() -> None:
    assert told("归属感", "--lang", "zh").startswith("outcomes.belonging（结果指标）")


def test_everything_with_a_key_is_explained_in_both_languages() -> None:
    every = meanings()
    assert len({each.key for each in every}) == len(every)
    counted = [each for each in every if each.kind in ("outcome", "line", "assumption")]
    assert len(counted) == len(OUTCOMES) + len(LINES) + len(ranges())
    for each in every:
        assert each.en, each.key
        assert re.search("[\u4e00-\u9fff]", each.zh), each.key


def test_chinese_says_nothing_in_english() -> None:
    for key in (
        "policies.publicity.intensity",
        "assumptions.trust.gain",
        "experiment.worlds.count",
    ):
        said = told(key, "--lang", "zh").partition("\n")[2]
        said = re.sub(r"docs/reference/sources\.md|S\d+|null|\b[a-z]+(_[a-z]+)+\b", "", said)
        said = re.sub("|".join(Effects.column_names()), "", said)
        assert re.findall("[A-Za-z]{2,}", said) == [], said


# -- where things act --------------------------------------------------------------------------


def test_every_assumption_is_read_somewhere() -> None:
    assert [key for key in ranges() if not phases_reading(key) and not others_reading(key)] == []


def test_readers_by_hand() -> None:
    assert phases_reading("workload.rebound") == ["hand_down_work"]
    assert phases_reading("staff.exit_rate") == ["develop_staff"]
    assert "raise_needs" in phases_reading("needs.rate_elder_care")  # one of an array
    assert phases_reading("mechanisms.rebound") == phases_reading("workload.rebound")
    assert "policies.task_offloading" in others_reading("organizations.wage_yuan")


def gives(p, age):
    q = p.trust
    return helps(q, age) + p.staff.exit_rate


def helps(given, age):
    return given.gain * age


def test_what_is_handed_on_is_read_where_it_goes() -> None:
    def outer(assumptions, age):
        p = assumptions[0]
        return gives(p, age)

    outer.__module__ = gives.__module__ = helps.__module__ = "sim.made_up"
    assert read_by(outer) == {"trust.gain", "staff.exit_rate"}


def test_a_lever_without_effects_of_its_own_only_costs() -> None:
    reach = reach_of("staff_training", "hour_yuan")
    assert (reach.channels, reach.lines) == ((), ("training",))


def test_a_lever_acts_in_the_phases_that_read_its_channels() -> None:
    reach = reach_of("information_platform", "online")
    assert reach.channels == ("online",)
    assert reach.lines == ("platform",)
    assert reach.phases


@pytest.mark.slow
def test_every_lever_acts_or_costs_but_those_that_need_another_first() -> None:
    still = {
        f"{policy}.{lever.key}"
        for policy in POLICIES
        for lever in levers(policy)
        if not any(reach_of(policy, lever.key))
    }
    assert still == {
        "facilities.county.adequate", "facilities.county.cover", "facilities.county.sites",
        "facilities.county.floor_space", "facilities.running_yuan",
    }  # fmt: skip
