"""How counts are named in addresses: by what is counted, then by the labels beside it on a page."""

import re
from urllib.parse import urlencode

from outcomes.statistics.results import Flow, HazardRow, Proportion, ToxicityRow

Key = tuple[str, ...]

NO_GROUP: Key = ("no-group",)
TRANSPLANTED: Key = ("transplanted",)
FOLLOWED: Key = ("followed",)
DIED_BEFORE: Key = ("died-before",)
LEFT_BEFORE: Key = ("left-before",)
DELAYED: Key = ("delayed",)
UNTESTED: Key = ("untested",)
IN_SEQUENCE: Key = ("in-sequence",)
PARTIAL_DATES: Key = ("partial-dates", "n")
EVENTS_AT_PARTIAL_DATES: Key = ("partial-dates", "events")
WITH_TIME, WITHOUT_TIME = "with-time", "without-time"
EVENTS_WITH_DATES: Key = ("partial-dates", "all-events")
REGISTRY, FIRST_BOX = "registry", "treated"
TO_TRANSPLANT, AT_RISK = "to-transplant", "at-risk"
_MONTH = re.compile(r"(0|[1-9]\d{0,3})(\.[1-9])?", re.ASCII)


def query(of: Key) -> str:
    """The key as it stands in an address."""
    return urlencode([("of", part) for part in of])


def excluded(reason: str) -> Key:
    return "excluded", reason


def group(label: str, what: str = "n") -> Key:
    """what: "n", "events", "censored", "alive", or a cause with "cause: "."""
    return "group", label, what


def at_risk(label: str, months: float) -> Key:
    """months: those of a tick, or to one decimal place what a curve is read off at."""
    return AT_RISK, label, f"{months}"


def month_at_risk(key: Key) -> float | None:
    """The month of a number at risk; None for any other key, and for a month written in another way."""
    bare = without_transplant(key)
    if len(bare) != 3 or bare[0] != AT_RISK or not _MONTH.fullmatch(bare[2]):
        return None
    return float(bare[2]) if "." in bare[2] else int(bare[2])


def events_by(label: str, months: float) -> Key:
    """Events up to a tick under a curve."""
    return "events-by", label, f"{months}"


def cause(label: str) -> str:
    return f"cause: {label}"


def level(characteristic: str, name: str, column: str) -> Key:
    return "level", characteristic, name, column


def known(characteristic: str, column: str) -> Key:
    return "known", characteristic, column


def unknown(characteristic: str, column: str) -> Key:
    return "unknown", characteristic, column


def part(row: Proportion) -> Key:
    return "part", row.group, row.label


def whole(row: Proportion) -> Key:
    """The denominator."""
    return "of", row.group, row.label


def not_in_whole(row: Proportion) -> Key:
    return "not-in", row.group, row.label


def grade(row: ToxicityRow, grades: str) -> Key:
    """grades: "1" to "5", or "any", "3-4", "3-5"."""
    return "grade", row.group, row.ctcae_version, row.term, grades


def of_grades(label: str) -> Key:
    """The denominator of every grade in a group."""
    return "of", label, ""


def value(label: str, column: str) -> Key:
    return "value", label, column


def without_value(label: str, column: str) -> Key:
    return "no-value", label, column


def enrolled(label: str, period: str) -> Key:
    """period: a year, or a month such as "2020-03"."""
    return "enrolled", label, period


def enrolled_until(label: str, month: str) -> Key:
    """The sum so far, the month included."""
    return "enrolled-until", label, month


def step(flow: Flow) -> Key:
    return "step", f"{flow.step}", flow.source, flow.target


def node(step: int, name: str) -> Key:
    """Patients who had a treatment as number `step`, or were so at last contact after the ones before."""
    return "node", f"{step}", name


def box(slug: str) -> Key:
    return "box", slug


def to_transplant(key: Key) -> Key:
    """The same count where transplantation censors."""
    return (TO_TRANSPLANT, *key) if key else key


def without_transplant(key: Key) -> Key:
    """The key as it is where transplantation does not censor."""
    return key[1:] if key[:1] == (TO_TRANSPLANT,) else key


def left_out(slug: str, reason: str) -> Key:
    return "left-out", slug, reason


def is_around_cohort(key: Key) -> bool:
    """Whether the count is of patients of the registry before the cohort was chosen."""
    return key == box(REGISTRY) or key[:2] == left_out(FIRST_BOX, "")[:2]


def hazard(row: HazardRow, what: str) -> Key:
    """what: "n", "events", or those of the model of all covariates: "adjusted-n", "adjusted-events"."""
    return "hazard", row.covariate, row.level, what


def in_model(what: str) -> Key:
    """Of the model of all covariates. what: "n", "events", or "known" for all who have the endpoint."""
    return "model", what


def not_in_model(reason: str) -> Key:
    return "not-in-model", reason
