"""Adverse events by worst grade, versions apart; VOD by relation to transplantation."""

from outcomes.statistics.groupings import OVERALL, SALVAGE_LINE
from outcomes.statistics.safety import toxicity_table, vod_table

from .cohort import cohort, patients


def worst(**grades) -> dict:
    return {"worst_grades_by_version": {"5.0": grades}}


def test_grades_three_and_four_as_published():
    treated = cohort(
        patients(43, **worst(infection=3)),
        patients(4, **worst(infection=2)),
        patients(12, worst_grades_by_version={}),
    )
    (row,) = toxicity_table(treated, OVERALL).toxicities
    assert (row.label, row.n, row.grades) == ("Infection", 59, (0, 4, 43, 0, 0))
    assert (row.grade_3_4.numerator, round(100 * row.grade_3_4.fraction)) == (43, 73)


def test_any_grade_counts_every_patient_with_the_event_under_everyone_in_the_group():
    treated = cohort(
        patients(2, **worst(nausea=1)),
        patients(1, **worst(nausea=3)),
        patients(1, worst_grades_by_version={}),
    )
    (row,) = toxicity_table(treated, OVERALL).toxicities
    assert (row.any_grade.numerator, row.any_grade.denominator, row.any_grade.fraction) == (3, 4, 0.75)


def test_a_fatal_event_is_grade_three_or_more_but_not_three_to_four():
    (row,) = toxicity_table(cohort(patients(1, **worst(sepsis=5))), OVERALL).toxicities
    assert (row.grade_3_4.numerator, row.grade_3_or_more.numerator) == (0, 1)


def test_versions_of_ctcae_are_never_pooled():
    old, new = ({"worst_grades_by_version": {version: {"infection": 3}}} for version in ("4.0", "5.0"))
    rows = toxicity_table(cohort([old, new]), OVERALL).toxicities
    assert [(row.ctcae_version, row.grade_3_4.numerator, row.n) for row in rows] == [
        ("4.0", 1, 2),
        ("5.0", 1, 2),
    ]


def test_the_most_frequent_severe_event_comes_first():
    treated = cohort(patients(1, **worst(nausea=3, vod_sos=1)), patients(2, **worst(anemia=3)))
    labels = [row.label for row in toxicity_table(treated, OVERALL).toxicities]
    assert labels == ["Anemia", "Nausea", "VOD / SOS"]


def test_patients_without_any_record_are_excluded_not_counted_as_free_of_events():
    result = toxicity_table(cohort(patients(2), patients(1, **worst(nausea=1))), OVERALL)
    assert result.toxicities[0].n == 1
    assert (result.excluded[0].reason, result.excluded[0].n) == ("Adverse events not recorded", 2)


def test_every_group_has_the_same_rows():
    first, second = (
        patients(1, line_group="1", **worst(nausea=3)),
        patients(1, line_group="2", **worst(anemia=1)),
    )
    rows = toxicity_table(cohort(first, second), SALVAGE_LINE).toxicities
    assert [(row.group, row.label, sum(row.grades)) for row in rows] == [
        ("First salvage", "Nausea", 1),
        ("First salvage", "Anemia", 0),
        ("Second salvage", "Nausea", 0),
        ("Second salvage", "Anemia", 1),
    ]


def test_vod_on_treatment_and_after_transplantation_have_their_own_denominators():
    after = {
        "vod": True,
        "vod_relation": "post_hct",
        "vod_severity": "severe",
        "vod_criteria": "reported_only",
    }
    treated = cohort(
        patients(6, asct=True, **after),
        patients(20, asct=True),
        patients(3, vod=True, vod_relation="on_ino_no_hct"),
        patients(30),
    )
    rows = {row.label: (row.numerator, row.denominator) for row in vod_table(treated, OVERALL).proportions}
    assert rows["VOD / SOS"] == (9, 59)
    assert rows["On treatment, without transplantation"] == (3, 59)
    assert rows["After transplantation, of those transplanted"] == (6, 26)
    assert rows["Severity: severe"] == (6, 59)
    assert rows["Criteria: Reported only"] == (6, 59)
