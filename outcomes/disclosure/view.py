"""How somebody sees a cohort: exactly, protected, or not at all."""

from dataclasses import dataclass

from outcomes.disclosure.counts import Ranged
from outcomes.disclosure.rules import protected, without_registry
from outcomes.statistics.results import Result

NO_RULE = "This statistic is not shown outside the care team: there is no protected form of it."
OTHER_SITES = "Sites are compared only for those who are assigned to every site of the cohort."
ONE_SITE = (
    "The rule takes in sites that are not yours, and no more than one site of them has patients in this "
    "cohort: figures of one site are seen only by its own staff."
)


@dataclass(frozen=True, slots=True)
class View:
    """is_exact: counts as they are. refusal: why nothing is shown. is_asked: somebody who may see exact
    figures asked for protected ones, such as for a file that is handed out. sees_registry: the exact view
    reaches to the patients of the registry from whom the cohort was chosen.

    Without arguments it is protected: what forgets to say whose view it is gives no exact count away.
    """

    is_exact: bool = False
    refusal: str = ""
    is_asked: bool = False
    sees_registry: bool = True

    @property
    def name(self) -> str:
        """Names the view in caches and stamps."""
        if self.refusal:
            return "withheld"
        if not self.is_exact:
            return "protected"
        return "exact" if self.sees_registry else "exact-cohort"

    def refusal_of(self, result: Result, grouping: str) -> str:
        """Why this result under this grouping is not shown; empty where it is."""
        if self.is_exact or self.refusal:
            return self.refusal
        if grouping == "site":
            return OTHER_SITES
        return "" if protected(result) else NO_RULE

    def result(self, result: Result, grouping: str) -> Result | None:
        """The result as this view shows it; None where `refusal_of` says why not."""
        if self.refusal_of(result, grouping):
            return None
        if not self.is_exact:
            return protected(result)
        return result if self.sees_registry else without_registry(result)

    def count(self, patients: int) -> int:
        """A single count, such as the number of patients of a cohort."""
        return patients if self.is_exact else Ranged(patients)

    def told(self, patients: int, withheld: str = "not shown") -> str:
        """A single count as text; where nothing is shown, the words for that."""
        return withheld if self.refusal else f"{self.count(patients):,}"


EXACT, PROTECTED = View(is_exact=True), View()


def least_telling(*views: View) -> View:
    """The view for a number that is made of several cohorts."""
    return min(views, key=lambda one: (not one.refusal, one.is_exact))
