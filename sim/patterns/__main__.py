"""``python -m sim.patterns > docs/patterns.md``"""

import sys

from sim.patterns import table

sys.stdout.write(table())
