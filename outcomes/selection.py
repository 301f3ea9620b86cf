"""From all patients of the registry down to a cohort: whom each condition of its rule leaves out."""

from django.db import transaction
from django.db.models import QuerySet
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


def patients_in_both(one: Membership, other: Membership) -> QuerySet[Patient]:
    """Patients who are in two cohorts, whether with the same regimen or with different ones."""
    ours, theirs = (
        RegimenOutcome.objects.filter(rule.query()).order_by().values("patient") for rule in (one, other)
    )
    return Patient.objects.filter(pk__in=ours).filter(pk__in=theirs)


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
