"""Every duty of the registry, and all that is due at one patient."""

from collections.abc import Sequence

from registry.rows import PatientRows
from registry.work_list.course import Course
from registry.work_list.definition import Duty, Task
from registry.work_list.enrolment import ENROLMENT
from registry.work_list.followup import FOLLOW_UP
from registry.work_list.safety import SAFETY
from registry.work_list.transplant import TRANSPLANT
from registry.work_list.treatment import TREATMENT

DUTIES: tuple[Duty, ...] = (*ENROLMENT, *FOLLOW_UP, *TREATMENT, *TRANSPLANT, *SAFETY)
DRAFT = "DRAFT"


def tasks_of(rows: PatientRows, duties: Sequence[Duty] = DUTIES) -> tuple[Task, ...]:
    """What is due at the patient, in the order of the duties, then the drafts to be finished.

    It depends on the records alone, not on the day: a task stays the same until a record changes.
    A duty whose own inputs are absent or unknown asks for nothing.
    """
    course = Course(rows)
    due = [task for duty in duties for task in duty.tasks(course)]
    drafts = [
        Task(DRAFT, row.entity, row.id, row.entity, row.id, None, "Not completed yet.")
        for row in rows.all()
        if row.status == "draft"
    ]
    return (*due, *drafts)
