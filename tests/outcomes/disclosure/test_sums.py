"""Nobody finds a hidden count by adding and subtracting, whatever kind of statistic tells the numbers."""

import random

import numpy as np
import pytest

from outcomes.demo.designed import designed_cohort
from outcomes.disclosure import Ranged
from outcomes.statistics.frame import analysis_frame
from tests.outcomes.disclosure.sums import (
    audit_of,
    choices_of_a_list,
    in_ranges,
    pairs_audit,
    with_small_counts_blanked,
)
from tests.outcomes.statistics.cohort import random_patient


def patients_of(seed: int, n: int):
    """Random patients observed from the origin on: sums of numbers at risk hold for them."""
    chance = random.Random(seed)
    rows = [random_patient(chance) for _ in range(n)]
    return analysis_frame(
        {name: value for name, value in row.items() if name != "entry_days"} for row in rows
    )


@pytest.mark.parametrize(("seed", "n"), [(1, 24), (2, 61), (3, 108)])
def test_no_hidden_count_of_any_statistic_can_be_worked_out(seed, n):
    audit = audit_of(patients_of(seed, n), in_ranges)
    assert len(audit.shown) > 5_000 and len(audit.equations) > 2_000
    assert all(audit.shown[cell][0] <= audit.truth[cell] <= audit.shown[cell][1] for cell in audit.shown)
    assert audit.recovered() == []


def test_the_same_sums_break_naive_suppression():
    assert len(audit_of(patients_of(2, 61), with_small_counts_blanked).recovered()) > 100


# Facts of the designed patients by which the form of a cohort chooses, too.
FILTERS = (
    "site_code",
    "lineage",
    "genetic_group",
    "salvage_line",
    "regimen_code",
    "best_response",
    "failure_type",
    "ecog_at_start",
    "sex",
)


def demo_registry() -> dict[str, np.ndarray]:
    rows = [patient.facts for site in "AB" for patient in designed_cohort(site)]
    return choices_of_a_list(iter(rows), FILTERS)


def test_no_pair_of_filters_of_the_demo_registry_tells_a_hidden_count():
    audit = pairs_audit(demo_registry(), lambda n: (int(Ranged(n)), Ranged(n).highest))
    assert len(audit.shown) > 400
    assert audit.recovered() == []


def test_pairs_of_filters_would_tell_counts_if_only_small_ones_were_hidden():
    audit = pairs_audit(demo_registry(), lambda n: (1, 7) if 0 < n < 8 else (n, n))
    assert len(audit.recovered()) > 20
