"""A hospital, its coordinator and a patient of it, for tests that need no particular ones."""

import pytest
from django.test import Client

from registry import actions
from registry.models import Diagnosis, Patient, Site, User
from tests.registry import records


@pytest.fixture
def site(db) -> Site:
    return records.site()


@pytest.fixture
def patient(site) -> Patient:
    return records.patient(site)


@pytest.fixture
def coordinator(site) -> User:
    return records.user("coordinator", site)


@pytest.fixture
def diagnosis(patient) -> Diagnosis:
    """A draft."""
    record = records.diagnosis(patient)
    actions.save_record(record, by=None)
    return record


@pytest.fixture
def tab(client, coordinator) -> Client:
    """A tab of the coordinator's browser."""
    client.force_login(coordinator)
    return client
