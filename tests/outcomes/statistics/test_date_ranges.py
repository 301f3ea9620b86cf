"""How results move with partial dates: what is computed again, what is shown, and when it warns."""

import json
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from outcomes.computing import inputs_digest
from outcomes.disclosure import PROTECTED
from outcomes.presenting.csv_files import results_csv
from outcomes.presenting.date_ranges import about_patients, range_lines, warned
from outcomes.presenting.printed.model import joined
from outcomes.statistics.catalogue import statistic
from outcomes.statistics.date_ranges import at_bound
from outcomes.statistics.frame import analysis_frame, reads_of
from outcomes.statistics.groupings import OVERALL, SALVAGE_LINE
from outcomes.statistics.results import from_payload
from tests.outcomes.statistics.cohort import timed_patient

SURVIVAL = statistic("survival-from-start")


def died_on(days: int, earliest: int | None = None, latest: int | None = None, **values) -> dict:
    """A death after so many days; of a partial date, with the days at its bounds."""
    patient = timed_patient(days, 1, **values)
    bounds = None
    if earliest is not None and latest is not None:
        bounds = {"earliest": {"os_start_days": earliest}, "latest": {"os_start_days": latest}}
    return patient | {"date_bounds": bounds}


def result_of(*patients: dict, grouping=OVERALL):
    return SURVIVAL.result(analysis_frame(patients), grouping)


def entries(result) -> dict[tuple[str, str], tuple]:
    found = result.date_range.entries
    return {(one.group, one.column): (one.as_imputed, one.at_earliest, one.at_latest) for one in found}


def test_a_median_worked_by_hand_moves_with_the_death_that_makes_it():
    """Deaths on days 100, 200 and 300: survival falls below one half on the second."""
    result = result_of(died_on(100), died_on(200, earliest=190, latest=220), died_on(300))
    assert result.groups[0].median.value == 200
    assert entries(result)["All patients", "median_days"] == (200, 190, 220)
    assert (result.date_range.patients, result.date_range.imputed_events, result.date_range.events) == (
        1,
        1,
        3,
    )
    assert range_lines(result.date_range) == ["All patients: median 6.2–7.2 months."]
    assert joined(about_patients(result.date_range)).startswith("1 patient has partial dates")


def test_it_warns_past_half_a_month_and_past_one_event_in_twenty_but_not_below():
    many = [died_on(10 * number) for number in range(1, 40)]
    little = result_of(*many, died_on(400, earliest=398, latest=402))
    assert warned(little.date_range) == ()
    far = result_of(died_on(100), died_on(200, earliest=184, latest=200), died_on(300))
    assert "median moves by more than half a month" in far.date_range.warning
    assert joined(warned(far.date_range)).endswith("; 1 of 3 events, more than 5%, rest on a partial date")
    near = result_of(died_on(100), died_on(200, earliest=185, latest=215), died_on(300))
    assert joined(warned(near.date_range)) == "1 of 3 events, more than 5%, rest on a partial date"


def test_a_version_frozen_when_the_warning_was_one_text_says_it_once():
    found = result_of(died_on(100), died_on(200, earliest=185, latest=215), died_on(300)).date_range
    before = replace(found, warning=joined(warned(found)), many_imputed=False)
    assert joined(warned(before)) == joined(warned(found))


def test_a_rate_at_twelve_months_that_moves_by_more_than_two_points_warns():
    result = result_of(*(died_on(500) for _ in range(19)), died_on(366, earliest=360, latest=370))
    assert "12 months" in result.date_range.warning
    assert entries(result)["All patients", "rate_12_months"] == (1.0, 0.95, 1.0)


def test_without_partial_dates_there_is_no_range_and_nothing_is_computed_again():
    asked = []
    counted = SURVIVAL.compute
    frame = analysis_frame([died_on(100), died_on(200)])
    again = type(SURVIVAL)(
        **{
            name: getattr(SURVIVAL, name)
            for name in ("slug", "title", "section", "analysis_set", "groupings", "options")
        },
        compute=lambda *given: asked.append(1) or counted(*given),
    )
    assert again.result(frame).date_range is None
    assert asked == [1]
    assert "at_earliest" not in results_csv(again.result(frame))


