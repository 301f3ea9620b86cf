from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q

from outcomes.counting import Counts, counts_under
from outcomes.disclosure import View
from outcomes.loading import Site
from outcomes.membership import DRUGS, FILTERS, Filter, Membership
from outcomes.models import Cohort
from registry.access import sites_of
from registry.forms.inputs import PartialDateInput
from registry.models import User

LONGEST_KEY = 18
DAYS = ("started_from", "started_to")
HOW_TO_WRITE = "12mar24, 2024-03-12; a month, 2024-03, or a year is taken whole."
DRUG = Filter("drug", "drug", "Contains the drug", dict(DRUGS), "", is_flag=True)


@dataclass(frozen=True, slots=True)
class Option:
    """A choice and, as text, how many patients it would leave; id: of its input, with “-n” of the count."""

    id: str
    value: Any
    label: str
    n: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Choices:
    """The options of one filter. is_flag: one of them at most."""

    name: str
    title: str
    is_flag: bool
    options: list[Option]
    errors: list[str]

    @property
    def is_open(self) -> bool:
        """Whether something is chosen, or wrong."""
        return bool(self.errors) or any(option.is_chosen and option.value for option in self.options)


class ChosenSites(forms.ModelMultipleChoiceField):
    """Sites by their keys; a number that no column holds is no site, as any other wrong one."""

    def clean(self, value: Any) -> Any:
        return super().clean(["" if len(f"{key}") > LONGEST_KEY else key for key in value or ()])


class FirstDay(PartialDateInput):
    """The day on which a period begins: of a month or year, its first."""

    def read(self, text: str) -> date:  # type: ignore[override]
        return super().read(text).earliest


class LastDay(PartialDateInput):
    """The day on which a period ends: of a month or year, its last."""

    def read(self, text: str) -> date:  # type: ignore[override]
        return super().read(text).latest


class CohortForm(forms.ModelForm):
    """The rule of a cohort. Sites on offer are those assigned to the user."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Cohort
        fields = [
            "name",
            "description",
            "is_shared",
            "drug",
            *DAYS,
            *(one.name for one in FILTERS),
        ]
        field_classes = {"sites": ChosenSites, "started_from": FirstDay, "started_to": LastDay}
        help_texts = dict.fromkeys(DAYS, HOW_TO_WRITE)
        widgets = {
            **{
                name: forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}) for name in DAYS
            },
            "name": forms.TextInput(attrs={"class": "form-control"}),
            "description": forms.TextInput(attrs={"class": "form-control"}),
            "is_shared": forms.CheckboxInput(attrs={"class": "form-check-input"}),
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = self.instance.rule_number
        sites: Any = self.fields["sites"]
        # Whoever edits keeps the sites chosen before, also one that is no longer assigned.
        kept = self.instance.sites.values("pk") if self.instance.pk else []
        sites.queryset = Site.objects.filter(Q(pk__in=sites_of(user)) | Q(pk__in=kept)).order_by("site_name")
        for one in FILTERS:
            if one.choices and not one.is_flag:
                self.fields[one.name] = forms.MultipleChoiceField(
                    label=one.title, choices=list(one.choices.items()), required=False
                )

    def rule(self) -> Membership:
        """The rule as far as it is filled in rightly; what is wrong is left out of it."""
        given = {name: value for name, value in self._given().items() if value}
        wanted = {name: given[name] for name in Membership.__dataclass_fields__ if name in given}
        if "sites" in wanted:
            wanted["sites"] = [site.pk for site in wanted["sites"]]
        wanted |= {name: frozenset(value) for name, value in wanted.items() if isinstance(value, list)}
        return Membership(**wanted)

    def _given(self) -> dict[str, Any]:
        if not self.is_bound:
            return {name: self.get_initial_for_field(self.fields[name], name) for name in self.fields}
        if not hasattr(self, "cleaned_data"):
            self.full_clean()
        return {name: list(v) if hasattr(v, "all") else v for name, v in self.cleaned_data.items()}

    def choices(self, counts: Counts, view: View) -> Iterator[Choices]:
        """Every filter with its options, and how many patients each would leave as the view tells it."""
        sites: Any = self.fields["sites"]
        named = {site.pk: site.site_name or site.site_id for site in sites.queryset}
        for one in (DRUG, *FILTERS):
            labels: Any = named if one.name == "sites" else one.choices
            yield Choices(
                one.name,
                one.title,
                one.is_flag,
                list(self._options(one, labels, counts, view)),
                [str(error) for error in self.errors.get(one.name, [])] if self.is_bound else [],
            )

    def _options(self, one: Filter, labels: dict[Any, str], counts: Counts, view: View) -> Iterator[Option]:
        chosen = getattr(self.rule(), one.name)
        if one.is_flag:
            yield Option(f"id_{one.name}_any", "", "Any", "", not chosen)
        for number, (code, label) in enumerate(labels.items()):
            taken = code == chosen if one.is_flag else code in chosen
            n = f"{view.count(counts.of(one.name, code)):,}"
            yield Option(f"id_{one.name}_{number}", code, label, n, taken)

    def counted(self, view: View) -> dict[str, Any]:
        """The counts under the rule so far, as the view tells them, and the choices with them."""
        counts = counts_under(self.rule())
        return {"total": f"{view.count(counts.total):,}", "choices": list(self.choices(counts, view))}
