"""A cohort's rule is one rule: what a row is tested for, and what the database is asked for."""

import datetime
import random
from typing import Any

import pytest

from outcomes import counting, refresh
from outcomes.counting import counts_under
from outcomes.membership import BY_NAME, FILTERS, Membership
from outcomes.models import RegimenOutcome
from outcomes.selection import selection_of
from registry import actions
from registry.models import SalvageRegimen
from tests.outcomes import courses
from tests.registry import records

pytestmark = pytest.mark.django_db

PATIENTS, RULES = 40, 60
FIRST_DAY = datetime.date(2019, 1, 1)


def some(chance: random.Random, values: list) -> frozenset:
    return frozenset(chance.sample(values, chance.randint(1, min(3, len(values)))))


def any_rule(chance: random.Random, sites: list[int]) -> Membership:
    """A rule of one to four conditions."""
    names = [*BY_NAME, "drug", "started_from", "started_to"]
    given: dict[str, Any] = {}
    for name in chance.sample(names, chance.randint(1, 4)):
        if name == "drug":
            given[name] = chance.choice(["inotuzumab", "blinatumomab"])
        elif name.startswith("started"):
            given[name] = FIRST_DAY + datetime.timedelta(days=chance.randint(0, 900))
        elif BY_NAME[name].is_flag:
            given[name] = chance.choice(["yes", "no"])
        else:
            given[name] = some(chance, sites if name == "sites" else list(BY_NAME[name].choices))
    return Membership(**given)


def any_row(chance: random.Random, regimen: SalvageRegimen, site_id: int, position: int) -> RegimenOutcome:
    codes = {
        one.column: chance.choice([*list(one.choices)[:4], ""])
        for one in FILTERS
        if one.choices and not one.is_flag
    }
    flags = {one.column: chance.choice([True, False, None]) for one in FILTERS if one.is_flag}
    start = chance.choice([None, *[FIRST_DAY + datetime.timedelta(days=50 * step) for step in range(20)]])
    return RegimenOutcome(
        regimen=regimen,
        patient_id=regimen.patient_id,
        site_id=site_id,
        position=position,
        contains_inotuzumab=chance.random() < 0.5,
        contains_blinatumomab=chance.random() < 0.3,
        start_on=start,
        values={},
        **codes,
        **flags,
    )


@pytest.fixture
def chance() -> random.Random:
    return random.Random(20260101)


@pytest.fixture
def sites() -> list[int]:
    return [records.site(code).pk for code in ("A", "B", "C")]


@pytest.fixture
def rows(chance, sites) -> list[RegimenOutcome]:
    """One to three regimens of each patient, with all that cohorts choose by at random."""
    made = []
    for number in range(PATIENTS):
        site_id = chance.choice(sites)
        patient = records.models.Patient.objects.create(site_id=site_id, registry_id=f"P-{number}")
        for position in range(chance.randint(1, 3)):
            regimen = SalvageRegimen.objects.create(patient=patient)
            made.append(any_row(chance, regimen, site_id, position))
    return RegimenOutcome.objects.bulk_create(made)


def test_the_test_of_a_row_and_the_query_choose_the_same_regimens(chance, sites, rows):
    chosen = 0
    for _ in range(RULES):
        rule = any_rule(chance, sites)
        found = set(RegimenOutcome.objects.filter(rule.query()).values_list("pk", flat=True))
        assert found == {row.pk for row in rows if rule.admits(row)}, rule
        chosen += len(found)
    assert chosen > RULES, "rules that choose nobody would show nothing"


def test_a_rule_comes_back_from_its_plain_form(chance, sites):
    for _ in range(RULES):
        rule = any_rule(chance, sites)
        assert Membership.from_plain(rule.plain()) == rule


def test_the_count_beside_a_choice_is_the_size_of_the_cohort_that_makes_it(chance, sites, rows):
    for _ in range(10):
        rule = any_rule(chance, sites)
        counts = counts_under(rule)
        assert counts.total == len(rule.index_rows(rows))
        for one in FILTERS:
            codes = sites if one.name == "sites" else list(one.choices)
            for code in codes:
                chosen = code if one.is_flag else frozenset([code])
                alone = with_choice(rule, one.name, chosen)
                expected = len(alone.index_rows(rows))
                assert counts.of(one.name, code) == expected, (rule, one.name, code)
        assert counts.of("drug", "inotuzumab") == len(
            with_choice(rule, "drug", "inotuzumab").index_rows(rows)
        )


def test_beside_each_count_stands_how_many_other_sites_have_such_patients(chance, sites, rows):
    own = sites[:1]
    for _ in range(10):
        rule = any_rule(chance, sites)
        counts = counts_under(rule, own)
        assert counts.foreign == len(foreign_sites(rule, rows, own))
        for one in FILTERS:
            for code in sites if one.name == "sites" else list(one.choices):
                alone = with_choice(rule, one.name, code if one.is_flag else frozenset([code]))
                found = counts.foreign_of(one.name, code)
                assert found == len(foreign_sites(alone, rows, own)), (rule, one.name, code)


def foreign_sites(rule: Membership, rows, own) -> set[int]:
    return {row.site_id for row in rule.index_rows(rows)} - set(own)


def with_choice(rule: Membership, name: str, chosen) -> Membership:
    given = {key: getattr(rule, key) for key in Membership.__dataclass_fields__}
    return Membership(**given | {name: chosen})


def test_whom_the_conditions_leave_out_and_who_remains_are_all_patients(chance, sites, rows):
    for _ in range(20):
        rule = any_rule(chance, sites)
        selection = selection_of(rule)
        left_out = sum(one.n for one in selection.left_out)
        assert selection.n == PATIENTS
        assert selection.n - left_out == len(rule.index_rows(rows))


def test_counts_follow_the_derived_rows_from_edit_to_edit(sites):
    site = records.models.Site.objects.get(pk=sites[0])
    ours = Membership(sites=frozenset([site.pk]))
    for number in range(3):
        courses.refractory(site, f"KFB-{number}")
        refresh.refresh()
        counts = counts_under(ours)
        assert (counts.total, counts.of("failure_types", "refractory")) == (number + 1, number + 1)
    held = counting._held
    event = records.models.SalvageRegimen.objects.latest("pk")
    event.line_type, event.regimen_code, event.drugs = "salvage", "BLINA", ["blinatumomab"]
    event.first_ino_date = None
    actions.save_record(event, by=None, reason="Wrong regimen", complete=True)
    refresh.refresh()
    counts = counts_under(ours)
    assert counting._held is not held
    assert (counts.of("drug", "inotuzumab"), counts.of("regimen_codes", "BLINA")) == (2, 1)
