"""From all patients of the registry down to a cohort: whom each condition of its rule leaves out."""

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from outcomes.counting import left_under
from outcomes.loading import Patient
from outcomes.membership import Membership
from outcomes.models import Cohort, RegimenOutcome, StatisticResult
from outcomes.statistics.flow import Selection, with_selection
from outcomes.statistics.results import Exclusion, FlowResult, from_payload

FLOW = "flow"


def selection_of(membership: Membership) -> Selection:
    """Patients now in the registry, and how many leave at each condition, one after the other.

    A patient stays while any regimen meets all conditions so far.
    """
    everyone = remaining = Patient.objects.filter(withdrawn_at=None).count()
    left_out = []
    for condition, left in zip(membership.conditions(), left_under(membership), strict=True):
        left_out.append(Exclusion(condition.otherwise, remaining - left))
        remaining = left
    return Selection(everyone, tuple(left_out))


def patients_under(query: Q) -> int:
    """How many patients have a regimen that meets the query."""
    return RegimenOutcome.objects.filter(query).aggregate(n=Count("patient", distinct=True))["n"]


def patients_in_both(one: Membership, other: Membership) -> int:
    """How many patients are in two cohorts, whether with the same regimen or with different ones."""
    others = RegimenOutcome.objects.filter(other.query()).values("patient")
    return patients_under(one.query() & Q(patient__in=others))


@transaction.atomic
def settle_selection(cohort_id: int) -> None:
    """Bring the first boxes of a stored flow up to date, where they are others than stored."""
    cohort = Cohort.objects.select_for_update().get(pk=cohort_id)
    stored = StatisticResult.objects.filter(cohort=cohort, statistic=FLOW).first()
    flow = from_payload(stored.payload) if stored else None
    if stored and isinstance(flow, FlowResult):
        payload = with_selection(flow, selection_of(cohort.membership())).payload()
        if payload != stored.payload:
            stored.payload, stored.computed_at = payload, timezone.now()
            stored.save(update_fields=["payload", "computed_at"])
            cohort.computed_at = stored.computed_at
    cohort.is_selection_stale = False
    cohort.save(update_fields=["is_selection_stale", "computed_at"])
