"""Tables of hazard ratios: levels, references, who is in which model, and what is said of doubtful models."""

import math

import pytest

from outcomes.presenting.printed import printed
from outcomes.statistics.catalogue import statistic
from outcomes.statistics.covariates import AGE, COMBINATION, ECOG, GENETIC_GROUP, LINE, WBC
from outcomes.statistics.endpoints import OS_START
from outcomes.statistics.groupings import OVERALL, SITE
from outcomes.statistics.hazards import regression_result
from outcomes.statistics.options import choose
from outcomes.statistics.regression import cox
from outcomes.statistics.results import Exclusion, from_payload

from .cohort import cohort, patients, timed_patient
from .reference import all_same, table

LINES = {"1": "First salvage", "2": "Second salvage", "3+": "Third salvage or later"}


def drawn_patients(**changed) -> list[dict]:
    """The drawn patients of the reference as rows of the analysis table."""
    return [
        timed_patient(
            int(row.days),
            int(row.event),
            entry_days=int(row.entry) if row.entry > 0 else None,
            age_at_start=int(row.age),
            line_group=row.line,
            sex="male" if row.male else "female",
            site_name=row.site,
        )
        | changed
        for row in table("data/regression.csv").itertuples()
    ]


def adjusted_of(result, covariate: str) -> dict[str, float | None]:
    rows = [row for row in result.lines if row.covariate == covariate]
    return {row.level: row.adjusted.value if row.adjusted else None for row in rows}


def test_the_model_of_all_covariates_is_the_one_fitted_on_their_columns():
    people = table("data/regression.csv").assign(ten=lambda frame: frame.age / 10)
    fit = cox(people[["ten", "line2", "line3"]], people.days, people.event, entry=people.entry)
    result = regression_result(cohort(drawn_patients()), OS_START, [AGE, LINE])
    found = [row.adjusted for row in result.lines if row.adjusted]
    assert all_same([ratio.value for ratio in found], fit.hazard_ratios.tolist())
    assert all_same([ratio.p for ratio in found], fit.p.tolist())
    assert (result.n, result.parameters) == (240, 3)
    assert result.delayed_entries == int((people.entry > 0).sum())


def test_each_covariate_alone_has_a_model_of_its_own():
    people = table("data/regression.csv")
    fit = cox(people[["line2", "line3"]], people.days, people.event, entry=people.entry)
    result = regression_result(cohort(drawn_patients()), OS_START, [AGE, LINE])
    found = [row.alone.value for row in result.lines if row.covariate == "Salvage line" and row.alone]
    assert all_same(found, fit.hazard_ratios.tolist())


def test_a_stratified_model_leaves_out_whose_stratum_is_unknown():
    people = table("data/regression.csv")
    wanted = cox(
        people.assign(ten=people.age / 10)[["ten", "site"]],
        people.days,
        people.event,
        entry=people.entry,
        strata=["site"],
    )
    unknown = patients(3, **timed_patient(50, 1, age_at_start=40))
    result = regression_result(cohort(drawn_patients(), unknown), OS_START, [AGE], SITE)
    assert all_same([result.lines[0].adjusted.value], wanted.hazard_ratios.tolist())
    assert result.stratified_by == "site"
    assert Exclusion("Site not known", 3) in result.excluded


def test_patients_without_a_value_are_counted_under_the_first_covariate_that_lacks_one():
    some = [
        *(timed_patient(at, 1, line_group="1", age_at_start=40 + at) for at in range(1, 21)),
        *(timed_patient(at, 1, line_group="2", age_at_start=40) for at in range(1, 21)),
        *(timed_patient(at, 1, line_group="2") for at in range(1, 6)),
        *(timed_patient(at, 1) for at in range(1, 4)),
        *(timed_patient(at, 1, age_at_start=50) for at in range(1, 3)),
    ]
    result = regression_result(cohort(some), OS_START, [AGE, LINE])
    assert result.incomplete == (Exclusion("Age not known", 8), Exclusion("Salvage line not known", 2))
    assert (result.known, result.n) == (50, 40)
    assert [row.n for row in result.lines if row.covariate == "Salvage line"] == [20, 25]
    assert [row.adjusted_n for row in result.lines if row.covariate == "Salvage line"] == [20, 20]


