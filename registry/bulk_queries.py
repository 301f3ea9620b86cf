"""Which records a question in bulk is about: of one type, at the user's sites, by the state of one answer."""

from dataclasses import dataclass
from datetime import timedelta
from itertools import islice

from django.db.models import Q, QuerySet
from django.utils import timezone

from registry.fields import ClinicalField
from registry.models import Patient, Query, Record
from registry.record_types import RecordType

MOST_AT_ONCE = 500
EMPTY, OLD, ALL = "empty", "old", "all"
CONDITIONS = [
    (EMPTY, "without an answer or a reason why not"),
    (OLD, "last saved longer ago than"),
    (ALL, "all"),
]


@dataclass(frozen=True)
class BulkQuestion:
    """A question about one field of many records. days: for OLD, how long ago they were last saved."""

    kind: RecordType
    question: ClinicalField
    condition: str
    patients: QuerySet[Patient]
    message: str
    days: int = 0

    def records(self) -> list[Record]:
        """The first MOST_AT_ONCE records to be asked about: the question applies, and was not asked yet."""
        rows = self.kind.rows().filter(self._wanted()).exclude(pk__in=self._asked()).order_by("pk")
        if self.kind.model is not Patient:
            rows = rows.select_related("patient")
        applying = (record for record in rows.iterator() if self.question.applies_to(record.answers()))
        return list(islice(applying, MOST_AT_ONCE))

    def _wanted(self) -> Q:
        mine = Q(pk__in=self.patients) if self.kind.model is Patient else Q(patient__in=self.patients)
        if self.condition == OLD:
            return mine & Q(updated_at__lt=timezone.now() - timedelta(days=self.days))
        return mine & self._empty() if self.condition == EMPTY else mine

    def _empty(self) -> Q:
        name, kind = self.question.name, self.question.get_internal_type()
        nothing = Q(**{f"{name}__isnull": True})
        if kind in ("CharField", "JSONField"):
            nothing |= Q(**{name: [] if kind == "JSONField" else ""})
        return nothing & ~Q(missing__has_key=name)

    def _asked(self) -> QuerySet[Query, int]:
        """Records about which the same is being asked already."""
        same = Query.objects.filter(
            entity=self.kind.slug, field=self.question.name, message=self.message, check_code=""
        )
        return same.exclude(status=Query.Status.CLOSED).values_list("record_id", flat=True)
