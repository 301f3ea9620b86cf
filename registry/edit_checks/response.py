"""Edit checks A01 to A13: what is called a response, against marrow, counts and the order of events."""

from collections.abc import Iterator

from registry.edit_checks.certainty import (
    AnyDate,
    earliest,
    fewest_days,
    highest,
    possibly_by,
    surely_above,
    surely_at_least,
    surely_before,
    surely_below,
)
from registry.edit_checks.chart import REMISSIONS, Chart
from registry.edit_checks.definition import ERROR, QUERY, EditCheck, Problem, at, chart_check, record_check
from registry.edit_checks.ordering import in_order
from registry.rows import Row

REMISSION_BLASTS_PCT, RECOVERED_ANC, RECOVERED_PLATELETS = 5, 1.0, 100
COUNTS_DAYS_BEFORE, COUNTS_DAYS_AFTER, FIRST_ASSESSMENT_DAYS = 7, 14, 60
REFRACTORY_REPORTS = frozenset({"SD_NR", "PD"})
REFRACTORY_EVENTS = frozenset({"primary_refractory", "refractory_to_regimen"})
EXTRAMEDULLARY = frozenset({"cns", "testis", "other_em"})

# Derived where a count is absent: it stands for any of the remissions.
UNCLASSIFIED = "CRi_or_better_unclassified"


@chart_check(
    "A01",
    ERROR,
    "response regimen administration",
    "assessment_date start_date",
    rule="An assessment lies before the earliest possible start of its regimen, which is its first dose; "
    "before the first recorded dose if the start is unknown.",
    message="Response is dated before treatment. Correct the date or the regimen.",
)
def assessed_before_treatment(chart: Chart) -> Iterator[Problem]:
    for regimen in chart.of("regimen"):
        first_doses = [dose.admin_date for dose in chart.doses_of(regimen)[:1]]
        start = regimen.start_date or next(iter(first_doses), None)
        for row in chart.assessments_of(regimen):
            if surely_before(row.assessment_date, start and earliest(start)):
                yield at(row, "assessment_date")


def _is_remission(row: Row) -> bool:
    return row.response_reported in REMISSIONS


@record_check(
    "A02",
    ERROR,
    "response",
    "bm_blasts_pct response_reported",
    rule="CR, CRh, CRp or CRi is reported with marrow blasts of 5% or more.",
    message="A remission needs marrow blasts below 5%. Correct the blasts or the response.",
)
def remission_with_marrow_blasts(row: Row) -> bool:
    return _is_remission(row) and surely_at_least(row.bm_blasts_pct, REMISSION_BLASTS_PCT)


@record_check(
    "A03",
    ERROR,
    "response",
    "response_reported pb_blasts_pct emd_status",
    rule="CR, CRh, CRp or CRi is reported with blood blasts above 0 or extramedullary disease present or "
    "new.",
    message="Blood blasts or extramedullary disease recorded: not a remission. Correct one of them.",
)
def remission_with_disease(row: Row) -> bool:
    return _is_remission(row) and (surely_above(row.pb_blasts_pct, 0) or row.emd_status in ("present", "new"))


@record_check(
    "A04",
    ERROR,
    "response",
    "response_reported anc platelets",
    rule="CR is reported with ANC below 1.0 or platelets below 100.",
    message="Counts have not recovered: choose CRh, CRp or CRi.",
)
def cr_without_recovery(row: Row) -> bool:
    low = surely_below(row.anc, RECOVERED_ANC) or surely_below(row.platelets, RECOVERED_PLATELETS)
    return row.response_reported == "CR" and low


@record_check(
    "A05",
    ERROR,
    "response",
    "response_reported anc platelets",
    rule="CRp is reported with platelets of 100 or more, or ANC below 1.0.",
    message="CRp means neutrophils recovered, platelets below 100. Correct the counts or the response.",
)
def crp_with_other_counts(row: Row) -> bool:
    contrary = surely_at_least(row.platelets, RECOVERED_PLATELETS) or surely_below(row.anc, RECOVERED_ANC)
    return row.response_reported == "CRp" and contrary


@record_check(
    "A06",
    QUERY,
    "response",
    "bm_done bm_blasts_pct response_reported",
    rule="CR, CRh, CRp or CRi is reported and no marrow was done, or a marrow was done and has no blast "
    "count.",
    message="No marrow result for this remission. Add it or confirm.",
)
def remission_without_marrow(row: Row) -> bool:
    unread = row.bm_done == "yes" and row.bm_blasts_pct is None
    return _is_remission(row) and (row.bm_done == "no" or unread)


@record_check(
    "A07",
    QUERY,
    "response",
    "counts_date assessment_date",
    rule="Counts were taken more than 7 days before or more than 14 days after the marrow.",
    message="Counts and marrow are far apart. Check both dates.",
)
def counts_far_from_marrow(row: Row) -> bool:
    if None in (row.counts_date, row.assessment_date) or row.bm_done == "no":
        return False
    return not -COUNTS_DAYS_BEFORE <= (row.counts_date - row.assessment_date).days <= COUNTS_DAYS_AFTER


@record_check(
    "A08",
    QUERY,
    "response",
    "response_reported plt_transfusion_7d gcsf_7d",
    rule="CR or CRp is reported with a platelet transfusion or G-CSF in the 7 days before.",
    message="Recovery may be due to transfusion or G-CSF. Confirm the response.",
)
def supported_recovery(row: Row) -> bool:
    return row.response_reported in ("CR", "CRp") and "yes" in (row.plt_transfusion_7d, row.gcsf_7d)


