"""What followed failure, with single values where there are few."""

from outcomes.statistics.after_failure import after_failure_durations, after_failure_table, response_durations
from outcomes.statistics.groupings import OVERALL
from outcomes.statistics.results import Observed

from .cohort import cohort, patients

FAILURES = cohort(
    [
        {"blinatumomab_after_failure": True, "blinatumomab_after_failure_response": "CR"}
        | {"blinatumomab_after_failure_response_days": 122},
        {"blinatumomab_after_failure": True, "blinatumomab_after_failure_response": "SD_NR"},
        {"asct_after_failure": True, "alive": True, "os_start_days": 1700, "os_failure_days": 1650},
    ],
    patients(3, asct_after_failure=True, alive=False, os_start_days=300, os_failure_days=200),
    patients(61, alive=False),
)


def test_treatment_after_failure_as_published():
    rows = {
        row.label: (row.numerator, row.denominator)
        for row in after_failure_table(FAILURES, OVERALL).proportions
    }
    assert rows["Blinatumomab after failure"] == (2, 67)
    assert rows["CR to blinatumomab"] == (1, 2)
    assert rows["Transplantation after failure"] == (4, 67)
    assert rows["Alive after that transplantation"] == (1, 4)


def test_few_durations_are_listed_and_marked_while_they_last():
    rows = {row.label: row for row in after_failure_durations(FAILURES, OVERALL).values}
    assert rows["Response to blinatumomab"].listed == (Observed(122),)
    survival = rows["Survival from start, transplanted after failure"]
    assert survival.listed == (Observed(300), Observed(300), Observed(300), Observed(1700, ongoing=True))
    assert rows["Survival from start, transplanted and alive"].listed == (Observed(1700, ongoing=True),)
    assert rows["Survival from failure, transplanted and alive"].median == 1650


def test_many_durations_are_summarised_only():
    many = cohort(patients(11, asct_after_failure=True, alive=False, os_start_days=300))
    listed = [row.listed for row in after_failure_durations(many, OVERALL).values]
    assert listed == [(), (), (), ()]


def test_listed_values_are_written_with_their_plus():
    rows = after_failure_durations(FAILURES, OVERALL).rows()
    assert rows[1]["listed"] == "300; 300; 300; 1700+"


def test_duration_of_the_lost_response_is_median_and_range():
    (row,) = response_durations(
        cohort([{"response_duration_days": days} for days in (20, 61, 880, None)]), OVERALL
    ).values
    assert (row.n, row.missing, row.median, row.minimum, row.maximum) == (3, 1, 61, 20, 880)
