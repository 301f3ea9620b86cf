"""What programs read: the pages' figures as JSON, for the owner of a token, and never anything written."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import DatabaseError, transaction
from django.utils import timezone
from jsonschema import Draft202012Validator

from outcomes import refresh
from outcomes.api.describing import description
from outcomes.api.tokens import LONGEST_DAYS, create_token, revoke_token
from outcomes.api.urls import urlpatterns
from outcomes.models import ApiToken, ApiTokenEvent, Cohort
from outcomes.statistics.catalogue import CATALOGUE
from registry.models import Change, Role
from tests.outcomes import courses
from tests.registry import records

pytestmark = pytest.mark.django_db

ROOT = "/api/v1"
RESULT = f"{ROOT}/cohorts/inotuzumab/statistics/survival-from-start/overall"
ADDRESSES = (
    "/cohorts",
    "/cohorts/{slug}",
    "/cohorts/{slug}/freshness",
    "/cohorts/{slug}/statistics/{statistic}/{grouping}",
    "/statistics",
)


@pytest.fixture(autouse=True)
def nobody_has_guessed():
    cache.clear()


@pytest.fixture
def sites(db):
    Cohort.objects.create(slug="inotuzumab", name="Inotuzumab", drug="inotuzumab")
    return [records.site(name) for name in ("ONE", "TWO", "THREE")]


@pytest.fixture
def computed(sites):
    """One patient at each site."""
    for site in sites:
        courses.refractory(site, f"{site.site_id}-1")
    refresh.refresh()


@pytest.fixture
def person(sites):
    return records.user("investigator", *sites)


@pytest.fixture
def secret(person):
    return create_token(person, "slides", 30)[1]


def asked(client, address: str, secret: str, **headers: str) -> Any:
    return client.get(address, headers={"Authorization": f"Bearer {secret}"} | headers)


def conforms(address: str, content: Any) -> bool:
    """Whether an answer has the shape that the description gives it."""
    described = description()
    operation = described["paths"][address]["get"]
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    whole = schema | {"components": described["components"]}
    Draft202012Validator.check_schema(whole)
    return Draft202012Validator(whole).is_valid(content)


def filled(address: str, **parts: str) -> str:
    given = {"slug": "inotuzumab", "statistic": "flow", "grouping": "overall"} | parts
    return ROOT + address.format(**given)


def test_every_address_and_every_statistic_answers_in_the_shape_described(client, computed, secret):
    asked_for = [(address, "flow") for address in ADDRESSES]
    asked_for += [(ADDRESSES[3], statistic.slug) for statistic in CATALOGUE]
    for address, statistic in asked_for:
        for view in ("", "?view=protected"):
            reply = asked(client, filled(address, statistic=statistic) + view, secret)
            assert reply.status_code == 200
            assert conforms(address, reply.json()), (address, statistic, view)


def test_what_is_not_computed_yet_has_the_shape_described(client, secret):
    for address in ADDRESSES:
        assert conforms(address, asked(client, filled(address), secret).json()), address


def test_a_shape_that_is_not_described_is_noticed():
    assert not conforms("/cohorts", {"cohorts": [{"slug": "x"}]})
    assert not conforms("/statistics", {"statistics": [], "more": 1})


def test_every_address_is_described_and_every_description_is_an_address():
    routes = {"/" + str(one.pattern) for one in urlpatterns if one.name != "api-nothing"}
    named = {route.replace("<slug:", "{").replace(">", "}") for route in routes}
    assert named == description()["paths"].keys()


def test_figures_are_those_of_the_page(client, computed, person, secret):
    answer = asked(client, RESULT, secret).json()
    (group,) = answer["result"]["groups"]
    assert group["n"] == 3
    assert answer["is_synthetic"] is False
    client.force_login(person)
    page = client.get("/cohorts/inotuzumab/")
    block = next(
        b for s in page.context["sections"] for b in s.blocks if b.statistic.slug == "survival-from-start"
    )
    assert block.result.groups[0].n == 3


def test_who_is_not_at_every_site_reads_ranges(client, sites, computed):
    _, secret = create_token(records.user("coordinator", sites[0]), "slides", 30)
    content = asked(client, RESULT, secret).json()
    assert content["view"] == "protected"
    assert content["result"]["groups"][0]["n"] == {"from": 0, "to": 9}
    assert content["result"]["groups"][0]["steps"]["time"] == []
    by_site = asked(client, RESULT.replace("overall", "site"), secret).json()
    assert by_site["result"] is None and "every site" in by_site["withheld"]


WRONG = ("", "Bearer", "Bearer ", "Bearer nothing", "Basic abc", "Token x", "bearer \t")


def test_without_a_valid_token_nobody_is_let_in(client, sites):
    for header in WRONG:
        reply = client.get(RESULT, headers={"Authorization": header} if header else {})
        assert reply.status_code == 401
        assert reply["WWW-Authenticate"] == "Bearer"


def test_a_token_ends_with_its_day_its_revocation_and_its_owner(client, person, secret):
    token = ApiToken.objects.get()
    assert asked(client, RESULT, secret).status_code == 200
    ApiToken.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert asked(client, RESULT, secret).status_code == 401
    ApiToken.objects.update(expires_at=timezone.now() + timedelta(days=1))
    person.is_active = False
    person.save()
    assert asked(client, RESULT, secret).status_code == 401
    person.is_active = True
    person.save()
    revoke_token(token, person)
    assert asked(client, RESULT, secret).status_code == 401


def test_a_session_is_no_token(client, person):
    client.force_login(person)
    assert client.get(RESULT).status_code == 401


def test_a_role_without_statistics_reads_none(client, sites):
    person = records.user("investigator", *sites)
    _, secret = create_token(person, "slides", 30)
    person.role = Role.ADMINISTRATOR
    person.save()
    for address in ADDRESSES:
        assert asked(client, filled(address), secret).status_code == 403


def test_a_cohort_of_somebody_else_answers_as_one_that_does_not_exist(client, secret, sites):
    other = records.user("data_manager", *sites)
    Cohort.objects.create(slug="theirs", name="Theirs", drug="inotuzumab", created_by=other)
    replies = [
        asked(client, f"{ROOT}/{address}", secret)
        for address in ("cohorts/theirs", "cohorts/nobodys", "cohorts/theirs/freshness", "else/where")
    ]
    assert {reply.status_code for reply in replies} == {404}
    assert len({reply.content for reply in replies}) == 1


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_nothing_can_be_written(client, secret, method):
    before = Change.objects.count(), Cohort.objects.count(), ApiTokenEvent.objects.count()
    for address in (*ADDRESSES, "/openapi.json"):
        reply = getattr(client, method)(filled(address), headers={"Authorization": f"Bearer {secret}"})
        assert reply.status_code == 405
        assert reply["Allow"] == "GET, HEAD"
    assert before == (Change.objects.count(), Cohort.objects.count(), ApiTokenEvent.objects.count())


def test_guesses_are_slowed_down_and_a_right_token_still_works(client, secret):
    statuses = [asked(client, RESULT, f"guess-{n}").status_code for n in range(12)]
    assert statuses == [401] * 10 + [429] * 2
    assert asked(client, RESULT, secret).status_code == 200


def test_an_answer_that_has_not_changed_is_not_sent_again(client, secret):
    first = asked(client, RESULT, secret)
    again = asked(client, RESULT, secret, **{"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "no-cache" in first["Cache-Control"]


def test_hostile_parameters_do_no_harm(client, secret):
    for query in ("view=%00", "view=exact&view=protected", "landmark=%27%3B--", "of=x", "a=" + "b" * 5000):
        assert asked(client, f"{RESULT}?{query}", secret).status_code in (200, 404)


def test_the_secret_is_shown_once_and_never_stored(client, person):
    client.force_login(person)
    page = client.post("/tokens/", {"name": "slides", "days": 30})
    secret = page.context["secret"]
    assert secret in page.content.decode()
    assert secret not in client.get("/tokens/").content.decode()
    assert secret not in str(list(ApiToken.objects.values()))
    assert asked(client, RESULT, secret).status_code == 200
    assert ApiToken.objects.get().last_used_at is not None


@pytest.mark.parametrize(
    ("name", "days"), [("", 30), ("slides", 0), ("slides", LONGEST_DAYS + 1), ("x" * 81, 30)]
)
def test_a_token_without_name_or_end_is_refused_in_words(client, person, name, days):
    client.force_login(person)
    reply = client.post("/tokens/", {"name": name, "days": days})
    assert reply.status_code == 422
    assert not ApiToken.objects.exists()


def test_nobody_collects_tokens(client, person):
    for number in range(10):
        create_token(person, f"program {number}", 30)
    client.force_login(person)
    assert "Revoke one of them first" in client.post("/tokens/", {"name": "more", "days": 1}).content.decode()


def test_an_administrator_makes_no_token_and_revokes_any(client, sites, secret):
    admin = records.user("administrator")
    client.force_login(admin)
    assert client.post("/tokens/", {"name": "mine", "days": 1}).status_code == 403
    assert "slides" in client.get("/tokens/").content.decode()
    assert client.post(f"/tokens/{ApiToken.objects.get().pk}/revoke/").status_code == 302
    assert asked(client, RESULT, secret).status_code == 401
    assert [(e.action, e.by.username) for e in ApiTokenEvent.objects.all()] == [
        ("created", "investigator"),
        ("revoked", "administrator"),
    ]


def test_nobody_else_revokes_a_token_or_learns_of_it(client, sites, secret):
    client.force_login(records.user("data_manager", *sites))
    pk = ApiToken.objects.get().pk
    theirs, nobodys = (client.post(f"/tokens/{number}/revoke/").status_code for number in (pk, pk + 1))
    assert theirs == nobodys == 404
    assert ">slides<" not in client.get("/tokens/").content.decode()


def test_what_was_done_with_a_token_cannot_be_altered(secret):
    event = ApiTokenEvent.objects.get()
    for attempt in (event.delete, lambda: ApiTokenEvent.objects.update(action="revoked")):
        with pytest.raises(DatabaseError, match="cannot be altered"), transaction.atomic():
            attempt()
