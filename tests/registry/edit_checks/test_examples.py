"""Every edit check by its examples: each finds what it should, where it should, and nothing else."""

import pytest

from registry.checking import limits
from registry.edit_checks import EDIT_CHECKS, run
from tests.registry.edit_checks import (
    date_examples,
    disease_examples,
    dose_examples,
    regimen_examples,
    response_examples,
    safety_examples,
    transplant_examples,
)
from tests.registry.edit_checks.examples import Example

EXAMPLES: list[Example] = [
    *date_examples.DATES,
    *date_examples.PATIENTS,
    *disease_examples.DIAGNOSIS,
    *disease_examples.LIMITS,
    *disease_examples.LABS,
    *regimen_examples.REGIMENS,
    *dose_examples.DOSES,
    *response_examples.RESPONSE,
    *response_examples.MRD,
    *transplant_examples.TRANSPLANT,
    *transplant_examples.VOD,
    *safety_examples.SAFETY,
    *safety_examples.FOLLOW_UP,
]
CHECKS = {check.code: check for check in EDIT_CHECKS}


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_check_finds_what_its_example_says(example: Example) -> None:
    findings = run(example.rows, [CHECKS[example.code]], limits=limits())
    places = [f"{finding.entity}.{finding.fields[0]}" for finding in findings]
    assert places == ([example.at] if example.at else [])


def test_every_message_is_a_whole_sentence_with_its_names_filled_in() -> None:
    messages = {finding.message for example in EXAMPLES for finding in run(example.rows, limits=limits())}
    assert all(message.endswith((".", "?")) for message in messages)
    assert not any("{" in message for message in messages)


@pytest.mark.parametrize("code", CHECKS)
def test_check_has_an_example_that_fails_and_one_that_passes(code: str) -> None:
    kinds = {bool(example.at) for example in EXAMPLES if example.code == code}
    assert kinds == {True, False}


def test_named_values_fill_the_message() -> None:
    messages = {finding.message for example in EXAMPLES for finding in run(example.rows)}
    assert "System counts this as salvage 1; you entered 2. Explain or accept." in messages
    assert "System derives CRi from the counts; you reported CR. Correct the counts or confirm." in messages
    assert "Laboratory value gives grade 4. Correct the grade or confirm." in messages
    assert (
        "Possible duplicate of KFB-0007. Compare the two patients and confirm that they differ." in messages
    )
