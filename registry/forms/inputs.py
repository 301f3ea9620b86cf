"""Form fields that refuse what Django accepts by default: ambiguous dates, odd numbers, hidden characters.

Each takes the text as typed, and says in one sentence what is wrong and how to write it.
"""

import datetime
import re
import unicodedata
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from registry import quick_dates
from registry.measured import Measured, parse_decimal
from registry.partial_dates import PartialDate
from registry.quick_dates import Anchor

_WHOLE_NUMBER = re.compile(r"-?\d{1,9}", re.ASCII)
_INVISIBLE = {"Cc", "Cf", "Co", "Cs"}
FIRST_DAY, LAST_DAY = datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)


def plain_text(text: str) -> str:
    """Text in normal form C; raises ValidationError for characters that cannot be seen."""
    hidden = next((char for char in text if unicodedata.category(char) in _INVISIBLE), None)
    if hidden is not None:
        raise ValidationError(
            f"This text holds an invisible character (U+{ord(hidden):04X}). Type it again instead of pasting."
        )
    return unicodedata.normalize("NFC", text).strip()


class _Typed(forms.CharField):
    """A text box whose text is turned into a value by `read`."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", 60)
        super().__init__(**options)

    def clean(self, value: Any) -> Any:
        text = plain_text(super().clean(value) or "")
        if not text:
            return None
        try:
            return self.read(text)
        except ValueError as error:
            raise ValidationError(str(error)) from None

    def read(self, text: str) -> Any:
        return text

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str("" if initial is None else initial) != (data or "").strip()


class TextInput(_Typed):
    """One line of text without invisible characters."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", 200)
        super().__init__(**options)


class WholeNumberInput(_Typed):
    def read(self, text: str) -> int:
        if not _WHOLE_NUMBER.fullmatch(text):
            raise ValueError(f"“{text}” is not a whole number. Write digits only, such as 3.")
        return int(text)


class DecimalInput(_Typed):
    def read(self, text: str) -> Decimal:
        return parse_decimal(text)


class MeasuredInput(_Typed):
    def read(self, text: str) -> Measured:
        return Measured.parse(text)


class PartialDateInput(_Typed):
    """A date of which the day, or day and month, may be unknown.

    today: at the site, for “today” and the century; anchor: the day from which +21 counts.
    """

    def __init__(
        self, *, today: datetime.date | None = None, anchor: Anchor | None = None, **options: Any
    ) -> None:
        super().__init__(**options)
        self.today, self.anchor = today, anchor

    def read(self, text: str) -> PartialDate:
        return quick_dates.read(text, today=self.today or timezone.now().date(), anchor=self.anchor)


class DateInput(PartialDateInput):
    """A full date, in one of the ways that have one reading only; see registry/quick_dates.py."""

    def read(self, text: str) -> datetime.date:  # type: ignore[override]
        day = super().read(text)
        if not day.is_full:
            raise ValueError("The day is needed here: write the date as 2024-03-15.")
        assert day.date is not None
        return day.date


class CodeInput(forms.ChoiceField):
    """One code of a list; nothing chosen is None."""

    def clean(self, value: Any) -> Any:
        return super().clean(value) or None


class CodesInput(forms.MultipleChoiceField):
    """Several codes of a list, in the order of the list."""

    def clean(self, value: Any) -> list[str]:
        chosen = super().clean(value)
        pairs: Any = self.choices
        return [code for code, _ in pairs if code in chosen]
