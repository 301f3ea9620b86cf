"""What several views need of a request and of its form."""

from django import forms
from django.core.exceptions import BadRequest, ValidationError
from django.http import HttpRequest

from registry.models import Record, User


def signed_in(request: HttpRequest) -> User:
    """The user of a request that has passed the login."""
    assert isinstance(request.user, User)
    return request.user


def written(request: HttpRequest, name: str, longest: int = 500) -> str:
    """What was written in a box that belongs to no form, cut to `longest` characters.

    Raises BadRequest for NUL, which no keyboard types and PostgreSQL does not store.
    """
    text = request.POST.get(name, "").strip()
    if "\0" in text:
        raise BadRequest("The text holds a character that cannot be stored.")
    return text[:longest]


def seen_version(request: HttpRequest) -> int:
    """The version of the record that was on the page; -1, which no record has, for anything else."""
    seen = request.POST.get("version", "")
    return int(seen) if seen.isdecimal() and len(seen) < 10 else -1


def refuse_unseen(request: HttpRequest, record: Record) -> None:
    """Raise ValidationError if the record is no longer at the version that the page showed."""
    if seen_version(request) != record.version:
        raise ValidationError("The record was changed in the meantime. Look at it again.")


def show_errors(form: forms.BaseForm, error: ValidationError) -> None:
    """Put the sentences of a refused action at their fields, the others above the form."""
    by_field = error.message_dict if hasattr(error, "error_dict") else {"__all__": error.messages}
    for name, sentences in by_field.items():
        for sentence in sentences:
            form.add_error(name if name in form.fields else None, sentence)
