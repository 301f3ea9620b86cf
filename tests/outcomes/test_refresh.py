"""Derived rows and statistics follow the records: completely, and only where needed."""

import pytest

from outcomes import refresh
from outcomes.models import Cohort, Rebuild, RegimenOutcome, StatisticResult
from registry import actions
from registry.measured import Measured
from registry.models import DataVersion, FollowUp, PatientEdit, ResponseAssessment
from registry.partial_dates import PartialDate
from tests.outcomes import courses
from tests.registry import records

pytestmark = pytest.mark.django_db


@pytest.fixture
def inotuzumab(db) -> Cohort:
    return Cohort.objects.create(slug="inotuzumab", name="Inotuzumab", drug="inotuzumab")


@pytest.fixture
def blinatumomab(db) -> Cohort:
    return Cohort.objects.create(slug="blinatumomab", name="Blinatumomab", drug="blinatumomab")


def stored() -> tuple[list, list]:
    """Everything that is derived and computed, without keys and moments."""
    outcomes = RegimenOutcome.objects.order_by("patient", "position").values_list("regimen", "values")
    results = StatisticResult.objects.order_by("cohort", "statistic", "grouping")
    return list(outcomes), list(results.values_list("cohort", "statistic", "grouping", "payload"))


def survival(cohort: Cohort) -> dict:
    result = cohort.results.get(statistic="survival-from-start", grouping="overall")
    return result.payload["groups"][0]


def test_a_refresh_derives_every_pending_patient_and_empties_the_outbox(site, inotuzumab):
    courses.refractory(site, "KFB-1")
    assert refresh.refresh() > 0
    assert not PatientEdit.objects.exists()
    outcome = RegimenOutcome.objects.get()
    assert outcome.values["failure_type"] == "refractory"
    assert outcome.values["os_start_days"] == (records.day("2022-09-01") - records.day("2022-02-07")).days
    assert survival(inotuzumab)["n"] == survival(inotuzumab)["events"] == 1


def test_a_second_refresh_finds_nothing_to_do(site, inotuzumab):
    courses.refractory(site, "KFB-1")
    refresh.refresh()
    before = stored()
    assert refresh.refresh() == 0
    assert stored() == before


def test_an_edit_recomputes_the_cohort_of_the_patient_and_leaves_others_alone(site, inotuzumab, blinatumomab):
    patient = courses.refractory(site, "KFB-1", dead_on=None)
    refresh.refresh()
    untouched = Cohort.objects.get(pk=blinatumomab.pk).computed_version
    last = FollowUp.objects.get(patient=patient)
    last.last_known_alive_date = last.contact_date = records.day("2022-09-30")
    actions.save_record(last, by=None, reason="Seen again", complete=True)
    refresh.derive_chunk()
    assert Cohort.objects.get(pk=inotuzumab.pk).is_stale
    assert not Cohort.objects.get(pk=blinatumomab.pk).is_stale
    refresh.refresh()
    assert Cohort.objects.get(pk=inotuzumab.pk).computed_version == DataVersion.current()
    assert Cohort.objects.get(pk=blinatumomab.pk).computed_version == untouched


def test_a_patient_who_leaves_a_cohort_marks_it_too(site, inotuzumab):
    courses.refractory(site, "KFB-1")
    refresh.refresh()
    regimen = RegimenOutcome.objects.get().regimen
    regimen.regimen_code, regimen.drugs, regimen.first_ino_date = (
        "FLAG_IDA",
        ["fludarabine", "cytarabine"],
        None,
    )
    actions.save_record(regimen, by=None, reason="Wrong regimen", complete=True)
    refresh.refresh()
    assert survival(inotuzumab)["n"] == 0


def test_step_by_step_and_from_nothing_give_the_same_bit_for_bit(site, inotuzumab):
    for number in range(4):
        courses.refractory(site, f"KFB-{number}", dead_on=None if number % 2 else "2022-09-01")
        refresh.refresh()
    step_by_step = stored()
    StatisticResult.objects.all().delete()
    RegimenOutcome.objects.all().delete()
    refresh.start_rebuild()
    refresh.refresh()
    assert stored() == step_by_step


