"""What follows from the answers of one record, in words at its questions: grades, doses per m², days.

Free of Django. A remark says what the registry computes; it stores nothing and questions nothing.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from registry.ctcae import TERM_BY_TEST, VERSIONS
from registry.edit_checks.chart import Chart
from registry.edit_checks.dose_limits import AMOUNT_PER_DOSE
from registry.edit_checks.grading import grade_of, regimen_during
from registry.edit_checks.labs import bsa_at
from registry.edit_checks.safety import TEST_BY_TERM, grade_on_onset
from registry.partial_dates import PartialDate
from registry.quick_dates import Anchor
from registry.rows import NOTHING, PatientRows, Row

Remark = tuple[str, str]


def remarks_on(rows: PatientRows, row: Row) -> Iterator[Remark]:
    """Pairs of a question and a sentence about the answer; `row` is one of the rows."""
    remark = _BY_ENTITY.get(row.entity)
    if remark is not None:
        yield from remark(Chart(rows, NOTHING), row)


def place_in_time(day: date | PartialDate | None, anchor: Anchor | None) -> str:
    """How far a day is from what the record belongs to: “day 8 of the cycle”, “21 days after …”."""
    on = day.date if isinstance(day, PartialDate) else day
    if on is None or anchor is None or anchor.on is None:
        return ""
    days = (on - anchor.on).days
    if anchor.name.startswith("day 1 of "):
        return (
            f"day {days + 1} of {anchor.name.removeprefix('day 1 of ')}"
            if days >= 0
            else _before(days, anchor)
        )
    return f"{_days(days)} after {anchor.name}" if days >= 0 else _before(days, anchor)


def _before(days: int, anchor: Anchor) -> str:
    return f"{_days(-days)} before {anchor.name}"


def _days(number: int) -> str:
    return f"{number} day" if number == 1 else f"{number} days"


def _on_lab(chart: Chart, lab: Row) -> Iterator[Remark]:
    if lab.weight and lab.height:
        bsa = math.sqrt(float(lab.weight) * float(lab.height) / 3600)
        yield "height", f"Body surface area {bsa:.2f} m² (Mosteller)"
    if lab.sample_date is None:
        return
    regimen = regimen_during(chart, lab)
    for test in TERM_BY_TEST:
        if getattr(lab, test) is not None:
            yield from ((test, text) for text in _grades(chart, lab, test, regimen))


def _grades(chart: Chart, lab: Row, test: str, regimen: Row | None) -> Iterator[str]:
    """One sentence for all versions: they are never pooled, but often agree."""
    versions = defaultdict(list)
    for version in VERSIONS:
        versions[grade_of(chart, lab, test, version, regimen)].append(version)
    versions.pop(None, None)
    if len(versions) == 1 and sum(map(len, versions.values())) == len(VERSIONS):
        yield f"CTCAE grade {next(iter(versions))}"
    elif versions:
        told = (f"grade {grade} in {', '.join(names)}" for grade, names in versions.items())
        yield f"CTCAE {'; '.join(told)}"


def _on_dose(chart: Chart, dose: Row) -> Iterator[Remark]:
    bsa = bsa_at(chart, dose.admin_date) if dose.admin_date else None
    if bsa:
        yield "bsa_used", f"{bsa:.2f} m² by the last height and weight on record (Mosteller)"
    if not dose.bsa_used or float(dose.bsa_used) <= 0:
        return
    used, unit = float(dose.bsa_used), AMOUNT_PER_DOSE.get(dose.dose_unit)
    amount = "µg" if dose.dose_unit == "ug/m2/day" else "mg"
    if dose.dose_value is not None and unit:
        yield "dose_value", f"× {used:g} m² = {float(dose.dose_value) * unit * used:.4g} {amount}"
    if dose.actual_total is not None:
        yield "actual_total", f"= {float(dose.actual_total) / used:.3g} {amount}/m²"


def _on_event(chart: Chart, event: Row) -> Iterator[Remark]:
    test: Any = TEST_BY_TERM.get(event.term)
    if test is None or event.onset_date is None or event.ctcae_version is None:
        return
    found = grade_on_onset(chart, event, test)
    if found is not None:
        yield (
            "grade",
            f"The laboratory value of the day of onset is grade {found} in CTCAE {event.ctcae_version}",
        )


_BY_ENTITY: dict[str, Callable[[Chart, Row], Iterator[Remark]]] = {
    "lab": _on_lab,
    "administration": _on_dose,
    "adverse_event": _on_event,
}
