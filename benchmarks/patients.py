"""Bench patients: many, plausible, made in bulk past the actions, which a registry would never do.

A bench patient is a patient of the demo registry whose whole chart is stretched in time by a random factor
and moved to another day: consent, diagnosis, genetics, earlier lines, the salvage regimen with its cycles,
assessments, MRD, transplant, labs, adverse events and follow-up; of the doses at most eight are kept. That is
about 30 records. One in ten deaths is known only to the month. VARIED patients are made so; larger registries
are copies of these.
"""

from collections.abc import Iterator
from random import Random

from django.db import transaction
from django.db.models import ForeignKey

from benchmarks.copying import copy_patients
from outcomes.demo.designed import Designed, designed_cohort
from outcomes.demo.expansion import expand
from registry.models import Administration, DataVersion, FollowUp, Patient, PatientRecord, Record, Site
from registry.partial_dates import PartialDate
from registry.record_types import of_patients

VARIED, MOST_DOSES = 2_000, 8
RELATIVE = ("cycle_start_days", "assessments", "prior_salvage")


def fill(size: int) -> float:
    """Fill an empty, migrated registry with complete patients; returns the mean number of records of one.

    size: up to VARIED, or a multiple of it; what lies between is rounded up.
    """
    site = Site.objects.create(site_id="BENCH", site_name="Bench", country="DE", timezone="UTC")
    DataVersion.objects.get_or_create(pk=1, defaults={"number": 1})
    made = min(size, VARIED)
    records = _store(site, made)
    copy_patients(size)
    return records / made


@transaction.atomic
def _store(site: Site, number: int) -> int:
    random = Random(number)
    designed = designed_cohort("A") + designed_cohort("B")
    by_model: dict[type[Record], list[Record]] = {kind.model: [] for kind in of_patients()}
    patients = []
    for at in range(1, number + 1):
        chart = expand(_varied(designed[at % len(designed)], random, f"B{at:07}"), site)
        chart.patient.registry_id = f"B{at:07}"
        patients.append(chart.patient)
        _number(chart.patient, at)
        for record in _kept(chart.records, random):
            record.patient = chart.patient
            by_model[type(record)].append(record)
            _number(record, len(by_model[type(record)]))
    Patient.objects.bulk_create(patients, batch_size=500)
    for model, records in by_model.items():
        model._default_manager.bulk_create(records, batch_size=500)
    return sum(map(len, by_model.values()))


def _number(record: Record, key: int) -> None:
    record.pk, record.status = key, "complete"
    for field in record._meta.concrete_fields:
        # Links were made before what they lead to had its number.
        if isinstance(field, ForeignKey) and field.is_cached(record) and getattr(record, field.name):
            setattr(record, field.attname, getattr(record, field.name).pk)


def _kept(records: list[PatientRecord], random: Random) -> Iterator[PatientRecord]:
    doses = 0
    for record in records:
        doses += isinstance(record, Administration)
        if isinstance(record, Administration) and doses > MOST_DOSES:
            continue
        if isinstance(record, FollowUp) and record.death_date and random.random() < 0.1:
            record.death_date = PartialDate(str(record.death_date)[:7])
        yield record


def _varied(designed: Designed, random: Random, code: str) -> Designed:
    """The same course, slower or quicker, at another time."""
    factor, moved = random.uniform(0.6, 1.8), random.randint(-700, 700)

    def stretched(text: str) -> str:
        return str(round(float(text) * factor))

    facts = dict(designed.facts) | {"patient": code}
    for name, text in designed.facts.items():
        if not text:
            continue
        if name.endswith("_day"):
            facts[name] = stretched(text)
        elif name in RELATIVE:
            parts = (item.split(":") for item in text.split(";"))
            at = 1 if name == "prior_salvage" else 0
            facts[name] = ";".join(
                ":".join(stretched(part) if place == at else part for place, part in enumerate(item))
                for item in parts
            )
        elif name in ("start_on", "diagnosis_on", "birth_on"):
            facts[name] = str(
                PartialDate(text).earliest.fromordinal(PartialDate(text).earliest.toordinal() + moved)
            )
    return Designed(facts)
