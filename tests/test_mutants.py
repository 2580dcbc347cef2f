"""Shipped files changed at random: read as something sound or refused in words, and quickly."""

from __future__ import annotations

import random
import shutil
import time
from pathlib import Path

import pytest
from bad_inputs.mutants import CHANGES

from sim.errors import ScenarioError
from sim.experiment import load_experiment
from sim.outlook import warnings_before
from sim.reading.reader import read_text
from sim.scenario import dump, load_scenario

ROOT = Path(__file__).parent.parent
SHIPPED = sorted([*ROOT.glob("scenarios/*.yaml"), *ROOT.glob("experiments/*.yaml")])
LONGEST_SECONDS = 1.0
CUT_SHORT = ("scenarios/task_offloading.yaml", "experiments/relief_or_rebound.yaml")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what ships, to be spoiled."""
    copy = tmp_path_factory.mktemp("shipped")
    for kind in ("scenarios", "experiments"):
        shutil.copytree(ROOT / kind, copy / kind)
    for path in SHIPPED:  # what is made once is made before anything is timed
        loads_or_is_refused(copy / path.relative_to(ROOT), path.read_bytes())
    return copy


def loads_or_is_refused(file: Path, content: bytes) -> tuple[bool, float]:
    """Whether a file with this content is sound, and how long it took to say so."""
    file.write_bytes(content)
    started = time.process_time()
    try:
        if file.parent.name == "experiments":
            assert load_experiment(file).warnings is not None
        else:
            warnings_before(load_scenario(file))
    except ScenarioError as error:
        assert error.problems
        assert str(error).replace("\n", "").isprintable()
        return False, time.process_time() - started
    return True, time.process_time() - started


def spoil(folder: Path, number: int, seed: int) -> list[tuple[bool, float, str]]:
    """So many mutants, one after the other, each beside unspoiled files."""
    luck = random.Random(seed)
    found = []
    for _ in range(number):
        path, change = luck.choice(SHIPPED), luck.choice(CHANGES)
        file, raw = folder / path.relative_to(ROOT), path.read_bytes()
        mutant = change(raw, luck)
        sound, seconds = loads_or_is_refused(file, mutant)
        found.append((sound, seconds, f"{change.__name__} of {path.name}:\n{mutant!r}"))
        file.write_bytes(raw)
    return found


def assert_quick_and_various(found: list[tuple[bool, float, str]]) -> None:
    slow = [(seconds, told) for _, seconds, told in found if seconds >= LONGEST_SECONDS]
    assert slow == []
    sound = sum(one[0] for one in found)
    assert 0.2 * len(found) < sound < 0.8 * len(found)


def test_500_mutants(folder: Path) -> None:
    assert_quick_and_various(spoil(folder, 500, seed=1))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2, 12))
def test_1000_more(folder: Path, seed: int) -> None:
    assert_quick_and_various(spoil(folder, 1000, seed))


@pytest.mark.parametrize("name", CUT_SHORT)
def test_every_beginning_of_a_shipped_file(folder: Path, name: str) -> None:
    raw, file = (ROOT / name).read_bytes(), folder / name
    found = [loads_or_is_refused(file, raw[:end]) for end in range(len(raw) + 1)]
    file.write_bytes(raw)
    assert not found[0][0]
    assert found[-1][0]
    assert max(seconds for _, seconds in found) < LONGEST_SECONDS


@pytest.mark.parametrize("path", sorted(ROOT.glob("scenarios/*.yaml")), ids=lambda path: path.stem)
def test_a_shipped_scenario_written_out_is_the_same(path: Path) -> None:
    scenario = load_scenario(path)
    again = load_scenario(read_text(dump(scenario)).content)
    assert again.key() == scenario.key()
    assert (again.name, again.title, again.description) == (
        scenario.name, scenario.title, scenario.description,
    )  # fmt: skip
