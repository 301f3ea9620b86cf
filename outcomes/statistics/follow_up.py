"""How long, and how completely, patients were followed.

Sources: Schemper and Smith, Control Clin Trials 1996;17:343–6 (reverse Kaplan–Meier); Clark, Altman and De
Stavola, Lancet 2002;359:1309–10 (completeness).
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from outcomes.statistics.counts import CountTable, Ints
from outcomes.statistics.endpoints import Endpoint, timed
from outcomes.statistics.frame import column, remembered
from outcomes.statistics.groupings import Grouping
from outcomes.statistics.results import Estimate, FollowUpGroup, FollowUpResult, known
from outcomes.statistics.survival import Floats, kaplan_meier, median

CONTACTS = ("last_alive_on", "death_on")
METHOD = (
    "Median by reverse Kaplan–Meier, death being censored; beside it the median and range of those alive at "
    "last contact. Completeness is the time that patients were observed, of the time that they could have "
    "been observed: until death, or until the data cut. The data cut is the latest day on which anything is "
    "known of any patient here, so that the same rows always give the same result."
)


@dataclass(frozen=True, slots=True)
class Completeness:
    """observed, potential: (n,) days under observation of each patient timed, and days that were possible.

    Whole numbers, as floats: so they are summed by group in one pass.
    """

    observed: Floats
    potential: Floats


def follow_up_result(frame: pd.DataFrame, endpoint: Endpoint, grouping: Grouping) -> FollowUpResult:
    """Length and completeness of follow-up from the origin of a survival endpoint, by group."""
    groups, times = grouping.split(frame), timed(frame, endpoint)
    table, cut = times.counted(groups, kinds=2), _data_cut(frame)
    complete = remembered(frame, ("completeness", endpoint), lambda: completeness(frame, endpoint))
    own = groups.codes[times.kept]
    observed, potential = (
        _by_group(days, own, len(groups.labels)) for days in (complete.observed, complete.potential)
    )
    return FollowUpResult(
        origin=endpoint.origin,
        groups=tuple(
            _group(table, at, label, observed[at], potential[at]) for at, label in enumerate(groups.labels)
        ),
        data_cut="" if cut is None else str(np.datetime64(cut, "D")),
        missing=groups.missing,
        excluded=times.excluded,
        method=METHOD,
    )


def _data_cut(frame: pd.DataFrame) -> int | None:
    return remembered(frame, "data cut", lambda: data_cut(frame))


def data_cut(frame: pd.DataFrame) -> int | None:
    """The latest day, since 1970, on which any patient was known alive or died; None if there is none."""
    days = np.concatenate([column(frame, name).days for name in CONTACTS])
    known = days[~np.isnan(days)]
    return int(known.max()) if len(known) else None


def completeness(frame: pd.DataFrame, endpoint: Endpoint) -> Completeness:
    """Who died could not have been observed longer; everyone else could have been until the data cut."""
    times, cut = timed(frame, endpoint), _data_cut(frame)
    entry = np.maximum(times.entry, 0)
    observed = (times.days - entry).astype(float)
    if cut is None:
        return Completeness(observed, observed)
    possible = cut - column(frame, endpoint.origin_on).days[times.kept]
    # Without a known day of origin nothing more is known to have been possible.
    until_cut = np.where(np.isnan(possible), times.days, possible) - entry
    return Completeness(observed, np.where(times.outcome > 0, observed, np.maximum(until_cut, observed)))


def _by_group(days: Floats, group: Ints, groups: int) -> list[int]:
    """Sums of the days of each group; -1 is none."""
    return [int(total) for total in np.bincount(group + 1, days, minlength=groups + 1)[1:]]


def _group(table: CountTable, group: int, label: str, observed: int, potential: int) -> FollowUpGroup:
    counted = table.group(group)
    alive = np.repeat(counted.day, counted.exits[0, 0]).astype(float)
    reverse = Estimate(*map(known, median(kaplan_meier(counted.flipped()))))
    middle, first, last = (np.median(alive), alive.min(), alive.max()) if len(alive) else (None, None, None)
    return FollowUpGroup(
        label,
        int(counted.n[0]),
        reverse,
        len(alive),
        known(middle),
        known(first),
        known(last),
        observed_days=observed,
        potential_days=potential,
    )
