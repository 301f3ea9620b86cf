"""No page asks the database more often because there are more patients in the registry."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from registry import actions, models
from registry.models import Site
from tests.outcomes.courses import refractory
from tests.registry import records

pytestmark = pytest.mark.django_db

FEW, MANY = 2, 9
PAGES = {
    "home": ("home", [], {}),
    "home, drafts": ("home", [], {"show": "draft"}),
    "home, follow-up": ("home", [], {"show": "follow_up"}),
    "patients": ("patients", [], {}),
    "patients, last changed": ("patients", [], {"sort": "changed"}),
    "patients, all filters": (
        "patients",
        [],
        {"q": "K", "has": "query", "missing": "mrd", "regimen": "INO_SINGLE", "enrolled_from": "2000-01-01"},
    ),
    "patient": ("patient", ["KFB-0"], {}),
    "queries": ("queries", [], {}),
}


def courses(site: Site, numbers: range) -> None:
    """Patients with everything that a page may list: due, queried, drafted."""
    person = models.User.objects.first()
    for number in numbers:
        patient = refractory(site, f"KFB-{number}", dead_on=None)
        actions.save_record(models.GeneticResult(patient=patient), by=None)
        diagnosis = models.Diagnosis.objects.get(patient=patient)
        actions.raise_query(diagnosis, field="cns_status", message="Which?", by=person)


def number_of_queries(client: Client, page: str) -> int:
    name, arguments, asked = PAGES[page]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        reply = client.get(reverse(name, args=arguments), asked)
    assert reply.status_code == 200
    return len(queries)


def test_the_number_of_queries_of_a_page_does_not_grow_with_the_number_of_patients(client, site):
    client.force_login(records.user("coordinator", site))
    courses(site, range(FEW))
    for page in PAGES:
        number_of_queries(client, page)
    few = {page: number_of_queries(client, page) for page in PAGES}
    courses(site, range(FEW, MANY))
    assert {page: number_of_queries(client, page) for page in PAGES} == few
