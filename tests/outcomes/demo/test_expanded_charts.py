"""Every designed patient becomes a full chart: complete, without errors, deriving to its design."""

from collections import Counter
from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from outcomes.demo.designed import designed_cohort
from outcomes.demo.expansion import Chart, expand
from outcomes.derivations.table import RegimenDerivation, derive
from outcomes.history_from_rows import history_from_rows
from outcomes.loading import derived_for_checks
from registry.checking import limits
from registry.completeness import unanswered
from registry.edit_checks.engine import EDIT_CHECKS, Finding, run
from registry.models import Record
from tests.outcomes.demo.plain_charts import SITE, charts, rows_of

EVERYONE: tuple[Chart, ...] = (*charts("A"), *charts("B"))
EVERY_ENTITY = {
    "Administration",
    "AdverseEvent",
    "Consent",
    "Cycle",
    "Diagnosis",
    "DiseaseStatusEvent",
    "FollowUp",
    "GVHD",
    "GeneticResult",
    "LabSnapshot",
    "MRDAssay",
    "ResponseAssessment",
    "SalvageRegimen",
    "Transplant",
    "VOD",
}
# Not assessed is designed as such; whoever died early or did not respond has no remission.
NO_REMISSION = {"NR": {"SD_NR", "PD"}, "early_death": {"SD_NR"}, "not_evaluable": {"NE"}}


@cache
def findings() -> list[tuple[str, Finding]]:
    """What the edit checks find in all charts, by the patient's number."""
    found = []
    for chart in EVERYONE:
        rows = rows_of(chart)
        rows = replace(rows, derived=derived_for_checks(rows))
        found += [(chart.designed.code, finding) for finding in run(rows, EDIT_CHECKS, limits=limits())]
    return found


@cache
def index_rows() -> list[tuple[Chart, RegimenDerivation]]:
    """Each chart with what is derived of its index regimen."""
    found = []
    for chart in EVERYONE:
        derived = derive(history_from_rows(rows_of(chart)))
        found.append((chart, next(row for row in derived if row.regimen_id == chart.index_regimen.pk)))
    return found


def text(value: object) -> str:
    """A derived value as the design writes it."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:g}"
    return value.isoformat() if isinstance(value, date) else str(value)


def test_no_question_of_any_record_is_left_open():
    open_questions = Counter(
        (type(record).__name__, question.name)
        for chart in EVERYONE
        for record in (chart.patient, *chart.records)
        for question in unanswered(record)
    )
    assert open_questions == {}


def test_every_kind_of_record_is_there_to_be_seen():
    assert {type(record).__name__ for chart in EVERYONE for record in chart.records} == EVERY_ENTITY


def test_no_edit_check_finds_an_error(db):
    assert [(code, found.code, found.entity) for code, found in findings() if found.severity == "error"] == []


def test_the_queries_are_few_and_such_as_a_real_registry_has(db):
    counts = Counter(found.code for _, found in findings())
    assert set(counts) <= {"D08", "L02", "P01", "X01"}
    assert counts.total() < 100


@pytest.mark.parametrize(
    "name",
    [
        *("salvage_line", "regimen_code", "cycles_given", "genetic_group", "lineage", "sex"),
        *("age_at_start", "ecog_at_start", "wbc_at_start", "pb_blasts_at_start", "bm_blasts_at_start"),
        *("response_on", "relapse_on", "next_regimen_code", "next_start_on"),
        *("death_on", "last_alive_on", "primary_cause", "vod_relation"),
    ],
)
def test_what_is_derived_equals_what_was_designed(name: str):
    differing = [
        (chart.designed.code, chart.designed.facts[name], text(row.values[name]))
        for chart, row in index_rows()
        if text(row.values[name]) != plain(chart.designed.facts[name])
    ]
    assert differing == []


def plain(designed: str) -> str:
    """Numbers without trailing zeros."""
    return f"{float(designed):g}" if designed.replace(".", "", 1).isdigit() else designed


def test_the_derived_best_response_is_the_designed_one():
    differing = [
        (chart.designed.code, row.why["response_mdacc"])
        for chart, row in index_rows()
        if row.values["response_mdacc"] not in best_responses(chart.designed.facts["best_response"])
    ]
    assert differing == []


def best_responses(designed: str) -> set[str]:
    return NO_REMISSION.get(designed, {designed})


def test_failure_is_of_the_designed_kind_and_day():
    differing = [
        (chart.designed.code, row.why["failure_type"])
        for chart, row in index_rows()
        if (row.values["failure_type"], text(row.values["failure_on"])) != designed_failure(chart)
    ]
    assert differing == []


def designed_failure(chart: Chart) -> tuple[str, str]:
    """An early death without assessment is refractory disease, and its day the day of failure."""
    facts = chart.designed.facts
    if facts["best_response"] == "early_death":
        return "refractory", facts["death_on"]
    return facts["failure_type"], facts["failure_on"]


@pytest.mark.parametrize("name", ["wbc_at_failure", "pb_blasts_at_failure", "bm_blasts_at_failure"])
def test_values_at_failure_are_the_designed_ones_or_missing_as_designed(name: str):
    differing = [
        (chart.designed.code, chart.designed.facts[name], text(row.values[name]))
        for chart, row in index_rows()
        if chart.designed.facts["wbc_at_failure"]
        and text(row.values[name]) != plain(chart.designed.facts[name])
    ]
    assert differing == []


def test_the_same_chart_is_written_every_time():
    designed = designed_cohort("B")[6]

    def written() -> list[tuple[type[Record], dict[str, object]]]:
        return [(type(record), record.canonical()) for record in expand(designed, SITE).records]

    assert written() == written()
