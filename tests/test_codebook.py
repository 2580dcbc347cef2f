"""Every column that leaves the house is explained, in both languages."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import sim
from sim.analysis import (
    bands,
    checks,
    effects,
    groups,
    lasting,
    packages,
    pilots,
    sensitivity,
    sweeps,
    winner,
)
from sim.assumptions import ranges
from sim.bridges import as_mesa
from sim.codebook import CODEBOOK, codebook, meaning_of, with_codebook
from sim.codebook.answers import IN_TABLE
from sim.codebook.meaning import DECLARED, _of_model
from sim.errors import ContractError
from sim.exports import read_csv, write_csv
from sim.levers import levers
from sim.outcomes import OUTCOMES
from sim.policies import POLICIES
from sim.presenting import assumption_table
from sim.sampling import all_packages, morris, one_at_a_time, saltelli
from sim.statistics.panels import Panel

HOURS, GAIN = "policies.staff_training.hours", "assumptions.trust.gain"
BOTH = ["belonging", "cost_yuan"]
RANGES = {HOURS: (0.0, 80.0), GAIN: (0.1, 0.2)}
AGAINST = {"training": "base", "grants": "base"}
SIGNS = {"directions": {"belonging": 1}, "smallest_effect": {"belonging": 0.01}}
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def runs_of(points: list[str], replications: int = 6) -> pd.DataFrame:
    """Something finite for every point, replication and month."""
    keys = [(p, r, m) for p in points for r in range(replications) for m in (1, 2)]
    table = pd.DataFrame(keys, columns=["scenario", "replication", "month"])
    number = np.arange(len(table), dtype=float)
    return table.assign(belonging=np.sin(number) + number / 50, cost_yuan=number)


def designed(rows: list[dict[str, float]]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Runs and points of a design."""
    names = [f"p{number}" for number in range(len(rows))]
    points = pd.DataFrame({"scenario": names, "against": None} | pd.DataFrame(rows).to_dict("list"))
    return runs_of(names), points


def paired() -> pd.DataFrame:
    return runs_of(["base", *AGAINST])


def found_effects() -> pd.DataFrame:
    runs = paired()
    return effects(
        runs, against=AGAINST, outcomes=BOTH, residents=100.0, primary="belonging", **SIGNS
    )


def of_groups() -> pd.DataFrame:
    parts = [paired().assign(origin="migrant", age=age, people=1.0) for age in ("18-29", "60+")]
    return pd.concat(parts, ignore_index=True)


@cache
def readings() -> pd.DataFrame:
    adopted = np.array([13, 13, 13, 0, 0, 0, 0, 0])
    month, place = np.indices((24, 8))
    tables = [np.sin(seed + month + 3.0 * place) for seed in range(6)]
    panels = {seed: Panel(table + 0.1, table, adopted) for seed, table in enumerate(tables)}
    return pilots.pilot_readings({"training": panels})


def factors() -> tuple[pd.DataFrame, pd.DataFrame]:
    return designed([{HOURS: hours, GAIN: gain} for hours in (0.0, 80.0) for gain in (0.1, 0.2)])


