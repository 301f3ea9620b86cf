"""Running the checks: all failures together, in a fixed order, drafts too, and never an exception."""

import random
from dataclasses import replace

import pytest

from registry.checking import limits
from registry.edit_checks import EDIT_CHECKS, Finding, Severity, run
from registry.rows import PatientRows
from tests.registry.edit_checks.charts import consent, dead, dose, event, lab, patient, regimen, response

TROUBLED = patient(
    regimen(),
    regimen(start_date="2023-03-05"),
    event(event_date="2024-08-01"),
    lab(anc=5, wbc=1),
    lab(anc=7, wbc=1, status="draft"),
    response(response_reported="CR", bm_blasts_pct=9, anc=0.2),
    dose(dose_value=9),
    dead(death_date="2023-03"),
)


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in findings]


def test_all_failures_come_together() -> None:
    assert {"D01", "D02", "L01", "L03", "A02", "A04", "R02"} <= set(codes(run(TROUBLED, limits=limits())))


def test_findings_follow_the_order_of_the_checks_and_of_the_records() -> None:
    order = {check.code: place for place, check in enumerate(EDIT_CHECKS)}
    found = run(TROUBLED)
    assert codes(found) == sorted(codes(found), key=order.__getitem__)
    assert [finding.record_id for finding in found if finding.code == "L03"] == [1, 2]


def test_findings_do_not_depend_on_the_order_of_the_rows() -> None:
    shuffled = replace(TROUBLED, by_entity=in_another_order(TROUBLED))
    assert run(shuffled, limits=limits()) == run(TROUBLED, limits=limits())


def in_another_order(rows: PatientRows) -> dict:
    entities = list(rows.by_entity)
    random.Random(3).shuffle(entities)
    return {entity: tuple(reversed(rows.by_entity[entity])) for entity in entities}


def test_a_finding_says_where_it_lies_and_how_severe_it_is() -> None:
    (found,) = run(patient(consent(), lab(anc=5, wbc=1)))
    assert found == Finding(
        "L03",
        Severity.ERROR,
        "Neutrophils exceed total white cells. Correct one of the two.",
        "lab",
        1,
        ("anc", "wbc"),
    )


def test_drafts_are_checked_too() -> None:
    assert codes(run(patient(lab(anc=5, wbc=1, status="draft")))) == ["L03"]


def test_an_unremarkable_patient_has_no_findings() -> None:
    assert run(patient(), limits=limits()) == ()


@pytest.mark.parametrize("chosen", [(), EDIT_CHECKS[:1]])
def test_only_the_chosen_checks_run(chosen: tuple) -> None:
    assert set(codes(run(TROUBLED, chosen))) <= {check.code for check in chosen}
