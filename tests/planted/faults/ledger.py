"""Faults in what is kept, handed out, moved and handed on: ledger, processes, exports."""

from __future__ import annotations

from planted.patch import Patch

LEDGER = (
    Patch(
        "sim/store/run.py",
        "Runs in different worlds have one key",
        "return _hash([content, seed, world, making])",
        "return _hash([content, seed, making])",
    ),
    Patch(
        "sim/store/run.py",
        "Whoever kept less has the key of whoever kept all",
        'own = ("scenarios", "seed", "worlds")',
        'own = ("scenarios", "seed", "worlds", "kept")',
    ),
    Patch(
        "sim/store/run.py",
        "The fingerprint depends on the order in which runs are listed",
        "_hash(sorted(list(row) for row in rows))",
        "_hash([list(row) for row in rows])",
    ),
    Patch(
        "sim/store/database.py",
        "A failed run takes the place of one that has succeeded elsewhere",
        'THEN 2 "\n    "WHEN status = \'failed\' THEN 1 ELSE 0 END"',
        'THEN 2 "\n    "WHEN status = \'failed\' THEN 3 ELSE 0 END"',
    ),
    Patch(
        "sim/store/database.py",
        "Runs that lost their arrays count as done",
        "WHERE status = 'succeeded' AND NOT {WHOLE}\"",
        "WHERE status = 'succeeded' AND NOT {WHOLE} AND tables = 0\"",
    ),
    Patch(
        "sim/store/database.py",
        "Nobody hears of runs that were aborted",
        "IN ('running', 'aborted')",
        "IN ('running')",
    ),
    Patch(
        "sim/store/database.py",
        "A run that answers for two scenarios is counted twice",
        "COUNT(DISTINCT run) FROM plan",
        "COUNT(run) FROM plan",
    ),
    Patch(
        "sim/store/ledger.py",
        "Asking a question again forgets what its runs gave",
        '"INSERT OR IGNORE INTO runs (run, replication, status)',
        '"INSERT OR REPLACE INTO runs (run, replication, status)',
    ),
    Patch(
        "sim/store/ledger.py",
        "Failed runs are never tried again",
        "WHERE status <> 'succeeded'",
        "WHERE status NOT IN ('succeeded', 'failed')",
    ),
    Patch(
        "sim/store/ledger.py",
        "A run that is written again keeps its old tables beside the new",
        '        self._execute("DELETE FROM arrays WHERE run = ?", (run.key,))\n',
        "        pass\n",
    ),
    Patch(
        "sim/store/ledger.py",
        "The lock is held for ever where the manifest refuses",
        "        except BaseException:\n            unlock(self._lock)\n            raise\n",
        "        except BaseException:\n            raise\n",
    ),
    Patch(
        "sim/store/results.py",
        "Fresh replications are in every table",
        'found = list(self._arrays(name, ">=" if fresh else "<"))',
        'found = list(self._arrays(name, ">=" if fresh else "<>"))',
    ),
    Patch(
        "sim/store/results.py",
        "Runs that failed with numbers in them are told with the others",
        "AND status = 'succeeded' AND replication {which} ?",
        "AND replication {which} ?",
    ),
    Patch(
        "sim/store/merging.py",
        "The same run may have given different numbers",
        "if other.digests[key] != digest:",
        "if other.digests[key] != digest and other is part:",
    ),
    Patch(
        "sim/store/merging.py",
        "Points in another order are the same design",
        'points = connection.execute("SELECT name, * FROM points ORDER BY position")',
        'points = connection.execute("SELECT name, 0, name, against, content, factors FROM points")',
    ),
    Patch(
        "sim/batch/pool.py",
        "A job has the time of one run, however many it holds",
        "self.run_seconds * parcel.job.runs",
        "self.run_seconds",
    ),
    Patch(
        "sim/batch/pool.py",
        "A job that killed its workers twice is never tried alone",
        "                alone.append(parcel)\n",
        '                yield Answer(parcel.number, "failed", 0.0, message=_KILLED)\n',
    ),
    Patch(
        "sim/batch/executors.py",
        "Everything is handed to an executor at once",
        "while waiting and len(out) < 2 * room:",
        "while waiting:",
    ),
    Patch(
        "sim/tables.py",
        "Groups are not told in a last month that ends no year",
        "if m % YEAR == 0 or m == record.months]",
        "if m % YEAR == 0]",
    ),
    Patch(
        "sim/tables.py",
        "Delivered shares stand under the policy beside",
        "columns[:, list(POLICIES).index(key)] = record.delivered[:, position]",
        "columns[:, position] = record.delivered[:, position]",
    ),
    Patch(
        "sim/exports/comma_separated.py",
        "Numbers lose their last digits",
        "written: Callable[[Any], str] = repr if is_numeric_dtype(column.dtype) else _quoted\n"
        '    empty = "" if written is repr else \'""\'',
        'written: Callable[[Any], str] = "{:.12g}".format if is_numeric_dtype(column.dtype) else _quoted\n'
        '    empty = \'""\' if written is _quoted else ""',
    ),
    Patch(
        "sim/exports/file_names.py",
        "Two names that differ in case alone meet in one file on some disks",
        "alike = Counter(fitted(name).casefold() for name in asked)",
        "alike = Counter(fitted(name) for name in asked)",
    ),
    Patch(
        "sim/exports/workbook.py",
        "Off by one: a table that just fills a sheet with its head is one row too long",
        "return len(table) < MOST_ROWS and",
        "return len(table) <= MOST_ROWS and",
    ),
    Patch(
        "sim/exports/parquet.py",
        "A damaged file is read all the same",
        "    if not whole:\n        raise _damaged(path, size)\n",
        "    if not size:\n        raise _damaged(path, size)\n",
    ),
    Patch(
        "sim/bridges.py",
        "The world's value wins over what the point sets itself",
        'if f"assumptions.{name}" in experiments or name == "world"',
        'if name == "world"',
    ),
    Patch(
        "sim/bridges.py",
        "Runs with a number that is not finite are handed on",
        "np.isfinite(values).all(axis=1) for values",
        "np.isfinite(values).any(axis=1) for values",
    ),
)
