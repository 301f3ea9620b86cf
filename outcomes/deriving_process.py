"""A process that derives patients for the refresh: batches of patient ids come in, derived rows go out.

It only reads. Each batch is read in one snapshot, together with the edits that it answers, so that whoever
writes the rows can tell whether they are still the newest. It ends when its input does, that is, also when
the process that started it is killed.
"""

import gc
import pickle
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from outcomes.models.regimen_outcome import Stored

BATCHES_BETWEEN_COLLECTIONS = 10


@dataclass(frozen=True, slots=True)
class Batch:
    """edits: of each patient, the keys of the outbox rows seen. rows: as they are stored, of each patient."""

    edits: dict[int, list[int]]
    rows: "dict[int, list[Stored]]"


def serve(asked: BinaryIO, answered: BinaryIO, database: str) -> None:
    """Answer batches until the input ends."""
    _connect(database)
    # Nothing of a batch is known to refer to itself: looking for such circles while it grows costs a fifth of
    # deriving, now and then between two batches next to nothing. What the program itself consists of, and
    # what is kept from batch to batch, is not looked through again.
    gc.disable()
    gc.freeze()
    for number in count(1):
        try:
            patient_ids = pickle.load(asked)
        except EOFError:
            return
        pickle.dump(_batch(patient_ids), answered, protocol=pickle.HIGHEST_PROTOCOL)
        answered.flush()
        if number % BATCHES_BETWEEN_COLLECTIONS == 0:
            gc.collect()
            gc.freeze()


def _connect(database: str) -> None:
    from outcomes import compiled

    compiled.use()
    import django

    django.setup()
    from django.db import connection

    # Loaded now, so that it is no longer looked through for circles afterwards.
    import outcomes.loading  # noqa: F401

    connection.settings_dict["NAME"] = database
    if connection.vendor == "sqlite":
        # Reading must not take the lock of those who write.
        connection.settings_dict["OPTIONS"]["transaction_mode"] = "DEFERRED"


def _batch(patient_ids: Iterable[int]) -> Batch:
    from django.db import connection, transaction

    from outcomes.loading import PatientEdit, derived_of_patients
    from registry.numbers import among

    ids = list(patient_ids)
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        edits: dict[int, list[int]] = {patient: [] for patient in ids}
        for key, patient in PatientEdit.objects.filter(among("patient", ids)).values_list("pk", "patient_id"):
            edits[patient].append(key)
        return Batch(edits, derived_of_patients(ids))


def main() -> None:
    """Serve the process that started this one; its only argument is the name of the database."""
    # What the settings or a module print must not come between the answers.
    answers, sys.stdout = sys.stdout.buffer, sys.stderr
    serve(sys.stdin.buffer, answers, sys.argv[1])
