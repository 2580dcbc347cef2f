"""What people and programs get wrong in experiment files, and what they must be told.

The files lie beside those of `BESIDE`; heads are the lines that most of them begin with.
"""

from __future__ import annotations

from bad_inputs.corpus import accepted, refused, warned

BESIDE = {
    "base.yaml": "sample: 2400\nburn_in: 2\nmonths: 48\n",
    "trained.yaml": "extends: base.yaml\npolicies: {staff_training: {hours: 20}}\n",
    "relieved.yaml": "extends: base.yaml\npolicies: {task_offloading: {start: 3}}\n",
    "told.yaml": "extends: base.yaml\npolicies: {publicity: {}}\n",
    "both.yaml": "extends: base.yaml\npolicies: {staff_training: {}, task_offloading: {}}\n",
    "piloted.yaml": "extends: trained.yaml\nrollout: {pilots: 4}\n",
    "own_pilots.yaml": "extends: base.yaml\npolicies: {publicity: {rollout: {pilots: 4}}}\n",
    "capped.yaml": "extends: base.yaml\npolicies: {publicity: {budget: 2}}\n",
    "nothing.yaml": "extends: base.yaml\npolicies: {publicity: {size: 0}}\n",
    "brief.yaml": "extends: base.yaml\npolicies: {publicity: {months: 6}}\n",
    "short.yaml": "extends: base.yaml\nmonths: 12\n",
    "faulty.yaml": "extends: base.yaml\nsample: 3\n",
    "twin.yaml": "extends: base.yaml\nname: trained\npolicies: {publicity: {}}\n",
    "spaced.yaml": "extends: base.yaml\nname: A B\npolicies: {publicity: {}}\n",
    "hyphened.yaml": "extends: base.yaml\nname: a-b\npolicies: {staff_training: {}}\n",
    "same.yaml": "extends: trained.yaml\n",
    "folder/x.yaml": "months: 3\n",
}
"""Scenarios, by file name."""

COMPARE = "against: base.yaml\nscenarios: [trained.yaml]\n"
SWEEP = "kind: sweep\nagainst: base.yaml\nscenario: trained.yaml\n"
SENSITIVITY = "kind: sensitivity\nagainst: base.yaml\nscenario: trained.yaml\n"
PACKAGES = "kind: packages\nagainst: base.yaml\npolicies_of: [trained.yaml, told.yaml]\n"
PILOT = "kind: pilot\nagainst: base.yaml\nscenario: trained.yaml\n"
HOURS = "policies.staff_training.hours"

