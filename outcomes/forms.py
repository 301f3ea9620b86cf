from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset, Layout
from django import forms

from outcomes.membership import DRUGS, LINES
from outcomes.models import Cohort
from outcomes.statistics.labels import REGIMEN
from registry.access import sites_of
from registry.forms.inputs import ISO_ONLY
from registry.models import User


class CohortForm(forms.ModelForm):
    """The rule of a cohort. Sites on offer are those assigned to the user."""

    regimen_codes = forms.MultipleChoiceField(
        label="Regimens",
        choices=list(REGIMEN.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="None chosen means every regimen.",
    )
    line_groups = forms.MultipleChoiceField(
        label="Salvage lines",
        choices=list(LINES.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="None chosen means every line.",
    )

    class Meta:
        model = Cohort
        fields = [
            "name",
            "description",
            "drug",
            "regimen_codes",
            "line_groups",
            "started_from",
            "started_to",
            "sites",
        ]
        widgets = {
            "sites": forms.CheckboxSelectMultiple,
            "started_from": forms.DateInput(attrs={"type": "date"}),
            "started_to": forms.DateInput(attrs={"type": "date"}),
            "description": forms.TextInput,
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        drugs: Any = self.fields["drug"]
        drugs.choices = [("", "Any drug"), *DRUGS]
        for name in ("started_from", "started_to"):
            day: Any = self.fields[name]
            day.input_formats = ISO_ONLY
        sites: Any = self.fields["sites"]
        sites.queryset = sites_of(user).order_by("site_name")
        sites.label_from_instance = lambda site: site.site_name or site.site_id
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            Fieldset("Cohort", "name", "description"),
            Fieldset("Treatment", "drug", Div("regimen_codes", "line_groups", css_class="side-by-side")),
            Fieldset("Period", Div("started_from", "started_to", css_class="side-by-side")),
            Fieldset("Sites", "sites"),
        )
