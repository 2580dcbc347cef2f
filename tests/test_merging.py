"""Parts of a batch that ran apart, put together: the same tables, to the last byte."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from test_store import edited, failed, key, manifest, opened, rows, run
from tiny_batches import done, tables, tiny

from sim.design import FRESH
from sim.errors import ResultsError
from sim.store import Results, Run, Store
from sim.store.merging import merge


def part(
    folder: Path, runs: Sequence[Run], replications: Sequence[int] = (0, 1), **changes: Any
) -> Path:
    with opened(folder, rows(replications=replications), **changes) as store:
        store.note_worlds({i: [0.1 * i] for i in replications})
        store.write(runs)
    return folder


def statuses(folder: Path) -> list[str]:
    return Results.open(folder).status()["status"].tolist()


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


# -- a real batch in three parts -------------------------------------------------------------


def in_parts(folder: Path, text: str) -> tuple[Path, list[Path]]:
    experiment = tiny(folder, text)
    parts = [folder / f"part {number}" for number in (1, 2, 3)]
    for number, place in enumerate(parts, start=1):
        done(experiment, place, shard=(number, 3))
    return experiment, parts


@pytest.mark.parametrize("text", ["", "settings: {assumptions.trust.gain: 0.03}"])
def test_three_parts_make_one_batch(tmp_path: Path, text: str) -> None:
    experiment, parts = in_parts(tmp_path, text)
    done(experiment, tmp_path / "one")
    assert merge(parts, tmp_path / "into") == []
    assert done(experiment, tmp_path / "into") == []  # the highest on fresh luck
    assert tables(tmp_path / "into") == tables(tmp_path / "one")
    attempts = Results(tmp_path / "into").status()["attempts"]
    assert (attempts == 1).all()  # no run was made twice
    assert Results(tmp_path / "into").manifest["winner"] is not None


def test_parts_of_packages_of_equal_cost_agree_on_their_sizes(tmp_path: Path) -> None:
    text = "kind: packages\npolicies_of: [training.yaml, publicity.yaml]\nequal_cost: 30\n"
    experiment, parts = in_parts(tmp_path, text + "scenarios: none\nreplications: 4")
    done(experiment, tmp_path / "one")
    merge(parts, tmp_path / "into")
    done(experiment, tmp_path / "into")
    assert tables(tmp_path / "into") == tables(tmp_path / "one")
    assert len({str(Results(each).manifest["sizes"]) for each in parts}) == 1


# -- by hand ---------------------------------------------------------------------------------


def test_of_each_run_the_best_is_kept(tmp_path: Path) -> None:
    one = part(tmp_path / "a", [failed(0, 0), run(40, 0), failed(0, 1)])
    other = part(tmp_path / "b", [run(0, 0), failed(40, 0)])
    before = content(one), content(other)
    for order in ([one, other], [other, one]):
        into = tmp_path / f"into {order[0].name}"
        said = ["1 of 4 runs are still missing.", "1 of 4 runs failed."]
        assert merge(order, into) == said
        assert statuses(into) == ["succeeded", "failed", "succeeded", "pending"]
        results = Results.open(into)
        assert results.damaged() == []
        assert results.worlds()["trust.gain"].tolist() == [0.0, 0.1]
        assert results.scenario("training") == {"hours": 40}
        assert results.manifest["counts"] == {
            "asked": 4, "failed": 1, "pending": 1, "succeeded": 2,
        }  # fmt: skip
    assert (content(one), content(other)) == before


def test_merging_again_and_into_results_adds(tmp_path: Path) -> None:
    into = part(tmp_path / "into", [run(0, 0)])
    one = part(tmp_path / "a", [run(40, 0)])
    more = part(tmp_path / "b", [run(40, 2)], replications=(0, 1, 2))
    merge([one], into)
    assert merge([one], into) == ["2 of 4 runs are still missing."]
    assert merge([more, into], into)[-1] == "3 of 6 runs are still missing."
    assert Results.open(into).runs()["replication"].max() == 2


def test_fresh_replications_of_an_earlier_batch_stay(tmp_path: Path) -> None:
    into = part(tmp_path / "into", [run(0, FRESH)], replications=(0, 1, FRESH))
    merge([part(tmp_path / "a", [run(0, 0)])], into)
    assert len(Results.open(into).runs(fresh=True)) == 3
    merge([into, part(tmp_path / "c", [run(0, 1)])], tmp_path / "new")
    assert len(Results.open(tmp_path / "new").runs(fresh=True)) == 3


def test_runs_that_lost_arrays_or_are_under_way_are_still_to_be_done(tmp_path: Path) -> None:
    one = part(tmp_path / "a", [run(0, 0), run(40, 0)])
    edited(one, f"DELETE FROM arrays WHERE run = '{key(0, 0)}' AND name = 'groups'")
    with opened(tmp_path / "b") as store:
        store.begin([key(0, 1)])
        said = merge([one, tmp_path / "b"], tmp_path / "into")  # while the other still runs
    assert said == [
        "1 finished runs had lost rows and are run again.",
        "3 of 4 runs are still missing.",
    ]


# -- what is refused -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"seed": 2}, "seed: 1 → 2"),
        ({"tool_version": "9"}, r"tool_version: 0\.1\.0 → 9"),
        ({"hours": {"baseline": 0, "training": 60}}, r"scenarios\.training\.hours: 40 → 60"),
        ({"kept": "last month"}, "kept: everything → last month"),
    ],
)
def test_parts_of_another_batch_are_refused_by_what_differs(
    tmp_path: Path, changes: dict[str, Any], message: str
) -> None:
    one = part(tmp_path / "a", [run(0, 0)])
    other = part(tmp_path / "b", [run(40, 0)], **changes)
    with pytest.raises(ResultsError, match=f"b are no part of the same batch.*\n  {message}"):
        merge([one, other], tmp_path / "into")
    assert not (tmp_path / "into").exists()
    with pytest.raises(ResultsError, match=message):
        merge([other], one)
    assert statuses(one) == ["succeeded", "pending", "pending", "pending"]


def test_parts_of_another_design_are_refused(tmp_path: Path) -> None:
    one = part(tmp_path / "a", [run(0, 0)])
    more = part(tmp_path / "b", [run(0, 0)], replications=(0, 1, 2))
    with pytest.raises(ResultsError, match="replications: 2 → 3"):
        merge([one, more], tmp_path / "into")
    hours = {"baseline": 0, **{f"hours {each}": each for each in range(1, 8)}}
    with opened(tmp_path / "c", rows(hours)):
        pass
    with pytest.raises(ResultsError, match=r"points\.training: 1 40 .*→ absent\n(.*\n){4}.*3 more"):
        merge([one, tmp_path / "c"], tmp_path / "into")


def test_the_same_run_with_other_numbers_is_refused(tmp_path: Path) -> None:
    one = part(tmp_path / "a", [run(0, 0)])
    strange = run(0, 0)
    strange.arrays["series"][0, 1] = np.nextafter(strange.arrays["series"][0, 1], 1.0)
    other = part(tmp_path / "b", [strange])
    with pytest.raises(ResultsError, match=rf"run {key(0, 0)} gave other numbers in .*b than in"):
        merge([one, other], tmp_path / "into")
    assert not (tmp_path / "into").exists()


def test_folders_that_are_missing_foreign_in_use_or_damaged_are_told(tmp_path: Path) -> None:
    one = part(tmp_path / "a", [run(0, 0)])
    with pytest.raises(ResultsError, match="No folders"):
        merge([], tmp_path / "into")
    with pytest.raises(ResultsError, match="no results"):
        merge([one, tmp_path / "nowhere"], tmp_path / "into")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.docx").touch()
    with pytest.raises(ResultsError, match="Nothing was touched"):
        merge([one], tmp_path / "mine")
    with (
        Store(tmp_path / "busy", manifest()),
        pytest.raises(ResultsError, match="in use"),
    ):
        merge([one], tmp_path / "busy")
    other = part(tmp_path / "b", [run(40, 0)])
    (other / "runs.sqlite").write_bytes(b"no database" * 100)
    with pytest.raises(ResultsError, match="b/runs.sqlite cannot be read"):
        merge([one, other], tmp_path / "into")


def test_a_merge_killed_halfway_is_gone_on_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = [part(tmp_path / str(i), [run(0, i), run(40, i)]) for i in (0, 1)]
    taken: list[Path] = []

    def killed(store: Store, folder: Path) -> None:
        if taken:
            raise KeyboardInterrupt
        taken.append(folder)
        take(store, folder)

    take = Store.take
    with monkeypatch.context() as patch:
        patch.setattr(Store, "take", killed)
        with pytest.raises(KeyboardInterrupt):
            merge(parts, tmp_path / "into")
    assert statuses(tmp_path / "into") == ["succeeded", "pending"] * 2
    assert merge(parts, tmp_path / "into") == []
