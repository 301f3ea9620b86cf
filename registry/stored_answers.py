"""Answers of very many records at once, past models and rows.

Making a model of every record, and a date of every text, costs many times what the database needs to read
them. Here a stored value is converted the first time it is met, and looked up from then on, column by column.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import DateField, Field, Model, QuerySet, TextField
from django.db.models.functions import Cast
from django.db.models.sql.constants import MULTI

from registry.fields import Link

Convert = Callable[[Any], Any]
MOST = 50_000
"""Meanings kept of one question: more than there are days in a hundred years."""
AT_ONCE = 10_000
"""Records whose answers are converted together."""


class Meanings(dict[Any, Any]):
    """What the stored values of one question stand for. Nothing that is kept here may be changed."""

    def __init__(self, field: "Field[Any, Any]", convert: Convert) -> None:
        self.column = field.get_col(field.model._meta.db_table)
        self.from_database = () if _is_day(field) else _converters(field, self.column)
        self.converts = (_day, convert) if _is_day(field) else (convert,)

    def __missing__(self, stored: Any) -> Any:
        meaning = stored
        for from_database in self.from_database:
            meaning = from_database(meaning, self.column, connection)
        for convert in self.converts:
            meaning = convert(meaning)
        if len(self) < MOST:
            self[stored] = meaning
        return meaning


def stored_answers(
    records: QuerySet[Any], keys: Sequence[str], asked: Mapping[str, Convert]
) -> Iterator[tuple[Any, ...]]:
    """Of each record its keys (columns that hold numbers of records), then the tuple of its answers.

    asked: of each question, by the name of its column, what makes an answer of the value that a model would
    hold. Links to other records stay the numbers that they are.
    """
    model: type[Model] = records.model
    meanings = _meanings(model, tuple(asked.items()), connection.vendor)
    query = records.values_list(*keys, *_columns(model, asked)).query
    first = len(keys)
    for rows in query.get_compiler(DEFAULT_DB_ALIAS).execute_sql(MULTI, chunk_size=AT_ONCE) or ():
        columns = list(zip(*rows, strict=True))
        answers = [
            column if known is None else map(known.__getitem__, column)
            for known, column in zip(meanings, columns[first:], strict=True)
        ]
        yield from zip(*columns[:first], zip(*answers, strict=True), strict=True)


def _columns(model: type[Model], asked: Mapping[str, Convert]) -> list[Any]:
    """What is read for each question: days as text, because the driver would make a date of every one."""
    fields = _fields(model)
    return [Cast(name, TextField()) if _is_day(fields[name]) else name for name in asked]


@cache
def _meanings(
    model: type[Model], asked: tuple[tuple[str, Convert], ...], vendor: str
) -> list[Meanings | None]:
    """The meanings of every question; None where it is a link."""
    fields = _fields(model)
    return [
        None if isinstance(fields[question], Link) else Meanings(fields[question], convert)
        for question, convert in asked
    ]


def _fields(model: type[Model]) -> "dict[str, Field[Any, Any]]":
    return {field.attname: field for field in model._meta.concrete_fields}


def _is_day(field: "Field[Any, Any]") -> bool:
    return isinstance(field, DateField)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _converters(field: "Field[Any, Any]", column: Any) -> Sequence[Any]:
    """What Django makes a value with, after reading it."""
    return (*connection.ops.get_db_converters(column), *field.get_db_converters(connection))
