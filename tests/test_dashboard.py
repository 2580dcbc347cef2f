"""The dashboard without a browser: its pair of models, its levers, its pages, its door."""

from __future__ import annotations

import asyncio
import gc
import inspect
import sys
import weakref
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from sim import run
from sim.dashboard.guard import Guard, is_loopback, own_names
from sim.dashboard.knobs import STEPS, knobs, reached, switched
from sim.dashboard.opening import Opening, sample_told, thin_told
from sim.dashboard.pair import KEYS, WITH, WITHOUT, Pair, Plan, Seen, without_policies
from sim.dashboard.panels import Course, drawn
from sim.dashboard.serving import bind
from sim.dashboard.tables import SHOWN, monthly, places, readings
from sim.dashboard.wording import GROUPS, MESA, WORDING, group_title, with_unit
from sim.errors import ScenarioError, SimError
from sim.levers import levers
from sim.outcomes import OUTCOMES
from sim.policies import POLICIES
from sim.scenario import Scenario, load_scenario, with_settings

SMALL = {"sample": 240, "burn_in": 2, "months": 4}


def scenario(**policies) -> Scenario:
    return load_scenario(SMALL | {"policies": policies})


def pair(**policies) -> Pair:
    return Pair(Plan(scenario(**policies), seed=7))


def stepped(some: Pair, months: int = 4) -> Pair:
    for _ in range(months):
        some.step()
    return some


# The pair


@pytest.mark.parametrize("policy", list(POLICIES))
def test_a_policy_that_is_not_delivered_leaves_the_two_alike_to_the_last_bit(policy) -> None:
    some = stepped(pair(**{policy: {"fidelity": 0.0}}))
    first, second = (some.seen.communities[key] for key in KEYS)
    assert all(month[WITH] == month[WITHOUT] for month in some.seen.county)
    assert all(np.array_equal(first[key], second[key]) for key in first)


def test_the_two_are_one_at_month_0_and_part_where_a_policy_acts() -> None:
    some = stepped(pair(task_offloading={"scale": 2.0}))
    assert some.seen.county[0][WITH] == some.seen.county[0][WITHOUT]
    assert some.seen.county[4][WITH] != some.seen.county[4][WITHOUT]


def test_each_of_the_two_is_a_run_of_its_own() -> None:
    spec = scenario(staff_training={"hours": 200})
    table = monthly(stepped(Pair(Plan(spec, seed=7))).seen)
    for key, alone in ((WITH, spec), (WITHOUT, load_scenario(SMALL))):
        told = run(alone, seed=7).monthly
        shown = table[(table["scenario"] == key) & (table["month"] > 0)]
        assert np.array_equal(shown[list(OUTCOMES)], told[list(OUTCOMES)])


def test_the_baseline_stays_when_a_lever_moves() -> None:
    plan = Plan(scenario(staff_training={}), seed=7)
    moved = plan.changed({"policies.staff_training.hours": 200.0})
    before, after = (stepped(Pair(each)).seen.county for each in (plan, moved))
    assert [month[WITHOUT] for month in before] == [month[WITHOUT] for month in after]
    assert [month[WITH] for month in before] != [month[WITH] for month in after]


def test_the_baseline_keeps_all_but_the_policies() -> None:
    spec = with_settings(scenario(facilities={}), {"begun.staff_training.hours": 10.0})
    bare = without_policies(spec)
    assert not bare.policies.given()
    assert (bare.begun, bare.sample, bare.months) == (spec.begun, spec.sample, spec.months)


def test_a_pair_stops_at_its_last_month_or_when_nobody_looks() -> None:
    assert stepped(pair(), 9).month == 4
    left = stepped(pair(), 1)
    left.leave()
    assert stepped(left, 2).month == 1


def test_what_was_seen_stays_while_the_models_go_on() -> None:
    some = stepped(pair(), 1)
    seen = some.seen
    kept = seen.communities[WITH]["belonging"].copy()
    stepped(some, 2)
    assert len(seen.county) == 2
    assert np.array_equal(seen.communities[WITH]["belonging"], kept)


