"""How many patients each choice of a cohort's rule would leave: counted in one pass over the regimens."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from operator import and_
from typing import Any

from outcomes.membership import DRUGS, FILTERS, Condition, Membership
from outcomes.models import RegimenOutcome

DRUG_COLUMNS = tuple(f"contains_{drug}" for drug, _ in DRUGS)
COLUMNS = ("patient_id", *dict.fromkeys(one.column for one in FILTERS), *DRUG_COLUMNS)
Columns = Mapping[str, Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Counts:
    """total: patients under the rule. by_choice: filter → code → patients with that choice alone."""

    total: int
    by_choice: Mapping[str, Mapping[Any, int]]

    def of(self, name: str, code: Any) -> int:
        return self.by_choice[name].get(code, 0)


def counts_under(rule: Membership) -> Counts:
    """Patients under a rule, and under each rule that differs from it in one filter."""
    conditions = [one for one in rule.conditions() if one.name != "start"]
    columns = _columns(any(one.column == "start_on" for one in conditions))
    passed = {one.name: _passed(one, columns) for one in conditions}
    size = len(columns["patient_id"])
    everything = _all_of(passed.values(), size)
    by_choice = {}
    for name, column in [(one.name, one.column) for one in FILTERS]:
        by_choice[name] = _patients_by(columns, column, _without(name, passed, everything, size))
    by_choice |= {f.name: _as_answers(by_choice[f.name]) for f in FILTERS if f.is_flag}
    by_choice["drug"] = _by_drug(columns, _without("drug", passed, everything, size))
    return Counts(len(set(compress(columns["patient_id"], everything))), by_choice)


def _columns(with_start: bool) -> Columns:
    """The columns by which cohorts choose, of every regimen with a start."""
    names = (*COLUMNS, *(["start_on"] if with_start else []))
    rows = RegimenOutcome.objects.filter(start_on__isnull=False).order_by().values_list(*names)
    turned = list(zip(*rows, strict=True)) or [()] * len(names)
    return dict(zip(names, turned, strict=True))


def _passed(condition: Condition, columns: Columns) -> list[bool]:
    """For each row whether it meets the condition; a value is tested once, however often it occurs."""
    column = columns[condition.column]
    verdicts = {value: condition.accepts(value) for value in set(column)}
    return list(map(verdicts.__getitem__, column))


def _all_of(masks: Iterable[list[bool]], size: int) -> list[bool]:
    together = [True] * size
    for mask in masks:
        together = list(map(and_, together, mask))
    return together


def _without(name: str, passed: Mapping[str, list[bool]], everything: list[bool], size: int) -> list[bool]:
    """The rows that meet all conditions but the named one."""
    if name not in passed:
        return everything
    return _all_of((mask for other, mask in passed.items() if other != name), size)


def _patients_by(columns: Columns, column: str, chosen: list[bool]) -> dict[Any, int]:
    """Value → patients with a chosen row of that value."""
    pairs = set(compress(zip(columns["patient_id"], columns[column], strict=True), chosen))
    return Counter(value for _, value in pairs)


def _as_answers(counted: Mapping[Any, int]) -> dict[Any, int]:
    return {"yes": counted.get(True, 0), "no": counted.get(False, 0)}


def _by_drug(columns: Columns, chosen: list[bool]) -> dict[Any, int]:
    return {drug: _patients_by(columns, f"contains_{drug}", chosen).get(True, 0) for drug, _ in DRUGS}
