"""One patient's life as plain values: what the derivations read, and nothing else.

Free of Django and of the registry. Codes are the strings of the data dictionary, counts are ×10⁹/L,
blasts are percent, bilirubin is mg/dL, fractions are decimals. An absent value is None, an absent list ().
"""

from dataclasses import dataclass
from datetime import date

from .disease import Assessment, Diagnosis, DiseaseEvent, Genetics, Lab, MrdAssay
from .harm import AdverseEvent, FollowUp, VodReport
from .treatment import Cycle, Dose, Regimen, Transplant
from .values import Reading, Span

__all__ = [
    "AdverseEvent",
    "Assessment",
    "Cycle",
    "Diagnosis",
    "DiseaseEvent",
    "Dose",
    "FollowUp",
    "Genetics",
    "History",
    "Lab",
    "MrdAssay",
    "Reading",
    "Regimen",
    "Span",
    "Transplant",
    "VodReport",
]

NOT_RECORDED = Diagnosis()


@dataclass(frozen=True, slots=True)
class History:
    """Everything of one patient that counts. Nothing here need be in order of time.

    `withdrawn_on`: consent to the registry was withdrawn; nothing after it is used.
    `erased`: the withdrawal asked for deletion; no row is derived.
    `data_cut`: nothing after it is used; None means no cut.
    """

    birth: Span | None = None
    sex: str | None = None
    enrolled_on: date | None = None
    ascertainment: str | None = None
    withdrawn_on: date | None = None
    erased: bool = False
    data_cut: date | None = None
    diagnosis: Diagnosis = NOT_RECORDED
    labs: tuple[Lab, ...] = ()
    genetics: tuple[Genetics, ...] = ()
    events: tuple[DiseaseEvent, ...] = ()
    regimens: tuple[Regimen, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    mrd: tuple[MrdAssay, ...] = ()
    transplants: tuple[Transplant, ...] = ()
    vod: tuple[VodReport, ...] = ()
    adverse_events: tuple[AdverseEvent, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
