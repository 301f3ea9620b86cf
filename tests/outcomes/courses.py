"""Whole courses of treatment for tests, entered through actions as a coordinator would."""

from typing import Any

from registry import actions, models
from registry.measured import Measured
from registry.partial_dates import PartialDate
from tests.registry import records


def assessment(
    regimen: models.SalvageRegimen, on: str, blasts: str, **answers: Any
) -> models.ResponseAssessment:
    """A marrow with full counts: a remission if there are few blasts, no response otherwise."""
    remission = float(blasts) < 5
    given: dict[str, Any] = {
        "assessment_date": records.day(on),
        "cycle_number": 1,
        "timepoint": "end_cycle",
        "bm_done": "yes",
        "bm_blasts_pct": Measured.parse(blasts),
        "pb_blasts_pct": Measured.parse("0"),
        "anc": Measured.parse("2.4"),
        "platelets": Measured.parse("180"),
        "counts_date": records.day(on),
        "plt_transfusion_7d": "no",
        "gcsf_7d": "no",
        "emd_status": "none",
        "response_reported": "CR" if remission else "SD_NR",
        "response_scheme": "MDACC",
    }
    return models.ResponseAssessment(patient=regimen.patient, regimen=regimen, **(given | answers))


def refractory(
    site: models.Site, registry_id: str, *, dead_on: str | None = "2022-09-01", blasts: str = "40"
) -> models.Patient:
    """Inotuzumab from 2022-02-07, no response on 2022-03-07, then death or last contact on 2022-09-01."""
    patient = records.patient(site, registry_id, ascertainment="retrospective_chart")
    regimen = records.regimen(patient)
    cycle = models.Cycle(
        patient=patient,
        regimen=regimen,
        cycle_number=1,
        cycle_start=records.day("2022-02-07"),
        planned_length_d=21,
    )
    known = records.follow_up(patient, "2022-08-30", disease_status_at_contact="refractory")
    last = [known]
    if dead_on:
        last.append(
            records.follow_up(
                patient,
                dead_on,
                vital_status="dead",
                last_known_alive_date=records.day("2022-08-30"),
                death_date=PartialDate(dead_on),
                primary_cause="leukaemia",
                death_in_remission="no",
                disease_status_at_contact="refractory",
            )
        )
    actions.save_records(
        [
            records.diagnosis(patient),
            records.relapse(patient),
            regimen,
            cycle,
            assessment(regimen, "2022-03-07", blasts),
            *last,
        ],
        by=None,
        complete=True,
    )
    return patient
