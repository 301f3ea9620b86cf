"""The table of derivations, and the rows that it gives for a patient: one per regimen."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from outcomes.derivations.answers import Told, sentence
from outcomes.derivations.columns.afterwards import AFTERWARDS
from outcomes.derivations.columns.derivation import Derivation
from outcomes.derivations.columns.harm import HARM
from outcomes.derivations.columns.identity import IDENTITY
from outcomes.derivations.columns.patient import PATIENT
from outcomes.derivations.columns.response import RESPONSE
from outcomes.derivations.columns.times import TIMES
from outcomes.derivations.columns.transplant import TRANSPLANT
from outcomes.derivations.findings import Findings, all_findings
from outcomes.derivations.life import Life, life_of
from outcomes.derivations.parameters import Parameters
from outcomes.derivations.therapy import Therapy
from outcomes.history import History, Regimen

DERIVATIONS: tuple[Derivation, ...] = (
    *IDENTITY,
    *PATIENT,
    *RESPONSE,
    *TIMES,
    *TRANSPLANT,
    *AFTERWARDS,
    *HARM,
)
NAMES = tuple(derivation.name for derivation in DERIVATIONS)
FUNCTIONS = tuple((derivation.name, derivation.function) for derivation in DERIVATIONS)
NOTHING: dict[str, Any] = dict.fromkeys(NAMES)
DEFAULT = Parameters()


@dataclass(frozen=True, slots=True, eq=False)
class RegimenDerivation:
    """What is derived for one regimen: a value, or None, for every column of DERIVATIONS.

    explain: makes what is told of each, in the order of NAMES; `why` are the sentences, for a reader. Nobody
    reads those of very many patients, so they are not kept ready.
    """

    regimen_id: int
    values: Mapping[str, Any]
    explain: Callable[[], Sequence[Told]]

    @property
    def why(self) -> Mapping[str, str]:
        return {name: sentence(told) for name, told in zip(NAMES, self.explain(), strict=True)}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RegimenDerivation) and self._read() == other._read()

    def _read(self) -> tuple[object, ...]:
        return self.regimen_id, self.values, self.why


def derive(history: History, parameters: Parameters = DEFAULT) -> tuple[RegimenDerivation, ...]:
    """One RegimenDerivation per regimen, in order of start.

    Never raises for missing or contradictory records: the value is None and the sentence says why. A patient
    whose withdrawal asked for deletion has none. A regimen that is part of another treatment (both began
    within a week) keeps its row, with its own code and start only, so that nothing is counted twice.
    """
    if history.erased:
        return ()
    life = life_of(history, parameters)
    return tuple(row for place, found in enumerate(all_findings(life)) for row in _rows(life, place, found))


def _rows(life: Life, place: int, found: Findings | None) -> list[RegimenDerivation]:
    therapy = life.therapies[place]
    if found is None:
        why = "Not derived: the start of the regimen is not known to the month."
        return [_only_named(part, life, place, why) for part in therapy.parts]
    rows = []
    for part in therapy.parts:
        if part is therapy.regimen:
            rows.append(_full(part, found))
        else:
            rows.append(_only_named(part, life, place, _counted_with(therapy)))
    return rows


def _full(regimen: Regimen, found: Findings) -> RegimenDerivation:
    # A copy has room for all columns; a dictionary that grows is made five times over.
    values = NOTHING.copy()
    for name, function in FUNCTIONS:
        values[name] = function(found).value
    return RegimenDerivation(regimen.id, values, lambda: [function(found).told for _, function in FUNCTIONS])


def _counted_with(therapy: Therapy) -> str:
    regimen = therapy.regimen
    return f"Not derived: counted with {regimen.code or 'the regimen'} that began within a week."


def _only_named(regimen: Regimen, life: Life, place: int, why: str) -> RegimenDerivation:
    line = life.lines[place]
    start = regimen.start.analysis if regimen.start else None
    known = {
        "regimen_code": regimen.code,
        "line_type": regimen.line_type,
        "start_on": start,
        "salvage_line": line.number,
    }
    values = NOTHING | known
    return RegimenDerivation(
        regimen.id, values, lambda: [line.told if name == "salvage_line" else why for name in NAMES]
    )
