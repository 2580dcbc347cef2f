"""The page is whole, needs nothing else, and says no more than its tables, in both languages."""

from __future__ import annotations

import base64
import hashlib
import importlib
import re
import warnings
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from reported import LABELS, TITLES, Found, report, runs

from sim import assumptions
from sim.errors import ResultsError
from sim.outcomes import OUTCOMES
from sim.params import Settings, declarations
from sim.policies import POLICIES
from sim.report import Provenance, ReportInput, cost_table, document_of, html, page_of
from sim.report.making import render_report
from sim.report.prose import PROSE
from sim.words import LANGUAGES, WORDS, Label, Language, unit_name

SECTIONS = ["question", "answer", "effects", "costs", "sure", "method", "limits", "repeat"]


def page(whole: ReportInput, lang: Language = "en") -> str:
    return page_of(document_of(whole, lang))


def sections(text: str) -> list[str]:
    """Ids of the sections, in the order of the page."""
    return re.findall(r'<section id="(\w+)"', text)


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages without their charts, which take most of the time."""
    monkeypatch.setattr(html, "_picture", lambda figure: "")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_whole_page_that_needs_nothing_else(lang: Any, tmp_path: Path) -> None:
    path = render_report(report(), tmp_path / "report.html", lang)
    text = path.read_text(encoding="utf-8")
    found = Found(text)
    assert found.open == []
    assert sections(text) == SECTIONS
    assert len(found.ids) == len(set(found.ids))
    assert found.tags.count("svg") == 5 + 3
    body = text.split("</title>")[1]
    assert not re.search(r"https?:|//[a-z]|@import|url\((?!#)", body)
    assert not {"link", "img", "iframe", "object"} & set(found.tags)
    assert [item.name for item in tmp_path.iterdir()] == ["report.html"]
    assert text == page(report(), lang), "the same bytes every time"


@pytest.mark.usefixtures("undrawn")
def test_one_script_may_run_and_it_is_the_one_that_is_there() -> None:
    text = page(report())
    [script] = re.findall(r"<script>(.*?)</script>", text, flags=re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    [rule] = re.findall(r'Security-Policy" content="([^"]*)"', text)
    assert f"script-src &#39;sha256-{digest}&#39;;" in rule
    assert rule.startswith("default-src &#39;none&#39;")
    assert text.count("<script") == 1


def test_chinese_is_chinese_throughout() -> None:
    words = Found(page(report(), "zh")).words
    keys = {"work", "hours", "town", "floor", "unit", "results", "manifest", "sensitivity"}
    left = set(re.findall("[A-Za-z]{2,}", words)) - keys
    assert not left, "only keys may stay"


def test_every_declared_unit_has_chinese_words() -> None:
    declared = {item.unit for item in OUTCOMES.values()}
    for group in (*vars(assumptions).values(), *POLICIES.values()):
        if isinstance(group, type) and issubclass(group, Settings):
            declared |= {item.unit for item in declarations(group).values()}
    chinese = {unit: re.sub("logit|rho", "", unit_name(unit, "zh")) for unit in declared}
    assert not [unit for unit, words in chinese.items() if re.search("[a-z]{2}", words)]


def catalogues() -> list[Any]:
    """Everything that the report says."""
    names = ["answering", "maps"]
    places = Path(html.__file__).parent.joinpath("sections").glob("[a-z]*.py")
    names += [f"sections.{path.stem}" for path in places]
    rooms = [importlib.import_module(f"sim.report.{name}") for name in names]
    return [WORDS, PROSE, *(room.WORDS for room in rooms if hasattr(room, "WORDS"))]


def test_both_languages_have_every_sentence_with_the_same_places() -> None:
    for catalogue in catalogues():
        for key, (en, zh) in catalogue.items():
            assert set(re.findall(r"{(\w+)}", en)) == set(re.findall(r"{(\w+)}", zh)), key
            assert not re.search(r"\bbest\b|zombie|low-quality", en), key


@pytest.mark.usefixtures("undrawn")
def test_numbers_lead_to_the_runs_behind_them() -> None:
    text = page(report())
    row = re.search(r"<tr><th scope=row>All three</th>.*?</tr>", text)
    assert row
    [address] = set(re.findall(r'<a href="#([\w-]+)">', row[0]))
    listed = text.split(f'id="{address}"')[1].split("</details>")[0]
    assert "All three: 10 runs, each against the one of “Baseline”" in listed
    assert "sim replay 2000000000000000 --folder results" in listed
    assert len(re.findall(r"2\d{15}", listed.split('class="keys"')[1])) == 10
    links = [link for link in Found(text).links() if link.startswith("#")]
    assert {link[1:] for link in links} <= set(Found(text).ids)


@pytest.mark.usefixtures("undrawn")
def test_cost_per_point_only_where_the_effect_is_sure() -> None:
    effects = report().effects
    rows = effects["scenario"].eq("training")
    effects.loc[rows, ["low", "high"]] = [-0.01, 0.01]
    text = page(report(effects=effects))
    points = text.split(PROSE["points_heading"][0])[1].split("</table>")[0]
    cells = {row.split("<")[0]: row for row in points.split("<th scope=row>")[1:]}
    assert re.search(r"\d \(\d", cells["All three"])
    assert cells["Training"].count(PROSE["none_sure"][0]) == 2


@pytest.mark.usefixtures("undrawn")
def test_what_lasts_is_told_with_its_twin() -> None:
    lasts = page(report()).split(PROSE["lasts"][0])[1].split("</table>")[0]
    assert re.search(r">(49|50|51)\u00a0%<", lasts)
    assert ">+0.030<" in lasts
    assert PROSE["no_endings"][0] in page(report(endings=[]))


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
    column = LANGUAGES.index(lang)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        text = page(report(runs(1)), lang)
    assert PROSE["one_run"][column] in text.split('id="answer"')[0]
    assert WORDS["no_interval"][column] in text
    assert not re.search(r"\bnan\b|\binf\b", Found(text).words)


def test_nothing_varies() -> None:
    whole = report(runs().assign(belonging=0.4, participation=0.4, admin_share=0.75))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        text = page(whole)
    assert WORDS["constant"][0] in text
    assert not re.search(r"\bnan\b|\binf\b", Found(text).words)


def test_one_scenario_failed() -> None:
    half = report(runs().query("scenario != 'package'"))
    provenance = replace(half.provenance, failed={"package": 10})
    top, below = page(replace(half, provenance=provenance)).split('id="answer"')
    assert "All three: 10 of 10 runs failed; it has no numbers" in top
    assert PROSE["uneven"][0] in top
    assert WORDS["no_data"][0] in below


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_run_finished(lang: Any) -> None:
    whole = report(places=None)
    empty = {name: getattr(whole, name).iloc[:0] for name in ("runs", "effects", "ledger")}
    provenance = replace(whole.provenance, done=dict.fromkeys(TITLES, 0), runs={})
    text = page(replace(whole, provenance=provenance, **empty), lang)
    assert PROSE["no_runs"][LANGUAGES.index(lang)] in text.split('id="answer"')[0]
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
    '"onload=alert(1) x="',
    "=1+1",
    "NA",
)


def hostile_report(hostile: str) -> ReportInput:
    """A report in which everything that somebody else named has the same hostile name."""
    both, whole = {"en": hostile, "zh": hostile}, report()
    counts = {"baseline": 10, "training": 10, hostile: 10}
    told = Provenance(
        counts, counts, {}, 1, hostile, identity={hostile: hostile}, warnings=[hostile],
        folder=hostile, fingerprint=hostile, runs={hostile: [hostile]},
    )  # fmt: skip
    return replace(
        whole,
        question=both,
        scenarios=[("baseline", both), ("training", both), (hostile, both)],
        against={"training": "baseline", hostile: "baseline"},
        runs=whole.runs.replace({"scenario": {"package": hostile}}),
        effects=whole.effects.replace({"scenario": {"package": hostile}}),
        labels={key: Label(hostile, hostile, hostile) for key in LABELS},
        lines={"pay": both},
        policies={"staff_training": both},
        assumptions=whole.assumptions.assign(source=hostile, en=hostile, unit=hostile),
        county=replace(whole.county, label=both, imputed={hostile: 3}),
        provenance=told,
        endings=[],
        places=whole.places.replace({"unit 001": hostile, "package": hostile}),
    )


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_words_stay_words(hostile: str) -> None:
    text = page(hostile_report(hostile))
    found = Found(text)
    assert found.open == []
    assert found.tags.count("script") == 1
    assert not {"img", "iframe"} & set(found.tags)
    assert not [key for key, _ in found.attributes if key.startswith("on")]
    assert all(link.startswith("#") for link in found.links())
    assert found.tags.count("svg") == 5 + 3
    assert "7 * 7" in found.words or "7 * 7" not in hostile
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e]", text)


def test_no_text_of_others_is_trusted_by_the_template() -> None:
    template = Path(html.__file__).with_name(html.TEMPLATE).read_text(encoding="utf-8")
    assert not re.search(r"\|\s*safe|autoescape|Markup", template)
    script = Path(html.__file__).with_name(html.SCRIPT).read_text(encoding="utf-8")
    assert not re.search("innerHTML|eval|Function|insertAdjacent|document.write", script)
