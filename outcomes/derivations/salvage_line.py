"""Which line of salvage a treatment belongs to (C3).

A line opens with the first treatment of primary refractory or relapsed disease, and again whenever the
disease came back or did not respond. Planned sequences, consolidation, maintenance, conditioning, an added
tyrosine kinase inhibitor and a switch within a remission go on with the line they belong to.
"""

from dataclasses import dataclass
from datetime import date

from outcomes.derivations.answers import Told, sentence
from outcomes.derivations.assessed import Assessed
from outcomes.derivations.parameters import Parameters
from outcomes.derivations.therapy import Therapy
from outcomes.history import DiseaseEvent

OPENS_A_LINE = frozenset({"primary_refractory", "relapse", "progression", "refractory_to_regimen"})
GOES_ON = {
    "conditioning": "Conditioning for transplant",
    "consolidation": "Consolidation",
    "maintenance": "Maintenance",
}
TYROSINE_KINASE_INHIBITORS = frozenset({"imatinib", "dasatinib", "ponatinib", "nilotinib"})
NO_RESPONSE_REASONS = {"no_response": "no response", "progression": "progression"}


@dataclass(frozen=True, slots=True)
class Line:
    """The salvage line of one treatment; `opens`: the treatment is the first of its line."""

    number: int | None
    told: Told
    opens: bool = False


@dataclass(slots=True)
class _Count:
    """The count so far: the line's number, the treatment that opened it, and those that belong to it."""

    number: int = 0
    opener: Therapy | None = None
    parts: tuple[int, ...] = ()


def line_numbers(
    therapies: tuple[Therapy, ...],
    events: tuple[DiseaseEvent, ...],
    assessed: tuple[tuple[Assessed, ...], ...],
    parameters: Parameters,
) -> tuple[Line, ...]:
    """The line of each treatment. Treatments, events and assessments (a tuple per treatment) are in order."""
    count = _Count()
    lines = []
    for place, therapy in enumerate(therapies):
        seen = tuple(one for part in count.parts for one in assessed[part])
        line = _line(therapy, therapies, count, events, seen, parameters)
        if line.opens and line.number is not None:
            count = _Count(line.number, therapy, (place,))
        elif line.number is not None:
            count.parts += (place,)
        lines.append(line)
    return tuple(lines)


def _line(
    therapy: Therapy,
    therapies: tuple[Therapy, ...],
    count: _Count,
    events: tuple[DiseaseEvent, ...],
    seen: tuple[Assessed, ...],
    parameters: Parameters,
) -> Line:
    kind = therapy.regimen.line_type
    if kind == "frontline":
        return Line(None, "Frontline treatment is not a salvage line.")
    if therapy.start_on is None:
        return Line(None, "Not derived: the start of the regimen is not known to the month.")
    if kind == "mrd_directed" and not parameters.count_mrd_directed:
        return Line(None, "MRD-directed treatment in remission is not counted as a salvage line.")
    if kind in GOES_ON:
        return _same(count, f"{GOES_ON[kind]} goes on with the line it follows")
    before = therapies[count.parts[-1]] if count.parts else None
    derived = _derived(therapy, before, count, events, seen)
    return _overridden(therapy, derived)


def _same(count: _Count, reason: Told) -> Line:
    number = count.number
    if not number:
        return Line(None, lambda: f"{sentence(reason)}: frontline treatment, not a salvage line.")
    return Line(number, lambda: f"Salvage {number}: {sentence(reason)}.")


def _derived(
    therapy: Therapy,
    before: Therapy | None,
    count: _Count,
    events: tuple[DiseaseEvent, ...],
    seen: tuple[Assessed, ...],
) -> Line:
    """A new line where the disease came back or did not respond, else the line of the treatment before."""
    if count.opener is None or before is None:
        return Line(1, lambda: f"Salvage 1: {_what_led_to_it(therapy.start_on, events)}.", opens=True)
    if before.regimen.line_type == "bridging" and therapy.regimen.code == "CAR_T":
        return _same(count, "bridging treatment and the CAR-T cells it bridges to are one line")
    came_back = _came_back(count.opener.start_on, therapy.start_on, events)
    if came_back is None and _adds_no_drug(therapy, before):
        return _same(
            count, "no drug but a tyrosine kinase inhibitor was added; a change of dose is no new line"
        )
    reason = _words(came_back) if came_back else _did_not_respond(therapy.start_on, before, seen)
    if reason is None:
        return _same(count, lambda: f"switch or planned sequence in the remission of {_last_remission(seen)}")
    return _next(count.number + 1, reason)


def _next(number: int, reason: Told) -> Line:
    return Line(number, lambda: f"Salvage {number}: {sentence(reason)}.", opens=True)


def _what_led_to_it(start_on: date | None, events: tuple[DiseaseEvent, ...]) -> str:
    event = _came_back(None, start_on, events)
    return (
        f"first treatment after {sentence(_words(event))}"
        if event
        else "first treatment that is not frontline; no event recorded"
    )


def _came_back(
    after: date | None, up_to: date | None, events: tuple[DiseaseEvent, ...]
) -> DiseaseEvent | None:
    """The last relapse or refractory event after one day, up to another."""
    for event in reversed(events):
        on = event.occurred.analysis
        if on is None or up_to is None or on > up_to or (after is not None and on <= after):
            continue
        if event.event_type in OPENS_A_LINE:
            return event
    return None


def _words(event: DiseaseEvent) -> Told:
    return lambda: f"{event.event_type.replace('_', ' ')} on {event.occurred.analysis}"


def _adds_no_drug(therapy: Therapy, before: Therapy) -> bool:
    if not therapy.drugs or not before.drugs:
        return False
    return TYROSINE_KINASE_INHIBITORS.issuperset(set(therapy.drugs) - set(before.drugs))


def _did_not_respond(start_on: date | None, before: Therapy, seen: tuple[Assessed, ...]) -> Told | None:
    """Why the switch was for want of a response; None if the last assessment before it was a remission."""
    ended = next((p.end_reason for p in reversed(before.parts) if p.end_reason in NO_RESPONSE_REASONS), None)
    if ended:
        return f"the regimen before ended for {NO_RESPONSE_REASONS[ended]}"
    last = _last_before(start_on, seen)
    if last is None:
        return "no remission was recorded on the regimen before"
    if last.is_remission:
        return None
    return lambda: f"no remission on {last.on}, the last assessment before the switch"


def _last_before(start_on: date | None, seen: tuple[Assessed, ...]) -> Assessed | None:
    adequate = [one for one in seen if one.is_adequate and start_on is not None and one.on <= start_on]
    return max(adequate, key=lambda one: one.on, default=None)


def _last_remission(seen: tuple[Assessed, ...]) -> str:
    return str(max((one.on for one in seen if one.is_remission), default="the line"))


def _overridden(therapy: Therapy, derived: Line) -> Line:
    """The site's own number wins if it gave a reason, and later lines count on from it."""
    part = next((part for part in therapy.parts if part.line_override is not None), None)
    if part is None:
        return derived
    if not part.line_override_reason:
        unused = "An override without a reason is not used."
        return Line(derived.number, lambda: f"{sentence(derived.told)} {unused}", derived.opens)
    number = part.line_override
    opens = derived.opens or number != derived.number
    reason = part.line_override_reason.rstrip(".")
    return Line(number, f"Salvage {number}, set by the site: {reason}. (Derived: {derived.number}.)", opens)
