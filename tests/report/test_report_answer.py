"""The answer is what the tables say, in at most three sentences, and says what it cannot tell."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from reported import TITLES, report, runs

from sim.report import ReportInput
from sim.report.answering import answer
from sim.report.notes import alarms, sure
from sim.report.teller import Teller
from sim.report.verdicts import verdict


def told(whole: ReportInput) -> str:
    """The verdicts on all headline outcomes in English."""
    teller = Teller(whole, "en")
    return " ".join(" ".join(verdict(teller, outcome)) for outcome in whole.outcomes)


def answered(whole: ReportInput) -> list[str]:
    return answer(Teller(whole, "en"))


def warned(whole: ReportInput) -> str:
    return " ".join(alarms(Teller(whole, "en")))


def test_the_verdicts_are_what_the_table_says() -> None:
    said = told(report())
    assert "Belonging: highest in this model is “All three”, 0.030 above the baseline" in said
    assert "Practically equal to the baseline: “Training”" in said
    assert "Participation: highest in this model is “All three”, 3.0\u00a0percentage" in said


def test_the_answer_has_three_sentences_about_the_primary_outcome() -> None:
    first, known, unknown = answered(report())
    assert first.startswith("Belonging: highest in this model is “All three”, 0.030 above")
    assert known == (
        "Also better than the baseline: “All three, one year”; practically equal: “Training”."
    )
    assert unknown.startswith("Cannot tell: nothing")


def test_what_is_undecided_is_what_cannot_be_told() -> None:
    table = report().effects
    rows = table["scenario"].eq("training")
    table.loc[rows, "verdict"] = "undecided"
    *_, unknown = answered(report(effects=table))
    assert unknown == "Cannot tell whether there is any difference from the baseline in “Training”."


def test_a_tie_with_the_highest_cannot_be_told() -> None:
    table = runs().query("scenario != 'package_12'")
    luck = np.random.default_rng(2).normal(0, 0.001, 10 * 24)
    twin = table.query("scenario == 'package'").assign(scenario="package_12")
    whole = report(pd.concat([table, twin.assign(belonging=twin["belonging"] + luck)]))
    assert re.search("cannot be told apart from “All three(, one year)?”", told(whole))
    assert "Cannot tell which is higher, “All three" in answered(whole)[-1]
    assert "cannot be told apart" not in told(report())


def test_the_highest_is_told_on_fresh_luck_too() -> None:
    fresh = pd.DataFrame(
        [{"scenario": "package", "outcome": "belonging", "difference": 0.012, "low": 0.004,
          "high": 0.02, "n": 30}]
    )  # fmt: skip
    assert answered(report(fresh=fresh))[0].endswith("; on fresh luck +0.012 (+0.004 to +0.020).")


def test_of_effects_in_several_months_the_last_are_told() -> None:
    last = report().effects
    early = last.assign(month=12, difference=-0.4, low=-0.5, high=-0.3, verdict="worse")
    assert told(report(effects=pd.concat([early, last]))) == told(report())


def test_nothing_is_called_highest_that_an_undecided_one_exceeds() -> None:
    effects = report().effects
    rows = effects["scenario"].eq("training") & effects["outcome"].eq("belonging")
    unsure = {"difference": 0.5, "low": -1.0, "high": 2.0, "verdict": "undecided"}
    effects = effects.assign(**{key: effects[key].mask(rows, to) for key, to in unsure.items()})
    said = told(report(effects=effects))
    assert "highest in this model, of those that are clearly better" in said
    assert "Undecided: “Training”" in said


def test_undecided_is_said() -> None:
    whole = report(effects=report().effects.assign(verdict="undecided", low=-1.0, high=1.0))
    assert told(whole).count("undecided. In 10 replications no scenario can be told apart") == 2
    assert "highest" not in told(whole) + " ".join(answered(whole))


def test_an_effect_that_is_clear_only_alone_is_named() -> None:
    effects = report().effects.assign(low_joint=-0.001, high_joint=0.07)
    said = told(report(effects=effects))
    assert "Judged all at once, no longer clear of zero: “All three”" in said


@pytest.mark.parametrize("n", [1, 4])
def test_too_few_runs_are_said_first_and_nothing_is_highest(n: int) -> None:
    whole = report(runs(n))
    assert "replication" in warned(whole)
    assert len(answered(whole)) == 1
    assert "highest" not in told(whole) + " ".join(answered(whole))


def test_effects_that_never_vary_are_called_constant() -> None:
    whole = report(runs().assign(belonging=0.4, participation=0.4, admin_share=0.75))
    assert "Belonging is constant" in warned(whole)
    assert "the scenarios do not differ from the baseline in any run" in told(whole)


def test_where_no_comparison_may_be_drawn_the_answer_says_why() -> None:
    doubts = [{"en": "Half of the runs failed.", "zh": "一半运行失败。"}]
    whole = report()
    whole = replace(whole, provenance=replace(whole.provenance, doubts=doubts))
    assert answered(whole) == ["Cannot tell: Half of the runs failed."]
    assert "Half of the runs failed." in warned(whole)


def test_many_scenarios_that_lack_runs_are_counted_not_listed() -> None:
    names = [f"s{number}" for number in range(40)]
    asked = {"baseline": 10, **dict.fromkeys(names, 10)}
    whole = report()
    told = replace(whole.provenance, asked=asked, done=dict.fromkeys(asked, 9), runs={})
    titles = [(name, {"en": name, "zh": name}) for name in asked]
    said = warned(replace(whole, provenance=told, scenarios=titles))
    assert said.count("9 of 10 runs are there") == 6
    assert "35 more scenarios lack runs" in said


def test_of_many_scenarios_the_highest_are_told_one_by_one() -> None:
    names = [f"s{number:02d}" for number in range(40)]
    row = report().effects.query("scenario == 'package'")
    effects = pd.concat(
        [row.assign(scenario=name, difference=at / 100) for at, name in enumerate(names)]
    )
    titles = [("baseline", TITLES["baseline"]), *((n, {"en": n, "zh": n}) for n in names)]
    whole = report(effects=effects, scenarios=titles, against=dict.fromkeys(names, "baseline"))
    assert Teller(whole, "en").shown == names[16:]


@pytest.mark.parametrize("kind", ["sensitivity", "pilot"])
def test_factors_and_pilots_have_an_answer_of_their_own(kind: Any) -> None:
    own = {"en": "It hangs on hours.", "zh": "取决于工时。"}
    assert answered(report(kind=kind, answer=own)) == ["It hangs on hours."]
    assert answer(Teller(report(kind=kind, answer=own), "zh")) == ["取决于工时。"]
    few = answered(report(runs(3), kind="pilot", answer=own))
    assert few[0].startswith("Cannot tell: 3 replications are too few")


@pytest.mark.parametrize(("n", "bands"), [(9, False), (10, True)])
def test_bands_are_spoken_of_where_charts_have_them(n: int, bands: bool) -> None:
    whole = report()
    counted = replace(whole.provenance, done=dict.fromkeys(whole.titles, n))
    teller = Teller(replace(whole, provenance=counted), "en")
    assert ("the light one holds for the whole path" in " ".join(sure(teller))) == bands
