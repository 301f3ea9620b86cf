"""Examples of E01 to E04 and F01 to F04. The regimen starts on 2023-03-01, death is on 2023-09-10."""

from functools import partial

from registry.rows import Derived
from tests.registry.edit_checks.charts import (
    adverse_event,
    dead,
    event,
    follow_up,
    lab,
    reference,
    regimen,
    response,
)
from tests.registry.edit_checks.examples import finds, passes

low_platelets = partial(adverse_event, term="platelet_count_decreased")
fatal = partial(adverse_event, grade=5)
ended, next_line = regimen(), regimen(start_date="2023-06-01")
in_remission = follow_up(contact_date="2023-07-01", disease_status_at_contact="remission")
limits = (reference("platelets", lln=150), reference("bilirubin_total", uln=1.2))
frozen = Derived(frozen_records=frozenset({("lab", 1)}))

SAFETY = [
    finds("E01", "grade 5 and alive", fatal(), follow_up(), at="adverse_event.grade"),
    finds(
        "E01",
        "resolved the day before death",
        fatal(resolution_date="2023-09-09"),
        dead(),
        at="adverse_event.resolution_date",
    ),
    passes("E01", "grade 5 until death", fatal(resolution_date="2023-09"), dead()),
    passes("E01", "grade 4 and alive", adverse_event(grade=4), follow_up()),
    passes("E01", "vital status unknown", fatal()),
    finds(
        "E02",
        "grade 3 entered, platelets 20",
        low_platelets(),
        lab(sample_date="2023-03-10", platelets=20),
        at="adverse_event.grade",
    ),
    passes(
        "E02", "grade 3 entered, platelets 30", low_platelets(), lab(sample_date="2023-03-10", platelets=30)
    ),
    passes("E02", "platelets 20 the day after", low_platelets(), lab(sample_date="2023-03-11", platelets=20)),
    passes(
        "E02",
        "onset not known to the day",
        low_platelets(onset_date="2023-03"),
        lab(sample_date="2023-03-10", platelets=20),
    ),
    passes(
        "E02",
        "clinical grade 4 of anaemia, haemoglobin 7",
        adverse_event(term="anemia", grade=4),
        lab(sample_date="2023-03-10", hemoglobin=7),
    ),
    passes(
        "E02", "no laboratory term", adverse_event(term="nausea"), lab(sample_date="2023-03-10", platelets=20)
    ),
    finds(
        "E03",
        "the day before treatment",
        regimen(),
        adverse_event(onset_date="2023-02-28"),
        at="adverse_event.onset_date",
    ),
    passes(
        "E03",
        "present at baseline",
        regimen(),
        adverse_event(onset_date="2023-02", present_at_baseline="yes"),
    ),
    passes("E03", "in the month of the start", regimen(), adverse_event(onset_date="2023-03")),
    finds(
        "E04", "platelets 30 on treatment", regimen(), lab(platelets=30), ranges=limits, at="lab.platelets"
    ),
    finds(
        "E04",
        "bilirubin 4 × ULN",
        regimen(),
        lab(bilirubin_total=4.8),
        ranges=limits,
        at="lab.bilirubin_total",
    ),
    passes("E04", "platelets 50", regimen(), lab(platelets=50), ranges=limits),
    passes("E04", "with an adverse event", regimen(), lab(platelets=30), low_platelets(), ranges=limits),
    passes(
        "E04",
        "as low before treatment",
        lab(sample_date="2023-02-28", timepoint="regimen_baseline", platelets=30),
        regimen(),
        lab(platelets=30),
    ),
    passes("E04", "31 days after the end", regimen(end_date="2023-03-01"), lab(platelets=30)),
    passes("E04", "before any treatment", lab(platelets=30)),
]

FOLLOW_UP = [
    finds(
        "F01",
        "failure after the next line",
        ended,
        next_line,
        event(event_date="2023-06-02", linked_regimen_id=1),
        at="disease_event.event_date",
    ),
    passes(
        "F01",
        "failure on the day of the next line",
        ended,
        next_line,
        event(event_date="2023-06-01", linked_regimen_id=1),
    ),
    passes("F01", "failure in its month", ended, next_line, event(event_date="2023-06", linked_regimen_id=1)),
    passes(
        "F01",
        "failure of the next line",
        ended,
        next_line,
        event(event_date="2023-09-01", linked_regimen_id=2),
    ),
    finds(
        "F02",
        "relapsed, no new remission",
        event(),
        dead(death_in_remission="yes"),
        at="follow_up.death_in_remission",
    ),
    passes(
        "F02", "new remission", event(), response(response_reported="CRi"), dead(death_in_remission="yes")
    ),
    passes("F02", "never relapsed", dead(death_in_remission="yes")),
    passes("F02", "not in remission", event(), dead(death_in_remission="no")),
    finds(
        "F03",
        "remission, then death from leukaemia",
        in_remission,
        dead(primary_cause="leukaemia"),
        at="follow_up.primary_cause",
    ),
    passes(
        "F03", "relapse between", in_remission, event(event_date="2023-08"), dead(primary_cause="leukaemia")
    ),
    passes("F03", "death from infection", in_remission, dead(primary_cause="infection")),
    passes("F03", "never seen in remission", dead(primary_cause="leukaemia")),
    finds(
        "F04", "a frozen source is a draft again", lab(status="draft"), derived=frozen, at="lab.sample_date"
    ),
    finds(
        "F04", "changed, not yet verified again", lab(status="complete"), derived=frozen, at="lab.sample_date"
    ),
    passes("F04", "verified", lab(status="verified"), derived=frozen),
    passes("F04", "not in a report", lab(status="draft"), derived=Derived()),
]