ANY = (
    accepted("scenarios against a baseline", COMPARE),
    accepted("scenarios that ship", "against: baseline\nscenarios: [staff_training]\n"),
    refused("a misspelled one that ships", "against: baseline\nscenarios: [staf_training]\n", "`staff_training`?", line=2),
    refused(
        "an unknown kind", COMPARE + "kind: comparison\n", 'found "comparison"',
        "one of compare, sweep, sensitivity, packages, pilot", line=3,
    ),
    refused(
        "a misspelled kind", "kind: swep\nagainst: base.yaml\nreplications: 0\n",
        "x.yaml:1:7 kind", "Did you mean `sweep`?", "x.yaml:3:15 replications: found 0",
    ),
    refused("a number for a kind", COMPARE + "kind: 3\n", "kind: found 3, expected one of", line=3),
    refused(
        "factors without a kind", COMPARE + "factors: {sample: [24, 48]}\n",
        "`factors` does not go with kind: compare (the usual one)",
        "kind: sweep or kind: sensitivity", line=3,
    ),
    refused("policies_of in a sweep", SWEEP + "policies_of: [told.yaml]\n", "kind: packages", line=4),
    refused("a rollout in packages", PACKAGES + "rollout: {pilots: [4]}\n", "kind: pilot", line=4),
    refused("a start in packages", PACKAGES + "start: 13\n", "kind: pilot", line=4),
    refused("trajectories in a sweep", SWEEP + "trajectories: 5\n", "kind: sensitivity", line=4),
    refused("equal cost in a sweep", SWEEP + "equal_cost: 20\n", "kind: packages", line=4),
    refused("a budget of packages", PACKAGES + "budget: 3\n", "unknown key `budget`", line=4),
    refused("a misspelled key", COMPARE + "replicatons: 3\n", "Did you mean `replications`?", line=3),
    refused("no scenarios", "against: base.yaml\nscenarios: []\n", "a list that is not empty", line=2),
    refused("an impossible file name", 'against: "a\\0.yaml"\nscenarios: [trained.yaml]\n', "against", line=1),
    refused("no baseline", "scenarios: [trained.yaml]\n", "against: missing", line=1),
    refused(
        "a file that is not there", "against: bse.yaml\nscenarios: [trained.yaml]\n",
        'x.yaml:1:10 against: found "bse.yaml": file not found', "Did you mean `base.yaml`?",
    ),
    refused(
        "a folder for a scenario", "against: base.yaml\nscenarios: [folder]\n",
        'scenarios[0]: found "folder"', line=2,
    ),
    refused(
        "several files that are not there",
        "against: bse.yaml\nscenarios:\n  - trained.yaml\n  - tained.yaml\nreplications: 0\n",
        "x.yaml:1:10", "x.yaml:4:5 scenarios[1]", "Did you mean `trained.yaml`?",
        "x.yaml:5:15 replications",
    ),
    refused(
        "a faulty scenario", "against: base.yaml\nscenarios: [faulty.yaml]\n",
        "faulty.yaml:2:9 sample: found 3",
    ),
    refused(
        "a scenario twice", "against: base.yaml\nscenarios: [trained.yaml, ./trained.yaml]\n",
        "scenarios[1]: the scenario trained is listed twice", line=2,
    ),
    refused(
        "the baseline against itself", "against: base.yaml\nscenarios: [base.yaml]\n",
        "scenarios[0]", "none compared with itself", line=2,
    ),
    refused(
        "two scenarios of one name", "against: base.yaml\nscenarios: [trained.yaml, twin.yaml]\n",
        "twin.yaml and trained.yaml are both called trained", line=2,
    ),
    refused(
        "scenarios of unequal length", "against: base.yaml\nscenarios: [short.yaml]\n",
        "short has months: 12, expected 48 as in base, or nothing can be paired", line=2,
    ),
    refused(
        "a sweep of a shorter scenario",
        "kind: sweep\nagainst: base.yaml\nscenario: short.yaml\nfactors: {sample: [24, 48]}\n",
        "scenario: short has months: 12", line=3,
    ),
    accepted("unequal lengths made equal", "against: base.yaml\nscenarios: [trained.yaml]\nsettings: {months: 24}\n"),
    refused(
        "unknown and impossible settings", COMPARE + "settings: {moths: 3, sample: 5}\n",
        "settings.moths: no setting is called moths", "Did you mean `months`?",
        "x.yaml:3:30 settings.sample: found 5", line=3,
    ),
    refused("a title for all", COMPARE + "settings: {title: x}\n", "what a scenario is called", line=3),
    refused("a county that is not there", COMPARE + "settings: {county: no.csv}\n", "file not found", line=3),
    refused(
        "precision and replications", COMPARE + "replications: 3\nprecision: {}\n",
        "precision: write replications or precision, not both", line=4,
    ),
    refused(
        "precision and worlds in turn", COMPARE + "precision: {}\nworlds: {named: [default]}\n",
        "precision goes with worlds: sampled or default", line=3,
    ),
    refused("an unknown outcome", COMPARE + "primary: happiness\n", 'found "happiness", expected one of', line=3),
    refused("an outcome in capitals", COMPARE + "primary: Belonging\n", "Did you mean `belonging`?", line=3),
    refused("a negative seed", COMPARE + "seed: -1\n", "seed: found -1, expected a whole number of at least 0", line=3),
    refused("a word for a seed", COMPARE + "seed: abc\n", 'seed: found "abc", expected a whole number', line=3),
    refused("no seed", COMPARE + "seed: null\n", "Give a value or leave the key out.", line=3),
    refused("an interval of no width", COMPARE + "precision: {half_width: 0}\n", "above 0", line=3),
    refused("no smallest effect", COMPARE + "smallest_effect: 0\n", "above 0", line=3),
    accepted("names that differ in signs alone", "against: base.yaml\nscenarios: [spaced.yaml, hyphened.yaml]\n"),
    warned("one replication", COMPARE + "replications: 1\n", "replications: 1 tell little"),
    warned("no better or worse", COMPARE + "primary: complaint\n", "neither better nor worse"),
    refused("100,000,000 replications", COMPARE + "replications: 100000000\n", "to 100000", line=3),
    refused(
        "more runs than anybody meant", COMPARE + "replications: 100000\n",
        "200,000 runs (2 points, 100,000 replications), expected 100,000 at most", "most_runs",
    ),
    warned("few replications", COMPARE + "replications: 5\n", "replications: 5 tell little"),
    warned("a huge smallest effect", COMPARE + "smallest_effect: 0.3\n", "hardly any policy"),
    accepted("a large effect of a count", COMPARE + "primary: organizations_active\nsmallest_effect: 0.5\n"),
    warned("precision that decides nothing", COMPARE + "precision: {half_width: 0.05}\n", "undecided"),
    warned(
        "worlds of unequal weight", COMPARE + "replications: 31\nworlds: {named: [default, crowding_in]}\n",
        "no multiple of 2 worlds",
    ),
    warned(
        "one scenario under two names", "against: base.yaml\nscenarios: [trained.yaml, same.yaml]\n",
        "same differs from trained in name only",
    ),
)  # fmt: skip

