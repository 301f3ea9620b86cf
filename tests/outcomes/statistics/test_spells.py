"""Spells that are alike stand together; what is summed over them is what the single ones would give."""

import numpy as np
import pytest

from outcomes.statistics import spells as module
from outcomes.statistics.partial_likelihood import likelihood
from outcomes.statistics.spells import Spells, Times, combined, ranks


def test_spells_that_are_alike_are_one_row_that_counts_for_both():
    """Two of one kind leave with the event on day 3; a third with the same times has another covariate."""
    spells = Spells.of([[1.0], [0.0], [1.0], [2.0]], Times.of([3, 5, 3, 3], [1, 0, 1, 1]))
    assert spells.count.tolist() == [2, 1, 1]
    assert spells.covariates[:, 0].tolist() == [1, 2, 0]
    assert (spells.n, spells.events) == (4, 3)
    assert spells.mean().tolist() == [1.0]


def drawn(seed: int, entry: bool) -> tuple[np.ndarray, dict]:
    random = np.random.default_rng(seed)
    stop = random.integers(2, 12, 80)
    entries = random.integers(-1, 2, 80) if entry else None
    times = {"stop": stop, "event": random.random(80) < 0.6, "entry": entries, "stratum": stop % 2}
    return random.integers(0, 3, (80, 2)).astype(float), times


@pytest.mark.parametrize("entry", [False, True])
def test_the_likelihood_of_rows_alike_together_is_that_of_each_alone(entry):
    """A difference too small to matter keeps rows apart that are otherwise alike."""
    covariates, times = drawn(7, entry)
    apart = covariates + np.linspace(0, 1e-13, 80)[:, None]
    together, single = (Spells.of(x, Times.of(**times)) for x in (covariates, apart))
    assert len(together.count) < len(single.count) == 80
    at = np.array([0.3, -0.2])
    one, other = likelihood(together, at), likelihood(single, at)
    weight = np.linspace(-1, 1, len(one.time))
    assert np.isclose(one.value, other.value, rtol=1e-11)
    assert np.allclose(one.score(weight), other.score(weight), atol=1e-10)
    assert np.allclose(one.information(weight), other.information(weight), atol=1e-10)


@pytest.mark.parametrize("limit", ["MOST_COUNTED", "MOST_KEYS", "MOST_UNSORTED"])
def test_it_does_not_matter_whether_keys_are_counted_or_sorted(limit, monkeypatch):
    covariates, times = drawn(11, entry=True)
    usual = Spells.of(covariates, Times.of(**times))
    monkeypatch.setattr(module, limit, 0)
    other = Spells.of(covariates, Times.of(**times))
    for name in ("covariates", "entry", "stop", "event", "count"):
        assert getattr(other, name).tolist() == getattr(usual, name).tolist()


def test_ranks_are_in_the_order_of_the_first_column_then_of_the_next():
    found, size = combined([ranks(np.array([2.5, -1.0, 2.5])), ranks(np.array([7, 9, 3]))])
    assert found.tolist() == [2, 0, 1]
    assert size == 3
