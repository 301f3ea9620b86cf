"""Turns the plain rows of one patient into the History that the derivations read.

Only records that a site has completed count; drafts are let in for the preview on screen.
A record without the date that places it in time cannot be used and is left out.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from outcomes.history import (
    AdverseEvent,
    Assessment,
    Cycle,
    Diagnosis,
    DiseaseEvent,
    Dose,
    FollowUp,
    Genetics,
    History,
    Lab,
    MrdAssay,
    Regimen,
    Transplant,
    VodReport,
)
from outcomes.history.conversions import codes, known_span, number, reading, span
from registry.rows import PatientRows, Row

COUNTED = frozenset({"complete", "verified", "locked"})
Entry = TypeVar("Entry")
Answer = Callable[[str], Any]


def history_from_rows(
    rows: PatientRows, *, include_drafts: bool = False, data_cut: date | None = None
) -> History:
    """The History of one patient, from complete, verified and locked records (and drafts, if asked)."""

    def of(slug: str, make: Callable[[Row, Answer], Entry], placed_by: str = "") -> tuple[Entry, ...]:
        counted = [row for row in rows.of(slug) if include_drafts or row.status in COUNTED]
        return tuple(
            [make(row, row.values.get) for row in counted if not placed_by or row.values.get(placed_by)]
        )

    cycles = _by_owner(of("cycle", lambda row, _: row, "cycle_start"), "regimen_id")
    doses = _by_owner(of("administration", lambda row, _: row, "admin_date"), "cycle_id")
    return History(
        **_of_patient(rows.patient.values.get),
        **_of_consent(of("consent", lambda row, _: row)),
        data_cut=data_cut,
        diagnosis=next(iter(of("diagnosis", _diagnosis)), Diagnosis()),
        labs=of("lab", _lab, "sample_date"),
        genetics=of("genetic", _genetics),
        events=of("disease_event", _disease_event, "event_date"),
        regimens=of("regimen", lambda row, get: _regimen(row, get, cycles, doses)),
        assessments=of("response", _assessment, "assessment_date"),
        mrd=of("mrd", _mrd_assay, "sample_date"),
        transplants=of("transplant", _transplant, "infusion_date"),
        vod=of("vod", _vod_report),
        adverse_events=of("adverse_event", _adverse_event, "term"),
        follow_ups=of("follow_up", _follow_up, "contact_date"),
    )


def _of_patient(get: Answer) -> dict[str, Any]:
    return {
        "birth": span(get("birth_date")),
        "sex": get("sex_at_birth"),
        "enrolled_on": get("enrolment_date"),
        "ascertainment": get("ascertainment"),
    }


def _of_consent(consents: Iterable[Row]) -> dict[str, Any]:
    withdrawals = [row for row in consents if _withdraws(row)]
    return {
        "withdrawn_on": min((row.values["withdrawal_date"] for row in withdrawals), default=None),
        "erased": any(row.values.get("withdrawal_scope") == "delete_data" for row in withdrawals),
    }


def _withdraws(row: Row) -> bool:
    """Whether consent to the registry itself, not only to a biobank or to linkage, was withdrawn."""
    types = row.values.get("consent_type") or ["registry"]
    return (
        row.values.get("consent_status") == "withdrawn"
        and row.values.get("withdrawal_date") is not None
        and "registry" in types
    )


def _by_owner(rows: Iterable[Row], owner: str) -> Mapping[int | None, list[Row]]:
    grouped: dict[int | None, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row.values.get(owner)].append(row)
    return grouped


def _diagnosis(row: Row, get: Answer) -> Diagnosis:
    return Diagnosis(
        diagnosed=span(get("diagnosis_date")),
        lineage=get("all_lineage"),
        cns_status=get("cns_status"),
        emd_sites=codes(get("emd_sites")),
        first_cr=span(get("first_cr_date")),
    )


def _lab(row: Row, get: Answer) -> Lab:
    return Lab(
        id=row.id,
        sampled_on=get("sample_date"),
        timepoint=get("timepoint"),
        regimen_id=get("regimen_id"),
        wbc=reading(get("wbc")),
        platelets=reading(get("platelets")),
        pb_blasts_pct=reading(get("pb_blasts_pct")),
        bm_blasts_pct=reading(get("bm_blasts_pct")),
        ecog=get("ecog"),
    )


def _genetics(row: Row, get: Answer) -> Genetics:
    return Genetics(
        id=row.id,
        method=get("method"),
        result_status=get("result_status"),
        karyotype_iscn=get("karyotype_iscn"),
        metaphases_analysed=get("metaphases_analysed"),
        abnormality_count=get("abnormality_count"),
        chromosome_count=get("chromosome_count"),
        ploidy=get("ploidy"),
        bcr_abl1=get("bcr_abl1"),
        kmt2a_rearranged=get("kmt2a_rearranged"),
        kmt2a_partner=get("kmt2a_partner"),
        other_fusion=codes(get("other_fusion")),
    )


def _disease_event(row: Row, get: Answer) -> DiseaseEvent:
    return DiseaseEvent(
        id=row.id,
        event_type=get("event_type") or "",
        occurred=known_span(get("event_date")),
        sites=codes(get("event_sites")),
        bm_blasts_pct=number(get("bm_blasts_pct")),
        linked_regimen_id=get("linked_regimen_id"),
    )


def _regimen(
    row: Row, get: Answer, cycles: Mapping[int | None, list[Row]], doses: Mapping[int | None, list[Row]]
) -> Regimen:
    return Regimen(
        id=row.id,
        line_type=get("line_type"),
        code=get("regimen_code"),
        drugs=codes(get("drugs")),
        start=span(get("start_date")),
        first_inotuzumab=span(get("first_ino_date")),
        end=span(get("end_date")),
        end_reason=get("end_reason"),
        line_override=get("salvage_line_override"),
        line_override_reason=get("salvage_line_override_reason"),
        cycles=tuple(_cycle(cycle, doses) for cycle in cycles.get(row.id, ())),
    )


def _cycle(row: Row, doses: Mapping[int | None, list[Row]]) -> Cycle:
    return Cycle(
        id=row.id,
        number=row.values.get("cycle_number"),
        started_on=row.values["cycle_start"],
        planned_length_days=row.values.get("planned_length_d"),
        doses=tuple(_dose(dose, dose.values.get) for dose in doses.get(row.id, ())),
    )


def _dose(row: Row, get: Answer) -> Dose:
    return Dose(
        id=row.id,
        drug=get("drug") or "",
        given_on=get("admin_date"),
        dose_value=number(get("dose_value")),
        dose_unit=get("dose_unit"),
        bsa_used=number(get("bsa_used")),
        actual_total=number(get("actual_total")),
        route=get("route"),
    )


def _assessment(row: Row, get: Answer) -> Assessment:
    return Assessment(
        id=row.id,
        assessed_on=get("assessment_date"),
        regimen_id=get("regimen_id"),
        cycle_number=get("cycle_number"),
        bm_done=get("bm_done"),
        bm_blasts_pct=reading(get("bm_blasts_pct")),
        bm_cellularity=get("bm_cellularity"),
        pb_blasts_pct=reading(get("pb_blasts_pct")),
        anc=reading(get("anc")),
        platelets=reading(get("platelets")),
        counts_on=get("counts_date"),
        platelet_transfusion=get("plt_transfusion_7d"),
        emd_status=get("emd_status"),
    )


def _mrd_assay(row: Row, get: Answer) -> MrdAssay:
    return MrdAssay(
        id=row.id,
        sampled_on=get("sample_date"),
        sensitivity=number(get("assay_sensitivity")),
        result=get("result"),
        level=number(get("level")),
        method=get("method"),
        linked_assessment_id=get("linked_assessment_id"),
    )


def _transplant(row: Row, get: Answer) -> Transplant:
    return Transplant(
        id=row.id,
        infused_on=get("infusion_date"),
        hct_type=get("hct_type"),
        status_at_hct=get("status_at_hct"),
        conditioning_intensity=get("conditioning_intensity"),
        conditioning_drugs=codes(get("conditioning_drugs")),
        tbi_gy=number(get("tbi_gy")),
    )


def _vod_report(row: Row, get: Answer) -> VodReport:
    return VodReport(
        id=row.id,
        onset=span(get("onset_date")),
        relation=get("relation"),
        linked_regimen_id=get("linked_regimen_id"),
        transplant_id=get("transplant_id"),
        first_symptom=span(get("first_symptom_date")),
        bilirubin_max=number(get("bilirubin_max")),
        bilirubin_doubling_48h=get("bilirubin_doubling_48h"),
        painful_hepatomegaly=get("painful_hepatomegaly"),
        ascites=get("ascites"),
        weight_gain_pct=number(get("weight_gain_pct")),
        doppler_evidence=get("doppler_evidence"),
        biopsy_proven=get("biopsy_proven"),
        hvpg=number(get("hvpg")),
        transaminase_xuln=number(get("transaminase_xuln")),
        creatinine_x_baseline=number(get("creatinine_x_baseline")),
        mod=get("mod"),
        risk_factor_count=get("risk_factor_count"),
    )


def _adverse_event(row: Row, get: Answer) -> AdverseEvent:
    return AdverseEvent(
        id=row.id,
        term=get("term"),
        ctcae_version=get("ctcae_version"),
        grade=get("grade"),
        onset=span(get("onset_date")),
        linked_regimen_id=get("linked_regimen_id"),
        present_at_baseline=get("present_at_baseline"),
    )


def _follow_up(row: Row, get: Answer) -> FollowUp:
    return FollowUp(
        id=row.id,
        contact_on=get("contact_date"),
        vital_status=get("vital_status"),
        last_alive_on=get("last_known_alive_date"),
        death=span(get("death_date")),
        primary_cause=get("primary_cause"),
        disease_status=get("disease_status_at_contact"),
        lost_on=get("lost_to_followup_date"),
    )
