"""Readings of the phase 2 trial of mini-hyper-CVD with inotuzumab."""

from outcomes.replication import picking as pick
from outcomes.replication import writing as write
from outcomes.replication.reading import Constant, Reading, counted, curve_reader

LINES = ("First salvage", "Second salvage", "Third salvage or later")
LATER_COURSES = ("Inotuzumab, course 2", "Inotuzumab, course 3", "Inotuzumab, course 4")
WORST_GRADE = "Worst grade per patient, from start to 30 days after the last dose or to the next therapy."
AMENDED = "The higher dose was lowered by an amendment: highest to lowest dose given."

from_start = curve_reader("survival-from-start")
by_line = curve_reader("survival-from-start", "salvage-line")
relapse_free = curve_reader("relapse-free-survival")

CONSTANTS = (
    Constant("2.00", "Identifies the publication: no result of these patients."),
    Constant("2.01", "Describes the trial: no result of these patients."),
    Constant("2.26", "Identifies the trial; synthetic patients were in none."),
)
TREATMENT = (
    Reading(
        "2.02",
        "doses",
        pick.values("Cyclophosphamide, reduction", "Dexamethasone, reduction"),
        write.one_percentage,
        "Both drugs, against conventional hyper-CVAD.",
    ),
    Reading("2.03", "doses", pick.values("Methotrexate, reduction"), write.one_percentage),
    Reading("2.04", "doses", pick.values("Cytarabine", "Cytarabine, doses per course"), write.dose_times),
    Reading(
        "2.05",
        "doses",
        pick.values("Inotuzumab, day of the first course", "Inotuzumab, courses given"),
        write.day_and_courses,
    ),
    Reading("2.06", "doses", pick.values("Inotuzumab, course 1"), write.highest_to_lowest, AMENDED),
    Reading("2.07", "doses", pick.values(*LATER_COURSES), write.highest_to_lowest, AMENDED),
)
PATIENTS = (
    Reading("2.08", "flow", pick.box("treated"), write.count),
    Reading("2.09a", "table-1", pick.level("Sex", "Female"), write.numerator),
    Reading("2.09b", "table-1", pick.level("Sex", "Male"), write.numerator),
    Reading("2.10", "table-1", pick.measurement("Age"), write.median_and_range("(", ")")),
)
RESPONSES = (
    counted("2.11", "overall-response", "Overall response"),
    counted("2.12", "overall-response", "Complete remission (CR)"),
    counted(
        "2.13",
        "mrd",
        "MRD negative, of evaluable responders",
        write.share,
        "Of the responders with an evaluable sample: with all responders the percentage cannot be reached.",
    ),
    counted("2.14", "transplant-rate", "Transplanted, of all patients"),
)
SAFETY = (
    Reading(
        "2.15", "adverse-events", pick.grade_3_4("prolonged_thrombocytopenia"), write.counted, WORST_GRADE
    ),
    Reading("2.16", "adverse-events", pick.grade_3_4("infection"), write.counted, WORST_GRADE),
    Reading(
        "2.17", "adverse-events", pick.grade_3_4("blood_bilirubin_increased"), write.counted, WORST_GRADE
    ),
    counted("2.18", "vod", "VOD / SOS", note="On treatment or after transplantation."),
)
SURVIVAL = (
    Reading(
        "2.19", "follow-up", pick.follow_up, write.reverse_median, "Reverse Kaplan–Meier from regimen start."
    ),
    relapse_free("2.20", pick.median(), write.in_months(), "In all responders, from response."),
    from_start("2.21", pick.median(), write.in_months()),
    relapse_free("2.22", pick.rate_at(12), write.rate, "In all responders, from response."),
    from_start("2.23", pick.rate_at(12), write.rate),
    by_line("2.24a", pick.rate_at(12, LINES[0]), write.rate),
    by_line("2.24b", pick.rate_at(12, LINES[1]), write.rate),
    by_line("2.24c", pick.rate_at(12, LINES[2]), write.rate),
    by_line("2.25", pick.p_value, write.p(2, leading_zero=False), "Log-rank test."),
)
READINGS: tuple[Reading | Constant, ...] = (*CONSTANTS, *TREATMENT, *PATIENTS, *RESPONSES, *SAFETY, *SURVIVAL)
