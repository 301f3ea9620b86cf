"""Short ways to write a patient's life in a test. Day 0 is the start of the first regimen, 2021-01-01."""

from datetime import date, timedelta

from outcomes.derivations import Parameters, RegimenDerivation, derive
from outcomes.history import (
    Assessment,
    Cycle,
    DiseaseEvent,
    FollowUp,
    History,
    MrdAssay,
    Reading,
    Regimen,
    Span,
    Transplant,
)

DAY_0 = date(2021, 1, 1)


def day(number: int) -> date:
    return DAY_0 + timedelta(days=number)


def on(number: int) -> Span:
    return Span.on(day(number))


def month(year: int, number: int) -> Span:
    """A date of which only the month is known."""
    return Span(date(year, number, 1), date(year + number // 12, number % 12 + 1, 1) - timedelta(days=1))


def year(number: int) -> Span:
    """A date of which only the year is known."""
    return Span(date(number, 1, 1), date(number, 12, 31))


def regimen(id: int = 1, begun: int = 0, code: str = "INO_SINGLE", **answers) -> Regimen:
    """A salvage regimen, by default with the drugs its code names; `begun` is the day of its start."""
    named = {
        "INO_SINGLE": ("inotuzumab",),
        "BLINA": ("blinatumomab",),
        "FLAG_IDA": ("fludarabine", "cytarabine"),
    }
    defaults = {"line_type": "salvage", "drugs": named.get(code, ()), "start": on(begun)}
    return Regimen(id=id, code=code, **(defaults | answers))


def cycle(number: int, start: int, doses=(), length: int | None = 28) -> Cycle:
    return Cycle(number, number, day(start), length, tuple(doses))


def marrow(
    number: int,
    blasts: float | None,
    anc: float | None = 1.5,
    platelets: float | None = 150,
    *,
    regimen_id: int = 1,
    blood: float | None = 0,
    after_cycle: int | None = 1,
    **answers,
) -> Assessment:
    """A response assessment on a day, by default in complete remission but for its marrow blasts."""
    return Assessment(
        id=answers.pop("id", number),
        assessed_on=day(number),
        regimen_id=regimen_id,
        cycle_number=after_cycle,
        bm_blasts_pct=reading(blasts),
        pb_blasts_pct=reading(blood),
        anc=reading(anc),
        platelets=reading(platelets),
        **answers,
    )


def reading(value: float | str | None) -> Reading | None:
    """A reading from 4, "<0.1" or ">90"."""
    if value is None:
        return None
    text = str(value)
    return Reading(float(text.lstrip("<>")), text[0] if text[0] in "<>" else "=")


def event(kind: str, number: int, **answers) -> DiseaseEvent:
    return DiseaseEvent(answers.pop("id", number + 1000), kind, on(number), **answers)


def alive(number: int, **answers) -> FollowUp:
    return FollowUp(number + 2000, day(number), "alive", day(number), **answers)


def died(number: int, cause: str = "leukaemia") -> FollowUp:
    return FollowUp(number + 2000, day(number), "dead", death=on(number), primary_cause=cause)


def transplant(number: int, **answers) -> Transplant:
    return Transplant(number, day(number), **({"hct_type": "allo", "status_at_hct": "CR2"} | answers))


def assay(
    number: int, result: str = "not_detected", level: float | None = None, sensitivity=1e-5
) -> MrdAssay:
    return MrdAssay(number, day(number), sensitivity, result, level)


def history(*records, **answers) -> History:
    """A History of records of any kind, in any order."""
    places = {
        Regimen: "regimens",
        Assessment: "assessments",
        DiseaseEvent: "events",
        FollowUp: "follow_ups",
        MrdAssay: "mrd",
        Transplant: "transplants",
    }
    held: dict[str, tuple] = {}
    for record in records:
        place = places[type(record)]
        held[place] = (*held.get(place, ()), record)
    return History(**(held | answers))


def row(*records, parameters: Parameters | None = None, place: int = 0, **answers) -> RegimenDerivation:
    """The derived row of one regimen: the first, unless told otherwise."""
    return derive(history(*records, **answers), parameters or Parameters())[place]


def values(*records, **answers) -> dict:
    """The derived values of the first regimen."""
    return dict(row(*records, **answers).values)
