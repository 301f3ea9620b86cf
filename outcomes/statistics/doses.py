"""Doses given per course, beside those of conventional hyper-CVAD.

The column `dose_totals` holds None or one dictionary per patient, every part of which may be absent:

    {"odd": {"cyclophosphamide": 900.0, "dexamethasone": 20.0},
     "even": {"methotrexate": 250.0, "cytarabine": 0.5, "cytarabine_doses": 4.0},
     "inotuzumab": [1.8, 1.3, 1.3, 1.3],
     "inotuzumab_day": 3}

odd, even: the patient's mean over the odd (or even) courses given, in the unit of CONVENTIONAL.
inotuzumab: mg/m² in each course, in order; None for a course without it. inotuzumab_day: day of course 1.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from outcomes.statistics.grouped_rows import value_row, values_by_group
from outcomes.statistics.groupings import Grouping
from outcomes.statistics.results import ValueRow, ValuesResult
from outcomes.statistics.survival import Floats


@dataclass(frozen=True, slots=True)
class ReferenceDose:
    """The dose of one drug in conventional hyper-CVAD (Kantarjian 2004), in the unit it is compared in."""

    courses: str
    drug: str
    label: str
    unit: str
    dose: float


CONVENTIONAL: tuple[ReferenceDose, ...] = (
    ReferenceDose("odd", "cyclophosphamide", "Cyclophosphamide", "mg/m² per odd course", 1800),
    ReferenceDose("odd", "dexamethasone", "Dexamethasone", "mg per day, odd courses", 40),
    ReferenceDose("even", "methotrexate", "Methotrexate", "mg/m² per even course", 1000),
    ReferenceDose("even", "cytarabine", "Cytarabine", "g/m² per dose, even courses", 3),
)


def doses_table(frame: pd.DataFrame, grouping: Grouping) -> ValuesResult:
    """Dose and reduction of each drug, then inotuzumab by course; unrecorded doses are missing."""
    return values_by_group(frame, grouping, _rows)


def _rows(group: str, frame: pd.DataFrame) -> Iterator[ValueRow]:
    totals = [entry if isinstance(entry, Mapping) else {} for entry in frame["dose_totals"]]
    for reference in CONVENTIONAL:
        yield from _compared(group, reference, totals)
    doses = _column([_part(entry, "even").get("cytarabine_doses") for entry in totals])
    yield value_row(group, "Cytarabine, doses per course", "doses", doses)
    yield from _inotuzumab(group, totals)


def _compared(group: str, reference: ReferenceDose, totals: list[Mapping[str, Any]]) -> Iterator[ValueRow]:
    given = _column([_part(entry, reference.courses).get(reference.drug) for entry in totals])
    conventional = f"conventional hyper-CVAD: {reference.dose:,g} {reference.unit}"
    yield value_row(group, reference.label, reference.unit, given, note=conventional)
    reduced = 100 * (1 - given / reference.dose)
    yield value_row(group, f"{reference.label}, reduction", "%", reduced, note=conventional)


def _inotuzumab(group: str, totals: list[Mapping[str, Any]]) -> Iterator[ValueRow]:
    courses = [entry.get("inotuzumab") or [] for entry in totals]
    for course in range(max(map(len, courses), default=0)):
        given = _column([own[course] if course < len(own) else None for own in courses])
        yield value_row(group, f"Inotuzumab, course {course + 1}", "mg/m²", given)
    yield value_row(group, "Inotuzumab, courses given", "courses", _column([_number(own) for own in courses]))
    first_day = _column([entry.get("inotuzumab_day") for entry in totals])
    yield value_row(group, "Inotuzumab, day of the first course", "day", first_day)


def _part(entry: Mapping[str, Any], courses: str) -> Mapping[str, Any]:
    return entry.get(courses) or {}


def _number(doses: list[float | None]) -> int | None:
    """Courses with inotuzumab; unknown where none is recorded."""
    return sum(dose is not None for dose in doses) or None


def _column(values: list[Any]) -> Floats:
    return np.array([np.nan if value is None else float(value) for value in values], dtype=float)