def test_drafts_do_not_count(site, inotuzumab):
    patient = courses.refractory(site, "KFB-1")
    refresh.refresh()
    before = RegimenOutcome.objects.get().values["failure_source"]
    assessment = ResponseAssessment.objects.get(patient=patient)
    assessment.bm_blasts_pct = Measured.parse("30")
    actions.save_record(assessment, by=None, reason="Read again", complete=False)
    refresh.refresh()
    assert RegimenOutcome.objects.get().values["failure_source"] != before


def test_the_derived_version_is_behind_while_anything_is_pending(site, inotuzumab):
    courses.refractory(site, "KFB-1")
    assert refresh.derived_version() < DataVersion.current()
    refresh.refresh()
    assert refresh.derived_version() == DataVersion.current()


def test_a_rebuild_knows_how_much_there_is_to_do_and_when_it_is_done(site, inotuzumab):
    courses.refractory(site, "KFB-1")
    refresh.refresh()
    rebuild = refresh.start_rebuild()
    assert (rebuild.total, rebuild.finished_at) == (1, None)
    refresh.refresh()
    assert Rebuild.objects.get().finished_at is not None


def test_withdrawn_records_leave_the_analyses(site, inotuzumab):
    patient = courses.refractory(site, "KFB-1")
    refresh.refresh()
    for rows in (ResponseAssessment, FollowUp):
        for record in rows.objects.filter(patient=patient):
            actions.withdraw_record(record, by=None, reason="Entered twice")
    refresh.refresh()
    outcome = RegimenOutcome.objects.get().values
    assert (outcome["os_start_event"], outcome["response_mdacc"]) == (0, "NE")


def test_results_made_by_other_code_are_made_anew(site, inotuzumab):
    courses.refractory(site, "KFB-1")
    refresh.refresh()
    Cohort.objects.update(code_version="older code")
    RegimenOutcome.objects.update(values={}, line_group="")
    assert refresh.is_outdated()
    refresh.refresh()
    assert not refresh.is_outdated()
    assert RegimenOutcome.objects.get().values["failure_type"] == "refractory"


def test_a_death_known_to_the_month_is_stored_with_its_bounds_and_shown_as_a_range(site, inotuzumab):
    """Started 7 February; last seen 30 August; died in September: day 206 to 235, the 15th stands for it."""
    courses.refractory(site, "KFB-1", dead_on="2022-09-20")
    last = FollowUp.objects.get(patient__registry_id="KFB-1", vital_status="dead")
    last.death_date = PartialDate("2022-09")
    actions.save_record(last, by=None, reason="The day is not known", complete=True)
    courses.refractory(site, "KFB-2")
    refresh.refresh()
    partial, full = RegimenOutcome.objects.order_by("patient__registry_id")
    assert partial.values["os_start_days"] == 220
    bounds = partial.values["date_bounds"]
    assert (bounds["earliest"]["os_start_days"], bounds["latest"]["os_start_days"]) == (206, 235)
    assert full.values["date_bounds"] is None
    stored = inotuzumab.results.get(statistic="survival-from-start", grouping="overall").payload
    assert stored["date_range"]["patients"] == stored["date_range"]["imputed_events"] == 1


def test_the_flow_is_counted_again_only_where_an_edit_can_move_it(site, inotuzumab, blinatumomab):
    """Not for another last contact; for another regimen, and for a patient who comes without one."""
    patient = courses.refractory(site, "KFB-1", dead_on=None)
    refresh.refresh()

    def marks() -> bool:
        while refresh.derive_chunk():
            pass
        marked = set(Cohort.objects.values_list("is_selection_stale", flat=True))
        refresh.refresh()
        return marked == {True}

    last = FollowUp.objects.get(patient=patient)
    last.last_known_alive_date = last.contact_date = records.day("2022-09-30")
    actions.save_record(last, by=None, reason="Seen again", complete=True)
    assert not marks()
    regimen = RegimenOutcome.objects.get().regimen
    regimen.regimen_code, regimen.drugs, regimen.first_ino_date = "FLAG_IDA", ["cytarabine"], None
    actions.save_record(regimen, by=None, reason="Wrong regimen", complete=True)
    assert marks()
    records.patient(site, "KFB-2")
    assert marks()
