"""Doses of the schedules, given day by day within their cycles."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from outcomes.demo.expansion.chart import Chart, after
from registry.models import Administration, Cycle

MG_PER_G = 1000
INOTUZUMAB_DAYS = {"single_dose": (1,), "weekly": (1, 8, 15), "mini_hcvd": (3,)}


class Given(NamedTuple):
    """A drug at one dose on some days of a cycle (day 1 is the first), so many times a day."""

    drug: str
    dose: str
    unit: str
    days: tuple[int, ...]
    times: int = 1
    route: str = "IV"


ODD_COURSE = (
    Given("cyclophosphamide", "150", "mg/m2", (1, 2, 3), times=2),
    Given("vincristine", "2", "mg", (1, 8)),
    Given("dexamethasone", "20", "mg", (1, 2, 3, 4, 11, 12, 13, 14), route="PO"),
)
EVEN_COURSE = (
    Given("methotrexate", "250", "mg/m2", (1,)),
    Given("cytarabine", "0.5", "g/m2", (2, 3), times=2),
)


def chemotherapy(chart: Chart, cycle: Cycle, drugs: list[str]) -> None:
    """The mini-hyper-CVAD course of this number; a regimen without its even drugs repeats the odd course."""
    is_even = cycle.cycle_number % 2 == 0 and "methotrexate" in drugs
    for given in EVEN_COURSE if is_even else ODD_COURSE:
        if given.drug in drugs:
            give(chart, cycle, given)


def inotuzumab(chart: Chart, cycle: Cycle, schedule: str, doses: str) -> None:
    """One dose per day of the schedule; `doses` in mg/m², several separated by a slash."""
    amounts = doses.split("/")
    for day, amount in zip(INOTUZUMAB_DAYS[schedule], amounts, strict=True):
        give(chart, cycle, Given("inotuzumab", amount, "mg/m2", (day,)))


def blinatumomab(chart: Chart, cycle: Cycle) -> None:
    """Continuous infusion for 28 days, in bags of a week: 9 µg a day in the first week of the first cycle."""
    first = "9" if cycle.cycle_number == 1 else "28"
    for day, dose in ((1, first), (8, "28"), (15, "28"), (22, "28")):
        if chart.alive_on(after(cycle.cycle_start, day + 6)):
            give(chart, cycle, Given("blinatumomab", dose, "ug/day", (day,), route="CIVI"))


def give(chart: Chart, cycle: Cycle, given: Given) -> None:
    for on in _dates(cycle, given):
        chart.add(
            Administration(
                patient=chart.patient,
                cycle=cycle,
                drug=given.drug,
                admin_date=on,
                dose_value=Decimal(given.dose),
                dose_unit=given.unit,
                route=given.route,
                dose_modified="no",
                **_amount(chart, given),
            )
        )


def _dates(cycle: Cycle, given: Given) -> Iterator[date]:
    for day in given.days:
        for _ in range(given.times):
            yield after(cycle.cycle_start, day - 1)


def _amount(chart: Chart, given: Given) -> dict[str, Any]:
    """What was given in mg (µg a day for blinatumomab), and the body surface it was reckoned with."""
    dose = Decimal(given.dose)
    if not given.unit.endswith("/m2"):
        return {"dose_basis": "fixed", "actual_total": dose}
    milligrams = dose * MG_PER_G if given.unit == "g/m2" else dose
    total = round(milligrams * chart.body.surface, 2)
    return {"dose_basis": "bsa", "bsa_used": chart.body.surface, "actual_total": total}
