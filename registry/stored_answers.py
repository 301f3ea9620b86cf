"""Answers of very many records at once, past models and rows.

Making a model of every record, and a date of every text, costs many times what the database needs to read
them. Here a stored value is converted the first time it is met, and looked up from then on.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Field, Model, QuerySet
from django.db.models.sql.constants import MULTI

from registry.fields import Link

Convert = Callable[[Any], Any]
MOST = 10_000
"""Meanings kept of one question: more than there are days in twenty-five years."""


class Meanings(dict[Any, Any]):
    """What the stored values of one question stand for. Nothing that is kept here may be changed."""

    def __init__(self, field: "Field[Any, Any]", convert: Convert) -> None:
        self.column = field.get_col(field.model._meta.db_table)
        self.from_database = (
            *connection.ops.get_db_converters(self.column),
            *field.get_db_converters(connection),
        )
        self.convert = convert

    def __missing__(self, stored: Any) -> Any:
        value = stored
        for convert in self.from_database:
            value = convert(value, self.column, connection)
        meaning = self.convert(value)
        if len(self) < MOST:
            self[stored] = meaning
        return meaning


def stored_answers(
    records: QuerySet[Any], keys: Sequence[str], asked: Mapping[str, Convert]
) -> Iterator[tuple[Any, ...]]:
    """Of each record its keys (columns that hold numbers of records), then the list of its answers.

    asked: of each question, by the name of its column, what makes an answer of the value that a model would
    hold. Links to other records stay the numbers that they are.
    """
    model: type[Model] = records.model
    converted = _converted(model, tuple(asked.items()), connection.vendor)
    query = records.values_list(*keys, *asked).query
    first = len(keys)
    for chunk in query.get_compiler(DEFAULT_DB_ALIAS).execute_sql(MULTI) or ():
        for row in chunk:
            answers = list(row[first:])
            for place, meanings in converted:
                answers[place] = meanings[answers[place]]
            yield (*row[:first], answers)


@cache
def _converted(
    model: type[Model], asked: tuple[tuple[str, Convert], ...], vendor: str
) -> list[tuple[int, Meanings]]:
    """The places, among the answers, of those that are not used as they are stored."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    return [
        (place, Meanings(fields[question], convert))
        for place, (question, convert) in enumerate(asked)
        if not isinstance(fields[question], Link)
    ]
