"""The table of derivations, and the rows that it gives for a patient: one per regimen."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from outcomes.derivations.answers import Answer, Told, sentence
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
Functions = tuple[tuple[str, Callable[[Findings], Answer]], ...]
FUNCTIONS: Functions = tuple((derivation.name, derivation.function) for derivation in DERIVATIONS)
NOTHING: dict[str, Any] = dict.fromkeys(NAMES)
DEFAULT = Parameters()


@dataclass(frozen=True, slots=True, eq=False)
class RegimenDerivation:
    """What is derived for one regimen. known: the columns of DERIVATIONS that have a value, in their order.

    explain: makes what is told of each, in the order of NAMES; `why` are the sentences, for a reader. Nobody
    reads those of very many patients, so they are not kept ready.
    """

    regimen_id: int
    known: Mapping[str, Any]
    explain: Callable[[], Sequence[Told]]

    @property
    def values(self) -> Mapping[str, Any]:
        """A value, or None, for every column of DERIVATIONS."""
        return {**NOTHING, **self.known}

    @property
    def why(self) -> Mapping[str, str]:
        return {name: sentence(told) for name, told in zip(NAMES, self.explain(), strict=True)}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RegimenDerivation) and self._read() == other._read()

    def _read(self) -> tuple[object, ...]:
        return self.regimen_id, self.known, self.why


def derive(
    history: History, parameters: Parameters = DEFAULT, functions: Functions = FUNCTIONS
) -> tuple[RegimenDerivation, ...]:
    """One RegimenDerivation per regimen, in order of start.

    functions: of the columns that are wanted; the others are not known.

    Never raises for missing or contradictory records: the value is None and the sentence says why. A patient
    whose withdrawal asked for deletion has none. A regimen that is part of another treatment (both began
    within a week) keeps its row, with its own code and start only, so that nothing is counted twice.
    """
    if history.erased:
        return ()
    life = life_of(history, parameters)
    findings = all_findings(life)
    return tuple(row for place, found in enumerate(findings) for row in _rows(life, place, found, functions))


def _rows(life: Life, place: int, found: Findings | None, functions: Functions) -> list[RegimenDerivation]:
    therapy = life.therapies[place]
    if found is None:
        why = "Not derived: the start of the regimen is not known to the month."
        return [_only_named(part, life, place, why) for part in therapy.parts]
    rows = []
    for part in therapy.parts:
        if part is therapy.regimen:
            rows.append(_full(part, found, functions))
        else:
            rows.append(_only_named(part, life, place, _counted_with(therapy)))
    return rows


def _full(regimen: Regimen, found: Findings, functions: Functions) -> RegimenDerivation:
    known: dict[str, Any] = {}
    for name, function in functions:
        value = function(found).value
        if value is not None:
            known[name] = value
    return RegimenDerivation(regimen.id, known, lambda: [function(found).told for _, function in FUNCTIONS])


def _counted_with(therapy: Therapy) -> str:
    regimen = therapy.regimen
    return f"Not derived: counted with {regimen.code or 'the regimen'} that began within a week."


def _only_named(regimen: Regimen, life: Life, place: int, why: str) -> RegimenDerivation:
    line = life.lines[place]
    start = regimen.start.analysis if regimen.start else None
    named = {
        "regimen_code": regimen.code,
        "line_type": regimen.line_type,
        "start_on": start,
        "salvage_line": line.number,
    }
    known = {name: value for name, value in named.items() if value is not None}
    return RegimenDerivation(
        regimen.id, known, lambda: [line.told if name == "salvage_line" else why for name in NAMES]
    )
