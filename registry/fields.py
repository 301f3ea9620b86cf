"""Model fields that know what the data dictionary says of them.

A clinical field carries its label, unit, limits, coding and whether it is needed. Forms, edit checks,
the printed data dictionary and exports all read that from here; nothing else states it again.
Every clinical field may be empty in the database: a draft always saves.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import models

from registry.measured import Measured
from registry.partial_dates import PartialDate
from registry.units import Unit, plain

REQUIRED, CONDITIONAL, OPTIONAL = "R", "C", "O"


class Range(NamedTuple):
    """Lowest and highest permitted value, both included; None is open."""

    low: Decimal | None = None
    high: Decimal | None = None

    @classmethod
    def of(cls, low: float | str | None, high: float | str | None) -> "Range":
        return cls(*(None if bound is None else Decimal(str(bound)) for bound in (low, high)))


class ClinicalField(models.Field):
    """Mixin: a question of the data dictionary.

    needed: REQUIRED, CONDITIONAL (required where its question applies) or OPTIONAL, on completion only.
    hard, soft: pairs (low, high); outside hard is impossible, outside soft asks for confirmation.
    coding: the standard code of the question.
    also_in: other units in which it may be typed; it is kept in `unit`.
    when: the question applies only if another field of the record has one of these codes.
    """

    # For the type checker: the values of a question are what its form field reads.
    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def __init__(
        self,
        label: str,
        *,
        needed: str = OPTIONAL,
        unit: str = "",
        also_in: Sequence[Unit] = (),
        hard: tuple[Any, Any] = (None, None),
        soft: tuple[Any, Any] = (None, None),
        coding: str = "",
        when: Mapping[str, Sequence[str]] | None = None,
        **options: Any,
    ) -> None:
        self.needed = needed
        self.when = when or {}
        self.unit = unit
        self.also_in = tuple(also_in)
        self.hard = Range.of(*hard)
        self.soft = Range.of(*soft)
        self.coding = coding
        options.setdefault("blank", True)
        options.setdefault("null", True)
        super().__init__(verbose_name=label, **options)

    def deconstruct(self) -> Any:
        """Leave wording and limits out of migrations: they are no part of the schema."""
        name, path, args, kwargs = super().deconstruct()
        label = kwargs.pop("verbose_name", "")
        kwargs.pop("help_text", None)
        kwargs.pop("choices", None)
        return name, path, [label, *args], kwargs

    def applies_to(self, answers: Mapping[str, Any]) -> bool:
        """Whether the question is to be asked, given the other answers of the record."""
        return all(_overlap(answers.get(name), codes) for name, codes in self.when.items())

    def canonical(self, value: Any) -> Any:
        """The value as the audit trail keeps it: text, number, list or None."""
        return None if value in (None, "", []) else str(value)


def _overlap(answer: Any, codes: Sequence[str]) -> bool:
    given = answer if isinstance(answer, list) else [answer]
    return any(code in codes for code in given)


class TextAnswer(ClinicalField, models.CharField):
    def __init__(self, label: str, *, max_length: int = 200, **options: Any) -> None:
        super().__init__(label, max_length=max_length, **options)


class CodeAnswer(ClinicalField, models.CharField):
    """One of a list of codes."""

    def __init__(self, label: str, *, max_length: int = 32, **options: Any) -> None:
        super().__init__(label, max_length=max_length, **options)


class CodesAnswer(ClinicalField, models.JSONField):
    """Several of a list of codes, kept as a JSON list in the order of the list of codes."""

    def __init__(self, label: str, *, codes: Any = (), **options: Any) -> None:
        self.codes = list(getattr(codes, "choices", codes))
        options.setdefault("default", list)
        options["null"] = False
        super().__init__(label, **options)

    def validate(self, value: Any, model_instance: Any) -> None:
        super().validate(value, model_instance)
        unknown = [code for code in value or () if code not in dict(self.codes)]
        if unknown:
            raise ValidationError(f"“{unknown[0]}” is not in the list of codes.")

    def canonical(self, value: Any) -> Any:
        return list(value) if value else None


class DecimalAnswer(ClinicalField, models.DecimalField):
    """A decimal number; trailing zeros are dropped, so that 4.10 reads as 4.1."""

    def __init__(self, label: str, *, max_digits: int = 18, decimal_places: int = 8, **options: Any) -> None:
        super().__init__(label, max_digits=max_digits, decimal_places=decimal_places, **options)

    def from_db_value(self, value: Decimal | None, expression: Any, connection: Any) -> Decimal | None:
        return None if value is None else plain(value)

    def canonical(self, value: Any) -> Any:
        return None if value is None else str(plain(Decimal(value)))


class IntegerAnswer(ClinicalField, models.IntegerField):
    def canonical(self, value: Any) -> Any:
        return value


class DateAnswer(ClinicalField, models.DateField):
    """A date that must be known to the day."""


class PartialDateAnswer(ClinicalField, models.CharField):
    """A date of which the day, or day and month, may be unknown; holds PartialDate, stores its ISO text.

    least: "month" where only the day may be unknown, "year" where the month may be, too.
    """

    def __init__(self, label: str, *, least: str = "year", **options: Any) -> None:
        self.least = least
        options.setdefault("max_length", 10)
        super().__init__(label, **options)

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> PartialDate | None:
        return _date_read(value) if value else None

    def to_python(self, value: Any) -> PartialDate | None:
        if value is None or isinstance(value, PartialDate):
            return value
        try:
            return PartialDate.parse(str(value)) if str(value).strip() else None
        except ValueError as error:
            raise ValidationError(str(error)) from None

    def get_prep_value(self, value: Any) -> str | None:
        return str(value) if value else None

    def validate(self, value: Any, model_instance: Any) -> None:
        super().validate(value, model_instance)
        if value and self.least == "month" and value.precision == "year":
            raise ValidationError("The month is needed here: write the date as 2024-03 or 2024-03-15.")

    def run_validators(self, value: Any) -> None:
        """A parsed date has nothing left to validate; its text length is fixed by its grammar."""


class MeasuredAnswer(ClinicalField, models.CharField):
    """A laboratory value with its comparator; holds Measured, stores "4.1" or "<0.1"."""

    def __init__(self, label: str, **options: Any) -> None:
        options.setdefault("max_length", 24)
        super().__init__(label, **options)

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Measured | None:
        return _measured_read(value) if value else None

    def to_python(self, value: Any) -> Measured | None:
        if value is None or isinstance(value, Measured):
            return value
        try:
            return Measured.parse(str(value)) if str(value).strip() else None
        except ValueError as error:
            raise ValidationError(str(error)) from None

    def get_prep_value(self, value: Any) -> str | None:
        return None if value is None else str(value)

    def run_validators(self, value: Any) -> None:
        """A parsed value has nothing left to validate."""


class Link(ClinicalField, models.ForeignKey):
    """A reference from one record of a patient to another record of the same patient."""

    def __init__(self, label: str, to: Any = None, **options: Any) -> None:
        options.setdefault("on_delete", models.PROTECT)
        options.setdefault("related_name", "+")
        super().__init__(label, to=to, **options)

    def canonical(self, value: Any) -> Any:
        return getattr(value, "pk", value)


# What is read never changes, and the same days and counts come again and again.
_date_read = lru_cache(maxsize=50_000)(PartialDate)
_measured_read = lru_cache(maxsize=50_000)(Measured.parse)


def clinical_fields(model: type[models.Model]) -> list[ClinicalField]:
    """The questions of a model, in the order in which the model states them."""
    return [field for field in model._meta.get_fields() if isinstance(field, ClinicalField)]
