"""Enrolment by month, and the sequence of treatments."""

from datetime import date

from outcomes.statistics.courses import ALIVE, DIED, enrolment_result, sequence_result
from outcomes.statistics.groupings import OVERALL, SITE
from outcomes.statistics.results import Exclusion, Flow

from .cohort import cohort, patients


def test_months_without_enrolment_are_counted_as_nought():
    frame = cohort(
        patients(2, enrolled_on=date(2019, 12, 31), site_name="North"),
        patients(1, enrolled_on=date(2020, 2, 1), site_name="South"),
        patients(3),
    )
    whole = enrolment_result(frame, OVERALL)
    assert whole.months == ("2019-12", "2020-01", "2020-02")
    assert (whole.groups[0].counts, whole.groups[0].cumulative) == ((2, 0, 1), (2, 2, 3))
    assert whole.excluded == (Exclusion("Day of enrolment not known", 3),)
    by_site = {group.label: group.counts for group in enrolment_result(frame, SITE).groups}
    assert by_site == {"North": (2, 0, 0), "South": (0, 0, 1)}


def test_every_patient_is_in_one_band_of_each_step_and_ends_once():
    frame = cohort(
        patients(3, treatment_sequence=["INO_SINGLE", "BLINA"], alive=False),
        patients(2, treatment_sequence=["INO_SINGLE"], alive=True),
    )
    assert sequence_result(frame).flows == (
        Flow(1, "Inotuzumab alone", "Blinatumomab", 3),
        Flow(1, "Inotuzumab alone", ALIVE, 2, ends=True),
        Flow(2, "Blinatumomab", DIED, 3, ends=True),
    )


def test_families_are_put_together_and_unknown_codes_are_others():
    frame = cohort(
        patients(1, treatment_sequence=["MINI_HCVD_INO", "HCT"], alive=True),
        patients(1, treatment_sequence=["MINI_HCVD_INO_BLINA", "SOMETHING"], alive=True),
    )
    first = [(flow.source, flow.target) for flow in sequence_result(frame).flows if flow.step == 1]
    assert first == [("Inotuzumab combination", "Transplantation"), ("Inotuzumab combination", "Other")]


def test_after_the_fourth_treatment_nothing_is_followed():
    result = sequence_result(cohort(patients(1, treatment_sequence=["BLINA"] * 6, alive=True)))
    assert [(flow.step, flow.ends) for flow in result.flows] == [(1, False), (2, False), (3, False)]


def test_who_has_no_treatment_derived_is_counted():
    result = sequence_result(cohort(patients(2)))
    assert (result.n, result.flows) == (0, ())
    assert result.excluded == (Exclusion("Treatment not derived", 2),)
