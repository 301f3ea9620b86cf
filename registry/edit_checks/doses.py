"""Edit checks R07 to R15: doses against their regimen, the reference doses, and the patient's liver."""

from collections.abc import Iterator
from itertools import pairwise

from registry.edit_checks.certainty import number, surely_before
from registry.edit_checks.chart import Chart
from registry.edit_checks.definition import ERROR, QUERY, EditCheck, Problem, at, chart_check
from registry.edit_checks.reference_doses import (
    BLINATUMOMAB_FIRST_WEEK_UG,
    BLINATUMOMAB_FULL_UG,
    BLINATUMOMAB_LEAST_KG,
    CYTOTOXIC,
    INOTUZUMAB_CYCLE_MG_M2,
    INTRATHECAL,
    MINI_HCVD_COURSES,
    MOST_INOTUZUMAB_CYCLES,
    WEEKLY_DAYS,
    inotuzumab_reference,
)
from registry.rows import Row

LIVER_DAYS, BILIRUBIN_XULN, TRANSAMINASE_XULN = 7, 1.5, 2.5


@chart_check(
    "R07",
    ERROR,
    "regimen administration",
    "end_date start_date admin_date",
    rule="A regimen ends before it starts, or a dose lies before the start or after the end of its regimen, "
    "whatever the unknown parts are.",
    message="Dose date is outside the treatment dates. Correct the dose, or the start or end of treatment.",
)
def outside_regimen(chart: Chart) -> Iterator[Problem]:
    for row in chart.of("regimen"):
        if surely_before(row.end_date, row.start_date):
            yield at(row, "end_date", "start_date")
        for dose in chart.doses_of(row):
            if surely_before(dose.admin_date, row.start_date) or surely_before(row.end_date, dose.admin_date):
                yield at(dose, "admin_date")


@chart_check(
    "R08",
    QUERY,
    "regimen cycle administration",
    "first_ino_date regimen_code cycle_number drug",
    rule="Mini-HCVD with inotuzumab has reached course 4 without a dose of inotuzumab.",
    message="No inotuzumab dose recorded. Add it or correct the regimen.",
)
def mini_hcvd_without_inotuzumab(chart: Chart) -> Iterator[Problem]:
    for row in chart.of("regimen"):
        reached = [cycle.cycle_number or 0 for cycle in chart.cycles_of(row)]
        due = _is_mini_hcvd(row) and max(reached, default=0) >= MINI_HCVD_COURSES
        if due and not chart.doses_of(row, "inotuzumab"):
            yield at(row, "first_ino_date", "regimen_code")


def _is_mini_hcvd(regimen: Row) -> bool:
    return (regimen.regimen_code or "").startswith("MINI_HCVD_INO")


@chart_check(
    "R09",
    QUERY,
    "regimen administration",
    "drugs regimen_code drug route",
    rule="Single-agent inotuzumab has another cytotoxic drug among its components or doses. Hydroxyurea, "
    "steroids and intrathecal doses are allowed; methotrexate and cytarabine count by a dose of another"
    " route.",
    message="Other chemotherapy present: is this a combination?",
)
def single_agent_with_chemotherapy(chart: Chart) -> Iterator[Problem]:
    for row in chart.of("regimen"):
        if row.regimen_code == "INO_SINGLE" and _chemotherapy(chart, row):
            yield at(row, "drugs", "regimen_code")


def _chemotherapy(chart: Chart, regimen: Row) -> set[str]:
    given = {dose.drug for dose in chart.doses_of(regimen) if dose.route not in (None, "IT")}
    planned = set(regimen.drugs or ()) - INTRATHECAL
    return (given | planned) & CYTOTOXIC


@chart_check(
    "R10",
    QUERY,
    "administration cycle regimen",
    "dose_value dose_unit bsa_used",
    rule="An inotuzumab dose per m² (a flat dose divided by the BSA) is above the reference of its regimen "
    "and course, or is the dose with which the cycle exceeds 1.85 mg/m².",
    message="Inotuzumab dose above protocol. Check mg versus mg/m².",
)
def inotuzumab_above_reference(chart: Chart) -> Iterator[Problem]:
    for cycle in chart.of("cycle"):
        regimen = chart.get("regimen", cycle.regimen_id)
        reference = inotuzumab_reference(regimen.regimen_code if regimen else None, cycle.cycle_number)
        total = 0.0
        for dose in chart.doses_in(cycle, "inotuzumab"):
            before, total = total, total + (_mg_per_m2(dose) or 0)
            if total - before > reference + 1e-9 or before <= INOTUZUMAB_CYCLE_MG_M2 < total:
                yield at(dose, "dose_value", "dose_unit")


def _mg_per_m2(dose: Row) -> float | None:
    value, bsa = number(dose.dose_value), number(dose.bsa_used)
    if value is None or dose.dose_unit == "mg/m2":
        return value
    return value / bsa if dose.dose_unit == "mg" and bsa else None


