"""The panel of outcomes on a patient's page: the course as a picture, and what is derived of it."""

from dataclasses import dataclass

from outcomes.loading import Patient, PatientEdit
from outcomes.presenting.course import Lane, drafts_of, lanes_of, origin_of
from outcomes.presenting.derived import DerivedRegimen, regimens_of
from outcomes.presenting.timeline import Timeline, timeline_of
from registry.patient_rows import rows_of


@dataclass(frozen=True, slots=True)
class PatientPanel:
    """is_behind: an edit of the patient is not derived yet. drafts: records that do not count so far.

    stamp: changes with every save of the patient, and once it is derived.
    """

    is_behind: bool
    stamp: str
    drafts: int
    lanes: list[Lane]
    timeline: Timeline | None
    regimens: list[DerivedRegimen]


def state_of(patient: Patient) -> tuple[bool, str]:
    """Whether the patient is behind, and the stamp of the panel, for little work."""
    is_behind = PatientEdit.objects.filter(patient=patient).exists()
    saved = patient.changed_at.isoformat() if patient.changed_at else ""
    return is_behind, f"{saved}{'-behind' if is_behind else ''}"


def panel_of(patient: Patient) -> PatientPanel:
    # The outbox comes first: what is read after it is never older than the panel says.
    is_behind, stamp = state_of(patient)
    rows = rows_of(patient)
    lanes, origin = lanes_of(rows), origin_of(rows)
    return PatientPanel(
        is_behind=is_behind,
        stamp=stamp,
        drafts=drafts_of(rows),
        lanes=[lane for lane in lanes if lane.happenings],
        timeline=timeline_of(lanes, *origin) if origin else None,
        regimens=regimens_of(patient.pk),
    )
