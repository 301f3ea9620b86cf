"""One patient's life, ready to be followed from any of the treatments."""

from dataclasses import dataclass
from datetime import date
from itertools import chain

from outcomes.derivations.answers import Answer
from outcomes.derivations.assessed import Assessed, assess
from outcomes.derivations.chronology import in_order, known_until
from outcomes.derivations.genetic_group import genetic_group
from outcomes.derivations.parameters import Parameters
from outcomes.derivations.salvage_line import Line, line_numbers
from outcomes.derivations.therapy import Therapy, therapies
from outcomes.derivations.vital import Vital, vital_status
from outcomes.history import History


@dataclass(frozen=True, slots=True)
class Life:
    """A history in order of time, with treatments, their lines and assessments (one entry per treatment).

    `all_assessed`: the assessments of all treatments in order of time.
    """

    history: History
    parameters: Parameters
    vital: Vital
    therapies: tuple[Therapy, ...]
    lines: tuple[Line, ...]
    assessed: tuple[tuple[Assessed, ...], ...]
    all_assessed: tuple[Assessed, ...]
    genetic_group: Answer

    def next_after(self, place: int, *, line_only: bool) -> Therapy | None:
        """The first later treatment that opens a line, or (unless `line_only`) is directed at MRD."""
        start = self.therapies[place].start_on
        for later in range(place + 1, len(self.therapies)):
            therapy = self.therapies[later]
            if start is None or therapy.start_on is None or therapy.start_on <= start:
                continue
            directed_at_mrd = therapy.regimen.line_type == "mrd_directed"
            if self.lines[later].opens or (directed_at_mrd and not line_only):
                return therapy
        return None

    def assessed_between(self, after: date, up_to: date | None) -> list[Assessed]:
        """Assessments of all treatments after one day, up to another, in order."""
        return [one for one in self.all_assessed if one.on > after and (up_to is None or one.on <= up_to)]


def life_of(history: History, parameters: Parameters) -> Life:
    """The life of a patient under the parameters of one analysis."""
    until = known_until(history)
    ordered = in_order(history, parameters)
    treatments = therapies(ordered.regimens, parameters)
    assessed = tuple(assess(therapy, ordered, parameters) for therapy in treatments)
    lines = line_numbers(treatments, ordered.events, assessed, parameters)
    return Life(
        history=ordered,
        parameters=parameters,
        vital=vital_status(ordered, until),
        therapies=treatments,
        lines=lines,
        assessed=assessed,
        all_assessed=tuple(sorted(chain(*assessed), key=lambda one: (one.on, one.assessment.id))),
        genetic_group=genetic_group(ordered.genetics, parameters),
    )
