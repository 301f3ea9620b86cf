"""Options of a statistic: what is offered, what is read, and how a choice is named."""

import pytest

from outcomes.statistics.catalogue import CATALOGUE
from outcomes.statistics.groupings import EVER_TRANSPLANTED, OVERALL, SALVAGE_LINE, SITE
from outcomes.statistics.options import Choice, Option, choose

RATES = Option(
    "rates", "Rates at", tuple(Choice(m, f"{m} months") for m in ("6", "12", "24")), ("12", "24"), True
)
STRATA = Option(
    "strata",
    "Stratify by",
    (Choice("none", "Nothing"), Choice("site", "Site"), Choice("salvage-line", "Salvage line")),
    ("none",),
    compares=True,
)
OPTIONS = (STRATA, RATES)


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({}, ""),
        ({"rates": ["12", "24"]}, ""),
        ({"rates": ["24", "12"]}, ""),
        ({"rates": ["", "6"]}, "rates-6"),
        ({"rates": ["6.12"]}, "rates-6.12"),
        ({"rates": ["12,6"], "strata": ["site"]}, "strata-site_rates-6.12"),
        ({"rates": [""]}, "rates-none"),
        ({"strata": ["none"]}, ""),
        ({"colour": ["red"]}, ""),
    ],
)
def test_a_choice_is_read_and_named_in_the_order_of_the_options(given, name):
    chosen = choose(OPTIONS, SALVAGE_LINE, given)
    assert chosen.name == name
    assert chosen.is_default == (name == "")
    assert choose(OPTIONS, SALVAGE_LINE, {slug: [text] for slug, text in chosen.query().items()}) == chosen


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"rates": ["7"]}, "“7” is not a choice of “Rates at”."),
        ({"strata": ["none", "site"]}, "“Stratify by” takes one choice."),
        ({"strata": [""]}, "“Stratify by” takes one choice."),
        ({"strata": ["salvage-line"]}, "“salvage-line” is not a choice of “Stratify by”."),
    ],
)
def test_what_is_not_offered_is_refused_in_words(given, problem):
    with pytest.raises(ValueError, match="choice") as refused:
        choose(OPTIONS, SALVAGE_LINE, given)
    assert str(refused.value) == problem


def test_strata_are_offered_only_where_groups_are_compared():
    assert STRATA.offered(OVERALL) == STRATA.offered(EVER_TRANSPLANTED) == ()
    assert [choice.code for choice in STRATA.offered(SITE)] == ["none", "salvage-line"]


def test_under_another_grouping_a_choice_is_kept_as_far_as_it_is_offered():
    chosen = choose(OPTIONS, SALVAGE_LINE, {"strata": ["site"], "rates": ["6"]})
    assert chosen.under(SITE).name == "rates-6"
    assert chosen.under(SALVAGE_LINE) == chosen


@pytest.mark.parametrize("entry", CATALOGUE, ids=lambda entry: entry.slug)
def test_the_options_of_every_statistic_can_be_chosen_by_their_codes(entry):
    assert len({option.slug for option in entry.options}) == len(entry.options)
    for option in entry.options:
        codes = {choice.code for choice in option.choices}
        assert set(option.default) <= codes
        assert not any(set(code) & set("., &=/") for code in codes)
        assert option.several or len(option.default) == 1
