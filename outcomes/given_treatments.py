"""The treatments of single patients with their cycles, from the records as they are."""

from collections import defaultdict
from collections.abc import Collection

from outcomes.histories import people
from outcomes.history import Regimen
from outcomes.models import RegimenOutcome
from outcomes.statistics.given import Given

TREATMENT = ("regimen", "cycle")


def given_treatments(patient_ids: Collection[int]) -> dict[int, list[Given]]:
    """Of each patient, in order of start; starts and lines are those derived, as in every analysis."""
    recorded = _recorded(patient_ids)
    found: dict[int, list[Given]] = defaultdict(list)
    rows = RegimenOutcome.objects.filter(patient__in=patient_ids, start_on__isnull=False)
    for row in rows.order_by("patient", "start_on", "position"):
        found[row.patient_id].append(_given(row, recorded.get(row.regimen_id)))
    return found


def _recorded(patient_ids: Collection[int]) -> dict[int, Regimen]:
    treated = people(patient_ids, TREATMENT)
    return {regimen.id: regimen for person in treated for regimen in person.history.regimens}


def _given(row: RegimenOutcome, regimen: Regimen | None) -> Given:
    """A regimen that was taken out of the records just now has neither end nor cycles."""
    assert row.start_on
    line = row.values["salvage_line"]
    cycles = sorted((one.started_on, one.planned_length_days) for one in regimen.cycles) if regimen else []
    return Given(
        code=row.regimen_code,
        line=f"Salvage {line}" if line else row.line_type.replace("_", " ").capitalize(),
        start_on=row.start_on,
        ended_on=regimen.end.analysis if regimen and regimen.end else None,
        cycles=tuple(cycles),
    )
