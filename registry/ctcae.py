"""CTCAE grade of a laboratory value, for versions 4.0, 4.03, 5.0 and 6.0.

Free of Django. Source: laboratory criteria of the terms below in NCI CTCAE v4.03, v5.0 and v6.0.
Counts are ×10⁹/L, haemoglobin is g/dL; the other tests are in the unit of their normal limit. A value on the
boundary has the lower grade. Grades that need a clinical judgement (haemoglobin 4, any 5) are not given.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from math import inf, nextafter

from registry.measured import Measured

VERSIONS = ("4.0", "4.03", "5.0", "6.0")
TERM_BY_TEST = {
    "platelets": "platelet_count_decreased",
    "anc": "neutrophil_count_decreased",
    "wbc": "white_blood_cell_decreased",
    "hemoglobin": "anemia",
    "bilirubin_total": "blood_bilirubin_increased",
    "ast": "ast_increased",
    "alt": "alt_increased",
    "creatinine": "creatinine_increased",
}
Value = Measured | Decimal | float | int
TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Reference:
    """The laboratory's normal limits and the patient's value before treatment, in the unit of the value."""

    lower: float | None
    upper: float | None
    baseline: float | None

    @property
    def baseline_is_high(self) -> bool:
        return self.baseline is not None and self.upper is not None and self.baseline > self.upper

    @property
    def baseline_is_low(self) -> bool:
        return self.baseline is not None and self.lower is not None and self.baseline < self.lower


def grade(
    test: str,
    value: Value | None,
    version: str,
    uln: Value | None = None,
    lln: Value | None = None,
    baseline: Value | None = None,
) -> int | None:
    """Grade 0 to 4 of one laboratory value, or None where it cannot be told.

    `test` is the field of the laboratory snapshot (`TERM_BY_TEST`); an unknown test or version gives None.
    `uln` and `lln` are the laboratory's limits, `baseline` the value before the first dose. A result printed
    as a bound ("<30") is graded only if every value within the bound has the same grade.
    """
    if value is None or version not in VERSIONS:
        return None
    rule = _rule(test, version)
    if rule is None:
        return None
    reference = Reference(_number(lln), _number(uln), _number(baseline))
    grades = {rule(end, reference) for end in _ends(value)}
    return grades.pop() if len(grades) == 1 else None


def grade_change(
    test: str,
    value: Value | None,
    version: str,
    uln: Value | None = None,
    lln: Value | None = None,
    baseline: Value | None = None,
) -> int | None:
    """By how many grades the value is worse than the value before treatment; None where one is not known.

    Platelets of 20 before the first dose are grade 4 by leukaemia: platelets of 15 later change nothing.
    """
    before = grade(test, baseline, version, uln, lln)
    after = grade(test, value, version, uln, lln, baseline)
    return None if before is None or after is None else after - before


def _number(value: Value | None) -> float | None:
    return None if value is None else float(value)


def _ends(value: Value) -> tuple[float, ...]:
    """The lowest and the highest value that a printed result stands for."""
    number = float(value)
    if not isinstance(value, Measured) or value.is_exact:
        return (number,)
    return (0.0, nextafter(number, -inf)) if value.comparator == "<" else (nextafter(number, inf), inf)


Rule = Callable[[float, Reference], int | None]

# Below which value grades 2, 3 and 4 begin; None where no laboratory value defines the grade.
LOW = {
    "platelets": (75.0, 50.0, 25.0),
    "anc": (1.5, 1.0, 0.5),
    "wbc": (3.0, 2.0, 1.0),
    "hemoglobin": (10.0, 8.0, None),
}
LOW_V6 = LOW | {"platelets": (75.0, 50.0, 10.0), "anc": (1.0, 0.5, 0.1)}
GRADE_1_BEGINS_V6 = {"anc": 1.5}

# Multiples of the normal limit above which grades 1, 2, 3 and 4 begin.
HIGH = {
    "bilirubin_total": (1.0, 1.5, 3.0, 10.0),
    "ast": (1.0, 3.0, 5.0, 20.0),
    "alt": (1.0, 3.0, 5.0, 20.0),
}
# Multiples of an abnormal baseline; grade 1 of the transaminases, and of all tests in version 6, begins at
# the multiple itself.
HIGH_FROM_BASELINE_V5 = {
    "bilirubin_total": (1.0, 1.5, 3.0, 10.0),
    "ast": (1.5, 3.0, 5.0, 20.0),
    "alt": (1.5, 3.0, 5.0, 20.0),
}
HIGH_FROM_BASELINE_V6 = {
    "bilirubin_total": (1.0, 1.5, 2.5, 10.0),
    "ast": (1.0, 1.5, 2.0, 4.0),
    "alt": (1.0, 1.5, 2.0, 4.0),
}


def _rule(test: str, version: str) -> Rule | None:
    if test in LOW:
        return lambda value, reference: _grade_low(test, version, value, reference)
    if test in HIGH:
        return lambda value, reference: _grade_high(test, version, value, reference)
    if test == "creatinine":
        return lambda value, reference: _grade_creatinine(version, value, reference)
    return None


def _grade_low(test: str, version: str, value: float, reference: Reference) -> int | None:
    begins = (LOW_V6 if version == "6.0" else LOW)[test]
    for found, limit in ((4, begins[2]), (3, begins[1]), (2, begins[0])):
        if limit is not None and value < limit:
            return found
    normal = GRADE_1_BEGINS_V6.get(test) if version == "6.0" else None
    normal = reference.lower if normal is None else normal
    if normal is None:
        return None
    return 1 if value < normal else 0


def _grade_high(test: str, version: str, value: float, reference: Reference) -> int | None:
    if reference.upper is None:
        return None
    if version in ("4.0", "4.03") or not reference.baseline_is_high:
        return _by_multiples(value, reference.upper, HIGH[test])
    assert reference.baseline is not None
    table = HIGH_FROM_BASELINE_V6 if version == "6.0" else HIGH_FROM_BASELINE_V5
    at_multiple = version == "6.0" or test != "bilirubin_total"
    return _by_multiples(value, reference.baseline, table[test], grade_1_at_multiple=at_multiple)


def _by_multiples(
    value: float, base: float, multiples: tuple[float, ...], *, grade_1_at_multiple: bool = False
) -> int:
    """How many of the multiples of the base the value exceeds; 1.5 × 1.2 counts as 1.8 exactly."""
    exceeded = sum(value > base * multiple + TOLERANCE for multiple in multiples)
    if grade_1_at_multiple and not exceeded and value >= base * multiples[0] - TOLERANCE:
        return 1
    return exceeded


def _grade_creatinine(version: str, value: float, reference: Reference) -> int | None:
    """The worse of the grade by the normal limit and the grade by the baseline (at most 3)."""
    by_limit = (
        None if reference.upper is None else _by_multiples(value, reference.upper, (1.0, 1.5, 3.0, 6.0))
    )
    by_baseline = _creatinine_by_baseline(version, value, reference)
    if by_limit is None:
        # Without the normal limit, grade 1 and the absence of a grade cannot be told apart.
        return by_baseline if by_baseline and by_baseline > 1 else None
    return max(by_limit, by_baseline or 0)


def _creatinine_by_baseline(version: str, value: float, reference: Reference) -> int | None:
    """Version 6 compares with a baseline only if that was below normal; only version 4 has a grade 1."""
    if reference.baseline is None or (version == "6.0" and not reference.baseline_is_low):
        return None
    found = _by_multiples(value, reference.baseline, (1.0, 1.5, 3.0))
    return 0 if found == 1 and version not in ("4.0", "4.03") else found
