"""A cohort's rule as a reader understands it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from outcomes.loading import Site
from outcomes.membership import DRUGS, FILTERS, LINES
from outcomes.models import Cohort, CohortRule
from outcomes.statistics.labels import REGIMEN

# Conditions that the sentence has words of its own for; the others follow it by their titles.
IN_THE_SENTENCE = frozenset({"regimen_codes", "line_groups", "sites"})
TITLES = {
    "drug": "Drug",
    "sites": "Sites",
    "started_from": "Started on or after",
    "started_to": "Started on or before",
}


def rule_text(cohort: Cohort) -> str:
    """Such as “The first regimen of each patient as first salvage, at every site.”"""
    parts = [
        "The first regimen of each patient",
        *_of_regimen(cohort),
        *_of_time(cohort.started_from, cohort.started_to),
    ]
    return " ".join(parts) + _at_sites(cohort) + "".join(f"; {text}" for text in _others(cohort)) + "."


def _of_regimen(cohort: Cohort) -> list[str]:
    parts = []
    if cohort.regimen_codes:
        parts.append("given as " + _listed([str(REGIMEN.get(code, code)) for code in cohort.regimen_codes]))
    if cohort.drug:
        parts.append(f"that contains {dict(DRUGS)[cohort.drug].lower()}")
    if cohort.line_groups:
        parts.append("as " + _listed([LINES[line].lower() for line in cohort.line_groups]))
    return parts


def _of_time(start: date | None, end: date | None) -> list[str]:
    parts = [f"started on or after {start}"] if start else []
    if end:
        parts.append(f"{'and' if start else 'started'} on or before {end}")
    return parts


def _at_sites(cohort: Cohort) -> str:
    sites = [site.site_name or site.site_id or "" for site in cohort.sites.all()]
    return f", at {_listed(sites)}" if sites else ", at every site"


def _others(cohort: Cohort) -> Iterator[str]:
    for one in FILTERS:
        chosen = getattr(cohort, one.name)
        if chosen and one.name not in IN_THE_SENTENCE:
            names = [chosen] if one.is_flag else [one.choices[code] for code in one.choices if code in chosen]
            yield f"{_uncapitalised(one.title)}: {_listed(names)}"


def _uncapitalised(title: str) -> str:
    """In the middle of a sentence; CAR T stays."""
    return title if title[:2].isupper() else title[:1].lower() + title[1:]


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " or " + names[-1]


def conditions_in_words(rule: Mapping[str, Any], sites: Mapping[int, str]) -> list[str]:
    """Each condition of a rule as Membership.plain() writes it."""
    return [f"{title}: {_value(name, rule[name], sites)}" for name, title in _titles() if name in rule]


def changes_between(
    earlier: Mapping[str, Any], later: Mapping[str, Any], sites: Mapping[int, str]
) -> list[str]:
    """What another rule changes, a line for each condition. Rules as Membership.plain() writes them."""
    return [
        f"{title}: {_value(name, earlier.get(name), sites)} → {_value(name, later.get(name), sites)}"
        for name, title in _titles()
        if earlier.get(name) != later.get(name)
    ]


def _titles() -> Iterable[tuple[str, str]]:
    return (TITLES | {one.name: one.title for one in FILTERS if one.name != "sites"}).items()


def _value(name: str, value: Any, sites: Mapping[int, str]) -> str:
    every: dict[str, Mapping[Any, str]] = {one.name: one.choices for one in FILTERS}
    labels = (every | {"drug": dict(DRUGS), "sites": sites}).get(name, {})
    if not value:
        return "any"
    return _listed([labels.get(one, str(one)) for one in (value if isinstance(value, list) else [value])])


def history_of(cohort: Cohort) -> list[tuple[CohortRule, list[str]]]:
    """The rules of a cohort, the latest first, each with what it changed of the one before."""
    rules = list(cohort.rules.select_related("made_by"))
    sites = {site.pk: str(site) for site in Site.objects.all()} if len(rules) > 1 else {}
    before: list[CohortRule | None] = [*rules[1:], *([None] if rules else [])]
    return [
        (rule, changes_between(earlier.rule, rule.rule, sites) if earlier else [])
        for rule, earlier in zip(rules, before, strict=True)
    ]
