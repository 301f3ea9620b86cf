"""Readings of the report on outcome after failure of inotuzumab."""

from outcomes.replication import picking as pick
from outcomes.replication import writing as write
from outcomes.replication.reading import Constant, Reading, counted, curve_reader, failed, measured

LINES = ("First salvage", "Second salvage", "Third salvage or later")
REFRACTORY, RELAPSED = "Refractory", "Relapsed after response"

ELSEWHERE = "Quoted from another trial: no result of these patients."
UNLABELLED = "The count agrees, but the row is printed without its label: which sex it is cannot be known."
AGE = "Age at the start of inotuzumab."
EVALUABLE = "Of the patients with a value; a count printed as below the limit of measurement counts as 0."
ROUNDED = "The same median as 1.28, printed without decimals."
FOLLOW_UP = (
    "Of those alive at last contact, as the range is; the publication names no method. Reverse Kaplan–Meier, "
    "printed beside it in the follow-up table, gives a longer one."
)
CENSORED = "By Kaplan–Meier: patients censored within the year make it less than a simple fraction."
LOG_RANK = "Log-rank test."
FROM_START = "Counted from the start of inotuzumab; follow-up in 1.16 is counted from failure."
AFTER_FAILURE = "Of all analysed failures; transplants after the day of failure."

from_failure = curve_reader("survival-from-failure")
by_line = curve_reader("survival-from-failure", "salvage-line")
by_failure = curve_reader("survival-from-failure", "failure-type")

CONSTANTS = tuple(Constant(id, ELSEWHERE) for id in ("1.01", "1.02", "1.03"))
PATIENTS = (
    Reading("1.04", "flow", pick.box("treated"), write.count),
    Reading("1.05", "table-1", pick.column("Single agent"), write.count, grouping="combination"),
    Reading("1.06", "table-1", pick.column("Combination"), write.count, grouping="combination"),
    Reading("1.07", "treatment-period", pick.value("Year of regimen start"), write.years),
    Reading(
        "1.08",
        "flow",
        pick.share_of_box("analysed", "treated"),
        write.counted,
        "Failures with follow-up afterwards, of all treated: not a failure rate.",
    ),
    measured("1.09a", "Age", write.field("median"), AGE),
    measured("1.09b", "Age", write.field("minimum"), AGE),
    measured("1.09c", "Age", write.field("maximum"), AGE),
    failed("1.10", "Type of failure", REFRACTORY, write.numerator),
    failed("1.11", "Type of failure", RELAPSED, write.numerator),
)
RESPONSES = (
    Reading(
        "1.12a",
        "response-duration",
        pick.value("Response before relapse"),
        write.median_months,
        "The median of those who relapsed.",
    ),
    Reading("1.12b", "response-duration", pick.value("Response before relapse"), write.month_range),
    counted("1.13", "best-response-failures", "Complete remission (CR)"),
    counted("1.14", "best-response-failures", "CR without platelet recovery (CRp)"),
    counted("1.15", "best-response-failures", "CR with incomplete recovery (CRi)"),
)
SURVIVAL = (
    Reading("1.16a", "follow-up-from-failure", pick.follow_up, write.alive_median, FOLLOW_UP),
    Reading(
        "1.16b",
        "follow-up-from-failure",
        pick.follow_up,
        write.alive_range,
        "Of those alive at last contact.",
    ),
    Reading("1.17", "follow-up-from-failure", pick.alive, write.counted),
    from_failure("1.18", pick.median(), write.in_months(), ROUNDED),
    from_failure("1.19", pick.rate_at(12), write.rate),
    by_line("1.20a", pick.median(LINES[0]), write.in_months()),
    by_line("1.20b", pick.median(LINES[1]), write.in_months(1)),
    by_line("1.20c", pick.median(LINES[2]), write.in_months(1)),
    by_line("1.21", pick.p_value, write.p(3), LOG_RANK),
    by_line("1.22a", pick.rate_at(12, LINES[0]), write.rate),
    by_line("1.22b", pick.rate_at(12, LINES[1]), write.rate),
    by_line("1.22c", pick.rate_at(12, LINES[2]), write.rate, CENSORED),
    by_failure("1.23a", pick.median(REFRACTORY), write.in_months()),
    by_failure("1.23b", pick.median(RELAPSED), write.in_months()),
    by_failure("1.23c", pick.p_value, write.p(2), LOG_RANK),
    from_failure("1.28", pick.median(), write.in_months(1)),
)
AFTERWARDS = (
    counted("1.24", "after-failure", "Blinatumomab after failure", write.numerator, "As the next salvage."),
    counted("1.25a", "after-failure", "CR to blinatumomab", write.numerator),
    Reading("1.25b", "after-failure-times", pick.value("Response to blinatumomab"), write.median_months),
    counted("1.26", "after-failure", "Transplantation after failure", write.numerator, AFTER_FAILURE),
    counted("1.27a", "after-failure", "Alive after that transplantation", write.numerator),
    Reading(
        "1.27b",
        "after-failure-times",
        pick.value("Survival from start, transplanted after failure"),
        write.longest_ongoing,
        FROM_START,
    ),
)
TABLE_1 = (
    failed("1.30a", "Age group", "Under 40 years"),
    failed("1.30b", "Age group", "40 to 60 years"),
    failed("1.30c", "Age group", "Over 60 years"),
    Reading(
        "1.31a", "table-1-failures", pick.level("Sex", "Female"), write.counted, UNLABELLED, unknowable=True
    ),
    Reading(
        "1.31b", "table-1-failures", pick.level("Sex", "Male"), write.counted, UNLABELLED, unknowable=True
    ),
    failed("1.32", "ECOG performance status", "0–1"),
    failed("1.33", "ECOG performance status", "2", write.share, "Read as ECOG 2, the next row."),
    failed(
        "1.34", "ECOG performance status", "3 or more", write.share, "Read as ECOG 3 or more, the last row."
    ),
    failed("1.35", "Lineage", "B-cell ALL"),
    failed("1.36", "Lineage", "Ambiguous or biphenotypic", write.share),
    failed("1.37", "Genetic group", "Ph-positive"),
    failed("1.38", "Genetic group", "t(4;11) / KMT2A", write.share),
    failed("1.39", "Genetic group", "Complex"),
    failed("1.40", "Genetic group", "Diploid", write.share),
    failed("1.41", "Genetic group", "Other"),
    failed("1.45a", "Salvage line", LINES[0]),
    failed("1.45b", "Salvage line", LINES[1]),
    failed("1.45c", "Salvage line", LINES[2]),
    failed("1.46a", "Cycles given", "1–2"),
    failed("1.46b", "Cycles given", "3–4"),
    failed("1.47", "Cycles given", "5–6", write.share),
    measured("1.42a", "White cells at start", write.median_and_range("[", "]"), EVALUABLE),
    measured("1.42b", "White cells at failure", write.median_and_range("[", "]"), EVALUABLE),
    measured("1.43a", "Blood blasts at start", write.median_and_range("[", "]"), EVALUABLE),
    measured("1.43b", "Blood blasts at failure", write.median_and_range("[", "]"), EVALUABLE),
    measured("1.44a", "Marrow blasts at start", write.median_and_range("[", "]"), EVALUABLE),
    measured("1.44b", "Marrow blasts at failure", write.median_and_range("[", "]"), EVALUABLE),
)
READINGS: tuple[Reading | Constant, ...] = (
    *CONSTANTS,
    *PATIENTS,
    *RESPONSES,
    *SURVIVAL,
    *AFTERWARDS,
    *TABLE_1,
)
