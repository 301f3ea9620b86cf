"""Everything that is recorded, one module per subject of the data dictionary."""

from registry.models.audit import Change, DataVersion, PatientEdit
from registry.models.base import MissingReason, PatientRecord, Record, RecordStatus
from registry.models.disease import Diagnosis, DiseaseStatusEvent, GeneticResult
from registry.models.double_entry import Reentry, ReentrySample
from registry.models.followup import FollowUp
from registry.models.keeping import UnsavedAnswers
from registry.models.labs import LabSnapshot
from registry.models.patients import Consent, Patient
from registry.models.queries import Query
from registry.models.response import MRDAssay, ResponseAssessment
from registry.models.safety import VOD, AdverseEvent
from registry.models.signatures import Signature
from registry.models.sites import Site, SiteReferenceRange
from registry.models.transplant import GVHD, Transplant
from registry.models.treatment import Administration, Cycle, SalvageRegimen
from registry.models.users import Role, User
from registry.models.work import WorkItem

__all__ = [
    "GVHD",
    "VOD",
    "Administration",
    "AdverseEvent",
    "Change",
    "Consent",
    "Cycle",
    "DataVersion",
    "Diagnosis",
    "DiseaseStatusEvent",
    "FollowUp",
    "GeneticResult",
    "LabSnapshot",
    "MRDAssay",
    "MissingReason",
    "Patient",
    "PatientEdit",
    "PatientRecord",
    "Query",
    "Record",
    "RecordStatus",
    "Reentry",
    "ReentrySample",
    "ResponseAssessment",
    "Role",
    "SalvageRegimen",
    "Signature",
    "Site",
    "SiteReferenceRange",
    "Transplant",
    "UnsavedAnswers",
    "User",
    "WorkItem",
]
