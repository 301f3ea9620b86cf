"""The course of a patient as far as duties need it: treatment now, transplant, last contact, the end."""

from collections.abc import Iterator
from datetime import date
from functools import cached_property

from registry.edit_checks.certainty import AnyDate, latest, possibly_by, surely_before
from registry.edit_checks.chart import Chart
from registry.edit_checks.ordering import in_order
from registry.rows import NOTHING, PatientRows, Row

# A relapse by MRD alone is no failure.
FAILURES = frozenset({"relapse", "progression", "primary_refractory", "refractory_to_regimen"})


class Course:
    """What duties ask of a patient's records, drafts too: whoever began a record has taken up its duty.

    It does not know what day it is, so that what follows from it holds until a record changes.
    """

    def __init__(self, rows: PatientRows) -> None:
        self.chart = Chart(rows, NOTHING)
        self.patient = rows.patient

    # Consent, contact and the end of follow-up

    @cached_property
    def may_be_recorded(self) -> bool:
        """Whether nobody has declined or withdrawn consent, as far as is known."""
        consents = self.chart.of("consent")
        undated = any(row.consent_status == "withdrawn" and not row.withdrawal_date for row in consents)
        declined = bool(consents) and consents[-1].consent_status == "declined"
        return self.chart.consent_withdrawn_on is None and not undated and not declined

    @property
    def death(self) -> Row | None:
        """The last follow-up that tells of death."""
        told = [row for row in self.chart.of("follow_up") if row.vital_status == "dead"]
        return max(told, key=lambda row: (row.contact_date or date.min, row.id), default=None)

    @cached_property
    def is_followed(self) -> bool:
        """Whether another contact is expected: neither dead nor lost, and consent stands."""
        last = self.chart.last_follow_up
        is_lost = last is not None and last.vital_status == "lost"
        return self.may_be_recorded and self.death is None and not is_lost

    @property
    def last_contact_on(self) -> date | None:
        last = self.chart.last_follow_up
        return last.contact_date if last else None

    def since_contact(self, day: AnyDate) -> date:
        """The later of the day and the last contact: what the next follow-up is counted from."""
        return max(latest(day), self.last_contact_on or date.min)

    def contacts(self) -> str:
        return f"last contact {self.last_contact_on}" if self.last_contact_on else "no contact yet"

    # Treatment

    @cached_property
    def last_regimen(self) -> Row | None:
        return self.chart.regimens[-1] if self.chart.regimens else None

    @cached_property
    def last_transplant(self) -> Row | None:
        dated = in_order(self.chart.of("transplant"), "infusion_date")
        return dated[-1][1] if dated else None

    @cached_property
    def is_transplanted_last(self) -> bool:
        """Whether the last transplant came after the start of the last regimen."""
        transplant, regimen = self.last_transplant, self.last_regimen
        if transplant is None:
            return False
        return regimen is None or possibly_by(regimen.start_date, transplant.infusion_date)

    @cached_property
    def is_on_treatment(self) -> bool:
        regimen = self.last_regimen
        if regimen is None or self.is_transplanted_last:
            return False
        return regimen.end_date is None and regimen.end_reason is None and not regimen.missing.keys() & ENDING

    def failures_after(self, regimen: Row) -> Iterator[Row]:
        """Relapses and the like that end the regimen, or come certainly after its start, in order."""
        for on, event in in_order(self.chart.of("disease_event"), "event_date"):
            follows = surely_before(regimen.start_date, on)
            if event.event_type in FAILURES and event.linked_regimen_id in (None, regimen.id) and follows:
                yield event

    def transplants_after(self, regimen: Row) -> list[Row]:
        dated = in_order(self.chart.of("transplant"), "infusion_date")
        return [row for on, row in dated if possibly_by(regimen.start_date, on)]


ENDING = frozenset({"end_date", "end_reason"})


def is_closed(regimen: Row) -> bool:
    """Whether both the end and its reason are given, or why they are not."""
    return all(getattr(regimen, name) is not None or name in regimen.missing for name in ENDING)


def name_of(regimen: Row) -> str:
    """How a sentence calls a regimen."""
    return f"the regimen started {regimen.start_date}"
