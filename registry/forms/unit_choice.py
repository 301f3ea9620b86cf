"""The unit beside a number: which ones a question offers, and the number in the unit that is kept."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from registry import units
from registry.fields import ClinicalField
from registry.forms.inputs import CodeInput
from registry.measured import Measured

# The choice that stands for the unit of the data dictionary.
OWN_UNIT = ""


def unit_name(name: str) -> str:
    """Name of the input that holds the unit of a question."""
    return f"unit-{name}"


def unit_field(question: ClinicalField) -> CodeInput:
    offered = [(OWN_UNIT, question.unit), *((unit.code, unit.label) for unit in question.also_in)]
    return CodeInput(label=f"Unit of “{question.verbose_name}”", choices=offered, required=False)


def initial_unit(question: ClinicalField, value: Any, last_used: Mapping[str, str]) -> str:
    """A stored value stands in the unit that is kept; an empty box in the unit that was used last."""
    offered = {unit.code for unit in question.also_in}
    used = last_used.get(question.name, OWN_UNIT)
    return used if value is None and used in offered else OWN_UNIT


def unit_of(question: ClinicalField, code: str | None) -> units.Unit | None:
    """The unit with that code; None for the one of the data dictionary."""
    return next((unit for unit in question.also_in if unit.code == code), None)


def in_own_unit(value: Decimal | Measured, unit: units.Unit) -> Decimal | Measured:
    """The value as it is kept; ValueError with a sentence where that cannot be."""
    if isinstance(value, Measured):
        return units.stored_measure(value, unit)
    return units.stored(value, unit)


def limit_text(bound: Decimal, question: ClinicalField, unit: units.Unit | None) -> str:
    """A limit as the person who types sees it: in the unit typed."""
    number = units.plain(bound) if unit is None else units.reported(bound, unit)
    return f"{number:f} {unit.label if unit else question.unit}".strip()
