"""What is due at a patient: duties with permanent codes, free of Django."""

from registry.work_list.definition import Duty, Subject, Task
from registry.work_list.table import DUTIES, tasks_of

__all__ = ["DUTIES", "Duty", "Subject", "Task", "tasks_of"]