def test_a_result_depends_on_the_bounds_of_its_own_times_and_on_no_others():
    """A bound of another endpoint leaves it as it is; one of its own, where there was none, does not."""
    patients = [died_on(100), died_on(200, earliest=190, latest=220), died_on(300)]

    def moved(name: str) -> list[dict]:
        return [*patients[:2], patients[2] | {name: 5, "date_bounds": {"earliest": {name: 4}, "latest": {}}}]

    frame = analysis_frame(patients)
    with reads_of(frame) as reads:
        SURVIVAL.result(frame)
    before = inputs_digest(frame, sorted(reads))
    assert {"os_start_days@earliest", "os_start_days@latest"} < reads
    # That three patients have bounds is said with the result, so the third has some before and after.
    third = [*patients[:2], patients[2] | {"rfs_days": 5, "date_bounds": {"earliest": {}, "latest": {}}}]
    standing = inputs_digest(analysis_frame(third), sorted(reads))
    assert standing == inputs_digest(analysis_frame(moved("rfs_days")), sorted(reads)) != before
    assert inputs_digest(analysis_frame(moved("os_start_days")), sorted(reads)) != standing


def test_groups_and_the_test_between_them_have_their_ranges():
    early = [died_on(10 * number, line_group="1") for number in range(1, 12)]
    late = [
        died_on(12 * number, earliest=5 * number, latest=30 * number, line_group="2")
        for number in range(1, 12)
    ]
    result = result_of(*early, *late, grouping=SALVAGE_LINE)
    medians = entries(result)
    labels = [group.label for group in result.groups]
    assert medians[labels[0], "median_days"] == (60, 60, 60)
    assert medians[labels[1], "median_days"] == (72, 30, 180)
    as_imputed, at_earliest, at_latest = medians["", "p"]
    assert at_latest < as_imputed and at_earliest < as_imputed
    assert len(range_lines(result.date_range)) == 2


@settings(max_examples=25)
@given(
    st.lists(
        st.tuples(st.integers(1, 900), st.integers(0, 30), st.integers(0, 30), st.booleans()), min_size=1
    )
)
def test_each_end_is_the_result_of_the_same_patients_with_those_dates(drawn):
    patients = [
        died_on(days, max(days - before, 0), days + after) if moves else died_on(days)
        for days, before, after, moves in drawn
    ]
    frame, result = analysis_frame(patients), result_of(*patients)
    for bound in ("earliest", "latest"):
        moved = [p | ((p["date_bounds"] or {}).get(bound) or {}) | {"date_bounds": None} for p in patients]
        expected = result_of(*moved)
        assert SURVIVAL.compute(at_bound(frame, bound), OVERALL, *_defaults()) == expected
        if result.date_range:
            own = {(e.group, e.column): getattr(e, f"at_{bound}") for e in result.date_range.entries}
            assert own["All patients", "median_days"] == expected.groups[0].median.value
    for entry in result.date_range.entries if result.date_range else ():
        least, most = entry.ends
        assert entry.as_imputed is None or least <= entry.as_imputed
        assert most is None or entry.as_imputed <= most


def _defaults() -> tuple:
    from outcomes.statistics.options import NOTHING_CHOSEN

    return (NOTHING_CHOSEN,) if SURVIVAL.options else ()


def test_the_range_is_stored_and_stands_in_the_file_beside_the_result():
    result = result_of(died_on(100), died_on(200, earliest=190, latest=220), died_on(300))
    stored = from_payload(json.loads(json.dumps(result.payload())))
    assert stored == result
    headings, row = (line.split(",") for line in results_csv(stored).splitlines())
    values = dict(zip(headings, row, strict=True))
    assert (values["median_days_at_earliest"], values["median_days_at_latest"]) == ("190.0", "220.0")


def test_a_result_stored_before_there_were_ranges_is_read():
    payload = result_of(died_on(100)).payload()
    del payload["date_range"]
    assert from_payload(payload).date_range is None


def test_who_sees_protected_figures_sees_no_range():
    many = [died_on(10 * number) for number in range(1, 40)]
    result = result_of(*many, died_on(200, earliest=100, latest=300))
    assert result.date_range is not None
    shown = PROTECTED.result(result, "overall")
    assert shown is not None and shown.date_range is None
