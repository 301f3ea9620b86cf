"""Methods put together from what was computed: each sentence once, each publication in full."""

import datetime
import inspect
from dataclasses import replace

import pytest

from outcomes.disclosure import EXACT, PROTECTED
from outcomes.models import Cohort, StatisticResult
from outcomes.presenting.blocks import Block, Section
from outcomes.presenting.code import code_of
from outcomes.presenting.csv_files import points_csv, results_csv
from outcomes.presenting.methods import methods_of
from outcomes.presenting.references import CITATION, PUBLICATIONS, Numbering
from outcomes.statistics.catalogue import CATALOGUE, statistic
from outcomes.statistics.groupings import OVERALL, SALVAGE_LINE, Grouping
from outcomes.statistics.options import choose
from tests.outcomes.statistics.cohort import random_cohort

COHORT = random_cohort(seed=5, n=60)
NOW = datetime.datetime(2024, 5, 6, 7, 8, tzinfo=datetime.UTC)


def block(slug: str, grouping: Grouping = OVERALL, view=EXACT) -> Block:
    payload = statistic(slug).result(COHORT, grouping).payload()
    stored = StatisticResult(payload=payload, data_version=7, computed_at=NOW)
    return Block(Cohort(slug="all", name="All"), statistic(slug), grouping, stored, view=view)


def methods(*slugs: str):
    return methods_of([Section("survival", "Survival", [block(slug) for slug in slugs])], "Everybody.")


def test_a_sentence_that_many_statistics_share_stands_once():
    text = methods("survival-from-start", "survival-from-failure", "event-free-survival").text
    assert text.count("The median is the first day on which survival is below one half") == 1
    assert text.count("Overall survival from regimen start: ") == 1


def test_only_what_was_computed_is_described():
    text = methods("survival-from-start").text
    assert "Kaplan–Meier" in text
    assert "Aalen–Johansen" not in text
    assert "Clopper" not in text


def test_versions_and_conventions_are_named():
    text = methods("survival-from-start").text
    for expected in (
        "Everybody.",
        "Data version 7 of 6 May 2024",
        "code version",
        "pandas",
        "never imputed",
        "15th",
    ):
        assert expected in text


def test_citations_are_numbered_in_the_order_in_which_they_come_and_listed_in_full():
    written = methods("relapse-and-death", "survival-from-start")
    numbers = [int(one.partition(".")[0]) for one in written.references]
    assert numbers == list(range(1, len(numbers) + 1))
    assert any("Gray RJ. A class of K-sample tests" in one for one in written.references)
    assert not CITATION.search("".join(one.text for one in written.paragraphs))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gray's test (Ann Stat 1988;16:1141–54).", "Gray's test [1]."),
        ("A (Cox, J R Stat Soc B 1972;34:187–220; Andersen and Gill, Ann Stat 1982;10:1100–20)", "A [1, 2]"),
        ("C (Clark, Altman and De Stavola, Lancet 2002;359:1309–10)", "C [1]"),
        ("Kaplan–Meier, then Kaplan–Meier again", "Kaplan–Meier [1], then Kaplan–Meier again"),
        ("Nothing is cited (n = 3).", "Nothing is cited (n = 3)."),
    ],
)
def test_a_citation_becomes_its_number(text, expected):
    assert Numbering().numbered(text) == expected


def test_every_publication_that_an_explanation_cites_is_known_in_full():
    texts = (one.explanation for one in CATALOGUE)
    cited = {found["key"] for text in texts for found in CITATION.finditer(" ".join(text.split()))}
    assert cited
    assert cited <= PUBLICATIONS.keys()


@pytest.mark.parametrize("slug", [one.slug for one in CATALOGUE])
def test_every_statistic_names_the_function_that_computes_it(slug):
    module, _, name = code_of(block(slug)).function.rpartition(".")
    assert inspect.getmodule(statistic(slug).compute).__name__ == module
    assert name.isidentifier()


@pytest.mark.parametrize(
    ("slug", "columns"),
    [
        ("survival-from-start", {"group", "events", "at_risk"}),
        ("survival-around-transplant", {"group", "events", "at_risk"}),
        ("relapse-and-death", {"time", "group", "cause", "events", "censored"}),
        ("overall-response", {"group", "label", "numerator", "denominator"}),
        ("adverse-events", {"group", "label", "grade_3_or_more", "n"}),
        ("table-1", {"characteristic", "level", "group", "count"}),
    ],
)
def test_a_script_for_r_reads_columns_that_its_file_has(slug, columns):
    by = SALVAGE_LINE if SALVAGE_LINE in statistic(slug).groupings else OVERALL
    code = code_of(chosen := block(slug, by))
    file = points_csv(chosen.result) if code.from_points else results_csv(chosen.result)
    assert columns <= set(file.splitlines()[0].split(","))
    assert all(column in code.r for column in columns)
    assert f'"all_{slug}_{by.slug}_version-7.{"points.csv" if code.from_points else "csv"}"' in code.r


def test_without_late_entries_the_script_is_that_of_the_survival_package():
    result = replace(statistic("survival-from-start").result(COHORT, SALVAGE_LINE), delayed_entries=0)
    stored = StatisticResult(payload=result.payload(), data_version=7, computed_at=NOW)
    chosen = Block(Cohort(slug="all"), statistic("survival-from-start"), SALVAGE_LINE, stored, view=EXACT)
    assert "survfit(Surv(time, event) ~ group" in code_of(chosen).r
    assert "survdiff" in code_of(chosen).r


@pytest.mark.parametrize(
    ("slug", "call"), [("survival-from-start", "times"), ("incidence-of-transplant", "timepoints(curves,")]
)
def test_the_script_asks_for_the_rates_that_were_chosen(slug, call):
    one = statistic(slug)
    for codes, asked in (("6.48", "c(6, 48)"), ("", "")):
        choice = choose(one.options, OVERALL, {"rates": [codes]})
        result = replace(one.result(COHORT, OVERALL, choice), delayed_entries=0)
        stored = StatisticResult(payload=result.payload(), data_version=7, computed_at=NOW)
        script = code_of(Block(Cohort(slug="all"), one, OVERALL, stored, choice, view=EXACT)).r
        assert "12, 24" not in script
        assert (call in script) is bool(asked)
        assert asked in script


def test_a_stratified_test_leaves_the_script_of_the_curves():
    result = replace(statistic("survival-from-start").result(COHORT, SALVAGE_LINE), delayed_entries=0)
    stratified = replace(result, test=replace(result.test, test="log-rank test stratified by site"))
    stored = StatisticResult(payload=stratified.payload(), data_version=7, computed_at=NOW)
    chosen = Block(Cohort(slug="all"), statistic("survival-from-start"), SALVAGE_LINE, stored, view=EXACT)
    assert "survfit(Surv(time, event) ~ group" in code_of(chosen).r
    assert "survdiff" not in code_of(chosen).r


def test_protected_figures_are_not_computed_again_by_anybody():
    assert code_of(block("survival-from-start", view=PROTECTED)).r == ""