def test_spans_hold_all_months_of_both_runs() -> None:
    some = pair(task_offloading={"scale": 2.0})
    values = [some.seen.communities[key]["belonging"] for key in KEYS]
    for _ in range(3):
        some.step()
        values += [some.seen.communities[key]["belonging"] for key in KEYS]
    assert some.seen.spans["belonging"] == (np.min(values), np.max(values))


def test_spans_hold_what_only_the_policies_reach() -> None:
    some = stepped(pair(task_offloading={"scale": 2.0}), 3)
    without, reached_with = (some.seen.communities[key]["relieved_hours"] for key in KEYS)
    assert np.nanmax(without) < np.nanmax(reached_with)
    assert some.seen.spans["relieved_hours"][1] >= np.nanmax(reached_with)


def test_the_reading_goes_from_the_baseline_to_the_policies() -> None:
    month = {run: dict.fromkeys(SHOWN, level) for run, level in ((WITHOUT, 0.1), (WITH, 0.2))}
    assert "Belonging 0.100 → 0.200" in readings(Seen((month,), {}, {}), "en")


def test_a_slider_between_two_whole_numbers_takes_the_nearer() -> None:
    given = scenario(staff_training={})
    start = next(
        each for each in knobs(given, given, "staff_training") if each.lever.key == "start"
    )
    assert (start.setting(2.4), start.setting(2.6)) == (2, 3)


def test_places_are_units_with_their_outcomes() -> None:
    table = places(stepped(pair(staff_training={}), 2), WITH)
    assert list(table["community"][:2]) == ["unit 001", "unit 002"]
    assert set(table["month"]) == {2}
    assert {"x", "y", "kind", "residents", "belonging", "service_quality"} <= set(table.columns)


def test_a_pair_that_nobody_holds_is_gone() -> None:
    some = stepped(pair(), 1)
    gone = weakref.ref(some)
    del some
    gc.collect()
    assert gone() is None


# The levers


@pytest.mark.parametrize("policy", list(POLICIES))
def test_every_number_of_a_policy_has_a_slider_over_its_declared_range(policy) -> None:
    spec = scenario()
    found = {knob.lever.key: knob for knob in knobs(spec, spec, policy)}
    declared = [each for each in levers(policy) if each.grade]
    assert {each.key for each in declared} <= set(found)
    for lever in declared:
        knob = found[lever.key]
        assert (knob.low, knob.high) == (lever.low, lever.high)
        assert knob.stands == lever.default
        assert lever.en in knob.title("en")
        assert lever.zh in knob.title("zh")


def test_main_levers_are_those_that_the_scenario_sets() -> None:
    spec = scenario(staff_training={"hours": 50, "ramp": 3})
    main = [knob.lever.key for knob in knobs(spec, spec, "staff_training") if knob.main]
    assert main == ["size", "ramp", "hours"]
    plain = scenario(staff_training={})
    main = [knob.lever.key for knob in knobs(plain, plain, "staff_training") if knob.main]
    assert main == ["size", "hours", "hour_yuan", "study_visits", "visit_hours"]


def test_sliders_of_months_end_with_the_run() -> None:
    spec = scenario(staff_training={})
    ends = {knob.lever.key: knob.high for knob in knobs(spec, spec, "staff_training")}
    assert (ends["start"], ends["ramp"]) == (4, 4)


@pytest.mark.parametrize("policy", list(POLICIES))
def test_a_slider_stands_on_a_notch_and_has_many(policy) -> None:
    spec = scenario(**{policy: {}})
    for knob in knobs(spec, spec, policy):
        notches = (knob.stands - knob.low) / knob.notch
        assert abs(notches - round(notches)) < 1e-6
        assert knob.whole or (knob.high - knob.low) / knob.notch > STEPS / 3


