"""One row of the table of derivations."""

from collections.abc import Callable
from dataclasses import dataclass

from outcomes.derivations.answers import Answer
from outcomes.derivations.findings import Findings


@dataclass(frozen=True, slots=True)
class Derivation:
    """A column of the analysis table: how it is called, measured and derived, and where the rule stands.

    `source` is the paragraph of the data standard.
    """

    name: str
    label: str
    unit: str
    function: Callable[[Findings], Answer]
    source: str
