"""Nobody finds a hidden count by adding and subtracting what a page shows."""

from collections.abc import Callable
from typing import Any

import numpy as np

from outcomes.disclosure import Ranged, protected
from tests.outcomes.disclosure.auditor import SMALL, Audit, Cell
from tests.outcomes.disclosure.pages import (
    LEVELS,
    Cohort,
    Page,
    Ranges,
    counts_of,
    page_audit,
    random_cohort,
    subset,
)

COHORTS, PAIRS = 200, 40


def as_protected(page: Page) -> Ranges:
    """The tables as they leave the care team."""
    shown: Any = [(grouping, protected(table)) for grouping, table in page]
    counts = counts_of(shown)
    return {c: (int(n), n.highest) if isinstance(n, Ranged) else (n, n) for c, n in counts.items()}


def with_small_counts_blanked(page: Page) -> Ranges:
    """The naive way: each count of 1 to 7 alone is left out, all else is exact."""
    counts = counts_of(page)
    return {cell: (1, 7) if n in SMALL else (n, n) for cell, n in counts.items()}


def audits(show: Callable[[Page], Ranges], cohorts: int = COHORTS) -> list[Audit]:
    chance = np.random.default_rng(20)
    return [page_audit(random_cohort(chance), show) for _ in range(cohorts)]


def test_every_count_of_a_protected_page_is_a_range_that_holds_the_truth():
    for audit in audits(as_protected, 20):
        printed = {cell: n for cell, n in audit.truth.items() if cell in audit.shown}
        assert len(printed) > 100
        assert all(audit.shown[cell][0] <= n <= audit.shown[cell][1] for cell, n in printed.items())
        assert all(low < high for low, high in audit.shown.values())


def test_no_hidden_count_of_two_hundred_cohorts_can_be_worked_out():
    assert [audit.recovered() for audit in audits(as_protected) if audit.recovered()] == []


def test_no_linear_program_works_one_out_either():
    assert [audit.recovered_for_certain() for audit in audits(as_protected, 1)] == [[]]


def test_the_same_audit_breaks_naive_suppression():
    found = [audit.recovered() for audit in audits(with_small_counts_blanked)]
    assert sum(map(bool, found)) > COHORTS / 2
    assert sum(map(len, found)) > 1000


def test_the_audit_narrows_ranges_to_what_is_left():
    truth: dict[Cell, int] = {"total": 12, "shown": 9, "hidden": 3}
    audit = Audit(truth, {"total": (12, 12), "shown": (9, 9)}, 50, [{"total": -1, "shown": 1, "hidden": 1}])
    assert audit.recovered() == audit.recovered_for_certain() == ["hidden"]


def linked(first: Audit, second: Audit, most_apart: int | None) -> Audit:
    """Two pages read side by side: each count of the first holds that of the second, and little more."""
    both = Audit(
        {(0, cell): n for cell, n in first.truth.items()}
        | {(1, cell): n for cell, n in second.truth.items()},
        {(0, cell): r for cell, r in first.shown.items()}
        | {(1, cell): r for cell, r in second.shown.items()},
        first.most,
        [{(0, c): s for c, s in one.items()} for one in first.equations]
        + [{(1, c): s for c, s in one.items()} for one in second.equations],
    )
    for cell in first.truth.keys() & second.truth.keys():
        apart = first.truth[cell] - second.truth[cell]
        both.truth |= {("more", cell): apart}
        both.shown |= {("more", cell): (0, first.most if most_apart is None else most_apart)}
        both.equations.append({(0, cell): -1, (1, cell): 1, ("more", cell): 1})
    return both


def test_two_pages_before_and_after_one_more_patient_give_nothing_away():
    assert pairs(lambda cohort, chance: np.arange(len(cohort["sex"])) > 0, most_apart=1) == []


def test_a_cohort_and_a_narrower_one_give_nothing_away():
    def narrowed(cohort: Cohort, chance: np.random.Generator) -> np.ndarray:
        name = chance.choice(list(LEVELS))
        return cohort[name] != chance.integers(0, LEVELS[name])

    assert pairs(narrowed, most_apart=None) == []


def pairs(
    narrower: Callable[[Cohort, np.random.Generator], np.ndarray], most_apart: int | None
) -> list[Cell]:
    chance, found = np.random.default_rng(5), []
    for _ in range(PAIRS):
        cohort = random_cohort(chance)
        smaller = subset(cohort, narrower(cohort, chance))
        audit = linked(page_audit(cohort, as_protected), page_audit(smaller, as_protected), most_apart)
        found += [cell for cell in audit.recovered() if cell[0] != "more"]
    return found
