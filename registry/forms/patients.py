"""Which patients the status grid shows, and in which order."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, QuerySet

from registry import choices
from registry.forms.inputs import DateInput
from registry.models import Patient, Query, SalvageRegimen, Site, WorkItem
from registry.partial_dates import PartialDate
from registry.quick_dates import in_full
from registry.record_types import RECORD_TYPES, of_patients

ANY = ("", "Any")
HAS = [ANY, ("query", "Open query"), ("draft", "Unfinished draft")]
SYNTHETIC = [ANY, ("no", "Real patients"), ("yes", "Synthetic patients")]
ORDERS = {
    "pseudonym": ("Pseudonym", ("registry_id",)),
    "changed": ("Last changed", ("-changed_at", "registry_id")),
    "enrolled": ("Last enrolled", ("-enrolment_date", "registry_id")),
}

Patients = QuerySet[Patient]


def _by_state(patients: Patients, state: str) -> Patients:
    if state == "query":
        return patients.filter(pk__in=Query.objects.filter(status=Query.Status.OPEN).values("patient"))
    drafts = WorkItem.objects.filter(code="DRAFT", done_at=None)
    return patients.filter(pk__in=drafts.values("patient"))


def _lacking(patients: Patients, slug: str) -> Patients:
    return patients.filter(~Exists(RECORD_TYPES[slug].rows().filter(patient=OuterRef("pk"))))


def _of_family(patients: Patients, code: str) -> Patients:
    regimens = SalvageRegimen.objects.filter(regimen_code=code, withdrawn_at=None)
    return patients.filter(pk__in=regimens.values("patient"))


NARROWING: dict[str, Callable[[Patients, Any], Patients]] = {
    "q": lambda patients, text: patients.filter(registry_id__icontains=text),
    "site": lambda patients, site: patients.filter(site=int(site)),
    "has": _by_state,
    "missing": _lacking,
    "regimen": _of_family,
    "synthetic": lambda patients, answer: patients.filter(
        site__in=Site.objects.filter(is_synthetic=answer == "yes")
    ),
    "enrolled_from": lambda patients, day: patients.filter(enrolment_date__gte=day),
    "enrolled_to": lambda patients, day: patients.filter(enrolment_date__lte=day),
}


DAYS = ("enrolled_from", "enrolled_to")


def _day(label: str) -> DateInput:
    box = forms.TextInput(attrs={"placeholder": "2024-03-15", "autocomplete": "off"})
    return DateInput(label=label, required=False, widget=box)


class PatientFilter(forms.Form):
    """What a reader of the grid asks for; what is not on offer is ignored, with a word about dates."""

    q = forms.CharField(label="Pseudonym", max_length=40, required=False)
    site = forms.ChoiceField(required=False)
    has = forms.ChoiceField(label="With", choices=HAS, required=False)
    missing = forms.ChoiceField(label="Without", required=False)
    regimen = forms.ChoiceField(choices=[ANY, *choices.REGIMEN_CODE], required=False)
    synthetic = forms.ChoiceField(label="Patients", choices=SYNTHETIC, required=False)
    enrolled_from = _day("Enrolled from")
    enrolled_to = _day("Enrolled until")
    sort = forms.ChoiceField(
        label="Sorted by", choices=[(code, label) for code, (label, _) in ORDERS.items()], required=False
    )

    def __init__(self, data: Any, sites: list[Site]) -> None:
        super().__init__(data, auto_id="filter-%s")
        offered: dict[str, Any] = {
            "site": [ANY, *((str(site.pk), f"{site.site_id} · {site.site_name}") for site in sites)],
            "missing": [("", "Anything"), *((kind.slug, kind.title) for kind in of_patients())],
        }
        for name, options in offered.items():
            self.fields[name].choices = options  # type: ignore[attr-defined]
        for field in self.fields.values():
            look = "form-select" if isinstance(field, forms.ChoiceField) else "form-control"
            field.widget.attrs["class"] = f"{look} {look}-sm"
        self.is_valid()
        for name in DAYS:
            self[name].help_text = self._reading_of(name)

    def _reading_of(self, name: str) -> str:
        """How a typed day was read, or why it could not be."""
        day = self.cleaned_data.get(name)
        if day is not None:
            return f"= {in_full(PartialDate.of(day))}"
        return " ".join(str(sentence) for sentence in self.errors.get(name, ()))

    @property
    def is_narrowed(self) -> bool:
        return any(self.cleaned_data.get(name) for name in NARROWING)

    def select(self, patients: Patients) -> Patients:
        """The patients asked for, in the order asked for."""
        for name, narrow in NARROWING.items():
            if value := self.cleaned_data.get(name):
                patients = narrow(patients, value)
        return patients.order_by(*ORDERS[self.cleaned_data.get("sort") or "pseudonym"][1])
