"""What was given, the patient at the start and at failure, and harm in the time at risk (A4, A7, A8, A12)."""

# ruff: noqa: E501 - one example a line

from dataclasses import replace

import pytest

from outcomes.derivations import derive
from outcomes.history import AdverseEvent, Dose, Lab, Span
from tests.outcomes.derivations.histories import (
    alive,
    cycle,
    day,
    event,
    history,
    marrow,
    on,
    reading,
    regimen,
    row,
    transplant,
    values,
)


def dose(drug: str, number: int, amount: float | None, unit: str = "mg/m2", **answers) -> Dose:
    return Dose(answers.pop("id", number), drug, day(number), amount, unit, **answers)


MINI_HCVD = regimen(
    code="MINI_HCVD_INO",
    drugs=("inotuzumab", "cyclophosphamide", "methotrexate", "cytarabine", "dexamethasone"),
    cycles=(
        cycle(1, 0, [dose("inotuzumab", 2, 1.3), *(dose("cyclophosphamide", n // 2, 150.0, id=50 + n) for n in range(6)), dose("dexamethasone", 0, 20.0, "mg", id=70)]),
        cycle(2, 28, [dose("inotuzumab", 30, 1.0), dose("methotrexate", 28, 250.0), dose("methotrexate", 29, 12.0, "mg", route="IT"), *(dose("cytarabine", 29 + n // 2, 0.5, "g/m2", id=80 + n) for n in range(4))]),
        cycle(3, 56, [dose("cyclophosphamide", 56, 300.0)]),
    ),
)  # fmt: skip


def test_doses_are_summed_by_course():
    totals = values(MINI_HCVD)["dose_totals"]
    assert totals["odd"] == {"cyclophosphamide": 600.0, "dexamethasone": 20.0}
    assert totals["even"] == {"methotrexate": 250.0, "cytarabine": 0.5, "cytarabine_doses": 4.0}
    assert (totals["inotuzumab"], totals["inotuzumab_day"]) == ([1.3, 1.0, None], 3)


def test_without_recorded_doses_nothing_is_made_up():
    derived = values(regimen())
    assert (derived["dose_totals"], derived["inotuzumab_total_mg_m2"]) == (None, None)


TOTALS = [
    ("weekly doses", [dose("inotuzumab", n, 0.5) for n in (0, 7, 14)], 1.5),
    ("a dose in mg with its body surface", [dose("inotuzumab", 0, 1.8, "mg", bsa_used=2.0)], 0.9),
    ("a dose in mg without", [dose("inotuzumab", 0, 0.8), dose("inotuzumab", 7, 0.9, "mg")], None),
]


@pytest.mark.parametrize(("doses", "total"), [r[1:] for r in TOTALS], ids=[r[0] for r in TOTALS])
def test_inotuzumab_is_summed_in_mg_per_square_metre(doses, total):
    assert values(regimen(cycles=(cycle(1, 0, doses),)))["inotuzumab_total_mg_m2"] == total


CONTENT = [
    # what was given, regimen, contains inotuzumab, combination
    ("inotuzumab alone", regimen(), True, False),
    ("with chemotherapy", MINI_HCVD, True, True),
    ("with hydroxyurea and steroid", regimen(drugs=("inotuzumab", "hydroxyurea", "prednisone")), True, False),
    ("with intrathecal methotrexate only", regimen(drugs=("inotuzumab", "methotrexate"), cycles=(cycle(1, 0, [dose("inotuzumab", 0, 0.8), dose("methotrexate", 1, 12.0, "mg", route="IT")]),)), True, False),
    ("planned, but only other doses recorded", regimen(drugs=("inotuzumab", "vincristine"), cycles=(cycle(1, 0, [dose("vincristine", 0, 2.0, "mg")]),)), False, False),
    ("blinatumomab", regimen(code="BLINA"), False, False),
]  # fmt: skip


@pytest.mark.parametrize("given", CONTENT, ids=[row[0] for row in CONTENT])
def test_a_regimen_contains_inotuzumab_by_dose_and_may_be_a_combination(given):
    _, only, contained, combination = given
    derived = values(only)
    assert (derived["contains_inotuzumab"], derived["is_combination"]) == (contained, combination)


def test_what_was_given_before_is_known():
    before = regimen(1, -200, "BLINA")
    patient = history(
        before, transplant(-100), event("relapse", -5), regimen(2), event("relapse", 90), regimen(3, 95)
    )
    first, index, again = (derived.values for derived in derive(patient))
    assert (first["prior_blinatumomab"], first["prior_hsct"], first["is_index_inotuzumab"]) == (
        False,
        False,
        False,
    )
    assert (index["prior_blinatumomab"], index["prior_hsct"], index["is_index_inotuzumab"]) == (
        True,
        True,
        True,
    )
    assert (again["prior_inotuzumab"], again["prior_car_t"], again["is_index_inotuzumab"]) == (
        True,
        False,
        False,
    )


def test_what_starts_on_the_same_day_was_not_given_before():
    bridging = regimen(1, 0, "BLINA", line_type="bridging")
    ahead, same_day = row(bridging, regimen(2, 1), place=1), row(bridging, regimen(2, 0), place=1)
    assert (ahead.values["prior_blinatumomab"], same_day.values["prior_blinatumomab"]) == (True, False)


@pytest.mark.parametrize(
    ("cycles", "group"), [(1, "1-2"), (2, "1-2"), (3, "3-4"), (6, "5-6"), (7, ">6"), (0, None)]
)
def test_cycles_are_grouped_as_published(cycles, group):
    given = tuple(cycle(number + 1, 28 * number) for number in range(cycles))
    assert values(regimen(cycles=given))["cycles_group"] == group


AGES = [
    ("the day before the 40th birthday", Span.on(day(1).replace(year=1981)), 39, "<40"),
    ("the 40th birthday", Span.on(day(0).replace(year=1981)), 40, "40-60"),
    ("60 years", Span.on(day(0).replace(year=1961)), 60, "40-60"),
    ("61 years", Span.on(day(0).replace(year=1960)), 61, ">60"),
    ("birth not known", None, None, None),
    ("birth after the start", Span.on(day(400)), None, None),
]


@pytest.mark.parametrize(("birth", "age", "group"), [r[1:] for r in AGES], ids=[r[0] for r in AGES])
def test_age_is_in_completed_years_at_the_start(birth, age, group):
    derived = values(regimen(), birth=birth)
    assert (derived["age_at_start"], derived["age_group"]) == (age, group)


def lab(number: int, timepoint: str = "regimen_baseline", **answers) -> Lab:
    return Lab(number + 500, day(number), timepoint, **answers)


def test_the_nearest_sample_before_the_start_describes_the_patient():
    labs = (lab(-20, wbc=reading(9)), lab(-2, wbc=reading(4.1), ecog=1), lab(-40, wbc=reading(99)))
    derived = values(regimen(), labs=labs)
    assert (derived["wbc_at_start"], derived["ecog_at_start"], derived["ecog_group"]) == (4.1, 1, "0-1")


def test_a_sample_of_another_time_does_not():
    assert values(regimen(), labs=(lab(-40, wbc=reading(9)), lab(3, wbc=reading(9))))["wbc_at_start"] is None


def test_a_value_below_the_limit_of_measurement_counts_as_zero_and_says_so():
    found = row(regimen(), labs=(lab(0, wbc=reading("<0.1")),))
    assert found.values["wbc_at_start"] == 0
    assert (
        found.why["wbc_at_start"]
        == "Printed as <0.1, measured on 2021-01-01; below the limit of measurement counts as 0."
    )


def test_blasts_at_failure_come_from_the_sample_or_the_assessment_of_that_day():
    assessed = values(regimen(), marrow(28, 60, blood=5), alive(40))
    assert (
        assessed["bm_blasts_at_failure"],
        assessed["pb_blasts_at_failure"],
        assessed["wbc_at_failure"],
    ) == (60, 5, None)
    sample = lab(30, "failure", wbc=reading(2.3), bm_blasts_pct=reading(55))
    sampled = values(regimen(), marrow(28, 60, blood=5), alive(40), labs=(sample,))
    assert (sampled["bm_blasts_at_failure"], sampled["wbc_at_failure"]) == (55, 2.3)


def adverse(term: str, grade: int | None, number: int | None, **answers) -> AdverseEvent:
    onset = None if number is None else on(number)
    return AdverseEvent(
        1, term, answers.pop("version", "5.0"), grade, onset, **({"linked_regimen_id": 1} | answers)
    )


TREATED = regimen(cycles=(cycle(1, 0, [dose("inotuzumab", 0, 0.8), dose("inotuzumab", 14, 0.5)]),))

AT_RISK = [
    # what happened, adverse event, worst grades
    ("on treatment", adverse("infection", 3, 5), {"infection": 3}),
    ("on the first day", adverse("infection", 3, 0), {"infection": 3}),
    ("before the first day", adverse("infection", 3, -1), {}),
    ("30 days after the last dose", adverse("infection", 3, 44), {"infection": 3}),
    ("31 days after the last dose", adverse("infection", 3, 45), {}),
    ("present at baseline", adverse("infection", 3, 5, present_at_baseline="yes"), {}),
    ("of another regimen", adverse("infection", 3, 5, linked_regimen_id=2), {}),
    ("onset not known", adverse("infection", 3, None), {"infection": 3}),
    ("grade not known", adverse("infection", None, 5), {}),
    ("VOD long after", adverse("vod_sos", 4, 150), {"vod_sos": 4}),
]


@pytest.mark.parametrize(("harm", "worst"), [r[1:] for r in AT_RISK], ids=[r[0] for r in AT_RISK])
def test_adverse_events_count_in_the_time_at_risk(harm, worst):
    assert values(TREATED, alive(300), adverse_events=(harm,))["worst_grades"] == worst


def test_the_next_treatment_ends_the_time_at_risk():
    events = (adverse("infection", 3, 20), adverse("sepsis", 4, 21))
    derived = values(TREATED, marrow(18, 60), regimen(2, 20, "BLINA"), adverse_events=events)
    assert derived["worst_grades"] == {"infection": 3}


def test_the_worst_grade_of_each_term_is_kept_apart_by_version():
    events = (
        adverse("infection", 2, 3),
        adverse("infection", 4, 5, version="6.0"),
        adverse("infection", 3, 6),
    )
    derived = values(TREATED, adverse_events=events)
    assert derived["worst_grades"] == {"infection": 4}
    assert derived["worst_grades_by_version"] == {"5.0": {"infection": 3}, "6.0": {"infection": 4}}


PROLONGED = [
    # platelets on days of a cycle in remission, prolonged
    ("40 on day 29", [(14, 30), (29, 40)], True),
    ("40 on day 28", [(14, 30), (28, 40)], False),
    ("recovered in between", [(14, 60), (29, 40)], False),
    ("50 on day 29", [(14, 30), (29, 50)], False),
]


@pytest.mark.parametrize(("counts", "prolonged"), [r[1:] for r in PROLONGED], ids=[r[0] for r in PROLONGED])
def test_thrombocytopenia_is_prolonged_after_four_weeks_in_remission(counts, prolonged):
    labs = tuple(lab(number, "follow_up", platelets=reading(count)) for number, count in counts)
    clear = replace(marrow(20, 1), platelets=None)
    assert values(TREATED, clear, alive(90), labs=labs)["prolonged_thrombocytopenia"] is prolonged


def test_inotuzumab_before_transplant_is_counted():
    derived = values(TREATED, marrow(28, 1), transplant(60))
    assert (derived["days_last_inotuzumab_to_asct"], derived["inotuzumab_cycles_before_asct"]) == (46, 1)
    assert values(TREATED, alive(60))["days_last_inotuzumab_to_asct"] is None
