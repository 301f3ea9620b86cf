"""Confirming a questioned value right at its field: a coded reason and a comment beside the answer."""

from collections.abc import Iterator
from typing import Any

from registry.actions import Confirmation
from registry.actions.confirming import refusal
from registry.forms.inputs import plain_text

_REASON, _COMMENT = "confirm", "comment"


def input_names(field: str, check_code: str) -> tuple[str, str]:
    """Names of the inputs for the reason and for the comment."""
    return f"{_REASON}-{check_code}-{field}", f"{_COMMENT}-{check_code}-{field}"


def confirmations_in(form: Any) -> Iterator[Confirmation]:
    """What was confirmed; a reason that is not on the list or lacks its comment is an error at the field."""
    for name in form.data:
        kind, _, asked = name.partition("-")
        check_code, _, field = asked.partition("-")
        if kind != _REASON or field not in form.questions or not form.data[name]:
            continue
        comment = plain_text(form.data.get(input_names(field, check_code)[1], ""))[:400]
        confirmation = Confirmation(field, check_code, form.data[name], comment)
        if refused := refusal(confirmation):
            form.add_error(field, refused)
        yield confirmation
