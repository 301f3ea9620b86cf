"""The form that asks about one field of many records."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from registry.bulk_queries import CONDITIONS, OLD, BulkQuestion
from registry.forms.inputs import TextInput, WholeNumberInput
from registry.models import Patient, Site
from registry.record_types import RECORD_TYPES

LONGEST_DAYS = 3650


def _fields() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every question of every record type, under the title of its type, as “type.field”."""
    return [
        (kind.title, [(f"{kind.slug}.{q.name}", str(q.verbose_name)) for q in kind.model.questions()])
        for kind in RECORD_TYPES.values()
    ]


class BulkQueryForm(forms.Form):
    """What to ask, about which field, of which records and patients."""

    field = forms.ChoiceField(label="Question of the record", choices=_fields)
    condition = forms.ChoiceField(label="Of the records", choices=CONDITIONS)
    days = WholeNumberInput(label="Days, if last saved longer ago than", required=False)
    site = forms.ChoiceField(required=False)
    patient = TextInput(label="Pseudonym contains", max_length=40, required=False)
    message = TextInput(label="What is to be clarified", max_length=500)

    def __init__(self, data: Any, sites: QuerySet[Site], patients: QuerySet[Patient]) -> None:
        super().__init__(data, auto_id="bulk-%s")
        self.patients = patients
        choices: Any = [("", "All my sites"), *((str(site.pk), site.site_name) for site in sites)]
        self.fields["site"].choices = choices  # type: ignore[attr-defined]
        for name in self.fields:
            self.fields[name].widget.attrs["aria-describedby"] = f"bulk-{name}-help"

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("condition") == OLD and not 0 < (cleaned.get("days") or 0) <= LONGEST_DAYS:
            self.add_error("days", f"Write a number of days from 1 to {LONGEST_DAYS}.")
        return cleaned

    def question(self) -> BulkQuestion:
        given = self.cleaned_data
        slug, _, name = given["field"].partition(".")
        kind = RECORD_TYPES[slug]
        asked = next(question for question in kind.model.questions() if question.name == name)
        patients = self.patients
        if given["site"]:
            patients = patients.filter(site=int(given["site"]))
        if given["patient"]:
            patients = patients.filter(registry_id__icontains=given["patient"])
        return BulkQuestion(kind, asked, given["condition"], patients, given["message"], given["days"] or 0)
