"""Disease events: what led to a treatment, or ended it."""

from datetime import date
from typing import Any

from outcomes.demo.expansion.chart import Chart, partial
from registry.models import DiseaseStatusEvent, SalvageRegimen

IN_BLOOD_FROM = 40


def relapse(chart: Chart, on: date, blasts: int, ended: SalvageRegimen) -> DiseaseStatusEvent:
    """A haematological relapse after the regimen that it ends."""
    return _event(chart, on, "relapse", ended, **_in_marrow(blasts), cd22_pct=chart.random.randint(55, 99))


def refractory(
    chart: Chart, on: date, blasts: int, ended: SalvageRegimen, *, primary: bool = False
) -> DiseaseStatusEvent:
    """No response to the regimen that it ends."""
    kind = "primary_refractory" if primary else "refractory_to_regimen"
    return _event(chart, on, kind, ended, **_in_marrow(blasts))


def progression_elsewhere(chart: Chart, on: date, ended: SalvageRegimen) -> DiseaseStatusEvent:
    """Progression outside the marrow, which is clear."""
    return _event(
        chart, on, "progression", ended, event_sites=["other_em"], confirmed_by=["biopsy", "imaging"]
    )


def _in_marrow(blasts: int) -> dict[str, Any]:
    sites = ["bm", "pb"] if blasts >= IN_BLOOD_FROM else ["bm"]
    return {"event_sites": sites, "bm_blasts_pct": blasts, "confirmed_by": ["morphology", "flow"]}


def _event(chart: Chart, on: date, kind: str, ended: SalvageRegimen, **answers: Any) -> DiseaseStatusEvent:
    event = DiseaseStatusEvent(
        patient=chart.patient, event_type=kind, event_date=partial(on), linked_regimen=ended, **answers
    )
    return chart.add(event)