SWEEPS = (
    accepted("listed values", SWEEP + f"factors: {{{HOURS}: [0, 20, 40.5]}}\n"),
    accepted("a series", SWEEP + f"factors: {{{HOURS}: {{start: 0, stop: 200, step: 10}}}}\n"),
    accepted("a series downwards", SWEEP + f"factors: {{{HOURS}: {{start: 9, stop: 0, step: -3}}}}\n"),
    accepted(
        "a step that is no binary fraction",
        SWEEP + "factors: {policies.staff_training.fidelity: {start: 0.1, stop: 1, step: 0.1}}\n",
    ),
    refused(
        "a misspelled lever", SWEEP + "factors:\n  policies.staff_training.huors: [1]\n",
        "Did you mean `policies.staff_training.hours`?", line=5,
    ),
    refused(
        "a misspelled policy", SWEEP + "factors:\n  policies.staf_traning.hours: [1]\n",
        "Did you mean `policies.staff_training.hours`?", line=5,
    ),
    refused(
        "a misspelled group", SWEEP + "factors:\n  assumptions.tust.gain: [0.05]\n",
        "Did you mean `assumptions.trust.gain`?", line=5,
    ),
    refused("a misspelled setting", SWEEP + "factors: {smaple: [24]}\n", "Did you mean `sample`?", line=4),
    refused(
        "half a key", SWEEP + "factors: {staff_training.study_visits: [1]}\n",
        "Did you mean `policies.staff_training.study_visits`?", line=4,
    ),
    refused(
        "no key at all", SWEEP + "factors: {happiness.of.cats: [1]}\n",
        "no setting is called happiness.of.cats", line=4,
    ),
    refused("a label", SWEEP + "factors: {name: [a, b]}\n", "what a scenario is called", line=4),
    refused("several lengths", SWEEP + "factors: {months: [24, 48]}\n", "under `settings`", line=4),
    refused("several counties", SWEEP + "factors: {county: [a.csv, b.csv]}\n", "`settings`", line=4),
    refused(
        "values out of range", SWEEP + f"factors:\n  {HOURS}:\n    - 20\n    - 201\n    - many\n",
        f"x.yaml:7:7 factors.{HOURS}[1]: found 201, expected a number from 0 to 200",
        f'x.yaml:8:7 factors.{HOURS}[2]: found "many"',
    ),
    refused(
        "an assumption out of range", SWEEP + "factors: {assumptions.trust.gain: [0.05, 1.5]}\n",
        "factors.assumptions.trust.gain[1]: found 1.5, expected a number from", line=4,
    ),
    refused(
        "a choice that is none", SWEEP + "factors: {resettlement: [intact, mxied]}\n",
        "factors.resettlement[1]", "Did you mean `mixed`?", line=4,
    ),
    refused(
        "a fault inside a value", SWEEP + "factors: {policies.publicity: [{}, {strat: 3}]}\n",
        "factors.policies.publicity[1].strat: unknown key `strat`. Did you mean `start`?", line=4,
    ),
    refused("a value twice", SWEEP + f"factors: {{{HOURS}: [1, 2, 1.0]}}\n", f"{HOURS}[2]: found 1 twice"),
    refused("a single number", SWEEP + f"factors: {{{HOURS}: 5}}\n", "found 5, expected a list", line=4),
    refused("no values", SWEEP + f"factors: {{{HOURS}: []}}\n", "a list that is not empty", line=4),
    refused(
        "a step of zero", SWEEP + f"factors: {{{HOURS}: {{start: 0, stop: 1, step: 0}}}}\n",
        f"factors.{HOURS}: a step of 0 goes nowhere", line=4,
    ),
    refused(
        "a step of the wrong sign", SWEEP + f"factors: {{{HOURS}: {{start: 0, stop: 1, step: -1}}}}\n",
        "a step of -1 never reaches 1 from 0", line=4,
    ),
    refused(
        "half a step", SWEEP + "factors: {policies.staff_training.ramp: {start: 1, stop: 9, step: 0.5}}\n",
        "factors.policies.staff_training.ramp.step: found 0.5, expected a whole number", line=4,
    ),
    refused(
        "a series that leaves the range", SWEEP + f"factors:\n  {HOURS}:\n    start: -10\n    stop: 300\n    step: 10\n",
        f"x.yaml:6:12 factors.{HOURS}.start: found -10", f"x.yaml:7:11 factors.{HOURS}.stop: found 300",
    ),
    refused("a misspelled series", SWEEP + f"factors: {{{HOURS}: {{start: 0, stpo: 1, step: 1}}}}\n", "`stop`?", line=4),
    refused(
        "reversed bounds", SWEEP + f"factors: {{{HOURS}: {{low: 9, high: 1}}}}\nsample: {{sobol: 8}}\n",
        "low 9 must be below high 1", line=4,
    ),
    refused(
        "bounds out of range", SWEEP + f"factors: {{{HOURS}: {{low: -1, high: 900}}}}\nsample: {{sobol: 8}}\n",
        f"factors.{HOURS}.low: found -1", f"factors.{HOURS}.high: found 900", line=4,
    ),
    refused(
        "a range that nothing fills", SWEEP + f"factors: {{{HOURS}: {{low: 1, high: 9}}}}\n",
        "found a range that nothing fills", "sample: {latin_hypercube: 100}", line=4,
    ),
    refused(
        "a sample of nothing", SWEEP + f"factors: {{{HOURS}: [1, 2]}}\nsample: {{sobol: 8}}\n",
        "sample: found a sample but no range", line=5,
    ),
    refused(
        "a sample of 12", SWEEP + f"factors: {{{HOURS}: {{low: 1, high: 9}}}}\nsample: {{sobol: 12}}\n",
        "sample.sobol: found 12: it must be a power of two, such as 8", line=5,
    ),
    refused("two samples", SWEEP + "sample: {sobol: 8, latin_hypercube: 8}\n", "sample: write", line=4),
    refused("nothing varies", SWEEP, "nothing varies", line=1),
    refused(
        "nothing varies in a part", SWEEP + "parts:\n  - {scenario: told.yaml}\n",
        "parts[0]: nothing varies", line=5,
    ),
    refused(
        "a fault in a part",
        SWEEP + "parts:\n  - scenario: tld.yaml\n    factors: {sample: [24, 48]}\n",
        'parts[0].scenario: found "tld.yaml"', "Did you mean `told.yaml`?", line=5,
    ),
    refused(
        "a value out of range in a part",
        SWEEP + f"parts:\n  - factors:\n      {HOURS}: [1, 999]\n",
        f"parts[0].factors.{HOURS}[1]: found 999", line=6,
    ),
    refused(
        "a variant of nothing known", SWEEP + "variants:\n  a:\n    set: {policies.staff_trainin.hours: 3}\n",
        "variants.a.set.policies.staff_trainin.hours: no setting", f"`{HOURS}`?", line=6,
    ),
    refused(
        "a variant out of range", SWEEP + f"variants:\n  a: {{set: {{{HOURS}: 999}}}}\n",
        f"variants.a.set.{HOURS}: found 999", line=5,
    ),
    refused("a misspelled set", SWEEP + "variants: {a: {sett: {}}}\n", "Did you mean `set`?", line=4),
    refused(
        "a variant called like the baseline", SWEEP + "variants: {base: {}}\n",
        "variants.base: found base, which another point is called", line=4,
    ),
    refused("a variant of two lines", SWEEP + 'variants: {"a\\nb": {}}\n', "impossible name", line=4),
    refused(
        "a factor that a variant sets", SWEEP + f"factors: {{{HOURS}: [1, 2]}}\nvariants: {{a: {{set: {{{HOURS}: 3}}}}}}\n",
        f"variants.a.set.{HOURS}: the factor {HOURS} sets it as well", "which wins", line=5,
    ),
    refused(
        "a factor inside another", SWEEP + f"factors: {{policies.staff_training: [{{}}], {HOURS}: [1, 2]}}\n",
        "the factor policies.staff_training sets it as well", line=4,
    ),
    refused(
        "a factor that all have set", SWEEP + "settings: {sample: 48}\nfactors: {sample: [24, 96]}\n",
        "factors.sample: sample under settings sets it as well", line=5,
    ),
    refused(
        "10 billion points",
        SWEEP + "replications: 100\nfactors:\n"
        "  assumptions.trust.gain: {start: 0.03, stop: 0.07, step: 0.0000004}\n"
        "  policies.staff_training.fidelity: {start: 0, stop: 1, step: 0.00001}\n",
        "1,000,020,000,200 runs (10,000,200,002 points, 100 replications)", "100,000 at most",
    ),
    refused(
        "more points than can be counted",
        SWEEP + "factors: {policies.staff_training.fidelity: {start: 0, stop: 1, step: 1e-300}}\n",
        "100,000 at most",
    ),
    refused(
        "a tiny step of the wrong sign",
        SWEEP + f"factors: {{{HOURS}: {{start: 1e-200, stop: 0, step: 1e-200}}}}\n", "never reaches", line=4,
    ),
    warned("one value", SWEEP + f"factors: {{{HOURS}: [30]}}\n", "one value is no factor"),
    warned(
        "a large crossing", SWEEP + f"factors: {{{HOURS}: {{start: 0, stop: 50, step: 2}}}}\n",
        "crosses 26 points",
    ),
    accepted(
        "a large sample",
        SWEEP + f"factors: {{{HOURS}: {{low: 0, high: 50}}}}\nsample: {{latin_hypercube: 26}}\n",
    ),
    warned(
        "levers of an absent policy", SWEEP + "factors: {policies.publicity.ramp: [1, 6]}\n",
        "trained does not have this policy; each point adds it",
    ),
    warned(
        "levers of the baseline",
        f"kind: sweep\nagainst: trained.yaml\nfactors: {{{HOURS}: [30, 40]}}\n",
        "policies.staff_training: trained has it too and keeps it as it is",
    ),
    warned(
        "circumstances alone", "kind: sweep\nagainst: base.yaml\nfactors: {resettlement: [intact, mixed]}\n",
        "every difference is 0",
    ),
    warned(
        "variants that are the same",
        SWEEP + f"variants: {{a: {{set: {{{HOURS}: 20}}}}, b: {{}}}}\n", "variants.b: the same scenario as a",
    ),
)  # fmt: skip