def test_a_slid_value_is_what_the_scenario_takes() -> None:
    spec = scenario(task_offloading={})
    for knob in knobs(spec, spec, "task_offloading"):
        chosen = knob.setting(0.3 * knob.low + 0.7 * knob.high + 1e-13)
        now = with_settings(spec, {knob.key: chosen}).policies.given()["task_offloading"]
        assert reached(now, knob.lever.key) == chosen


def test_a_policy_is_switched_off_and_on_again_as_it_was_written() -> None:
    plan = Plan(scenario(staff_training={"hours": 50}))
    off = plan.changed(switched(plan.spec, "staff_training", False))
    assert off.spec.policies.given() == {}
    assert off.changed(switched(plan.spec, "staff_training", True)).spec == plan.spec


def test_values_are_told_with_their_units() -> None:
    assert with_unit(0.4, "share", "en") == "40\u00a0%"
    assert with_unit(0.4, "share", "zh") == "40%"
    assert with_unit(0.85, "share of residents", "en") == "85\u00a0% of residents"
    assert with_unit(1500, "yuan", "en") == "1,500 yuan"
    assert with_unit(14.5, "0 to 1", "zh") == "14.5"


def test_a_lever_inside_another_says_what_it_belongs_to() -> None:
    assert group_title("purchase.elder_care", "zh") == "购买服务"
    assert group_title("hours", "en") == ""
    nested = {each.key.rpartition(".")[0] for key in POLICIES for each in levers(key)}
    assert nested - {""} == set(GROUPS)


# The words


def test_everything_is_said_in_both_languages() -> None:
    hidden = [said for said, pair in MESA.items() if pair == ("", "")]
    assert hidden == ["Model Parameters", "Information"]
    for catalogue in (WORDING, GROUPS, {key: MESA[key] for key in MESA if key not in hidden}):
        for en, zh in catalogue.values():
            assert en
            assert zh
            assert any("\u4e00" <= mark <= "\u9fff" for mark in zh)


def test_the_words_of_mesa_are_those_that_mesa_says() -> None:
    from sim.dashboard.frame import SolaraViz

    text = inspect.getsource(sys.modules[SolaraViz.f.__module__])
    assert all(said in text for said in MESA if not said.startswith("Page "))
    assert 'f"Page {' in text


def test_a_thin_sample_is_warned_of_and_a_full_one_is_not() -> None:
    spec = scenario()
    assert "10 simulated residents per community; 100 are enough" in thin_told(spec, "en")
    assert "平均每个社区10名" in thin_told(spec, "zh")
    assert thin_told(with_settings(spec, {"sample": 2400}), "en") == ""
    assert thin_told(with_settings(spec, {"sample": "all"}), "en") == ""
    assert sample_told(spec, "en") == "248 of 96,000 residents simulated"
    assert sample_told(with_settings(spec, {"sample": "all"}), "zh").startswith("模拟全部居民")


def test_a_run_is_called_otherwise_once_a_lever_was_moved() -> None:
    spec = scenario(staff_training={}).model_copy(update={"title": {"en": "Train", "zh": "培训"}})
    opening = Opening(spec)
    moved = opening.plan.changed({"policies.staff_training.hours": 200.0})
    back = moved.changed({"policies.staff_training.hours": 24.0})
    assert opening.titles_of(moved) == {"en": "Train, changed here", "zh": "培训（已调整）"}
    assert opening.titles_of(back)["en"] == opening.titles_of(opening.plan)["en"] == "Train"
    assert Opening(scenario()).titles_of(opening.plan)["en"] == "with policies"


# The page


