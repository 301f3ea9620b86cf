"""Which regimens a cohort takes in: one rule, as a test of a row and as a database query."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from outcomes.statistics import labels

if TYPE_CHECKING:
    from outcomes.models import RegimenOutcome

DRUGS = [("inotuzumab", "Inotuzumab ozogamicin"), ("blinatumomab", "Blinatumomab")]
LINES = {"1": "First salvage", "2": "Second salvage", "3+": "Third or later salvage"}
YES_NO = {"yes": "Yes", "no": "No"}


@dataclass(frozen=True, slots=True)
class Filter:
    """One thing to choose by. name: of the rule's field; column: of the derived row that it reads.

    choices: the codes on offer with their labels. is_flag: the column is yes, no or unknown, and one
    of the choices is taken; otherwise any of several. otherwise: whom it leaves out.
    """

    name: str
    column: str
    title: str
    choices: Mapping[str, str]
    otherwise: str
    is_flag: bool = False


def _codes(name: str, column: str, title: str, choices: Mapping[Any, str], otherwise: str) -> Filter:
    return Filter(name, column, title, {str(code): label for code, label in choices.items()}, otherwise)


def _prior(name: str, title: str) -> Filter:
    return Filter(name, name, title, YES_NO, title, is_flag=True)


FAILURE_TYPES = {**labels.FAILURE, "none": "No failure so far", "not_evaluable": "Not evaluable"}
# Every filter by codes, in the order in which patients are counted out; sites have no fixed choices.
FILTERS: tuple[Filter, ...] = (
    _codes("regimen_codes", "regimen_code", "Regimen", labels.REGIMEN, "Another regimen"),
    _codes("line_groups", "line_group", "Salvage line", LINES, "Another line of treatment"),
    _prior("prior_hsct", "Transplant before"),
    _prior("prior_blinatumomab", "Blinatumomab before"),
    _prior("prior_inotuzumab", "Inotuzumab before"),
    _prior("prior_car_t", "CAR T cells before"),
    _codes("sites", "site_id", "Site", {}, "Another site"),
    _codes("age_groups", "age_group", "Age at start", labels.AGE_GROUP, "Another age"),
    _codes("lineages", "lineage", "Lineage", labels.LINEAGE, "Another lineage, or not known"),
    _codes("genetic_groups", "genetic_group", "Genetic group", labels.GENETIC_GROUP, "Another genetic group"),
    _codes("responses", "response_mdacc", "Best response", labels.RESPONSE, "Another response"),
    _codes("failure_types", "failure_type", "Type of failure", FAILURE_TYPES, "Another type of failure"),
)
BY_NAME = {one.name: one for one in FILTERS}
FLAGS = tuple(one.name for one in FILTERS if one.is_flag)
_TEXTS = (*(one.column for one in FILTERS if one.name != "sites" and not one.is_flag), "line_type")
_COPIED = (
    *((column, "") for column in _TEXTS),
    *((f"contains_{drug}", False) for drug, _ in DRUGS),
    *((name, None) for name in (*FLAGS, "start_on")),
)
"""Which derived values are repeated in columns of their own, and what stands there for none."""


def chosen_by(known: Mapping[str, Any]) -> dict[str, Any]:
    """The columns by which cohorts choose, from the derived values of a regimen that are known."""
    return {name: known.get(name, none) for name, none in _COPIED}


@dataclass(frozen=True, slots=True)
class Condition:
    """A part of a rule: on one column, as a test of its value and as a query. otherwise: see Filter."""

    name: str
    column: str
    accepts: Callable[[Any], bool]
    query: Q
    otherwise: str


@dataclass(frozen=True, slots=True)
class Membership:
    """Conditions that all must hold; an empty one admits everything. Flags are "", "yes" or "no"."""

    sites: frozenset[int] = frozenset()
    drug: str = ""
    regimen_codes: frozenset[str] = frozenset()
    line_groups: frozenset[str] = frozenset()
    started_from: date | None = None
    started_to: date | None = None
    prior_hsct: str = ""
    prior_blinatumomab: str = ""
    prior_inotuzumab: str = ""
    prior_car_t: str = ""
    age_groups: frozenset[str] = frozenset()
    lineages: frozenset[str] = frozenset()
    genetic_groups: frozenset[str] = frozenset()
    responses: frozenset[str] = frozenset()
    failure_types: frozenset[str] = frozenset()

    def conditions(self) -> Iterator[Condition]:
        """Those in use, in the order in which patients are counted out."""
        yield Condition(
            "start", "start_on", _is_known, Q(start_on__isnull=False), "No completed treatment with a start"
        )
        if self.drug:
            column = f"contains_{self.drug}"
            yield Condition("drug", column, bool, Q(**{column: True}), f"No {self.drug}")
        for one in FILTERS:
            if chosen := getattr(self, one.name):
                yield _flag(one, chosen) if one.is_flag else _any_of(one, chosen)
        if self.started_from or self.started_to:
            yield self._period()

    def _period(self) -> Condition:
        first, last = self.started_from or date.min, self.started_to or date.max
        query = Q(start_on__gte=first) & Q(start_on__lte=last)
        return Condition(
            "period",
            "start_on",
            lambda day: day is not None and first <= day <= last,
            query,
            "Another period",
        )

    def admits(self, row: "RegimenOutcome") -> bool:
        return all(one.accepts(getattr(row, one.column)) for one in self.conditions())

    def query(self) -> Q:
        """The same conditions for the database."""
        chosen = Q()
        for one in self.conditions():
            chosen &= one.query
        return chosen

    def index_rows(self, rows: Iterable["RegimenOutcome"]) -> list["RegimenOutcome"]:
        """Of each patient the first row that is admitted; rows come by patient, in order of start."""
        first: dict[int, RegimenOutcome] = {}
        for row in rows:
            if row.patient_id not in first and self.admits(row):
                first[row.patient_id] = row
        return list(first.values())

    def plain(self) -> dict[str, Any]:
        """The conditions in use as JSON keeps them: codes in order, days as ISO text."""
        given = {one.name: getattr(self, one.name) for one in fields(self)}
        return {name: _as_plain(value) for name, value in given.items() if value}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "Membership":
        """The rule that `plain()` described. TypeError for a condition that does not exist."""
        return cls(**{name: _from_plain(name, value) for name, value in plain.items()})


def _is_known(value: Any) -> bool:
    return value is not None


def _flag(one: Filter, chosen: str) -> Condition:
    wanted = chosen == "yes"
    otherwise = f"{one.otherwise}: {'no' if wanted else 'yes'}, or not known"
    return Condition(
        one.name, one.column, lambda value: value is wanted, Q(**{one.column: wanted}), otherwise
    )


def _any_of(one: Filter, chosen: frozenset[Any]) -> Condition:
    query = Q(**{f"{one.column}__in": chosen})
    return Condition(one.name, one.column, chosen.__contains__, query, one.otherwise)


def _as_plain(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted(value)
    return value.isoformat() if isinstance(value, date) else value


def _from_plain(name: str, value: Any) -> Any:
    if name.startswith("started_"):
        return date.fromisoformat(value)
    return frozenset(value) if isinstance(value, list) else value
