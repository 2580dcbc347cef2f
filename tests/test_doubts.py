"""When no comparison is drawn, in both languages."""

from __future__ import annotations

from sim.analysis.doubts import doubts, unmet

TITLES = {"training": {"en": "Training", "zh": "培训"}, "none": {"en": "Nothing", "zh": "无政策"}}


def test_without_failures_there_is_no_doubt() -> None:
    whole = {"succeeded": 30, "pending": 5}
    assert doubts({"none": whole, "training": whole | {"failed": 0}}) == []
    assert doubts({"none": whole, "training": {"pending": 30}}) == []
    assert doubts({}) == []


def test_one_in_a_hundred_everywhere_is_let_pass() -> None:
    counts = {"succeeded": 99, "failed": 1}
    assert doubts({"none": counts, "training": counts}) == []


def test_failures_that_differ_between_scenarios() -> None:
    counts = {"none": {"succeeded": 200}, "training": {"succeeded": 199, "failed": 1}}
    (told,) = doubts(counts, TITLES)
    assert "“Nothing” 0 of 200, “Training” 1 of 200" in told
    (told,) = doubts(counts, TITLES, "zh")
    assert "“无政策”200次中0次、“培训”200次中1次" in told


def test_the_same_failures_among_more_runs_are_no_difference() -> None:
    usual, fresh = {"succeeded": 199, "failed": 1}, {"succeeded": 399, "failed": 1}
    assert doubts({"none": fresh, "training": fresh, "publicity": usual, "later": {}}) == []
    twice = {"succeeded": 398, "failed": 2}
    assert doubts({"none": twice, "training": twice, "publicity": usual}) == []
    assert len(doubts({"none": twice, "training": fresh, "publicity": usual})) == 1


def test_too_many_failures() -> None:
    counts = {"none": {"succeeded": 18, "failed": 2}, "training": {"succeeded": 18, "failed": 2}}
    first, second = doubts(counts, TITLES)
    assert "2 of 20 runs of “Nothing” failed (10.0\u00a0%)" in first
    assert "Training" in second
    assert "“无政策”的20次运行中有2次失败（10.0%）" in doubts(counts, TITLES, "zh")[0]


def test_the_cap_is_told() -> None:
    told = unmet(1000, 0.005, 2400, "points")
    assert "stopped at 1000 replications" in told
    assert "±0.005 for every scenario. About 2400 replications" in told
    assert unmet(1000, 0.005, None).endswith("for every scenario.")
    assert "±0.5\u00a0percentage points" in unmet(60, 0.005, None, "share")
    assert "±0.5个百分点。估计约需90次重复" in unmet(60, 0.005, 90, "share", "zh")
