"""Adverse events as worst grade per patient, and VOD. Versions of CTCAE are never pooled."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from outcomes.statistics import labels
from outcomes.statistics.frame import answered, flags, is_code
from outcomes.statistics.grouped_rows import EXACT_LIMITS, Counted, proportions_by_group
from outcomes.statistics.groupings import Grouping
from outcomes.statistics.proportions import proportion
from outcomes.statistics.results import (
    Exclusion,
    Proportion,
    ProportionsResult,
    ToxicityResult,
    ToxicityRow,
)

GRADES = (1, 2, 3, 4, 5)
METHOD = (
    "Worst grade per patient and term, from regimen start to 30 days after the last dose or next therapy. "
    "Each CTCAE version has rows of its own; the denominator is everyone in the group. " + EXACT_LIMITS
)

Grades = Mapping[tuple[str, str], list[int]]
"""(CTCAE version, term) → worst grade of each patient who had the event."""


def toxicity_table(frame: pd.DataFrame, grouping: Grouping) -> ToxicityResult:
    """Terms by worst grade, most grades ≥ 3 first, read from version → term → worst grade of each patient."""
    recorded = answered(frame, "worst_grades_by_version")
    unrecorded = Exclusion("Adverse events not recorded", int((~recorded).sum()))
    patients = frame[recorded]
    groups = grouping.split(patients)
    by_group = [(label, patients[mask]) for label, mask in groups.masks()]
    rows = [row for label, own in by_group for row in _rows(label, own, _ordered_terms(patients))]
    excluded = (unrecorded,) if unrecorded.n else ()
    return ToxicityResult(toxicities=tuple(rows), missing=groups.missing, excluded=excluded, method=METHOD)


def _grades(frame: pd.DataFrame) -> dict[tuple[str, str], list[int]]:
    found: dict[tuple[str, str], list[int]] = {}
    for by_version in frame["worst_grades_by_version"]:
        for key, grade in _flat(by_version):
            found.setdefault(key, []).append(grade)
    return found


def _flat(by_version: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[tuple[str, str], int]]:
    for version, worst in by_version.items():
        for term, grade in worst.items():
            yield (str(version), term), int(grade)


def _ordered_terms(frame: pd.DataFrame) -> list[tuple[str, str]]:
    """Every (version, term) of the set, so that all groups have the same rows in the same order."""
    grades = _grades(frame)
    return sorted(grades, key=lambda key: (key[0], -_at_least(grades[key], 3), labels.term(key[1])))


def _at_least(grades: list[int], least: int) -> int:
    return sum(grade >= least for grade in grades)


def _rows(group: str, frame: pd.DataFrame, terms: list[tuple[str, str]]) -> Iterator[ToxicityRow]:
    grades = _grades(frame)
    for version, term in terms:
        yield _row(group, len(frame), version, term, grades.get((version, term), []))


def _row(group: str, n: int, version: str, term: str, grades: list[int]) -> ToxicityRow:
    by_grade = tuple(grades.count(grade) for grade in GRADES)
    return ToxicityRow(
        group=group,
        ctcae_version=version,
        term=term,
        label=labels.term(term),
        n=n,
        grades=by_grade,
        grade_3_4=proportion(group, "Grade 3–4", by_grade[2] + by_grade[3], n),
        grade_3_or_more=proportion(group, "Grade ≥ 3", _at_least(grades, 3), n),
        any_grade=proportion(group, "Any grade", len(grades), n),
    )


def vod_table(frame: pd.DataFrame, grouping: Grouping) -> ProportionsResult:
    """VOD / SOS of all patients, apart by relation to transplantation, by severity and by criteria met."""
    return proportions_by_group(frame, grouping, _vod_rows)


def _vod_rows(counted: Counted) -> Iterator[Proportion]:
    vod = flags(counted.frame, "vod")
    transplanted = flags(counted.frame, "asct") | flags(counted.frame, "asct_after_failure")
    after = vod & is_code(counted.frame, "vod_relation", "post_hct")
    without = vod & is_code(counted.frame, "vod_relation", "on_ino_no_hct")
    yield counted.of_all("VOD / SOS", vod)
    yield counted.of_all("On treatment, without transplantation", without)
    yield counted.among("After transplantation, of those transplanted", after, transplanted)
    for code, label in labels.VOD_SEVERITY.items():
        yield counted.of_all(
            f"Severity: {label.lower()}", vod & is_code(counted.frame, "vod_severity", str(code))
        )
    yield from _by_criteria(counted, vod)


def _by_criteria(counted: Counted, vod: np.ndarray) -> Iterator[Proportion]:
    for code in sorted(counted.frame["vod_criteria"][vod].dropna().unique()):
        met = vod & is_code(counted.frame, "vod_criteria", code)
        label = labels.VOD_CRITERIA.get(code) or labels.in_words(code)
        yield counted.of_all(f"Criteria: {label}", met)
