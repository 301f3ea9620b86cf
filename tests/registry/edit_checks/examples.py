"""How an example is written: the code, what the patient shows, the records, and where the check finds it."""

from dataclasses import dataclass
from typing import Any

from registry.rows import PatientRows
from tests.registry.edit_checks.charts import Written, patient


@dataclass(frozen=True)
class Example:
    """at: "entity.field" where the check shows its finding; empty where it finds nothing."""

    code: str
    shows: str
    rows: PatientRows
    at: str = ""

    def __str__(self) -> str:
        return f"{self.code} {'finds' if self.at else 'passes'}: {self.shows}"


def finds(code: str, shows: str, *records: Written, at: str, **rest: Any) -> Example:
    return Example(code, shows, patient(*records, **rest), at)


def passes(code: str, shows: str, *records: Written, **rest: Any) -> Example:
    return Example(code, shows, patient(*records, **rest))