@pytest.mark.parametrize(
    ("covariate", "values", "levels"),
    [
        (LINE, [{"line_group": "3+"}, {"line_group": "2"}], ["Second salvage", "Third salvage or later"]),
        (
            GENETIC_GROUP,
            [{"genetic_group": "ph_pos"}, {"genetic_group": "diploid"}],
            ["Diploid", "Ph-positive"],
        ),
        (GENETIC_GROUP, [{"genetic_group": "not_evaluable"}, {}], []),
        (
            COMBINATION,
            [{"is_combination": True}, {"contains_inotuzumab": True, "is_combination": False}],
            ["Single agent"],
        ),
        (AGE, [{"age_at_start": 30}], ["per 10 years"]),
    ],
)
def test_levels_are_those_that_occur_the_reference_first(covariate, values, levels):
    assert list(covariate.coded(cohort(values)).levels) == levels


def test_counts_of_cells_are_read_as_doublings_with_a_floor():
    columns = WBC.coded(cohort([{"wbc_at_start": value} for value in (8, 4, 0.1, 0, None)]))
    assert [*columns.columns(slice(4))[0]] == [3, 2, math.log2(0.1), math.log2(0.1)]
    assert columns.known.tolist() == [True] * 4 + [False]


def test_a_level_without_events_is_not_printed_as_nought():
    alive = [timed_patient(100 + at, 0, ecog_group="2") for at in range(15)]
    died = [timed_patient(at, 1, ecog_group="0-1") for at in range(10, 30)]
    ratio = regression_result(cohort(alive, died), OS_START, [ECOG]).lines[1].adjusted
    assert (ratio.value, ratio.p_shown) == (None, False)
    assert ratio.reason.startswith("Runs out of bounds")


def test_p_is_not_shown_for_a_level_of_fewer_than_ten():
    few = [timed_patient(at, 1, line_group="2") for at in range(5, 14)]
    many = [timed_patient(at, 1, line_group="1") for at in range(1, 40)]
    ratio = regression_result(cohort(few, many), OS_START, [LINE]).lines[1].alone
    assert ratio.p is not None
    assert not ratio.p_shown
    assert "fewer than 10" in ratio.reason


def test_fewer_than_ten_events_for_a_parameter_are_warned_of():
    def caption(n: int) -> str:
        some = [timed_patient(at + 1, 1, age_at_start=30 + at % 7) for at in range(n)]
        return printed(regression_result(cohort(some), OS_START, [AGE])).caption

    warning = "9 events for 1 parameters, 9.0 each: with fewer than 10, estimates are unstable"
    assert warning in caption(9)
    assert "parameters" not in caption(10)


def test_a_version_frozen_when_the_warning_was_a_note_says_it_once():
    some = [timed_patient(at + 1, 1, age_at_start=30 + at % 7) for at in range(9)]
    payload = regression_result(cohort(some), OS_START, [AGE]).payload()
    del payload["has_few_events"]
    before = from_payload(payload | {"notes": ["9 events for 1 parameters, 9.0 each: too few."]})
    assert printed(before).caption.count("9 events for 1 parameters") == 1


def test_no_event_is_said_in_a_sentence():
    alive = [timed_patient(at, 0, line_group="12"[at % 2]) for at in range(30)]
    result = regression_result(cohort(alive), OS_START, [LINE])
    assert "Model of all covariates: There is no event, so no hazard can be estimated." in result.notes


def test_covariates_and_strata_are_chosen_by_the_reader():
    entry = statistic("hazard-of-death")
    frame = cohort(drawn_patients())
    chosen = choose(entry.options, OVERALL, {"covariates": ["age.sex"], "strata": ["salvage-line"]})
    result = entry.result(frame, OVERALL, chosen)
    assert list(dict.fromkeys(row.covariate for row in result.lines)) == ["Age", "Sex"]
    assert result.stratified_by == "salvage line"
    lines = choose(entry.options, OVERALL, {"covariates": ["age.line"], "strata": ["salvage-line"]})
    assert adjusted_of(entry.result(frame, OVERALL, lines), "Salvage line") == {}


def test_no_covariate_chosen_gives_no_model():
    entry = statistic("hazard-of-death")
    nothing = choose(entry.options, OVERALL, {"covariates": [""]})
    assert entry.result(cohort(drawn_patients()), OVERALL, nothing).lines == ()
