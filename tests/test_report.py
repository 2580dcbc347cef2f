"""The report is one whole page that says no more than its tables, in both languages."""

from __future__ import annotations

import re
import warnings
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from sim import assumptions
from sim.analysis import effects as effects_of
from sim.errors import ResultsError
from sim.outcomes import OUTCOMES
from sim.params import Settings, declarations
from sim.policies import POLICIES
from sim.report import (
    CountyNote,
    Ending,
    Provenance,
    ReportInput,
    cost_table,
    page,
    page_of,
    render_report,
)
from sim.report.prose import PROSE
from sim.report.teller import Teller
from sim.report.verdicts import verdict
from sim.words import LANGUAGES, WORDS, Label, unit_name

SECTIONS = ["verdict", "effects", "paths", "forest", "admin", "costs", "lasts", "delivered"]
SECTIONS += ["assumed", "imputed", "sure", "repeat", "limits"]
LABELS = {
    "belonging": Label("Belonging", "归属感", "0 to 1"),
    "participation": Label("Participation", "参与率", "share"),
    "admin_share": Label("Admin share of hours", "行政工时占比", "share"),
}
TITLES = {
    "baseline": {"en": "Baseline", "zh": "基线"},
    "training": {"en": "Training", "zh": "培训"},
    "package": {"en": "All three", "zh": "三项合并"},
    "package_12": {"en": "All three, one year", "zh": "三项合并一年"},
}
GAINS = {"baseline": 0.0, "training": 0.001, "package": 0.03, "package_12": 0.03}
VOID = {"meta", "br", "hr", "img", "link", "input"}


def runs(replications: int = 10, noise: float = 0.002) -> pd.DataFrame:
    """Worlds at their own level; the third package loses half of its gain after a year."""
    luck = np.random.default_rng(1)
    rows = []
    for scenario, gain in GAINS.items():
        for world in range(replications):
            for month in range(1, 25):
                kept = 0.5 if scenario == "package_12" and month > 12 else 1.0
                here = gain * kept + (noise * luck.normal() if gain else 0.0)
                level = 0.4 + 0.01 * world + here
                rows.append((scenario, world, month, level, level, 0.75 - here, 1000 * gain))
    return pd.DataFrame(rows, columns=["scenario", "replication", "month", *LABELS, "cost_yuan"])


def report(table: pd.DataFrame | None = None, **changes: Any) -> ReportInput:
    table = runs() if table is None else table
    done = {key: int(table.query("scenario == @key")["replication"].nunique()) for key in TITLES}
    effects = effects_of(
        table,
        against=dict.fromkeys(list(TITLES)[1:], "baseline"),
        outcomes=list(LABELS),
        directions={"belonging": 1, "participation": 1, "admin_share": -1},
        smallest_effect={"belonging": 0.01, "participation": 0.01},
        residents=1.0,
        primary="belonging",
        month=24,
    )
    lines = [("baseline", "pay", 60.0), ("training", "pay", 60.0), ("training", "fees", 20.0)]
    parameters = [
        ("work.hours", "Hours", "工时", 215.0, 180.0, 250.0, "hours a month", "assumed", "assumed"),
        ("work.town", "Town", "层层加码", 1.3, 1.0, 1.5, "factor", "S7", "literature"),
    ]
    names = ["key", "en", "zh", "default", "low", "high", "unit", "source", "grade"]
    whole = ReportInput(
        question={"en": "What helps most?", "zh": "何者最有效？"},
        scenarios=list(TITLES.items()),
        baseline="baseline",
        outcomes=["belonging", "participation"],
        runs=table,
        effects=effects,
        ledger=pd.DataFrame(lines, columns=["scenario", "line", "yuan_per_resident_year"]),
        delivered=pd.DataFrame(
            [("training", "staff_training", 0.8)], columns=["scenario", "policy", "share"]
        ),
        assumptions=pd.DataFrame(parameters, columns=names),
        labels=LABELS,
        county=CountyNote(
            {"en": "Illustrative county", "zh": "示例县"}, 24, 96000, 5040, imputed={"floor": 11}
        ),
        provenance=Provenance(dict.fromkeys(TITLES, 10), done, {}, 1, "sim batch q.yaml --seed 1"),
        lines={"pay": {"en": "Pay", "zh": "工资"}, "fees": {"en": "Fees", "zh": "培训费"}},
        policies={"staff_training": {"en": "Staff training", "zh": "人员培训"}},
        endings=[Ending("package_12", 12, "package")],
    )
    return replace(whole, **changes)