SENSITIVITIES = (
    accepted("keys and a group", SENSITIVITY + f"factors: [{HOURS}, assumptions.trust]\n"),
    refused(
        "misspelled factors", SENSITIVITY + "factors:\n  - assumptions.tust.gain\n  - hours\n",
        "x.yaml:5:5 factors[0]: no setting is called assumptions.tust.gain",
        "Did you mean `assumptions.trust.gain`?",
        "x.yaml:6:5 factors[1]: no setting is called hours", f"`{HOURS}`?",
    ),
    refused(
        "a lever of an absent policy", SENSITIVITY + "factors: [policies.publicity.ramp]\n",
        "trained does not have this policy", line=4,
    ),
    refused(
        "what is no number", SENSITIVITY + "factors: [resettlement]\n",
        "expected a number with a declared range", "A sweep varies other settings.", line=4,
    ),
    refused(
        "reversed bounds", SENSITIVITY + "factors: {assumptions.trust.gain: [0.06, 0.04]}\n",
        "factors.assumptions.trust.gain: low 0.06 must be below high 0.04", line=4,
    ),
    refused(
        "bounds beyond those declared",
        SENSITIVITY + "factors:\n  assumptions.trust.gain: [0.01, 0.06]\n"
        "  policies.staff_training.ramp: [1, 3.5]\n",
        "x.yaml:5:28 factors.assumptions.trust.gain[0]: found 0.01, expected a number from 0.03",
        "x.yaml:6:37 factors.policies.staff_training.ramp[1]: found 3.5, expected a whole number",
    ),
    refused("one bound", SENSITIVITY + f"factors: {{{HOURS}: [1]}}\n", f"factors.{HOURS}", line=4),
    refused(
        "bounds of a group", SENSITIVITY + "factors: {assumptions.trust: [0, 1]}\n",
        "each of its numbers has its own", line=4,
    ),
    refused(
        "a factor beside its group",
        SENSITIVITY + "factors: [assumptions.trust, assumptions.trust.gain]\n",
        "factors[1]: found assumptions.trust.gain beside assumptions.trust", line=4,
    ),
    refused("no factors", SENSITIVITY + "factors: []\n", "factors", line=4),
    refused(
        "a factor that is set for all",
        SENSITIVITY + f"settings: {{{HOURS}: 3}}\nfactors: [{HOURS}]\n", "which wins", line=5,
    ),
    refused(
        "odd levels and an odd base",
        SENSITIVITY + f"factors: [{HOURS}]\nlevels: 5\nbase: 100\n",
        "x.yaml:5:9 levels: found 5: levels must be even", "x.yaml:6:7 base: found 100", "such as 64",
    ),
    refused(
        "curves of one point", SENSITIVITY + f"factors: [{HOURS}]\ncurve_points: 1\n",
        "curve_points: found 1: a curve needs two points or more", line=5,
    ),
    refused(
        "shares of variance of one factor",
        SENSITIVITY + f"method: sobol\nbase: 8\nfactors: [{HOURS}]\n",
        "factors: found one factor, expected two or more", line=6,
    ),
    refused(
        "a sample of everything",
        SENSITIVITY + "method: sobol\nbase: 1048576\nfactors: [assumptions]\n", "100,000 at most",
    ),
    refused(
        "precision", SENSITIVITY + f"factors: [{HOURS}]\nprecision: {{}}\n",
        "takes replications, not precision", line=5,
    ),
    refused("an unknown method", SENSITIVITY + f"factors: [{HOURS}]\nmethod: moris\n", "`morris`?", line=5),
    warned(
        "a key of the other method", SENSITIVITY + f"factors: [{HOURS}]\nbase: 8\n",
        "base: only method: sobol reads it",
    ),
    warned(
        "bounds without the default", SENSITIVITY + f"factors: {{{HOURS}: [30, 40]}}\n",
        "the scenario itself has 20, which is not from 30 to 40",
    ),
)  # fmt: skip

