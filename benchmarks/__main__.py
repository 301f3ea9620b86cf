"""Everything that is measured; printed as ratios within one run, never asserted."""

from benchmarks import survival

if __name__ == "__main__":
    survival.run()
