"""Examples of every duty: what the patient shows, and what is due of whom and when, or that nothing is.

Enrolment (2023-02-25), consent and diagnosis are there unless said otherwise; regimens start 2023-03-01.
"""

from dataclasses import dataclass
from functools import partial

from registry.rows import PatientRows
from tests.registry.edit_checks.charts import (
    Written,
    adverse_event,
    consent,
    cycle,
    dead,
    diagnosis,
    event,
    follow_up,
    patient,
    regimen,
    response,
    transplant,
    vod,
)


@dataclass(frozen=True)
class Example:
    """due: "entity due_on" of what the duty asks for; empty where it asks for nothing."""

    code: str
    shows: str
    rows: PatientRows
    due: str = ""

    def __str__(self) -> str:
        return f"{self.code} {'asks' if self.due else 'is silent'}: {self.shows}"


def asks(code: str, shows: str, *records: Written, due: str) -> Example:
    return Example(code, shows, patient(*records), due)


def silent(code: str, shows: str, *records: Written) -> Example:
    return Example(code, shows, patient(*records))


def lacking(*entities: str, records: tuple[Written, ...] = ()) -> PatientRows:
    """A patient without the records of these entities."""
    rows = patient(*records)
    kept = {entity: of for entity, of in rows.by_entity.items() if entity not in entities}
    return PatientRows(rows.patient, rows.site, rows.today, kept)


ended = partial(regimen, end_date="2023-05-01", end_reason="completed")
contact = partial(follow_up, last_known_alive_date=None)
three_weeks = partial(cycle, planned_length_d=21)
relapsed = partial(event, event_type="relapse", event_date="2023-06-10")
withdrawn = consent(consent_status="withdrawn", withdrawal_date="2023-04-01")
lost = follow_up(contact_date="2023-07-01", vital_status="lost")
fatal = adverse_event(grade=5, onset_date="2023-04-10")

ENROLMENT = [
    Example("W01", "enrolled without consent", lacking("consent"), "consent 2023-02-25"),
    silent("W01", "consent given"),
    silent("W01", "consent declined", consent(consent_status="declined")),
    Example("W02", "consent, no diagnosis", lacking("diagnosis"), "diagnosis 2023-03-11"),
    Example("W02", "no consent either: that comes first", lacking("consent", "diagnosis")),
    silent("W02", "diagnosis recorded"),
    asks("W03", "diagnosis, no regimen", due="regimen 2023-03-27"),
    silent("W03", "regimen recorded", regimen()),
    silent("W03", "consent withdrawn", withdrawn),
]

FOLLOW_UP = [
    asks("W11", "no contact since the start", regimen(), due="follow_up 2023-05-30"),
    asks(
        "W11", "contact in April", regimen(), contact(contact_date="2023-04-01"), due="follow_up 2023-06-30"
    ),
    asks("W11", "month of the start only", regimen(start_date="2023-03"), due="follow_up 2023-06-29"),
    silent("W11", "treatment has ended", ended()),
    silent("W11", "end unknown, but over", regimen(missing={"end_date": "unknown"})),
    silent("W11", "transplanted since", regimen(), transplant()),
    silent("W11", "dead", regimen(), dead()),
    silent("W11", "lost", regimen(), lost),
    silent("W11", "consent withdrawn", regimen(), withdrawn),
    asks("W12", "no contact since the end", ended(), due="follow_up 2023-11-01"),
    asks("W12", "contact in June", ended(), contact(contact_date="2023-06-30"), due="follow_up 2023-12-30"),
    asks(
        "W12",
        "31 August and six months",
        ended(),
        contact(contact_date="2023-08-31"),
        due="follow_up 2024-02-29",
    ),
    silent("W12", "still on treatment", regimen()),
    silent("W12", "dead", ended(), dead()),
    asks("W13", "transplanted on 1 June", transplant(), due="follow_up 2023-09-09"),
    asks(
        "W13", "seen on day 84", transplant(), contact(contact_date="2023-08-24"), due="follow_up 2023-09-09"
    ),
    silent("W13", "seen on day 85", transplant(), contact(contact_date="2023-08-25")),
    silent("W13", "died before day 100", transplant(), dead(death_date="2023-08-01")),
    asks(
        "W14",
        "day 100 recorded",
        transplant(),
        contact(contact_date="2023-09-09"),
        due="follow_up 2023-12-01",
    ),
    asks(
        "W14",
        "6 months recorded a little early",
        transplant(),
        contact(contact_date="2023-11-05"),
        due="follow_up 2024-06-01",
    ),
    asks(
        "W14", "1 year recorded", transplant(), contact(contact_date="2024-06-20"), due="follow_up 2025-06-01"
    ),
    silent("W14", "day 100 still to come", transplant()),
    silent(
        "W14",
        "treated again",
        transplant(),
        regimen(start_date="2024-01-01"),
        contact(contact_date="2024-02-01"),
    ),
]

