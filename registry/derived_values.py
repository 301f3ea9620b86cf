"""Where the edit checks get derived values from, without knowing how they are derived.

The registry must not depend on outcomes, yet some checks compare an answer with what follows from the
other answers. So outcomes hands in its derivation when it starts; without it those checks stay silent.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from registry.rows import Derived, PatientRows


class Explained(NamedTuple):
    """What is derived of one record, in words: “Response, MDACC 2012”, “CRp”, and why."""

    label: str
    value: str
    why: str


Explain = Callable[[PatientRows, str, int], Sequence[Explained]]

_derive: Callable[[PatientRows], Derived] | None = None
_explain: Explain | None = None


def provide(derive: Callable[[PatientRows], Derived], explain: Explain) -> None:
    """Use these functions from now on; explain takes the rows, an entity and the id of a record."""
    global _derive, _explain
    _derive, _explain = derive, explain


def explained(rows: PatientRows, entity: str, record_id: int) -> Sequence[Explained]:
    """What would be derived of one record; nothing where nobody derives."""
    return () if _explain is None else _explain(rows, entity, record_id)


def with_derived(rows: PatientRows) -> PatientRows:
    return rows if _derive is None else replace(rows, derived=_derive(rows))
