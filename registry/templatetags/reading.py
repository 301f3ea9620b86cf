"""What pages say about records, queries and where one is."""

from collections.abc import Iterator
from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import slugify

from registry.actions import Move
from registry.describing import answer_text, title_of
from registry.fields import ClinicalField
from registry.forms.sections import sections_of
from registry.models import Patient, Query, Record
from registry.record_types import RECORD_TYPES, RecordType, type_of

register = template.Library()
OLDEST_SHOWN = 89


@register.simple_tag
def icon(name: str) -> SafeString:
    """A decorative symbol of static/css/icons.css; the text beside it says the same."""
    return format_html('<span class="icon icon-{}" aria-hidden="true"></span>', name)


@register.simple_tag(takes_context=True)
def aria_current(context: Context, link: str) -> SafeString | str:
    """Marks the place of the navigation in which the page lies."""
    path = context["request"].path
    is_here = path == link or (link != "/" and path.startswith(link))
    return format_html(' aria-current="{}"', "page" if path == link else "true") if is_here else ""


@register.filter
def kind_title(slug: str) -> str:
    return RECORD_TYPES[slug].title if slug in RECORD_TYPES else slug


@register.filter
def chapter_of(kind: RecordType) -> str:
    """Anchor of the chapter of the patient page that holds the records of this kind."""
    return slugify(kind.chapter)


@register.filter
def question_label(query: Query) -> str:
    """The question that a query is about, or nothing for a query about the whole record."""
    questions = RECORD_TYPES[query.entity].model.questions() if query.entity in RECORD_TYPES else []
    return next((str(q.verbose_name) for q in questions if q.name == query.field), "")


@register.filter
def settle_url(query: Query, act: str) -> str:
    """Where a query is answered, confirmed, asked again or closed."""
    return reverse(f"query-{act}", args=[query.pk])


@register.filter
def move_url(record: Record, move: Move) -> str:
    """Where a record is verified, locked or unlocked."""
    return reverse(f"record-{move.slug}", args=[whose(record), type_of(record).slug, record.pk])


@register.filter
def whose(record: Record) -> str:
    """The pseudonym of the record's patient."""
    patient: Patient = record if isinstance(record, Patient) else getattr(record, "patient")  # noqa: B009
    return str(patient.registry_id)


@register.filter
def called(record: Record) -> str:
    """The record's title, as lists and headings call it."""
    return title_of(record)


@register.filter
def answer_of(question: ClinicalField, record: Record) -> str:
    return answer_text(question, record)


@register.filter
def sections(record: Record) -> Iterator[tuple[str, list[ClinicalField]]]:
    """The questions that apply to a record, under the headings of its form."""
    answers = record.answers()
    questions = {q.name: q for q in record.questions() if q.applies_to(answers)}
    groups, folded = sections_of(type_of(record).slug, list(questions))
    for title, names in ({**groups, "More": folded}).items():
        shown = [questions[name] for name in names if name in questions]
        if shown:
            yield title, shown


@register.filter
def age_at_enrolment(patient: Patient) -> str:
    """Completed years, as a range where the birth date is not known to the day; ages over 89 as one group."""
    born: Any = patient.birth_date
    on = patient.enrolment_date
    if not born or not on:
        return ""
    ages = sorted(
        {
            on.year - day.year - ((on.month, on.day) < (day.month, day.day))
            for day in (born.latest, born.earliest)
        }
    )
    if ages[-1] > OLDEST_SHOWN:
        return f"over {OLDEST_SHOWN}"
    return "–".join(str(age) for age in ages)
