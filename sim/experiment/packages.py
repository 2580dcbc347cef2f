"""``kind: packages``: all combinations of chosen policies, as written or at equal cost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from sim.errors import Problem
from sim.experiment.doubts import doubts_of_variants
from sim.experiment.factors import Variant
from sim.experiment.faults import Fault
from sim.experiment.keys import is_lever
from sim.experiment.part import faults_of_variants
from sim.experiment.points import Loaded, Point, Title
from sim.experiment.question import Question
from sim.levers import shared_levers
from sim.reading.fields import said
from sim.sampling import all_packages, half_of_packages
from sim.scenario import LABELS, Scenario, with_settings

SIZE = "size"
"""The factor column that says by how much a package was scaled to cost the same."""
ORDER = "order"
"""The factor column of variants of the whole package."""

LARGEST = next(lever.high for lever in shared_levers() if lever.key == SIZE) or 1.0
"""The size that no policy can exceed."""

FEWEST_TO_HALVE = 4


class PackagesFile(Question):
    """What policies do alone and together: what each adds, and what only the mix gives."""

    FILES: ClassVar[tuple[str, ...]] = ("against", "policies_of")

    kind: Literal["packages"] = "packages"
    policies_of: Annotated[
        list[str],
        Field(min_length=2, max_length=8),
        said("Scenarios whose policies are combined", "所组合的各项政策的情景文件"),
    ]
    fraction: Annotated[
        Literal["all", "half"], said("All combinations, or half of them", "全部组合或半数组合")
    ] = "all"
    variants: Annotated[
        dict[str, Variant],
        said("Settings of the whole package: orders, timings", "整体组合的变式：次序、时点"),
    ] = Field(default_factory=dict)
    equal_cost: Annotated[
        float | None,
        Field(gt=0, le=10_000),
        said("Yuan per resident and year of every package", "各组合人均年成本（元）"),
    ] = None

    @property
    def equal_yuan(self) -> float | None:
        return self.equal_cost

    def size(self, loaded: Loaded) -> int:  # noqa: ARG002
        whole = 2 ** len(self.policies_of)
        return len(self.variants) + (whole // 2 if self.fraction == "half" else whole)

    def _parts(self, loaded: Loaded) -> dict[str, Scenario]:
        return {loaded.by_file[file]: loaded.of(file) for file in self.policies_of}

    def _names(self, loaded: Loaded) -> set[str]:
        """What points are called without the variants."""
        return {loaded.baseline.name, *map(_name, all_packages(list(self._parts(loaded))))}

    def faults(self, loaded: Loaded) -> Iterator[Fault]:
        yield from super().faults(loaded)
        unfit = list(self._unfit(loaded))
        yield from unfit
        if self.fraction == "half" and len(self.policies_of) < FEWEST_TO_HALVE:
            expected = "four or more, to be halved"
            yield Fault(("fraction",), Problem(f"found {len(self.policies_of)} policies", expected))
        if unfit:
            return
        parts = self._parts(loaded)
        whole = _package(list(parts), parts, loaded.baseline, {})
        yield from faults_of_variants(self.variants, whole, self._names(loaded), ())
        for name, variant in self.variants.items():
            for key in variant.set:
                if not is_lever(key):
                    found = f"found {key}, which is the same for all packages"
                    where = ("variants", name, "set", key)
                    yield Fault(where, Problem(found, "settings of policies"), of_key=True)
        if self.equal_cost is not None:
            yield from _unaffordable(parts, loaded.baseline, self.equal_cost)

    def _unfit(self, loaded: Loaded) -> Iterator[Fault]:
        """Scenarios that cannot be combined: two with one policy, or more in one than policies."""
        baseline, owner = loaded.baseline, dict.fromkeys(loaded.baseline.policies.given(), "")
        bare = _without_policies(baseline)
        for at, file in enumerate(self.policies_of):
            where, scenario = ("policies_of", at), loaded.of(file)
            for policy in scenario.policies.given():
                if policy in owner:
                    other = owner[policy] or baseline.name
                    found = f"{scenario.name} and {other} both have {policy}"
                    yield Fault(where, Problem(found, "every policy in one of them"))
                owner.setdefault(policy, scenario.name)
            if not scenario.policies.given():
                yield Fault(where, Problem(f"{scenario.name} has no policy", "one or more"))
            own = _without_policies(scenario)
            if changed := sorted(key for key in {*bare, *own} if bare.get(key) != own.get(key)):
                found = f"{scenario.name} differs from {baseline.name} in {', '.join(changed)}"
                hint = "Set it under `settings`, for all of them."
                yield Fault(where, Problem(found, "scenarios that only add policies", hint=hint))

    def doubts(self, loaded: Loaded) -> Iterator[str]:
        parts = self._parts(loaded)
        whole = _package(list(parts), parts, loaded.baseline, {})
        variants = {"the whole package": Variant()} | self.variants
        yield from doubts_of_variants(variants, whole, ())

    def points(self, loaded: Loaded, sizes: Mapping[str, float]) -> dict[str, Point]:
        baseline, parts = loaded.baseline, self._parts(loaded)
        found = {baseline.name: Point(baseline, None, dict.fromkeys(parts, 0), baseline.title)}
        rows = (all_packages if self.fraction == "all" else half_of_packages)(list(parts))
        for row in rows:
            if chosen := _chosen(row):
                name = _name(row)
                scenario = _package(chosen, parts, baseline, sizes, name)
                factors = _sized(name, row, sizes)
                found[name] = Point(scenario, baseline.name, factors, _title(chosen, parts))
        for name, variant in self.variants.items():
            whole = _package(list(parts), parts, baseline, sizes, name)
            factors = _sized(name, dict.fromkeys(parts, 1) | {ORDER: name}, sizes)
            varied = with_settings(whole, variant.set)
            found[name] = Point(varied, baseline.name, factors, variant.called(name))
        return found


def _chosen(row: Mapping[str, int]) -> list[str]:
    return [name for name, present in row.items() if present]


def _name(row: Mapping[str, int]) -> str:
    return " + ".join(_chosen(row))


def _package(
    chosen: list[str],
    parts: Mapping[str, Scenario],
    baseline: Scenario,
    sizes: Mapping[str, float],
    name: str = "",
) -> Scenario:
    """The baseline with the policies of some scenarios, as large as ``sizes`` says of ``name``."""
    factor = sizes.get(name, 1.0)
    policies = {
        f"policies.{key}": policy | {SIZE: min(policy.get(SIZE, 1.0) * factor, LARGEST)}
        for part in chosen
        for key, policy in parts[part].as_dict()["policies"].items()
    }
    return with_settings(baseline, policies)


def _sized(name: str, row: Mapping[str, Any], sizes: Mapping[str, float]) -> dict[str, Any]:
    return dict(row) | ({SIZE: sizes[name]} if name in sizes else {})


def _title(chosen: list[str], parts: Mapping[str, Scenario]) -> Title:
    return {
        lang: " + ".join(parts[part].title.get(lang, part) for part in chosen)
        for lang in ("en", "zh")
    }


def _without_policies(scenario: Scenario) -> dict[str, Any]:
    return {
        key: value for key, value in scenario.as_dict().items() if key not in (*LABELS, "policies")
    }


def _unaffordable(
    parts: Mapping[str, Scenario], baseline: Scenario, yuan: float
) -> Iterator[Fault]:
    """Packages that cannot cost as much at any size, told by their caps before any run."""
    steps = ("equal_cost",)
    if baseline.budget is not None and baseline.budget < yuan:
        found = f"{baseline.name} has a budget of {baseline.budget:g}, which caps every package"
        yield Fault(steps, Problem(found, f"one of at least {yuan:g}, or none"))
    for name, scenario in parts.items():
        policies = list(scenario.policies.given().values())
        caps = [each.budget for each in policies if each.budget is not None]
        if all(each.size == 0.0 for each in policies):
            yield Fault(steps, Problem(f"{name} has size 0 and never costs anything"))
        elif len(caps) == len(policies) and sum(caps) < yuan:
            found = f"{name} has a budget of {sum(caps):g} and cannot cost {yuan:g}"
            yield Fault(steps, Problem(found, f"one of at least {yuan:g}, or none"))
