"""What a duty is: a permanent code, a rule, what is to be done, and where it finds something due."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from registry.rows import NOTHING, Row
from registry.work_list.course import Course


class Subject(StrEnum):
    """What a duty belongs to: the groups of the work list."""

    ENROLMENT = "enrolment"
    FOLLOW_UP = "follow_up"
    RESPONSE = "response"
    TREATMENT = "treatment"
    TRANSPLANT = "transplant"
    SAFETY = "safety"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to be done at a patient.

    entity, record_id: the record to edit, or 0 where one is to be added, with the links of prefill.
    about_entity, about_id: the record from which the task follows.
    due_on: a calendar day at the site; None for a draft, which is due whenever it is finished.
    """

    code: str
    entity: str
    record_id: int
    about_entity: str
    about_id: int
    due_on: date | None
    why: str
    prefill: tuple[tuple[str, int], ...] = ()


class Due(NamedTuple):
    """Something due because of a record: when, why, and the links that a new record starts with."""

    about: Row
    on: date
    why: str
    prefill: Mapping[str, int] = NOTHING
    edits: Row | None = None


Find = Callable[[Course], Iterable[Due]]


@dataclass(frozen=True)
class Duty:
    """One row of the duties.

    rule states the reading in words; title says what is to be done; entity is the record to add or edit,
    question where in it.
    only_while_followed: nothing is due any more after death, loss to follow-up, or without consent;
    otherwise only the end of consent ends the duty.
    """

    code: str
    subject: Subject
    entity: str
    title: str
    rule: str
    only_while_followed: bool
    question: str
    find: Find = field(repr=False, compare=False)

    def tasks(self, course: Course) -> Iterator[Task]:
        if not course.may_be_recorded or (self.only_while_followed and not course.is_followed):
            return
        for due in self.find(course):
            yield Task(
                code=self.code,
                entity=self.entity,
                record_id=due.edits.id if due.edits else 0,
                about_entity=due.about.entity,
                about_id=due.about.id,
                due_on=due.on,
                why=due.why,
                prefill=tuple(sorted(due.prefill.items())),
            )


def duty(
    code: str,
    subject: Subject,
    entity: str,
    title: str,
    *,
    rule: str,
    only_while_followed: bool = True,
    question: str = "",
) -> Callable[[Find], Duty]:
    """Make a duty of a function that walks the course of a patient and yields what is due."""

    def make(find: Find) -> Duty:
        return Duty(code, subject, entity, title, rule, only_while_followed, question, find)

    return make
