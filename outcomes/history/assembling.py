"""Records of one patient, each as its answers, put together to a history."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import starmap
from typing import Any, Final

from . import History
from .disease import Diagnosis
from .records import KINDS

Filed = tuple[Any, ...]
"""A record: the id of what it is part of, if its Kind is part of anything, and as the last its own id and
answers as the Kind asks them. What else stands before these is for whoever filed it."""
WHOLE: Final = -2
ANSWERS: Final = -1
Records = Mapping[str, Sequence[Filed]]
Parts = dict[int | None, list[Any]]


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
    return tuple(starmap(KINDS[entity].make, (one[ANSWERS] for one in _placed(records, entity))))


def _placed(records: Records, entity: str) -> Sequence[Filed]:
    filed, place = records.get(entity, ()), PLACES[entity]
    return filed if place is None else [one for one in filed if one[ANSWERS][place]]


PLACES: Final = {entity: kind.place for entity, kind in KINDS.items()}


def _regimens(records: Records) -> tuple[Any, ...]:
    """Regimens with their cycles, and these with their doses."""
    doses = _parts(records, "administration")
    cycles = _parts(records, "cycle", doses)
    regimens = _with_parts(_placed(records, "regimen"), cycles)
    return tuple(starmap(KINDS["regimen"].make, regimens))


def _parts(records: Records, entity: str, inner: Parts | None = None) -> Parts:
    """The records of an entity by what they are part of, each with its own parts where it has any."""
    filed = _placed(records, entity)
    answers = [one[ANSWERS] for one in filed] if inner is None else _with_parts(filed, inner)
    found: Parts = defaultdict(list)
    for one, made in zip(filed, starmap(KINDS[entity].make, answers), strict=True):
        found[one[WHOLE]].append(made)
    return found


def _with_parts(filed: Sequence[Filed], parts: Parts) -> list[Sequence[Any]]:
    """The answers of each record, then the tuple of its parts."""
    return [(*one[ANSWERS], tuple(parts.get(one[ANSWERS][0], ()))) for one in filed]
