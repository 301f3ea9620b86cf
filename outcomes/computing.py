"""Every statistic of the catalogue under every grouping it takes, for one analysis table."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from outcomes.code_version import code_version
from outcomes.models import RegimenOutcome
from outcomes.statistics.catalogue import CATALOGUE, Statistic
from outcomes.statistics.flow import Selection, with_selection
from outcomes.statistics.frame import analysis_frame, column, reads_of
from outcomes.statistics.groupings import Grouping
from outcomes.statistics.results import FlowResult

Key = tuple[str, str]
"""Statistic and grouping."""


@dataclass(frozen=True, slots=True)
class Computed:
    """payload: JSON text, a tenth of what its numbers take as objects. reads: the columns that the result was
    computed from; inputs: a digest of their values and the code."""

    payload: str
    reads: list[str]
    inputs: str


@dataclass(frozen=True, slots=True)
class Basis:
    """What a stored result was computed from; see Computed."""

    reads: Sequence[str]
    inputs: str


def frame_of(rows: Sequence[RegimenOutcome]) -> pd.DataFrame:
    """The analysis table of these rows."""
    return analysis_frame(row.values | {"site_name": row.site.site_name} for row in rows)


def compute_changed(
    frame: pd.DataFrame, selection: Selection, stored: Mapping[Key, Basis]
) -> Iterator[tuple[Key, Computed | None]]:
    """The whole catalogue for an analysis table; None for a result that stands, computed from the same.

    The flow begins with how the patients were chosen, which no column says, and is always computed.
    """
    for statistic in CATALOGUE:
        for grouping in statistic.groupings:
            key = statistic.slug, grouping.slug
            basis = stored.get(key)
            stands = basis and basis.inputs == inputs_digest(frame, basis.reads)
            yield key, None if stands else _computed(frame, selection, statistic, grouping)


def _computed(
    frame: pd.DataFrame, selection: Selection, statistic: Statistic, grouping: Grouping
) -> Computed:
    with reads_of(frame) as reads:
        result = statistic.result(frame, grouping)
    columns = sorted(reads)
    if isinstance(result, FlowResult):
        return Computed(with_selection(result, selection).as_json(), columns, "")
    return Computed(result.as_json(), columns, inputs_digest(frame, columns))


def inputs_digest(frame: pd.DataFrame, columns: Sequence[str]) -> str:
    """The same for the same code, number of patients, and values of these columns in their order."""
    digest = hashlib.blake2b(f"{code_version()} {len(frame)}".encode(), digest_size=16)
    for name in columns:
        digest.update(f" {name} {_digest(frame, name)}".encode())
    return digest.hexdigest()


def _digest(frame: pd.DataFrame, name: str) -> str | None:
    try:
        return column(frame, name).digest
    except KeyError:
        return None
