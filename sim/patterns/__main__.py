"""``python -m sim.patterns > docs/reference/patterns.md``"""

import sys

from sim.patterns import table

sys.stdout.write(table())
