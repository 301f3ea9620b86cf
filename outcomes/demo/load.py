"""Loads the demo registry through the registry's own actions, all of it or nothing."""

from collections.abc import Callable

from django.db import transaction

from outcomes.demo.cohorts import create_cohorts
from outcomes.demo.designed import designed_cohort
from outcomes.demo.entering import enter
from outcomes.demo.expansion import expand
from outcomes.demo.hospital import HospitalStaff, admit_patients
from outcomes.demo.sites import COMBINATION_CENTRE, FAILURE_CENTRE, HOSPITAL, SITES, create_sites
from outcomes.demo.users import create_users
from registry.models import Patient, Role, Site, User

CENTRES = {"A": FAILURE_CENTRE, "B": COMBINATION_CENTRE}
PROGRESS_EVERY = 50
Tell = Callable[[str], None]


def is_loaded() -> bool:
    return Site.objects.filter(site_id__in=SITES).exists()


@transaction.atomic
def load(password: str, tell: Tell) -> int:
    """Sites, users, cohorts and patients; returns the number of patients.

    One transaction, so that an interrupted load leaves nothing behind and can simply be repeated.
    Raises IncompleteRecord if an edit check refuses a record.
    """
    sites = create_sites()
    users = create_users(sites.values(), password)
    create_cohorts(sites)
    tell(f"Created {len(sites)} sites, {len(users)} users and the cohorts.")
    for centre, site_id in CENTRES.items():
        _load_centre(centre, sites[site_id], users[Role.COORDINATOR], tell)
    staff = HospitalStaff(users[Role.COORDINATOR], users[Role.DATA_MANAGER])
    admit_patients(sites[HOSPITAL], staff)
    tell(f"{sites[HOSPITAL]}: {Patient.objects.filter(site=sites[HOSPITAL]).count()} patients.")
    return Patient.objects.filter(site__in=sites.values()).count()


def _load_centre(centre: str, site: Site, by: User, tell: Tell) -> None:
    patients = designed_cohort(centre)
    for number, designed in enumerate(patients, start=1):
        chart = expand(designed, site)
        enter(chart.patient, chart.records, by)
        if number % PROGRESS_EVERY == 0 or number == len(patients):
            tell(f"{site}: {number} of {len(patients)} patients.")
