"""The derived values of a regimen as a column: what is known is stored, whoever reads it finds every name.

A third of what is derived of a regimen is not known. Left out, less is written, kept and read again.
"""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.models.fields.json import KeyTransform

from outcomes.derivations.date_bounds import DATE_BOUNDS
from outcomes.derivations.table import NAMES

UNKNOWN: Mapping[str, Any] = dict.fromkeys((*NAMES, DATE_BOUNDS))


def whole(stored: Mapping[str, Any]) -> dict[str, Any]:
    """Every derived value in its order, None where nothing is stored."""
    return {**UNKNOWN, **stored}


class DerivedValues(models.JSONField):
    """Derived values by name, dates as ISO text."""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        found = super().from_db_value(value, expression, connection)
        return found if isinstance(expression, KeyTransform) else whole(found)

    def db_check(self, connection: Any) -> None:
        """None: only the refresh writes this column, and SQLite would read every text once more."""
        return
