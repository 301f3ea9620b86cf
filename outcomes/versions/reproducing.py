"""Making a frozen version again from the audit trail, and saying whether the same comes out.

Nothing is taken from the tables of records, derived rows or results: the trail is read up to the data
version, every patient of the registry is derived, the rule chooses, and the catalogue is computed.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from typing import Any

from django.db.models import Q
from django.utils import timezone

from outcomes.code_version import code_version
from outcomes.computing import compute_changed, frame_of
from outcomes.loading import Patient, Site, outcomes_as_of, patients_as_of, site_names_as_of, untold_records
from outcomes.membership import Membership
from outcomes.models import FrozenVersion, RegimenOutcome, Reproduction
from outcomes.statistics.flow import Selection
from outcomes.statistics.results import Exclusion
from outcomes.versions.canonical import Key, canonical, digest, manifest_of, row_line
from outcomes.versions.freezing import values_text
from registry.models import User

PATIENTS_AT_A_TIME = 200
MOST_NAMED = 5
LONGEST = timedelta(hours=2)


@dataclass(frozen=True)
class Remade:
    """rows: lines as they are hashed; results: canonical payloads; manifest: as of freezing."""

    rows: list[str]
    results: dict[Key, str]
    manifest: str

    @property
    def sha256(self) -> str:
        return digest(self.manifest)


def ask_for(version: FrozenVersion, *, by: User | None) -> Reproduction:
    """Ask the worker to make a version again; one that is waiting already serves all who ask."""
    waiting = Reproduction.objects.filter(version=version, finished_at=None).first()
    return waiting or Reproduction.objects.create(version=version, asked_by=by)


def carry_out_all() -> int:
    """Carry out what was asked for and no other worker is at; how many were."""
    waiting = Reproduction.objects.filter(finished_at=None).select_related("version").order_by("pk")
    return len([carry_out(one) for one in waiting if _taken(one)])


def _taken(asked: Reproduction) -> bool:
    """Whether this worker is the one to carry it out: two that ask at once do not both get it."""
    now = timezone.now()
    free = Q(begun_at=None) | Q(begun_at__lt=now - LONGEST)
    return bool(Reproduction.objects.filter(free, pk=asked.pk, finished_at=None).update(begun_at=now))


def carry_out(asked: Reproduction) -> Reproduction:
    """Make the version again and store what came out. Whoever is interrupted begins anew."""
    remade = remake(asked.version)
    asked.sha256, asked.code_version = remade.sha256, code_version()
    asked.differing = [] if asked.is_equal else list(_differences(asked.version, remade))
    asked.finished_at = timezone.now()
    asked.save()
    return asked


def remake(version: FrozenVersion) -> Remade:
    """Everything that was frozen, computed again. The manifest names the code version of then.

    Values and statistics that later code has added are left out: they were not frozen.
    """
    membership = Membership.from_plain(json.loads(version.rule))
    patients = patients_as_of(version.data_version)
    registry_ids = dict(Patient.objects.filter(pk__in=patients).values_list("pk", "registry_id"))
    counter = _Counter(membership, len(patients))
    chosen = []
    for rows in _rows_by_patient(version.data_version, patients):
        counter.count(rows)
        chosen += membership.index_rows(rows)
    chosen.sort(key=lambda row: registry_ids[row.patient_id])
    _name_sites(chosen, version.data_version)
    frozen = set(version.results.values_list("statistic", "grouping"))
    results = {
        key: canonical(json.loads(result.payload))
        for key, result in compute_changed(frame_of(chosen), counter.selection(), {})
        if result is not None and key in frozen
    }
    names = _frozen_names(version)
    lines = [
        row_line(registry_ids[row.patient_id], row.regimen_id, _values_text(row, names)) for row in chosen
    ]
    manifest = manifest_of(
        rule=membership.plain(),
        data_version=version.data_version,
        code_version=version.code_version,
        rows=lines,
        results=results,
    )
    return Remade(lines, results, manifest)


def _frozen_names(version: FrozenVersion) -> set[str]:
    """The derived values that every frozen regimen has."""
    first = version.regimens.first()
    return set(json.loads(first.values)) if first else set()


def _values_text(row: RegimenOutcome, names: set[str]) -> str:
    values = json.loads(values_text(row, row.site.site_name or ""))
    return canonical({name: value for name, value in values.items() if name in names})


def _rows_by_patient(version: int, patients: list[int]) -> Iterator[list[RegimenOutcome]]:
    """The derived rows of each patient, a few patients in memory at a time."""
    waiting = iter(patients)
    while some := list(islice(waiting, PATIENTS_AT_A_TIME)):
        yield from outcomes_as_of(version, some).values()


def _name_sites(rows: list[RegimenOutcome], version: int) -> None:
    """Give each row its site with the name of then."""
    names = site_names_as_of(version)
    sites = {key: Site(pk=key, site_name=name) for key, name in names.items()}
    for row in rows:
        # A site from before the trail told of sites has the name of today.
        row.site = sites.get(row.site_id) or Site.objects.get(pk=row.site_id)


class _Counter:
    """Counts patients out, condition by condition, as the selection of a cohort does by queries."""

    def __init__(self, membership: Membership, everyone: int) -> None:
        self.conditions = list(membership.conditions())
        self.everyone = everyone
        self.kept = [0] * len(self.conditions)

    def count(self, rows: list[RegimenOutcome]) -> None:
        for place, condition in enumerate(self.conditions):
            rows = [row for row in rows if condition.accepts(getattr(row, condition.column))]
            self.kept[place] += bool(rows)

    def selection(self) -> Selection:
        before = [self.everyone, *self.kept]
        return Selection(
            self.everyone,
            tuple(
                Exclusion(condition.otherwise, earlier - kept)
                for condition, earlier, kept in zip(self.conditions, before, self.kept, strict=False)
            ),
        )


def _differences(version: FrozenVersion, remade: Remade) -> Iterator[str]:
    """What is not as it was frozen, in words."""
    if version.code_version != code_version():
        yield (
            f"The code is another: frozen by code version {version.code_version}, "
            f"made again by {code_version()}."
        )
    frozen, again = json.loads(version.manifest), json.loads(remade.manifest)
    for name, word in (("parameters", "parameters"), ("rule", "rule")):
        if frozen[name] != again[name]:
            yield f"The {word} would be written otherwise."
    yield from _differing_rows(version, remade)
    yield from _named("Results that differ", _differing_keys(frozen["results"], again["results"]))
    for kind, count in untold_records().items():
        yield f"{kind}: the audit trail does not tell of the making of {count:,}, so they are left out."


def _differing_rows(version: FrozenVersion, remade: Remade) -> Iterator[str]:
    frozen = {row_line(one.registry_id, one.regimen_id, one.values) for one in version.regimens.all()}
    again = set(remade.rows)
    if frozen != again:
        yield f"{len(frozen - again)} frozen patients are not among the {len(again)} made again as they were."


def _differing_keys(frozen: dict[str, Any], again: dict[str, Any]) -> list[str]:
    return sorted(key for key in frozen.keys() | again.keys() if frozen.get(key) != again.get(key))


def _named(title: str, names: list[str]) -> Iterator[str]:
    if names:
        more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
        yield f"{title}: {', '.join(names[:MOST_NAMED])}{more}."
