"""What is derived of one record, in words: for the form in which the record is typed."""

from collections.abc import Iterator, Mapping
from typing import Any

from outcomes.derivations import SCHEMES, Answer, RecordAnswers
from outcomes.statistics import labels

Line = tuple[str, str, str]


def record_in_words(answers: RecordAnswers, entity: str, record_id: int) -> Iterator[Line]:
    """Label, value and reason of everything derived of a record; nothing for kinds that derive nothing."""
    if entity == "response":
        by_scheme = answers.response_by_assessment.get(record_id, {})
        for scheme in SCHEMES:
            if scheme.code in by_scheme:
                yield _line(f"Response, {scheme.version}", by_scheme[scheme.code], labels.RESPONSE)
    elif entity == "genetic":
        yield _line("Genetic group", answers.genetic_group, labels.GENETIC_GROUP)
    for label, by_record, words in _by_entity(answers).get(entity, ()):
        if record_id in by_record:
            yield _line(label, by_record[record_id], words)


def _by_entity(answers: RecordAnswers) -> Mapping[str, tuple[tuple[str, Mapping[int, Answer], Any], ...]]:
    return {
        "regimen": (
            ("Salvage line", answers.salvage_line_by_regimen, {}),
            ("Failure", answers.failure_on_by_regimen, {}),
        ),
        "mrd": (("MRD", answers.mrd_status_by_assay, labels.MRD),),
        "vod": (
            ("Criteria", answers.vod_criteria_by_report, labels.VOD_CRITERIA),
            ("Severity", answers.vod_severity_by_report, labels.VOD_SEVERITY),
        ),
    }


def _line(label: str, answer: Answer, words: Mapping[Any, str]) -> Line:
    value = answer.value
    text = "–" if value is None else words.get(value) or labels.in_words(str(value))
    return label, text, answer.why
