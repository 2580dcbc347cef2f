"""One line that changes with any bit of a small experiment: the same on every machine.

``python tests/fingerprint.py`` runs it; continuous integration compares two Pythons.
"""

from __future__ import annotations

import hashlib

import sim

EXPERIMENT = "experiments/three_policies.yaml"
REPLICATIONS = 2


def fingerprint() -> str:
    """SHA-256 over every value of the table of runs and of the ledger."""
    comparison = sim.compare(EXPERIMENT, replications=REPLICATIONS)
    digest = hashlib.sha256()
    for table in (comparison.runs, comparison.ledger):
        for name in table.columns:
            digest.update(name.encode())
            for value in table[name].tolist():
                digest.update(repr(value).encode())
    return digest.hexdigest()


if __name__ == "__main__":
    print(fingerprint())
