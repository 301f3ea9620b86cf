"""Examples of D01 to D10 and P01 to P06. Today is 2024-06-01, the patient was born on 1980-05-20."""

from tests.registry.edit_checks.charts import (
    consent,
    dead,
    diagnosis,
    enrolled,
    event,
    follow_up,
    lab,
    regimen,
    response,
)
from tests.registry.edit_checks.examples import finds, passes

waived = consent(consent_status="waived", consent_date=None)
withdrawn = consent(consent_status="withdrawn", withdrawal_date="2023-08-01")

DATES = [
    finds("D01", "a sample of tomorrow", lab(sample_date="2024-06-02"), at="lab.sample_date"),
    finds("D01", "a relapse next month", event(event_date="2024-07"), at="disease_event.event_date"),
    passes("D01", "a sample of today", lab(sample_date="2024-06-01")),
    passes("D01", "a relapse some day this year", event(event_date="2024")),
    finds("D02", "a sample after death", dead(), lab(sample_date="2023-09-11"), at="lab.sample_date"),
    finds(
        "D02",
        "alive a month after death",
        dead(last_known_alive_date="2023-10-10"),
        at="follow_up.last_known_alive_date",
    ),
    passes(
        "D02", "a sample in the month of death", dead(death_date="2023-09"), lab(sample_date="2023-09-30")
    ),
    passes("D02", "news of the death arrived later", dead(contact_date="2023-12-01")),
    passes("D02", "no death", lab(sample_date="2023-09-11")),
    finds(
        "D03", "diagnosed before birth", diagnosis(diagnosis_date="1980-04"), at="diagnosis.diagnosis_date"
    ),
    passes("D03", "diagnosed in the year of birth", diagnosis(diagnosis_date="1980")),
    passes("D03", "birth date unknown", enrolled(birth_date=None), diagnosis(diagnosis_date="1970")),
    finds(
        "D04",
        "an assessment after the last day known alive",
        follow_up(contact_date="2023-05-01", last_known_alive_date="2023-05-01"),
        response(assessment_date="2023-05-02"),
        at="follow_up.last_known_alive_date",
    ),
    finds(
        "D04",
        "met alive later than known alive",
        follow_up(contact_date="2023-05-02", last_known_alive_date="2023-05-01"),
        at="follow_up.last_known_alive_date",
    ),
    passes("D04", "known alive on the day of the contact", follow_up()),
    passes("D04", "told of the death later", dead(contact_date="2023-12-01")),
    finds("D05", "alive with a date of death", follow_up(death_date="2023"), at="follow_up.death_date"),
    passes("D05", "dead with a date of death", dead()),
    finds("D06", "dead without a date", dead(death_date=None), at="follow_up.death_date"),
    passes("D06", "dead with the year alone", dead(death_date="2023")),
    finds("D07", "alive with a cause of death", follow_up(primary_cause="vod"), at="follow_up.primary_cause"),
    passes("D07", "dead with a cause of death", dead(primary_cause="vod")),
    passes("D07", "vital status not answered", follow_up(vital_status=None, primary_cause="vod")),
    finds("D08", "last met 184 days ago", follow_up(contact_date="2023-11-30"), at="follow_up.contact_date"),
    finds(
        "D08",
        "last met 91 days ago, on treatment",
        follow_up(contact_date="2024-03-02"),
        regimen(),
        at="follow_up.contact_date",
    ),
    passes("D08", "last met 183 days ago", follow_up(contact_date="2023-12-01")),
    passes("D08", "a sample last month", follow_up(contact_date="2023-11-30"), lab(sample_date="2024-05-01")),
    passes("D08", "treatment has ended", follow_up(contact_date="2024-03-02"), regimen(end_date="2023-06")),
    passes("D08", "dead", dead()),
    passes("D08", "consent withdrawn", withdrawn, follow_up(contact_date="2023-07-01")),
    finds(
        "D09",
        "relapse in the month in which treatment began",
        event(event_date="2023-03"),
        regimen(),
        at="disease_event.event_date",
    ),
    finds(
        "D09",
        "death in the month of an assessment",
        dead(death_date="2023-09"),
        response(assessment_date="2023-09-05"),
        at="follow_up.death_date",
    ),
    passes("D09", "relapse in the month before treatment", event(event_date="2023-02"), regimen()),
    passes(
        "D09", "its own assessment", regimen(start_date="2023-04"), response(assessment_date="2023-04-28")
    ),
    passes("D09", "whole dates", event(event_date="2023-03-01"), regimen()),
    finds(
        "D10",
        "dead a year after last contact",
        dead(death_date="2023-09-10", last_known_alive_date="2022-09-10"),
        at="follow_up.death_date",
    ),
    passes(
        "D10", "dead in the year of last contact", dead(death_date="2024", last_known_alive_date="2023-02-01")
    ),
    passes("D10", "dead nine days after last contact", dead()),
    passes("D10", "seen between", dead(last_known_alive_date="2022-09-10"), lab(sample_date="2023-09-01")),
]

PATIENTS = [
    finds("P01", "treated at 17", enrolled(birth_date="2005-03-02"), regimen(), at="patient.birth_date"),
    passes("P01", "treated on the 18th birthday", enrolled(birth_date="2005-03-01"), regimen()),
    passes("P01", "perhaps 18", enrolled(birth_date="2005"), regimen()),
    passes("P01", "frontline as a child", enrolled(birth_date="2010-01-01"), regimen(line_type="frontline")),
    finds("P02", "treated at 91", enrolled(birth_date="1932-03-01"), regimen(), at="patient.birth_date"),
    passes("P02", "treated at 90", enrolled(birth_date="1932-03-02"), regimen()),
    passes("P02", "perhaps 90", enrolled(birth_date="1932"), regimen()),
    finds("P03", "another patient alike", duplicates=("KFB-0007",), at="patient.birth_date"),
    passes("P03", "no other patient alike"),
    finds("P04", "a sample after withdrawal", withdrawn, lab(sample_date="2023-08-02"), at="lab.sample_date"),
    passes("P04", "a sample on the day of withdrawal", withdrawn, lab(sample_date="2023-08-01")),
    passes("P04", "an event in the month of withdrawal", withdrawn, event(event_date="2023-08")),
    passes(
        "P04",
        "consent given again",
        withdrawn,
        consent(consent_date="2023-09-01"),
        lab(sample_date="2023-10-01"),
    ),
    finds("P05", "declined", consent(consent_status="declined"), at="diagnosis.diagnosis_date"),
    passes("P05", "waived", waived, lab()),
    passes("P05", "given", lab()),
    passes("P05", "given and withdrawn later", withdrawn, lab()),
    finds(
        "P06",
        "prospective, enrolled after death",
        enrolled(enrolment_date="2023-09-11"),
        dead(),
        at="patient.ascertainment",
    ),
    passes(
        "P06",
        "retrospective",
        enrolled(enrolment_date="2023-09-11", ascertainment="retrospective_chart"),
        dead(),
    ),
    passes(
        "P06", "perhaps enrolled before", enrolled(enrolment_date="2023-09-11"), dead(death_date="2023-09")
    ),
]
