"""What is frozen stays, can be made again from the audit trail, and is compared by patient and by edit."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction

from outcomes import refresh
from outcomes.actions import define_cohort, set_state
from outcomes.models import Cohort, FrozenRegimen, FrozenResult, FrozenVersion
from outcomes.versions import reproducing
from outcomes.versions.canonical import digest
from outcomes.versions.freezing import freeze
from registry import actions
from registry.models import FollowUp, Query, Site
from registry.partial_dates import PartialDate
from tests.outcomes import courses
from tests.registry import records

pytestmark = pytest.mark.django_db


@pytest.fixture
def investigator(site):
    return records.user("investigator", site)


@pytest.fixture
def cohort(site, investigator) -> Cohort:
    """Two patients with inotuzumab, computed."""
    for number in (1, 2):
        courses.refractory(site, f"KFB-{number}")
    made = define_cohort(
        Cohort(name="Inotuzumab", drug="inotuzumab", is_shared=True), sites=[], by=investigator
    )
    refresh.refresh()
    made.refresh_from_db()
    return made


@pytest.fixture
def abstract(cohort, investigator) -> FrozenVersion:
    return freeze(cohort, name="ASH 2026 abstract", by=investigator)


def died_on(registry_id: str, day: str) -> None:
    """Correct the day of death."""
    death = FollowUp.objects.get(patient__registry_id=registry_id, vital_status="dead")
    death.death_date = PartialDate(day)
    death.contact_date = records.day(day)
    actions.save_record(death, by=None, reason="Seen in the death certificate", complete=True)


def test_a_version_keeps_rule_results_rows_and_the_digest_of_all(cohort, abstract):
    manifest = json.loads(abstract.manifest)
    assert manifest["rule"] == {"drug": "inotuzumab"}
    assert manifest["data_version"] == abstract.data_version
    assert manifest["parameters"]["early_death_days"] == 30
    assert len(manifest["results"]) == abstract.results.count() == cohort.results.count()
    assert [row.registry_id for row in abstract.regimens.all()] == ["KFB-1", "KFB-2"]
    assert abstract.sha256 == digest(abstract.manifest)


@pytest.mark.parametrize("frozen", [FrozenVersion, FrozenRegimen, FrozenResult])
def test_the_database_refuses_to_alter_or_delete_what_is_frozen(abstract, frozen):
    key = frozen.objects.first().pk
    column = {FrozenVersion: "name", FrozenRegimen: "values", FrozenResult: "text"}[frozen]
    for attempt in (
        lambda: frozen.objects.filter(pk=key).update(**{column: "{}"}),
        lambda: frozen.objects.filter(pk=key)._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError, match="cannot be altered"), transaction.atomic():
            attempt()
    assert getattr(frozen.objects.get(pk=key), column) != "{}"


def test_the_same_comes_out_of_the_audit_trail_after_edits_withdrawals_and_another_name(
    abstract, site, investigator, capsys
):
    died_on("KFB-1", "2022-12-24")
    for record in FollowUp.objects.filter(patient__registry_id="KFB-2"):
        actions.withdraw_record(record, by=investigator, reason="Another patient")
    courses.refractory(site, "KFB-3")
    site = Site.objects.get(pk=site.pk)
    site.site_name = "Renamed"
    actions.save_record(site, by=None, reason="New name", complete=True)
    refresh.refresh()
    call_command("reproduce_version", abstract.slug)
    assert "The same." in capsys.readouterr().out
    assert abstract.reproductions.get().is_equal


def test_what_the_trail_does_not_tell_is_not_called_the_same(abstract):
    frozen = abstract.regimens.first()
    told = reproducing.remake(abstract)
    assert told.sha256 == abstract.sha256
    planted = reproducing.Remade(
        [*told.rows[1:]], told.results, told.manifest.replace('"patients":2', '"patients":1')
    )
    assert planted.sha256 != abstract.sha256
    assert "1 frozen patients" in next(iter(reproducing._differing_rows(abstract, planted)))
    assert frozen.registry_id == "KFB-1"


def test_another_code_version_is_said(abstract, monkeypatch):
    monkeypatch.setattr(reproducing, "code_version", lambda: "another")
    monkeypatch.setattr(reproducing, "compute_changed", lambda *_: iter(()))
    made = reproducing.carry_out(reproducing.ask_for(abstract, by=None))
    assert not made.is_equal
    assert "frozen by code version" in made.differing[0]


def test_the_command_fails_in_words_for_a_version_that_is_not_there(db):
    with pytest.raises(CommandError, match="no version"):
        call_command("reproduce_version", "nothing")


def test_only_current_results_are_frozen(cohort, investigator, site):
    courses.refractory(site, "KFB-3")
    with pytest.raises(ValidationError, match="just being computed"):
        freeze(cohort, name="Too early", by=investigator)


def test_a_renamed_site_is_computed_before_it_is_frozen(cohort, investigator, site):
    site = Site.objects.get(pk=site.pk)
    site.site_name = "Renamed"
    actions.save_record(site, by=None, reason="New name", complete=True)
    with pytest.raises(ValidationError, match="just being computed"):
        freeze(cohort, name="Too early", by=investigator)
    refresh.refresh()
    frozen = freeze(cohort, name="In time", by=investigator)
    assert {json.loads(one.values)["site_name"] for one in frozen.regimens.all()} == {"Renamed"}
    assert reproducing.remake(frozen).sha256 == frozen.sha256


def test_a_name_is_given_once(abstract, cohort, investigator):
    with pytest.raises(ValidationError, match="already exists"):
        freeze(cohort, name="ASH 2026 abstract", by=investigator)


def test_a_cohort_with_a_frozen_version_is_archived_and_not_deleted(abstract, cohort):
    with pytest.raises(ValidationError, match="frozen"):
        set_state(cohort, Cohort.State.DELETED)
    assert set_state(cohort, Cohort.State.ARCHIVED).state == Cohort.State.ARCHIVED


def test_changing_a_verified_record_of_a_frozen_version_opens_a_query_and_others_do_not(
    cohort, investigator, site
):
    manager = records.user("data_manager", site)
    death = FollowUp.objects.get(patient__registry_id="KFB-1", vital_status="dead")
    actions.move_record(death, actions.MOVES["verify"], by=manager)
    freeze(cohort, name="Checked", by=investigator)
    died_on("KFB-1", "2022-12-24")
    died_on("KFB-2", "2022-12-24")
    asked = Query.objects.filter(check_code="F04")
    assert [(one.patient.registry_id, one.record_id) for one in asked] == [("KFB-1", death.pk)]


def test_values_and_statistics_that_later_code_adds_do_not_make_it_another_version(abstract, monkeypatch):
    derived, computed = reproducing.outcomes_as_of, reproducing.compute_changed

    def with_a_new_value(version, patients):
        found = derived(version, patients)
        for rows in found.values():
            for row in rows:
                row.values["shoe_size"] = 42
        return found

    def with_a_new_statistic(*given):
        found = list(computed(*given))
        return [*found, (("shoe-size", "overall"), found[0][1])]

    monkeypatch.setattr(reproducing, "outcomes_as_of", with_a_new_value)
    monkeypatch.setattr(reproducing, "compute_changed", with_a_new_statistic)
    assert reproducing.remake(abstract).sha256 == abstract.sha256
