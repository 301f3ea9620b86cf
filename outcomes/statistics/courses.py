"""Enrolment over time, and the sequence of treatments from the index regimen on."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise
from types import MappingProxyType

import numpy as np
import pandas as pd

from outcomes.statistics.frame import answered, column, flags
from outcomes.statistics.groupings import Grouping
from outcomes.statistics.results import EnrolmentGroup, EnrolmentResult, Exclusion, Flow, SequenceResult

MOST_STEPS = 4
DIED, ALIVE = "Died", "Alive at last contact"
FAMILIES: Mapping[str, str] = MappingProxyType(
    {
        "INO_SINGLE": "Inotuzumab alone",
        "MINI_HCVD_INO": "Inotuzumab combination",
        "MINI_HCVD_INO_BLINA": "Inotuzumab combination",
        "BLINA": "Blinatumomab",
        "CAR_T": "CAR T cells",
        "HYPER_CVAD": "Chemotherapy",
        "FLAG_IDA": "Chemotherapy",
        "TKI_BASED": "TKI-based",
        "HCT": "Transplantation",
    }
)
OTHER = "Other"
FAMILY_ORDER = (*dict.fromkeys(FAMILIES.values()), OTHER)
ENROLMENT = "Each patient counts in the month of enrolment, whenever the regimen began."
SEQUENCE = (
    "Regimens that open a line of treatment, and transplantations, in the order of their days; each patient "
    f"is in one band of every step. At most {MOST_STEPS} treatments are followed."
)


def enrolment_result(frame: pd.DataFrame, grouping: Grouping) -> EnrolmentResult:
    """Patients by month of enrolment and group, months without anybody included."""
    known = answered(frame, "enrolled_on")
    days = column(frame, "enrolled_on").days[known].astype("datetime64[D]").astype("datetime64[M]")
    first = days.min() if len(days) else None
    place = (days - first).astype(int) if first is not None else np.zeros(0, dtype=int)
    length = int(place.max(initial=-1)) + 1
    groups = grouping.split(frame[known])
    unknown = Exclusion("Day of enrolment not known", int((~known).sum()))
    return EnrolmentResult(
        months=tuple(str(first + at) for at in range(length)) if first is not None else (),
        groups=tuple(
            EnrolmentGroup(label, int(mask.sum()), tuple(np.bincount(place[mask], minlength=length).tolist()))
            for label, mask in groups.masks()
        ),
        missing=groups.missing,
        excluded=(unknown,) if unknown.n else (),
        method=ENROLMENT,
    )


def sequence_result(frame: pd.DataFrame) -> SequenceResult:
    """How many patients went from which treatment to which, and how they were at last contact."""
    known = answered(frame, "treatment_sequence")
    patients = frame[known]
    alive = flags(patients, "alive")
    counted: Counter[tuple[int, str, str, bool]] = Counter()
    for codes, is_alive in zip(column(patients, "treatment_sequence").each(), alive.tolist(), strict=True):
        counted.update(_steps([FAMILIES.get(code, OTHER) for code in codes], ALIVE if is_alive else DIED))
    unknown = Exclusion("Treatment not derived", int((~known).sum()))
    order = {name: at for at, name in enumerate((*FAMILY_ORDER, ALIVE, DIED))}
    found = sorted(counted, key=lambda key: (key[0], order[key[1]], order[key[2]]))
    return SequenceResult(
        n=len(patients),
        steps=max((step for step, *_ in counted), default=0),
        flows=tuple(
            Flow(step, source, target, counted[step, source, target, ends], ends)
            for step, source, target, ends in found
        ),
        excluded=(unknown,) if unknown.n else (),
        method=SEQUENCE,
    )


def _steps(families: list[str], end: str) -> Iterator[tuple[int, str, str, bool]]:
    """(step, source, target, whether the target is an end) of one patient."""
    shown = families[:MOST_STEPS]
    for step, (source, target) in enumerate(pairwise(shown), start=1):
        yield step, source, target, False
    if shown and len(families) <= MOST_STEPS:
        yield len(shown), shown[-1], end, True
