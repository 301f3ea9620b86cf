"""Printed beside computed: every published figure with what the stored statistics say of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from outcomes.models import Cohort, StatisticResult
from outcomes.replication import first_publication, second_publication
from outcomes.replication.picking import NotThere
from outcomes.replication.published import Figure, figures
from outcomes.replication.reading import Constant, Reading

MATCH, EXPLAINED, DIFFERS = "match", "explained", "differs"
NOT_COMPUTED = "—"
ALL: tuple[Reading | Constant, ...] = (*first_publication.READINGS, *second_publication.READINGS)
READINGS = {reading.id: reading for reading in ALL}

Results = Mapping[tuple[str, str], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Replicated:
    """One published figure: printed and computed as text, and match, explained or differs.

    `cohort` is the slug of the cohort it was read from; statistic, grouping: what it was read from there, ""
    where nothing was. `explanation` says how the words of the figure are understood, or why it is no result
    of these patients.
    """

    id: str
    description: str
    population: str
    printed: str
    computed: str
    status: str
    explanation: str
    cohort: str
    statistic: str
    grouping: str


def rows() -> list[Replicated]:
    """All published figures whose cohort is loaded, in the order of their numbers' list."""
    cohorts = {cohort.publication: cohort for cohort in Cohort.objects.exclude(publication="")}
    results = {publication: _results(cohort) for publication, cohort in cohorts.items()}
    return [
        compare(figure, READINGS[figure.id], results[figure.publication], cohorts[figure.publication].slug)
        for figure in figures()
        if figure.publication in cohorts
    ]


def _results(cohort: Cohort) -> Results:
    stored = StatisticResult.objects.filter(cohort=cohort)
    return {(result.statistic, result.grouping): result.payload for result in stored}


def compare(figure: Figure, reading: Reading | Constant, results: Results, cohort: str) -> Replicated:
    computed = computed_text(reading, results) if isinstance(reading, Reading) else NOT_COMPUTED
    read_from = (reading.statistic, reading.grouping) if isinstance(reading, Reading) else ("", "")
    status = _status(figure, reading, computed)
    return Replicated(
        figure.id,
        figure.description,
        figure.population,
        figure.printed,
        computed,
        status,
        reading.note,
        cohort,
        *read_from,
    )


def _status(figure: Figure, reading: Reading | Constant, computed: str) -> str:
    if isinstance(reading, Constant):
        return EXPLAINED
    if computed != figure.printed:
        return DIFFERS
    return EXPLAINED if reading.unknowable else MATCH


def computed_text(reading: Reading, results: Results) -> str:
    """The number as it would be printed, or why there is none."""
    payload = results.get((reading.statistic, reading.grouping))
    if payload is None:
        return f"not computed: {reading.statistic} by {reading.grouping}"
    try:
        found = reading.pick(payload)
    except NotThere as missing:
        return f"not computed: {missing} in {reading.statistic}"
    return NOT_COMPUTED if found is None else reading.write(found)