class Page:
    """A visitor's page without a browser: what stands on it, and its buttons."""

    def __init__(self, opening: Opening) -> None:
        import solara

        from sim.dashboard.page import Dashboard

        whole = solara.AppLayout(children=[Dashboard(opening)])
        self.root, self.running = solara.render(whole, handle_error=False)

    def widgets(self, kind: str, widget=None) -> list:
        """All widgets of a kind, wherever they are."""
        widget = widget or self.root
        inside = [*getattr(widget, "children", ()), *getattr(widget, "items", ())]
        found = [self.widgets(kind, each) for each in inside if hasattr(each, "comm")]
        own = [widget] if type(widget).__name__ == kind else []
        return [*own, *(each for several in found for each in several)]

    @property
    def text(self) -> str:
        """Everything that is said beside the charts."""
        html = [each.unsafe_innerHTML for each in self.widgets("HTML")]
        said = [str(each.children) for each in self.widgets("Html")]
        return " ".join([*said, *(each for each in html if "<svg" not in each)])

    @property
    def charts(self) -> list[str]:
        """The charts as SVG."""
        html = [each.unsafe_innerHTML for each in self.widgets("HTML")]
        return [each for each in html if each.startswith("<svg")]

    def press(self, label: str) -> None:
        """Press the first button that says ``label``."""
        next(each for each in self.widgets("Btn") if label in each.children).click()

    def slide(self, key: str, number: float) -> None:
        """Let a lever's slider go at a number, before the page has followed the hand."""
        slider = next(each for each in self.widgets("Slider") if key in (each.class_ or ""))
        slider.fire_event("change", number)

    def switch(self, policy: str) -> None:
        """Put a policy on or off."""
        button = next(each for each in self.widgets("Switch") if each.label == policy)
        button.v_model = not button.v_model

    def close(self) -> None:
        """Leave the page."""
        self.running.close()


@pytest.fixture
def visit() -> Iterator[Callable[..., Page]]:
    """Opens pages, and closes them afterwards."""
    pages: list[Page] = []

    def open_page(lang: str = "en", **policies) -> Page:
        pages.append(Page(Opening(scenario(**policies), seed=7, lang=lang)))
        return pages[-1]

    yield open_page
    for page in pages:
        page.close()


@pytest.mark.parametrize("lang, said", [("en", "not a forecast"), ("zh", "并非预测")])
def test_a_page_shows_charts_and_what_it_is_not(visit, lang, said) -> None:
    page = visit(lang, staff_training={})
    assert said in page.text
    title = OUTCOMES["belonging"].zh if lang == "zh" else OUTCOMES["belonging"].en
    assert any(title in picture for picture in page.charts)


def test_two_visitors_do_not_share_a_run(visit) -> None:
    first, second = visit(staff_training={}), visit(staff_training={})
    first.press("Step")
    assert "Month 1 of 4" in first.text
    assert "Month 0 of 4" in second.text


def test_a_lever_starts_the_run_again_and_reset_keeps_the_lever(visit) -> None:
    page = visit(staff_training={})
    page.press("Step")
    drawn = page.charts
    page.slide("staff_training-hours", 200.0)
    assert "Month 0 of 4" in page.text
    page.press("Step")
    moved = page.charts
    assert moved != drawn
    page.press("Reset")
    assert "Month 0 of 4" in page.text
    page.press("Step")
    assert page.charts == moved


def test_a_run_that_has_ended_can_be_started_again_by_a_lever(visit) -> None:
    page = visit(staff_training={})
    step = next(each for each in page.widgets("Btn") if "Step" in each.children)
    for _ in range(4):
        page.press("Step")
    assert "the run has ended" in page.text
    assert step.disabled
    page.slide("staff_training-hours", 200.0)
    assert not any(each.disabled for each in page.widgets("Btn"))


def test_what_a_visitor_handles_stays_under_the_hand(visit) -> None:
    page = visit(staff_training={}, task_offloading={})
    page.press("More levers")
    before = [*page.widgets("Switch"), *page.widgets("Slider")]
    page.slide("staff_training-hours", 200.0)
    page.switch("Task offloading")
    after = [*page.widgets("Switch"), *page.widgets("Slider")]
    own = [each for each in before if "lever-policies-staff" in (each.class_ or "")]
    assert len(own) > 6
    assert all(any(each is other for other in after) for each in own)
    page.switch("Staff training")
    assert not any("lever-policies-" in (each.class_ or "") for each in page.widgets("Slider"))


