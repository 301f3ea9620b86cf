"""What stands above a cohort's statistics, and beside its name in the list."""

from dataclasses import dataclass

from outcomes.disclosure import View
from outcomes.freshness import Freshness, freshness_of
from outcomes.loading import Site
from outcomes.models import Cohort, FrozenVersion, RegimenOutcome, StatisticResult
from outcomes.presenting.rules import rule_text
from outcomes.statistics.results import FlowResult, from_payload


@dataclass(frozen=True, slots=True)
class Summary:
    """n: patients in the stored results as the reader's view tells them, None while there are none.

    sites: names of those with a patient in the cohort; unless the view is exact, of all that the rule names.
    """

    cohort: Cohort
    rule: str
    freshness: Freshness
    n: int | None
    sites: list[str]
    has_synthetic: bool
    view: View

    @property
    def patients(self) -> str:
        """The number as text; a range stays one."""
        if self.view.refusal:
            return "not shown"
        return "being counted" if self.n is None else f"{self.n:,}"


def summary_of(cohort: Cohort, view: View) -> Summary:
    # The freshness comes first: what is read after it is never older than it says.
    freshness = freshness_of(cohort.pk)
    sites, patients = _sites_of(cohort), _patients_in_results(cohort)
    return Summary(
        cohort=cohort,
        rule=rule_text(cohort),
        freshness=freshness,
        n=None if patients is None else view.count(patients),
        sites=[name for name, _ in sites] if view.is_exact else _sites_named(cohort),
        has_synthetic=any(is_synthetic for _, is_synthetic in sites),
        view=view,
    )


def _sites_of(cohort: Cohort) -> list[tuple[str, bool]]:
    """(name, whether its patients are synthetic) of each site that has a patient in the cohort."""
    rows = RegimenOutcome.objects.filter(cohort.membership().query()).order_by("site__site_name")
    return list(rows.values_list("site__site_name", "site__is_synthetic").distinct())


def _sites_named(cohort: Cohort) -> list[str]:
    """All sites that the rule takes in: which of them have a patient is not told."""
    names = [site.site_name or "" for site in cohort.sites.all()]
    everywhere = RegimenOutcome.objects.order_by("site__site_name").values_list("site__site_name", flat=True)
    return sorted(names) or list(everywhere.distinct())


def has_synthetic(cohort: Cohort) -> bool:
    """Whether any patient of the cohort is made up."""
    return any(is_synthetic for _, is_synthetic in _sites_of(cohort))


def has_synthetic_frozen(version: FrozenVersion) -> bool:
    """Whether any patient of a frozen version is made up."""
    return Site.objects.filter(pk__in=version.regimens.values("site_id"), is_synthetic=True).exists()


def _patients_in_results(cohort: Cohort) -> int | None:
    stored = StatisticResult.objects.filter(cohort=cohort, statistic="flow").first()
    flow = from_payload(stored.payload) if stored else None
    treated = [box.n for box in flow.boxes if box.slug == "treated"] if isinstance(flow, FlowResult) else []
    return treated[0] if treated else None
