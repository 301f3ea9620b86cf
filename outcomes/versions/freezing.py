"""Freezing what a cohort's page shows now, under a name."""

import json
from collections.abc import Iterator, Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from outcomes import tasks
from outcomes.actions import free_slug
from outcomes.code_version import code_version
from outcomes.freshness import freshness_of
from outcomes.loading import DataVersion, records_of_patients, site_changed_since
from outcomes.models import (
    Cohort,
    FrozenRegimen,
    FrozenResult,
    FrozenVersion,
    RegimenOutcome,
    StatisticResult,
)
from outcomes.presenting.rules import rule_text
from outcomes.refresh import index_rows
from outcomes.versions.canonical import Key, canonical, digest, manifest_of, row_line
from registry.models import User

NOT_CURRENT = (
    "The results are just being computed anew, and only current ones are frozen. Try again in a few seconds."
)
CHECKED = frozenset({"verified", "locked"})


def freeze(cohort: Cohort, *, name: str, note: str = "", by: User) -> FrozenVersion:
    """Freeze the results of a cohort with everything that made them.

    Raises ValidationError for a name that is taken, and while the results are not current.
    """
    try:
        return _freeze(cohort, name.strip(), note.strip(), by)
    except OutOfDate:
        Cohort.objects.filter(pk=cohort.pk).update(is_stale=True)
        tasks.wake()
        raise


class OutOfDate(ValidationError):
    """The results are not those of the records as they are now."""


@transaction.atomic
def _freeze(cohort: Cohort, name: str, note: str, by: User) -> FrozenVersion:
    cohort = Cohort.objects.select_for_update().get(pk=cohort.pk)
    # No edit ends between here and the end: rows, results and the data version belong together.
    list(DataVersion.objects.select_for_update().filter(pk=1))
    _refuse_unless_current(cohort)
    rows = index_rows(cohort)
    texts = {row.pk: values_text(row, row.site.site_name or "") for row in rows}
    results = _results(cohort)
    lines = [row_line(row.patient.registry_id, row.regimen_id, texts[row.pk]) for row in rows]
    version = _version(cohort, lines, results)
    version.slug = free_slug(name, FrozenVersion.objects.values_list("slug", flat=True))
    version.name, version.note, version.made_by = name, note, by
    version.full_clean()
    version.save()
    FrozenRegimen.objects.bulk_create(_regimens(version, rows, texts))
    FrozenResult.objects.bulk_create(
        FrozenResult(version=version, statistic=statistic, grouping=grouping, text=text)
        for (statistic, grouping), text in results.items()
    )
    return version


def _version(cohort: Cohort, lines: list[str], results: Mapping[Key, str]) -> FrozenVersion:
    """The version of a cohort as it is now, without its name."""
    rule, data_version = cohort.membership().plain(), DataVersion.current()
    manifest = manifest_of(
        rule=rule, data_version=data_version, code_version=code_version(), rows=lines, results=results
    )
    return FrozenVersion(
        cohort=cohort,
        cohort_name=cohort.name,
        rule=canonical(rule),
        rule_number=cohort.rule_number,
        rule_text=rule_text(cohort),
        data_version=data_version,
        code_version=code_version(),
        patients=len(lines),
        manifest=manifest,
        sha256=digest(manifest),
        made_at=timezone.now(),
    )


def _refuse_unless_current(cohort: Cohort) -> None:
    fresh = freshness_of(cohort.pk)
    if not fresh.is_current or fresh.computed_at is None:
        raise ValidationError(NOT_CURRENT)
    # The name of a site is no value of a patient, so that changing it marks no cohort by itself.
    if site_changed_since(fresh.computed_at):
        raise OutOfDate(NOT_CURRENT)


def values_text(row: RegimenOutcome, site_name: str) -> str:
    """All derived values of a regimen, with the name of its site, as canonical text."""
    return canonical(row.values | {"site_name": site_name})


def _results(cohort: Cohort) -> dict[Key, str]:
    stored = StatisticResult.objects.filter(cohort=cohort).order_by("statistic", "grouping")
    return {(one.statistic, one.grouping): canonical(one.payload) for one in stored}


def _regimens(
    version: FrozenVersion, rows: list[RegimenOutcome], texts: Mapping[int, str]
) -> Iterator[FrozenRegimen]:
    records = records_of_patients([row.patient_id for row in rows])
    for row in rows:
        checked = [[entity, key] for entity, key, status in records[row.patient_id] if status in CHECKED]
        yield FrozenRegimen(
            version=version,
            patient_id=row.patient_id,
            registry_id=row.patient.registry_id,
            regimen_id=row.regimen_id,
            site_id=row.site_id,
            values=texts[row.pk],
            verified_records=json.dumps(checked),
        )
