"""VOD by exposure, interval and conditioning: every row with its own denominator."""

# ruff: noqa: E501 - one group of patients a line

from datetime import date

import pytest

from outcomes.statistics import groupings as by
from outcomes.statistics.catalogue import statistic
from outcomes.statistics.groupings import OVERALL, SALVAGE_LINE
from outcomes.statistics.vod import vod_after_transplant, vod_by_exposure

from .cohort import cohort, patients


def counts(result) -> dict[str, tuple[int, int]]:
    return {row.label: (row.numerator, row.denominator) for row in result.proportions}


def test_vod_is_counted_by_inotuzumab_dose_and_cycles():
    def given(n, dose, cycles, vod):
        values = {"inotuzumab_total_mg_m2": dose, "inotuzumab_cycles": cycles, "vod": vod}
        return patients(n, contains_inotuzumab=True, **values)

    treated = cohort(
        given(3, 1.8, 1, True),
        given(4, 0.8 + 0.5 + 0.5 + 1e-12, 1, False),
        given(2, 3.3, 2, True),
        given(1, 5.1, 4, False),
        patients(2, contains_inotuzumab=True, vod=True),
        patients(6, contains_inotuzumab=False, vod=False),
    )
    rows = counts(vod_by_exposure(treated, OVERALL))
    assert rows["All patients"] == (7, 18)
    assert rows["With inotuzumab"] == (7, 12)
    assert rows["Without inotuzumab"] == (0, 6)
    assert rows["Total dose of inotuzumab: up to 1.8 mg/m²"] == (3, 7)
    assert rows["Total dose of inotuzumab: over 1.8 to 3.3 mg/m²"] == (2, 2)
    assert rows["Total dose of inotuzumab: over 3.3 mg/m²"] == (0, 1)
    assert rows["Cycles with inotuzumab: 3 or more cycles"] == (0, 1)


def transplanted(n, **values):
    return patients(n, asct=True, contains_inotuzumab=True, **values)


def test_vod_after_transplantation_is_counted_by_interval_and_conditioning():
    patients_ = cohort(
        transplanted(2, days_last_inotuzumab_to_asct=30, vod=True, vod_relation="post_hct", asct_dual_alkylator=True),
        transplanted(3, days_last_inotuzumab_to_asct=31, vod=False, asct_dual_alkylator=False),
        transplanted(1, days_last_inotuzumab_to_asct=61, vod=True, vod_asct_cause=1, asct_conditioning="MAC", asct_conditioning_regimen="Busulfan + TBI"),
        transplanted(4, vod=True, vod_relation="on_ino_no_hct", asct_conditioning="RIC"),
    )  # fmt: skip
    rows = counts(vod_after_transplant(patients_, OVERALL))
    assert rows["All transplanted patients"] == (3, 10)
    assert rows["Last inotuzumab to transplantation: up to 30 days"] == (2, 2)
    assert rows["Last inotuzumab to transplantation: 31 to 60 days"] == (0, 3)
    assert rows["Last inotuzumab to transplantation: over 60 days"] == (1, 1)
    assert rows["Intensity of conditioning: myeloablative"] == (1, 1)
    assert rows["Intensity of conditioning: reduced intensity"] == (0, 4)
    assert rows["Conditioning: busulfan + TBI"] == (1, 1)
    assert rows["Two alkylating agents"] == (2, 2)


def test_every_group_has_the_same_rows():
    treated = cohort(
        patients(1, line_group="1", contains_inotuzumab=True, vod=True),
        patients(1, line_group="2", contains_inotuzumab=False, vod=False),
    )
    rows = vod_by_exposure(treated, SALVAGE_LINE).proportions
    labels = [
        [row.label for row in rows if row.group == group] for group in ("First salvage", "Second salvage")
    ]
    assert labels[0] == labels[1]


# Days of a measurement, and the group they belong to; a limit belongs to the group below it.
BANDS = [(by.INTERVAL, "days_last_inotuzumab_to_asct", [0, 30, 31, 60, 61, None], [0, 0, 1, 1, 2, -1])]


@pytest.mark.parametrize(("grouping", "column", "values", "codes"), BANDS)
def test_a_measurement_is_put_into_bands(grouping, column, values, codes):
    frame = cohort([{"asct": True, column: value} for value in values])
    assert grouping.split(frame).codes.tolist() == codes


def test_bands_that_nobody_is_in_are_left_out():
    frame = cohort([{"asct": True, "days_last_inotuzumab_to_asct": days} for days in (10, 90)])
    assert by.INTERVAL.split(frame).labels == ("Up to 30 days", "Over 60 days")
    assert by.INTERVAL.split(frame).codes.tolist() == [0, 1]


def test_who_had_vod_before_transplantation_is_left_out_and_counted():
    day_0 = date(2021, 3, 1)
    after = {"asct": True, "asct_on": day_0, "vod_asct_days": 20, "vod_asct_cause": 1}
    frame = cohort(
        patients(3, **after, vod=True, vod_on=date(2021, 3, 21)),
        patients(2, asct=True, asct_on=day_0, vod=True, vod_on=date(2021, 2, 1)),
        patients(1, asct=True, asct_on=day_0, vod=True),
        patients(4, asct=False),
    )
    result = statistic("incidence-of-vod-after-transplant").result(frame)
    assert result.groups[0].n == 3
    assert [(one.reason, one.n) for one in result.excluded] == [
        ("Not transplanted", 4),
        ("VOD / SOS before transplantation", 2),
        ("Onset of VOD / SOS not known", 1),
    ]


def test_incidence_from_the_start_is_not_offered_by_what_comes_later():
    offered = {grouping.column for grouping in statistic("incidence-of-vod").groupings}
    assert offered.isdisjoint({"inotuzumab_total_mg_m2", "inotuzumab_cycles", "asct", "asct_conditioning"})


def test_death_without_vod_competes_as_worked_by_hand():
    # Of four: VOD on day 10 (of 4 at risk), death on day 20 (of 3), censored on 30, VOD on day 40 (of 1).
    times = [(10, 1), (20, 2), (30, 0), (40, 1)]
    frame = cohort([{"vod_days": days, "vod_cause": cause} for days, cause in times])
    vod, death = statistic("incidence-of-vod").result(frame).groups[0].causes
    assert vod.steps.value == pytest.approx((1 / 4, 1 / 4, 1 / 4, 1 / 4 + 2 / 4))
    assert death.steps.value[-1] == pytest.approx(1 / 4)
