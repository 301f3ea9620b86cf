"""Records of one patient, each as its answers, put together to a history."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from . import History
from .disease import Diagnosis
from .records import KINDS

Filed = tuple[int, int | None, int, Sequence[Any]]
"""A record: its id, that of the record it is part of, its patient, its answers as its Kind names them."""
Records = Mapping[str, Sequence[Filed]]


def assembled(patient: Sequence[Any], records: Records, data_cut: date | None = None) -> History:
    """The history that is made of the answers of a patient (see PATIENT) and of the records by entity.

    Records without the date that places them in time are left out.
    """
    birth, sex, enrolled_on, ascertainment = patient
    withdrawals = [consent for consent in _made(records, "consent") if consent.is_withdrawn]
    return History(
        birth=birth,
        sex=sex,
        enrolled_on=enrolled_on,
        ascertainment=ascertainment,
        withdrawn_on=min((consent.withdrawn_on for consent in withdrawals), default=None),
        erased=any(consent.withdrawal_scope == "delete_data" for consent in withdrawals),
        data_cut=data_cut,
        diagnosis=next(iter(_made(records, "diagnosis")), Diagnosis()),
        labs=_made(records, "lab"),
        genetics=_made(records, "genetic"),
        events=_made(records, "disease_event"),
        regimens=_regimens(records),
        assessments=_made(records, "response"),
        mrd=_made(records, "mrd"),
        transplants=_made(records, "transplant"),
        vod=_made(records, "vod"),
        adverse_events=_made(records, "adverse_event"),
        follow_ups=_made(records, "follow_up"),
    )


def _made(records: Records, entity: str) -> tuple[Any, ...]:
    make = KINDS[entity].make
    return tuple([make(key, *answers) for key, _, _, answers in _placed(records, entity)])


def _placed(records: Records, entity: str) -> Iterator[Filed]:
    place = PLACES[entity]
    return (one for one in records.get(entity, ()) if place is None or one[3][place])


PLACES = {entity: kind.place for entity, kind in KINDS.items()}


def _regimens(records: Records) -> tuple[Any, ...]:
    """Regimens with their cycles, and these with their doses."""
    doses = _parts(records, "administration", {})
    cycles = _parts(records, "cycle", doses)
    regimen = KINDS["regimen"].make
    return tuple(
        [
            regimen(key, *answers, tuple(cycles.get(key, ())))
            for key, _, _, answers in _placed(records, "regimen")
        ]
    )


def _parts(
    records: Records, entity: str, inner: Mapping[int | None, list[Any]]
) -> dict[int | None, list[Any]]:
    """The records of an entity by what they are part of, each with its own parts where it has any."""
    make, found = KINDS[entity].make, defaultdict(list)
    for key, whole, _, answers in _placed(records, entity):
        own = (tuple(inner.get(key, ())),) if inner else ()
        found[whole].append(make(key, *answers, *own))
    return found