@chart_check(
    "A09",
    QUERY,
    "response disease_event",
    "response_reported bm_blasts_pct emd_status event_type event_sites",
    rule="Marrow blasts are 0, extramedullary disease is none, and the assessment reads SD/NR or PD; or an "
    "event calls the disease refractory with marrow blasts of 0 and no extramedullary site.",
    message="Marrow clear: where is the disease? (Allowed if extramedullary.) Record the site.",
)
def refractory_with_clear_marrow(chart: Chart) -> Iterator[Problem]:
    for row in chart.of("response"):
        clear = _is_clear(row) and row.emd_status == "none"
        if clear and row.response_reported in REFRACTORY_REPORTS:
            yield at(row, "response_reported", "bm_blasts_pct", "emd_status")
    for row in chart.of("disease_event"):
        elsewhere = EXTRAMEDULLARY.intersection(row.event_sites or ())
        if row.event_type in REFRACTORY_EVENTS and _is_clear(row) and not elsewhere:
            yield at(row, "event_sites", "bm_blasts_pct")


def _is_clear(row: Row) -> bool:
    """Exactly 0%: a bound such as <1 leaves room for disease."""
    return row.bm_blasts_pct is not None and highest(row.bm_blasts_pct) == 0


@chart_check(
    "A10",
    ERROR,
    "disease_event diagnosis response follow_up transplant",
    "event_date event_type first_cr_date response_reported",
    rule="A relapse is recorded, and no remission of any form (first CR, assessment, follow-up, status at "
    "transplant) can lie before it. Silent without a diagnosis record, or if the first CR has a reason "
    "for being absent.",
    message="No remission recorded before this relapse. Enter the first CR in the diagnosis, or correct "
    "the event.",
)
def relapse_without_remission(chart: Chart) -> Iterator[Problem]:
    if chart.diagnosis is None or "first_cr_date" in chart.diagnosis.missing:
        return
    for row in chart.of("disease_event"):
        relapse = row.event_type == "relapse" and row.event_date is not None
        if relapse and not any(possibly_by(day, row.event_date) for day in chart.remissions):
            yield at(row, "event_date", "event_type")


@chart_check(
    "A11",
    QUERY,
    "response disease_event regimen",
    "response_reported assessment_date event_date start_date",
    rule="PR or SD/NR is reported after a relapse, and no regimen can have started between the two.",
    message="Order of responses looks wrong. Check the assessment, the relapse and the treatment after it.",
)
def response_after_relapse(chart: Chart) -> Iterator[Problem]:
    relapses = [row for row in chart.of("disease_event") if row.event_type == "relapse"]
    for row in chart.of("response"):
        before = [
            day for day, _ in in_order(relapses, "event_date") if surely_before(day, row.assessment_date)
        ]
        if row.response_reported in ("PR", "SD_NR") and before and not _treated(chart, before[-1], row):
            yield at(row, "response_reported", "assessment_date")


def _treated(chart: Chart, relapse_on: AnyDate, row: Row) -> bool:
    """Whether a regimen can have started from the relapse to the assessment."""
    starts = [regimen.start_date for regimen in chart.of("regimen")]
    return any(
        start is None or (possibly_by(relapse_on, start) and possibly_by(start, row.assessment_date))
        for start in starts
    )


@chart_check(
    "A12",
    QUERY,
    "regimen response",
    "start_date line_type",
    rule="The patient was seen or known alive 60 days or more after the start of a salvage regimen that has "
    "no assessment.",
    message="No response assessment yet. Add one, or say why there is none.",
)
def never_assessed(chart: Chart) -> Iterator[Problem]:
    known = chart.last_known_alive.last_known_alive_date if chart.last_known_alive else None
    alive_on = max((day for day in (known, chart.last_seen_on) if day is not None), default=None)
    for row in chart.salvage_lines if alive_on else ():
        late = alive_on is not None and fewest_days(row.start_date, alive_on) >= FIRST_ASSESSMENT_DAYS
        if late and not chart.assessments_of(row):
            yield at(row, "start_date")


@chart_check(
    "A13",
    QUERY,
    "response",
    "response_reported response_scheme",
    rule="The reported response differs from the one derived under the scheme of the site. Where nothing or "
    "NE is derived, or the reported category comes without counts (NE, death in aplasia), they are not "
    "compared.",
    message="System derives {x} from the counts; you reported {y}. Correct the counts or confirm.",
)
def other_category_than_derived(chart: Chart) -> Iterator[Problem]:
    for row in chart.of("response"):
        derived, reported = chart.derived_response(row), row.response_reported
        if derived is not None and reported is not None and not _agree(derived, reported):
            yield at(row, "response_reported", "response_scheme", x=_words(derived), y=_words(reported))


def _agree(derived: str, reported: str) -> bool:
    if derived == "NE" or reported in ("NE", "aplasia_death"):
        return True
    return reported in REMISSIONS if derived == UNCLASSIFIED else reported == derived


def _words(category: str) -> str:
    return category.replace("SD_NR", "SD/NR").replace("_", " ")


RESPONSE: tuple[EditCheck, ...] = (
    assessed_before_treatment,
    remission_with_marrow_blasts,
    remission_with_disease,
    cr_without_recovery,
    crp_with_other_counts,
    remission_without_marrow,
    counts_far_from_marrow,
    supported_recovery,
    refractory_with_clear_marrow,
    relapse_without_remission,
    response_after_relapse,
    never_assessed,
    other_category_than_derived,
)
