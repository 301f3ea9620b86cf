"""Timing in one process, and tables of what was seen. Ratios within one run are what to quote."""

import sys
import time
from collections.abc import Callable, Sequence

REPEATS = 5


def seconds(work: Callable[[], object], repeats: int = REPEATS) -> float:
    """The best of several runs after one that is not counted."""
    work()
    return min(_once(work) for _ in range(repeats))


def in_turns(
    quick: Callable[[], object], slow: Callable[[], object], repeats: int = REPEATS, runs: int = 10
) -> tuple[float, float]:
    """The best of both, each run of the slow one beside several of the quick one.

    So a moment in which the machine is busy with something else falls on both.
    """
    seen = [(seconds(quick, runs), seconds(slow, 1)) for _ in range(repeats)]
    return min(own for own, _ in seen), min(other for _, other in seen)


def _once(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def show(title: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table with aligned columns."""
    widths = [max(map(len, column)) for column in zip(headings, *rows, strict=True)]
    lines = [
        title,
        *(" | ".join(c.rjust(w) for c, w in zip(r, widths, strict=True)) for r in (headings, *rows)),
    ]
    sys.stdout.write("\n".join(lines) + "\n\n")


def text(value: float | None) -> str:
    return "–" if value is None else f"{value:.4f} s" if value < 1 else f"{value:.2f} s"


def ratio(slower: float | None, faster: float) -> str:
    return "–" if slower is None else f"{slower / faster:,.0f}×"
