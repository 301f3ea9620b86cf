"""Which function computed a statistic, and how R reproduces it from the files of this page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from outcomes.presenting.blocks import Block
from outcomes.presenting.file_names import file_name
from outcomes.statistics.results import RateAt

SURVIVAL = """\
library(survival)
points <- read.csv("{file}")
patients <- function(n, event) data.frame(
  time = rep(points$time, n), group = rep(points$group, n), event = rep(event, sum(n)))
all <- rbind(patients(points$events, 1), patients(points$censored, 0))
curves <- survfit(Surv(time, event) ~ group, data = all, conf.type = "log-log")
print(curves)  # medians in days
"""
SURVIVAL_RATES = "summary(curves, times = c({months}) * 30.4375, extend = TRUE)\n"
LOG_RANK = "survdiff(Surv(time, event) ~ group, data = all)\n"
# Patients who enter late, or move between groups, are only in the numbers at risk.
LATE_ENTRY = """\
points <- read.csv("{file}")
lapply(split(points, points$group), function(one) transform(
  one, survival = cumprod(1 - events / at_risk)))
"""
INCIDENCE = """\
library(cmprsk)
points <- read.csv("{file}")
causes <- unique(points$cause)
patients <- function(rows, n, status) data.frame(
  time = rep(rows$time, n), group = rep(rows$group, n), status = rep(status, sum(n)))
all <- patients(first <- points[points$cause == causes[1], ], first$censored, 0)
for (k in seq_along(causes)) {
  own <- points[points$cause == causes[k], ]
  all <- rbind(all, patients(own, own$events, k))
}
curves <- cuminc(all$time, all$status, all$group)
"""
INCIDENCE_RATES = "timepoints(curves, c({months}) * 30.4375)\n"
GRAY = "curves$Tests\n"
PROPORTIONS = """\
rows <- subset(read.csv("{file}"), {of} > 0)
limits <- mapply(function(x, n) binom.test(x, n)$conf.int, rows${number}, rows${of})
data.frame(rows[c("group", "label")], lower = limits[1, ], upper = limits[2, ])
"""
TABLE = """\
rows <- subset(read.csv("{file}"), level != "")
for (one in unique(rows$characteristic)) {
  counts <- xtabs(count ~ level + group, rows[rows$characteristic == one, ])
  counts <- counts[rowSums(counts) > 0, colSums(counts) > 0, drop = FALSE]
  if (min(dim(counts)) < 2) next
  expected <- outer(rowSums(counts), colSums(counts)) / sum(counts)
  test <- if (all(expected >= 5)) chisq.test(counts, correct = FALSE) else
    fisher.test(counts, workspace = 2e7)
  cat(one, test$p.value, "\\n")
}
"""


@dataclass(frozen=True, slots=True)
class Code:
    """function: its full name. r: a script for R, "" where the files hold too little for one."""

    function: str
    version: str
    r: str
    from_points: bool


def code_of(block: Block) -> Code:
    """The code of a block that has a result."""
    script, ending = _script(block.result) if block.view.is_exact else ("", "")
    compute = block.statistic.compute
    return Code(
        function=f"{compute.__module__}.{compute.__qualname__}",
        version=block.code_version,
        r=script.replace("{file}", file_name(block, ending)),
        from_points=ending == "points.csv",
    )


def _script(result: Any) -> tuple[str, str]:
    """(script, ending of the file that it reads)."""
    match result.kind:
        case "survival":
            return _survival(result), "points.csv"
        case "incidence" if result.groups and not result.delayed_entries:
            return INCIDENCE + _rates(INCIDENCE_RATES, result.groups[0].causes[0].rates) + GRAY, "points.csv"
        case "proportions":
            return _with_columns("numerator", "denominator"), "csv"
        case "toxicity":
            return _with_columns("grade_3_or_more", "n"), "csv"
        case "table" if len(result.columns) > 1:
            return TABLE, "csv"
    return "", "csv"


def _survival(result: Any) -> str:
    test = result.test.test if result.test else ""
    # A stratified test leaves the curves as they are; its strata are in no file.
    if result.delayed_entries or not ("log-rank test" in test or not test):
        return LATE_ENTRY
    rates = _rates(SURVIVAL_RATES, result.groups[0].rates) if result.groups else ""
    return SURVIVAL + rates + (LOG_RANK if test == "log-rank test" else "")


def _rates(line: str, rates: Sequence[RateAt]) -> str:
    """The line that asks for the rates at the months of the result; nothing where none were chosen."""
    return line.replace("{months}", ", ".join(f"{rate.months}" for rate in rates)) if rates else ""


def _with_columns(number: str, of: str) -> str:
    return PROPORTIONS.replace("{number}", number).replace("{of}", of)
