"""The form of any record type, made from the questions of its model."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any
from uuid import uuid4

from crispy_forms.helper import FormHelper
from django import forms

from registry import fields
from registry.actions import Confirmation
from registry.checking import Problem
from registry.completeness import takes_reason
from registry.fields import ClinicalField
from registry.forms import inputs, unit_choice
from registry.forms.anchors import anchor_of, today_at
from registry.forms.confirming import confirmations_in
from registry.forms.layout import layout_of
from registry.forms.links import link_choices
from registry.forms.sections import in_order
from registry.models import MissingReason, Query, Record, RecordStatus
from registry.partial_dates import PartialDate
from registry.quick_dates import in_full
from registry.record_types import type_of
from registry.units import Unit

_INPUTS: dict[type[ClinicalField], type[forms.Field]] = {
    fields.TextAnswer: inputs.TextInput,
    fields.IntegerAnswer: inputs.WholeNumberInput,
    fields.DecimalAnswer: inputs.DecimalInput,
    fields.MeasuredAnswer: inputs.MeasuredInput,
    fields.DateAnswer: inputs.DateInput,
    fields.PartialDateAnswer: inputs.PartialDateInput,
}
_DATES = (fields.DateAnswer, fields.PartialDateAnswer)
_NUMBERS = (fields.IntegerAnswer, fields.DecimalAnswer, fields.MeasuredAnswer)
NOTHING_CHOSEN = ("", "—")


class RecordForm(forms.Form):
    """Questions of one record, each with its missing reason.

    problems, queries: what is to be done at each field. conflicts: what somebody else
    answered differently meanwhile, see registry/forms/merging.py.
    may_confirm, may_raise: whether values may be confirmed and asked about here. confirmations: what was
    confirmed. hidden: names of questions whose answers are neither shown nor changed. last_units: the unit
    used last, by question. anchor: the day from which +21 counts.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        record: Record,
        data: Any = None,
        *,
        needs_reason: bool = False,
        hidden: Collection[str] = (),
        last_units: Mapping[str, str] | None = None,
    ) -> None:
        self.record = record
        self.last_units = last_units or {}
        self.anchor, self.today = anchor_of(record, data), today_at(record)
        self.kind = type_of(record)
        self.questions = {q.name: q for q in record.questions() if q.name not in hidden}
        self.problems: dict[str, list[Problem]] = defaultdict(list)
        self.queries: dict[str, list[Query]] = defaultdict(list)
        self.conflicts: dict[str, Any] = {}
        self.may_confirm = self.may_raise = False
        self.confirmations: list[Confirmation] = []
        super().__init__(data, initial=self._initial_answers())
        for name in in_order(self.kind.slug, list(self.questions)):
            self._add(self.questions[name])
        was_complete = record.pk is not None and record.status != RecordStatus.DRAFT
        if was_complete or needs_reason:
            self.fields["reason"] = inputs.TextInput(
                label="Reason for this change",
                max_length=500,
                required=False,
                help_text="Kept in the history.",
            )
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.layout = layout_of(self.kind.slug, list(self.questions))

    # Building ---------------------------------------------------------------------------------

    def _initial_answers(self) -> dict[str, Any]:
        record = self.record
        initial = {name: getattr(record, question.attname) for name, question in self.questions.items()}
        initial |= {self.missing_name(name): reason for name, reason in record.missing.items()}
        initial |= {
            unit_choice.unit_name(name): unit_choice.initial_unit(question, initial[name], self.last_units)
            for name, question in self.questions.items()
            if question.also_in
        }
        return initial | {"version": record.version, "form_key": record.form_key or uuid4()}

    def _add(self, question: ClinicalField) -> None:
        self.fields[question.name] = self._input_for(question)
        if question.also_in:
            self.fields[unit_choice.unit_name(question.name)] = unit_choice.unit_field(question)
        if takes_reason(question, self.kind):
            self.fields[self.missing_name(question.name)] = inputs.CodeInput(
                label=f"Why is there no answer to “{question.verbose_name}”?",
                choices=[("", "No reason given"), *MissingReason.choices],
                required=False,
            )

    def _input_for(self, question: ClinicalField) -> forms.Field:
        options: dict[str, Any] = {
            "label": question.verbose_name,
            "required": False,
            "help_text": question.help_text,
        }
        if isinstance(question, fields.CodesAnswer):
            widget = forms.CheckboxSelectMultiple
            return inputs.CodesInput(choices=question.codes, widget=widget, **options)
        if isinstance(question, fields.Link):
            return inputs.CodeInput(choices=[NOTHING_CHOSEN, *link_choices(question, self.record)], **options)
        if isinstance(question, fields.CodeAnswer):
            return inputs.CodeInput(choices=[NOTHING_CHOSEN, *self._codes_of(question)], **options)
        if isinstance(question, _DATES):
            options |= {"anchor": self.anchor, "today": self.today}
        field = _INPUTS[type(question)](**options)
        field.widget.attrs.update(_hints(question))
        return field

    def _codes_of(self, question: ClinicalField) -> Sequence[tuple[str, str]]:
        codes: Iterable[Any] = question.choices or ()
        if self.kind.slug == "administration" and question.name == "drug":
            return _drugs_of_regimen(self.record, list(codes))
        return list(codes)

    @staticmethod
    def missing_name(name: str) -> str:
        return f"missing-{name}"

    def missing_field(self, name: str) -> forms.BoundField | None:
        key = self.missing_name(name)
        return self[key] if key in self.fields else None

    def unit_field(self, name: str) -> forms.BoundField | None:
        key = unit_choice.unit_name(name)
        return self[key] if key in self.fields else None

    # Reading ----------------------------------------------------------------------------------

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name, question in self.questions.items():
            self._to_own_unit(question, cleaned)
            self._check_answer(question, cleaned.get(name), cleaned.get(self.missing_name(name)))
        if self.may_confirm:
            self.confirmations = list(confirmations_in(self))
        return cleaned

    def _to_own_unit(self, question: ClinicalField, cleaned: dict[str, Any]) -> None:
        """Keep a number in the unit of the data dictionary, whatever unit it was typed in."""
        unit, value = self.typed_unit(question), cleaned.get(question.name)
        if unit_choice.unit_name(question.name) in self.errors:
            cleaned[question.name] = None
        elif unit is not None and value is not None:
            try:
                cleaned[question.name] = unit_choice.in_own_unit(value, unit)
            except ValueError as error:
                self.add_error(question.name, str(error))

    def typed_unit(self, question: ClinicalField) -> Unit | None:
        """The other unit that was chosen for a number; None for the one of the data dictionary."""
        return unit_choice.unit_of(question, self.cleaned_data.get(unit_choice.unit_name(question.name)))

    def echo(self, name: str) -> str:
        """What will be kept, in words: a date in full, a number in the unit of the dictionary."""
        question = self.questions[name]
        if not self.is_bound or name in self.errors:
            return ""
        value = self.cleaned_data.get(name)
        if isinstance(question, _DATES) and value:
            return f"= {in_full(value if isinstance(value, PartialDate) else PartialDate.of(value))}"
        if question.also_in and value is not None and self.typed_unit(question):
            return f"stored as {value} {question.unit}"
        return ""

    def _check_answer(self, question: ClinicalField, value: Any, reason: str | None) -> None:
        if value in (None, "", []) or question.name in self.errors:
            return
        if reason:
            self.add_error(question.name, "Give either a value or a reason why it is missing, not both.")
        if not self.is_asked(question):
            self.add_error(question.name, f"This does not apply: {condition_text(self, question)}")

    def is_asked(self, question: ClinicalField) -> bool:
        """Whether the question applies, given the other answers of the form."""
        return question.applies_to(self.cleaned_data)

    def put_answers(self) -> Record:
        """Put the answers that could be read into the record; it is not saved."""
        for name, question in self.questions.items():
            value = self.cleaned_data.get(name)
            setattr(self.record, question.attname, _linked_id(question, value))
        untouched = {name: why for name, why in self.record.missing.items() if name not in self.questions}
        self.record.missing = untouched | {
            name: reason
            for name in self.questions
            if (reason := self.cleaned_data.get(self.missing_name(name)))
        }
        return self.record

    def apply(self) -> Record:
        """Put the answers into the record, and the version on which they are based."""
        self.put_answers()
        self.record.version = self.cleaned_data["version"]
        if self.record.pk is None:
            self.record.form_key = self.cleaned_data["form_key"]
        return self.record

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Show what is to be done at each field, without what a query asks there already."""
        for problem in problems:
            asked = {query.check_code for query in self.queries[problem.field]}
            if not problem.code or problem.code not in asked:
                self.problems[problem.field].append(problem)

    def show_queries(self, queries: Iterable[Query]) -> None:
        for query in queries:
            self.queries[query.field].append(query)


def condition_text(form: RecordForm, question: ClinicalField) -> str:
    """The condition of a question in words, such as “Vital status” is not Dead."""
    name, codes = next(iter(question.when.items()))
    asked = form.questions[name]
    labels = dict(getattr(asked, "codes", None) or asked.choices or ())
    wanted = " or ".join(str(labels.get(code, code)) for code in codes)
    return f"“{asked.verbose_name}” is not {wanted}."


def _linked_id(question: ClinicalField, value: Any) -> Any:
    if isinstance(question, fields.Link):
        return int(value) if value else None
    if isinstance(question, fields.TextAnswer) and not question.null:
        return value or ""
    return value


def _hints(question: ClinicalField) -> dict[str, str]:
    if isinstance(question, _DATES):
        full = isinstance(question, fields.DateAnswer)
        example = "2024-03-15 or 15mar24" if full else "15mar24, 2024-03 or 2024"
        return {"placeholder": example, "autocomplete": "off", "spellcheck": "false"}
    if isinstance(question, _NUMBERS):
        return {"inputmode": "decimal", "autocomplete": "off"}
    return {"autocomplete": "off"}


def _drugs_of_regimen(record: Any, codes: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Only the drugs of the regimen that the dose belongs to."""
    cycle = record.cycle if record.cycle_id else None
    drugs = set(cycle.regimen.drugs) if cycle and cycle.regimen_id else None
    return [pair for pair in codes if drugs is None or pair[0] in drugs or pair[0] == record.drug]