ANALYSES: dict[str, Callable[[], pd.DataFrame]] = {
    "effects": found_effects,
    "effect_paths": lambda: bands.effect_paths(paired(), against=AGAINST, outcomes=BOTH),
    "time_to_half": lambda: lasting.time_to_half(paired(), against=AGAINST, outcomes=BOTH),
    "lasting": lambda: lasting.lasting_share(
        paired(), against=AGAINST, outcomes=BOTH, ended={"training": 1}
    ),
    "variance_reductions": lambda: checks.variance_reductions(
        paired(), against=AGAINST, outcomes=BOTH
    )[0],
    "invalid_values": lambda: checks.invalid_values(paired(), BOTH),
    "group_effects": lambda: groups.group_effects(
        of_groups(), against=AGAINST, outcomes=["belonging"], **SIGNS
    ),
    "inequality": lambda: groups.inequality(of_groups(), against=AGAINST, outcomes=["belonging"]),
    "reestimated": lambda: winner.reestimated(found_effects(), found_effects(), "training"),
    "pilot_readings": readings,
    "evaluations": lambda: pilots.evaluations(readings()),
    "rankings": lambda: pilots.rankings(readings()),
    "placebos": lambda: pilots.placebos({}),
    "shares": lambda: packages.shares(*designed(all_packages(["training", "grants"])), BOTH),
    "main_effects": lambda: packages.main_effects(
        *designed(all_packages(["training", "grants"])), BOTH
    ),
    "interactions": lambda: packages.interactions(
        *designed(all_packages(["training", "grants"])), BOTH, **SIGNS
    ),
    "screening": lambda: sensitivity.screening(*designed(morris(RANGES, 4, seed=1)), BOTH),
    "indices": lambda: sensitivity.indices(*designed(saltelli(RANGES, 8, seed=1)), BOTH),
    "pair_indices": lambda: sensitivity.pair_indices(
        *designed(saltelli(RANGES, 8, seed=1, second_order=True)), BOTH
    ),
    "floor": lambda: sensitivity.floor(*designed(morris(RANGES, 4, seed=1)), BOTH),
    "curves": lambda: sensitivity.curves(
        *designed(one_at_a_time(RANGES, {HOURS: 40.0, GAIN: 0.15}, 3)), BOTH, default="p0"
    ),
    "response": lambda: sweeps.response(*factors(), "belonging", [HOURS, GAIN]),
    "best_points": lambda: sweeps.best_points(
        found_effects(), ["training"], outcome="belonging", direction=1
    ),
    "pareto": lambda: sweeps.pareto(found_effects(), outcome="belonging", direction=1),
    "robustness": lambda: sweeps.robustness(*factors(), "belonging", direction=1, target=0.5),
    "points": lambda: factors()[1],
    "mesa": lambda: as_mesa(*factors()),
    "assumptions": assumption_table,
}
"""Tables of answers, each made of a few runs."""


@pytest.mark.parametrize("name", ANALYSES)
def test_every_column_of_an_answer_is_explained(name: str) -> None:
    table = ANALYSES[name]()
    book = codebook({name: table})
    assert book["column"].tolist() == list(table)
    assert (book["table"] == name).all()


@cache
def one_run() -> sim.RunResult:
    return sim.run({"sample": 240, "burn_in": 1, "months": 2, "policies": {"staff_training": {}}})


@pytest.mark.parametrize("name", ["monthly", "communities", "groups", "ledger", "delivered"])
def test_every_column_of_a_run_is_explained(name: str) -> None:
    table = getattr(one_run(), name)
    assert codebook({name: table})["column"].tolist() == list(table)


FILES = {
    "base": "{sample: 240, months: 3, burn_in: 1}",
    "long": "{sample: 240, months: 26, burn_in: 1}",
    "training": "{extends: base.yaml, policies: {staff_training: {hours: 60, months: 2}}}",
    "publicity": "{extends: base.yaml, policies: {publicity: {}}}",
    "tried": "{extends: long.yaml, policies: {staff_training: {hours: 60}}}",
}
LATE = {"late": {"set": {"policies.staff_training.start": 2}}}
QUESTIONS: dict[str, dict[str, Any]] = {
    "compare": {"scenarios": ["training.yaml", "publicity.yaml"]},
    "sweep": {"scenario": "training.yaml", "factors": {HOURS: [0, 60]}, "variants": LATE},
    "sensitivity": {"scenario": "training.yaml", "factors": [HOURS, GAIN], "trajectories": 2},
    "packages": {"policies_of": ["training.yaml", "publicity.yaml"], "variants": LATE},
    "pilot": {"against": "long.yaml", "scenario": "tried.yaml", "rollout": {"months": 6}},
}


