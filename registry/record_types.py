"""The kinds of record: one table that drives editing, history, the patient page, import and export.

Adding a row here, with its model, is the whole change.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from registry import models
from registry.fields import Link


@dataclass(frozen=True, slots=True)
class RecordType:
    """slug: name in addresses and rows. parent: the type under which records of this type are added,
    parent_link: the link that says so.

    group: heading of the patient page. first_date: the question that dates a record.
    """

    slug: str
    title: str
    plural: str
    model: type[models.Record]
    group: str
    repeats: bool = True
    parent: str = ""
    parent_link: str = ""
    first_date: str = ""
    help: str = ""

    @property
    def chapter(self) -> str:
        """The heading of the patient page under which records of this type stand."""
        return RECORD_TYPES[self.parent].chapter if self.parent else self.group

    def rows(self) -> QuerySet[Any]:
        """The records of this type that are not withdrawn, in the order of the model."""
        return self.all_rows().filter(withdrawn_at=None)

    def all_rows(self) -> QuerySet[Any]:
        """The withdrawn ones, too."""
        return self.model._default_manager.all()


RECORD_TYPES: dict[str, RecordType] = {
    kind.slug: kind
    for kind in (
        RecordType(
            "patient",
            "Enrolment",
            "Enrolment",
            models.Patient,
            "Patient",
            repeats=False,
            first_date="enrolment_date",
            help="Who the patient is, under a pseudonym, and how the patient came into the registry.",
        ),
        RecordType(
            "consent",
            "Consent",
            "Consents",
            models.Consent,
            "Patient",
            first_date="consent_date",
            help="Consent or its waiver comes before anything else can be completed.",
        ),
        RecordType(
            "diagnosis",
            "Diagnosis",
            "Diagnosis",
            models.Diagnosis,
            "Disease",
            repeats=False,
            first_date="diagnosis_date",
            help="The first diagnosis, and what raises the risk of liver toxicity.",
        ),
        RecordType(
            "genetic",
            "Genetic result",
            "Genetic results",
            models.GeneticResult,
            "Disease",
            first_date="sample_date",
            help="Each method of each sample is a result of its own; the genetic group is derived.",
        ),
        RecordType(
            "disease_event",
            "Disease event",
            "Disease events",
            models.DiseaseStatusEvent,
            "Disease",
            first_date="event_date",
            help="Relapse, refractory disease or progression: what led to a treatment, or ended it.",
        ),
        RecordType(
            "lab",
            "Laboratory values",
            "Laboratory values",
            models.LabSnapshot,
            "Disease",
            first_date="sample_date",
            help="One set per time point: at the start of a regimen, at failure, before transplant.",
        ),
        RecordType(
            "regimen",
            "Regimen",
            "Regimens",
            models.SalvageRegimen,
            "Treatment",
            first_date="start_date",
            help="Each line of treatment. The number of the salvage line is derived.",
        ),
        RecordType(
            "cycle",
            "Cycle",
            "Cycles",
            models.Cycle,
            "Treatment",
            parent="regimen",
            parent_link="regimen",
            first_date="cycle_start",
            help="Each course of the regimen.",
        ),
        RecordType(
            "administration",
            "Administration",
            "Administrations",
            models.Administration,
            "Treatment",
            parent="cycle",
            parent_link="cycle",
            first_date="admin_date",
            help="Each dose given.",
        ),
        RecordType(
            "response",
            "Response assessment",
            "Response assessments",
            models.ResponseAssessment,
            "Response",
            parent="regimen",
            parent_link="regimen",
            first_date="assessment_date",
            help="Marrow, counts and extramedullary disease; the response category is derived from them.",
        ),
        RecordType(
            "mrd",
            "MRD assay",
            "MRD assays",
            models.MRDAssay,
            "Response",
            first_date="sample_date",
            help="Each assay with the limit of detection that it reached.",
        ),
        RecordType(
            "transplant",
            "Transplant",
            "Transplants",
            models.Transplant,
            "Transplant",
            first_date="infusion_date",
            help="Each transplant; day 0 is the day of infusion.",
        ),
        RecordType(
            "gvhd",
            "GVHD",
            "GVHD",
            models.GVHD,
            "Transplant",
            parent="transplant",
            parent_link="transplant",
            first_date="onset_date",
            help="Acute and chronic graft-versus-host disease, stage by organ; the grade is derived.",
        ),
        RecordType(
            "vod",
            "VOD/SOS",
            "VOD/SOS",
            models.VOD,
            "Safety",
            first_date="onset_date",
            help="Findings of veno-occlusive disease; criteria and severity are derived.",
        ),
        RecordType(
            "adverse_event",
            "Adverse event",
            "Adverse events",
            models.AdverseEvent,
            "Safety",
            parent="regimen",
            parent_link="linked_regimen",
            first_date="onset_date",
            help="Each event at its worst grade, with the CTCAE version used.",
        ),
        RecordType(
            "follow_up",
            "Follow-up",
            "Follow-ups",
            models.FollowUp,
            "Follow-up",
            first_date="contact_date",
            help="Each contact. Survival is censored at the last day known alive, never at today.",
        ),
    )
}

SITE = RecordType("site", "Site", "Sites", models.Site, "Sites")
REFERENCE_RANGE = RecordType(
    "reference_range", "Reference range", "Reference ranges", models.SiteReferenceRange, "Sites"
)

_BY_MODEL = {kind.model: kind for kind in (*RECORD_TYPES.values(), SITE, REFERENCE_RANGE)}


def type_of(record: models.Record) -> RecordType:
    return _BY_MODEL[type(record)]


def linked_type(link: Link) -> RecordType:
    """The type of the records to which a link may point."""
    return next(kind for kind in RECORD_TYPES.values() if kind.model is link.related_model)


def of_patients() -> Iterable[RecordType]:
    """The types whose records belong to a patient, without the patient's own enrolment form."""
    return (kind for kind in RECORD_TYPES.values() if kind.slug != "patient")
