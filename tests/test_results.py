"""Reading a results folder of which something was damaged: told in words, and where to look."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from tiny_batches import done, tiny

from sim.errors import ResultsError
from sim.store import Results
from sim.store.database import DATABASE


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    place = tmp_path_factory.mktemp("results")
    done(tiny(place / "asked", "replications: 1"), place / "made")
    return Results.open(place / "made")


def spoil(results: Results, name: str, column: str, value: object) -> None:
    """Put something else into one column of the ledger for all arrays of one name."""
    with sqlite3.connect(results.folder / DATABASE) as connection:
        connection.execute(f"UPDATE arrays SET {column} = ? WHERE name = ?", (value, name))
    connection.close()


def stored(results: Results, name: str) -> tuple[bytes, int]:
    with sqlite3.connect(results.folder / DATABASE) as connection:
        query = "SELECT bytes, columns FROM arrays WHERE name = ? LIMIT 1"
        found = connection.execute(query, (name,)).fetchone()
    connection.close()
    return bytes(found[0]), int(found[1])


@pytest.mark.parametrize(
    ("name", "table"),
    [("ledger", Results.ledger), ("groups", Results.groups)],
)
@pytest.mark.parametrize("number", [999.0, -1.0, float("nan")])
def test_a_number_that_names_no_line_and_no_group_is_damage(
    results: Results, name: str, table: Callable[[Results], object], number: float
) -> None:
    """The second column says which ledger line, or which group of residents, a row is of."""
    whole, columns = stored(results, name)
    values = np.frombuffer(whole, "<i8" if name == "ledger" else "<f8").reshape(-1, columns).copy()
    if np.isnan(number) and values.dtype.kind == "i":
        number = 10.0**9
    values[0, 1] = number
    spoil(results, name, "bytes", values[: len(values)].tobytes())
    with pytest.raises(ResultsError, match=f"sim verify {results.folder} lists the runs"):
        table(results)


@pytest.mark.parametrize(("column", "value"), [("bytes", 7), ("bytes", b"short"), ("kind", "|O")])
def test_an_array_that_is_none_any_more_is_damage(
    tmp_path: Path, column: str, value: object
) -> None:
    done(tiny(tmp_path / "asked", "replications: 1"), tmp_path / "made")
    results = Results.open(tmp_path / "made")
    spoil(results, "series", column, value)
    with pytest.raises(ResultsError, match="no longer those that were written"):
        results.runs()


def test_outcomes_of_communities_are_means_over_the_finished_runs(tmp_path: Path) -> None:
    done(tiny(tmp_path / "asked", "replications: 3"), tmp_path / "made")
    with sqlite3.connect(tmp_path / "made" / DATABASE) as connection:
        failed = "SELECT run FROM plan JOIN points USING (position) WHERE name = 'training'"
        connection.execute(
            f"UPDATE runs SET status = 'failed' WHERE replication = 0 AND run IN ({failed})"
        )
    connection.close()
    results = Results.open(tmp_path / "made")
    runs, places = results.status(), results.places()
    for scenario, n in (("training", 2), ("publicity", 3)):
        its = runs[(runs["scenario"] == scenario) & (runs["status"] == "succeeded")]
        by_run = [results.arrays(key)["place.belonging"] for key in its["run"]]
        found = places[places["scenario"] == scenario]
        assert set(found["n"]) == {len(by_run)} == {n}
        assert found["month"].drop_duplicates().tolist() == [1, 2, 3, 4, 5, 6]
        expected = np.mean(np.array(by_run, float), axis=0).ravel()
        assert found["belonging"].to_numpy() == pytest.approx(expected)
