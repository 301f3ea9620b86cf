"""Who may do what, and the loaders that fetch and authorise in one call.

A record of another site answers exactly like one that does not exist: both raise Http404.
A view that reads patients in any other way than through this module is a defect.
"""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.http import Http404

from registry.keeping import Page
from registry.models import (
    Change,
    Patient,
    Query,
    Record,
    Reentry,
    ReentrySample,
    Role,
    Site,
    UnsavedAnswers,
    User,
    WorkItem,
)
from registry.record_types import RECORD_TYPES, RecordType

Visitor = User | AnonymousUser

C, I, D, M, A = Role.COORDINATOR, Role.INVESTIGATOR, Role.DATA_MANAGER, Role.MONITOR, Role.ADMINISTRATOR  # noqa: E741

# Action → roles that may take it at their own sites.
PERMISSIONS: dict[str, frozenset[str]] = {
    action: frozenset(roles)
    for action, roles in {
        "view_patient": (C, I, D, M),
        "see_identifiers": (C,),
        "enrol_patient": (C,),
        "edit_record": (C, D),
        "withdraw_record": (C, D),
        "verify_record": (D,),
        "lock_record": (D,),
        "unlock_record": (D,),
        "sign_record": (I,),
        "raise_query": (D, M),
        "answer_query": (C,),
        "confirm_query": (C,),
        "reopen_query": (D,),
        "close_query": (D,),
        "read_history": (C, I, D, M),
        "download_audit_trail": (D, M),
        "view_double_entry": (C, D, M),
        "draw_sample": (D,),
        "reenter_record": (C, D),
        "view_statistics": (C, I, D, M),
        "see_exact_figures": (C, I, D, M),
        "edit_cohort": (I, D),
        "use_api": (C, I, D, M),
        "manage_tokens": (C, I, D, M, A),
        "revoke_any_token": (A,),
        "freeze_version": (I, D),
        "recompute": (D, A),
        "manage_sites": (A,),
    }.items()
}

ROLES_NEEDING_REASON = frozenset({D})


def may(user: Visitor, action: str) -> bool:
    return isinstance(user, User) and user.is_active and user.role in PERMISSIONS[action]


def require(user: Visitor, action: str) -> None:
    """Raise PermissionDenied unless the user's role allows the action."""
    if not may(user, action):
        raise PermissionDenied("Your role does not allow this.")


def sites_of(user: Visitor) -> QuerySet[Site]:
    return Site.objects.filter(users=user.pk, withdrawn_at=None)


def patients_of(user: Visitor) -> QuerySet[Patient]:
    """Patients of the user's sites, read from the assignments as they are now."""
    if not may(user, "view_patient"):
        return Patient.objects.none()
    return Patient.objects.filter(site__in=sites_of(user), withdrawn_at=None).select_related("site")


def get_patient(user: Visitor, registry_id: str, action: str = "view_patient") -> Patient:
    """The patient, if the user may take the action; Http404 outside the user's sites."""
    require(user, "view_patient")
    patient = patients_of(user).filter(registry_id=registry_id).first()
    if patient is None:
        raise Http404("No such patient at your sites.")
    require(user, action)
    return patient


def get_record(
    user: Visitor, registry_id: str, slug: str, record_id: int, action: str = "view_patient"
) -> tuple[Patient, RecordType, Record]:
    """One record of a patient, if the user may take the action on it; Http404 for anything else."""
    patient, kind = get_patient(user, registry_id, action), record_type(slug)
    if kind.slug == "patient":
        found: Any = patient if patient.pk == record_id else None
    else:
        found = kind.all_rows().filter(pk=record_id, patient=patient).first()
    if found is None:
        raise Http404("No such record.")
    return patient, kind, found


def record_type(slug: str) -> RecordType:
    """The record type of that name; Http404 for an unknown one."""
    if slug not in RECORD_TYPES:
        raise Http404("No such kind of record.")
    return RECORD_TYPES[slug]


def type_to_add(slug: str) -> RecordType:
    """The type of records that are added to a patient; Http404 for the enrolment, which is the patient."""
    if slug == "patient":
        raise Http404("A patient is enrolled once.")
    return record_type(slug)


def queries_of(user: Visitor) -> QuerySet[Query]:
    if not may(user, "view_patient"):
        return Query.objects.none()
    # Joined, not looked up among all patients: lists of open queries then cost what they hold.
    mine = Query.objects.filter(patient__site__in=sites_of(user), patient__withdrawn_at=None)
    return mine.select_related("patient", "patient__site")


def work_of(user: Visitor) -> QuerySet[WorkItem]:
    """What is still to be done at the user's sites, also what is not due yet."""
    if not may(user, "view_patient"):
        return WorkItem.objects.none()
    return WorkItem.objects.filter(site__in=sites_of(user), done_at=None).select_related("patient")


def require_form(user: Visitor, page: Page) -> None:
    """Raise PermissionDenied or Http404 unless this user opened the page, and may edit that patient now."""
    if page.user_id != user.pk:
        raise PermissionDenied("Somebody else opened this form.")
    require(user, "edit_record" if page.patient_id else "enrol_patient")
    if page.patient_id and not patients_of(user).filter(pk=page.patient_id).exists():
        raise Http404("No such patient at your sites.")


def unsaved_of(user: Visitor) -> QuerySet[UnsavedAnswers]:
    """What this user typed and did not save, of patients that the user may edit now."""
    allowed = Q(pk__in=[])
    if may(user, "edit_record"):
        allowed |= Q(patient__site__in=sites_of(user), patient__withdrawn_at=None)
    if may(user, "enrol_patient"):
        allowed |= Q(patient=None)
    return UnsavedAnswers.objects.filter(allowed, user=user.pk).select_related("patient")


def changes_of(user: Visitor) -> QuerySet[Change]:
    """The audit trail of the user's sites, that of withdrawn patients, too."""
    return Change.objects.filter(patient__site__in=sites_of(user))


def traced_patients_of(user: Visitor) -> QuerySet[Patient]:
    """Patients whose history the user may read, the withdrawn ones of the user's sites, too."""
    if not may(user, "read_history"):
        return Patient.objects.none()
    return Patient.objects.filter(site__in=sites_of(user))


def get_query(user: Visitor, query_id: int, action: str) -> Query:
    require(user, "view_patient")
    query = queries_of(user).filter(pk=query_id).first()
    if query is None:
        raise Http404("No such query.")
    require(user, action)
    return query


def reentries_of(user: Visitor) -> QuerySet[Reentry]:
    return Reentry.objects.filter(patient__in=patients_of(user)).select_related("patient", "patient__site")


def samples_of(user: Visitor) -> QuerySet[ReentrySample]:
    """Samples with records of the user's sites, and how many of these are entered again."""
    own = Q(reentries__patient__in=patients_of(user))
    return (
        ReentrySample.objects.select_related("drawn_by")
        .annotate(
            drawn=Count("reentries", filter=own),
            done=Count("reentries", filter=own & Q(reentries__entered_at__isnull=False)),
        )
        .filter(drawn__gt=0)
    )


def get_reentry(user: Visitor, reentry_id: int) -> Reentry:
    require(user, "view_patient")
    reentry = reentries_of(user).filter(pk=reentry_id).first()
    if reentry is None:
        raise Http404("No such re-entry.")
    require(user, "reenter_record")
    return reentry
