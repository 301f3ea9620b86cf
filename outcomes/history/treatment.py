"""What was given: regimens with their cycles and doses, and transplants."""

from dataclasses import dataclass
from datetime import date

from .values import Span


@dataclass(frozen=True, slots=True)
class Dose:
    """One administration; `dose_value` per `dose_unit`, `bsa_used` in m²."""

    id: int
    drug: str
    given_on: date
    dose_value: float | None = None
    dose_unit: str | None = None
    bsa_used: float | None = None
    actual_total: float | None = None
    route: str | None = None


@dataclass(frozen=True, slots=True)
class Cycle:
    id: int
    number: int | None
    started_on: date
    planned_length_days: int | None = None
    doses: tuple[Dose, ...] = ()


@dataclass(frozen=True, slots=True)
class Regimen:
    id: int
    line_type: str | None = None
    code: str | None = None
    drugs: tuple[str, ...] = ()
    start: Span | None = None
    first_inotuzumab: Span | None = None
    end: Span | None = None
    end_reason: str | None = None
    line_override: int | None = None
    line_override_reason: str | None = None
    cycles: tuple[Cycle, ...] = ()


@dataclass(frozen=True, slots=True)
class Transplant:
    id: int
    infused_on: date
    hct_type: str | None = None
    status_at_hct: str | None = None
    conditioning_intensity: str | None = None
    conditioning_drugs: tuple[str, ...] = ()
    tbi_gy: float | None = None
