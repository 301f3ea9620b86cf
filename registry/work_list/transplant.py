"""Duties W31 and W32: the transplant that a regimen led to, and VOD/SOS after it."""

from collections.abc import Iterator
from datetime import timedelta

from registry.edit_checks.certainty import latest, most_days, possibly_by
from registry.rows import Row
from registry.work_list.course import Course, name_of
from registry.work_list.definition import Due, Duty, Subject, duty

DAYS_TO_TRANSPLANT, VOD_SEEN_FROM, VOD_DUE, VOD_UNTIL = 30, 21, 30, 100


@duty(
    "W31",
    Subject.TRANSPLANT,
    "transplant",
    "Record the transplant",
    rule="A regimen ended because the patient proceeded to transplant, and no transplant can lie after its "
    "start. Due 30 days after the end.",
    only_while_followed=False,
)
def transplant_missing(course: Course) -> Iterator[Due]:
    undated = any(row.infusion_date is None for row in course.chart.of("transplant"))
    for regimen in course.chart.regimens:
        proceeded = regimen.end_reason == "proceeded_to_hsct"
        if proceeded and not undated and not course.transplants_after(regimen):
            ended = latest(regimen.end_date or regimen.start_date)
            why = f"The patient proceeded to transplant from {name_of(regimen)}."
            yield Due(regimen, ended + timedelta(days=DAYS_TO_TRANSPLANT), why)


@duty(
    "W32",
    Subject.TRANSPLANT,
    "vod",
    "Assess VOD/SOS after the transplant",
    rule="No VOD/SOS is recorded of the transplant or up to its day 100, and there is no contact from day 21 "
    "on that would have told of it. Due on day 30.",
)
def vod_not_assessed(course: Course) -> Iterator[Due]:
    for transplant in course.chart.of("transplant"):
        if transplant.infusion_date is not None and not _is_assessed(course, transplant):
            why = (
                f"Transplant {transplant.infusion_date}: record VOD/SOS, or a follow-up from day "
                f"{VOD_SEEN_FROM} on if there was none."
            )
            due_on = transplant.infusion_date + timedelta(days=VOD_DUE)
            yield Due(transplant, due_on, why, {"transplant": transplant.id})


def _is_assessed(course: Course, transplant: Row) -> bool:
    seen_from = transplant.infusion_date + timedelta(days=VOD_SEEN_FROM)
    seen = course.last_contact_on is not None and course.last_contact_on >= seen_from
    return seen or any(_tells_of(transplant, row) for row in course.chart.of("vod"))


def _tells_of(transplant: Row, vod: Row) -> bool:
    if vod.transplant_id == transplant.id or vod.onset_date is None:
        return True
    after = possibly_by(transplant.infusion_date, vod.onset_date)
    return after and most_days(transplant.infusion_date, vod.onset_date) <= VOD_UNTIL


TRANSPLANT: tuple[Duty, ...] = (transplant_missing, vod_not_assessed)
