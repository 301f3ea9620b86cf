"""Who the patients are: flow, Table 1, period of treatment and doses."""

from collections.abc import Iterator

import pandas as pd

from outcomes.statistics import doses
from outcomes.statistics.analysis_sets import FAILURES, TREATED
from outcomes.statistics.catalogue.statistic import CLINICAL, OF_FAILURES, ONLY_OVERALL, Statistic
from outcomes.statistics.flow import cohort_flow
from outcomes.statistics.frame import numbers
from outcomes.statistics.grouped_rows import value_row, values_by_group
from outcomes.statistics.groupings import Grouping
from outcomes.statistics.options import NOTHING_CHOSEN, Choice, Chosen, Option
from outcomes.statistics.results import FlowResult, TableResult, ValueRow, ValuesResult
from outcomes.statistics.tables import AT_FAILURE, AT_START, table_one


def flow(frame: pd.DataFrame, grouping: Grouping) -> FlowResult:
    """How many patients were treated, responded, failed, and were followed after failure.

    A patient is refractory without any remission on the regimen, and relapsed with a haematological or
    extramedullary relapse after one; death in remission is not failure. Analyses after failure need contact
    later than the failure. Every patient who leaves the diagram is counted with the reason.
    """
    return cohort_flow(frame)


TESTS = Option(
    "tests",
    "P values",
    (Choice("none", "No tests"), Choice("shown", "With a test for each characteristic")),
    ("none",),
    compares=True,
    note="Without random allocation a test answers no question about balance; read the differences first.",
)


def table_of_treated(frame: pd.DataFrame, grouping: Grouping, chosen: Chosen = NOTHING_CHOSEN) -> TableResult:
    """Characteristics of all treated patients at the start of the regimen.

    Percentages refer to the patients for whom the value is known; missing values are counted beside them.
    Quartiles follow SAS type 2. Groups are described by standardised differences (Austin, Stat Med
    2009;28:3083–107; Yang and Dalton, SAS Global Forum 2012:335), which do not depend on the number of
    patients; 0.1 or more is often called an imbalance.

    Tests are an option, because the groups were not formed at random: then by Wilcoxon or Kruskal–Wallis, by
    chi-square without continuity correction where every expected count is at least 5, and else by Fisher.
    """
    return table_one(frame, grouping, AT_START, tested=chosen.code(TESTS) == "shown")


def table_of_failures(
    frame: pd.DataFrame, grouping: Grouping, chosen: Chosen = NOTHING_CHOSEN
) -> TableResult:
    """Characteristics at regimen start and at failure of the patients whom the regimen failed.

    As the table of all treated patients; counts at failure are those nearest to the date of failure.
    """
    return table_one(frame, grouping, AT_START + AT_FAILURE, tested=chosen.code(TESTS) == "shown")


def treatment_period(frame: pd.DataFrame, grouping: Grouping) -> ValuesResult:
    """The years in which the regimen was started: first, last and median."""

    def rows(group: str, patients: pd.DataFrame) -> Iterator[ValueRow]:
        yield value_row(group, "Year of regimen start", "year", numbers(patients, "start_year"))

    return values_by_group(frame, grouping, rows)


def dose_reduction(frame: pd.DataFrame, grouping: Grouping) -> ValuesResult:
    """Doses given per course, and how much less they are than in conventional hyper-CVAD.

    Conventional doses: cyclophosphamide 1,800 mg/m² and dexamethasone 40 mg a day in odd courses,
    methotrexate 1,000 mg/m² and cytarabine 3 g/m² per dose in even courses (Kantarjian et al., Cancer
    2004;101:2788–801). The reduction is computed for each patient, then summarised. Inotuzumab is shown
    course by course.
    """
    return doses.doses_table(frame, grouping)


STATISTICS = (
    Statistic("flow", "Patients from treatment to failure", "flow", TREATED, ONLY_OVERALL, flow),
    Statistic(
        "table-1",
        "Characteristics of all treated",
        "patients",
        TREATED,
        CLINICAL,
        table_of_treated,
        (TESTS,),
    ),
    Statistic(
        "table-1-failures",
        "Characteristics after failure",
        "patients",
        FAILURES,
        OF_FAILURES,
        table_of_failures,
        (TESTS,),
    ),
    Statistic("treatment-period", "Years of treatment", "patients", TREATED, CLINICAL, treatment_period),
    Statistic("doses", "Doses and reduction", "patients", TREATED, CLINICAL, dose_reduction),
)
