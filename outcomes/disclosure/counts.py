"""Counts as they leave the care team: ranges of ten, the lowest of which hides 0 to 9.

Why ranges and not single hidden cells: a hidden cell is found again from its row, its column, the same count
under another grouping, or a total that another statistic prints. Here every count is told as coarsely as the
hidden one, also totals, so that what is missing is never the difference of two numbers that are known.
"""

from collections.abc import Sequence

WIDTH = 10


class Ranged(int):
    """A count of which only its range of ten is known. As an int it is the lowest count of the range.

    It is written as "40–49", or "<10" for 0 to 9, wherever text is made of it. It is always true: a range
    that begins at zero does not say that there is nobody.
    """

    def __new__(cls, count: int) -> "Ranged":
        return super().__new__(cls, int(count) // WIDTH * WIDTH)

    @property
    def highest(self) -> int:
        return int(self) + WIDTH - 1

    @property
    def middle(self) -> float:
        """What stands for the range where something is computed from it."""
        return int(self) + (WIDTH - 1) / 2

    @property
    def is_hidden(self) -> bool:
        return int(self) == 0

    def __bool__(self) -> bool:
        return True

    def __str__(self) -> str:
        return f"<{WIDTH}" if self.is_hidden else f"{int(self)}–{self.highest}"

    def __format__(self, _spec: str) -> str:
        return str(self)


def share(part: Ranged, whole: Ranged) -> float | None:
    """The fraction that the middles of two ranges make, to 5%; None where either, or the rest, may be small.

    Computed from the ranges alone, so that it says nothing that they do not say.
    """
    if part.is_hidden or int(whole) - part.highest < WIDTH:
        return None
    return round(20 * part.middle / whole.middle) / 20


def hidden(counts: Sequence[int]) -> bool:
    """Whether any of the counts would be hidden."""
    return any(Ranged(count).is_hidden for count in counts)