@pytest.mark.parametrize("kind", QUESTIONS)
def test_every_column_of_every_kind_of_question_is_explained(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in FILES.items():
        (tmp_path / f"{name}.yaml").write_text(text)
    question = {"kind": kind, "against": "base.yaml", "replications": 2} | QUESTIONS[kind]
    with ThreadPoolExecutor(1) as executor:
        found = sim.compare(question, executor=executor, folder=tmp_path / "results")
    results = found.results
    tables = {
        **found.tables,
        **{name: getattr(found, name) for name in ("points", "runs", "groups", "ledger", "worlds")},
        **{"status": results.status(), "delivered": results.delivered(), "mesa": found.to_mesa()},
    }
    book = codebook(tables, found.titles)
    assert len(book) == sum(table.shape[1] for table in tables.values())


def test_worlds_and_settings_are_explained() -> None:
    assert meaning_of("worlds", "trust.gain").unit == ranges()["trust.gain"].unit
    hours = meaning_of("points", HOURS)
    [declared] = [each for each in levers("staff_training") if each.key == "hours"]
    assert hours.unit == declared.unit
    assert declared.en in hours.en
    assert declared.zh in hours.zh
    for name in ("rollout.pilots", "rollout.choose", "months", "sample", "begun.publicity.start"):
        assert meaning_of("points", name).zh


def test_a_policy_is_a_share_where_it_is_delivered_and_a_switch_where_it_is_combined() -> None:
    assert meaning_of("delivered", "staff_training").unit == "share"
    assert meaning_of("points", "staff_training").meaning_en.startswith("1 where")


def test_scenarios_that_are_parts_of_packages() -> None:
    titles = {"belonging": {"en": "Belong!", "zh": "归属"}}
    assert meaning_of("points", "belonging", titles).en == "Belong!"
    assert meaning_of("runs", "belonging", titles).en == "Belonging"


def test_one_name_may_mean_something_else_in_another_table() -> None:
    assert meaning_of("evaluations", "size_low").en == "False alarms, lower end"
    assert meaning_of("effects", "size").en == "Size"


def test_ends_of_intervals_follow_the_column_they_belong_to() -> None:
    low = meaning_of("evaluations", "bias_low")
    assert low.en == "Bias, lower end"
    assert low.zh == "偏误，区间下限"
    assert low.unit == meaning_of("evaluations", "bias").unit


@pytest.mark.parametrize("name", ["belongin", "policies.staff_training.hour", "_low", "x_low", ""])
def test_what_nobody_declared_is_refused(name: str) -> None:
    with pytest.raises(ContractError, match=f"the column {name} of the table runs"):
        codebook({"runs": pd.DataFrame({name: [1]})})


def test_types_are_those_of_a_data_package() -> None:
    table = pd.DataFrame({"scenario": ["a"], "n": [1], "low": [0.5], "robust": [True]})
    assert codebook({"t": table})["type"].tolist() == ["string", "integer", "number", "boolean"]


def test_the_code_book_comes_first_and_tells_of_itself() -> None:
    tables = with_codebook({"runs": paired()})
    assert list(tables) == [CODEBOOK, "runs"]
    book = tables[CODEBOOK]
    assert book["table"].unique().tolist() == [CODEBOOK, "runs"]
    assert book.loc[book["table"] == CODEBOOK, "column"].tolist() == list(book)


def test_the_code_book_survives_a_csv(tmp_path: Path) -> None:
    book = codebook({"runs": paired()})
    write_csv(book, tmp_path / "codebook.csv")
    assert read_csv(tmp_path / "codebook.csv").equals(book)


EVERY = [*DECLARED.values(), *IN_TABLE.values(), *_of_model(False).values()]


def test_everything_is_said_in_both_languages() -> None:
    assert [c.name for c in EVERY if not (c.en and c.meaning_en)] == []
    assert [c.name for c in EVERY if CHINESE.search(c.en + c.meaning_en)] == []
    assert [c.name for c in EVERY if not CHINESE.search(c.meaning_zh)] == []
    assert [c.name for c in EVERY if not CHINESE.search(c.zh)] == ["n"]
    international = {"", "logit", "rho - 1"}
    assert {c.unit for c in EVERY if c.unit == c.unit_zh} <= international


def test_no_name_is_declared_twice() -> None:
    assert set(DECLARED) & set(_of_model(False)) == set()
    assert set(OUTCOMES) & set(POLICIES) == set()