class Found(HTMLParser):
    """What a browser would find: tags, attributes, words, and whether every tag is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.ids: list[str] = []
        self.words = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_startendtag(tag, attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(key, value or "") for key, value in attrs]
        self.ids += [value or "" for key, value in attrs if key == "id"]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, words: str) -> None:
        if not {"style", "pre", "code"} & set(self.open):
            self.words += words + "\n"


def told(whole: ReportInput) -> str:
    """The answer in English."""
    teller = Teller(whole, "en")
    return " ".join(" ".join(verdict(teller, outcome)) for outcome in whole.outcomes)


def sections(text: str) -> list[str]:
    """Ids of the sections, in the order of the page."""
    return [name for name in Found(text).ids if name in SECTIONS]


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages without their charts, which take most of the time."""
    monkeypatch.setattr(page, "_figures", lambda teller: {})


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_whole_page_that_needs_nothing_else(lang: Any, tmp_path: Path) -> None:
    path = render_report(report(), tmp_path / "report.html", lang)
    text = path.read_text(encoding="utf-8")
    found = Found(text)
    assert found.open == []
    assert sections(text) == SECTIONS
    assert len(found.ids) == len(set(found.ids))
    assert found.tags.count("svg") == 4
    assert not re.search(r"https?:|//[a-z]|@import", text)
    assert not {"script", "link", "img", "iframe", "object"} & set(found.tags)
    assert ("content", page.POLICY) in found.attributes
    assert [item.name for item in tmp_path.iterdir()] == ["report.html"]
    assert text == page_of(report(), lang), "the same bytes every time"


def test_chinese_is_chinese_throughout() -> None:
    words = Found(page_of(report(), "zh")).words
    left = set(re.findall("[A-Za-z]{2,}", words)) - {"work", "hours", "town", "floor"}
    assert not left, "only keys may stay"


def test_every_declared_unit_has_chinese_words() -> None:
    declared = {item.unit for item in OUTCOMES.values()}
    for group in (*vars(assumptions).values(), *POLICIES.values()):
        if isinstance(group, type) and issubclass(group, Settings):
            declared |= {item.unit for item in declarations(group).values()}
    chinese = {unit: re.sub("logit|rho", "", unit_name(unit, "zh")) for unit in declared}
    assert not [unit for unit, words in chinese.items() if re.search("[a-z]{2}", words)]


def test_both_languages_have_every_sentence_with_the_same_places() -> None:
    for catalogue in (WORDS, PROSE):
        for key, (en, zh) in catalogue.items():
            assert set(re.findall(r"{(\w+)}", en)) == set(re.findall(r"{(\w+)}", zh)), key
            assert not re.search(r"\bbest\b|zombie|low-quality", en), key


def test_the_answer_is_what_the_table_says() -> None:
    answer = told(report())
    assert "Belonging: highest in this model is “All three”, 0.030 above the baseline" in answer
    assert "Practically equal to the baseline: “Training”" in answer
    assert "Participation: highest in this model is “All three”, 3.0\u00a0percentage" in answer


def test_of_effects_in_several_months_the_last_are_told() -> None:
    last = report().effects
    early = last.assign(month=12, difference=-0.4, low=-0.5, high=-0.3, verdict="worse")
    assert told(report(effects=pd.concat([early, last]))) == told(report())


