"""Where the edit checks get derived values from, without knowing how they are derived.

The registry must not depend on outcomes, yet some checks compare an answer with what follows from the
other answers. So outcomes hands in its derivation when it starts; without it those checks stay silent.
"""

from collections.abc import Callable
from dataclasses import replace

from registry.rows import Derived, PatientRows

_derive: Callable[[PatientRows], Derived] | None = None


def provide(derive: Callable[[PatientRows], Derived]) -> None:
    """Use this function from now on."""
    global _derive
    _derive = derive


def with_derived(rows: PatientRows) -> PatientRows:
    return rows if _derive is None else replace(rows, derived=_derive(rows))