PACKAGE_FILES = (
    accepted("two policies", PACKAGES),
    refused("one policy", "kind: packages\nagainst: base.yaml\npolicies_of: [told.yaml]\n", "policies_of", line=3),
    refused(
        "a policy twice",
        "kind: packages\nagainst: base.yaml\npolicies_of: [trained.yaml, told.yaml, both.yaml]\n",
        "policies_of[2]: both and trained both have staff_training", line=3,
    ),
    refused(
        "a policy of the baseline",
        "kind: packages\nagainst: trained.yaml\npolicies_of: [told.yaml, both.yaml]\n",
        "policies_of[1]: both and trained both have staff_training", line=3,
    ),
    refused(
        "a scenario with pilots",
        "kind: packages\nagainst: base.yaml\npolicies_of: [piloted.yaml, told.yaml]\n",
        "policies_of[0]: piloted differs from base in rollout", "`settings`", line=3,
    ),
    refused(
        "a scenario without policies",
        "kind: packages\nagainst: told.yaml\npolicies_of: [base.yaml, trained.yaml]\n",
        "policies_of[0]: base has no policy", line=3,
    ),
    refused("half of four packages", PACKAGES + "fraction: half\n", "four or more, to be halved", line=4),
    refused(
        "a variant of circumstances",
        PACKAGES + "variants: {a: {set: {assumptions.trust.gain: 0.05}}}\n",
        "which is the same for all packages, expected settings of policies", line=4,
    ),
    refused(
        "variants called like packages", PACKAGES + "variants: {trained: {}, trained + told: {}}\n",
        "found trained, which another", "found trained + told, which another", line=4,
    ),
    refused(
        "a variant of nothing known", PACKAGES + "variants:\n  a: {set: {policies.publicty.start: 3}}\n",
        "Did you mean `policies.publicity.start`?", line=5,
    ),
    refused("a cost of nothing", PACKAGES + "equal_cost: 0\n", "found 0, expected a number above 0", line=4),
    refused(
        "a cost above the budget of all", PACKAGES + "settings: {budget: 3}\nequal_cost: 5\n",
        "equal_cost: base has a budget of 3, which caps every package", line=5,
    ),
    refused(
        "a cost above a policy's own budget",
        "kind: packages\nagainst: base.yaml\npolicies_of: [trained.yaml, capped.yaml]\nequal_cost: 5\n",
        "capped has a budget of 2 and cannot cost 5", line=4,
    ),
    refused(
        "a cost of a policy without size",
        "kind: packages\nagainst: base.yaml\npolicies_of: [trained.yaml, nothing.yaml]\nequal_cost: 5\n",
        "nothing has size 0 and never costs anything", line=4,
    ),
    warned("a variant of nothing", PACKAGES + "variants: {a: {}}\n", "the same scenario as the whole"),
)  # fmt: skip

