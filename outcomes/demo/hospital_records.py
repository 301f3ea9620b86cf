"""Usual answers for the records of the demo hospital; each patient's story gives what is particular."""

from datetime import date
from decimal import Decimal
from typing import Any

from registry.measured import Measured
from registry.models import (
    Administration,
    Consent,
    Cycle,
    Diagnosis,
    DiseaseStatusEvent,
    FollowUp,
    GeneticResult,
    LabSnapshot,
    MRDAssay,
    Patient,
    ResponseAssessment,
    SalvageRegimen,
    Site,
)
from registry.partial_dates import PartialDate

HEIGHT, WEIGHT, SURFACE = Decimal(172), Decimal(74), Decimal("1.88")
REMISSION, LEUKAEMIC = ("2.1", "164", "0", "1"), ("0.3", "31", "28", "76")


def patient(site: Site, registry_id: str, birth: str, sex: str, enrolled_on: date, cohort: str) -> Patient:
    return Patient(
        site=site,
        registry_id=registry_id,
        birth_date=PartialDate(birth),
        sex_at_birth=sex,
        enrolment_date=enrolled_on,
        ascertainment="prospective",
        cohort=[cohort],
        eligibility_confirmed="yes",
    )


def consent(of: Patient) -> Consent:
    return Consent(
        patient=of,
        consent_status="given",
        consent_type=["registry", "recontact"],
        consent_date=of.enrolment_date,
        consent_version="2.0",
    )


def diagnosis(of: Patient, on: PartialDate, first_cr: PartialDate, **answers: Any) -> Diagnosis:
    usual = {
        "all_lineage": "B_ALL",
        "icdo3": "9811/3",
        "icd10cm": "C91.02",
        "classification_system": "WHO2022",
        "cd22_pct": 94,
        "cd19_pct": 97,
        "cns_status": "CNS1",
        "emd_sites": ["none"],
        "prior_liver_disease": "none",
        "prior_vod": "no",
    }
    return Diagnosis(patient=of, diagnosis_date=on, first_cr_date=first_cr, **(usual | answers))


def normal_karyotype(of: Patient, on: date, chromosomes: str) -> GeneticResult:
    return GeneticResult(
        patient=of,
        sample_date=on,
        sample_phase="diagnosis",
        method="karyotype",
        result_status="normal",
        karyotype_iscn=f"46,{chromosomes}[20]",
        metaphases_analysed=20,
        abnormality_count=0,
        chromosome_count=46,
        ploidy="diploid",
        bcr_abl1="negative",
        kmt2a_rearranged="no",
    )


def relapse(of: Patient, on: PartialDate) -> DiseaseStatusEvent:
    return DiseaseStatusEvent(
        patient=of,
        event_type="relapse",
        event_date=on,
        event_sites=["bm", "pb"],
        bm_blasts_pct=76,
        confirmed_by=["morphology", "flow"],
        cd22_pct=92,
        cd19_pct=96,
    )


def regimen(of: Patient, code: str, drugs: list[str], start: PartialDate, **answers: Any) -> SalvageRegimen:
    usual = {"line_type": "salvage", "status_at_start": "relapse1", "intent": "curative"}
    return SalvageRegimen(patient=of, regimen_code=code, drugs=drugs, start_date=start, **(usual | answers))


def cycle(of: Patient, within: SalvageRegimen, number: int, start: date, length: int) -> Cycle:
    return Cycle(
        patient=of,
        regimen=within,
        cycle_number=number,
        cycle_start=start,
        planned_length_d=length,
        hsct_candidate="yes",
    )


def inotuzumab_dose(of: Patient, within: Cycle, on: date, dose: str) -> Administration:
    total = round(Decimal(dose) * SURFACE, 2)
    basis = {"dose_unit": "mg/m2", "dose_basis": "bsa", "bsa_used": SURFACE, "actual_total": total}
    return _dose(of, within, on, "inotuzumab", dose, route="IV", **basis)


def blinatumomab_dose(of: Patient, within: Cycle, on: date, dose: str) -> Administration:
    basis = {"dose_unit": "ug/day", "dose_basis": "fixed", "actual_total": Decimal(dose)}
    return _dose(of, within, on, "blinatumomab", dose, route="CIVI", **basis)


def _dose(of: Patient, within: Cycle, on: date, drug: str, dose: str, **answers: Any) -> Administration:
    given = {"drug": drug, "admin_date": on, "dose_value": Decimal(dose), "dose_modified": "no"}
    return Administration(patient=of, cycle=within, **given, **answers)


def labs(of: Patient, within: SalvageRegimen | None, timepoint: str, on: date, **answers: Any) -> LabSnapshot:
    anc, platelets, blood, marrow = map(Measured.parse, LEUKAEMIC if timepoint != "response" else REMISSION)
    usual = {
        "wbc": Measured.parse("6.2" if timepoint != "response" else "4.4"),
        "anc": anc,
        "platelets": platelets,
        "pb_blasts_pct": blood,
        "bm_blasts_pct": marrow,
        "hemoglobin": Decimal("9.6"),
        "bilirubin_total": Decimal("0.6"),
        "ast": 24,
        "alt": 27,
        "weight": WEIGHT,
        "height": HEIGHT,
        "ecog": 1,
    }
    return LabSnapshot(patient=of, regimen=within, timepoint=timepoint, sample_date=on, **(usual | answers))


def remission(of: Patient, within: SalvageRegimen, on: date, cycle_number: int) -> ResponseAssessment:
    anc, platelets, blood, marrow = map(Measured.parse, REMISSION)
    return ResponseAssessment(
        patient=of,
        regimen=within,
        assessment_date=on,
        cycle_number=cycle_number,
        timepoint="end_cycle",
        bm_done="yes",
        bm_blasts_pct=marrow,
        bm_cellularity="normal",
        trilineage="yes",
        pb_blasts_pct=blood,
        anc=anc,
        platelets=platelets,
        counts_date=on,
        plt_transfusion_7d="no",
        rbc_transfusion_7d="no",
        gcsf_7d="no",
        emd_status="none",
        response_reported="CR",
        response_scheme="MDACC",
    )


def no_residual_disease(of: Patient, seen: ResponseAssessment) -> MRDAssay:
    return MRDAssay(
        patient=of,
        sample_date=seen.assessment_date,
        sample_source="bm",
        method="ngs",
        target="IGH clonotype",
        lab="Reference laboratory",
        assay_sensitivity=Decimal("0.000001"),
        result="not_detected",
        linked_assessment=seen,
    )


def alive(of: Patient, on: date, disease: str) -> FollowUp:
    return FollowUp(
        patient=of,
        contact_date=on,
        vital_status="alive",
        last_known_alive_date=on,
        disease_status_at_contact=disease,
        information_source="visit",
    )
