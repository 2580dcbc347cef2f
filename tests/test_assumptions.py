"""What we do not know: declared once, completely, used somewhere, and read the same by all."""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import pytest
from pydantic import ValidationError

import sim
from sim.assumptions import Assumptions, Group, assume, namespace, ranges, record
from sim.params import GRADES, declarations, param
from sim.scenario import Scenario, load_scenario
from sim.simulation import Record, simulate

PACKAGE = Path(sim.__file__).parent
SOURCES = PACKAGE.parent / "docs" / "reference" / "sources.md"
CHINESE = re.compile("[\u4e00-\u9fff]")
TAG = r"S\d+(-S\d+)?"
GROUPS = {name: field.annotation for name, field in Assumptions.model_fields.items()}


def cited(source: str) -> Iterator[str]:
    """The tags of a source, spans written out: S91-S93 is S91, S92, S93."""
    for part in source.split(", "):
        first, _, last = part.partition("-")
        span = range(int(first[1:]), int((last or first)[1:]) + 1)
        yield from (f"S{number}" for number in span)


def readers() -> list[Path]:
    """The files in which assumptions can come to matter."""
    folders = ("rules", "behavior", "policies")
    files = [path for folder in folders for path in sorted((PACKAGE / folder).glob("*.py"))]
    return [*files, PACKAGE / "population.py", PACKAGE / "simulation.py", PACKAGE / "package.py"]


