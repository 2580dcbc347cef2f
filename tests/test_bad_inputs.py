"""Every faulty scenario file is refused in words that help, at once, and nothing else happens."""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from bad_inputs.corpus import PLAIN, SECTIONS, Row
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.errors import ScenarioError
from sim.scenario import load_scenario

CASES = [
    pytest.param(row, id=f"{section}-{row.title}")
    for section, rows in SECTIONS.items()
    for row in rows
]
RICH = """\
title: {en: Rich, zh: 丰}
months: 36
policies:
  task_offloading: {scale: 1.2, items: {land: {share: 0.5, to: post}}, where: [north_city]}
  staff_training:
    start: 3
    hours: 40
assumptions:
  trust: {gain: 0.05}
rollout: {pilots: 3, choose: worst_off}
"""


@pytest.mark.parametrize("row", CASES)
def test_row(row: Row, tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    file.write_bytes(row.content)
    started = time.process_time()
    try:
        verdict = "warned" if (scenario := load_scenario(file)).warnings else "accepted"
        told = "\n".join(scenario.warnings)
    except ScenarioError as error:
        verdict, told = "refused", str(error)
    assert time.process_time() - started < 1.0
    assert verdict == row.verdict, told
    for word in row.words:
        assert word in told
    if row.line:
        assert f"x.yaml:{row.line}:" in told
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("row", [case for case in CASES if case.values[0].verdict == "refused"])
def test_messages_are_short_and_clean(row: Row, tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    file.write_bytes(row.content)
    with pytest.raises(ScenarioError) as caught:
        load_scenario(file)
    assert 1 <= len(caught.value.problems) <= 21
    for problem in caught.value.problems:
        text = str(problem)
        assert text.isprintable()
        assert len(text) < len(str(file)) + 500
        assert problem.file or problem.found.startswith("and ")


def test_faults_come_in_the_order_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    file.write_text("burn_in: x\nmoths: 3\nmonths: 010\nbudget: -1\nname: no\nbudget: 3\n")
    with pytest.raises(ScenarioError) as caught:
        load_scenario(file)
    assert [problem.line for problem in caught.value.problems] == [1, 2, 3, 4, 5, 6]


def test_bombs_need_little_memory(tmp_path: Path) -> None:
    for number, row in enumerate(SECTIONS["sizes"]):
        (tmp_path / f"{number}.yaml").write_bytes(row.content)
    program = """
import resource, sys
from pathlib import Path
from sim.errors import ScenarioError
from sim.scenario import load_scenario
load_scenario({})
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for file in Path(sys.argv[1]).iterdir():
    try:
        load_scenario(file)
    except ScenarioError:
        continue
    sys.exit("not refused: " + file.name)
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""
    told = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)],
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    assert int(told.stdout) < 200


@pytest.mark.parametrize("end", range(0, len(RICH), 7))
def test_every_beginning_of_a_file_loads_or_is_refused(end: int, tmp_path: Path) -> None:
    _loads_or_is_refused(RICH.encode()[:end], tmp_path)


@settings(
    max_examples=150, deadline=1000, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(
    at=st.integers(0, len(RICH.encode()) - 1),
    cut=st.integers(0, 12),
    put=st.one_of(
        st.binary(max_size=3),
        st.sampled_from([
            b"-1", b"1e9", b"null", b"{", b"]", b'"', b"&a ", b"*a ", b"!!x ", b"\t", b": ",
            b"- ", b"# ", b"\n", b"\n\n  ", b"---\n", b"<<: ", b"%", b"\xff\xfe", "：".encode(),
            b"? ", b"|", b">", b"extends: x.yaml\n", b"county: \n", b"[[", b"{{", b"..",
        ]),
    ),
)  # fmt: skip
def test_any_single_edit_loads_or_is_refused(tmp_path: Path, at: int, cut: int, put: bytes) -> None:
    raw = RICH.encode()
    _loads_or_is_refused(raw[:at] + put + raw[at + cut :], tmp_path)


def _loads_or_is_refused(content: bytes, folder: Path) -> None:
    file = folder / "x.yaml"
    file.write_bytes(content)
    with suppress(ScenarioError):
        load_scenario(file)


def test_the_file_that_is_edited_above_is_sound(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(RICH, encoding="utf-8")
    assert load_scenario(tmp_path / "x.yaml").warnings == ()
    (tmp_path / "x.yaml").write_text(PLAIN)
    assert load_scenario(tmp_path / "x.yaml").months == 24
