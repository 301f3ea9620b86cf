"""Every response assessment of a treatment with its category under every scheme (C1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from outcomes.derivations.answers import Answer
from outcomes.derivations.baseline import extramedullary_at_start, marrow_blasts_at_start
from outcomes.derivations.parameters import Parameters, Scheme
from outcomes.derivations.response import REMISSIONS, Before, category, marrow_blasts
from outcomes.derivations.therapy import Therapy
from outcomes.history import Assessment, History

NON_RESPONSES = frozenset({"SD_NR", "PR", "PD", "MLFS"})


@dataclass(frozen=True, slots=True)
class Assessed:
    """One assessment with its Answer under every scheme, by the code of the scheme."""

    assessment: Assessment
    answers: Mapping[str, Answer]
    scheme: str

    @property
    def on(self) -> date:
        return self.assessment.assessed_on

    @property
    def code(self) -> str:
        """The category under the scheme of the analysis."""
        code: str = self.answers[self.scheme].value
        return code

    @property
    def is_remission(self) -> bool:
        return self.code in REMISSIONS

    @property
    def is_adequate(self) -> bool:
        return self.code != "NE"


def assess(therapy: Therapy, history: History, parameters: Parameters) -> tuple[Assessed, ...]:
    """The assessments of a treatment after its first day, in order, each in the light of those before."""
    start, ids = therapy.start_on, therapy.ids
    seen = [
        a for a in history.assessments if a.regimen_id in ids and start is not None and a.assessed_on > start
    ]
    if not seen:
        return ()
    blasts = marrow_blasts_at_start(therapy, history, parameters)
    extramedullary = extramedullary_at_start(therapy, history)
    lowest = blasts
    in_remission: set[str] = set()
    assessed = []
    for assessment in seen:
        answers = {}
        for scheme in parameters.schemes:
            before = Before(blasts, lowest, extramedullary, scheme.code in in_remission)
            answers[scheme.code] = _answer(assessment, before, scheme, parameters, in_remission)
        lowest = _lower(lowest, assessment)
        assessed.append(Assessed(assessment, answers, parameters.scheme))
    return tuple(assessed)


def _answer(
    assessment: Assessment, before: Before, scheme: Scheme, parameters: Parameters, in_remission: set[str]
) -> Answer:
    answer = category(assessment, before, scheme, parameters)
    if answer.value in REMISSIONS:
        in_remission.add(scheme.code)
    return answer


def _lower(lowest: float | None, assessment: Assessment) -> float | None:
    marrow = marrow_blasts(assessment)
    if marrow is None:
        return lowest
    return marrow.value if lowest is None else min(lowest, marrow.value)