def test_a_policy_switched_off_leaves_no_difference(visit) -> None:
    page, bare = visit(staff_training={}), visit()
    sliders = len(page.widgets("Slider"))
    page.switch("Staff training")
    assert len(page.widgets("Slider")) < sliders
    assert len(bare.widgets("Switch")) == len(POLICIES)


def test_what_cannot_be_set_is_told_and_the_run_stays(visit, monkeypatch) -> None:
    page = visit(staff_training={})
    page.press("Step")
    monkeypatch.setattr("sim.dashboard.page.Pair", refuse)
    page.slide("staff_training-hours", 200.0)
    assert "cannot be set: no such county" in str([each.children for each in page.widgets("Alert")])
    assert "Month 1 of 4" in page.text


def refuse(plan: Plan) -> Pair:
    raise SimError("no such county")


def test_a_scenario_called_like_a_script_is_only_a_name() -> None:
    name = "<script>alert(1)</script>"
    opening = Opening(scenario(staff_training={}).model_copy(update={"title": {"en": name}}))
    picture = drawn(stepped(Pair(opening.plan), 1), opening, Course("belonging"))
    assert "<script" not in picture
    assert "&lt;script&gt;" in picture


# The door


@pytest.mark.parametrize(
    "host, origin, passes",
    [
        ("127.0.0.1:8765", None, True),
        ("localhost:9000", None, True),
        ("[::1]:8765", None, True),
        ("evil.example:8765", None, False),
        ("127.0.0.1.evil.example", None, False),
        ("", None, False),
        ("127.0.0.1:8765", "http://127.0.0.1:8765", True),
        ("127.0.0.1:8765", "http://evil.example", False),
        ("127.0.0.1:8765", "null", False),
        ("127.0.0.1:8765", "http://127.0.0.1:9000", False),
        ("[broken", None, False),
    ],
)
def test_only_own_pages_under_own_names_may_ask(host, origin, passes) -> None:
    headers = {"host": host} | ({"origin": origin} if origin is not None else {})
    assert Guard(None, own_names("127.0.0.1")).may_ask(headers) == passes


@pytest.mark.parametrize("kind, answer", [("http", 403), ("websocket", 1008)])
def test_strangers_are_turned_away_before_they_reach_a_page(kind, answer) -> None:
    sent = []

    async def ask() -> None:
        async def receive() -> dict:
            return {"type": "websocket.connect"}

        async def send(message: dict) -> None:
            sent.append(message)

        scope = {"type": kind, "headers": [(b"Host", b"evil.example")]}
        await Guard(None, own_names("127.0.0.1"))(scope, receive, send)

    asyncio.run(ask())
    assert answer in (sent[0].get("status"), sent[0].get("code"))


def test_what_reaches_this_machine_alone() -> None:
    assert all(map(is_loopback, ("127.0.0.1", "127.1.2.3", "::1", "localhost", "LOCALHOST")))
    assert not any(map(is_loopback, ("0.0.0.0", "::", "192.168.0.7", "example.org", "")))


def test_the_address_is_the_one_said_and_not_that_of_the_environment(monkeypatch) -> None:
    monkeypatch.setenv("HOST", "0.0.0.0")
    with bind("127.0.0.1", 0) as bound:
        assert bound.getsockname()[0] == "127.0.0.1"


def test_a_port_in_use_is_refused_in_words() -> None:
    with bind("127.0.0.1", 0) as bound:
        port = bound.getsockname()[1]
        with pytest.raises(
            ScenarioError, match=f"--port: found {port}, which another program uses"
        ):
            bind("127.0.0.1", port)


def test_an_address_of_somebody_else_is_refused_in_words() -> None:
    with pytest.raises(ScenarioError, match=r"--host: found 203\.0\.113\.7"):
        bind("203.0.113.7", 0)
