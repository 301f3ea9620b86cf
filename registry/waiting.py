"""What waits at a user's sites, as one sorted list: overdue, due soon, open queries, unfinished drafts."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, reduce
from operator import or_
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.http import urlencode

from registry.models import Query, Site, WorkItem
from registry.record_types import RECORD_TYPES
from registry.work_list import DUTIES, Subject

# Days before the due day from which an item is shown.
HORIZON_DAYS = 14
OVERDUE, QUERIES, DRAFTS = "overdue", "query", str(Subject.DRAFT)
GROUPS = {
    "": "All",
    OVERDUE: "Overdue",
    str(Subject.FOLLOW_UP): "Follow-up",
    str(Subject.RESPONSE): "Response",
    str(Subject.TREATMENT): "Treatment",
    str(Subject.TRANSPLANT): "Transplant",
    str(Subject.SAFETY): "Safety",
    str(Subject.ENROLMENT): "Next step",
    QUERIES: "Queries",
    DRAFTS: "Drafts",
}
_DUTIES = {duty.code: duty for duty in DUTIES}


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the list. days: until it is due, negative once overdue; None where no day is set."""

    registry_id: str
    site: Site
    state: str
    what: str
    why: str
    due_on: date | None
    days: int | None
    link: str


@dataclass(frozen=True, slots=True)
class _Part:
    """Rows of one sort, in their order; `count` of them."""

    count: int
    rows: QuerySet[Any]
    entry: Callable[[Any], Entry]


class WorkList:
    """The rows of some sites, sliced without reading the others; the number of queries is fixed."""

    def __init__(
        self, work: QuerySet[WorkItem], queries: QuerySet[Query], sites: Sequence[Site], *, may_edit: bool
    ) -> None:
        self._sites = {site.pk: site for site in sites}
        self._today = {site.pk: site.today() for site in sites}
        self._may_edit = may_edit
        horizon = max(self._today.values(), default=date.min) + timedelta(days=HORIZON_DAYS)
        here = work.filter(site__in=self._sites)
        self._due = here.filter(due_on__lte=horizon).order_by("due_on", "id")
        self._drafts = here.filter(code="DRAFT").order_by("-id")
        self._shown = here.filter(Q(due_on__lte=horizon) | Q(code="DRAFT"))
        self._queries = queries.filter(status=Query.Status.OPEN, patient__site__in=self._sites)
        self.group = ""

    @cached_property
    def counts(self) -> dict[str, int]:
        """Rows of each group."""
        counts = dict.fromkeys(GROUPS, 0)
        late = Count("pk", filter=self._is_late)
        by_code = self._shown.order_by().values_list("code").annotate(number=Count("pk"), late=late)
        for code, number, overdue in by_code:
            counts[DRAFTS if code == "DRAFT" else str(_DUTIES[code].subject)] += number
            counts[OVERDUE] += overdue
        counts[QUERIES] = self._queries.order_by().count()
        counts[""] = sum(counts.values()) - counts[OVERDUE]
        return counts

    @property
    def _is_late(self) -> Q:
        """Due before today, which is another day in another time zone."""
        by_day: dict[date, list[int]] = {}
        for site, today in self._today.items():
            by_day.setdefault(today, []).append(site)
        late = (Q(site__in=sites, due_on__lt=today) for today, sites in by_day.items())
        return reduce(or_, late, Q(pk__in=[]))

    def _parts(self) -> Iterator[_Part]:
        counts, group = self.counts, self.group
        if group == OVERDUE:
            yield _Part(counts[OVERDUE], self._due.filter(self._is_late), self._of_item)
        elif group not in ("", QUERIES, DRAFTS):
            codes = [duty.code for duty in DUTIES if duty.subject == group]
            yield _Part(counts[group], self._due.filter(code__in=codes), self._of_item)
        elif group == "":
            due = counts[""] - counts[QUERIES] - counts[DRAFTS]
            yield _Part(due, self._due, self._of_item)
        if group in ("", QUERIES):
            yield _Part(counts[QUERIES], self._queries, self._of_query)
        if group in ("", DRAFTS):
            yield _Part(counts[DRAFTS], self._drafts, self._of_item)

    def __len__(self) -> int:
        return self.counts[self.group]

    def __getitem__(self, wanted: slice) -> list[Entry]:
        entries: list[Entry] = []
        start, stop = wanted.start or 0, len(self) if wanted.stop is None else wanted.stop
        for part in self._parts():
            low, high = max(start, 0), min(stop, part.count)
            if low < high:
                entries += map(part.entry, part.rows[low:high])
            start, stop = start - part.count, stop - part.count
        return entries

    def _of_item(self, item: WorkItem) -> Entry:
        today = self._today[item.site_id]
        is_draft = item.due_on is None
        days = (item.due_on - today).days if item.due_on else None
        title = f"Finish: {RECORD_TYPES[item.entity].title}" if is_draft else _DUTIES[item.code].title
        return Entry(
            registry_id=item.patient.registry_id,
            site=self._sites[item.site_id],
            state="draft" if is_draft else "overdue" if days is not None and days < 0 else "due",
            what=title,
            why=item.why,
            due_on=item.due_on,
            days=days,
            link=self._link(item),
        )

    def _link(self, item: WorkItem) -> str:
        """To the form and its question; to the patient for those who may only read what is not there yet."""
        patient = item.patient.registry_id
        if item.record_id:
            record = reverse("record", args=[patient, item.entity, item.record_id])
            question = _DUTIES[item.code].question if item.code in _DUTIES else ""
            return f"{record}#answer-{question}" if question else record
        if not self._may_edit:
            return reverse("patient", args=[patient])
        address = reverse("record-add", args=[patient, item.entity])
        return f"{address}?{urlencode(item.prefill)}" if item.prefill else address

    def _of_query(self, query: Query) -> Entry:
        record = reverse("record", args=[query.patient.registry_id, query.entity, query.record_id])
        return Entry(
            registry_id=query.patient.registry_id,
            site=self._sites[query.patient.site_id],
            state="query",
            what=f"Answer a query: {RECORD_TYPES[query.entity].title}",
            why=query.message,
            due_on=None,
            days=None,
            link=f"{record}#answer-{query.field}" if query.field else record,
        )
