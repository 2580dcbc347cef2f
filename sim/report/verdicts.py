"""The answer in plain words, made from the table of effects: never more than it says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim.report.inputs import COST, ReportInput
from sim.report.teller import Row, Teller, clear_of_zero, finite
from sim.statistics.samples import FEWEST, interval
from sim.words import change, decimal

LISTED = ("better", "worse", "higher", "lower", "practically equal", "undecided")
"""The order in which verdicts are told."""


def verdict(teller: Teller, outcome: str) -> tuple[str, str]:
    """What the experiment says about one outcome: the sentence that matters, and the rest."""
    first, *rest = _sentences(teller, outcome)
    return first, teller.say("stop").join(rest)


def plain(teller: Teller, outcome: str, rows: Sequence[Row]) -> str | None:
    """The one sentence about an outcome of which the table says one thing; else None."""
    n = max((int(row["n"]) for row in rows), default=0)
    kinds = {row["verdict"] for row in rows}
    values = {"outcome": teller.outcome(outcome), "n": n, "size": ""}
    if not rows:
        key = "no_comparison"
    elif n < FEWEST:
        key = "without_interval"
    elif all(row["difference"] == row["low"] == row["high"] == 0 for row in rows):
        key = "constant"
    elif kinds == {"practically equal"}:
        key = "all_equal"
        values["size"] = teller.size(rows[0]["smallest_effect"], outcome)
    elif kinds == {"undecided"}:
        key = "all_undecided"
    else:
        return None
    return teller.say(key).format(**values)


def highest(rows: Sequence[Row]) -> Row | None:
    """The row with the largest of the effects that are surely better; None where none is."""
    better = [row for row in rows if row["verdict"] == "better" and row["n"] >= FEWEST]
    return max(better, key=lambda row: abs(row["difference"]), default=None)


def none_highest(teller: Teller, outcome: str, rows: Sequence[Row]) -> str:
    """Why nothing is called highest, though something is known."""
    directed = all(row["verdict"] not in ("higher", "lower") for row in rows)
    key = "none_better" if directed else "no_direction"
    return teller.say(key).format(outcome=teller.outcome(outcome))


def _sentences(teller: Teller, outcome: str) -> list[str]:
    """One sentence where the table is plain, up to seven where it is not."""
    rows = [row for row in teller.effects_of(outcome) if row["n"] > 0]
    told = plain(teller, outcome, rows)
    return [told] if told is not None else list(_mixed(teller, rows, outcome))


def _mixed(teller: Teller, rows: list[Row], outcome: str) -> Iterator[str]:
    """The best one, what cannot be told from it, then every other, verdict by verdict."""
    top = highest(rows)
    if top is not None:
        yield top_sentence(teller, top, rows, outcome)
        yield from _cost(teller, top[COST])
        tied = indistinguishable(teller.report, outcome, top["scenario"])
        if tied:
            yield teller.say("tied").format(n=int(top["n"]), scenarios=teller.scenarios(tied))
    else:
        yield none_highest(teller, outcome, rows)
    for kind in LISTED:
        keys = [row["scenario"] for row in rows if row["verdict"] == kind and row is not top]
        if keys:
            yield teller.say(f"list.{kind}").format(scenarios=teller.scenarios(keys))
    doubtful = [row["scenario"] for row in rows if _clear_only_alone(row)]
    if doubtful:
        yield teller.say("joint_changes").format(scenarios=teller.scenarios(doubtful))


def top_sentence(teller: Teller, top: Row, rows: Sequence[Row], outcome: str) -> str:
    """The sentence about the one that comes out highest, or lowest where less is better."""
    sign = 1 if top["difference"] > 0 else -1
    beyond = any(sign * row["difference"] > sign * top["difference"] for row in rows)
    key = ("top" if sign > 0 else "bottom") + ("_of_sure" if beyond else "")
    unit = teller.unit(outcome)
    return teller.say(key).format(
        outcome=teller.outcome(outcome),
        scenario=teller.quoted(top["scenario"]),
        change=teller.change(abs(top["difference"]), outcome).lstrip("+"),
        month=int(top["month"]),
        low=change(top["low"], unit),
        high=change(top["high"], unit),
    )


def _cost(teller: Teller, yuan: float) -> Iterator[str]:
    """What the best one costs; silent where that is not known."""
    if finite(yuan):
        key = "top_cost" if yuan >= 0 else "top_saves"
        yield teller.say(key).format(yuan=decimal(abs(yuan), 1))


def _clear_only_alone(row: Row) -> bool:
    """Whether an effect is clear of zero by itself but not when all are judged at once."""
    low, high = row.get("low_joint", float("nan")), row.get("high_joint", float("nan"))
    told = row["verdict"] in ("better", "worse", "higher", "lower")
    return told and finite(low, high) and not clear_of_zero(low, high)


def indistinguishable(report: ReportInput, outcome: str, best: str) -> list[str]:
    """Scenarios whose effect, paired by replication, is not clear of that of the best one."""
    runs = report.runs
    last = runs[runs["month"] == runs["month"].max()]
    wide = last.pivot(index="replication", columns="scenario", values=outcome)
    against = {key: report.against.get(key, report.baseline) for key in report.compared}
    effects = {
        key: wide[key] - wide[other] for key, other in against.items() if {key, other} <= set(wide)
    }
    if best not in effects:
        return []
    gaps = {
        key: (effects[best] - effect).dropna().to_numpy(float)
        for key, effect in effects.items()
        if key != best
    }
    return [key for key, gap in gaps.items() if not clear_of_zero(*interval(gap))]
