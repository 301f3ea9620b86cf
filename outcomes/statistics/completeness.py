"""How much is known of what the analyses need: for each value, of how many of those to whom it applies."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pandas as pd

from outcomes.statistics.columns import Mask
from outcomes.statistics.frame import answered, flags, is_code, numbers
from outcomes.statistics.grouped_rows import EXACT_LIMITS, Counted, proportions_by_group
from outcomes.statistics.groupings import Grouping
from outcomes.statistics.results import Proportion, ProportionsResult

METHOD = (
    "Patients of whom the value is known, of those to whom the question applies; the others stand under “not "
    "in N”. “Unknown” and “not evaluable” are not known. " + EXACT_LIMITS
)
Asked = Callable[[pd.DataFrame], Mask]


@dataclass(frozen=True, slots=True)
class Item:
    """A value that analyses need. applies: to whom the question does, everyone where it is None."""

    label: str
    known: Asked
    applies: Asked | None = None


def has(name: str, *but: str) -> Asked:
    """Whether a column has a value other than some codes."""
    return lambda frame: answered(frame, name) & ~is_code(frame, name, *but)


def yes(name: str) -> Asked:
    return lambda frame: flags(frame, name)


def died(frame: pd.DataFrame) -> Mask:
    return answered(frame, "alive") & ~flags(frame, "alive")


ITEMS: tuple[Item, ...] = (
    Item("Age", has("age_at_start")),
    Item("Sex", has("sex", "unknown")),
    Item("Lineage", has("lineage")),
    Item("Genetic group", has("genetic_group", "not_evaluable")),
    Item("ECOG at start", has("ecog_at_start")),
    Item("White cells at start", has("wbc_at_start")),
    Item("Blood blasts at start", has("pb_blasts_at_start")),
    Item("Marrow blasts at start", has("bm_blasts_at_start")),
    Item("Salvage line", has("salvage_line")),
    Item("Cycles", has("cycles_group")),
    Item("Total dose, of those given inotuzumab", has("inotuzumab_total_mg_m2"), yes("contains_inotuzumab")),
    Item("Response", has("response_mdacc", "NE")),
    Item("MRD by a sensitive assay, of responders", yes("mrd_evaluable"), yes("responder")),
    Item("Conditioning, of those transplanted", has("asct_conditioning"), yes("asct")),
    Item("Onset of VOD / SOS, of those who had it", has("vod_on"), yes("vod")),
    Item("Severity of VOD / SOS, of those who had it", has("vod_severity"), yes("vod")),
    Item("Survival from start", has("os_start_days")),
    Item("Cause of death, of those who died", has("primary_cause", "unknown"), died),
    Item("Every date used, to the day", lambda f: numbers(f, "imputed_dates") == 0),
)  # fmt: skip


def completeness_table(frame: pd.DataFrame, grouping: Grouping) -> ProportionsResult:
    """Percent known of each value that the analyses need."""
    return proportions_by_group(frame, grouping, _rows, METHOD)


def _rows(counted: Counted) -> Iterator[Proportion]:
    for item in ITEMS:
        known = item.known(counted.frame)
        if item.applies is None:
            yield counted.of_all(item.label, known)
        else:
            yield counted.among(item.label, known, item.applies(counted.frame))