def read_in(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Group and name of every assumption a file reads: through a group, or as a rule's ``p``."""
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        bound = {}
        for node in ast.walk(function):
            if isinstance(node, ast.Assign):
                targets, values = node.targets[0], node.value
                pairs = (
                    zip(targets.elts, values.elts, strict=True)
                    if isinstance(targets, ast.Tuple) and isinstance(values, ast.Tuple)
                    else [(targets, values)]
                )
                for target, value in pairs:
                    if isinstance(target, ast.Name) and isinstance(value, ast.Attribute):
                        bound[target.id] = value.attr
        direct, through_p = set(), set()
        for node in ast.walk(function):
            if not isinstance(node, ast.Attribute):
                continue
            owner = node.value
            if isinstance(owner, ast.Attribute) and owner.attr in GROUPS:
                direct.add((owner.attr, node.attr))
            elif isinstance(owner, ast.Name) and bound.get(owner.id) in GROUPS:
                direct.add((bound[owner.id], node.attr))
            elif isinstance(owner, ast.Name) and owner.id == "p":
                through_p.add(node.attr)
        yield from direct
        if any(argument.arg == "p" for argument in function.args.args):
            for name, group in GROUPS.items():
                if through_p <= set(group.model_fields):
                    yield from ((name, attribute) for attribute in through_p)


def scaled(group: type[Group]) -> Mapping[str, tuple[str, ...]]:
    """What the switches or signs of a group multiply; most groups have none."""
    return getattr(group, "SCALES", {})


def factor(chosen: Assumptions, dotted: str) -> float:
    """What switches and signs together make of one number."""
    return math.prod(
        getattr(getattr(chosen, name), switch)
        for name, group in GROUPS.items()
        for switch, names in scaled(group).items()
        if dotted in names
    )


def known_as(group: type[Group], name: str) -> str:
    """The name a loop reads a field by: itself, or the array that gathers it."""
    for stem, members in group.ARRAYS.items():
        if name.startswith(f"{stem}_") and name.removeprefix(f"{stem}_") in members:
            return stem
    return name


def test_every_number_is_declared_with_its_range() -> None:
    fields = [f"{name}.{field}" for name, group in GROUPS.items() for field in group.model_fields]
    assert list(ranges()) == fields


def test_a_default_outside_its_range_is_refused() -> None:
    with pytest.raises(ValueError, match="outside"):
        param(1.1, 0.0, 1.0, "share", "Something", "某物")


@pytest.mark.parametrize("name", ranges())
def test_a_declaration_is_complete(name) -> None:
    declared = ranges()[name]
    assert declared.low <= declared.default <= declared.high
    assert declared.unit.strip() == declared.unit != ""
    assert declared.en.strip() == declared.en != ""
    assert not CHINESE.search(declared.en)
    assert CHINESE.search(declared.zh)
    assert declared.grade in GRADES


@pytest.mark.parametrize("name", ranges())
def test_a_founded_number_cites_and_an_assumed_one_says_so(name) -> None:
    declared = ranges()[name]
    assert declared.source == "assumed" or re.fullmatch(f"{TAG}(, {TAG})*", declared.source)
    if declared.grade in ("measured", "literature"):
        assert declared.source != "assumed"


def test_every_cited_source_stands_in_the_list() -> None:
    listed = set(re.findall(r"\bS\d+\b", SOURCES.read_text(encoding="utf-8")))
    tags = {
        tag
        for declared in ranges().values()
        if declared.source != "assumed"
        for tag in cited(declared.source)
    }
    assert tags <= listed


@pytest.mark.parametrize("group", GROUPS.values(), ids=GROUPS)
def test_titles_tell_the_numbers_of_a_group_apart(group) -> None:
    declared = declarations(group).values()
    assert len({item.en for item in declared}) == len(declared)
    assert len({item.zh for item in declared}) == len(declared)


def test_no_assumption_is_dead() -> None:
    read = {
        pair for path in readers() for pair in read_in(ast.parse(path.read_text(encoding="utf-8")))
    }
    read |= {(name, switch) for name, group in GROUPS.items() for switch in scaled(group)}
    dead = [
        f"{name}.{field}"
        for name, group in GROUPS.items()
        for field in group.model_fields
        if not {(name, field), (name, known_as(group, field))} & read
    ]
    assert dead == []


def test_the_search_for_dead_assumptions_can_find_one() -> None:
    tree = ast.parse("def loop(assumptions):\n    q = assumptions[0].trust\n    return q.gain")
    assert set(read_in(tree)) == {("trust", "gain")}


@pytest.mark.slow
def test_every_assumption_that_has_a_range_moves_something(strong) -> None:
    ungated = {"organization_cultivation": {"quality_gate": 0.0, "cleanup": 0.0}}
    suspects = [name for name, declared in ranges().items() if declared.low < declared.high]
    staged = {"pilots": 4, "effort": 2.0, "months": 8, "supervised": 4, "then": "north_city"}
    # rare things (the struck-off, long disputes) need ten years and a county left alone
    for months, policies, rollout, assumed in (
        (24, strong, None, {}), (24, strong, staged, {}), (24, strong, None, OTHERWISE),
        (120, {}, None, {}), (120, ungated, None, {}),
    ):  # fmt: skip
        settings = {"sample": 240, "months": months, "policies": policies, "rollout": rollout}
        scenario = load_scenario(settings)
        usual = simulate(scenario, 1, assume(assumed))
        suspects = [name for name in suspects if not moves(name, scenario, usual, assumed)]
    assert suspects == []


OTHERWISE = {"signs.resettlement": -1.0, "signs.organizations": 1.0, "mechanisms.abdication": 1.0}
"""What others believe: some numbers matter only then."""


def moves(name: str, scenario: Scenario, usual: Record, assumed: dict[str, float]) -> bool:
    """Whether an end of an assumption's range changes anything that a run leaves behind."""
    declared = ranges()[name]
    for value in (declared.high, declared.low):
        run = simulate(scenario, 1, assume(assumed | {name: float(value)}))
        pairs = ((run.flows, usual.flows), (run.cells, usual.cells), (run.ledger, usual.ledger))
        if any(not np.array_equal(one, other) for one, other in pairs):
            return True
    return False


@pytest.mark.parametrize("name", GROUPS)
def test_record_and_namespace_say_what_was_declared(name) -> None:
    group = GROUPS[name]
    chosen = Assumptions()
    columns, plain = record(chosen)[0][name], getattr(namespace(chosen), name)
    for field in group.model_fields:
        value = getattr(getattr(chosen, name), field) * factor(chosen, f"{name}.{field}")
        stem = known_as(group, field)
        if stem == field:
            assert columns[field] == getattr(plain, field) == value
        else:
            place = group.ARRAYS[stem].index(field.removeprefix(f"{stem}_"))
            assert columns[stem][place] == getattr(plain, stem)[place] == value


def test_switches_and_signs_multiply_numbers_there_are() -> None:
    for group in GROUPS.values():
        for switch, names in scaled(group).items():
            assert switch in group.model_fields
            assert names
            assert set(names) <= set(ranges())


def test_a_mechanism_is_at_work_unless_switched_off() -> None:
    for name in ranges():
        if name.startswith("mechanisms."):
            declared = ranges()[name]
            at_work = name != "mechanisms.abdication"  # nobody reports that posts follow tasks
            assert (declared.low, declared.default, declared.high) == (0.0, at_work, 1.0), name
        elif name.startswith("signs."):
            assert (ranges()[name].low, ranges()[name].high) == (-1.0, 1.0), name


def test_a_switch_at_one_changes_no_bit() -> None:
    plain, columns = namespace(Assumptions()), record(Assumptions())[0]
    for name, group in GROUPS.items():
        for field in group.model_fields:
            if known_as(group, field) == field and f"{name}.{field}" not in TURNED:
                declared = float(ranges()[f"{name}.{field}"].default)
                assert columns[name][field] == getattr(getattr(plain, name), field) == declared


TURNED = ("participation.on_organizations",)
"""Signs the evidence leaves at nought."""


@pytest.mark.parametrize(
    ("values", "dotted", "expected"),
    [
        ({"mechanisms.rebound": 0.5, "workload.rebound": 0.04}, "workload.rebound", 0.02),
        (
            {"mechanisms.social_influence": 0.5, "mechanisms.grievance_spread": 0.5,
             "grievance.spread": 0.04},
            "grievance.spread",
            0.01,
        ),
        (
            {"signs.crowding": -1.0, "mechanisms.crowding_out": 0.5,
             "organizations.crowding_out": 0.6},
            "organizations.crowding_out",
            -0.3,
        ),
        (
            {"signs.organizations": -1.0, "participation.on_organizations": 1.0},
            "participation.on_organizations",
            -1.0,
        ),
        (
            {"signs.social_information": -1.0, "participation.on_active": 1.0},
            "participation.on_active",
            -1.0,
        ),
    ],
    ids=["rebound", "two switches", "crowding in", "organizations", "discouraged"],
)  # fmt: skip
def test_what_switches_and_signs_make_of_a_number(values, dotted, expected) -> None:
    group, name = dotted.split(".")
    chosen = assume(values)
    assert record(chosen)[0][group][name] == pytest.approx(expected)
    assert getattr(getattr(namespace(chosen), group), name) == pytest.approx(expected)
    assert ranges()[dotted].default == getattr(getattr(Assumptions(), group), name)


def test_arrays_have_a_place_for_every_member() -> None:
    columns = record(Assumptions())[0]
    for name, group in GROUPS.items():
        for stem, members in group.ARRAYS.items():
            assert np.shape(columns[name][stem]) == (len(members),)


def test_what_a_scenario_assumes_reaches_the_loops_and_nothing_else_changes() -> None:
    changed = record(assume({"needs.rate_dispute": 0.05, "trust.gain": 0.06}))
    usual = record(Assumptions())
    assert changed[0].needs.rate.tolist() == [0.5, 1.5, 0.05, 1.0, 0.3, 0.6]
    assert changed[0].trust.gain == 0.06
    for name in set(GROUPS) - {"needs", "trust"}:
        assert changed[0][name] == usual[0][name]


@pytest.mark.parametrize("value", [-0.001, 0.071, float("nan"), "0.05"])
def test_what_lies_outside_the_range_is_refused(value) -> None:
    with pytest.raises(ValidationError):
        assume({"trust.gain": value})


def test_shares_of_government_items_and_weights_of_belonging_add_up() -> None:
    p = record(Assumptions())[0]
    assert p.workload.share.sum() == pytest.approx(1.0)
    belonging = Assumptions().belonging
    elements = ("membership", "influence", "fulfilment", "connection")
    assert sum(getattr(belonging, f"weight_{name}") for name in elements) == pytest.approx(1.0)