def test_what_cannot_be_told_from_the_highest_is_named() -> None:
    table = runs().query("scenario != 'package_12'")
    luck = np.random.default_rng(2).normal(0, 0.001, 10 * 24)
    twin = table.query("scenario == 'package'").assign(scenario="package_12")
    whole = report(pd.concat([table, twin.assign(belonging=twin["belonging"] + luck)]))
    assert re.search("cannot be told apart from “All three(, one year)?”", told(whole))
    assert "cannot be told apart" not in told(report())


def test_nothing_is_called_highest_that_an_undecided_one_exceeds() -> None:
    effects = report().effects
    rows = effects["scenario"].eq("training") & effects["outcome"].eq("belonging")
    unsure = {"difference": 0.5, "low": -1.0, "high": 2.0, "verdict": "undecided"}
    effects = effects.assign(**{key: effects[key].mask(rows, to) for key, to in unsure.items()})
    answer = told(report(effects=effects))
    assert "highest in this model, of those that are clearly better" in answer
    assert "Undecided: “Training”" in answer


def test_undecided_is_said() -> None:
    answer = told(report(effects=report().effects.assign(verdict="undecided", low=-1.0, high=1.0)))
    assert answer.count("undecided. In 10 replications no scenario can be told apart") == 2
    assert "highest" not in answer


def test_an_effect_that_is_clear_only_alone_is_named() -> None:
    effects = report().effects.assign(low_joint=-0.001, high_joint=0.07)
    answer = told(report(effects=effects))
    assert "Judged all at once, no longer clear of zero: “All three”" in answer


@pytest.mark.usefixtures("undrawn")
def test_cost_per_point_only_where_the_effect_is_sure() -> None:
    effects = report().effects
    rows = effects["scenario"].eq("training")
    effects.loc[rows, ["low", "high"]] = [-0.01, 0.01]
    text = page_of(report(effects=effects))
    points = text.split(PROSE["points_heading"][0])[1].split("</table>")[0]
    cells = {row.split("<")[0]: row for row in points.split('<th scope="row">')[1:]}
    assert re.search(r"\d \(\d", cells["All three"])
    assert cells["Training"].count(PROSE["none_sure"][0]) == 2


@pytest.mark.usefixtures("undrawn")
def test_what_lasts_is_told_with_its_twin() -> None:
    lasts = page_of(report()).split('id="lasts"')[1].split("</table>")[0]
    assert re.search(r">(49|50|51)\u00a0%<", lasts)
    assert ">+0.030<" in lasts
    without = page_of(report(endings=[])).split('id="lasts"')[1]
    assert PROSE["no_endings"][0] in without


