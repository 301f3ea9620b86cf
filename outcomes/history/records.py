"""Which records of the registry a history is made of, and how each answer becomes a value of it.

Nothing else need be read for a history.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from .conversions import codes, number, reading, same, span, text
from .disease import Assessment, Diagnosis, DiseaseEvent, Genetics, Lab, MrdAssay
from .harm import AdverseEvent, FollowUp, VodReport
from .treatment import Cycle, Dose, Regimen, Transplant

Convert = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Consent:
    id: int
    types: tuple[str, ...]
    status: str | None
    withdrawn_on: date | None
    withdrawal_scope: str | None

    @property
    def is_withdrawn(self) -> bool:
        """Whether consent to the registry itself, not only to a biobank or to linkage, was withdrawn."""
        withdrawn = self.status == "withdrawn" and self.withdrawn_on is not None
        return withdrawn and (not self.types or "registry" in self.types)


def _diagnosis(_: int, *answers: Any) -> Diagnosis:
    return Diagnosis(*answers)


@dataclass(frozen=True, slots=True)
class Kind:
    """How the records of one entity become values.

    answers: by the name of the question, in the order of the arguments that `make` takes after the id, with
    which `asked` begins.
    placed_by: the question without which a record cannot be used. part_of: which record it belongs to.
    """

    make: Callable[..., Any]
    answers: Mapping[str, Convert]
    placed_by: str = ""
    part_of: str = ""

    @property
    def asked(self) -> Mapping[str, Convert]:
        return {"id": same, **self.answers}

    @property
    def place(self) -> int | None:
        """Where in what is asked the answer stands without which a record cannot be used."""
        return list(self.asked).index(self.placed_by) if self.placed_by else None


PATIENT: Mapping[str, Convert] = {
    "birth_date": span,
    "sex_at_birth": same,
    "enrolment_date": same,
    "ascertainment": same,
}
KINDS: Final[Mapping[str, Kind]] = {
    "consent": Kind(
        Consent,
        {
            "consent_type": codes,
            "consent_status": same,
            "withdrawal_date": same,
            "withdrawal_scope": same,
        },
    ),
    "diagnosis": Kind(
        _diagnosis,
        {
            "diagnosis_date": span,
            "all_lineage": same,
            "cns_status": same,
            "emd_sites": codes,
            "first_cr_date": span,
        },
    ),
    "lab": Kind(
        Lab,
        {
            "sample_date": same,
            "timepoint": same,
            "regimen_id": same,
            "wbc": reading,
            "platelets": reading,
            "pb_blasts_pct": reading,
            "bm_blasts_pct": reading,
            "ecog": same,
        },
        placed_by="sample_date",
    ),
    "genetic": Kind(
        Genetics,
        {
            "method": same,
            "result_status": same,
            "karyotype_iscn": same,
            "metaphases_analysed": same,
            "abnormality_count": same,
            "chromosome_count": same,
            "ploidy": same,
            "bcr_abl1": same,
            "kmt2a_rearranged": same,
            "kmt2a_partner": same,
            "other_fusion": codes,
        },
    ),
    "disease_event": Kind(
        DiseaseEvent,
        {
            "event_type": text,
            "event_date": span,
            "event_sites": codes,
            "bm_blasts_pct": number,
            "linked_regimen_id": same,
        },
        placed_by="event_date",
    ),
    "regimen": Kind(
        Regimen,
        {
            "line_type": same,
            "regimen_code": same,
            "drugs": codes,
            "start_date": span,
            "first_ino_date": span,
            "end_date": span,
            "end_reason": same,
            "salvage_line_override": same,
            "salvage_line_override_reason": same,
        },
    ),
    "cycle": Kind(
        Cycle,
        {"cycle_number": same, "cycle_start": same, "planned_length_d": same},
        placed_by="cycle_start",
        part_of="regimen_id",
    ),
    "administration": Kind(
        Dose,
        {
            "drug": text,
            "admin_date": same,
            "dose_value": number,
            "dose_unit": same,
            "bsa_used": number,
            "actual_total": number,
            "route": same,
        },
        placed_by="admin_date",
        part_of="cycle_id",
    ),
    "response": Kind(
        Assessment,
        {
            "assessment_date": same,
            "regimen_id": same,
            "cycle_number": same,
            "bm_done": same,
            "bm_blasts_pct": reading,
            "bm_cellularity": same,
            "pb_blasts_pct": reading,
            "anc": reading,
            "platelets": reading,
            "counts_date": same,
            "plt_transfusion_7d": same,
            "emd_status": same,
        },
        placed_by="assessment_date",
    ),
    "mrd": Kind(
        MrdAssay,
        {
            "sample_date": same,
            "assay_sensitivity": number,
            "result": same,
            "level": number,
            "method": same,
            "linked_assessment_id": same,
        },
        placed_by="sample_date",
    ),
    "transplant": Kind(
        Transplant,
        {
            "infusion_date": same,
            "hct_type": same,
            "status_at_hct": same,
            "conditioning_intensity": same,
            "conditioning_drugs": codes,
            "tbi_gy": number,
        },
        placed_by="infusion_date",
    ),
    "vod": Kind(
        VodReport,
        {
            "onset_date": span,
            "relation": same,
            "linked_regimen_id": same,
            "transplant_id": same,
            "first_symptom_date": span,
            "bilirubin_max": number,
            "bilirubin_doubling_48h": same,
            "painful_hepatomegaly": same,
            "ascites": same,
            "weight_gain_pct": number,
            "doppler_evidence": same,
            "biopsy_proven": same,
            "hvpg": number,
            "transaminase_xuln": number,
            "creatinine_x_baseline": number,
            "mod": same,
            "risk_factor_count": same,
        },
    ),
    "adverse_event": Kind(
        AdverseEvent,
        {
            "term": same,
            "ctcae_version": same,
            "grade": same,
            "onset_date": span,
            "linked_regimen_id": same,
            "present_at_baseline": same,
        },
        placed_by="term",
    ),
    "follow_up": Kind(
        FollowUp,
        {
            "contact_date": same,
            "vital_status": same,
            "last_known_alive_date": same,
            "death_date": span,
            "primary_cause": same,
            "disease_status_at_contact": same,
            "lost_to_followup_date": same,
        },
        placed_by="contact_date",
    ),
}
