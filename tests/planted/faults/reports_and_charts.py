"""Wrong numbers and wrong words in reports, charts, warnings and the dashboard."""

from __future__ import annotations

from planted.patch import Patch

REPORTS_AND_CHARTS = (
    Patch(
        "sim/report/answering.py",
        "Costs are called equal where only some of them are",
        "any(abs(row[",
        "all(abs(row[",
    ),
    Patch(
        "sim/report/findings.py",
        "The ends of the cost of a point are told the wrong way round",
        'ends = sorted(0.01 * yuan / abs(row[end]) for end in ("low", "high"))',
        'ends = [0.01 * yuan / abs(row[end]) for end in ("low", "high")]',
    ),
    Patch(
        "sim/report/findings.py",
        "A price per point is told of what makes matters worse",
        'if row["verdict"] == "worse":\n        return teller.say("wrong_way")',
        'if row["verdict"] == "lower":\n        return teller.say("wrong_way")',
    ),
    Patch(
        "sim/report/findings.py",
        "What a package did when it ended is told as what it does in the last month",
        'change(row["effect_ended"], unit),\n            change(row["effect_last"], unit),',
        'change(row["effect_last"], unit),\n            change(row["effect_ended"], unit),',
    ),
    Patch(
        "sim/report/findings.py",
        "The level of the baseline is that of a scenario",
        'levels = [row["baseline_mean"] for row',
        'levels = [row["mean"] for row',
    ),
    Patch(
        "sim/report/verdicts.py",
        "What costs more is said to save",
        '"top_cost" if yuan >= 0 else "top_saves"',
        '"top_saves" if yuan >= 0 else "top_cost"',
    ),
    Patch(
        "sim/report/notes.py",
        "What was warned of before the run is not said in the report",
        "    for warning in provenance.warnings:\n",
        "    for warning in provenance.warnings[:0]:\n",
    ),
    Patch(
        "sim/report/maps.py",
        "The months of the map are those before",
        "return list(range(horizon, 0, -every))[::-1], outcomes",
        "return list(range(horizon - 1, -1, -every))[::-1], outcomes",
    ),
    Patch(
        "sim/report/maps.py",
        "The county stands on its head",
        "round(0.5 + b * free, 4)",
        "round(0.5 - b * free, 4)",
    ),
    Patch(
        "sim/report/sections/reproduction.py",
        "The command does a run of another scenario again",
        'command = f"sim replay {keys[0]} --folder',
        'command = f"sim replay {every[0]} --folder',
    ),
    Patch(
        "sim/report/html.py",
        "Titles of others are markup of the page",
        "autoescape=True",
        "autoescape=False",
    ),
    Patch(
        "sim/report/sections/factors.py",
        "The share of variance alone is told as the share with others",
        'decimal(row["S1"], 3),',
        'decimal(row["ST"], 3),',
    ),
    Patch(
        "sim/report/sections/factors.py",
        "What was measured is said to rest on assumption",
        'if grades.get(key) == "assumed"]',
        'if grades.get(key) != "assumed"]',
    ),
    Patch(
        "sim/report/sections/packages.py",
        "Alone and added last change places",
        '*(change(row[key], unit) for key in ("alone", "last", "shapley"))',
        '*(change(row[key], unit) for key in ("last", "alone", "shapley"))',
    ),
    Patch(
        "sim/report/sections/pilots.py",
        "What is true in pilots and what the roll-out brings change places",
        'for key in ("estimate", "truth", "rolled_out")),\n        bias',
        'for key in ("estimate", "rolled_out", "truth")),\n        bias',
    ),
    Patch(
        "sim/report/sections/responses.py",
        "Points and replications change places",
        'str(row["points"]),\n            str(row["n"]),',
        'str(row["n"]),\n            str(row["points"]),',
    ),
    Patch(
        "sim/report/sections/certainty.py",
        "A verdict switches from what it becomes",
        "one=teller.word(f\"verdict.{row['verdict_from']}\")",
        "one=teller.word(f\"verdict.{row['verdict_to']}\")",
    ),
    Patch(
        "sim/report/sections/cost.py",
        "Who is beaten is said not to be",
        '"yes" if row["on_front"] else "no"',
        '"no" if row["on_front"] else "yes"',
    ),
    Patch(
        "sim/report/sections/question.py",
        "Everything is said to be compared with the baseline",
        "other = report.against.get(key)\n",
        "other = report.baseline\n",
    ),
    Patch(
        "sim/store/results.py",
        "The map shows the last replication instead of the mean",
        "sums[scenario] = sums.get(scenario, 0.0) + values.astype(np.float64)",
        "sums[scenario] = values.astype(np.float64)",
    ),
    Patch(
        "sim/analysis/switching.py",
        "Where an assumption weakens an effect the cut is looked for upside down",
        "above = positive if rho > 0.0 else ~positive",
        "above = positive",
    ),
    Patch(
        "sim/analysis/switching.py",
        "Of many assumptions some decide by chance",
        "if p_holm <= SURE:",
        "if p <= SURE:",
    ),
    Patch(
        "sim/statistics/ranks.py",
        "The p-value of a correlation is one-sided",
        "2.0 * float(stdtr",
        "float(stdtr",
    ),
    Patch(
        "sim/charts/pareto.py",
        "Dear and worse lies on the front where less is better",
        "return with_front(known, outcome=outcome, direction=direction)",
        "return with_front(known, outcome=outcome, direction=1)",
    ),
    Patch(
        "sim/charts/synergy.py",
        "Synergies stand above the diagonal",
        "line, column = max(one, other), min(one, other)",
        "line, column = min(one, other), max(one, other)",
    ),
    Patch(
        "sim/charts/money.py",
        "The caption counts months as replications",
        'runs = int(rows["replication"].nunique()) if',
        'runs = int(rows["month"].nunique()) if',
    ),
    Patch(
        "sim/charts/hours.py",
        "The hours of government work are called those for residents",
        'axes.text(at, middle / 2, look.say("government", WORDING)',
        'axes.text(at, middle / 2, look.say("residents", WORDING)',
    ),
    Patch(
        "sim/charts/organizations.py",
        "What replaced the closed is not counted as founded",
        "founded = alive.diff().iloc[1:] + closed",
        "founded = alive.diff().iloc[1:]",
    ),
    Patch(
        "sim/charts/county.py",
        "All sizes of the legend are said to be the largest",
        "decimal(most * share, 0)",
        "decimal(most, 0)",
    ),
    Patch(
        "sim/charts/pilot.py",
        "The interval of the bias lies around the estimate instead of the truth",
        'ends = [row["truth"] + row["bias_low"], row["truth"] + row["bias_high"]]\n    if',
        'ends = [row["estimate"] + row["bias_low"], row["estimate"] + row["bias_high"]]\n    if',
    ),
    Patch(
        "sim/charts/pathway.py",
        "More of what is bad is colored as better",
        "direction = OUTCOMES[key].direction * (1 if",
        "direction = (1 if",
    ),
    Patch(
        "sim/charts/starts.py",
        "Ends of packages that are not shown are dotted",
        "look.source.ends[key] for key in scenarios if key in look.source.ends})",
        "look.source.ends[key] for key in look.source.ends})",
    ),
    Patch(
        "sim/oddities.py",
        "A policy of the last month is said never to act",
        "policy.start > months",
        "policy.start >= months",
    ),
    Patch(
        "sim/outlook.py",
        "Pilots that are all communities are let pass",
        "rollout.pilots >= communities",
        "rollout.pilots > communities",
    ),
    Patch(
        "sim/dashboard/pair.py",
        "The baseline has the policies",
        "specs = {WITHOUT: without_policies(plan.spec), WITH: plan.spec}",
        "specs = {WITH: without_policies(plan.spec), WITHOUT: plan.spec}",
    ),
)
