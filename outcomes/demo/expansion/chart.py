"""A patient's chart while it is being written: the records so far, and what all of them share."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from math import sqrt
from random import Random
from typing import Any, TypeVar

from outcomes.demo.designed import Designed
from registry.measured import Measured
from registry.models import (
    DiseaseStatusEvent,
    Patient,
    PatientRecord,
    ResponseAssessment,
    SalvageRegimen,
    Transplant,
)
from registry.partial_dates import PartialDate

REMISSIONS = frozenset({"CR", "CRp", "CRi"})
Kept = TypeVar("Kept", bound=PatientRecord)


@dataclass(frozen=True)
class Body:
    """Height in cm and weight in kg, the same throughout."""

    height: int
    weight: Decimal

    @cached_property
    def surface(self) -> Decimal:
        """Body surface in m² after Mosteller."""
        return Decimal(str(round(sqrt(self.height * float(self.weight) / 3600), 2)))

    def amount(self, per_square_metre: Decimal) -> Decimal:
        return round(per_square_metre * self.surface, 1)


@dataclass
class Chart:
    """Records are kept in the order in which they were added; a record may refer to those before it.

    `random` depends on the patient's number alone, so that every run writes the same chart.
    """

    designed: Designed
    patient: Patient
    random: Random
    body: Body
    records: list[PatientRecord] = field(default_factory=list)
    index: SalvageRegimen | None = None
    transplant: Transplant | None = None

    def add(self, record: Kept) -> Kept:
        self.records.append(record)
        return record

    def of(self, kind: type[Kept]) -> list[Kept]:
        return [record for record in self.records if isinstance(record, kind)]

    @property
    def index_regimen(self) -> SalvageRegimen:
        assert self.index is not None, "the index regimen is written before what refers to it"
        return self.index

    @property
    def last_event_blasts(self) -> int | None:
        """Marrow blasts of the event recorded last, in percent."""
        events = self.of(DiseaseStatusEvent)
        return events[-1].bm_blasts_pct if events else None

    @property
    def remission_days(self) -> list[date]:
        """Days of the assessments that reported a remission."""
        seen = self.of(ResponseAssessment)
        return [one.assessment_date for one in seen if one.response_reported in REMISSIONS]

    def alive_on(self, day: date) -> bool:
        return day <= self.designed.on(self.designed.last_alive_day)


def partial(day: date) -> PartialDate:
    return PartialDate.of(day)


def measured(value: Any) -> Measured:
    return Measured(Decimal(str(value)))


def after(day: date, days: int) -> date:
    return day + timedelta(days=days)
