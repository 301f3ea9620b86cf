"""One patient's rows, put in order once per run, so that no check needs to search all rows again."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import NamedTuple

from registry.edit_checks.certainty import AnyDate, earliest, latest
from registry.edit_checks.dated_fields import DATE_FIELDS, SEEN_ALIVE
from registry.edit_checks.laboratory import Laboratory
from registry.edit_checks.ordering import grouped, in_order
from registry.rows import Derived, PatientRows, Row

REMISSIONS = frozenset({"CR", "CRh", "CRp", "CRi"})


class Limits(NamedTuple):
    """Lowest and highest permitted value of a field; None is open.

    Beyond a hard limit a value is impossible, beyond a soft one it is to be confirmed.
    """

    hard_min: float | None = None
    hard_max: float | None = None
    soft_min: float | None = None
    soft_max: float | None = None


class Dated(NamedTuple):
    """One date of one record, with the days between which it must lie."""

    row: Row
    field: str
    earliest: date
    latest: date

    @property
    def place(self) -> tuple[str, str]:
        return self.row.entity, self.field


class Chart:
    """What the checks ask of a patient's records."""

    def __init__(self, rows: PatientRows, limits: Mapping[tuple[str, str], Limits]) -> None:
        self.patient = rows.patient
        self.today = rows.today
        self.derived: Derived | None = rows.derived
        self.possible_duplicates = rows.possible_duplicates
        self._reference_ranges = rows.reference_ranges
        self._limits: dict[str, list[tuple[str, Limits]]] = defaultdict(list)
        for (entity, field), bounds in sorted(limits.items()):
            self._limits[entity].append((field, bounds))
        self._by_entity = {name: tuple(sorted(of, key=_id)) for name, of in rows.by_entity.items()}
        self._by_entity["patient"] = (rows.patient,)

    def of(self, entity: str) -> tuple[Row, ...]:
        return self._by_entity.get(entity, ())

    def get(self, entity: str, row_id: int | None) -> Row | None:
        return self._by_id.get((entity, row_id))

    def all(self) -> Iterable[Row]:
        return (row for entity in DATE_FIELDS for row in self.of(entity))

    @cached_property
    def _by_id(self) -> dict[tuple[str, int | None], Row]:
        return {(row.entity, row.id): row for row in self.all()}

    def limits_of(self, entity: str) -> list[tuple[str, Limits]]:
        """The limited fields of an entity, each with its limits."""
        return self._limits.get(entity, [])

    @cached_property
    def laboratory(self) -> Laboratory:
        return Laboratory(self.of("lab"), self._reference_ranges, self.patient.sex_at_birth)

    @cached_property
    def dates(self) -> tuple[Dated, ...]:
        """Every date that is filled in, record by record."""
        filled = (
            (row, name, value)
            for row in self.all()
            for name in DATE_FIELDS[row.entity]
            if (value := getattr(row, name)) is not None
        )
        return tuple(Dated(row, name, earliest(value), latest(value)) for row, name, value in filled)

    # Course of the disease and vital status

    def derived_line(self, regimen: Row) -> int | None:
        return self.derived.salvage_line_by_regimen.get(regimen.id) if self.derived else None

    def derived_response(self, response: Row) -> str | None:
        """The category derived under the scheme of the site."""
        by_scheme = self.derived.response_by_assessment.get(response.id, {}) if self.derived else {}
        return by_scheme.get(response.response_scheme)

    @property
    def genetic_group(self) -> str | None:
        """As derived; None where nothing is derived."""
        return self.derived.genetic_group if self.derived else None

    @property
    def diagnosis(self) -> Row | None:
        return next(iter(self.of("diagnosis")), None)

    @cached_property
    def follow_ups(self) -> tuple[Row, ...]:
        """In order of contact."""
        return tuple(row for _, row in in_order(self.of("follow_up"), "contact_date"))

    @cached_property
    def last_follow_up(self) -> Row | None:
        return self.follow_ups[-1] if self.follow_ups else None

    @cached_property
    def death(self) -> Row | None:
        """The last follow-up that gives a date of death."""
        given = [row for row in self.of("follow_up") if row.death_date is not None]
        return max(given, key=lambda row: (row.contact_date or date.min, row.id), default=None)

    @cached_property
    def last_known_alive(self) -> Row | None:
        """The follow-up that gives the latest day known alive."""
        return next(
            (row for _, row in reversed(in_order(self.of("follow_up"), "last_known_alive_date"))), None
        )

    @cached_property
    def last_seen_on(self) -> date | None:
        """The latest day of a visit, sample, dose or assessment, or of a contact with the living patient."""
        seen = [dated.latest for dated in self.dates if dated.place in SEEN_ALIVE]
        met = [row.contact_date for row in self.follow_ups if row.vital_status == "alive"]
        return max(seen + met, default=None)

    @cached_property
    def consent_withdrawn_on(self) -> date | None:
        """The last withdrawal, unless consent was given again later."""
        consents = self.of("consent")
        withdrawn_on = max((row.withdrawal_date for row in consents if row.withdrawal_date), default=None)
        given = [row.consent_date for row in consents if row.consent_status == "given" and row.consent_date]
        return None if withdrawn_on is None or max(given, default=date.min) > withdrawn_on else withdrawn_on

    @cached_property
    def remissions(self) -> tuple[AnyDate, ...]:
        """Every day on which a remission of the living patient is recorded, in whichever form."""
        first = [self.diagnosis.first_cr_date] if self.diagnosis else []
        reported = [row.assessment_date for row in self.of("response") if row.response_reported in REMISSIONS]
        followed = [
            row.contact_date
            for row in self.of("follow_up")
            if row.disease_status_at_contact == "remission" and row.vital_status != "dead"
        ]
        transplanted = [
            row.infusion_date for row in self.of("transplant") if (row.status_at_hct or "").startswith("CR")
        ]
        return tuple(day for day in first + reported + followed + transplanted if day is not None)

    # Treatment

    @cached_property
    def regimens(self) -> tuple[Row, ...]:
        """Regimens whose start is known, in order of start."""
        return tuple(row for _, row in in_order(self.of("regimen"), "start_date"))

    def regimens_with(self, *drugs: str) -> tuple[Row, ...]:
        """Regimens with one of the drugs among their components or their doses, in order of start."""
        return tuple(row for row in self.regimens if not self.drugs_of(row).isdisjoint(drugs))

    def drugs_of(self, regimen: Row) -> set[str]:
        return {*(regimen.drugs or ()), *(dose.drug for dose in self.doses_of(regimen))}

    @cached_property
    def salvage_lines(self) -> tuple[Row, ...]:
        return tuple(row for row in self.regimens if row.line_type == "salvage")

    def cycles_of(self, regimen: Row) -> list[Row]:
        return self._cycles.get(regimen.id, [])

    def doses_of(self, regimen: Row, drug: str = "") -> list[Row]:
        """Doses given in a regimen in order of date, without the omitted ones."""
        return [row for row in self._doses.get(regimen.id, []) if drug in ("", row.drug)]

    def doses_in(self, cycle: Row, drug: str) -> list[Row]:
        return [row for row in self._doses_by_cycle.get(cycle.id, []) if row.drug == drug]

    def assessments_of(self, regimen: Row) -> list[Row]:
        return self._assessments.get(regimen.id, [])

    @cached_property
    def doses(self) -> tuple[Row, ...]:
        """Doses that were given on a known day, in order of date."""
        given = in_order(self.of("administration"), "admin_date")
        return tuple(row for _, row in given if row.dose_modified != "omitted")

    def doses_with(self, drug: str) -> tuple[Row, ...]:
        return tuple(dose for dose in self.doses if dose.drug == drug)

    @cached_property
    def _doses(self) -> dict[int | None, list[Row]]:
        cycles = {cycle.id: cycle.regimen_id for cycle in self.of("cycle")}
        return grouped(self.doses, lambda dose: cycles.get(dose.cycle_id))

    @cached_property
    def _doses_by_cycle(self) -> dict[int | None, list[Row]]:
        return grouped(self.doses, lambda dose: dose.cycle_id)

    @cached_property
    def _cycles(self) -> dict[int | None, list[Row]]:
        return grouped(self.of("cycle"), lambda cycle: cycle.regimen_id)

    @cached_property
    def _assessments(self) -> dict[int | None, list[Row]]:
        return grouped(self.of("response"), lambda response: response.regimen_id)


def _id(row: Row) -> int:
    return row.id
