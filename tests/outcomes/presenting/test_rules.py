"""The rule of a cohort in words."""

import datetime

import pytest

from outcomes.models import Cohort
from outcomes.presenting.rules import rule_text
from tests.registry import records

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ({}, "The first regimen of each patient, at every site."),
        (
            {"drug": "blinatumomab"},
            "The first regimen of each patient that contains blinatumomab, at every site.",
        ),
        (
            {"regimen_codes": ["INO_SINGLE", "BLINA"], "line_groups": ["2", "3+"]},
            "The first regimen of each patient given as Inotuzumab, single agent or Blinatumomab "
            "as second salvage or third or later salvage, at every site.",
        ),
        (
            {"started_from": datetime.date(2015, 1, 1), "started_to": datetime.date(2019, 12, 31)},
            "The first regimen of each patient started on or after 2015-01-01 and on or before 2019-12-31, "
            "at every site.",
        ),
        (
            {"started_to": datetime.date(2019, 12, 31)},
            "The first regimen of each patient started on or before 2019-12-31, at every site.",
        ),
    ],
)
def test_every_condition_is_named_and_an_empty_one_is_not(rule, text):
    assert rule_text(Cohort.objects.create(slug="a", name="A", **rule)) == text


def test_chosen_sites_are_named():
    cohort = Cohort.objects.create(slug="a", name="A")
    cohort.sites.set([records.site("A"), records.site("B")])
    assert rule_text(cohort).endswith("at Hospital A or Hospital B.")
