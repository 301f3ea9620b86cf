"""Derived rows on their way into the database: compared with what is stored, replaced, noted.

They go past the models: preparing every column of every row costs many times what the database needs to
store it.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from django.db import connection
from django.db.models import TextField
from django.db.models.functions import Cast

from outcomes.derived_changes import note_changed
from outcomes.models import Cohort, RegimenOutcome
from outcomes.models.regimen_outcome import STORED, Stored
from registry.numbers import among

STARTED = STORED.index("start_on")
"""The only date among the columns; databases take it in different forms."""


def store(patient_ids: Collection[int], after: Mapping[int, list[Stored]]) -> None:
    """Replace the rows of patients for whom others are derived now, and mark the cohorts that this moves."""
    before = _stored_of(patient_ids)
    if any(_may_be_chosen_otherwise(before[p], after.get(p, [])) for p in patient_ids):
        Cohort.objects.filter(is_selection_stale=False).update(is_selection_stale=True)
    changed = [p for p in patient_ids if not _same(before[p], after.get(p, []))]
    if not changed:
        return
    old, new = ([row for p in changed for row in rows.get(p, [])] for rows in (before, after))
    RegimenOutcome.objects.filter(patient__in=[p for p in changed if before[p]]).delete()
    _insert(new)
    _mark_stale([*old, *new])
    note_changed(changed)


def _stored_of(patient_ids: Collection[int]) -> Mapping[int, list[Stored]]:
    by_patient: dict[int, list[Stored]] = defaultdict(list)
    rows = RegimenOutcome.objects.filter(among("patient", patient_ids)).order_by("position")
    for patient, *row in rows.values_list("patient_id", *STORED[:-1], Cast("values", TextField())):
        by_patient[patient].append(tuple(row))
    return by_patient


def _same(before: list[Stored], after: list[Stored]) -> bool:
    return len(before) == len(after) and all(map(_equal, before, after))


def _equal(one: Stored, other: Stored) -> bool:
    """PostgreSQL writes JSON in its own way: another text may still hold the same values."""
    return one == other or (one[:-1] == other[:-1] and json.loads(one[-1]) == json.loads(other[-1]))


def _may_be_chosen_otherwise(before: list[Stored], after: list[Stored]) -> bool:
    """Whether the way from all patients of the registry to any cohort may be another than before.

    Of a patient without rows nothing says since when the registry has, or no longer has, the patient.
    """
    return not before or not after or [row[:-1] for row in before] != [row[:-1] for row in after]


def _insert(rows: list[Stored]) -> None:
    quote = connection.ops.quote_name
    adapted = connection.ops.adapt_datefield_value
    # One after the other: as a list they would have Python look through all it holds for garbage.
    values: Any = ((*row[:STARTED], adapted(row[STARTED]), *row[STARTED + 1 :]) for row in rows)
    columns = ", ".join(map(quote, STORED))
    places = ", ".join(["%s"] * len(STORED))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {quote(RegimenOutcome._meta.db_table)} ({columns}) VALUES ({places})", values
        )


def _mark_stale(rows: list[Stored]) -> None:
    cohorts = list(Cohort.objects.in_use().filter(is_stale=False).prefetch_related("sites"))
    if cohorts:
        outcomes = [RegimenOutcome.from_stored(row) for row in rows]
        stale = [cohort.pk for cohort in cohorts if any(map(cohort.membership().admits, outcomes))]
        Cohort.objects.filter(pk__in=stale).update(is_stale=True)
