"""Fills an empty registry for the crowd with the demo registry's patients, copied until there are so many.

`… big_hospital 100000` prints some living patients' pseudonyms.
"""

import json
import sys

import django

django.setup()

from django.contrib.auth.hashers import make_password  # noqa: E402
from django.core.management import call_command  # noqa: E402

from benchmarks.copying import copy_patients  # noqa: E402
from benchmarks.editing.crowd import PEOPLE  # noqa: E402
from benchmarks.editing.visitor import PASSWORD  # noqa: E402
from registry.models import FollowUp, Patient, Site, User  # noqa: E402

EVERY = 97


def main(patients: int) -> None:
    call_command("load_demo", password=PASSWORD, stdout=sys.stderr)
    copy_patients(patients)
    password = make_password(PASSWORD)
    for number in range(PEOPLE):
        person = User.objects.create(username=f"coordinator-{number}", password=password, role="coordinator")
        person.sites.set(Site.objects.all())
    dead = FollowUp.objects.filter(vital_status="dead").values("patient")
    ids = Patient.objects.exclude(pk__in=dead).order_by("pk").values_list("registry_id", flat=True)
    sys.stdout.write(json.dumps(list(ids)[::EVERY]))


if __name__ == "__main__":
    main(int(sys.argv[1]))
