"""Answers of records past models and rows, for programs that ask for them again and again.

Making a model of every record, and a date of every text, costs many times what the database needs to read
them. Here a stored value of very many records is converted the first time it is met, and looked up from then
on, column by column. For the few records of one patient what counts is that the question is put in SQL once.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import DateField, Field, Model, QuerySet, TextField
from django.db.models.functions import Cast

from registry.fields import Link
from registry.numbers import ends_of

Convert = Callable[[Any], Any]
Asked = Mapping[str, Convert | None]
Answered = tuple[Any, ...]
"""Keys of a record, then the tuple of its answers."""
FIRST, LAST = -1, -2
"""Stand for numbers that are told when the question is asked; no record has them."""
MOST = 50_000
"""Meanings kept of one question: more than there are days in a hundred years."""
AT_ONCE = 10_000
"""Records whose answers are converted together."""


class Meanings(dict[Any, Any]):
    """What the stored values of one question stand for. Nothing that is kept here may be changed."""

    def __init__(self, field: "Field[Any, Any]", convert: Convert | None) -> None:
        self.column = field.get_col(field.model._meta.db_table)
        self.from_database = () if _is_day(field) else _converters(field, self.column)
        self.converts = tuple(filter(None, (_day if _is_day(field) else None, convert)))

    def __missing__(self, stored: Any) -> Any:
        meaning = self.of(stored)
        if len(self) < MOST:
            self[stored] = meaning
        return meaning

    def of(self, stored: Any) -> Any:
        """The meaning, made anew: it may be changed."""
        meaning = stored
        for from_database in self.from_database:
            meaning = from_database(meaning, self.column, connection)
        for convert in self.converts:
            meaning = convert(meaning)
        return meaning


class StoredAnswers:
    """The answers of one kind of record.

    asked: of each question, by the name of its column, what makes an answer of the value that a model would
    hold, None where that value is the answer. The record's own number and links to other records stay the
    numbers that they are. What is read are rows: the keys (columns that hold numbers of records), then the
    tuple of the answers.
    """

    def __init__(
        self,
        records: QuerySet[Any],
        by: str,
        keys: Sequence[str],
        asked: Asked,
        *,
        keeps: bool = True,
    ) -> None:
        """by: the column that holds the numbers by which records are asked for.

        keeps: what values stand for is kept, as for very many records, and therefore must not be changed.
        """
        self._rows = records.values_list(*keys, *_columns(records.model, asked))
        self._by, self._keys = by, len(keys)
        self._meanings = [
            None if known is None else known.__getitem__ if keeps else known.of
            for known in _meanings(records.model, asked)
        ]

    def of(self, numbers: Collection[int]) -> Iterator[Answered]:
        """What the records with these numbers answer."""
        if not numbers:
            return iter(())
        if ends := ends_of(numbers):
            return self.between(*ends)
        return self._read(*_sql(self._rows.filter(**{f"{self._by}__in": numbers})))

    def between(self, first: int, last: int) -> Iterator[Answered]:
        """What the records with all numbers from the first to the last answer."""
        sql, params = self._between
        ends = {FIRST: first, LAST: last}
        return self._read(sql, [ends.get(param, param) for param in params])

    @cached_property
    def _between(self) -> tuple[str, Sequence[Any]]:
        """Made once: that takes as long as reading thirty records."""
        return _sql(self._rows.filter(**{f"{self._by}__gte": FIRST, f"{self._by}__lte": LAST}))

    def _read(self, sql: str, params: Sequence[Any]) -> Iterator[Answered]:
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            parts = list(iter(lambda: cursor.fetchmany(AT_ONCE), []))
        for rows in parts:
            columns = list(zip(*rows, strict=True))
            answers = [
                column if meaning is None else map(meaning, column)
                for meaning, column in zip(self._meanings, columns[self._keys :], strict=True)
            ]
            yield from zip(*columns[: self._keys], zip(*answers, strict=True), strict=True)


def _sql(rows: QuerySet[Any, Any]) -> tuple[str, Sequence[Any]]:
    sql, params = rows.query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
    return sql, params


def _columns(model: type[Model], asked: Asked) -> list[Any]:
    """What is read for each question: days as text, because the driver would make a date of every one."""
    fields = _fields(model)
    return [Cast(name, TextField()) if _is_day(fields[name]) else name for name in asked]


def _meanings(model: type[Model], asked: Asked) -> list[Meanings | None]:
    """The meanings of every question; None where what is stored is the answer."""
    fields = _fields(model)
    return [_meanings_of(fields[question], convert) for question, convert in asked.items()]


def _meanings_of(field: "Field[Any, Any]", convert: Convert | None) -> Meanings | None:
    if field.primary_key or isinstance(field, Link):
        return None
    meanings = Meanings(field, convert)
    return meanings if meanings.from_database or meanings.converts else None


def _fields(model: type[Model]) -> "dict[str, Field[Any, Any]]":
    return {field.attname: field for field in model._meta.concrete_fields}


def _is_day(field: "Field[Any, Any]") -> bool:
    return isinstance(field, DateField)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _converters(field: "Field[Any, Any]", column: Any) -> Sequence[Any]:
    """What Django makes a value with, after reading it."""
    return (*connection.ops.get_db_converters(column), *field.get_db_converters(connection))
