"""Which queries to list: by patient, site, age, edit check, severity, status and origin, in which order."""

from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone

from registry.models import Query, Site

ANY = ("", "Any")
AGES = [ANY, ("7", "Over a week"), ("30", "Over 30 days"), ("90", "Over 90 days")]
ORIGINS = [ANY, ("automatic", "Edit check"), ("manual", "Person")]
ORDERS = {
    "newest": ("Newest first", ("-opened_at", "-id")),
    "oldest": ("Oldest first", ("opened_at", "id")),
    "patient": ("By patient", ("patient__registry_id", "id")),
    "check": ("By edit check", ("check_code", "patient__registry_id", "id")),
}


class QueryFilter(forms.Form):
    """What a reader of the list asks for; what is not on offer is ignored."""

    status = forms.ChoiceField(choices=Query.Status.choices, required=False)
    patient = forms.CharField(max_length=40, required=False)
    site = forms.ChoiceField(required=False)
    age = forms.ChoiceField(label="Open for", choices=AGES, required=False)
    check_code = forms.CharField(label="Edit check", max_length=8, required=False)
    severity = forms.ChoiceField(choices=[ANY, *Query.Severity.choices], required=False)
    origin = forms.ChoiceField(label="Asked by", choices=ORIGINS, required=False)
    order = forms.ChoiceField(choices=[(code, label) for code, (label, _) in ORDERS.items()], required=False)

    def __init__(self, data: Any, sites: QuerySet[Site]) -> None:
        given = data.copy()
        given.setdefault("status", Query.Status.OPEN)
        super().__init__(given, auto_id="filter-%s")
        choices: Any = [ANY, *((str(site.pk), site.site_name) for site in sites)]
        self.fields["site"].choices = choices  # type: ignore[attr-defined]
        for field in self.fields.values():
            look = "form-select" if isinstance(field, forms.ChoiceField) else "form-control"
            field.widget.attrs["class"] = f"{look} form-control-sm"
        self.is_valid()

    @property
    def status_shown(self) -> str:
        return self.cleaned_data.get("status") or Query.Status.OPEN

    def chosen(self, name: str) -> str:
        return self.cleaned_data.get(name) or ""

    def is_narrowed(self) -> bool:
        return any(
            self.chosen(name) for name in ("patient", "site", "age", "check_code", "severity", "origin")
        )

    def select(self, queries: QuerySet[Query]) -> QuerySet[Query]:
        """The queries asked for, in the order asked for."""
        wanted = Q(status=self.status_shown)
        if patient := self.chosen("patient"):
            wanted &= Q(patient__registry_id__icontains=patient)
        if site := self.chosen("site"):
            wanted &= Q(patient__site=int(site))
        if age := self.chosen("age"):
            wanted &= Q(opened_at__lt=timezone.now() - timedelta(days=int(age)))
        if code := self.chosen("check_code"):
            wanted &= Q(check_code__iexact=code)
        if severity := self.chosen("severity"):
            wanted &= Q(severity=severity)
        if origin := self.chosen("origin"):
            wanted &= Q(check_code="") if origin == "manual" else ~Q(check_code="")
        return queries.filter(wanted).order_by(*ORDERS[self.chosen("order") or "newest"][1])