def test_costs_count_what_the_treasury_pays_once() -> None:
    rows = [
        ("a", 1, "purchase", "treasury", 240.0),
        ("a", 1, "wages", "organizations", 200.0),
        ("a", 2, "purchase", "treasury", 480.0),
    ]
    ledger = pd.DataFrame(rows, columns=["scenario", "replication", "line", "payer", "yuan"])
    table = cost_table(ledger, population=10.0, months=24)
    assert table.to_dict("records") == [
        {"scenario": "a", "line": "purchase", "n": 2, "yuan_per_resident_year": 18.0}
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_one_replication(lang: Any) -> None:
    whole, column = report(runs(1)), LANGUAGES.index(lang)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        text = page_of(whole, lang)
    assert PROSE["one_run"][column] in text
    assert WORDS["no_interval"][column] in text
    assert not re.search(r"\bnan\b|\binf\b", Found(text).words)
    assert "highest" not in told(whole)


def test_nothing_varies() -> None:
    whole = report(runs().assign(belonging=0.4, participation=0.4, admin_share=0.75))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        text = page_of(whole)
    assert "the scenarios do not differ from the baseline in any run" in told(whole)
    assert WORDS["constant"][0] in text
    assert not re.search(r"\bnan\b|\binf\b", Found(text).words)


def test_one_scenario_failed() -> None:
    half = report(runs().query("scenario != 'package'"))
    provenance = replace(half.provenance, failed={"package": 10})
    top, below = page_of(replace(half, provenance=provenance)).split("</header>")
    assert "All three: 10 of 10 runs failed" in top
    assert PROSE["uneven"][0] in top
    assert WORDS["no_data"][0] in below


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_run_finished(lang: Any) -> None:
    whole = report()
    empty = {name: getattr(whole, name).iloc[:0] for name in ("runs", "effects", "ledger")}
    provenance = replace(whole.provenance, done=dict.fromkeys(TITLES, 0))
    text = page_of(replace(whole, provenance=provenance, **empty), lang)
    assert PROSE["no_runs"][LANGUAGES.index(lang)] in text.split("</header>")[0]
    assert sections(text) == SECTIONS


@pytest.mark.usefixtures("undrawn")
def test_numbers_without_n_or_seed_are_refused(tmp_path: Path) -> None:
    whole, path = report(), tmp_path / "report.html"
    for change in ({"seed": None}, {"done": None}, {"asked": {"baseline": 10}}):
        provenance: Any = replace(whole.provenance, **change)
        with pytest.raises(ResultsError):
            render_report(replace(whole, provenance=provenance), path)
    with pytest.raises(ResultsError, match="rows without n"):
        render_report(replace(whole, effects=whole.effects.assign(n=np.nan)), path)
    with pytest.raises(ResultsError, match="verdict"):
        render_report(replace(whole, effects=whole.effects.drop(columns="verdict")), path)
    with pytest.raises(ResultsError, match="cannot be written"):
        render_report(whole, tmp_path / "nowhere" / "report.html")
    assert not path.exists()


HOSTILE = (
    "<script>alert(1)</script>]]></text>\"'><img src=x onerror=alert(1)>",
    "</title></style></svg><svg onload=alert(1)><a href='javascript:alert(1)'>",
    "{{ 7 * 7 }}{% raw %}{question} {0} %s $\\frac{1}$ a\x00b\x1b[31m\u202egnp.exe",
)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_words_stay_words(hostile: str) -> None:
    both, whole = {"en": hostile, "zh": hostile}, report()
    counts = {"baseline": 10, "training": 10, hostile: 10}
    text = page_of(
        replace(
            whole,
            question=both,
            scenarios=[("baseline", both), ("training", both), (hostile, both)],
            runs=whole.runs.replace({"scenario": {"package": hostile}}),
            effects=whole.effects.replace({"scenario": {"package": hostile}}),
            labels={key: Label(hostile, hostile, hostile) for key in LABELS},
            lines={"pay": both},
            policies={"staff_training": both},
            assumptions=whole.assumptions.assign(source=hostile, en=hostile, unit=hostile),
            county=replace(whole.county, label=both, imputed={hostile: 3}),
            provenance=Provenance(
                counts, counts, {}, 1, hostile, identity={hostile: hostile}, warnings=[hostile]
            ),
            endings=[],
        )
    )
    found = Found(text)
    assert found.open == []
    assert not {"script", "img", "a href", "iframe"} & set(found.tags)
    assert not [key for key, _ in found.attributes if key.startswith("on")]
    links = [value for key, value in found.attributes if key in ("href", "src")]
    assert all(link.startswith("#") for link in links)
    assert found.tags.count("svg") == 4
    assert "7 * 7" in found.words or "7 * 7" not in hostile
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e]", text)


def test_no_text_of_others_is_trusted_by_the_template() -> None:
    template = Path(page.__file__).with_name(page.TEMPLATE).read_text(encoding="utf-8")
    assert not re.search(r"\|\s*safe|autoescape|Markup", template)


def test_the_highest_is_told_on_fresh_luck_too(tmp_path: Path) -> None:
    fresh = pd.DataFrame(
        [{"scenario": "training", "outcome": "belonging", "difference": 0.012, "low": 0.004,
          "high": 0.02, "n": 30}]
    )  # fmt: skip
    path = render_report(replace(report(), fresh=fresh), tmp_path / "report.html", "en")
    page = path.read_text("utf-8")
    assert "On 30 fresh replications" in page
    assert "+0.012 (+0.004 to +0.020)" in page
