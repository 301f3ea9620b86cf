"""Patients whom a rule admits that is no cohort yet, for the form that counts them."""

from outcomes.loading import Patient
from outcomes.members.listing import MOST_REASONS
from outcomes.members.named import Named
from outcomes.members.rows import LABELS, Member, index_rows, members
from outcomes.membership import Membership
from outcomes.models import RegimenOutcome
from registry.models import User

IN_A_COLUMN_OF_ITS_OWN = "start_on"


class Admitted(Named):
    """Each with the first regimen that meets all conditions, and the values that these read."""

    def __init__(self, rule: Membership, user: User) -> None:
        self._rule, self._rows = rule, RegimenOutcome.objects.filter(rule.query()).order_by()
        super().__init__(Patient.objects.filter(pk__in=self._rows.values("patient")), user)

    def __getitem__(self, part: slice) -> list[Member]:
        return members(index_rows(self._rule, [patient.pk for patient in self.own[part]]), self._columns())

    @property
    def has_synthetic(self) -> bool:
        """Whether any of them is made up."""
        return self._rows.filter(site__is_synthetic=True).exists()

    def _columns(self) -> list[str]:
        read = dict.fromkeys(one.column for one in self._rule.conditions())
        return [name for name in read if name in LABELS and name != IN_A_COLUMN_OF_ITS_OWN][:MOST_REASONS]
