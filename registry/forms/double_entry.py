"""The forms of double entry: drawing a sample, and entering the critical answers again."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms

from registry.double_entry import Critical
from registry.fields import ClinicalField
from registry.forms.inputs import WholeNumberInput
from registry.forms.layout import Answer
from registry.forms.record import RecordForm
from registry.forms.unit_choice import unit_name
from registry.models import Record

LARGEST_SEED = 999_999_999


class SampleForm(forms.Form):
    """How many records to draw, as a number or a percentage, and by which seed."""

    percent = WholeNumberInput(label="Percent of the records", required=False)
    count = WholeNumberInput(label="or number of records", required=False)
    seed = WholeNumberInput(label="Seed")

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        percent, count = given.get("percent"), given.get("count")
        if not self.errors and (percent is None) == (count is None):
            self.add_error("percent", "Give either a percentage or a number.")
        if percent is not None and not 1 <= percent <= 100:
            self.add_error("percent", "Write a number from 1 to 100.")
        if count is not None and count < 1:
            self.add_error("count", "Write at least 1.")
        if not 0 <= (given.get("seed") or 0) <= LARGEST_SEED:
            self.add_error("seed", "Write a number that is not negative.")
        return given


class ReentryForm(RecordForm):
    """The critical questions of one record, empty."""

    def __init__(self, blank: Record, critical: Critical, data: Any = None) -> None:
        super().__init__(blank, data)
        self.questions = {name: self.questions[name] for name in critical.fields}
        asked_for = {kept for name in critical.fields for kept in (name, unit_name(name))}
        self.fields = {name: field for name, field in self.fields.items() if name in asked_for}
        asked = (Answer(name) for name in critical.fields)
        self.helper.layout = Layout(Fieldset("", *asked, css_class="form-section"))

    def is_asked(self, question: ClinicalField) -> bool:
        """Always: what decides whether a question applies is not entered again."""
        return True

    def answers(self) -> dict[str, Any]:
        return {name: self.cleaned_data.get(name) for name in self.questions}
