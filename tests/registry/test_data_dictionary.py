"""The models keep what the data dictionary lays down, and the printed dictionary is theirs."""

import csv
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pytest

from registry import fields, models
from registry.data_dictionary import markdown

ROOT = Path(__file__).resolve().parents[2]
LAID_DOWN = [
    row
    for row in csv.DictReader(Path(__file__).with_name("data_dictionary.csv").open(encoding="utf-8"))
    if row["required"] != "derived"
]
KINDS = {
    "text": (fields.TextAnswer,),
    "code": (fields.CodeAnswer, fields.TextAnswer),
    "bool": (fields.CodeAnswer,),
    "multicode": (fields.CodesAnswer,),
    "decimal": (fields.DecimalAnswer,),
    "decimal+comparator": (fields.MeasuredAnswer,),
    "int": (fields.IntegerAnswer,),
    "fk": (fields.Link,),
}
DATES = {"N": fields.DateAnswer, "D": fields.PartialDateAnswer, "M": fields.PartialDateAnswer}


def question(row: dict[str, str]) -> fields.ClinicalField:
    return getattr(models, row["entity"])._meta.get_field(row["field"])


def ids(row: dict[str, str]) -> str:
    return f"{row['entity']}.{row['field']}"


def number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def codes(field: fields.ClinicalField) -> list[str]:
    return [code for code, _ in getattr(field, "codes", None) or field.choices or ()]


@pytest.mark.parametrize("row", LAID_DOWN, ids=ids)
def test_a_field_of_the_dictionary_is_a_question_of_its_model(row):
    field = question(row)
    assert isinstance(field, DATES[row["partial_date"]] if row["type"] == "date" else KINDS[row["type"]])
    assert field.needed == row["required"]
    assert str(field.verbose_name)


@pytest.mark.parametrize("row", [r for r in LAID_DOWN if r["field"] != "dose_value"], ids=ids)
def test_limits_are_those_of_the_dictionary(row):
    field = question(row)
    for limits, kind in ((field.hard, "hard"), (field.soft, "soft")):
        low, high = number(row[f"{kind}_min"].lstrip(">")), number(row[f"{kind}_max"])
        assert (limits.low, limits.high) == (low, high), kind


@pytest.mark.parametrize(
    "row",
    [r for r in LAID_DOWN if r["type"] in ("code", "bool", "multicode") and ";" in r["permitted_values"]],
    ids=ids,
)
def test_codes_are_those_of_the_dictionary_in_its_order(row):
    assert codes(question(row)) == [code.strip() for code in row["permitted_values"].split(";")]


@pytest.mark.parametrize("row", [r for r in LAID_DOWN if r["partial_date"] in ("D", "M")], ids=ids)
def test_a_date_may_lack_no_more_than_the_dictionary_allows(row):
    assert question(row).least == {"D": "month", "M": "year"}[row["partial_date"]]


def test_the_dictionary_in_the_documents_is_the_one_that_the_models_print():
    written = (ROOT / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
    assert written.splitlines() == list(markdown()), (
        "Run: manage.py data_dictionary > docs/data-dictionary.md"
    )
