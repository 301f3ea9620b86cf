"""Laboratory values that a laboratory may print as a bound: "<0.1" is not 0.1.

Free of Django, so that edit checks and analyses can use it alone.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

PLAIN_DECIMAL = re.compile(r"-?\d{1,12}(?:\.\d{1,8})?", re.ASCII)
_BOUNDED = re.compile(r"\s*([<>]?)\s*(\S+)\s*")


def parse_decimal(text: str) -> Decimal:
    """Read a plain decimal number such as 4.1; raise ValueError with a sentence for anything else.

    Thousands separators, decimal commas, exponents and digits of other scripts are refused, because
    each of them has been read as another number than the one meant.
    """
    text = text.strip()
    if "," in text:
        raise ValueError(f"“{text}” has a comma. Write decimals with a point, such as 1.5, and no separator.")
    if not PLAIN_DECIMAL.fullmatch(text):
        raise ValueError(f"“{text[:40]}” is not a number. Write digits and a decimal point, such as 12.5.")
    return Decimal(text)


@dataclass(frozen=True, slots=True)
class Measured:
    """A value with its comparator: "=", "<" (below the limit of measurement) or ">" (above it)."""

    value: Decimal
    comparator: str = "="

    @classmethod
    def parse(cls, text: str) -> "Measured":
        match = _BOUNDED.fullmatch(text)
        if match is None:
            raise ValueError(
                f"“{text[:40]}” is not a number. Write 4.1, or <0.1 for a value below the limit."
            )
        return cls(parse_decimal(match[2]), match[1] or "=")

    @property
    def is_exact(self) -> bool:
        return self.comparator == "="

    def __float__(self) -> float:
        return float(self.value)

    def __str__(self) -> str:
        return f"{'' if self.is_exact else self.comparator}{self.value}"
