"""What several views need of a request and of its form."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from registry.models import User


def signed_in(request: HttpRequest) -> User:
    """The user of a request that has passed the login."""
    assert isinstance(request.user, User)
    return request.user


def show_errors(form: forms.BaseForm, error: ValidationError) -> None:
    """Put the sentences of a refused action at their fields, the others above the form."""
    by_field = error.message_dict if hasattr(error, "error_dict") else {"__all__": error.messages}
    for name, sentences in by_field.items():
        for sentence in sentences:
            form.add_error(name if name in form.fields else None, sentence)
