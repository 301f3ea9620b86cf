"""Response, MRD and transplantation as proportions, every one with the denominator it is read against."""

from collections.abc import Iterable, Iterator, Mapping

import numpy as np
import pandas as pd

from outcomes.statistics import labels
from outcomes.statistics.frame import answered, coded, days_between, flags, is_code
from outcomes.statistics.grouped_rows import (
    DAYS,
    Counted,
    proportions_by_group,
    value_row,
    values_by_group,
)
from outcomes.statistics.groupings import Grouping
from outcomes.statistics.results import Proportion, ProportionsResult, ValueRow, ValuesResult

SCHEMES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "mdacc": ("response_mdacc", ("CR", "CRp", "CRi", "PR", "SD_NR", "PD")),
    "nccn": ("response_nccn", ("CR", "CRh", "CRi", "PR", "SD_NR", "PD")),
    "eln2024": ("response_eln2024", ("CR", "CRi", "MLFS", "PR", "SD_NR", "PD")),
    "cibmtr": ("response_cibmtr", ("CR", "CRi", "PR", "SD_NR", "PD")),
}
"""Column and categories that are always printed, best first; other categories follow when they occur."""


def best_response_table(frame: pd.DataFrame, grouping: Grouping, scheme: str) -> ProportionsResult:
    """Patients by best response category under one scheme, of all in the group."""
    column, always = SCHEMES[scheme]
    categories = _categories(coded(frame, column)[0], always)

    def rows(counted: Counted) -> Iterator[Proportion]:
        for code in categories:
            yield counted.of_all(labels.RESPONSE.get(code, labels.in_words(code)), _is(counted, column, code))
        yield counted.of_all("Not assessed", ~answered(counted.frame, column))

    return proportions_by_group(frame, grouping, rows)


def _categories(occurring: Iterable[str], always: tuple[str, ...]) -> list[str]:
    """Those always printed, then those that occur, in the order of the labels."""
    present = set(occurring)
    others = [code for code in labels.RESPONSE if code in present and code not in always]
    return [*always, *map(str, others), *sorted(present - set(labels.RESPONSE))]


def _is(counted: Counted, column: str, *codes: str) -> np.ndarray:
    return is_code(counted.frame, column, *codes)


def overall_response_table(frame: pd.DataFrame, grouping: Grouping) -> ProportionsResult:
    """Overall and complete response of all treated; early deaths and unevaluable patients beside them."""
    return proportions_by_group(frame, grouping, _overall_rows)


def _overall_rows(counted: Counted) -> Iterator[Proportion]:
    responders, unknown = flags(counted.frame, "responder"), ~answered(counted.frame, "responder")
    complete = responders & _is(counted, "response_mdacc", "CR")
    early = flags(counted.frame, "early_death")
    counted_so = "counted among patients without response"
    yield counted.of_all("Overall response", responders, note="CR, CRp or CRh, and CRi")
    yield counted.of_all("Complete remission (CR)", complete)
    yield counted.of_all("Remission with incomplete recovery", responders & ~complete)
    yield counted.of_all(
        "Early death without response", early & ~responders, note=f"within 30 days; {counted_so}"
    )
    yield counted.of_all("Response not evaluable", unknown, note=counted_so)


def mrd_table(frame: pd.DataFrame, grouping: Grouping) -> ProportionsResult:
    """MRD negativity of the evaluable responders, the worst case of all responders, and what is missing."""
    return proportions_by_group(frame, grouping, _mrd_rows)


def _mrd_rows(counted: Counted) -> Iterator[Proportion]:
    everyone = np.ones(counted.n, dtype=bool)
    evaluable = flags(counted.frame, "mrd_evaluable")
    negative = flags(counted.frame, "mrd_negative") & evaluable
    worst = "responders without an evaluable sample counted as positive"
    yield counted.among("MRD negative, of evaluable responders", negative, evaluable)
    yield counted.among("MRD negative, of all responders (worst case)", negative, everyone, note=worst)
    yield counted.of_all("Evaluable for MRD", evaluable)
    for code, label in labels.MRD.items():
        yield counted.of_all(f"Best status: {label}", _is(counted, "mrd_status", str(code)))


def time_to_response(frame: pd.DataFrame, grouping: Grouping) -> ValuesResult:
    """Days from the start to the first remission, and to the best one, of those who reached it."""
    return values_by_group(frame, grouping, _times_to_response)


def _times_to_response(group: str, frame: pd.DataFrame) -> Iterator[ValueRow]:
    first = days_between(frame, "start_on", "response_on")
    best = days_between(frame, "start_on", "response_category_on")
    yield value_row(group, "First remission", DAYS, first)
    yield value_row(group, "Best response", DAYS, best, note="first seen")


def transplant_table(frame: pd.DataFrame, grouping: Grouping) -> ProportionsResult:
    """Transplanted after the regimen's start and before the next salvage therapy."""
    return proportions_by_group(frame, grouping, _transplant_rows)


def _transplant_rows(counted: Counted) -> Iterator[Proportion]:
    transplanted, responders = flags(counted.frame, "asct"), flags(counted.frame, "responder")
    yield counted.of_all("Transplanted, of all patients", transplanted)
    yield counted.among("Transplanted, of responders", transplanted, responders)
