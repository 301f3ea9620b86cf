"""What happened to a patient, lane by lane, as recorded. Drafts do not count and are left out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from registry import choices
from registry.partial_dates import PartialDate
from registry.rows import PatientRows, Row

SEVERE = 3
# Codes that would not be read as they stand.
_SHORT = {"SD_NR": "NR", "aplasia_death": "Aplasia"}


@dataclass(frozen=True, slots=True)
class Happening:
    """label: a few letters for the picture; text: the same in words; recorded: the date as it was written.

    lasts: it goes on from start to end; otherwise it lies somewhere between them (equal for a full date).
    tone: how it is coloured.
    """

    label: str
    text: str
    recorded: str
    start: date
    end: date
    lasts: bool = False
    tone: str = "plain"

    @property
    def is_partial(self) -> bool:
        return not self.lasts and self.start != self.end


@dataclass(frozen=True, slots=True)
class Lane:
    title: str
    happenings: list[Happening]

    def since(self, origin: date) -> "Lane":
        """Without what ended before the origin."""
        return replace(self, happenings=[one for one in self.happenings if one.end >= origin])


def lanes_of(rows: PatientRows) -> list[Lane]:
    """All lanes, also empty ones, from top to bottom."""
    return [
        Lane("Regimens", list(_regimens(rows))),
        Lane("Cycles", list(_cycles(rows))),
        Lane(
            "Disease",
            [
                _point(r, "event_date", _label(choices.EVENT_TYPE, r.event_type), "bad")
                for r in _of(rows, "disease_event")
            ],
        ),
        Lane("Response", list(_responses(rows))),
        Lane("MRD", list(_mrd(rows))),
        Lane("Transplant", list(_transplants(rows))),
        Lane("Toxicity", list(_toxicities(rows))),
        Lane("Follow-up", list(_follow_up(rows))),
    ]


def origin_of(rows: PatientRows) -> tuple[date, str] | None:
    """Where the time axis begins, and what that is: the first disease event or salvage, whichever came first.

    Without either it is the first regimen; None where there is none.
    """
    regimens = [row for row in _of(rows, "regimen") if row.start_date]
    salvage = [row for row in regimens if row.line_type == "salvage"]
    events = [row for row in _of(rows, "disease_event") if row.event_date]
    named = [*_dated(events, "event_date", "the first disease event")]
    named += _dated(salvage, "start_date", "the first salvage regimen")
    return min(named or _dated(regimens, "start_date", "the first regimen"), default=None)


def _dated(rows: Iterable[Row], field: str, name: str) -> list[tuple[date, str]]:
    return [(_day(getattr(row, field)).earliest, name) for row in rows]


def drafts_of(rows: PatientRows) -> int:
    return sum(row.status == "draft" for row in rows.all())


def _of(rows: PatientRows, entity: str) -> Iterator[Row]:
    return (row for row in rows.of(entity) if row.status != "draft")


def _day(value: Any) -> PartialDate:
    return value if isinstance(value, PartialDate) else PartialDate.of(value)


def _label(codes: Iterable[tuple[str, str]], code: Any) -> str:
    return dict(codes).get(code, str(code or "not stated"))


def _point(row: Row, field: str, text: str, tone: str = "plain", label: str = "") -> Happening:
    on = _day(getattr(row, field))
    return Happening(label or text, text, str(on), on.earliest, on.latest, tone=tone)


def _regimens(rows: PatientRows) -> Iterator[Happening]:
    regimens = sorted(
        (row for row in _of(rows, "regimen") if row.start_date), key=lambda row: _day(row.start_date)
    )
    following = [*regimens[1:], None][: len(regimens)]
    for row, after in zip(regimens, following, strict=True):
        start, name = _day(row.start_date), _label(choices.REGIMEN_CODE, row.regimen_code)
        end = _day(row.end_date) if row.end_date else None
        stop = end.latest if end else _open_end(rows, start, after)
        recorded = f"{start} to {end}" if end else f"{start}, no end recorded"
        yield Happening(
            name, name, recorded, start.earliest, max(stop, start.latest), lasts=True, tone="regimen"
        )


def _open_end(rows: PatientRows, start: PartialDate, after: Row | None) -> date:
    """A regimen without an end is drawn to the next one, or to the last contact."""
    if after is not None:
        return _day(after.start_date).earliest
    return max(
        (_day(row.contact_date).latest for row in _of(rows, "follow_up") if row.contact_date),
        default=start.latest,
    )


def _cycles(rows: PatientRows) -> Iterator[Happening]:
    for row in _of(rows, "cycle"):
        if row.cycle_start:
            yield _point(
                row, "cycle_start", f"Cycle {row.cycle_number}", "cycle", label=str(row.cycle_number)
            )


def _responses(rows: PatientRows) -> Iterator[Happening]:
    remissions: Mapping[str, str] = dict.fromkeys(("CR", "CRh", "CRp", "CRi"), "good")
    for row in _of(rows, "response"):
        if row.assessment_date:
            name = _label(choices.RESPONSE_REPORTED, row.response_reported)
            tone = remissions.get(row.response_reported, "plain")
            code = _SHORT.get(row.response_reported, str(row.response_reported or "?"))
            yield _point(row, "assessment_date", f"{name}, as the site reported it", tone, label=code)


def _mrd(rows: PatientRows) -> Iterator[Happening]:
    for row in _of(rows, "mrd"):
        if row.sample_date:
            negative = row.result == "not_detected"
            name = _label(choices.MRD_RESULT, row.result)
            yield _point(
                row,
                "sample_date",
                f"MRD: {name.lower()}",
                "good" if negative else "bad",
                "−" if negative else "+",
            )


def _transplants(rows: PatientRows) -> Iterator[Happening]:
    for row in _of(rows, "transplant"):
        if row.infusion_date:
            name = f"{_label(choices.HCT_TYPE, row.hct_type)} transplant"
            yield _point(row, "infusion_date", name, "transplant")


def _toxicities(rows: PatientRows) -> Iterator[Happening]:
    for row in _of(rows, "adverse_event"):
        if row.onset_date and int(row.grade or 0) >= SEVERE:
            name = _label(choices.EVENT_TERM, row.term)
            yield _point(row, "onset_date", f"{name}, grade {row.grade}", "bad", label=f"{name} {row.grade}")
    for row in _of(rows, "vod"):
        if row.onset_date:
            yield _point(row, "onset_date", "VOD/SOS", "bad")


def _follow_up(rows: PatientRows) -> Iterator[Happening]:
    contacts = sorted(
        (row for row in _of(rows, "follow_up") if row.contact_date), key=lambda row: _day(row.contact_date)
    )
    dead = next((row for row in contacts if row.vital_status == "dead"), None)
    if dead is not None and dead.death_date:
        yield _point(
            dead,
            "death_date",
            f"Died: {_label(choices.PRIMARY_CAUSE, dead.primary_cause).lower()}",
            "death",
            "Died",
        )
    elif contacts and contacts[-1].last_known_alive_date:
        status = _label(choices.VITAL_STATUS, contacts[-1].vital_status)
        yield _point(
            contacts[-1],
            "last_known_alive_date",
            f"Last known alive; status: {status.lower()}",
            "plain",
            status,
        )
