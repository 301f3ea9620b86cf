"""Lives written down in one row each, entered into the registry as a coordinator would.

The rows are those of tests/reference/data/cohorts.csv, which R answered for; "" is absent.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from outcomes.demo.expansion.genetics import KARYOTYPES
from registry import actions, models
from registry.measured import Measured
from registry.partial_dates import PartialDate
from tests.outcomes import courses
from tests.registry import records

COUNTS = {"CR": ("2.4", "180"), "CRp": ("2.4", "60"), "CRi": ("0.6", "30"), "SD_NR": ("0.7", "60")}
DRUGS = {
    "INO_SINGLE": ["inotuzumab"],
    "MINI_HCVD_INO": ["inotuzumab", "cyclophosphamide", "dexamethasone"],
    "BLINA": ["blinatumomab"],
    "FLAG_IDA": ["fludarabine", "cytarabine", "idarubicin"],
    "HYPER_CVAD": ["cyclophosphamide", "doxorubicin"],
    "CAR_T": ["brexucabtagene"],
}
LED_TO_TREATMENT_DAYS = 7
Life = Mapping[str, str]


def enter(life: Life, site: models.Site) -> None:
    """Enrol the patient of a row and complete every record; fails where one stays a draft."""
    patient = _patient(life, site)
    saved = [actions.enrol(patient, by=None)]
    saved += actions.save_records(list(_chart(life, patient)), by=None, complete=True)
    kept_back = [(type(one.record).__name__, one.problems) for one in saved if not one.is_complete]
    assert not kept_back, f"{life['cohort']} {life['patient']}: {kept_back}"


def _patient(life: Life, site: models.Site) -> models.Patient:
    return models.Patient(
        site=site,
        registry_id=f"{life['cohort']}-{life['patient']}".upper(),
        birth_date=PartialDate(life["birth"]),
        sex_at_birth=life["sex"],
        enrolment_date=records.day(life["enrolled"] or "2020-01-01"),
        ascertainment="prospective" if life["enrolled"] else "retrospective_chart",
        cohort=["other"],
        eligibility_confirmed="yes",
    )


def _chart(life: Life, patient: models.Patient) -> Iterator[models.PatientRecord]:
    consent = {"consent_status": "waived", "consent_type": ["registry"], "waiver_reference": "EC 7/11"}
    yield models.Consent(patient=patient, **consent)
    yield records.diagnosis(
        patient, diagnosis_date=PartialDate("2011-02-03"), first_cr_date=PartialDate("2011-03-10")
    )
    before = _led_to_treatment(life)
    yield records.relapse(patient, before.isoformat(), bm_blasts_pct=_number(life["marrow"]))
    regimen = _regimen(life, patient)
    yield regimen
    if life["genetic"]:
        yield _karyotype(life, patient)
    if life["ecog"] or life["wbc"] or life["blood"]:
        yield _laboratory(life, regimen, before)
    yield from _assessments(life, regimen)
    if life["relapse"]:
        yield records.relapse(patient, life["relapse"], linked_regimen=regimen)
    if life["transplant"]:
        yield _transplant(life, patient)
    yield from _contacts(life, patient)


def _led_to_treatment(life: Life) -> date:
    """The day of the relapse that was treated: the 5th where only the month of treatment is known."""
    if len(life["start"]) == len("2012-03"):
        return records.day(f"{life['start']}-05")
    return records.day(life["start"]) - timedelta(days=LED_TO_TREATMENT_DAYS)


def _regimen(life: Life, patient: models.Patient) -> models.SalvageRegimen:
    drugs = DRUGS[life["regimen"]]
    line: dict[str, Any] = {}
    if life["line"] != "1":
        line = {
            "salvage_line_override": int(life["line"]),
            "salvage_line_override_reason": "Earlier elsewhere",
        }
    return records.regimen(
        patient,
        life["start"],
        regimen_code=life["regimen"],
        drugs=drugs,
        first_ino_date=PartialDate(life["start"]) if "inotuzumab" in drugs else None,
        **line,
    )


def _karyotype(life: Life, patient: models.Patient) -> models.GeneticResult:
    usual = {"result_status": "abnormal", "bcr_abl1": "negative", "kmt2a_rearranged": "no"}
    answers = usual | KARYOTYPES[life["genetic"]]
    chromosomes = {"female": "XX", "male": "XY"}[life["sex"]]
    answers["karyotype_iscn"] = answers["karyotype_iscn"].format(sex=chromosomes)
    return models.GeneticResult(
        patient=patient,
        sample_date=records.day("2011-02-03"),
        sample_phase="diagnosis",
        method="karyotype",
        metaphases_analysed=20,
        **answers,
    )


def _laboratory(life: Life, regimen: models.SalvageRegimen, on: date) -> models.LabSnapshot:
    measured = {"wbc": life["wbc"], "pb_blasts_pct": life["blood"], "bm_blasts_pct": life["marrow"]}
    unmeasured = (
        "anc",
        "platelets",
        "hemoglobin",
        "bilirubin_total",
        "ast",
        "alt",
        "weight",
        "height",
        "ecog",
    )
    values: dict[str, Any] = {name: Measured.parse(text) for name, text in measured.items() if text}
    if life["ecog"]:
        values["ecog"] = int(life["ecog"])
    missing = {name: "not_done" for name in (*measured, *unmeasured) if name not in values}
    return models.LabSnapshot(
        patient=regimen.patient,
        regimen=regimen,
        timepoint="regimen_baseline",
        sample_date=on,
        missing=missing,
        **values,
    )


def _assessments(life: Life, regimen: models.SalvageRegimen) -> Iterator[models.ResponseAssessment]:
    for on, category, blasts in (
        (life["response"], life["remission"], "2"),
        (life["refractory"], "SD_NR", "40"),
    ):
        if on:
            anc, platelets = map(Measured.parse, COUNTS[category])
            counts = {"anc": anc, "platelets": platelets, "response_reported": category}
            yield courses.assessment(regimen, on, blasts, **counts)


def _transplant(life: Life, patient: models.Patient) -> models.Transplant:
    return models.Transplant(
        patient=patient,
        infusion_date=records.day(life["transplant"]),
        hct_number=1,
        hct_type="allo",
        donor="MUD",
        hla_match="10/10",
        graft="PB",
        conditioning_intensity="RIC",
        conditioning_drugs=["fludarabine"],
        gvhd_prophylaxis=["CNI_MTX"],
        vod_prophylaxis="UDCA",
        status_at_hct="CR2",
        mrd_at_hct="not_done",
        bilirubin_pre="0.7",
    )


def _contacts(life: Life, patient: models.Patient) -> Iterator[models.FollowUp]:
    last, remission = life["last_alive"], life["in_remission"]
    if remission:
        yield records.follow_up(patient, remission)
    if life["death"]:
        died = PartialDate(life["death"])
        yield records.follow_up(
            patient,
            died.latest.isoformat(),
            vital_status="dead",
            last_known_alive_date=records.day(last),
            death_date=died,
            primary_cause="leukaemia" if life["relapse"] or not life["remission"] else "infection",
            death_in_remission="yes" if life["remission"] and not life["relapse"] else "no",
            disease_status_at_contact="not_assessed",
        )
    elif last != remission:
        yield records.follow_up(patient, last, disease_status_at_contact="not_assessed")


def _number(text: str) -> int:
    return int(text) if text else 60
