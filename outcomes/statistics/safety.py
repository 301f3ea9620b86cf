"""Adverse events as worst grade per patient, and VOD. Versions of CTCAE are never pooled."""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from outcomes.statistics import labels
from outcomes.statistics.columns import Places
from outcomes.statistics.frame import answered, column, flags, is_code, remembered
from outcomes.statistics.grouped_rows import EXACT_LIMITS, Counted, proportions_by_group
from outcomes.statistics.groupings import Grouping, Groups
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


@dataclass(frozen=True, slots=True)
class Grades:
    """Worst grades, one entry for each patient and term. All arrays are (E,).

    terms: (CTCAE version, term) of each number in `term`. patient: the place of the row in the frame.
    """

    terms: list[tuple[str, str]]
    patient: Places
    term: Places
    grade: Places

    def counted(self, groups: Groups) -> Places:
        """(G, T, 5) patients of each group by term and worst grade."""
        group = groups.codes[self.patient]
        used = group >= 0
        shape = len(groups.labels), len(self.terms), len(GRADES)
        cells = np.ravel_multi_index((group[used], self.term[used], self.grade[used] - 1), shape)
        return np.bincount(cells, minlength=int(np.prod(shape))).reshape(shape)


def toxicity_table(frame: pd.DataFrame, grouping: Grouping) -> ToxicityResult:
    """Terms by worst grade, most grades ≥ 3 first, read from version → term → worst grade of each patient."""
    patients = remembered(
        frame, "adverse events recorded", lambda: frame[answered(frame, "worst_grades_by_version")]
    )
    unrecorded = Exclusion("Adverse events not recorded", len(frame) - len(patients))
    grades, groups = remembered(patients, "worst grades", lambda: _grades(patients)), grouping.split(patients)
    rows = _rows(grades, groups)
    excluded = (unrecorded,) if unrecorded.n else ()
    return ToxicityResult(toxicities=tuple(rows), missing=groups.missing, excluded=excluded, method=METHOD)


def _grades(frame: pd.DataFrame) -> Grades:
    terms: dict[tuple[str, str], int] = {}
    entries = array("q")
    for patient, by_version in enumerate(column(frame, "worst_grades_by_version").each()):
        for version, worst in by_version.items():
            for term, grade in worst.items():
                place = terms.setdefault((str(version), term), len(terms))
                entries.extend((patient, place, int(grade)))
    columns = np.array(entries, dtype=np.int64).reshape(-1, 3).T
    return Grades(list(terms), columns[0], columns[1], columns[2])


def _rows(grades: Grades, groups: Groups) -> Iterator[ToxicityRow]:
    """All groups have the same rows in the same order: of every term in the set, whatever the group."""
    everybody = np.bincount(grades.term[grades.grade >= 3], minlength=len(grades.terms))
    order = sorted(
        range(len(grades.terms)),
        key=lambda at: (grades.terms[at][0], -everybody[at], labels.term(grades.terms[at][1])),
    )
    for label, n, counts in zip(groups.labels, groups.n, grades.counted(groups), strict=True):
        for at in order:
            yield _row(label, n, *grades.terms[at], tuple(counts[at].tolist()))


def _row(group: str, n: int, version: str, term: str, by_grade: tuple[int, ...]) -> ToxicityRow:
    return ToxicityRow(
        group=group,
        ctcae_version=version,
        term=term,
        label=labels.term(term),
        n=n,
        grades=by_grade,
        grade_3_4=proportion(group, "Grade 3–4", by_grade[2] + by_grade[3], n),
        grade_3_or_more=proportion(group, "Grade ≥ 3", sum(by_grade[2:]), n),
        any_grade=proportion(group, "Any grade", sum(by_grade), n),
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
