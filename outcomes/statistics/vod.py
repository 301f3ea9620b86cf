"""VOD / SOS by what may have led to it: inotuzumab, the interval to transplantation, the conditioning."""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from outcomes.statistics import groupings as by
from outcomes.statistics.columns import Mask
from outcomes.statistics.frame import flags, is_code, numbers
from outcomes.statistics.grouped_rows import EXACT_LIMITS, Counted, proportions_by_group
from outcomes.statistics.groupings import Grouping
from outcomes.statistics.results import Proportion, ProportionsResult

EXPOSURES = (by.INOTUZUMAB, by.INOTUZUMAB_DOSE, by.INOTUZUMAB_CYCLES)
BEFORE_TRANSPLANT = (
    by.INOTUZUMAB,
    by.DOSE_BEFORE,
    by.CYCLES_BEFORE,
    by.INTERVAL,
    by.CONDITIONING,
    by.CONDITIONING_REGIMEN,
    by.DUAL_ALKYLATOR,
)
SPEAKING = (by.INOTUZUMAB, by.DUAL_ALKYLATOR)
METHOD = (
    "The denominator of each row is its own patients; the others of the group stand under “not in N”. "
    "Who has VOD gets no more inotuzumab, and who dies early gets little: rows by dose and cycles describe "
    "and are not compared. " + EXACT_LIMITS
)
Rows = Sequence[tuple[Grouping, Sequence[str]]]


def vod_by_exposure(frame: pd.DataFrame, grouping: Grouping) -> ProportionsResult:
    """VOD of all patients by inotuzumab, its total dose and its cycles."""
    present = _present(frame, EXPOSURES)

    def rows(counted: Counted) -> Iterator[Proportion]:
        vod = flags(counted.frame, "vod")
        yield counted.of_all("All patients", vod)
        yield from _by_each(counted, vod, present)

    return proportions_by_group(frame, grouping, rows, METHOD)


def vod_after_transplant(frame: pd.DataFrame, grouping: Grouping) -> ProportionsResult:
    """VOD after transplantation by inotuzumab before it, the interval since, and the conditioning."""
    present = _present(frame, BEFORE_TRANSPLANT)

    def rows(counted: Counted) -> Iterator[Proportion]:
        vod = after_transplant(counted.frame)
        yield counted.of_all("All transplanted patients", vod)
        yield from _by_each(counted, vod, present)

    return proportions_by_group(frame, grouping, rows, METHOD)


def after_transplant(frame: pd.DataFrame) -> Mask:
    """(n,) VOD that the site relates to transplantation, or that began on day 0 or later."""
    began_after = numbers(frame, "vod_asct_cause") == 1
    return flags(frame, "vod") & (is_code(frame, "vod_relation", "post_hct") | began_after)


def _present(frame: pd.DataFrame, exposures: Sequence[Grouping]) -> Rows:
    """The groups that occur in the whole frame, so that all groups of patients have the same rows."""
    return [(exposure, exposure.split(frame).labels) for exposure in exposures]


def _by_each(counted: Counted, vod: Mask, present: Rows) -> Iterator[Proportion]:
    nobody = np.zeros(counted.n, dtype=bool)
    for exposure, labels in present:
        own = dict(exposure.split(counted.frame).masks())
        for label in labels:
            yield counted.among(_named(exposure, label), vod, own.get(label, nobody))


def _named(exposure: Grouping, label: str) -> str:
    """The group with what is grouped, unless it says so itself."""
    return label if exposure in SPEAKING else f"{exposure.title}: {label[:1].lower()}{label[1:]}"
