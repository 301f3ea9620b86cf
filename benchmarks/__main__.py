"""Everything that is measured; printed as ratios within one run, never asserted.

`python -m benchmarks` runs all of it, `python -m benchmarks survival cohorts` only the parts named.
"""

import sys

from benchmarks import cohorts, registry, survival

PARTS = {"survival": survival.run, "cohorts": cohorts.run, "registry": registry.run}

if __name__ == "__main__":
    for name in sys.argv[1:] or PARTS:
        PARTS[name]()
