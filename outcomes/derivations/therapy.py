"""The regimens of a patient as treatments: two that start within a week of each other are one (C3)."""

from dataclasses import dataclass
from datetime import date

from outcomes.derivations.days import by_time
from outcomes.derivations.parameters import Parameters
from outcomes.history import Cycle, Dose, Regimen, Span


@dataclass(frozen=True, slots=True, eq=False)
class Therapy:
    """One treatment: the regimen that names it, the regimens that are its parts, what they gave, in order.

    Equal only to itself: comparing all records of two treatments to find one of them again would take long.
    """

    regimen: Regimen
    parts: tuple[Regimen, ...]
    ids: frozenset[int]
    drugs: tuple[str, ...]
    cycles: tuple[Cycle, ...]
    doses: tuple[Dose, ...]
    start: Span | None
    start_on: date | None
    contains_inotuzumab: bool
    named_or_given: frozenset[str]
    """Drugs of which the regimen or a dose is recorded."""

    @property
    def end(self) -> Span | None:
        return self.parts[-1].end

    @property
    def end_reason(self) -> str | None:
        return self.parts[-1].end_reason

    def doses_of(self, drug: str) -> tuple[Dose, ...]:
        if drug not in self.named_or_given:
            return ()
        return tuple(dose for dose in self.doses if dose.drug == drug)


def contains_inotuzumab(regimen: Regimen) -> bool:
    """A dose is recorded, or its date; without any recorded dose the list of drugs is believed."""
    if regimen.first_inotuzumab:
        return True
    if any(cycle.doses for cycle in regimen.cycles):
        return any(dose.drug == "inotuzumab" for cycle in regimen.cycles for dose in cycle.doses)
    return "inotuzumab" in regimen.drugs


def therapies(regimens: tuple[Regimen, ...], parameters: Parameters) -> tuple[Therapy, ...]:
    """The treatments, in order of start. `regimens` are sorted by start."""
    groups: list[list[Regimen]] = []
    for regimen in regimens:
        if groups and _starts_with(groups[-1][0], regimen, parameters.one_regimen_days):
            groups[-1].append(regimen)
        else:
            groups.append([regimen])
    return tuple(_therapy(tuple(group)) for group in groups)


def _starts_with(first: Regimen, regimen: Regimen, days: int) -> bool:
    """Whether both are salvage regimens that start at most so many days apart."""
    if first.line_type != "salvage" or regimen.line_type != "salvage":
        return False
    if first.start is None or regimen.start is None:
        return False
    starts = first.start.analysis, regimen.start.analysis
    return starts[0] is not None and starts[1] is not None and (starts[1] - starts[0]).days <= days


def _therapy(parts: tuple[Regimen, ...]) -> Therapy:
    """Inotuzumab names the treatment where it is part of it, else the regimen that came first."""
    named_by = parts[0] if len(parts) == 1 else next(filter(contains_inotuzumab, parts), parts[0])
    cycles = by_time([cycle for part in parts for cycle in part.cycles], lambda cycle: cycle.started_on)
    doses = by_time([dose for cycle in cycles for dose in cycle.doses], lambda dose: dose.given_on)
    drugs = tuple(dict.fromkeys(drug for part in parts for drug in part.drugs))
    start = parts[0].start
    return Therapy(
        regimen=named_by,
        parts=parts,
        ids=frozenset(part.id for part in parts),
        drugs=drugs,
        cycles=cycles,
        doses=doses,
        start=start,
        start_on=start.analysis if start else None,
        contains_inotuzumab=any(map(contains_inotuzumab, parts)),
        named_or_given=frozenset((*drugs, *(dose.drug for dose in doses))),
    )
