"""Queries from raising to closing, one by one and in bulk, and the list in which they are found."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from registry import actions
from registry.models import Change, Query
from tests.registry import records

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return records.site("OWN")


@pytest.fixture
def patient(site):
    patient = records.patient(site, "OWN-1")
    actions.save_record(records.diagnosis(patient, ferritin=90000), by=None, complete=True)
    return patient


@pytest.fixture
def people(site):
    return {role: records.user(role, site) for role in ("coordinator", "data_manager", "monitor")}


@pytest.fixture
def manual(patient, people) -> Query:
    """The monitor's query about the cells in the cerebrospinal fluid, an empty answer."""
    diagnosis = records.models.Diagnosis.objects.get(patient=patient)
    return actions.raise_query(
        diagnosis, field="csf_wbc", message="The letter names a puncture.", by=people["monitor"]
    )


def listed(client, **asked) -> list[str]:
    page = client.get(reverse("queries"), asked).context["page"]
    return [query.check_code or "manual" for query in page]


def test_a_query_is_raised_answered_asked_again_answered_and_closed(manual, people):
    coordinator, manager = people["coordinator"], people["data_manager"]
    actions.answer_query(manual, answer="It was traumatic, not counted.", by=coordinator)
    actions.reopen_query(manual, by=manager, reason="Was it repeated?")
    actions.answer_query(manual, answer="No.", by=coordinator)
    actions.close_query(manual, by=manager, reason="Clear.")
    trail = Change.objects.filter(action__startswith="query", by__isnull=False).order_by("id")
    assert [(entry.action, entry.by.role, entry.reason) for entry in trail] == [
        ("query_opened", "monitor", "The letter names a puncture."),
        ("query_answered", "coordinator", "It was traumatic, not counted."),
        ("query_reopened", "data_manager", "Was it repeated?"),
        ("query_answered", "coordinator", "No."),
        ("query_closed", "data_manager", "Clear."),
    ]


@pytest.mark.parametrize("late", [actions.close_query, actions.reopen_query])
def test_a_closed_query_is_not_moved_by_somebody_with_an_old_page(manual, people, late):
    actions.close_query(manual, by=people["data_manager"])
    with pytest.raises(ValidationError, match="closed by now"):
        late(manual, by=people["data_manager"], reason="")


@pytest.mark.parametrize(
    ("act", "permitted"),
    [
        ("answer", {"coordinator"}),
        ("confirm", {"coordinator"}),
        ("reopen", {"data_manager"}),
        ("close", {"data_manager"}),
    ],
)
def test_each_role_moves_queries_in_its_own_way(client, manual, people, act, permitted):
    for role, person in people.items():
        client.force_login(person)
        reply = client.post(reverse(f"query-{act}", args=[manual.pk]), {"answer": "Because."})
        assert (reply.status_code == 302) == (role in permitted), role


@pytest.mark.parametrize("act", ["answer", "confirm", "reopen", "close"])
def test_another_sites_query_cannot_be_moved(client, manual, act):
    stranger = records.user("coordinator", records.site("OTHER"), name="stranger")
    client.force_login(stranger)
    assert client.post(reverse(f"query-{act}", args=[manual.pk]), {"answer": "x"}).status_code == 404


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["manual", "L02"]),
        ({"order": "oldest"}, ["L02", "manual"]),
        ({"patient": "own-1"}, ["manual", "L02"]),
        ({"patient": "OWN-2"}, []),
        ({"check_code": "l02"}, ["L02"]),
        ({"origin": "manual"}, ["manual"]),
        ({"origin": "automatic"}, ["L02"]),
        ({"severity": "error"}, []),
        ({"status": "closed"}, []),
        ({"age": "30"}, ["L02"]),
        ({"order": "patient__site__secret", "status": "nonsense"}, ["manual", "L02"]),
    ],
)
def test_the_list_is_filtered_and_sorted(client, manual, people, asked, found):
    long_ago = timezone.now() - timedelta(days=40)
    Query.objects.filter(check_code="L02").update(opened_at=long_ago)
    client.force_login(people["monitor"])
    assert listed(client, **asked) == found


def test_the_list_can_be_narrowed_to_one_of_the_users_sites_only(client, manual, people, site):
    client.force_login(people["monitor"])
    assert listed(client, site=site.pk) == ["manual", "L02"]
    other = records.site("OTHER")
    assert listed(client, site=other.pk) == ["manual", "L02"], "not on offer, so not heard"


def bulk(**changed):
    return {
        "field": "diagnosis.csf_wbc",
        "condition": "empty",
        "message": "Please add it.",
    } | changed


@pytest.fixture
def three_patients(site, patient):
    for number in (2, 3):
        other = records.patient(site, f"OWN-{number}")
        actions.save_record(records.diagnosis(other), by=None, complete=True)
    elsewhere = records.patient(records.site("OTHER"), "OTHER-1")
    actions.save_record(records.diagnosis(elsewhere), by=None, complete=True)


@pytest.mark.parametrize(
    ("changed", "count"),
    [
        ({"field": "diagnosis.ferritin"}, 2),
        ({"field": "diagnosis.ferritin", "condition": "all"}, 3),
        ({"field": "diagnosis.ferritin", "patient": "OWN-3"}, 1),
        ({"field": "diagnosis.cns_status"}, 0),
        ({"field": "diagnosis.cns_status", "condition": "old", "days": "30"}, 0),
        ({"field": "patient.birth_date", "condition": "all"}, 3),
        ({"field": "diagnosis.emd_sites"}, 0),
    ],
)
def test_a_bulk_query_says_first_how_many_records_of_the_users_sites_it_finds(
    client, three_patients, people, changed, count
):
    client.force_login(people["monitor"])
    before = Query.objects.count()
    reply = client.get(reverse("queries-raise"), bulk(**changed))
    assert reply.context["count"] == count
    assert Query.objects.count() == before


def test_a_bulk_query_asks_once_about_each_record(client, three_patients, people):
    client.force_login(people["monitor"])
    sent = bulk(field="diagnosis.ferritin", count="2")
    client.post(reverse("queries-raise"), sent)
    raised = Query.objects.filter(message="Please add it.")
    assert set(raised.values_list("patient__registry_id", flat=True)) == {"OWN-2", "OWN-3"}
    assert Change.objects.filter(action="query_opened", by=people["monitor"]).count() == 2
    client.post(reverse("queries-raise"), sent)
    assert raised.count() == 2, "the same is asked already"


def test_nothing_is_raised_when_the_number_differs_from_the_preview(client, three_patients, people):
    client.force_login(people["monitor"])
    reply = client.post(reverse("queries-raise"), bulk(field="diagnosis.ferritin", count="7"))
    assert reply.context["count"] == 2
    assert not Query.objects.filter(message="Please add it.").exists()


def test_older_than_needs_a_number_of_days(client, people):
    client.force_login(people["monitor"])
    reply = client.get(reverse("queries-raise"), bulk(field="diagnosis.ferritin", condition="old", days="-3"))
    assert reply.status_code == 422
    assert "number of days" in reply.context["form"].errors["days"][0]
