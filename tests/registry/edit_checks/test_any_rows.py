"""No combination of present, absent and contradictory values makes a check fail to answer."""

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import models
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.checking import limits
from registry.edit_checks import run
from registry.fields import (
    ClinicalField,
    CodesAnswer,
    DateAnswer,
    DecimalAnswer,
    IntegerAnswer,
    Link,
    MeasuredAnswer,
    PartialDateAnswer,
)
from registry.measured import Measured
from registry.partial_dates import PartialDate
from registry.rows import Derived, PatientRows, Row
from tests.registry.edit_checks.charts import QUESTIONS, TODAY

STATUSES = ["draft", "complete", "verified", "locked"]
NUMBERS = ["0", "0.00001", "0.05", "0.9", "1", "2", "5", "9", "28", "45", "100", "170", "1200", "-3", "1e9"]
KARYOTYPES = ["46,XX", "46,XX,t(9;22)(q34;q11)", "47,XY,t(4;11)", "complex karyotype", ""]


def any_day(chance: random.Random) -> date:
    return TODAY - timedelta(days=chance.choice([-40, 0, 1, 8, 15, 30, 90, 365, 400, 420, 7000, 34000]))


def any_value(question: ClinicalField, chance: random.Random) -> Any:
    """Nothing in a quarter of the cases, else a value of the question's kind, plausible or not."""
    if isinstance(question, CodesAnswer):
        return chance.sample(question.codes, k=min(len(question.codes), chance.randrange(4)))
    return None if chance.random() < 1 / 4 else some_value(question, chance)


def some_value(question: ClinicalField, chance: random.Random) -> Any:
    number = Decimal(chance.choice(NUMBERS))
    kinds: list[tuple[type, Any]] = [
        (Link, chance.randrange(1, 5)),
        (PartialDateAnswer, PartialDate(any_day(chance).isoformat()[: chance.choice([4, 7, 10])])),
        (DateAnswer, any_day(chance)),
        (MeasuredAnswer, Measured(number, chance.choice("=<>"))),
        (IntegerAnswer, chance.randrange(-1, 8)),
        (DecimalAnswer, number),
    ]
    known = [value for kind, value in kinds if isinstance(question, kind)]
    return known[0] if known else chance.choice(codes_of(question))


def codes_of(question: ClinicalField) -> list[str]:
    assert isinstance(question, models.CharField)
    return [code for code, _ in question.choices or ()] or KARYOTYPES


def any_row(entity: str, row_id: int, chance: random.Random) -> Row:
    values = {name: any_value(question, chance) for name, question in QUESTIONS[entity].items()}
    absent = [name for name, value in values.items() if value is None]
    missing = {name: "unknown" for name in absent if chance.random() < 0.3}
    return Row(entity, row_id, values, missing, chance.choice(STATUSES))


def any_range(analyte: str, chance: random.Random) -> Row:
    bounds = {
        "lln": Decimal(chance.choice(NUMBERS)),
        "uln": chance.choice([None, Decimal(0), Decimal("1.2")]),
    }
    valid = {"valid_from": chance.choice([None, any_day(chance)]), "valid_to": None}
    return Row("reference_range", 1, {"analyte": analyte, "sex": "any"} | bounds | valid)


def any_derived(chance: random.Random) -> Derived | None:
    return chance.choice(
        [
            None,
            Derived(),
            Derived(
                response_by_assessment={n: {"MDACC": chance.choice(["CR", "NE", "PD"])} for n in (1, 2)},
                salvage_line_by_regimen={1: 1, 2: None, 3: chance.randrange(4)},
                genetic_group=chance.choice([None, "diploid", "complex", "ph_pos"]),
                frozen_records=frozenset({("lab", 1), ("dose", 1)}),
            ),
        ]
    )


def any_patient(seed: int) -> PatientRows:
    chance = random.Random(seed)
    entities = [entity for entity in QUESTIONS if entity != "patient"]
    rows = {
        entity: tuple(any_row(entity, n, chance) for n in range(1, chance.randrange(1, 9)))
        for entity in entities
    }
    return PatientRows(
        patient=any_row("patient", 1, chance),
        site=Row("site", 1, {}),
        today=TODAY,
        by_entity=rows,
        reference_ranges=tuple(any_range(test, chance) for test in ("bilirubin_total", "ast", "platelets")),
        possible_duplicates=("KFB-0007",) * chance.randrange(2),
        derived=any_derived(chance),
    )


@settings(max_examples=300, deadline=None)
@given(st.integers(min_value=0, max_value=2**32))
def test_every_finding_names_a_question_of_its_record(seed: int) -> None:
    for finding in run(any_patient(seed), limits=limits()):
        questions = {question.name for question in QUESTIONS[finding.entity].values()}
        assert finding.fields and set(finding.fields) <= questions
        assert finding.message.endswith((".", "?"))


@settings(max_examples=100, deadline=None)
@given(st.integers(min_value=0, max_value=2**32))
def test_the_same_rows_always_give_the_same_findings(seed: int) -> None:
    assert run(any_patient(seed), limits=limits()) == run(any_patient(seed), limits=limits())


def test_a_patient_without_any_answer_has_no_findings_but_consent() -> None:
    empty = {
        entity: (
            Row(entity, 1, {q.attname: [] if isinstance(q, CodesAnswer) else None for q in qs.values()}),
        )
        for entity, qs in QUESTIONS.items()
    }
    rows = PatientRows(empty.pop("patient")[0], Row("site", 1, {}), TODAY, empty)
    assert {finding.code for finding in run(rows, limits=limits())} == {"P05"}
