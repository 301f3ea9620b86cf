"""The cohort diagram of the first publication: 151 treated, 67 failures analysed."""

import random

from outcomes.statistics.flow import cohort_flow

from .cohort import cohort, patients, random_cohort

PUBLISHED = cohort(
    patients(42, failure_type="refractory", followed_after_failure=True),
    patients(25, failure_type="relapsed", followed_after_failure=True),
    patients(9, failure_type="refractory", followed_after_failure=False),
    patients(70, failure_type="none"),
    patients(5, failure_type="not_evaluable"),
)


def boxes(frame) -> dict:
    return {box.slug: box for box in cohort_flow(frame).boxes}


def test_from_the_treated_to_the_failures_analysed():
    sizes = {slug: box.n for slug, box in boxes(PUBLISHED).items()}
    assert sizes == {
        "treated": 151,
        "evaluable": 146,
        "responders": 95,
        "refractory": 51,
        "relapsed": 25,
        "failures": 76,
        "analysed": 67,
    }


def test_everyone_who_leaves_is_counted_with_the_reason():
    for frame in (PUBLISHED, random_cohort(seed=3, n=60), cohort()):
        drawn = boxes(frame)
        for slug in ("evaluable", "failures", "analysed"):
            left = sum(reason.n for reason in drawn[slug].excluded)
            assert drawn[drawn[slug].parent].n == drawn[slug].n + left
        assert drawn["evaluable"].n == drawn["responders"].n + drawn["refractory"].n
        assert drawn["failures"].n == drawn["relapsed"].n + drawn["refractory"].n


def test_the_order_of_patients_does_not_matter():
    shuffled = PUBLISHED.sample(frac=1, random_state=random.Random(0).randint(0, 9))
    assert cohort_flow(shuffled) == cohort_flow(PUBLISHED)


def test_the_diagram_is_a_csv_too():
    rows = cohort_flow(PUBLISHED).rows()
    assert {
        "box": "analysed",
        "label": "Followed after failure",
        "excluded": "",
        "n": 67,
        "missing": 0,
    } in rows
    assert [row["n"] for row in rows if row["excluded"] == "No follow-up after failure"] == [9]
