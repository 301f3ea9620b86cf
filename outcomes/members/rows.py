"""The rows in which patients are counted: those of a cohort as they are now, or as they were frozen.

A table of all patients to count in, and, for the few who are shown, one regimen each in words.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from outcomes.cohort_tables import table_of
from outcomes.derivations.table import DERIVATIONS
from outcomes.loading import whys_of_regimens
from outcomes.membership import Membership
from outcomes.models import Cohort, FrozenRegimen, FrozenVersion, RegimenOutcome
from outcomes.presenting.derived import SITE_NAME, text_of
from outcomes.statistics import labels
from outcomes.statistics.bounded_columns import columns_behind
from outcomes.statistics.columns import Places
from outcomes.statistics.frame import analysis_frame

LABELS = {derivation.name: derivation.label for derivation in DERIVATIONS}
Read = Callable[[Sequence[int], Sequence[str]], "list[Member]"]


@dataclass(frozen=True, slots=True)
class Reason:
    """A derived value that the count reads, and the sentence that explains it; "" where none is needed."""

    label: str
    value: str
    why: str


@dataclass(frozen=True, slots=True)
class Member:
    """A line of the list. patient: key of the patient."""

    patient: int
    registry_id: str
    site: str
    line: str
    regimen: str
    start: str
    reasons: list[Reason]


@dataclass(frozen=True)
class Rows:
    """frame: the analysis table; patients: (n,) keys in its order.

    read: the lines of the patients at some places, each with the derived values of the columns named.
    """

    frame: pd.DataFrame
    patients: Places
    read: Read


def rows_of(cohort: Cohort, reads: Iterable[str] = ()) -> Rows:
    """The index regimens of a cohort as they are derived now. reads: columns that will do; none means all."""
    membership = cohort.membership()
    table = table_of(cohort.pk, membership, columns_behind(reads))

    def read(places: Sequence[int], columns: Sequence[str]) -> list[Member]:
        return members(index_rows(membership, table.patients[list(places)].tolist()), columns)

    return Rows(table.frame(), table.patients, read)


def index_rows(rule: Membership, patients: Sequence[int]) -> list[RegimenOutcome]:
    """The regimens by which a rule admits these patients, in the order of the patients."""
    rows = RegimenOutcome.objects.filter(patient__in=patients).select_related("site", "patient")
    found = rule.index_rows(rows.order_by("patient_id", "position"))
    return sorted(found, key=lambda row: patients.index(row.patient_id))


def members(rows: Sequence[RegimenOutcome], columns: Sequence[str]) -> list[Member]:
    """Regimens as lines, with the reasons why each value is what it is."""
    whys = whys_of_regimens([row.patient_id for row in rows])
    return [
        _member(
            row.patient_id,
            row.patient.registry_id,
            row.values | {SITE_NAME: row.site.site_name},
            columns,
            whys.get(row.regimen_id, {}),
        )
        for row in rows
    ]


def frozen_rows_of(version: FrozenVersion) -> Rows:
    """The regimens of a version as they were frozen; the sentences that explain values were not frozen."""
    frame, patients = _frozen(version.pk, version.sha256)

    def read(places: Sequence[int], columns: Sequence[str]) -> list[Member]:
        wanted = patients[list(places)].tolist()
        rows = version.regimens.filter(patient__in=wanted)
        return [
            _member(row.patient_id, row.registry_id, json.loads(row.values), columns, {})
            for row in sorted(rows, key=lambda row: wanted.index(row.patient_id))
        ]

    return Rows(frame, patients, read)


@lru_cache(maxsize=2)
def _frozen(version: int, _sha256: str) -> tuple[pd.DataFrame, Places]:
    """Kept, for it never changes."""
    rows = FrozenRegimen.objects.filter(version=version).order_by("pk").values_list("patient", "values")
    patients, values = zip(*rows, strict=True) if rows else ((), ())
    return analysis_frame(map(json.loads, values)), np.array(patients, dtype=np.int64)


def _member(
    patient: int, registry_id: str, values: Mapping[str, Any], columns: Sequence[str], why: Mapping[str, str]
) -> Member:
    code = values.get("regimen_code") or "–"
    return Member(
        patient,
        registry_id,
        values.get(SITE_NAME) or "–",
        labels.SALVAGE_LINE.get(values.get("line_group") or "", "–"),
        f"{labels.REGIMEN.get(code, code)}",
        f"{values.get('start_on') or '–'}",
        [Reason(LABELS[name], text_of(name, values), why.get(name, "")) for name in columns],
    )
