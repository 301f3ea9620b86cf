"""Blind re-entry: a sample by seed, a second person, differences as queries, agreement with its n."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from registry import actions
from registry.double_entry import agreement, drawn
from registry.models import Change, Patient, Query, Reentry, ReentrySample
from registry.partial_dates import PartialDate
from tests.registry import records

pytestmark = pytest.mark.django_db

PAIRS = [("lab", number) for number in range(200)]


@pytest.fixture
def site():
    return records.site("OWN")


@pytest.fixture
def people(site):
    roles = {"first": "coordinator", "second": "coordinator", "manager": "data_manager"}
    return {name: records.user(role, site, name=name) for name, role in roles.items()}


@pytest.fixture
def relapse(site, people):
    """Entered by the first coordinator: 1 February 2022, 60% blasts. The only record to draw."""
    record = records.relapse(records.patient(site, "OWN-1"))
    assert actions.save_record(record, by=people["first"], complete=True).is_complete
    return record


@pytest.fixture
def reentry(relapse, people) -> Reentry:
    actions.draw_sample(Patient.objects.all(), by=people["manager"], seed=1, percent=100)
    return Reentry.objects.get()


def answers(on="2022-02-01", blasts=60):
    return {"event_date": PartialDate(on), "bm_blasts_pct": blasts}


def test_the_same_seed_draws_the_same_records_and_another_seed_others():
    assert drawn(PAIRS, 20, seed=7) == drawn(reversed(PAIRS), 20, seed=7)
    assert drawn(PAIRS, 20, seed=7) != drawn(PAIRS, 20, seed=8)
    assert drawn(PAIRS, 20, seed=7) == drawn(PAIRS, 50, seed=7)[:20]


def test_a_sample_keeps_its_seed_its_size_and_of_how_many_it_was_drawn(reentry, relapse):
    sample = ReentrySample.objects.get()
    assert (sample.seed, sample.asked, sample.eligible) == (1, "100 %", 1)
    assert (reentry.entity, reentry.record_id) == ("disease_event", relapse.pk)


def test_a_percentage_is_rounded_up_and_no_record_is_drawn_twice(site, people, relapse):
    for number in range(2, 5):
        other = records.relapse(records.patient(site, f"OWN-{number}"))
        actions.save_record(other, by=None, complete=True)
    for count in (2, 2):
        sample = actions.draw_sample(Patient.objects.all(), by=people["manager"], seed=3, percent=50)
        count = 2 if sample.eligible == 4 else 1
        assert sample.reentries.count() == count
    assert Reentry.objects.values("entity", "record_id").distinct().count() == 3


@pytest.mark.parametrize("what", ["draft", "refractory", "withdrawn"])
def test_only_complete_records_with_a_critical_answer_are_drawn(relapse, people, what):
    rows = type(relapse).objects.filter(pk=relapse.pk)
    changed = {
        "draft": {"status": "draft"},
        "refractory": {"event_type": "refractory"},
        "withdrawn": {"withdrawn_at": relapse.created_at},
    }
    rows.update(**changed[what])
    with pytest.raises(ValidationError, match="no complete record left"):
        actions.draw_sample(Patient.objects.all(), by=people["manager"], seed=1, count=1)


def test_who_entered_the_record_cannot_enter_it_again(reentry, people):
    with pytest.raises(ValidationError, match="second person"):
        actions.enter_again(reentry, answers(), by=people["first"])
    assert Reentry.objects.get().entered_at is None


def test_equal_answers_agree_and_raise_nothing(reentry, people):
    actions.enter_again(reentry, answers(), by=people["second"])
    assert not Query.objects.exists()
    assert [(row.label, row.agreed, row.n) for row in agreement([reentry])] == [
        ("Event date", 1, 1),
        ("Marrow blasts at event", 1, 1),
    ]
    entry = Change.objects.get(action="reentered")
    assert (entry.by, entry.changes) == (people["second"], {"answers that agree": [None, "2 of 2"]})


@pytest.mark.parametrize(
    ("entered", "field", "first", "second"),
    [
        (answers(blasts=6), "bm_blasts_pct", "60", "6"),
        (answers(blasts=None), "bm_blasts_pct", "60", "no answer"),
        (answers(on="2022-02-11"), "event_date", "2022-02-01", "2022-02-11"),
        (answers(on="2022-02"), "event_date", "2022-02-01", "2022-02"),
    ],
)
def test_each_difference_becomes_a_query_at_its_field(reentry, people, entered, field, first, second):
    actions.enter_again(reentry, entered, by=people["second"])
    query = Query.objects.get()
    assert (query.field, query.opened_by, query.check_code) == (field, people["second"], "")
    assert f"recorded as {first}, entered again as {second}." in query.message
    assert [(row.agreed, row.n) for row in agreement([reentry])].count((0, 1)) == 1


def test_an_answer_that_neither_entry_holds_counts_in_no_rate():
    patient = Patient(site=records.site("NONE"))
    entered = Reentry(patient=patient, entity="mrd", compared={"level": [None, None], "result": ["a", "a"]})
    assert [row.label for row in agreement([entered])] == ["Result"]


def test_a_record_is_entered_again_once(reentry, people):
    actions.enter_again(reentry, answers(), by=people["second"])
    with pytest.raises(ValidationError, match="already"):
        actions.enter_again(reentry, answers(blasts=1), by=people["second"])


def test_the_second_person_sees_what_identifies_the_record_and_none_of_the_first_answers(
    client, reentry, people
):
    client.force_login(people["second"])
    page = client.get(reverse("reentry", args=[reentry.pk])).content.decode()
    assert "Relapse" in page
    assert "1 of 1" in page
    assert "2022-02-01" not in page
    assert 'value="60' not in page


def test_a_second_entry_is_made_on_the_page(client, reentry, people):
    client.force_login(people["second"])
    sent = {"event_date": "2022-02-01", "bm_blasts_pct": "6"}
    assert client.post(reverse("reentry", args=[reentry.pk]), sent).status_code == 302
    assert Query.objects.get().field == "bm_blasts_pct"
    overview = client.get(reverse("double-entry")).content.decode()
    assert "0 / 1" in overview
    assert client.get(reverse("reentry", args=[reentry.pk])).status_code == 404, "it is done"


def test_the_first_person_is_told_on_the_page(client, reentry, people):
    client.force_login(people["first"])
    reply = client.post(reverse("reentry", args=[reentry.pk]), {"event_date": "2022-02-01"})
    assert reply.status_code == 422
    assert "second person" in reply.content.decode()
    assert "entered by you" in client.get(reverse("double-entry")).content.decode()


def test_the_date_of_death_is_entered_again_without_the_questions_around_it(client, site, people):
    patient = records.patient(site, "OWN-1")
    death = records.follow_up(
        patient,
        vital_status="dead",
        death_date=PartialDate("2022-05-20"),
        last_known_alive_date=None,
        primary_cause="leukaemia",
        missing={"death_in_remission": "unknown"},
    )
    actions.save_record(death, by=people["first"])
    type(death).objects.update(status="complete")
    actions.draw_sample(Patient.objects.all(), by=people["manager"], seed=1, count=1)
    client.force_login(people["second"])
    address = reverse("reentry", args=[Reentry.objects.get().pk])
    assert "2022-05-20" not in client.get(address).content.decode()
    client.post(address, {"death_date": "2022-05-20"})
    assert Reentry.objects.get().compared == {"death_date": ["2022-05-20", "2022-05-20"]}


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({"percent": "10", "count": "3", "seed": "1"}, "percent"),
        ({"seed": "1"}, "percent"),
        ({"percent": "101", "seed": "1"}, "percent"),
        ({"count": "0", "seed": "1"}, "count"),
        ({"count": "3", "seed": "x"}, "seed"),
        ({"count": "3"}, "seed"),
    ],
)
def test_a_draw_needs_one_size_and_a_seed(client, relapse, people, sent, wrong):
    client.force_login(people["manager"])
    reply = client.post(reverse("sample-draw"), sent)
    assert reply.status_code == 422
    assert wrong in reply.context["form"].errors
    assert not ReentrySample.objects.exists()


def test_a_data_manager_draws_from_own_sites_only(client, relapse, people):
    elsewhere = records.relapse(records.patient(records.site("OTHER"), "OTHER-1"))
    actions.save_record(elsewhere, by=None, complete=True)
    client.force_login(people["manager"])
    client.post(reverse("sample-draw"), {"percent": "100", "seed": "5"})
    assert [reentry.patient.registry_id for reentry in Reentry.objects.all()] == ["OWN-1"]


@pytest.mark.parametrize("role", ["coordinator", "investigator", "monitor", "administrator"])
def test_only_a_data_manager_draws(client, site, relapse, role):
    client.force_login(records.user(role, site, name=f"{role}-2"))
    assert client.post(reverse("sample-draw"), {"percent": "10", "seed": "1"}).status_code == 403


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("coordinator", 200),
        ("data_manager", 200),
        ("monitor", 403),
        ("investigator", 403),
        ("administrator", 403),
    ],
)
def test_who_enters_records_enters_them_again(client, site, reentry, role, status):
    client.force_login(records.user(role, site, name=f"{role}-2"))
    assert client.get(reverse("reentry", args=[reentry.pk])).status_code == status


def test_another_sites_re_entry_answers_as_one_that_does_not_exist(client, reentry):
    client.force_login(records.user("coordinator", records.site("OTHER"), name="stranger"))
    for number in (reentry.pk, reentry.pk + 1):
        assert client.get(reverse("reentry", args=[number])).status_code == 404
    assert "OWN-1" not in client.get(reverse("double-entry")).content.decode()
