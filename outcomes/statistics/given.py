"""What one patient was given, as the bars of a course are drawn from it."""

from dataclasses import dataclass
from datetime import date, timedelta

DAYS_OF_A_CYCLE = 28
"""Of a cycle whose planned length is not recorded."""


@dataclass(frozen=True, slots=True)
class Given:
    """One treatment. line: "Salvage 2", or what else it is. cycles: (first day, planned days), in order.

    ended_on: as recorded, None where it is not.
    """

    code: str
    line: str
    start_on: date
    ended_on: date | None = None
    cycles: tuple[tuple[date, int | None], ...] = ()

    @property
    def stop_on(self) -> date | None:
        """The day on which it ended; without one, the end of the last cycle; None without either."""
        if self.ended_on or not self.cycles:
            return self.ended_on
        begun, length = self.cycles[-1]
        return begun + timedelta(days=length or DAYS_OF_A_CYCLE)
