from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode

from outcomes.access import reader_of
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
FIRST_OF_YEAR, LAST_OF_YEAR = (1, 1), (12, 31)
WHOLE_YEARS = (
    "Patients of other sites are counted by whole years: begin on 1 January and end on 31 December, or "
    "choose your own sites."
)
BY_YEAR = "Whole years, unless only sites of yours are chosen."
SITES = "sites"
WITHHELD = "–"
DRUG = Filter("drug", "drug", "Contains the drug", dict(DRUGS), "", is_flag=True)


def list_under(rule: Membership, view: View, n: int) -> str:
    """Address of the list of n patients under a rule; "" where it counts nobody, or the view is not exact."""
    if not (view.is_exact and n):
        return ""
    return with_conditions(reverse("rule-members"), rule)


def with_conditions(address: str, rule: Membership) -> str:
    """The address with a rule from which a form reads it again."""
    conditions = urlencode(rule.plain(), doseq=True)
    return f"{address}?{conditions}" if conditions else address


@dataclass(frozen=True, slots=True)
class Option:
    """A choice and, as text, how many patients it would leave; id: of its input, with “-n” of the count.

    opens: address of the list of these patients, "" where there is none.
    """

    id: str
    value: Any
    label: str
    n: str
    is_chosen: bool
    opens: str = ""


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
        self.reader = reader_of(user)
        if not self.sees_everything:
            self.fields[DAYS[1]].help_text = BY_YEAR
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

    @property
    def sees_everything(self) -> bool:
        """Whether no count is told in a range."""
        return self.reader.sees_exactly(())

    def clean(self) -> dict[str, Any]:
        """Patients of others are counted by whole years: limits on any day, tried one after the other, would
        say when each of them began."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.reader.sees_exactly([site.pk for site in given.get("sites") or ()]):
            for name, ends in zip(DAYS, (FIRST_OF_YEAR, LAST_OF_YEAR), strict=True):
                day = given.get(name)
                if day and (day.month, day.day) != ends:
                    self.add_error(name, WHOLE_YEARS)
        return given

    def rule(self) -> Membership:
        """The rule as far as it is filled in rightly; what is wrong is left out of it."""
        wanted = self.conditions()
        if "sites" in wanted:
            wanted["sites"] = [site.pk for site in wanted["sites"]]
        wanted |= {name: frozenset(value) for name, value in wanted.items() if isinstance(value, list)}
        return Membership(**wanted)

    def conditions(self) -> dict[str, Any]:
        """What the rule is made of, as another form can begin with it."""
        given = self._given()
        return {name: given[name] for name in Membership.__dataclass_fields__ if given.get(name)}

    @property
    def rule_errors(self) -> list[str]:
        """What is wrong with the rule itself, whatever the cohort is called."""
        return [str(error) for name in Membership.__dataclass_fields__ for error in self.errors.get(name, [])]

    def _given(self) -> dict[str, Any]:
        if not self.is_bound:
            return {name: self.get_initial_for_field(self.fields[name], name) for name in self.fields}
        if not hasattr(self, "cleaned_data"):
            self.full_clean()
        return {name: list(v) if hasattr(v, "all") else v for name, v in self.cleaned_data.items()}

    def choices(self, counts: Counts) -> Iterator[Choices]:
        """Every filter with its options, and how many patients each would leave as the reader may know it."""
        sites: Any = self.fields["sites"]
        named = {site.pk: site.site_name or site.site_id for site in sites.queryset}
        for one in (DRUG, *FILTERS):
            labels: Any = named if one.name == SITES else one.choices
            yield Choices(
                one.name,
                one.title,
                one.is_flag,
                list(self._options(one, labels, counts)),
                [str(error) for error in self.errors.get(one.name, [])] if self.is_bound else [],
            )

    def _options(self, one: Filter, labels: dict[Any, str], counts: Counts) -> Iterator[Option]:
        rule = self.rule()
        chosen = getattr(rule, one.name)
        if one.is_flag:
            yield Option(f"id_{one.name}_any", "", "Any", "", not chosen)
        for number, (code, label) in enumerate(labels.items()):
            choice: Any = code if one.is_flag else frozenset([code])
            alone, n = replace(rule, **{one.name: choice}), counts.of(one.name, code)
            view = self.reader.view(alone.sites, counts.foreign_of(one.name, code))
            yield Option(
                f"id_{one.name}_{number}",
                code,
                label,
                view.told(n, withheld=WITHHELD),
                code == chosen if one.is_flag else code in chosen,
                list_under(alone, view, n),
            )

    def counted(self) -> dict[str, Any]:
        """The counts under the rule so far, as the reader may know them, and the choices with them."""
        rule = self.rule()
        counts = counts_under(rule, self.reader.assigned)
        view = self.reader.view(rule.sites, counts.foreign)
        return {
            "total": view.told(counts.total, withheld=""),
            "opens": list_under(rule, view, counts.total),
            "refusal": view.refusal,
            "period_errors": self._period_errors(),
            "choices": list(self.choices(counts)),
        }

    def _period_errors(self) -> list[str]:
        """Why the period, or a part of it, is not in the counts."""
        return list(dict.fromkeys(str(error) for name in DAYS for error in self.errors.get(name, [])))
