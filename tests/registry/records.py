"""Ready-made records for tests, complete unless a test takes something away. All pass through actions."""

import datetime
from typing import Any

from registry import actions, models
from registry.partial_dates import PartialDate

PASSWORD = "correct horse battery"


def site(code: str = "KFB", **answers: Any) -> models.Site:
    given = {"site_name": f"Hospital {code}", "country": "DE", "timezone": "Europe/Berlin"} | answers
    record = models.Site(site_id=code, **given)
    actions.save_record(record, by=None, complete=True)
    return record


def user(role: str, *sites: models.Site, name: str = "") -> models.User:
    person = models.User.objects.create_user(name or role, password=PASSWORD, role=role)
    person.sites.set(sites)
    return person


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def patient(at: models.Site, registry_id: str = "KFB-0001", **answers: Any) -> models.Patient:
    """An enrolled patient with consent, so that other records can be completed."""
    given: dict[str, Any] = {
        "birth_date": PartialDate("1970-03-12"),
        "sex_at_birth": "female",
        "enrolment_date": day("2022-01-10"),
        "ascertainment": "prospective",
        "cohort": ["ino_single"],
        "eligibility_confirmed": "yes",
    }
    record = models.Patient(site=at, registry_id=registry_id, **(given | answers))
    consent = models.Consent(
        patient=record,
        consent_status="given",
        consent_type=["registry"],
        consent_date=day("2022-01-10"),
        consent_version="2",
    )
    actions.save_record(record, by=None)
    actions.save_records([consent], by=None, complete=True)
    actions.save_record(record, by=None, complete=True)
    return record


def relapse(of: models.Patient, on: str = "2022-02-01", **answers: Any) -> models.DiseaseStatusEvent:
    given: dict[str, Any] = {
        "event_type": "relapse",
        "event_date": PartialDate(on),
        "event_sites": ["bm"],
        "bm_blasts_pct": 60,
        "confirmed_by": ["morphology"],
    }
    return models.DiseaseStatusEvent(patient=of, **(given | answers))


def regimen(of: models.Patient, start: str = "2022-02-07", **answers: Any) -> models.SalvageRegimen:
    """Single-agent inotuzumab unless said otherwise. Not yet saved."""
    given: dict[str, Any] = {
        "line_type": "salvage",
        "regimen_code": "INO_SINGLE",
        "drugs": ["inotuzumab"],
        "start_date": PartialDate(start),
        "first_ino_date": PartialDate(start),
        "status_at_start": "relapse1",
        "intent": "curative",
    }
    return models.SalvageRegimen(patient=of, **(given | answers))


def diagnosis(of: models.Patient, **answers: Any) -> models.Diagnosis:
    given: dict[str, Any] = {
        "diagnosis_date": PartialDate("2020-05-04"),
        "all_lineage": "B_ALL",
        "classification_system": "WHO2022",
        "cd22_pct": 90,
        "cd19_pct": 95,
        "cns_status": "CNS1",
        "emd_sites": ["none"],
        "prior_liver_disease": "none",
        "prior_vod": "no",
    }
    return models.Diagnosis(patient=of, **(given | answers))


def follow_up(of: models.Patient, on: str = "2022-06-01", **answers: Any) -> models.FollowUp:
    given: dict[str, Any] = {
        "contact_date": day(on),
        "vital_status": "alive",
        "last_known_alive_date": day(on),
        "disease_status_at_contact": "remission",
        "information_source": "visit",
    }
    return models.FollowUp(patient=of, **(given | answers))
