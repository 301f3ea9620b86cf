"""A cohort's rule as a reader understands it."""

from datetime import date

from outcomes.membership import DRUGS, LINES
from outcomes.models import Cohort
from outcomes.statistics.labels import REGIMEN


def rule_text(cohort: Cohort) -> str:
    """Such as “The first regimen of each patient as first salvage, at every site.”"""
    parts = [
        "The first regimen of each patient",
        *_of_regimen(cohort),
        *_of_time(cohort.started_from, cohort.started_to),
    ]
    return " ".join(parts) + _at_sites(cohort) + "."


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


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " or " + names[-1]
