"""What pages say about records without asking a view."""

import datetime

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from registry.models import LabSnapshot, Patient, Query
from registry.partial_dates import PartialDate
from registry.record_types import RECORD_TYPES
from registry.templatetags import reading


@pytest.mark.parametrize(
    ("born", "enrolled", "shown"),
    [
        ("1970-03-15", "2024-03-14", "53"),
        ("1970-03-15", "2024-03-15", "54"),
        ("1970-03", "2024-03-15", "53–54"),
        ("1970-03", "2024-05-01", "54"),
        ("1970", "2024-05-01", "53–54"),
        ("1930-01-01", "2024-05-01", "over 89"),
    ],
)
def test_age_is_a_range_where_the_birth_date_leaves_it_open(born: str, enrolled: str, shown: str) -> None:
    patient = Patient(birth_date=PartialDate(born), enrolment_date=datetime.date.fromisoformat(enrolled))
    assert reading.age_at_enrolment(patient) == shown


def test_age_is_not_shown_without_a_birth_date() -> None:
    assert reading.age_at_enrolment(Patient(enrolment_date=datetime.date(2024, 5, 1))) == ""


@pytest.mark.parametrize(
    ("slug", "chapter"), [("lab", "disease"), ("administration", "treatment"), ("response", "treatment")]
)
def test_a_cell_of_the_status_grid_leads_to_the_chapter_that_holds_the_records(
    slug: str, chapter: str
) -> None:
    assert reading.chapter_of(RECORD_TYPES[slug]) == chapter


def test_a_query_is_called_by_its_question() -> None:
    assert reading.question_label(Query(entity="lab", field="wbc")) == "White blood cells"
    assert reading.question_label(Query(entity="lab", field="")) == ""


def test_questions_that_do_not_apply_are_not_read_out() -> None:
    alive = RECORD_TYPES["follow_up"].model(vital_status="alive")
    dead = RECORD_TYPES["follow_up"].model(vital_status="dead")
    assert "Death" not in dict(reading.sections(alive))
    assert "Death" in dict(reading.sections(dead))


def test_every_question_of_a_record_is_read_out_once() -> None:
    names = [question.name for _, asked in reading.sections(LabSnapshot()) for question in asked]
    assert sorted(names) == sorted(question.name for question in LabSnapshot.questions())


@pytest.mark.parametrize(
    ("path", "marked"),
    [("/patients/", ' aria-current="page"'), ("/patients/X-1/", ' aria-current="true"'), ("/queries/", "")],
)
def test_the_navigation_marks_where_one_is(path: str, marked: str) -> None:
    template = Template('{% load reading %}{% aria_current "/patients/" %}')
    assert template.render(Context({"request": RequestFactory().get(path)})) == marked
