"""What it cost, and how the patient is: VOD/SOS, adverse events, follow-up."""

from dataclasses import dataclass
from datetime import date

from .values import Span


@dataclass(frozen=True, slots=True)
class VodReport:
    """One report of veno-occlusive disease (VOD/SOS); answers are yes/no/unknown codes."""

    id: int
    onset: Span | None = None
    relation: str | None = None
    linked_regimen_id: int | None = None
    transplant_id: int | None = None
    first_symptom: Span | None = None
    bilirubin_max: float | None = None
    bilirubin_doubling_48h: str | None = None
    painful_hepatomegaly: str | None = None
    ascites: str | None = None
    weight_gain_pct: float | None = None
    doppler_evidence: str | None = None
    biopsy_proven: str | None = None
    hvpg: float | None = None
    transaminase_xuln: float | None = None
    creatinine_x_baseline: float | None = None
    mod: str | None = None
    risk_factor_count: int | None = None


@dataclass(frozen=True, slots=True)
class AdverseEvent:
    id: int
    term: str
    ctcae_version: str | None = None
    grade: int | None = None
    onset: Span | None = None
    linked_regimen_id: int | None = None
    present_at_baseline: str | None = None


@dataclass(frozen=True, slots=True)
class FollowUp:
    id: int
    contact_on: date
    vital_status: str | None = None
    last_alive_on: date | None = None
    death: Span | None = None
    primary_cause: str | None = None
    disease_status: str | None = None
    lost_on: date | None = None
