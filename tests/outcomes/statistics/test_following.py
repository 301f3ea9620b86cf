"""A table that follows another remembers what would be the same, and gives the results of one made anew."""

import random

import pytest

from outcomes.statistics.catalogue import CATALOGUE
from outcomes.statistics.frame import AnalysisFrame, analysis_frame, flags, reads_of, remembered
from tests.outcomes.statistics.cohort import random_patient

MOVED = ("os_start_days", "os_failure_days", "alive", "asct", "failure_type", "dose_totals", "site_name")


def rows(seed: int, n: int = 40) -> list[dict]:
    chance = random.Random(seed)
    return [random_patient(chance) for _ in range(n)]


def results(frame) -> list[tuple[str, set[str]]]:
    found = []
    for statistic in CATALOGUE:
        for grouping in statistic.groupings[:3]:
            with reads_of(frame) as reads:
                text = statistic.result(frame, grouping).as_json()
            found.append((text, set(reads)))
    return found


@pytest.mark.parametrize("seed", range(3))
def test_results_are_those_of_a_table_made_anew(seed):
    before, others = rows(seed), rows(seed + 100)
    after = [dict(one) for one in before]
    for name in random.Random(seed).sample(MOVED, 2):
        after[seed] |= {name: others[seed].get(name)}
    first, following, anew = (analysis_frame(each) for each in (before, after, after))
    results(first)
    following.follow(first)
    assert results(following) == results(anew)


def test_what_was_made_of_columns_that_moved_is_made_again():
    before = [{"alive": True, "sex": "female"}, {"alive": False, "sex": "male"}]
    first, following = analysis_frame(before), analysis_frame([before[0], before[1] | {"alive": True}])
    made = []

    def living(frame: AnalysisFrame) -> AnalysisFrame:
        return frame[flags(frame, "alive")]

    def sexes(frame: AnalysisFrame) -> list[str]:
        made.append(frame)
        return frame["sex"].tolist()

    def count(frame: AnalysisFrame) -> int:
        remembered(frame, "sexes", lambda: sexes(frame))
        return len(remembered(frame, "living", lambda: living(frame)))

    assert count(first) == 1
    following.follow(first)
    assert count(following) == 2
    assert made == [first]
