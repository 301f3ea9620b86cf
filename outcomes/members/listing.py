"""The patients behind a count as a list: those of the reader's sites by name, the rest as a number."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from outcomes.computing import frame_of
from outcomes.derivations.table import DERIVATIONS
from outcomes.loading import whys_of_regimens
from outcomes.members.counts import Key
from outcomes.members.finding import places_of
from outcomes.models import RegimenOutcome
from outcomes.presenting.blocks import Block
from outcomes.presenting.derived import FIRST, text_of
from outcomes.refresh import index_rows
from outcomes.statistics import labels
from outcomes.statistics.frame import reads_of
from outcomes.statistics.results import FlowResult
from outcomes.statistics.tables import AT_FAILURE, AT_START
from registry.access import patients_of
from registry.models import User

MOST_PATIENTS = 2_000
"""Counting the patients of a larger cohort again and again would keep the reader waiting."""
LONGEST_SECONDS = 20
"""So long a reader may wait for a list; the server gives a request up after a minute."""
MOST_REASONS = 4
_LABELS = {derivation.name: derivation.label for derivation in DERIVATIONS}
_COLUMNS = {one.title: one.column for one in (*AT_START, *AT_FAILURE)}


class TooManyPatients(Exception):
    """The cohort is too large for this list. The text says so to the reader."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A derived value that the count reads, and the sentence that explains it."""

    label: str
    value: str
    why: str


@dataclass(frozen=True, slots=True)
class Members:
    """own: index regimens of the reader's patients, in order of registry id. elsewhere: patients of others.

    columns: the derived values that the count reads.
    """

    own: list[RegimenOutcome]
    elsewhere: int
    columns: list[str]


@dataclass(frozen=True, slots=True)
class Member:
    registry_id: str
    site: str
    line: str
    regimen: str
    start: str
    reasons: list[Reason]


def members_of(user: User, block: Block, key: Key) -> Members | None:
    """Whom a count takes in, counted from the rows as they are now; None for a count that the block has not.

    Raises TooManyPatients.
    """
    rows = index_rows(block.cohort)
    if len(rows) > MOST_PATIENTS:
        raise TooManyPatients(
            f"Numbers open their patients in cohorts of up to {MOST_PATIENTS:,} patients; this one has "
            f"{len(rows):,}. Choose a cohort with a narrower rule."
        )
    places = _places(rows, block, key)
    if places is None:
        return None
    counted = [rows[place] for place in places]
    own = set(
        patients_of(user).filter(pk__in=[row.patient_id for row in counted]).values_list("pk", flat=True)
    )
    mine = [row for row in counted if row.patient_id in own]
    return Members(mine, len(counted) - len(mine), _columns_read(block, key, counted))


def _places(rows: Sequence[RegimenOutcome], block: Block, key: Key) -> list[int] | None:
    try:
        return places_of(
            frame_of(rows), block.statistic, block.grouping, key, block.chosen, seconds=LONGEST_SECONDS
        )
    except TimeoutError as late:
        raise TooManyPatients(
            "Finding these patients takes too long. Choose a cohort with a narrower rule, or no grouping."
        ) from late


def _columns_read(block: Block, key: Key, rows: Sequence[RegimenOutcome]) -> list[str]:
    """The derived values by which patients come into the count, the most telling first."""
    if key[0] in ("level", "unknown") and key[1] in _COLUMNS:
        return [_COLUMNS[key[1]]]
    frame = frame_of(rows[:1])
    with reads_of(frame) as reads:
        block.statistic.result(frame, block.grouping, block.chosen)
    read = {name for name in reads if name in _LABELS and not name.endswith("_event")}
    ordered = [name for name in FIRST if name in read]
    return [*ordered, *sorted(read - set(ordered))][:MOST_REASONS]


def title_of(block: Block, key: Key) -> str:
    """What a count counts, in words."""
    if isinstance(block.result, FlowResult) and len(key) > 1:
        names = {box.slug: box.label for box in block.result.boxes}
        return ": ".join(names.get(part, part) for part in key[1:])
    if key and key[0] == "grade":
        return f"{key[1]}: {labels.term(key[3])}, CTCAE {key[2]}, grade {key[4]}"
    return ": ".join(part for part in key[1:] if part != "n") or "Patients of no group"


def described(rows: Sequence[RegimenOutcome], columns: Sequence[str]) -> Iterator[Member]:
    """The lines of the list, each with the reasons that put the patient there."""
    whys = whys_of_regimens([row.patient_id for row in rows])
    for row in rows:
        why = whys.get(row.regimen_id, {})
        reasons = [Reason(_LABELS[name], text_of(name, row.values), why.get(name, "")) for name in columns]
        line = labels.SALVAGE_LINE.get(row.line_group, "–")
        regimen = labels.REGIMEN.get(row.regimen_code, row.regimen_code or "–")
        start = f"{row.start_on or '–'}"
        yield Member(row.patient.registry_id, row.site.site_name, line, f"{regimen}", start, reasons)
