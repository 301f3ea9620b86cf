"""The table of a cohort that follows changes is the table that would be read anew."""

import pytest

from outcomes import cohort_tables, refresh
from outcomes.index_regimens import ALL
from outcomes.membership import Membership
from outcomes.models import Cohort, DerivedChange, StatisticResult
from registry import actions
from registry.models import FollowUp, SalvageRegimen
from tests.outcomes import courses
from tests.registry import records

pytestmark = pytest.mark.django_db

INOTUZUMAB = Membership(drug="inotuzumab")


@pytest.fixture
def cohort(site) -> Cohort:
    made = Cohort.objects.create(slug="inotuzumab", name="Inotuzumab", drug="inotuzumab")
    for number in (3, 1, 2):
        courses.refractory(site, f"KFB-{number}", dead_on=None)
    refresh.refresh()
    return made


def content(table: cohort_tables.CohortTable) -> tuple:
    frame = table.frame()
    return table.registry_ids, [(name, frame[name].tolist()) for name in sorted(frame.columns)]


def followed_and_read_anew(cohort: Cohort) -> tuple[tuple, tuple]:
    refresh.refresh()
    followed = content(cohort_tables.table_of(cohort.pk, INOTUZUMAB))
    cohort_tables._held.clear()
    return followed, content(cohort_tables.table_of(cohort.pk, INOTUZUMAB))


def see_again(registry_id: str) -> None:
    last = FollowUp.objects.get(patient__registry_id=registry_id)
    last.last_known_alive_date = last.contact_date = records.day("2023-03-01")
    actions.save_record(last, by=None, reason="Seen again", complete=True)


def test_a_value_that_changes_a_patient_who_comes_and_one_who_leaves(site, cohort, monkeypatch):
    monkeypatch.setattr(cohort_tables, "_read", None)  # Only following is left.
    see_again("KFB-1")
    refresh.refresh()
    courses.refractory(site, "KFB-0")
    regimen = SalvageRegimen.objects.get(patient__registry_id="KFB-2")
    regimen.regimen_code, regimen.drugs, regimen.first_ino_date = "FLAG_IDA", ["cytarabine"], None
    actions.save_record(regimen, by=None, reason="Wrong regimen", complete=True)
    refresh.refresh()
    monkeypatch.undo()
    followed, anew = followed_and_read_anew(cohort)
    assert followed == anew
    assert followed[0] == ("KFB-0", "KFB-1", "KFB-3")


def test_a_journal_that_cannot_be_followed_means_reading_anew(site, cohort):
    DerivedChange.objects.update(token="of another database")
    see_again("KFB-1")
    followed, anew = followed_and_read_anew(cohort)
    assert followed == anew


def test_a_table_of_some_columns_has_the_values_of_the_whole_and_follows_changes(cohort):
    names = ("alive", "date_bounds", "dose_totals", "os_start_days", "regimen_code")

    def some() -> tuple:
        cohort_tables._held.pop((cohort.pk, ALL), None)
        return content(cohort_tables.table_of(cohort.pk, INOTUZUMAB, names))

    before = some()
    see_again("KFB-1")
    refresh.refresh()
    followed = some()
    registry_ids, columns = content(cohort_tables.table_of(cohort.pk, INOTUZUMAB))
    wanted = {*names, "site_name"}
    assert followed == (registry_ids, [one for one in columns if one[0] in wanted])
    assert followed != before
    cohort_tables._held.clear()
    assert some() == followed


def test_results_whose_columns_did_not_change_stand(cohort):
    before = {(r.statistic, r.grouping): r for r in StatisticResult.objects.all()}
    see_again("KFB-1")
    refresh.refresh()
    after = {(r.statistic, r.grouping): r for r in StatisticResult.objects.all()}
    kept = {key for key in after if after[key].pk == before[key].pk}
    assert ("table-1", "overall") in kept
    assert ("survival-from-start", "overall") not in kept
    assert {result.data_version for result in after.values()} == {max(r.data_version for r in after.values())}
    assert all(after[key].payload == before[key].payload for key in kept)


def test_a_site_that_is_renamed_has_its_new_name_in_the_next_results(site, cohort):
    site.site_name = "Renamed"
    site.save()
    see_again("KFB-1")
    refresh.refresh()
    result = StatisticResult.objects.get(statistic="survival-from-start", grouping="site")
    assert [group["label"] for group in result.payload["groups"]] == ["Renamed"]
