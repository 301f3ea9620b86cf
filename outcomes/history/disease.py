"""What the disease did: diagnosis, laboratory, genetics, events, responses and MRD."""

from dataclasses import dataclass
from datetime import date

from .values import Reading, Span


@dataclass(frozen=True, slots=True)
class Diagnosis:
    diagnosed: Span | None = None
    lineage: str | None = None
    cns_status: str | None = None
    emd_sites: tuple[str, ...] = ()
    first_cr: Span | None = None


@dataclass(frozen=True, slots=True)
class Lab:
    """One laboratory snapshot."""

    id: int
    sampled_on: date
    timepoint: str | None = None
    regimen_id: int | None = None
    wbc: Reading | None = None
    platelets: Reading | None = None
    pb_blasts_pct: Reading | None = None
    bm_blasts_pct: Reading | None = None
    ecog: int | None = None


@dataclass(frozen=True, slots=True)
class Genetics:
    """One genetic result; yes/no answers are codes of the dictionary."""

    id: int
    method: str | None = None
    result_status: str | None = None
    karyotype_iscn: str | None = None
    metaphases_analysed: int | None = None
    abnormality_count: int | None = None
    chromosome_count: int | None = None
    ploidy: str | None = None
    bcr_abl1: str | None = None
    kmt2a_rearranged: str | None = None
    kmt2a_partner: str | None = None
    other_fusion: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DiseaseEvent:
    """Relapse, progression or refractory disease, as the site recorded it."""

    id: int
    event_type: str
    occurred: Span
    sites: tuple[str, ...] = ()
    bm_blasts_pct: float | None = None
    linked_regimen_id: int | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """One response assessment: marrow, blood and extramedullary disease."""

    id: int
    assessed_on: date
    regimen_id: int | None = None
    cycle_number: int | None = None
    bm_done: str | None = None
    bm_blasts_pct: Reading | None = None
    bm_cellularity: str | None = None
    pb_blasts_pct: Reading | None = None
    anc: Reading | None = None
    platelets: Reading | None = None
    counts_on: date | None = None
    platelet_transfusion: str | None = None
    emd_status: str | None = None


@dataclass(frozen=True, slots=True)
class MrdAssay:
    id: int
    sampled_on: date
    sensitivity: float | None = None
    result: str | None = None
    level: float | None = None
    method: str | None = None
    linked_assessment_id: int | None = None
