"""What is derived for single records: for their pages, and for checks that compare it with the answers."""

from collections.abc import Mapping
from dataclasses import dataclass

from outcomes.derivations.answers import Answer, not_derived
from outcomes.derivations.course import follow
from outcomes.derivations.failure import failure
from outcomes.derivations.life import Life, life_of
from outcomes.derivations.mrd import assay_status
from outcomes.derivations.parameters import Parameters
from outcomes.derivations.vod import criteria, severity, transplant_before
from outcomes.history import History, VodReport

DEFAULT = Parameters()


@dataclass(frozen=True, slots=True)
class RecordAnswers:
    """Answers by the id of the record; a response has one Answer for each scheme."""

    response_by_assessment: Mapping[int, Mapping[str, Answer]]
    salvage_line_by_regimen: Mapping[int, Answer]
    failure_on_by_regimen: Mapping[int, Answer]
    mrd_status_by_assay: Mapping[int, Answer]
    vod_criteria_by_report: Mapping[int, Answer]
    vod_severity_by_report: Mapping[int, Answer]
    genetic_group: Answer


def answers_for_records(history: History, parameters: Parameters = DEFAULT) -> RecordAnswers:
    """Everything that is derived for the single records of one patient."""
    life = life_of(history, parameters)
    ordered = life.history
    return RecordAnswers(
        response_by_assessment={
            one.assessment.id: one.answers for assessed in life.assessed for one in assessed
        },
        salvage_line_by_regimen={
            part.id: Answer(line.number, line.told)
            for therapy, line in zip(life.therapies, life.lines, strict=True)
            for part in therapy.parts
        },
        failure_on_by_regimen=_failures(life),
        mrd_status_by_assay={assay.id: assay_status(assay, parameters) for assay in ordered.mrd},
        vod_criteria_by_report={report.id: _criteria(report, life) for report in ordered.vod},
        vod_severity_by_report={report.id: severity(report) for report in ordered.vod},
        genetic_group=life.genetic_group,
    )


def _failures(life: Life) -> dict[int, Answer]:
    failures = {}
    for place, therapy in enumerate(life.therapies):
        course = follow(life, place)
        found = failure(course) if course else None
        answer = (
            Answer(found.on, found.told) if found else not_derived("the start of the regimen is not known")
        )
        failures.update(dict.fromkeys((part.id for part in therapy.parts), answer))
    return failures


def _criteria(report: VodReport, life: Life) -> Answer:
    """Criteria for the transplant the report names, or the last one before its onset."""
    return criteria(report, transplant_before(report, life.history), life.parameters)
