"""Faults in carrying out an experiment, and in the answers that are drawn from it."""

from __future__ import annotations

from planted.patch import Patch

EXPERIMENTS = (
    Patch(
        "sim/conduct/runner.py",
        "Parts of a batch are cut from what is missing, so they overlap once one has begun",
        "                    found.append(Job(number, self._task(replication, left), len(left)))\n"
        "                number += 1\n",
        "                    found.append(Job(number, self._task(replication, left), len(left)))\n"
        "                number += bool(left)\n",
    ),
    Patch(
        "sim/conduct/runner.py",
        "Of several parts the first is done twice and the last by nobody",
        "number % shards == shard - 1",
        "number % shards == max(shard - 2, 0)",
    ),
    Patch(
        "sim/conduct/runner.py",
        "A run that failed is tried again and again in one batch",
        "            self.store.write(runs)\n            self._failed |=",
        "            self.store.write(runs)\n            self._failed &=",
    ),
    Patch(
        "sim/conduct/runner.py",
        "Of a job that came to nothing one run gets another chance",
        "for task in tasks for run in task.runs]",
        "for task in tasks for run in task.runs[:1]]",
    ),
    Patch(
        "sim/conduct/runner.py",
        "The key of a run forgets its world",
        "self._keys[replication] = run_seed(seed, replication), world_key(world)",
        "self._keys[replication] = run_seed(seed, replication), world_key({})",
    ),
    Patch(
        "sim/conduct/conducting.py",
        "The precision that is usual is that of the whole smallest effect",
        "settings.smallest_effect / 2.0",
        "settings.smallest_effect",
    ),
    Patch(
        "sim/conduct/conducting.py",
        "Replications beyond what precision needed stay in the tables",
        "    runner.ask(points, dict.fromkeys(points, range(kept)))\n",
        "",
    ),
    Patch(
        "sim/conduct/conducting.py",
        "The highest is run on fresh luck without what it is compared with",
        "twins = (best, compared[best])",
        "twins = (best,)",
    ),
    Patch(
        "sim/conduct/conducting.py",
        "Fresh luck is that of the next usual replications",
        "first = fresh_start(runner.experiment.worlds)",
        "first = number",
    ),
    Patch(
        "sim/conduct/conducting.py",
        "Each part of a batch chooses a highest of its own",
        "if runner.options.shard is None and settings.kind in REESTIMATED:",
        "if settings.kind in REESTIMATED:",
    ),
    Patch(
        "sim/conduct/equalizing.py",
        "A part of a batch weighs costs by its own runs only",
        "runner.ensure(points, range(number), whole=True)",
        "runner.ensure(points, range(number))",
    ),
    Patch(
        "sim/conduct/equalizing.py",
        "Money that the baseline spends anyhow counts as cost of the package",
        "[with_it[i] - without[i] for i in common]",
        "[with_it[i] for i in common]",
    ),
    Patch(
        "sim/conduct/preflight.py",
        "A batch is said to take as long on many cores as on one",
        "seconds=left * spent / max(done, 1) / cores,",
        "seconds=left * spent / max(done, 1),",
    ),
    Patch(
        "sim/conduct/preflight.py",
        "The smallest effect that can be found is that of unpaired runs",
        "last[name][i] - last[baseline][i] for i in common",
        "last[name][i] for i in common",
    ),
    Patch(
        "sim/conduct/plan.py",
        "A package ends when the first of its policies ends",
        "    return max(ends)\n",
        "    return min(ends)\n",
    ),
    Patch(
        "sim/conduct/repeating.py",
        "A number that is missing differs from itself",
        "    return (one != other) & ~((one != one) & (other != other))  # a missing number equals another\n",
        "    return one != other\n",
    ),
    Patch(
        "sim/conduct/verifying.py",
        "Runs are chosen to be done again whatever their scenario",
        "return [*(run for run in mixed if first[run.scenario] is run), *others][:number]",
        "return mixed[:number]",
    ),
    Patch(
        "sim/conduct/verifying.py",
        "Any fingerprint will do",
        '    return Check("fingerprint", 1, () if found == said else (str(said),), found=found)\n',
        '    return Check("fingerprint", 1, () if found else (str(said),), found=found)\n',
    ),
    Patch(
        "sim/answers/compare.py",
        "Among a group the highest number is best, whatever is good",
        'best = max(rows, key=lambda row: row["difference"] * direction)',
        'best = max(rows, key=lambda row: row["difference"] * abs(direction))',
    ),
    Patch(
        "sim/answers/packages.py",
        "What two policies do together is told for all",
        'whole = max(rows, key=lambda row: row["order"], default=None)',
        'whole = min(rows, key=lambda row: row["order"], default=None)',
    ),
    Patch(
        "sim/answers/packages.py",
        "Orders of the package are analyzed as if they were combinations",
        "points = points[points[ORDER].isna()]",
        "points = points[points[ORDER].isna() | points[ORDER].notna()]",
    ),
    Patch(
        "sim/answers/pilot.py",
        "Pilots that promise too little never mislead",
        'key=lambda row: -abs(row["bias_rolled_out"])',
        'key=lambda row: -row["bias_rolled_out"]',
    ),
    Patch(
        "sim/answers/pilot.py",
        "The twin of a run is the run itself",
        "Panel(table, seen[baseline][i], adopted[name][i])",
        "Panel(table, seen[name][i], adopted[name][i])",
    ),
    Patch(
        "sim/answers/sensitivity.py",
        "The inert parameter is counted among the factors that have no influence",
        'text = say("inert", lang, WORDS).format(number=len(rows) - 1, outcome=outcome)',
        'text = say("inert", lang, WORDS).format(number=len(rows), outcome=outcome)',
    ),
    Patch(
        "sim/answers/sensitivity.py",
        "Points of the curves go into the screening",
        "its = points[chosen | baselines].drop(columns=STEP)",
        "its = points.drop(columns=STEP)",
    ),
    Patch(
        "sim/answers/shared.py",
        "The highest on fresh luck is told with what it was chosen by",
        "again = comparison.results.runs(fresh=True) if winner",
        "again = comparison.results.runs() if winner",
    ),
)
