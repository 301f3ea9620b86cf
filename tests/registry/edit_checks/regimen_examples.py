"""Examples of R01 to R06 and R16: regimens and line numbers. The first regimen starts on 2023-03-01."""

from registry.rows import Derived
from tests.registry.edit_checks.charts import cycle, diagnosis, event, regimen, response
from tests.registry.edit_checks.examples import finds, passes

second = regimen(start_date="2023-06-01", regimen_code="BLINA", drugs=["blinatumomab"])


def line(number, reason=None, start="2023-06-01"):
    return regimen(salvage_line_override=number, salvage_line_override_reason=reason, start_date=start)


REGIMENS = [
    finds(
        "R01",
        "started before diagnosis",
        diagnosis(diagnosis_date="2023-03-02"),
        regimen(),
        at="regimen.start_date",
    ),
    passes("R01", "started in the month of diagnosis", diagnosis(diagnosis_date="2023-03"), regimen()),
    passes("R01", "diagnosis unknown", diagnosis(diagnosis_date=None), regimen()),
    finds("R02", "no event", regimen(), at="regimen.start_date"),
    finds("R02", "relapse the day after", event(event_date="2023-03-02"), regimen(), at="regimen.start_date"),
    finds(
        "R02", "a relapse by MRD alone", event(event_type="mrd_relapse"), regimen(), at="regimen.start_date"
    ),
    passes("R02", "relapse on the day", event(event_date="2023-03-01"), regimen()),
    passes("R02", "relapse in the month", event(event_date="2023-03"), regimen()),
    passes("R02", "refractory before", event(event_type="primary_refractory"), regimen()),
    passes("R02", "MRD-directed", regimen(line_type="mrd_directed")),
    finds(
        "R03",
        "the second starts before the end",
        regimen(end_date="2023-06-02"),
        second,
        at="regimen.start_date",
    ),
    passes("R03", "the second starts on the day of the end", regimen(end_date="2023-06-01"), second),
    passes("R03", "the first ended in the month", regimen(end_date="2023-06"), second),
    passes("R03", "maintenance beside", regimen(end_date="2023-08-01", line_type="maintenance"), second),
    finds("R04", "switched after 13 days", regimen(start_date="2023-05-19"), second, at="regimen.end_reason"),
    passes("R04", "switched after 14 days", regimen(start_date="2023-05-18"), second),
    passes("R04", "with a reason", regimen(start_date="2023-05-19", end_reason="not_tolerated"), second),
    passes(
        "R04",
        "assessed before",
        regimen(start_date="2023-05-19"),
        second,
        response(assessment_date="2023-05-30"),
    ),
    finds("R05", "begins at 2", line(2), at="regimen.salvage_line_override"),
    finds("R05", "1 then 3", line(1, start="2023-03-01"), line(3), at="regimen.salvage_line_override"),
    finds(
        "R05",
        "1 twice",
        regimen(),
        line(1),
        derived=Derived(salvage_line_by_regimen={1: 1, 2: 2}),
        at="regimen.salvage_line_override",
    ),
    finds(
        "R05", "2 then 1", line(2, "Line 1 abroad", "2023-03-01"), line(1), at="regimen.salvage_line_override"
    ),
    passes("R05", "1 then 2", line(1, start="2023-03-01"), line(2)),
    passes("R05", "line 1 given elsewhere", line(2, "Line 1 was given elsewhere")),
    passes(
        "R05",
        "one line of two regimens",
        regimen(),
        line(1),
        derived=Derived(salvage_line_by_regimen={1: 1, 2: 1}),
    ),
    passes("R05", "derived alone", regimen(), second, derived=Derived(salvage_line_by_regimen={1: 1, 2: 2})),
    passes("R05", "a number is unknown", regimen(), line(3)),
    finds(
        "R06",
        "2 for 1",
        line(2),
        derived=Derived(salvage_line_by_regimen={1: 1}),
        at="regimen.salvage_line_override",
    ),
    passes(
        "R06",
        "2 for 1, explained",
        line(2, "Blinatumomab abroad"),
        derived=Derived(salvage_line_by_regimen={1: 1}),
    ),
    passes("R06", "1 for 1", line(1), derived=Derived(salvage_line_by_regimen={1: 1})),
    passes("R06", "nothing derived", line(2)),
    finds(
        "R16",
        "open, last cycle a year and a day ago",
        regimen(),
        cycle(cycle_start="2023-06-01"),
        at="regimen.end_date",
    ),
    passes("R16", "open, last cycle a year ago", regimen(), cycle(cycle_start="2023-06-02")),
    passes("R16", "ended", regimen(end_date="2023-05"), cycle()),
]
