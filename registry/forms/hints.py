"""What a form says while it is typed: dates in full, converted units, grades, limits, findings."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from registry.as_typed import rows_as_typed
from registry.checking import limits
from registry.derived_values import Explained, explained, with_derived
from registry.edit_checks.engine import EDIT_CHECKS, Finding, Severity, run
from registry.fields import ClinicalField, Range
from registry.forms.record import RecordForm
from registry.forms.unit_choice import limit_text
from registry.models import Patient
from registry.remarks import place_in_time, remarks_on

INFO, QUERY, ERROR = "info", "query", "error"
BEYOND_HARD, BEYOND_SOFT = "L01", "L02"


@dataclass(frozen=True, slots=True)
class Hint:
    """A sentence at a question; weight: "info", "query" (may stay, with a reason) or "error"."""

    field: str
    text: str
    weight: str = INFO


@dataclass
class Hints:
    """Everything to be said about a form as it is typed."""

    hints: list[Hint] = field(default_factory=list)
    derived: list[Explained] = field(default_factory=list)


def hints_of(form: RecordForm, patient: Patient | None) -> Hints:
    """Hints for a bound form; `patient` is None before enrolment, when there is nothing to compare with."""
    hints = [*_refusals(form), *_echoes(form)]
    if patient is None:
        return Hints(hints)
    rows, row = rows_as_typed(patient, form.put_answers())
    found = run(with_derived(rows), EDIT_CHECKS, limits=limits())
    here = [finding for finding in found if (finding.entity, finding.record_id) == (row.entity, row.id)]
    hints += (Hint(name, text) for name, text in remarks_on(rows, row))
    hints += _findings(form, here)
    shown = [hint for hint in hints if hint.field in form.questions]
    return Hints(shown, [one for one in explained(rows, row.entity, row.id) if one.value != "–"])


def _refusals(form: RecordForm) -> Iterator[Hint]:
    for name in form.questions:
        for sentence in form.errors.get(name, ()):
            yield Hint(name, str(sentence), ERROR)


def _echoes(form: RecordForm) -> Iterator[Hint]:
    for name in form.questions:
        if echo := form.echo(name):
            place = place_in_time(form.cleaned_data.get(name), form.anchor) if echo.startswith("=") else ""
            yield Hint(name, f"{echo}, {place}" if place else echo)


def _findings(form: RecordForm, findings: Iterable[Finding]) -> Iterator[Hint]:
    for finding in findings:
        name = finding.fields[0]
        weight = ERROR if finding.severity == Severity.ERROR else QUERY
        yield Hint(name, _in_typed_unit(form, finding) or finding.message, weight)


def _in_typed_unit(form: RecordForm, finding: Finding) -> str:
    """What a limit of the question says, in the unit in which the answer is typed."""
    question = form.questions.get(finding.fields[0])
    if question is None or finding.code not in (BEYOND_HARD, BEYOND_SOFT):
        return ""
    is_hard = finding.code == BEYOND_HARD
    span = _span(form, question, question.hard if is_hard else question.soft)
    if not span:
        return ""
    return f"Not possible: {span}. Check value and unit." if is_hard else f"Unusual: expected {span}."


def _span(form: RecordForm, question: ClinicalField, bounds: Range) -> str:
    unit = form.typed_unit(question)
    low, high = (None if bound is None else limit_text(bound, question, unit) for bound in bounds)
    if low and high:
        return f"{low.split(' ')[0]} to {high}"
    return f"{low} or more" if low else f"{high} or less" if high else ""
