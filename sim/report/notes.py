"""What stands around the tables: whose county, what went wrong, what a number rests on."""

from __future__ import annotations

from collections.abc import Iterator

from sim.report import findings
from sim.report.teller import Teller, finite, records
from sim.statistics.samples import FEW, FEWEST
from sim.words import change, decimal, named, percent

MOST_ALARMS = 6
"""Scenarios whose lacking runs are told one by one."""


def about(teller: Teller) -> list[str]:
    """Whose county, how many scenarios and months, and how often each was run."""
    report, county = teller.report, teller.report.county
    about = teller.say("about").format(
        county=_at_start(named({"county": county.label}, "county", teller.lang)),
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


def _at_start(text: str) -> str:
    """A name as it begins a sentence."""
    return text[:1].upper() + text[1:]


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
    provenance = teller.report.provenance
    if not any((provenance.done or {}).values()):
        yield teller.say("no_runs")
    for doubt in provenance.doubts[:MOST_ALARMS]:
        yield named({"doubt": doubt}, "doubt", teller.lang)
    yield from _failed(teller)
    yield from _few(teller)
    yield from _constant(teller)
    for warning in provenance.warnings:
        told = named({"warning": warning}, "warning", teller.lang)
        yield teller.say("untold").format(text=told) if isinstance(warning, str) else told


def _failed(teller: Teller) -> Iterator[str]:
    """Which scenarios lack runs, and whether some lack more than others."""
    provenance = teller.report.provenance
    asked, done = provenance.asked or {}, provenance.done or {}
    shares, told = set(), []
    for key in teller.report.titles:
        failed = provenance.failed.get(key, 0)
        shares.add(failed / max(asked[key], 1))
        counts = {"asked": asked[key], "done": done[key], "failed": failed}
        if failed or done[key] < asked[key]:
            kind = "failed_runs" if failed and done[key] else "missing_runs"
            kind = "all_failed" if failed and not done[key] else kind
            told.append(teller.say(kind).format(scenario=teller.scenario(key), **counts))
    yield from told[:MOST_ALARMS]
    if len(told) > MOST_ALARMS:
        yield teller.say("more_scenarios").format(number=len(told) - MOST_ALARMS)
    if len(shares) > 1 and not provenance.doubts:
        yield teller.say("uneven")


def _few(teller: Teller) -> Iterator[str]:
    """How few replications the intervals rest on."""
    n = teller.report.replications
    if teller.report.kind == "sensitivity":
        if 0 < n < FEWEST:
            yield teller.say("few_of_points").format(n=n)
    elif n == 1:
        yield teller.say("one_run")
    elif 1 < n < FEWEST:
        yield teller.say("too_few").format(n=n, fewest=FEWEST)
    elif FEWEST <= n < FEW:
        yield teller.say("few_runs").format(n=n)


def _constant(teller: Teller) -> Iterator[str]:
    """Headline outcomes of which no difference varies from run to run."""
    for outcome in teller.report.outcomes:
        rows = [row for row in teller.effects_of(outcome) if finite(row["low"], row["high"])]
        if rows and all(row["low"] == row["high"] for row in rows):
            yield teller.say("no_spread").format(outcome=teller.outcome(outcome))


def effects_note(teller: Teller) -> list[str]:
    report = teller.report
    sizes = _smallest(teller, report.outcomes[0])
    if sizes:
        size = teller.size(sizes[0], report.outcomes[0])
        notes = [teller.say("effects_note").format(size=size)]
    else:
        notes = [teller.say("effects_note_plain")]
    if len(report.baselines) > 1:
        notes.append(teller.say("circumstances"))
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
    """Pairing, intervals, how many looks, the smallest effect that matters."""
    if teller.report.kind == "sensitivity":
        return
    factors = findings.reductions(teller)
    if factors:
        median, low, high = findings.middle(factors)
        yield teller.say("pairing").format(median=median, low=low, high=high)
    else:
        yield teller.say("pairing_unknown")
    yield teller.say("interval_kind")
    if teller.report.replications >= FEW:
        yield teller.say("band_kind")
    yield from _multiplicity(teller)
    outcome = teller.report.outcomes[0]
    sizes = _smallest(teller, outcome)
    if sizes:
        size = teller.size(sizes[0], outcome)
        yield teller.say("smallest").format(size=size, outcome=teller.outcome(outcome))


def seeds(teller: Teller) -> str:
    """From which seed all chance comes."""
    provenance = teller.report.provenance
    n = max((provenance.asked or {}).values(), default=0)
    return teller.say("seeds").format(seed=provenance.seed, n=n)


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
