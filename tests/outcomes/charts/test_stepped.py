"""The points of a drawn step function."""

from outcomes.charts.stepped import stepped
from outcomes.statistics.formatting import DAYS_PER_MONTH
from outcomes.statistics.results import Steps

MONTH = DAYS_PER_MONTH
STEPS = Steps(
    time=(30, 60, 90),
    value=(0.8, 0.8, 0.4),
    lower=(0.5, 0.5, None),
    upper=(0.9, 0.9, None),
    at_risk=(10, 6, 3),
    events=(2, 0, 1),
    censored=(0, 2, 0),
)


def drawn():
    return stepped(STEPS, 1.0, {"group": "All"})


def test_a_curve_starts_at_its_start_and_is_in_months():
    assert [(p["months"] * MONTH, p["value"]) for p in drawn().line if p["part"] == "firm"] == [
        (0, 1.0),
        (30, 0.8),
        (60, 0.8),
        (90, 0.4),
    ]


def test_it_is_fainter_from_where_fewer_than_five_are_at_risk():
    faint = [point["months"] * MONTH for point in drawn().line if point["part"] == "faint"]
    assert faint == [90]


def test_the_band_reaches_to_the_step_at_which_it_ends_and_no_further():
    assert [round(point["months"] * MONTH) for point in drawn().band] == [30, 60, 90]


def test_censored_patients_are_marked_on_their_day():
    assert [(round(point["months"] * MONTH), point["value"]) for point in drawn().marks] == [(60, 0.8)]
