"""Demo General Hospital: a handful of patients under treatment, with days that count back from today."""

from datetime import date, timedelta
from typing import NamedTuple

from outcomes.demo import hospital_records as usual
from outcomes.demo.entering import enter
from registry import actions
from registry.models import Patient, PatientRecord, SalvageRegimen, Site, User
from registry.partial_dates import PartialDate


class HospitalStaff(NamedTuple):
    coordinator: User
    data_manager: User


class Days:
    """Dates so many days before today."""

    def __init__(self, today: date) -> None:
        self.today = today

    def ago(self, days: int) -> date:
        return self.today - timedelta(days=days)

    def exact(self, days: int) -> PartialDate:
        return PartialDate.of(self.ago(days))

    def month(self, days: int) -> PartialDate:
        """The month alone, the day being unknown."""
        return PartialDate(f"{self.ago(days):%Y-%m}")


def admit_patients(site: Site, staff: HospitalStaff) -> None:
    days = Days(site.today())
    for admit in (on_blinatumomab, with_a_draft, with_an_open_query, with_a_partial_date, just_enrolled):
        admit(site, days, staff)


def _history(patient: Patient, days: Days, diagnosed: int, relapsed: PartialDate) -> list[PatientRecord]:
    """Consent, diagnosis, a normal karyotype, and the relapse that brought the patient here."""
    chromosomes = "XX" if patient.sex_at_birth == "female" else "XY"
    return [
        usual.consent(patient),
        usual.diagnosis(patient, days.exact(diagnosed), days.exact(diagnosed - 34)),
        usual.normal_karyotype(patient, days.ago(diagnosed), chromosomes),
        usual.relapse(patient, relapsed),
    ]


def on_blinatumomab(site: Site, days: Days, staff: HospitalStaff) -> None:
    """In remission without residual disease after the first cycle, now in the second."""
    patient = usual.patient(site, "DEMO-GH-001", "1979-05-17", "female", days.ago(75), "blina")
    regimen = usual.regimen(patient, "BLINA", ["blinatumomab"], days.exact(72))
    first = usual.cycle(patient, regimen, 1, days.ago(72), 42)
    second = usual.cycle(patient, regimen, 2, days.ago(30), 42)
    seen = usual.remission(patient, regimen, days.ago(43), 1)
    doses = [(first, 0, "9"), (first, 7, "28"), (first, 14, "28"), (first, 21, "28")]
    doses += [(second, day, "28") for day in (0, 7, 14, 21)]
    records = [
        *_history(patient, days, 640, days.exact(80)),
        regimen,
        first,
        second,
        *(
            usual.blinatumomab_dose(patient, cycle, cycle.cycle_start + timedelta(days=day), dose)
            for cycle, day, dose in doses
        ),
        usual.labs(patient, regimen, "regimen_baseline", days.ago(73)),
        usual.labs(patient, regimen, "response", days.ago(43)),
        seen,
        usual.no_residual_disease(patient, seen),
        usual.alive(patient, days.ago(3), "remission"),
    ]
    enter(patient, records, staff.coordinator)


def _on_inotuzumab(patient: Patient, days: Days, started: int) -> tuple[SalvageRegimen, list[PatientRecord]]:
    """The first cycle of weekly inotuzumab as far as it was given."""
    regimen = usual.regimen(
        patient,
        "INO_SINGLE",
        ["inotuzumab"],
        days.exact(started),
        first_ino_date=days.exact(started),
    )
    cycle = usual.cycle(patient, regimen, 1, days.ago(started), 21)
    given = [(day, dose) for day, dose in ((0, "0.8"), (7, "0.5"), (14, "0.5")) if day <= started]
    doses = [usual.inotuzumab_dose(patient, cycle, days.ago(started - day), dose) for day, dose in given]
    baseline = usual.labs(patient, regimen, "regimen_baseline", days.ago(started + 1))
    return regimen, [regimen, cycle, *doses, baseline, usual.alive(patient, days.ago(1), "relapse")]


def with_a_draft(site: Site, days: Days, staff: HospitalStaff) -> None:
    """A response assessment that waits for the marrow report."""
    patient = usual.patient(site, "DEMO-GH-002", "1988-11-02", "male", days.ago(26), "ino_single")
    regimen, treatment = _on_inotuzumab(patient, days, 23)
    enter(patient, [*_history(patient, days, 420, days.exact(29)), *treatment], staff.coordinator)
    waiting = usual.remission(patient, regimen, days.ago(1), 1)
    waiting.bm_blasts_pct = waiting.trilineage = waiting.response_reported = None
    actions.save_record(waiting, by=staff.coordinator)


def with_an_open_query(site: Site, days: Days, staff: HospitalStaff) -> None:
    """The data manager asks about a dose, and an edit check about the missing CD22."""
    patient = usual.patient(site, "DEMO-GH-003", "1961-03-30", "female", days.ago(18), "ino_single")
    _, treatment = _on_inotuzumab(patient, days, 15)
    history = _history(patient, days, 900, days.exact(20))
    diagnosis, relapse = history[1], history[3]
    diagnosis.cd22_pct = relapse.cd22_pct = None  # type: ignore[attr-defined]
    diagnosis.missing = {"cd22_pct": "pending"}
    enter(patient, [*history, *treatment], staff.coordinator)
    question = "Was the second dose given on day 8? The pharmacy's list says day 9."
    actions.raise_query(treatment[3], field="admin_date", message=question, by=staff.data_manager)


def with_a_partial_date(site: Site, days: Days, staff: HospitalStaff) -> None:
    """Relapsed elsewhere on a day that nobody wrote down."""
    patient = usual.patient(site, "DEMO-GH-004", "1954", "male", days.ago(40), "ino_single")
    _, treatment = _on_inotuzumab(patient, days, 38)
    enter(patient, [*_history(patient, days, 700, days.month(75)), *treatment], staff.coordinator)


def just_enrolled(site: Site, days: Days, staff: HospitalStaff) -> None:
    patient = usual.patient(site, "DEMO-GH-005", "1993-08-21", "female", days.ago(0), "mini_hcvd_ino")
    enter(patient, [usual.consent(patient)], staff.coordinator)
