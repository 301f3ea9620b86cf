"""How far the times of a patient move when partial dates lie at their earliest or latest possible day (C10).

All partial dates of the patient are moved together: every one at its earliest day, then every one at its
latest, each still within the order of events. Only what then differs is kept.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from outcomes.derivations.parameters import Parameters
from outcomes.derivations.settled_dates import has_partial_dates
from outcomes.derivations.table import DEFAULT, FUNCTIONS, RegimenDerivation, derive
from outcomes.history import History

DATE_BOUNDS = "date_bounds"
"""The name of the column that holds the bounds of a row; None where no time of it moves."""
BOUNDS = ("earliest", "latest")
TIMES = tuple(column for column in FUNCTIONS if column[0].endswith(("_days", "_event", "_cause", "_on")))
"""The columns that say when something happened, or how long after what."""
OF_TIMES = tuple(name for name, _ in TIMES)

Bounds = Mapping[str, Mapping[str, Any]]


def date_bounds(
    history: History, derived: tuple[RegimenDerivation, ...], parameters: Parameters = DEFAULT
) -> dict[int, Bounds]:
    """By regimen id, for those whose times move: "earliest" and "latest", each the columns that then differ.

    `derived` is what the same history gives with imputed dates. Nothing is derived again for a patient whose
    dates are all complete.
    """
    if not has_partial_dates(history):
        return {}
    as_imputed = {row.regimen_id: row.known for row in derived}
    found: dict[int, dict[str, Mapping[str, Any]]] = {}
    for bound in BOUNDS:
        for row in derive(history, replace(parameters, partial_dates=bound), TIMES):
            found.setdefault(row.regimen_id, {})[bound] = _differing(as_imputed[row.regimen_id], row.known)
    return {regimen: bounds for regimen, bounds in found.items() if any(bounds.values())}


def _differing(as_imputed: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    return {name: known.get(name) for name in OF_TIMES if known.get(name) != as_imputed.get(name)}
