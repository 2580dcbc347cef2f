"""What we do not know: declared once, completely, used somewhere, and read the same by all."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
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
SOURCES = PACKAGE.parent / "docs" / "sources.md"
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


@pytest.mark.skipif(not SOURCES.exists(), reason="the list of sources is not part of this tree")
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
    # rare things (the struck-off, long disputes) need ten years and a county left alone
    for months, policies in ((24, strong), (120, {}), (120, ungated)):
        scenario = load_scenario({"sample": 240, "months": months, "policies": policies})
        usual = simulate(scenario, 1, Assumptions())
        suspects = [name for name in suspects if not moves(name, scenario, usual)]
    assert suspects == []


def moves(name: str, scenario: Scenario, usual: Record) -> bool:
    """Whether an end of an assumption's range changes anything that a run leaves behind."""
    declared = ranges()[name]
    for value in (declared.high, declared.low):
        run = simulate(scenario, 1, assume({name: float(value)}))
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
        value = getattr(getattr(chosen, name), field)
        stem = known_as(group, field)
        if stem == field:
            assert columns[field] == getattr(plain, field) == value
        else:
            place = group.ARRAYS[stem].index(field.removeprefix(f"{stem}_"))
            assert columns[stem][place] == getattr(plain, stem)[place] == value


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
