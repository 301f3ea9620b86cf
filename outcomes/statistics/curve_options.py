"""What a reader may choose of curves: times of the rates, strata of the test."""

from dataclasses import replace

import pandas as pd

from outcomes.statistics import groupings
from outcomes.statistics.columns import Mask
from outcomes.statistics.counts import CountTable
from outcomes.statistics.endpoints import Timed
from outcomes.statistics.groupings import Grouping, Groups
from outcomes.statistics.options import Choice, Chosen, Option

STRATIFIERS = (
    groupings.SALVAGE_LINE,
    groupings.COMBINATION,
    groupings.GENETIC_GROUP,
    groupings.AGE_GROUP,
    groupings.SITE,
)
RATES = Option(
    "rates",
    "Rates at, months",
    tuple(Choice(f"{month}", f"{month}") for month in (3, 6, 12, 18, 24, 36, 48, 60)),
    ("12", "24"),
    several=True,
)
STRATA = Option(
    "strata",
    "Stratify the log-rank test by",
    (Choice("none", "nothing"), *(Choice(one.slug, one.title.lower()) for one in STRATIFIERS)),
    ("none",),
    compares=True,
    note="Patients are then compared only with those of the same stratum; the curves stay as they are.",
)
OF_INCIDENCE = (RATES,)
OF_SURVIVAL = (RATES, STRATA)


def rate_months(chosen: Chosen) -> tuple[int, ...]:
    return tuple(int(code) for code in chosen.codes(RATES))


def stratifier(chosen: Chosen) -> Grouping | None:
    return next((one for one in STRATIFIERS if one.slug == chosen.code(STRATA)), None)


def stratum_tables(
    frame: pd.DataFrame, times: Timed, groups: Groups, strata: Grouping
) -> tuple[list[CountTable], int]:
    """The patients of each stratum by group, and how many of a group are in no stratum."""
    split = strata.split(frame)
    outside = (split.codes < 0) & (groups.codes >= 0) & times.kept
    tables = [_within(times, groups, split.codes == at) for at in range(len(split.labels))]
    return tables, int(outside.sum())


def _within(times: Timed, groups: Groups, chosen: Mask) -> CountTable:
    codes = groups.codes.copy()
    codes[~chosen] = -1
    return times.counted(replace(groups, codes=codes), kinds=2)
