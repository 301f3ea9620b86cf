"""What follows from one patient's history, each value with the sentence that explains it.

`derive(history, parameters)` gives the rows of the analysis table, `answers_for_records` what is derived for
single records. Pure: no Django, no database, no clock.
"""

from outcomes.derivations.answers import Answer
from outcomes.derivations.columns.derivation import Derivation
from outcomes.derivations.parameters import SCHEMES, Parameters, Scheme
from outcomes.derivations.record_answers import RecordAnswers, answers_for_records
from outcomes.derivations.table import DERIVATIONS, RegimenDerivation, derive

__all__ = [
    "DERIVATIONS",
    "SCHEMES",
    "Answer",
    "Derivation",
    "Parameters",
    "RecordAnswers",
    "RegimenDerivation",
    "Scheme",
    "answers_for_records",
    "derive",
]
