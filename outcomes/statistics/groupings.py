"""How patients are put into groups. Each grouping is crossed with the statistics of the catalogue."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

from outcomes.statistics import labels
from outcomes.statistics.counts import Ints
from outcomes.statistics.frame import Mask, coded, flags, numbers, remembered

ALL_PATIENTS = "All patients"
ROUNDING = 1e-9
"""A sum of doses may lie that far above the limit it is equal to."""


@dataclass(frozen=True)
class Groups:
    """labels: G names in order. codes: (n,) 0 … G-1, or -1 where a patient belongs to none of them."""

    labels: tuple[str, ...]
    codes: Ints

    @cached_property
    def missing(self) -> int:
        return int((self.codes < 0).sum())

    @cached_property
    def n(self) -> list[int]:
        """Patients in each group."""
        sizes: list[int] = np.bincount(self.codes[self.codes >= 0], minlength=len(self.labels)).tolist()
        return sizes

    def masks(self) -> Iterator[tuple[str, Mask]]:
        """Each group's label with its (n,) mask."""
        for index, label in enumerate(self.labels):
            yield label, self.codes == index


@dataclass(frozen=True, slots=True)
class Grouping:
    """A column whose codes, in the order of `labels`, are the groups; without labels, its sorted values are.

    Patients with a code that is not listed, without a value, or outside `within` are in no group.
    A grouping that is not comparable can be asked for, and the answer says why it is not drawn.
    With `upper`, limits of a measurement that belong to the group below them, the codes are 0, 1, … upwards.
    """

    slug: str
    title: str
    column: str = ""
    labels: Mapping[object, str] = field(default_factory=lambda: MappingProxyType({}))
    within: str = ""
    is_comparable: bool = True
    upper: tuple[float, ...] = ()

    def split(self, frame: pd.DataFrame) -> Groups:
        """Put each row into its group. Groups without patients are left out."""
        return remembered(frame, (self.slug, self.column), lambda: self._split(frame))

    def _split(self, frame: pd.DataFrame) -> Groups:
        if not self.column:
            return Groups((ALL_PATIENTS,), np.zeros(len(frame), dtype=np.int64))
        found, places = self._banded(frame) if self.upper else coded(frame, self.column)
        if self.within:
            places = np.where(flags(frame, self.within), places, -1)
        occurring = {found[place] for place in np.unique(places[places >= 0])}
        named = self.labels or {value: str(value) for value in sorted(occurring)}
        present = {code: label for code, label in named.items() if code in occurring}
        order = {code: index for index, code in enumerate(present)}
        of_places = np.array([*(order.get(value, -1) for value in found), -1], dtype=np.int64)
        return Groups(tuple(present.values()), of_places[places])

    def _banded(self, frame: pd.DataFrame) -> tuple[list[Any], Ints]:
        """Each row's place among the bands, -1 where the measurement is missing."""
        values = numbers(frame, self.column)
        places = np.searchsorted(np.array(self.upper) + ROUNDING, values)
        return list(range(len(self.upper) + 1)), np.where(np.isnan(values), -1, places)


OVERALL = Grouping("overall", "All patients together")
SALVAGE_LINE = Grouping("salvage-line", "Salvage line", "line_group", labels.SALVAGE_LINE)
FAILURE_TYPE = Grouping("failure-type", "Type of failure", "failure_type", labels.FAILURE)
REGIMEN = Grouping("regimen", "Regimen", "regimen_code", labels.REGIMEN)
COMBINATION = Grouping(
    "combination", "Single agent or combination", "is_combination", labels.COMBINATION, "contains_inotuzumab"
)
GENETIC_GROUP = Grouping("genetic-group", "Genetic group", "genetic_group", labels.GENETIC_GROUP)
AGE_GROUP = Grouping("age-group", "Age", "age_group", labels.AGE_GROUP)
SITE = Grouping("site", "Site", "site_name")
# Who is transplanted has lived long enough for it: groups by what comes later are no groups at the start.
EVER_TRANSPLANTED = Grouping(
    "ever-transplanted", "Ever transplanted", "asct", labels.EVER_TRANSPLANTED, is_comparable=False
)

INOTUZUMAB = Grouping("inotuzumab", "Inotuzumab", "contains_inotuzumab", labels.INOTUZUMAB)
INOTUZUMAB_DOSE = Grouping(
    "inotuzumab-dose",
    "Total dose of inotuzumab",
    "inotuzumab_total_mg_m2",
    labels.INOTUZUMAB_DOSE,
    "contains_inotuzumab",
    upper=(1.8, 3.3),
)
INOTUZUMAB_CYCLES = Grouping(
    "inotuzumab-cycles",
    "Cycles with inotuzumab",
    "inotuzumab_cycles",
    labels.INOTUZUMAB_CYCLES,
    "contains_inotuzumab",
    upper=(1, 2),
)
# As they were on the day of transplantation.
DOSE_BEFORE = Grouping(
    "dose-before-transplant",
    "Inotuzumab before transplantation",
    "inotuzumab_before_asct_mg_m2",
    labels.INOTUZUMAB_DOSE,
    "asct",
    upper=(1.8, 3.3),
)
CYCLES_BEFORE = Grouping(
    "cycles-before-transplant",
    "Cycles of inotuzumab before transplantation",
    "inotuzumab_cycles_before_asct",
    labels.INOTUZUMAB_CYCLES,
    "contains_inotuzumab",
    upper=(1, 2),
)
INTERVAL = Grouping(
    "interval",
    "Last inotuzumab to transplantation",
    "days_last_inotuzumab_to_asct",
    labels.INTERVAL,
    "asct",
    upper=(30, 60),
)
CONDITIONING = Grouping(
    "conditioning", "Intensity of conditioning", "asct_conditioning", labels.CONDITIONING, "asct"
)
CONDITIONING_REGIMEN = Grouping(
    "conditioning-regimen", "Conditioning", "asct_conditioning_regimen", within="asct"
)
DUAL_ALKYLATOR = Grouping(
    "dual-alkylator",
    "Alkylating agents",
    "asct_dual_alkylator",
    labels.DUAL_ALKYLATOR,
    "asct",
)

GROUPINGS: tuple[Grouping, ...] = (
    OVERALL,
    SALVAGE_LINE,
    FAILURE_TYPE,
    REGIMEN,
    COMBINATION,
    GENETIC_GROUP,
    AGE_GROUP,
    SITE,
    INOTUZUMAB,
    INOTUZUMAB_DOSE,
    INOTUZUMAB_CYCLES,
    DOSE_BEFORE,
    CYCLES_BEFORE,
    INTERVAL,
    CONDITIONING,
    CONDITIONING_REGIMEN,
    DUAL_ALKYLATOR,
)
