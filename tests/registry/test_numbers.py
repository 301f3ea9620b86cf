"""Records are asked for by their numbers: those, and no others."""

import pytest

from registry.models import Site
from registry.numbers import among
from tests.registry import records


@pytest.fixture
def numbers(db) -> list[int]:
    return [records.site(f"S{place}").pk for place in range(4)]


@pytest.mark.parametrize(
    ("places", "conditions"),
    [
        pytest.param([], ["pk__in"], id="none"),
        pytest.param([2], ["pk__gte", "pk__lte"], id="one"),
        pytest.param([2, 0, 1, 1], ["pk__gte", "pk__lte"], id="one after the other"),
        pytest.param([0, 3], ["pk__in"], id="with a gap"),
    ],
)
def test_exactly_the_named_ones_are_found(numbers, places, conditions):
    named = [numbers[place] for place in places]
    condition = among("pk", named)

    assert set(Site.objects.filter(condition).values_list("pk", flat=True)) == set(named)
    assert [lookup for lookup, _ in condition.children] == conditions