@chart_check(
    "R11",
    QUERY,
    "cycle administration regimen",
    "cycle_number drug regimen_code",
    rule="A cycle with inotuzumab is the seventh or later of its regimen, or comes after course 4 of mini-"
    "HCVD.",
    message="More inotuzumab courses than expected. Check the cycles.",
)
def many_inotuzumab_cycles(chart: Chart) -> Iterator[Problem]:
    for regimen in chart.of("regimen"):
        cycles = [cycle for cycle in chart.cycles_of(regimen) if chart.doses_in(cycle, "inotuzumab")]
        cycles.sort(key=lambda cycle: (cycle.cycle_number or 0, cycle.id))
        for place, cycle in enumerate(cycles, start=1):
            late = _is_mini_hcvd(regimen) and (cycle.cycle_number or 0) > MINI_HCVD_COURSES
            if late or place > MOST_INOTUZUMAB_CYCLES:
                yield at(cycle, "cycle_number")


@chart_check(
    "R12",
    QUERY,
    "administration cycle",
    "admin_date drug",
    rule="Two consecutive inotuzumab doses of one cycle are not 6 to 9 days apart.",
    message="Unusual spacing between weekly doses. Check both dates.",
)
def unusual_spacing(chart: Chart) -> Iterator[Problem]:
    for cycle in chart.of("cycle"):
        for previous, dose in pairwise(chart.doses_in(cycle, "inotuzumab")):
            if (dose.admin_date - previous.admin_date).days not in WEEKLY_DAYS:
                yield at(dose, "admin_date")


@chart_check(
    "R13",
    QUERY,
    "administration cycle regimen lab",
    "dose_value dose_unit admin_date weight",
    rule="In cycle 1 of a patient of 45 kg or more, blinatumomab is not 9 µg/d on days 1–7 and 28 µg/d from "
    "day 8. MRD-directed treatment is 28 µg/d throughout. A dose recorded as reduced is explained.",
    message="Unusual blinatumomab dose. Check weight band.",
)
def unusual_blinatumomab(chart: Chart) -> Iterator[Problem]:
    for cycle in chart.of("cycle"):
        for dose in chart.doses_in(cycle, "blinatumomab") if cycle.cycle_number == 1 else ():
            weight = chart.laboratory.last_value("weight", dose.admin_date)
            if weight is not None and weight >= BLINATUMOMAB_LEAST_KG and _is_unusual(chart, cycle, dose):
                yield at(dose, "dose_value", "dose_unit")


def _is_unusual(chart: Chart, cycle: Row, dose: Row) -> bool:
    known = None not in (dose.dose_value, cycle.cycle_start) and dose.dose_unit == "ug/day"
    if not known or dose.dose_modified == "reduced":
        return False
    return bool(float(dose.dose_value) != _blinatumomab_reference(chart, cycle, dose))


def _blinatumomab_reference(chart: Chart, cycle: Row, dose: Row) -> float:
    """Reference dose in µg per day, at 45 kg or more in cycle 1."""
    regimen = chart.get("regimen", cycle.regimen_id)
    for_mrd = regimen is not None and (
        regimen.line_type == "mrd_directed" or regimen.status_at_start == "mrd_positive_cr"
    )
    first_week = (dose.admin_date - cycle.cycle_start).days < 7
    return BLINATUMOMAB_FIRST_WEEK_UG if first_week and not for_mrd else BLINATUMOMAB_FULL_UG


@chart_check(
    "R14",
    QUERY,
    "administration vod",
    "admin_date drug onset_date",
    rule="Inotuzumab is given after the latest possible day of VOD onset.",
    message="Inotuzumab after VOD: label says stop. Confirm date.",
)
def inotuzumab_after_vod(chart: Chart) -> Iterator[Problem]:
    onsets = [row.onset_date for row in chart.of("vod")]
    for dose in chart.doses_with("inotuzumab"):
        if any(surely_before(onset, dose.admin_date) for onset in onsets):
            yield at(dose, "admin_date")


@chart_check(
    "R15",
    QUERY,
    "administration lab",
    "admin_date drug bilirubin_total ast alt",
    rule="The last values of the 7 days before an inotuzumab dose, or of its day, are bilirubin above 1.5 × "
    "ULN and AST or ALT above 2.5 × ULN.",
    message="Dose given despite raised liver tests. Confirm.",
)
def dose_despite_liver(chart: Chart) -> Iterator[Problem]:
    for dose in chart.doses_with("inotuzumab"):
        transaminases = [_times_uln(chart, test, dose) for test in ("ast", "alt")]
        if (
            _times_uln(chart, "bilirubin_total", dose) > BILIRUBIN_XULN
            and max(transaminases) > TRANSAMINASE_XULN
        ):
            yield at(dose, "admin_date")


def _times_uln(chart: Chart, test: str, dose: Row) -> float:
    """The last value by the day of the dose, as a multiple of its upper limit; 0 where either is unknown."""
    lab = chart.laboratory.last(test, dose.admin_date)
    if lab is None or (dose.admin_date - lab.sample_date).days > LIVER_DAYS:
        return 0.0
    normal = chart.laboratory.reference(test, lab.sample_date)
    upper = number(normal.uln) if normal else None
    return float(getattr(lab, test)) / upper if upper else 0.0


DOSES: tuple[EditCheck, ...] = (
    outside_regimen,
    mini_hcvd_without_inotuzumab,
    single_agent_with_chemotherapy,
    inotuzumab_above_reference,
    many_inotuzumab_cycles,
    unusual_spacing,
    unusual_blinatumomab,
    inotuzumab_after_vod,
    dose_despite_liver,
)
