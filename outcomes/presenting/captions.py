"""A sentence for each figure, for those who cannot see it: what it shows and what comes out."""

from collections.abc import Callable, Mapping
from typing import Any

from outcomes.presenting.hazard_words import hazard_text
from outcomes.presenting.words import (
    median_text,
    proportion_text,
    rate_text,
    test_text,
    tests_text,
    with_limits,
    within,
)
from outcomes.statistics.results import (
    EnrolmentResult,
    FlowResult,
    IncidenceResult,
    ProportionsResult,
    RegressionResult,
    Result,
    SequenceResult,
    SurvivalPairResult,
    SurvivalResult,
    ToxicityResult,
)

MOST_NAMED = 6


def alternative_text(title: str, result: Result) -> str:
    """The sentence; empty for a kind of result that has no figure."""
    describe = _SENTENCES.get(result.kind)
    return f"{title}. {describe(result)}" if describe else ""


def _survival(result: SurvivalResult) -> str:
    medians = "; ".join(f"{group.label} {median_text(group.median)}" for group in result.groups)
    test = f" {test_text(result.named_test)}." if result.named_test else ""
    heading = with_limits("Median months", (group.n for group in result.groups))
    return f"{heading}: {medians or 'no patients'}.{test}"


def _incidence(result: IncidenceResult) -> str:
    rates = "; ".join(
        f"{group.label}, {within(curve.cause)} {rate_text(curve.rates[0])}%"
        for group in result.groups
        for curve in group.causes
        if curve.rates
    )
    months = next((c.rates[0].months for g in result.groups for c in g.causes if c.rates), 12)
    heading = with_limits(f"Cumulative incidence at {months} months", (group.n for group in result.groups))
    sentence = f"{heading}: {rates or 'no patients'}."
    return f"{sentence} {tests_text(result.causes, result.tests)}".strip()


def _flow(result: FlowResult) -> str:
    return "; ".join(f"{box.label} {box.n}" for box in result.boxes) + "."


def _proportions(result: ProportionsResult) -> str:
    rows = result.proportions[:MOST_NAMED]
    named = "; ".join(f"{row.group}, {row.label.lower()} {proportion_text(row)}" for row in rows)
    rest = " The others stand in the table." if len(result.proportions) > MOST_NAMED else ""
    return f"{named or 'No patients'}.{rest}"


def _regression(result: RegressionResult) -> str:
    found = [line for line in result.lines if line.adjusted and line.adjusted.value is not None]
    named = "; ".join(
        f"{line.covariate}, {line.level} {hazard_text(line.adjusted)}"
        for line in found[:MOST_NAMED]
        if line.adjusted
    )
    rest = " The others stand in the table." if len(found) > MOST_NAMED else ""
    return f"Adjusted hazard ratio (95% CI): {named or 'none is estimable'}.{rest}"


def _pair(result: SurvivalPairResult) -> str:
    censored = _survival(result.censored)
    return f"Not censored at transplantation: {_survival(result.uncensored)} Censored there: {censored}"


def _enrolment(result: EnrolmentResult) -> str:
    if not result.months:
        return "Nobody is enrolled."
    totals = "; ".join(f"{group.label} {group.n}" for group in result.groups)
    return f"Patients enrolled from {result.months[0]} to {result.months[-1]}: {totals}."


def _sequence(result: SequenceResult) -> str:
    largest = sorted(result.flows, key=lambda flow: -flow.n)[:MOST_NAMED]
    named = "; ".join(f"step {flow.step}, {flow.source} then {flow.target} {flow.n}" for flow in largest)
    return f"{result.n} patients. Largest bands: {named or 'none'}. All stand in the table."


def _toxicity(result: ToxicityResult) -> str:
    severe = [row for row in result.toxicities if row.grade_3_or_more.fraction]
    largest = sorted(severe, key=lambda row: -(row.grade_3_or_more.fraction or 0))[:MOST_NAMED]
    named = "; ".join(f"{row.group}, {row.label} {proportion_text(row.grade_3_or_more)}" for row in largest)
    return f"Most frequent of grade 3 or more: {named or 'none'}. All stand in the table."


_SENTENCES: Mapping[str, Callable[[Any], str]] = {
    "survival": _survival,
    "incidence": _incidence,
    "flow": _flow,
    "proportions": _proportions,
    "regression": _regression,
    "survival_pair": _pair,
    "enrolment": _enrolment,
    "sequence": _sequence,
    "toxicity": _toxicity,
}
