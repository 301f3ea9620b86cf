"""What a regression can adjust for: how each covariate is read from the analysis table and coded.

A categorical covariate has one column for each level but its reference, the first level that occurs; a
measurement has one column. Who has no value, or one that is not listed, is unknown.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import numpy as np
import pandas as pd

from outcomes.statistics import labels
from outcomes.statistics.columns import Mask
from outcomes.statistics.counts import Ints
from outcomes.statistics.frame import coded, flags, numbers, remembered
from outcomes.statistics.options import Choice
from outcomes.statistics.survival import Floats

NO_LABELS: Mapping[object, str] = MappingProxyType({})
SMALLEST_COUNT = 0.1
EVERYBODY = slice(None)


@dataclass(frozen=True, slots=True)
class Coded:
    """levels: L names, the reference first; a measurement has one, its unit. level: (n,) 0 … L-1, -1 where
    unknown. rank: (n,) of the values in order, -1 where unknown. measured: (n,) the values of a measurement.
    """

    title: str
    levels: tuple[str, ...]
    level: Ints
    rank: Ints
    measured: Floats | None = None

    @property
    def is_measurement(self) -> bool:
        return self.measured is not None

    @property
    def width(self) -> int:
        """K, the number of columns that a model sees."""
        return 1 if self.is_measurement else max(len(self.levels) - 1, 0)

    def columns(self, places: Ints | slice = EVERYBODY) -> Floats:
        """(K, m) what a model sees of the patients at m places."""
        if self.measured is not None:
            return self.measured[np.newaxis, places]
        return (self.level[places] == np.arange(1, len(self.levels))[:, np.newaxis]).astype(float)

    @property
    def ranks(self) -> int:
        """One more than the largest."""
        return int(self.rank.max(initial=-1)) + 1

    @property
    def known(self) -> Mask:
        return np.asarray(self.level >= 0)

    def taken(self, places: Ints) -> "Coded":
        """The values of the patients at these places."""
        measured = None if self.measured is None else self.measured[places]
        return replace(self, level=self.level[places], rank=self.rank[places], measured=measured)

    def differs(self, among: Mask) -> bool:
        """Whether the covariate tells any of these patients apart."""
        values = self.rank[among & self.known]
        return len(values) > 0 and bool((values != values[0]).any())


@dataclass(frozen=True, slots=True)
class Covariate:
    """labels: codes of a category in the order of levels; without them the column is a measurement.

    unit: what a hazard ratio of a measurement is per; scale: values as the model sees them. within: a column
    that must be true for the covariate to apply.
    """

    slug: str
    title: str
    column: str
    labels: Mapping[object, str] = field(default_factory=lambda: NO_LABELS)
    unit: str = ""
    scale: Callable[[Floats], Floats] = np.asarray
    within: str = ""

    @property
    def choice(self) -> Choice:
        return Choice(self.slug, self.title)

    def coded(self, frame: pd.DataFrame) -> Coded:
        return remembered(frame, ("covariate", self.slug), lambda: self._coded(frame))

    def _coded(self, frame: pd.DataFrame) -> Coded:
        applies = flags(frame, self.within) if self.within else np.ones(len(frame), dtype=bool)
        return self._category(frame, applies) if self.labels else self._measurement(frame, applies)

    def _measurement(self, frame: pd.DataFrame, applies: Mask) -> Coded:
        values = numbers(frame, self.column)
        known = applies & ~np.isnan(values)
        column = np.where(known, self.scale(np.where(known, values, 1.0)), 0.0)
        level = np.where(known, 0, -1)
        rank = np.where(known, np.unique(column, return_inverse=True)[1], -1)
        return Coded(self.title, (self.unit,), level, rank, column)

    def _category(self, frame: pd.DataFrame, applies: Mask) -> Coded:
        found, places = coded(frame, self.column)
        places = np.where(applies, places, -1)
        occurring = {found[place] for place in np.unique(places[places >= 0])}
        present = [code for code in self.labels if code in occurring]
        order = {code: at for at, code in enumerate(present)}
        level = np.array([*(order.get(code, -1) for code in found), -1], dtype=np.int64)[places]
        return Coded(self.title, tuple(self.labels[code] for code in present), level, rank=level)


def _doublings(counts: Floats) -> Floats:
    """Counts are skewed: their logarithm to base 2, with a floor where too few cells were seen to count."""
    return np.asarray(np.log2(np.maximum(counts, SMALLEST_COUNT)))


def _tens(values: Floats) -> Floats:
    return values / 10


def _yes_no() -> Mapping[object, str]:
    return MappingProxyType({False: "No", True: "Yes"})


def _from(
    first: object, others: Mapping[object, str], without: tuple[object, ...] = ()
) -> Mapping[object, str]:
    """The labels with one of them first, as the reference, and without those that say nothing."""
    rest = {code: label for code, label in others.items() if code != first and code not in without}
    return MappingProxyType({first: others[first]} | rest)


AGE = Covariate("age", "Age", "age_at_start", unit="per 10 years", scale=_tens)
SEX = Covariate("sex", "Sex", "sex", _from("female", labels.SEX, ("unknown", "intersex")))
LINE = Covariate("line", "Salvage line", "line_group", labels.SALVAGE_LINE)
GENETIC_GROUP = Covariate(
    "genetics", "Genetic group", "genetic_group", _from("diploid", labels.GENETIC_GROUP, ("not_evaluable",))
)
PRIOR_HSCT = Covariate("prior-hsct", "Prior transplantation", "prior_hsct", _yes_no())
PRIOR_BLINATUMOMAB = Covariate("prior-blina", "Prior blinatumomab", "prior_blinatumomab", _yes_no())
ECOG = Covariate("ecog", "ECOG performance status", "ecog_group", labels.ECOG_GROUP)
COMBINATION = Covariate(
    "combination", "Inotuzumab", "is_combination", labels.COMBINATION, within="contains_inotuzumab"
)
REGIMEN = Covariate("regimen", "Regimen", "regimen_code", labels.REGIMEN)
FAILURE_TYPE = Covariate("failure-type", "Type of failure", "failure_type", labels.FAILURE)
WBC, BLOOD_BLASTS, MARROW_BLASTS = (
    Covariate("wbc", "White blood cells", "wbc_at_start", unit="per doubling", scale=_doublings),
    Covariate("blood", "Blood blasts", "pb_blasts_at_start", unit="per 10 points", scale=_tens),
    Covariate("marrow", "Marrow blasts", "bm_blasts_at_start", unit="per 10 points", scale=_tens),
)
AT_FAILURE = (
    Covariate(
        "wbc-fail", "White blood cells at failure", "wbc_at_failure", unit="per doubling", scale=_doublings
    ),
    Covariate(
        "blood-fail", "Blood blasts at failure", "pb_blasts_at_failure", unit="per 10 points", scale=_tens
    ),
    Covariate(
        "marrow-fail", "Marrow blasts at failure", "bm_blasts_at_failure", unit="per 10 points", scale=_tens
    ),
)

AT_START: tuple[Covariate, ...] = (
    AGE,
    SEX,
    LINE,
    GENETIC_GROUP,
    PRIOR_HSCT,
    PRIOR_BLINATUMOMAB,
    ECOG,
    WBC,
    BLOOD_BLASTS,
    MARROW_BLASTS,
    COMBINATION,
    REGIMEN,
)
AFTER_FAILURE: tuple[Covariate, ...] = (*AT_START, FAILURE_TYPE, *AT_FAILURE)
USUAL = ("age", "line", "genetics", "prior-hsct", "ecog", "wbc", "marrow", "combination")
USUAL_AFTER_FAILURE = ("age", "line", "genetics", "prior-hsct", "ecog", "combination", "failure-type")
