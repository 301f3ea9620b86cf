"""How patients are put into groups. Each grouping is crossed with the statistics of the catalogue."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
import pandas as pd

from outcomes.statistics import labels
from outcomes.statistics.counts import Ints
from outcomes.statistics.frame import Mask, flags

ALL_PATIENTS = "All patients"


@dataclass(frozen=True, slots=True)
class Groups:
    """labels: G names in order. codes: (n,) 0 … G-1, or -1 where a patient belongs to none of them."""

    labels: tuple[str, ...]
    codes: Ints

    @property
    def missing(self) -> int:
        return int((self.codes < 0).sum())

    def masks(self) -> Iterator[tuple[str, Mask]]:
        """Each group's label with its (n,) mask."""
        for index, label in enumerate(self.labels):
            yield label, self.codes == index


@dataclass(frozen=True, slots=True)
class Grouping:
    """A column whose codes, in the order of `labels`, are the groups; without labels, its sorted values are.

    Patients with a code that is not listed, without a value, or outside `within` are in no group.
    A grouping that is not comparable can be asked for, and the answer says why it is not drawn.
    """

    slug: str
    title: str
    column: str = ""
    labels: Mapping[object, str] = field(default_factory=lambda: MappingProxyType({}))
    within: str = ""
    is_comparable: bool = True

    def split(self, frame: pd.DataFrame) -> Groups:
        """Put each row into its group. Groups without patients are left out."""
        if not self.column:
            return Groups((ALL_PATIENTS,), np.zeros(len(frame), dtype=np.int64))
        values = frame[self.column]
        if self.within:
            values = values.where(pd.Series(flags(frame, self.within), index=frame.index), None)
        named = self.labels or {value: str(value) for value in sorted(values.dropna().unique())}
        present = {code: label for code, label in named.items() if (values == code).any()}
        order = {code: index for index, code in enumerate(present)}
        codes: Ints = values.map(order).fillna(-1).to_numpy().astype(np.int64)
        return Groups(tuple(present.values()), codes)


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

GROUPINGS: tuple[Grouping, ...] = (
    OVERALL,
    SALVAGE_LINE,
    FAILURE_TYPE,
    REGIMEN,
    COMBINATION,
    GENETIC_GROUP,
    AGE_GROUP,
    SITE,
)