PILOTS = (
    accepted("pilots as usual", PILOT),
    accepted("pilots of a scenario that has a rollout", PILOT.replace("trained", "piloted")),
    refused("no scenario", "kind: pilot\nagainst: base.yaml\n", "scenario: missing", line=1),
    refused("pilots of nothing", PILOT.replace("trained", "base"), "has no policy to be piloted", line=3),
    refused("a rollout that would win", PILOT.replace("trained", "own_pilots"), "which would win", line=3),
    refused(
        "choices and numbers that do not exist",
        PILOT + "rollout:\n  pilots: [4, 400]\n  effort: [1.5, 9]\n  then: nowhere\n",
        "x.yaml:5:15 rollout.pilots[1]: found 400", "x.yaml:6:17 rollout.effort[1]: found 9",
        'x.yaml:7:9 rollout.then: found "nowhere", which is nowhere in this county',
    ),
    refused("a misspelled choice", PILOT + "rollout: {choose: [randm]}\n", "Did you mean `random`?", line=4),
    refused("a number twice", PILOT + "rollout: {pilots: [4, 4]}\n", "pilots[1]: found 4 twice", line=4),
    refused(
        "pilots everywhere", PILOT + "rollout: {pilots: [4, 24]}\n",
        "rollout.pilots[1]: found 24 pilots among 24 communities", line=4,
    ),
    refused(
        "a roll-out after the end", PILOT + "start: 40\n",
        "start: pilots begin in month 40 and last 12 months, expected a roll-out that begins by "
        "month 48, not 52", line=4,
    ),
    refused("pilots that never end", PILOT + "rollout: {months: 40}\n", "rollout.months", "not 53", line=4),
    refused("too early", PILOT + "start: 1\n", "found 1, expected a whole number from 13", line=4),
    warned(
        "a policy that ends with the pilots", PILOT.replace("trained", "brief"),
        "policies.publicity: it ends before the roll-out begins in month 25",
    ),
)  # fmt: skip

EXPERIMENTS = {
    "any": ANY,
    "sweep": SWEEPS,
    "sensitivity": SENSITIVITIES,
    "packages": PACKAGE_FILES,
    "pilot": PILOTS,
}
