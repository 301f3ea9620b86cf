"""The patients whom the page of courses counts: with a time to draw, or without one."""

from collections.abc import Sequence

from outcomes.members.rows import Member, members
from outcomes.models import RegimenOutcome

BECAUSE_OF = ["os_start_days"]


class Swimming:
    """Regimens of patients who may all be seen, in the order of the list."""

    def __init__(self, rows: Sequence[RegimenOutcome]) -> None:
        self._rows, self.total = rows, len(rows)

    def __len__(self) -> int:
        return self.total

    def __getitem__(self, part: slice) -> list[Member]:
        return members(self._rows[part], BECAUSE_OF)
