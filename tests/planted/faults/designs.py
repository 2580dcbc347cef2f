"""Faults in designs: what is sampled, crossed, paired, combined and piloted."""

from __future__ import annotations

from planted.patch import Patch

DESIGNS = (
    Patch(
        "sim/sampling.py",
        "The last value of a curve falls short of the end of its range",
        "(high - low) * i / (points - 1)",
        "(high - low) * i / points",
    ),
    Patch(
        "sim/sampling.py",
        "The last step is left out where it is reached exactly",
        "return 1 + int(way // by)",
        "return int(way // by) or 1",
    ),
    Patch(
        "sim/sampling.py",
        "Half of the packages are the odd ones, without nothing",
        "sum(package.values()) % 2 == 0",
        "sum(package.values()) % 2 == 1",
    ),
    Patch(
        "sim/experiment/points.py",
        "The baseline does not share the circumstances of a point",
        "return Point(with_settings(baseline, around), None, around, title)",
        "return Point(baseline, None, around, title)",
    ),
    Patch(
        "sim/experiment/points.py",
        "All points are compared with the baseline of the first circumstances",
        "against = names[json.dumps(each.around, sort_keys=True)]",
        "against = next(iter(names.values()))",
    ),
    Patch(
        "sim/experiment/keys.py",
        "The budget of a package is taken for a circumstance",
        'LEVERS = ("policies", "rollout", "budget")',
        'LEVERS = ("policies", "rollout")',
    ),
    Patch(
        "sim/experiment/part.py",
        "Factors are taken side by side instead of crossed",
        "for values in product(*listed.values()):",
        "for values in zip(*listed.values(), strict=False):",
    ),
    Patch(
        "sim/experiment/part.py",
        "Sampled whole numbers are fractions",
        "round(value) if key in whole else value",
        "value",
    ),
    Patch(
        "sim/experiment/sweep.py",
        "The sweep's own crossing is lost where it has parts",
        "        if self.factors or self.variants or (self.sample and not self.parts):\n",
        "        if not self.parts:\n",
    ),
    Patch(
        "sim/experiment/spans.py",
        "The default is the declared one, not the scenario's own",
        "own = scenario.assumptions.get(group, {}).get(key, declared.default)",
        "own = declared.default",
    ),
    Patch(
        "sim/experiment/sensitivity.py",
        "The design has the whole numbers that scenarios take, and no inert parameter",
        "factors: dict[str, Any] = {STEP: step} | dict(row)",
        "factors: dict[str, Any] = {STEP: step} | settings",
    ),
    Patch(
        "sim/experiment/sensitivity.py",
        "A design is counted without its inert parameter",
        "number = len(ranges) + 1\n",
        "number = len(ranges)\n",
    ),
    Patch(
        "sim/experiment/packages.py",
        "A package that is scaled loses the size it was written with",
        "min(policy.get(SIZE, 1.0) * factor, LARGEST)",
        "min(factor, LARGEST)",
    ),
    Patch(
        "sim/experiment/packages.py",
        "An order of the package is not scaled to cost the same",
        "whole = _package(list(parts), parts, baseline, sizes, name)",
        "whole = _package(list(parts), parts, baseline, sizes)",
    ),
    Patch(
        "sim/experiment/pilot.py",
        "Pilots begin when the policy would have begun anyhow",
        "settings = begin | {",
        "settings = {key: 1 for key in begin} | {",
    ),
    Patch(
        "sim/experiment/pilot.py",
        "`>` for `>=`: as many pilots as communities may be asked for",
        "if number >= communities:",
        "if number > communities:",
    ),
    Patch(
        "sim/experiment/experiment.py",
        "Replications that are asked for do not replace precision",
        '            content.pop("precision", None)\n',
        '            content.pop("seed", None)\n',
    ),
    Patch(
        "sim/design.py",
        "Fresh replications begin in the middle of a turn of worlds",
        "return -(-FRESH // count) * count",
        "return FRESH",
    ),
    Patch(
        "sim/population.py",
        "Intact and dispersed change places",
        'moved = 1.0 if scenario.resettlement == "intact" else 0.0',
        'moved = 0.0 if scenario.resettlement == "intact" else 1.0',
    ),
    Patch(
        "sim/population.py",
        "Every community counts as a village that was moved",
        "np.where(resettled, moved, profile.transplant)",
        "np.full(len(profile), moved)",
    ),
    Patch(
        "sim/package.py",
        "A policy that fades is gone in its last month of fading",
        "max(1.0 - over / (policy.taper + 1.0), 0.0)",
        "max(1.0 - over / max(policy.taper, 1.0), 0.0)",
    ),
    Patch(
        "sim/package.py",
        "What has begun is as large as if it had no size",
        "ramped(policy, world.month + 1) * policy.size * policy.fidelity * mask",
        "ramped(policy, world.month + 1) * policy.fidelity * mask",
    ),
    Patch(
        "sim/package.py",
        "The last month in which a policy acts is told for the first",
        "self.adopted[(self.adopted == 0) & (strength > 0.0)] = month",
        "self.adopted[strength > 0.0] = month",
    ),
)
