"""Every MRD sample of a responder, with method, sensitivity, cycle and days from the start (A10, C6)."""

from dataclasses import replace

import pytest

from outcomes.derivations import derive
from outcomes.history import MrdAssay
from tests.outcomes.derivations.histories import alive, assay, cycle, day, event, history, marrow, regimen

TREATED = (regimen(cycles=(cycle(1, 0), cycle(2, 28), cycle(3, 56))), marrow(28, 1), alive(300))


def results_of(*records) -> list[dict]:
    return derive(history(*records))[0].values["mrd_results"]


def sample(number: int, **answers) -> MrdAssay:
    return replace(assay(number), **answers)


def test_a_sample_is_kept_with_what_it_was_measured_by():
    (kept,) = results_of(*TREATED, sample(30, method="ngs"))
    assert kept == {
        "days": 30,
        "cycle": 2,
        "method": "ngs",
        "sensitivity": 1e-5,
        "level": 0.0,
        "status": "negative",
    }


# day of the sample, linked assessment, cycle
CYCLES = [(28, None, 1), (29, None, 2), (90, None, 3), (29, 28, 1), (90, 99, 3)]


@pytest.mark.parametrize(("number", "linked", "expected"), CYCLES)
def test_the_linked_assessment_names_the_cycle_or_else_the_cycles_begun_before_the_sample(
    number, linked, expected
):
    (kept,) = results_of(*TREATED, sample(number, linked_assessment_id=linked))
    assert kept["cycle"] == expected


def test_without_cycles_the_cycle_is_not_known():
    (kept,) = results_of(regimen(), marrow(28, 1), assay(30))
    assert kept["cycle"] is None


# result, level, sensitivity: status and level that are kept
RESULTS = [
    ("not_detected", None, 1e-5, ("negative", 0.0)),
    ("detected_quantified", 2e-5, 1e-5, ("low_positive", 2e-5)),
    ("detected_quantified", 3e-4, 1e-5, ("positive", 3e-4)),
    ("detected_below_loq", None, 1e-5, ("low_positive", None)),
    ("not_detected", None, 1e-3, ("insufficient_sensitivity", 0.0)),
    ("failed", None, 1e-5, ("missing", None)),
]


@pytest.mark.parametrize(("result", "level", "sensitivity", "expected"), RESULTS)
def test_status_and_level_of_each_result(result, level, sensitivity, expected):
    (kept,) = results_of(*TREATED, assay(30, result, level, sensitivity))
    assert (kept["status"], kept["level"]) == expected


def test_samples_long_before_the_response_or_after_the_relapse_do_not_count():
    after = (event("relapse", 80), regimen(2, 82, "BLINA"), assay(85))
    assert [one["days"] for one in results_of(*TREATED, assay(5), assay(14), assay(60), *after)] == [14, 60]


def test_patients_without_response_have_no_samples_that_count():
    assert results_of(regimen(), marrow(28, 60), assay(30), alive(300)) is None


def test_the_reason_counts_the_samples():
    why = derive(history(*TREATED, assay(30), assay(60)))[0].why["mrd_results"]
    assert why == f"2 assays around or after the response on {day(28)}."
