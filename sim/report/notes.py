"""What stands around the tables: whose county, what went wrong, what a number rests on."""

from __future__ import annotations

from collections.abc import Iterator

from sim.report import findings
from sim.report.teller import Teller, finite, records
from sim.statistics.samples import FEW, FEWEST
from sim.words import change, decimal, named, percent


def about(teller: Teller) -> list[str]:
    report, county = teller.report, teller.report.county
    about = teller.say("about").format(
        county=named({"county": county.label}, "county", teller.lang),
        communities=county.communities,
        population=decimal(county.population, 0),
        residents=decimal(county.residents, 0),
        scenarios=len(report.scenarios),
        months=report.horizon,
        burn_in=report.provenance.burn_in,
        n=report.replications,
    )
    created = report.provenance.created
    return [about, *([teller.say("created").format(created=created)] if created else [])]


def standing(teller: Teller) -> str:
    """What kind of result this is."""
    own = not teller.report.county.illustrative
    return teller.say("model_result_own" if own else "model_result")


def county(teller: Teller) -> str:
    """Whose county the result is about, inside a sentence."""
    county = teller.report.county
    if county.illustrative:
        return teller.say("an_illustrative_county")
    return named({"county": county.label}, "county", teller.lang)


def alarms(teller: Teller) -> Iterator[str]:
    """What the reader must know before the first number."""
    report, provenance = teller.report, teller.report.provenance
    asked, done = provenance.asked or {}, provenance.done or {}
    if not any(done.values()):
        yield teller.say("no_runs")
    shares = set()
    for key in report.titles:
        failed = provenance.failed.get(key, 0)
        shares.add(failed / max(asked[key], 1))
        counts = {"asked": asked[key], "done": done[key], "failed": failed}
        if failed or done[key] < asked[key]:
            kind = "failed_runs" if failed else "missing_runs"
            yield teller.say(kind).format(scenario=teller.scenario(key), **counts)
    if len(shares) > 1:
        yield teller.say("uneven")
    yield from _few(teller)
    for warning in provenance.warnings:
        yield named({"warning": warning}, "warning", teller.lang)


def _few(teller: Teller) -> Iterator[str]:
    """How few replications the intervals rest on."""
    n = teller.report.replications
    if n == 1:
        yield teller.say("one_run")
    elif 1 < n < FEWEST:
        yield teller.say("too_few").format(n=n, fewest=FEWEST)
    elif FEWEST <= n < FEW:
        yield teller.say("few_runs").format(n=n)


def effects_note(teller: Teller) -> list[str]:
    report = teller.report
    sizes = _smallest(teller, report.outcomes[0])
    if sizes:
        size = teller.size(sizes[0], report.outcomes[0])
        notes = [teller.say("effects_note").format(size=size)]
    else:
        notes = [teller.say("effects_note_plain")]
    if len(report.compared) > 2:
        notes.append(teller.say("flattered"))
    return [*notes, *_fresh(teller)]


def _fresh(teller: Teller) -> Iterator[str]:
    """What the highest scenario is worth where it could not be picked for its luck."""
    fresh, primary = teller.report.fresh, teller.report.outcomes[0]
    if fresh is None:
        return
    for row in records(fresh[fresh["outcome"] == primary]):
        unit = teller.unit(primary)
        yield teller.say("fresh").format(
            n=row["n"],
            scenario=teller.scenario(row["scenario"]),
            **{name: change(row[name], unit) for name in ("difference", "low", "high")},
        )


def _smallest(teller: Teller, outcome: str) -> list[float]:
    """The smallest effect that matters for an outcome, where one was set."""
    sizes = [row["smallest_effect"] for row in teller.effects_of(outcome)]
    return [size for size in sizes if finite(size)]


def delivered_note(teller: Teller) -> str:
    """Whether everything was paid for."""
    report = teller.report
    table = report.delivered.dropna(subset=["share"])
    if not len(table):
        return teller.say("no_delivered")
    short = table[table["share"] < 0.995]
    if not len(short):
        return teller.say("all_delivered")
    words = [
        teller.say("short_one").format(
            scenario=teller.quoted(row["scenario"]),
            policy=named(report.policies, row["policy"], teller.lang),
            share=percent(row["share"], teller.lang),
        )
        for row in records(short)
    ]
    return teller.say("short_delivered").format(policies=teller.say("semicolon").join(words))


def assumed_note(teller: Teller) -> Iterator[str]:
    report = teller.report
    share = report.assumed_share
    if share is None:
        yield teller.say("no_assumptions")
        return
    count = len(report.assumptions)
    yield teller.say("assumed_share").format(share=percent(share, teller.lang), count=count)
    yield teller.say(f"worlds.{report.provenance.worlds}")


def imputed_note(teller: Teller) -> Iterator[str]:
    county = teller.report.county
    yield teller.say("imputed_note" if county.imputed else "nothing_imputed")
    if county.illustrative:
        yield teller.say("invented")


def sure(teller: Teller) -> Iterator[str]:
    """Seeds, pairing, intervals, how many looks, the smallest effect that matters."""
    provenance = teller.report.provenance
    n = max((provenance.asked or {}).values(), default=0)
    yield teller.say("seeds").format(seed=provenance.seed, n=n)
    factors = findings.reductions(teller)
    if factors:
        median, low, high = findings.middle(factors)
        yield teller.say("pairing").format(median=median, low=low, high=high)
    else:
        yield teller.say("pairing_unknown")
    yield teller.say("interval_kind")
    yield from _multiplicity(teller)
    outcome = teller.report.outcomes[0]
    sizes = _smallest(teller, outcome)
    if sizes:
        size = teller.size(sizes[0], outcome)
        yield teller.say("smallest").format(size=size, outcome=teller.outcome(outcome))


def _multiplicity(teller: Teller) -> Iterator[str]:
    report = teller.report
    table = report.effects
    if report.provenance.multiplicity:
        yield named({"rule": report.provenance.multiplicity}, "rule", teller.lang)
    elif table["low"].notna().any():
        count = int(table["low"].notna().sum())
        yield teller.say("multiplicity").format(count=count, misses=decimal(0.05 * count, 0))
    if findings.joint_grid(teller).rows:
        yield teller.say("joint").format(outcome=teller.outcome(report.outcomes[0]))
    if {"missing", "invalid"} <= set(table.columns) and len(table):
        missing, invalid = (int(table[name].max()) for name in ("missing", "invalid"))
        if missing or invalid:
            yield teller.say("left_out").format(missing=missing, invalid=invalid)
