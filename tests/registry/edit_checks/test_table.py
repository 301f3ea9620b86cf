"""The table of edit checks against the agreed list, and against the questions of the registry."""

import csv
from pathlib import Path

import pytest

from registry.edit_checks import EDIT_CHECKS, EditCheck
from tests.registry.edit_checks.charts import QUESTIONS

AGREED = {
    agreed["id"]: agreed
    for agreed in csv.DictReader(Path(__file__).with_name("edit_checks.csv").open(encoding="utf-8"))
}
# The agreed wording names half a year only, although the rule has 90 days on treatment.
REWORDED = {"D08"}
each_check = pytest.mark.parametrize("check", EDIT_CHECKS, ids=lambda check: check.code)


def test_codes_and_severities_are_the_agreed_ones_in_order() -> None:
    table = [(check.code, check.severity.value) for check in EDIT_CHECKS]
    assert table == [(code, agreed["severity"]) for code, agreed in AGREED.items()]
    assert len(table) == 84


@each_check
def test_message_keeps_the_agreed_wording(check: EditCheck) -> None:
    if check.code not in REWORDED:
        assert check.message.startswith(AGREED[check.code]["message"])


@each_check
def test_message_and_rule_are_whole_sentences(check: EditCheck) -> None:
    assert check.message.endswith((".", "?"))
    assert check.rule.endswith(".")


@each_check
def test_check_looks_at_questions_that_exist(check: EditCheck) -> None:
    assert check.entities and set(check.entities) <= QUESTIONS.keys()
    known = {question.name for entity in check.entities for question in QUESTIONS[entity].values()}
    assert set(check.fields) <= known
