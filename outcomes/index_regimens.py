"""The regimens by which patients are in a cohort, read past the models, in a third of the time."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F, Func, TextField
from django.db.models.functions import Cast
from django.db.models.sql.compiler import SQLCompiler

from outcomes.membership import Membership
from outcomes.models import RegimenOutcome
from outcomes.models.derived_values import whole

ROWS_AT_A_TIME = 500
Names = tuple[str, ...]
ALL: Names = ()
"""Every derived value."""


@dataclass(frozen=True, slots=True)
class IndexRegimen:
    """patient, site: keys. values: the derived values by name."""

    patient: int
    registry_id: str
    site: int
    values: Mapping[str, Any]


def index_regimens(
    membership: Membership, patients: Iterable[int] | None = None, names: Names = ALL
) -> Iterator[IndexRegimen]:
    """Of each patient the first regimen that the rule admits, in order of patients. names: of the values."""
    rows = RegimenOutcome.objects.filter(membership.query()).order_by("patient_id", "position")
    if patients is not None:
        rows = rows.filter(patient__in=patients)
    text = Named(names) if names else Cast("values", TextField())
    read = rows.values_list("patient_id", "patient__registry_id", "site_id", text)
    last = None
    for patient, registry_id, site, values in read.iterator(ROWS_AT_A_TIME):
        if patient != last:
            last = patient
            yield IndexRegimen(patient, registry_id, site, _by_name(orjson.loads(values), names))


def _by_name(values: Any, names: Names) -> Mapping[str, Any]:
    """Every value that was asked for, in one order, None where it is not stored."""
    if isinstance(values, list):
        return dict(zip(names, values, strict=False))
    return {**dict.fromkeys(names), **values} if names else whole(values)


class Named(Func):
    """JSON text of the values of these names, each row's being looked through once: as an object, or, where
    that takes half the time, an array."""

    output_field = TextField()

    def __init__(self, names: Names) -> None:
        super().__init__(F("values"))
        self.names = list(names)

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> tuple[str, tuple[Any, ...]]:
        values, given = compiler.compile(self.get_source_expressions()[0])
        # Of a single path there would be no array.
        paths = [f'$."{name}"' for name in (*self.names, self.names[0])]
        return f"json_extract({values}{', %s' * len(paths)})", (*given, *paths)

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> tuple[str, tuple[Any, ...]]:
        values, given = compiler.compile(self.get_source_expressions()[0])
        chosen = f"SELECT jsonb_object_agg(key, value) FROM jsonb_each({values}) WHERE key = ANY(%s)"
        return f"coalesce(({chosen}), '{{}}')::text", (*given, self.names)
