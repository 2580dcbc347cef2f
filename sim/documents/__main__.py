"""``python -m sim.documents [RESULTS]``: the documents anew, and the README's figures."""

from __future__ import annotations

import sys
from pathlib import Path

from sim.documents import told, write, write_results

if __name__ == "__main__":
    for change in write(Path.cwd()):
        sys.stdout.write(f"{told(change)}\n")
    if sys.argv[1:]:
        write_results(Path.cwd(), Path(sys.argv[1]))
