"""What a reading is, and the wordings of those that occur often."""

from collections.abc import Callable
from dataclasses import dataclass

from outcomes.replication import picking as pick
from outcomes.replication import writing as write
from outcomes.replication.picking import Pick
from outcomes.replication.writing import Write

OVERALL = "overall"


@dataclass(frozen=True, slots=True)
class Reading:
    """Figure `id` is read from this statistic under this grouping. `note` says how its words are understood.

    `unknowable`: even where the numbers agree, the note says what of the figure cannot be known.
    """

    id: str
    statistic: str
    pick: Pick
    write: Write
    note: str = ""
    grouping: str = OVERALL
    unknowable: bool = False


@dataclass(frozen=True, slots=True)
class Constant:
    """A published figure that is no result of these patients, and what it is instead."""

    id: str
    note: str


def counted(id: str, statistic: str, label: str, wording: Write = write.counted, note: str = "") -> Reading:
    """A row of a table of proportions."""
    return Reading(id, statistic, pick.proportion(label), wording, note)


def failed(
    id: str, characteristic: str, level: str, wording: Write = write.counted, note: str = ""
) -> Reading:
    """A level of the table of failures."""
    return Reading(id, "table-1-failures", pick.level(characteristic, level), wording, note)


def measured(id: str, characteristic: str, wording: Write, note: str = "") -> Reading:
    """A measurement in the table of failures."""
    return Reading(id, "table-1-failures", pick.measurement(characteristic), wording, note)


def curve_reader(statistic: str, grouping: str = OVERALL) -> Callable[..., Reading]:
    """Readings of one survival curve: `reader(id, picked, wording, note)`."""

    def reader(id: str, picked: Pick, wording: Write, note: str = "") -> Reading:
        return Reading(id, statistic, picked, wording, note, grouping)

    return reader
