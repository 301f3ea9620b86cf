"""What is kept while somebody types: for which page of which user, and which of it a form has to offer."""

from dataclasses import astuple, dataclass
from typing import Self
from uuid import UUID, uuid4

from django.core import signing
from django.db.models import QuerySet
from django.urls import reverse

from registry.models import Patient, Record, UnsavedAnswers, User
from registry.record_types import type_of

# What was typed longer ago is forgotten.
KEPT_DAYS = 30
# Far above the longest form that a person fills in.
MOST_CHARACTERS = 64_000
MOST_FORMS = 200
_LONGEST_CONTEXT = 300
_SALT = "page with a record form"
# Names of the inputs that say where answers belong, and of others that are not answers.
PAGE, CARRIES_ON = "page", "carries_on"
NO_ANSWERS = frozenset({PAGE, CARRIES_ON, "csrfmiddlewaretoken", "save", "again", "number"})


@dataclass(frozen=True, slots=True)
class Page:
    """One page with a record form, made for one user; its signature proves that the registry made it.

    patient_id, record_id: 0 where there is none yet. tab: hex digits that no other page has.
    """

    user_id: int
    patient_id: int
    entity: str
    record_id: int
    context: str
    tab: str

    @classmethod
    def of(cls, user: User, record: Record, context: str = "") -> Self:
        patient_id = record.pk if isinstance(record, Patient) else getattr(record, "patient_id")  # noqa: B009
        context = context if len(context) <= _LONGEST_CONTEXT else ""
        return cls(user.pk, patient_id or 0, type_of(record).slug, record.pk or 0, context, uuid4().hex)

    @classmethod
    def read(cls, text: str) -> Self | None:
        """The page that was signed; None for anything else, and for a page older than what is kept."""
        try:
            return cls(*signing.loads(text, salt=_SALT, max_age=KEPT_DAYS * 86_400))
        except (signing.BadSignature, TypeError):
            return None

    def signed(self) -> str:
        return signing.dumps(astuple(self), salt=_SALT)

    def rows(self) -> QuerySet[UnsavedAnswers]:
        """What the user has kept in any page with this form, the latest first."""
        return UnsavedAnswers.objects.filter(
            user=self.user_id,
            patient=self.patient_id or None,
            entity=self.entity,
            record_id=self.record_id,
        )


def mark_of(row: UnsavedAnswers) -> str:
    """Names a row as it now is; it names nothing any more once something else is kept there."""
    return f"{row.tab.hex}.{row.number}"


def marked(user_id: int, mark: str) -> QuerySet[UnsavedAnswers]:
    """The row that a mark names, if it is still as it was and the user's own."""
    tab, _, number = mark.partition(".")
    try:
        rows = UnsavedAnswers.objects.filter(user=user_id, tab=UUID(tab))
    except ValueError:
        return UnsavedAnswers.objects.none()
    return rows.filter(number=whole_number(number, otherwise=0))


def whole_number(text: str, otherwise: int) -> int:
    """A number that a browser sent; `otherwise` for anything else, and for one that no column holds."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else otherwise


def address_of(row: UnsavedAnswers) -> str:
    """The form in which a row is shown."""
    if row.patient is None:
        return f"{reverse('enrol')}?unsaved={row.pk}"
    if row.record_id:
        place = [row.patient.registry_id, row.entity, row.record_id]
        return f"{reverse('record', args=place)}?unsaved={row.pk}"
    form = reverse("record-add", args=[row.patient.registry_id, row.entity])
    return f"{form}?{row.context}{'&' if row.context else ''}unsaved={row.pk}"
