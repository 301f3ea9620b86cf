"""Every duty by its examples: it asks for what is due, on its day, and is silent otherwise."""

import dataclasses
from datetime import date

import pytest

from registry.record_types import RECORD_TYPES
from registry.work_list import DUTIES, tasks_of
from tests.registry.edit_checks.charts import adverse_event, cycle, patient, regimen, transplant
from tests.registry.work_list import duty_examples
from tests.registry.work_list.duty_examples import Example

EXAMPLES: list[Example] = [
    *duty_examples.ENROLMENT,
    *duty_examples.FOLLOW_UP,
    *duty_examples.TREATMENT,
    *duty_examples.TRANSPLANT,
    *duty_examples.SAFETY,
]
BY_CODE = {duty.code: duty for duty in DUTIES}


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_duty_asks_for_what_its_example_says(example: Example) -> None:
    tasks = tasks_of(example.rows, [BY_CODE[example.code]])
    assert [f"{task.entity} {task.due_on}" for task in tasks] == ([example.due] if example.due else [])


@pytest.mark.parametrize("code", BY_CODE)
def test_duty_has_an_example_that_asks_and_one_that_is_silent(code: str) -> None:
    assert {bool(example.due) for example in EXAMPLES if example.code == code} == {True, False}


def test_codes_are_unique_and_lead_to_records_that_exist() -> None:
    assert len(BY_CODE) == len(DUTIES)
    assert {duty.entity for duty in DUTIES} <= RECORD_TYPES.keys()


def test_every_reason_is_a_whole_sentence() -> None:
    reasons = {task.why for example in EXAMPLES for task in tasks_of(example.rows)}
    assert all(why.endswith(".") and not why[0].islower() and "None" not in why for why in reasons)
    assert max(map(len, reasons)) <= 200


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_what_is_due_does_not_depend_on_the_day_on_which_it_is_asked(example: Example) -> None:
    later = dataclasses.replace(example.rows, today=date(2040, 1, 1))
    assert tasks_of(later) == tasks_of(example.rows)


def test_one_record_asks_for_the_same_thing_once() -> None:
    for example in EXAMPLES:
        named = [(task.code, task.about_entity, task.about_id) for task in tasks_of(example.rows)]
        assert len(named) == len(set(named)), example


def test_a_new_record_starts_with_the_links_from_which_it_is_due() -> None:
    rows = patient(regimen(), cycle(planned_length_d=21), transplant())
    prefill = {task.code: dict(task.prefill) for task in tasks_of(rows)}
    assert prefill["W21"] == {"regimen": 1, "cycle": 1}
    assert prefill["W32"] == {"transplant": 1}


def test_drafts_wait_to_be_finished_whatever_else_is_due() -> None:
    rows = patient(regimen(status="draft"), adverse_event(status="draft"))
    drafts = [task for task in tasks_of(rows) if task.code == "DRAFT"]
    assert [(task.entity, task.record_id, task.due_on) for task in drafts] == [
        ("regimen", 1, None),
        ("adverse_event", 1, None),
    ]
