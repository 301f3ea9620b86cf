"""The histories of many patients are those of each, whichever way their records are asked for."""

import pytest

from outcomes import histories
from outcomes.histories import people
from outcomes.history_from_rows import history_from_rows
from registry.patient_rows import rows_of_patients
from tests.outcomes import courses
from tests.registry import records

pytestmark = pytest.mark.django_db


@pytest.fixture
def five() -> list[int]:
    site = records.site()
    return [courses.refractory(site, f"KFB-{number}", dead_on="2022-09-01").pk for number in range(5)]


def as_rows(patients: list[int]) -> dict:
    return {key: history_from_rows(rows) for key, rows in rows_of_patients(patients).items()}


@pytest.mark.parametrize("many", [1, 100], ids=["between the first and the last", "each by its number"])
@pytest.mark.parametrize("left_out", [(), (2,), (1, 2, 3)], ids=["all", "one not asked for", "most not"])
def test_histories_of_some_are_those_of_their_rows(five, monkeypatch, many, left_out):
    monkeypatch.setattr(histories, "MANY", many)
    asked = [key for place, key in enumerate(five) if place not in left_out]
    found = {person.id: person.history for person in people(asked)}
    assert found == as_rows(asked)
    assert list(found) == sorted(asked)
    assert all(history.regimens for history in found.values())


def test_nobody_has_no_history(five):
    assert list(people([])) == []
