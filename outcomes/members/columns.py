"""Which numbers in the flat rows of a result are counts, each by the key that names it: see `Result.rows`."""

from collections.abc import Iterator
from functools import singledispatch
from typing import Any

from outcomes.members import keys
from outcomes.members.counts import count_of, counts_in
from outcomes.members.keys import Key
from outcomes.statistics import results
from outcomes.statistics.results import Result

Columns = dict[str, Key]
_MISSING: Columns = {"missing": keys.NO_GROUP}


def keys_of_rows(result: Result) -> list[Columns]:
    """Column → key of the counts that can be opened, of each row of a result in its order.

    Only what the result tells as that count is here, so that no list is of other patients than the number.
    """
    rows = result.rows()
    is_told = _Told(result)
    return [
        {column: key for column, key in columns.items() if is_told(key, row.get(column))}
        for row, columns in zip(rows, _columns(result), strict=True)
    ]


class _Told:
    """Whether a result tells a number under a key."""

    def __init__(self, result: Result) -> None:
        self._result, self._counts = result, counts_in(result)

    def __call__(self, key: Key, number: Any) -> bool:
        try:
            told = self._counts[key] if key in self._counts else count_of(self._result, key)
        except KeyError:
            return False
        return number is not None and bool(told == number)


@singledispatch
def _columns(result: Result) -> Iterator[Columns]:
    """What the columns of each row count, whether told or not; of a kind without counts nothing."""
    return ({} for _ in result.rows())


@_columns.register
def _survival(result: results.SurvivalResult) -> Iterator[Columns]:
    for group in result.groups:
        label = group.label
        yield _MISSING | {
            "n": keys.group(label),
            "events": keys.group(label, "events"),
            "censored": keys.group(label, "censored"),
            **{f"rate_{at.months}_months_at_risk": keys.at_risk(label, at.months) for at in group.rates},
        }


@_columns.register
def _survival_pair(result: results.SurvivalPairResult) -> Iterator[Columns]:
    yield from _columns(result.uncensored)
    for columns in _columns(result.censored):
        yield {column: keys.to_transplant(key) for column, key in columns.items()} | _MISSING


@_columns.register
def _incidence(result: results.IncidenceResult) -> Iterator[Columns]:
    for group in result.groups:
        for curve in group.causes:
            at_risk = {at.months: keys.at_risk(group.label, at.months) for at in curve.rates}
            yield _MISSING | {
                "n": keys.group(group.label),
                "events": keys.group(group.label, keys.cause(curve.cause)),
                "censored": keys.group(group.label, "censored"),
                **{f"incidence_{month}_months_at_risk": key for month, key in at_risk.items()},
            }


@_columns.register
def _follow_up(result: results.FollowUpResult) -> Iterator[Columns]:
    for group in result.groups:
        yield _MISSING | {"n": keys.group(group.label), "alive": keys.group(group.label, "alive")}


@_columns.register
def _table(result: results.TableResult) -> Iterator[Columns]:
    for line in result.lines:
        for column in result.columns:
            yield {
                "n": keys.known(line.characteristic, column.label),
                "missing": keys.unknown(line.characteristic, column.label),
                "count": keys.level(line.characteristic, line.level, column.label),
            }


@_columns.register
def _proportions(result: results.ProportionsResult) -> Iterator[Columns]:
    for row in result.proportions:
        whole = keys.whole(row)
        yield {
            "n": whole,
            "numerator": keys.part(row),
            "denominator": whole,
            "missing": keys.not_in_whole(row),
        }


@_columns.register
def _values(result: results.ValuesResult) -> Iterator[Columns]:
    for row in result.values:
        yield {
            "n": keys.value(row.label, row.group),
            "missing": keys.without_value(row.label, row.group),
        }


@_columns.register
def _toxicity(result: results.ToxicityResult) -> Iterator[Columns]:
    grades = {f"grade_{one}": f"{one}" for one in range(1, 6)}
    grades |= {"any_grade": "any", "grade_3_4": "3-4", "grade_3_or_more": "3-5"}
    for row in result.toxicities:
        of_grades = {column: keys.grade(row, written) for column, written in grades.items()}
        yield _MISSING | {"n": keys.of_grades(row.group)} | of_grades


@_columns.register
def _flow(result: results.FlowResult) -> Iterator[Columns]:
    for box in result.boxes:
        of_box = (keys.box(box.slug), *(keys.left_out(box.slug, one.reason) for one in box.excluded))
        yield from ({"n": key} for key in of_box)


@_columns.register
def _refused(result: results.RefusedResult) -> Iterator[Columns]:
    if result.known:
        yield {
            "n": keys.FOLLOWED,
            "transplanted": keys.TRANSPLANTED,
            "died_before_median_day": keys.DIED_BEFORE,
            "left_before_median_day": keys.LEFT_BEFORE,
        }


@_columns.register
def _enrolment(result: results.EnrolmentResult) -> Iterator[Columns]:
    for group in result.groups:
        for month in result.months:
            yield _MISSING | {
                "n": keys.enrolled(group.label, month),
                "cumulative": keys.enrolled_until(group.label, month),
            }


@_columns.register
def _sequence(result: results.SequenceResult) -> Iterator[Columns]:
    return (_MISSING | {"n": keys.step(flow)} for flow in result.flows)


@_columns.register
def _regression(result: results.RegressionResult) -> Iterator[Columns]:
    columns = ("n", "events", "adjusted_n", "adjusted_events")
    for row in result.lines:
        yield {column: keys.hazard(row, column.replace("_", "-")) for column in columns}
