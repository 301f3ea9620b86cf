"""Every statistic, crossed with every grouping, survives every cohort a registry can hold."""

import json

import pytest

from outcomes.statistics.catalogue import CATALOGUE, SECTIONS, statistic
from outcomes.statistics.groupings import GROUPINGS, OVERALL
from outcomes.statistics.results import from_payload

from .cohort import cohort, patients, random_cohort, timed_patient

COHORTS = {
    "nobody": cohort(),
    "one patient of whom nothing is known": cohort(patients(1)),
    "one patient": cohort([timed_patient(100, 1)]),
    "all censored": cohort([timed_patient(days, 0, line_group="1") for days in range(1, 30)]),
    "all dead on day 0": cohort(patients(12, **timed_patient(0, 1, line_group="2"))),
    "dead and censored on day 0": cohort(
        patients(12, **timed_patient(0, 1)), patients(12, **timed_patient(0, 0))
    ),
    "any value missing": random_cohort(seed=4, n=60),
}


@pytest.mark.parametrize("name", COHORTS)
@pytest.mark.parametrize("entry", CATALOGUE, ids=lambda entry: entry.slug)
def test_every_statistic_works_in(entry, name):
    for grouping in GROUPINGS:
        result = entry.result(COHORTS[name], grouping)
        result.rows()
        json.dumps(result.payload(), allow_nan=False)


@pytest.mark.parametrize("entry", CATALOGUE, ids=lambda entry: entry.slug)
def test_every_statistic_explains_itself(entry):
    assert entry.explanation.endswith(".")
    assert len(entry.explanation) > 60


def test_slugs_are_unique_and_found():
    slugs = [entry.slug for entry in CATALOGUE]
    assert len(set(slugs)) == len(slugs)
    assert statistic("flow").title == "Patients from treatment to failure"


def test_every_section_has_statistics_and_every_statistic_a_section():
    assert {entry.section for entry in CATALOGUE} == set(SECTIONS)


def test_every_statistic_can_be_read_overall():
    assert all(entry.groupings[0] is OVERALL for entry in CATALOGUE)


@pytest.mark.parametrize("entry", CATALOGUE, ids=lambda entry: entry.slug)
def test_the_order_of_patients_does_not_matter(entry):
    frame = COHORTS["any value missing"]
    shuffled = frame.sample(frac=1, random_state=7)
    for grouping in entry.groupings:
        assert entry.result(shuffled, grouping) == entry.result(frame, grouping)


def test_patients_outside_the_analysis_set_are_counted():
    result = statistic("survival-from-failure").result(cohort(patients(5, failure_type="none")))
    assert [(reason.reason, reason.n) for reason in result.excluded] == [
        ("Response without relapse so far", 5)
    ]


def test_a_stored_result_is_the_same_result():
    result = statistic("survival-from-start").result(COHORTS["any value missing"])
    assert from_payload(json.loads(json.dumps(result.payload()))) == result


@pytest.mark.parametrize("entry", CATALOGUE, ids=lambda entry: entry.slug)
def test_a_frame_of_typed_columns_gives_the_same_result(entry):
    frame = COHORTS["any value missing"]
    for grouping in entry.groupings:
        assert entry.result(frame.convert_dtypes(), grouping) == entry.result(frame, grouping)