TREATMENT = [
    asks("W21", "first cycle, no assessment", regimen(), three_weeks(), due="response 2023-03-22"),
    asks(
        "W21",
        "assessed after the first cycle only",
        regimen(),
        three_weeks(),
        three_weeks(cycle_number=2, cycle_start="2023-03-22"),
        response(assessment_date="2023-03-20", cycle_number=1),
        due="response 2023-04-12",
    ),
    silent("W21", "assessed", regimen(), three_weeks(), response(assessment_date="2023-03-20")),
    silent("W21", "early, but after this cycle", regimen(), three_weeks(), response(cycle_number=1)),
    silent("W21", "length of the cycle unknown", regimen(), cycle()),
    silent("W21", "relapsed within the cycle", regimen(), three_weeks(), relapsed(event_date="2023-03-15")),
    silent("W21", "dead", regimen(), three_weeks(), dead()),
    asks("W22", "relapse on an open regimen", regimen(), relapsed(), due="regimen 2023-06-24"),
    asks(
        "W22", "relapse, the reason is missing", ended(end_reason=None), relapsed(), due="regimen 2023-06-24"
    ),
    asks("W22", "transplant, regimen still open", regimen(), transplant(), due="regimen 2023-06-15"),
    asks("W22", "death, regimen still open", regimen(), dead(), due="regimen 2023-09-24"),
    silent("W22", "regimen closed", ended(), relapsed()),
    silent("W22", "relapse by MRD alone", regimen(), relapsed(event_type="mrd_relapse")),
    silent("W22", "the relapse that led to the regimen", regimen(), event()),
    silent("W22", "end unknown", ended(end_date=None, missing={"end_date": "unknown"}), relapsed()),
    asks("W23", "relapse after a regimen", ended(), relapsed(), due="regimen 2023-07-10"),
    silent("W23", "next line recorded", ended(), relapsed(), regimen(start_date="2023-06")),
    silent("W23", "dead", ended(), relapsed(), dead()),
    silent("W23", "relapse in the month of the start", regimen(), event(event_date="2023-03")),
    asks("W24", "CD22 not recorded", diagnosis(cd22_pct=None), regimen(), due="diagnosis 2023-03-15"),
    silent("W24", "CD22 at diagnosis", regimen()),
    silent("W24", "CD22 at relapse", diagnosis(cd22_pct=None), regimen(), event(cd22_pct=80)),
    silent("W24", "CD22 not done", diagnosis({"cd22_pct": "not_done"}, cd22_pct=None), regimen()),
    silent(
        "W24",
        "no inotuzumab",
        diagnosis(cd22_pct=None),
        regimen(regimen_code="BLINA", drugs=["blinatumomab"]),
    ),
]

TRANSPLANT = [
    asks(
        "W31", "proceeded to transplant", ended(end_reason="proceeded_to_hsct"), due="transplant 2023-05-31"
    ),
    silent("W31", "transplant recorded", ended(end_reason="proceeded_to_hsct"), transplant()),
    silent("W31", "ended as planned", ended()),
    asks("W32", "nothing since day 0", transplant(), due="vod 2023-07-01"),
    silent("W32", "VOD on day 14", transplant(), vod()),
    silent("W32", "seen on day 21", transplant(), contact(contact_date="2023-06-22")),
    asks("W32", "seen on day 20", transplant(), contact(contact_date="2023-06-21"), due="vod 2023-07-01"),
    asks(
        "W32", "VOD before the transplant", transplant(), vod(onset_date="2023-05-15"), due="vod 2023-07-01"
    ),
]

SAFETY = [
    asks("W41", "fatal event", regimen(), fatal, due="follow_up 2023-04-24"),
    silent("W41", "death recorded", regimen(), fatal, dead()),
    silent("W41", "grade 3", regimen(), adverse_event()),
]
