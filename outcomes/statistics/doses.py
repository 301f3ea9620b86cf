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

from outcomes.statistics.columns import Mask, Places
from outcomes.statistics.frame import column, remembered
from outcomes.statistics.grouped_rows import MEDIAN_AND_RANGE, value_row
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


@dataclass(frozen=True, slots=True)
class Doses:
    """(n,) doses of each drug of CONVENTIONAL, of cytarabine per course, and the day of the first course;
    (n, C) inotuzumab by course. NaN where not recorded. courses: (n,) how long each patient's list is."""

    given: tuple[Floats, ...]
    cytarabine: Floats
    first_day: Floats
    inotuzumab: Floats
    courses: Places

    def of(self, patients: Mask) -> "Doses":
        given = tuple(dose[patients] for dose in self.given)
        courses = self.courses[patients]
        by_course = self.inotuzumab[patients, : courses.max(initial=0)]
        return Doses(given, self.cytarabine[patients], self.first_day[patients], by_course, courses)


def doses_table(frame: pd.DataFrame, grouping: Grouping) -> ValuesResult:
    """Dose and reduction of each drug, then inotuzumab by course; unrecorded doses are missing."""
    doses, groups = remembered(frame, "doses", lambda: _doses(frame)), grouping.split(frame)
    rows = tuple(row for label, mask in groups.masks() for row in _rows(label, doses.of(mask)))
    return ValuesResult(values=rows, missing=groups.missing, method=MEDIAN_AND_RANGE)


def _doses(frame: pd.DataFrame) -> Doses:
    measured = np.empty((len(frame), len(CONVENTIONAL) + 2))
    courses = []
    for row, entry in zip(measured, column(frame, "dose_totals").each(), strict=True):
        known = entry if isinstance(entry, Mapping) else {}
        row[:] = _measured(known)
        courses.append(known.get("inotuzumab") or [])
    by_course = np.full((len(courses), max(map(len, courses), default=0)), np.nan)
    for row, own in zip(by_course, courses, strict=True):
        row[: len(own)] = own
    *given, cytarabine, first_day = np.ascontiguousarray(measured.T)
    lengths = np.array([len(own) for own in courses], dtype=np.int64)
    return Doses(tuple(given), cytarabine, first_day, by_course, lengths)


def _measured(entry: Mapping[str, Any]) -> list[float | None]:
    """The dose of each drug of CONVENTIONAL, doses of cytarabine per course, and the first course's day."""
    doses = [_part(entry, one.courses).get(one.drug) for one in CONVENTIONAL]
    return [*doses, _part(entry, "even").get("cytarabine_doses"), entry.get("inotuzumab_day")]


def _rows(group: str, doses: Doses) -> Iterator[ValueRow]:
    for reference, given in zip(CONVENTIONAL, doses.given, strict=True):
        yield from _compared(group, reference, given)
    yield value_row(group, "Cytarabine, doses per course", "doses", doses.cytarabine)
    for course, given in enumerate(doses.inotuzumab.T, start=1):
        yield value_row(group, f"Inotuzumab, course {course}", "mg/m²", given)
    recorded = (~np.isnan(doses.inotuzumab)).sum(axis=1).astype(float)
    # Where no course has a dose, it is not known how many were given.
    recorded[recorded == 0] = np.nan
    yield value_row(group, "Inotuzumab, courses given", "courses", recorded)
    yield value_row(group, "Inotuzumab, day of the first course", "day", doses.first_day)


def _compared(group: str, reference: ReferenceDose, given: Floats) -> Iterator[ValueRow]:
    conventional = f"conventional hyper-CVAD: {reference.dose:,g} {reference.unit}"
    yield value_row(group, reference.label, reference.unit, given, note=conventional)
    reduced = 100 * (1 - given / reference.dose)
    yield value_row(group, f"{reference.label}, reduction", "%", reduced, note=conventional)


def _part(entry: Mapping[str, Any], courses: str) -> Mapping[str, Any]:
    return entry.get(courses) or {}
