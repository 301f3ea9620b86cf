"""What came of one treatment: response, relapse, next treatment, transplant; the rest is read off it."""

from dataclasses import dataclass
from datetime import date

from outcomes.derivations.answers import Answer
from outcomes.derivations.assessed import Assessed
from outcomes.derivations.best_response import Durability, first_remission
from outcomes.derivations.chronology import known_until
from outcomes.derivations.days import first_day, last_day
from outcomes.derivations.life import Life
from outcomes.derivations.relapse import Relapse, first_relapse
from outcomes.derivations.salvage_line import Line
from outcomes.derivations.therapy import Therapy
from outcomes.derivations.vital import Vital
from outcomes.history import Transplant

NOT_IN_REMISSION = frozenset({"PIF", "relapse"})


@dataclass(frozen=True, slots=True)
class NextTreatment:
    """The next treatment of the leukaemia: a regimen, or a transplant done outside remission ("HCT")."""

    on: date
    code: str | None
    therapy: Therapy | None


@dataclass(frozen=True, slots=True)
class Course:
    """One treatment of a patient, followed to its end.

    `next_line`: the treatment that opens the next line. `transplant`: the first one from the start of the
    treatment until the next line. `window_end`: the last day whose assessments count for the best response.
    `last_assessed_on`: the last marrow, or contact in remission, before the next line.
    """

    life: Life
    place: int
    therapy: Therapy
    start_on: date
    earlier: list[Therapy]
    line: Line
    next_line: Therapy | None
    transplant: Transplant | None
    response: Assessed | None
    relapse: Relapse | None
    next_treatment: NextTreatment | None
    window_end: date | None
    confirmed: Answer | None
    last_assessed_on: date | None

    @property
    def vital(self) -> Vital:
        return self.life.vital

    @property
    def assessed(self) -> tuple[Assessed, ...]:
        return self.life.assessed[self.place]

    @property
    def response_on(self) -> date | None:
        return self.response.on if self.response else None

    @property
    def next_line_on(self) -> date | None:
        return self.next_line.start_on if self.next_line else None

    @property
    def next_treatment_on(self) -> date | None:
        return self.next_treatment.on if self.next_treatment else None

    @property
    def transplant_on(self) -> date | None:
        return self.transplant.infused_on if self.transplant else None


def follow(life: Life, place: int) -> Course | None:
    """The course of one treatment; None where its start may not be used (not known to the month)."""
    therapy = life.therapies[place]
    if therapy.start_on is None:
        return None
    next_line = life.next_after(place, line_only=True)
    next_regimen = life.next_after(place, line_only=False)
    next_line_on = next_line.start_on if next_line else None
    hct = _transplant(life, therapy.start_on, next_line_on)
    end = _window_end(life, place, next_regimen, hct)
    response = first_remission(life.assessed[place], end)
    relapse = first_relapse(life, response.on, next_line_on) if response else None
    next_treatment = _next_treatment(next_regimen, hct, response, relapse)
    return Course(
        life=life,
        place=place,
        therapy=therapy,
        start_on=therapy.start_on,
        earlier=_earlier(life, place, therapy.start_on),
        line=life.lines[place],
        next_line=next_line,
        transplant=_counted(hct, life),
        response=response,
        relapse=relapse,
        next_treatment=next_treatment,
        window_end=first_day((end, relapse.on if relapse else None)),
        confirmed=_confirmed(life, response, relapse, next_treatment, hct),
        last_assessed_on=_last_assessed(life, therapy.start_on, next_line_on),
    )


def _earlier(life: Life, place: int, start_on: date) -> list[Therapy]:
    """The treatments that started before this one."""
    return [one for one in life.therapies[:place] if one.start_on is not None and one.start_on < start_on]


def _transplant(life: Life, start_on: date, next_line_on: date | None) -> Transplant | None:
    """The first transplant after the start of the treatment and before the next line."""
    return next(
        (
            hct
            for hct in life.history.transplants
            if hct.infused_on >= start_on and (next_line_on is None or hct.infused_on < next_line_on)
        ),
        None,
    )


def _counted(hct: Transplant | None, life: Life) -> Transplant | None:
    """Allogeneic and syngeneic transplants count as ASCT, and those whose type is not recorded."""
    if hct is None or hct.hct_type is None or hct.hct_type in life.parameters.transplant_types:
        return hct
    return None


def _window_end(life: Life, place: int, next_regimen: Therapy | None, hct: Transplant | None) -> date | None:
    """The first of next treatment, conditioning or transplant, and death; relapse is added later."""
    start = life.therapies[place].start_on
    conditioning = [
        therapy.start_on
        for therapy in life.therapies
        if therapy.regimen.line_type == "conditioning"
        and therapy.start_on
        and start
        and therapy.start_on > start
    ]
    return first_day(
        (
            next_regimen.start_on if next_regimen else None,
            *conditioning,
            hct.infused_on if hct else None,
            life.vital.death_on,
        )
    )


def _next_treatment(
    next_regimen: Therapy | None, hct: Transplant | None, response: Assessed | None, relapse: Relapse | None
) -> NextTreatment | None:
    """The next regimen, or a transplant before it that was not done in remission."""
    if hct and _outside_remission(hct, response, relapse):
        return NextTreatment(hct.infused_on, "HCT", None)
    if next_regimen is None or next_regimen.start_on is None:
        return None
    return NextTreatment(next_regimen.start_on, next_regimen.regimen.code, next_regimen)


def _outside_remission(hct: Transplant, response: Assessed | None, relapse: Relapse | None) -> bool:
    if hct.status_at_hct in NOT_IN_REMISSION:
        return True
    if hct.status_at_hct:
        return False
    return response is None or (relapse is not None and relapse.on <= hct.infused_on)


def _confirmed(
    life: Life,
    response: Assessed | None,
    relapse: Relapse | None,
    next_treatment: NextTreatment | None,
    hct: Transplant | None,
) -> Answer | None:
    if response is None:
        return None
    next_on = next_treatment.on if next_treatment and next_treatment.therapy else None
    ends = Durability(relapse, next_on, hct.infused_on if hct else None, life.vital)
    return ends.confirmed(response.on, life.parameters.durable_days)


def _last_assessed(life: Life, start_on: date, next_line_on: date | None) -> date | None:
    end = first_day((next_line_on, known_until(life.history)))
    marrows = [one.on for one in life.assessed_between(start_on, end) if one.is_adequate]
    contacts = [
        report.contact_on
        for report in life.history.follow_ups
        if report.disease_status == "remission" and (end is None or report.contact_on <= end)
    ]
    return last_day(marrows + contacts)
