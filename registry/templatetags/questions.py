"""How the questions of a form are put on the page."""

from collections.abc import Sequence
from typing import Any

from django import forms, template
from django.forms import BoundField
from django.urls import reverse
from django.utils.safestring import SafeString

from registry.fields import ClinicalField
from registry.forms.confirming import input_names
from registry.forms.record import condition_text
from registry.models import Query, Record
from registry.record_types import RECORD_TYPES, type_of
from registry.templatetags.reading import whose

register = template.Library()


@register.filter
def is_list(answer: BoundField) -> bool:
    """Whether the question is answered by checkboxes."""
    return isinstance(answer.field.widget, forms.CheckboxSelectMultiple)


@register.filter
def is_choice(answer: BoundField) -> bool:
    return isinstance(answer.field.widget, forms.Select)


@register.simple_tag
def control(
    answer: BoundField, described_by: str = "", aria_label: str = "", **attributes: Any
) -> SafeString:
    """The input of a question, described by the ids given (separated by blanks)."""
    look = "form-select" if is_choice(answer) else "form-control"
    bad = " is-invalid" if answer.errors else ""
    if described_by:
        attributes["aria-describedby"] = " ".join(described_by.split())
    if aria_label:
        attributes["aria-label"] = aria_label
    return answer.as_widget(attrs={"class": f"{look} form-control-sm{bad}", **attributes})


@register.filter
def condition(answer: BoundField) -> str:
    """When the question applies, for those who see all questions because they have no script."""
    form: Any = answer.form
    return condition_text(form, form.questions[answer.name]).replace("” is not ", "” is ", 1)


@register.inclusion_tag("components/confirm.html")
def confirm(answer: BoundField, check_code: str) -> dict[str, Any]:
    """Why a questioned value is right: a reason of a list, and a comment."""
    data: Any = answer.form.data
    reason, comment = input_names(answer.name, check_code)
    return {
        "reason_name": reason,
        "comment_name": comment,
        "reasons": Query.Confirmation.choices,
        "chosen": data.get(reason, ""),
        "comment": data.get(comment, ""),
        "label": answer.label,
    }


@register.filter
def can_be_confirmed(query: Query) -> bool:
    """Whether the site may confirm the value: an edit check asks, and nothing is impossible."""
    asks = query.check_code and query.severity == Query.Severity.QUERY
    return bool(asks) and query.status in Query.UNSETTLED


@register.inclusion_tag("components/field_links.html")
def field_links(
    record: Record, question: ClinicalField, may_raise: bool, queries: Sequence[Query] = ()
) -> dict[str, Any]:
    """Ways from one question of a stored record: to its queries, or to ask one, and to its history."""
    if record.pk is None or type_of(record).slug not in RECORD_TYPES:
        return {}
    asked = next(iter(queries), None)
    place = [whose(record), type_of(record).slug, record.pk]
    return {
        "label": question.verbose_name,
        "query": f"{reverse('queries')}?status={asked.status}#query-{asked.pk}" if asked else "",
        "history": f"{reverse('history', args=place)}?field={question.name}",
        "ask": f"{reverse('record', args=place)}?ask={question.name}#raise-query" if may_raise else "",
    }
