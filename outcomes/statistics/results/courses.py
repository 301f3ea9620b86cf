"""Results about the course of a registry and of its patients: enrolment, and treatments in sequence."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from outcomes.statistics.results.base import Result


@dataclass(frozen=True, slots=True)
class EnrolmentGroup:
    """Patients enrolled in each month of the result; `n` is their sum."""

    label: str
    n: int
    counts: tuple[int, ...]

    @property
    def cumulative(self) -> tuple[int, ...]:
        return tuple(accumulate(self.counts))

    def by_year(self, months: Sequence[str]) -> dict[str, int]:
        """Year → patients; months are those of the result."""
        years: dict[str, int] = {}
        for month, n in zip(months, self.counts, strict=True):
            years[month[:4]] = years.get(month[:4], 0) + n
        return years


@dataclass(frozen=True, kw_only=True)
class EnrolmentResult(Result):
    """months: "2020-03", from the first enrolment to the last without a gap. missing: no group is known."""

    kind = "enrolment"
    months: tuple[str, ...]
    groups: tuple[EnrolmentGroup, ...]
    missing: int = 0

    def rows(self) -> list[dict[str, Any]]:
        return [
            {"group": group.label, "month": month, "n": n, "cumulative": total, "missing": self.missing}
            for group in self.groups
            for month, n, total in zip(self.months, group.counts, group.cumulative, strict=True)
        ]


@dataclass(frozen=True, slots=True)
class Flow:
    """`n` patients who had `source` as the treatment number `step`, from 1 on, and then `target`.

    `ends`: the target is no treatment, but how the patient was at last contact.
    """

    step: int
    source: str
    target: str
    n: int
    ends: bool = False


@dataclass(frozen=True, kw_only=True)
class SequenceResult(Result):
    """What followed what. n: patients; steps: the treatments that are shown; later ones are not."""

    kind = "sequence"
    n: int
    steps: int
    flows: tuple[Flow, ...]
    missing: int = 0

    @property
    def nodes(self) -> dict[tuple[int, str], int]:
        """(number of the treatment, its name) → patients: those who come to it, and who begin with it."""
        nodes: dict[tuple[int, str], int] = {}
        for flow in self.flows:
            for key in ((1, flow.source), (flow.step + 1, flow.target))[flow.step > 1 :]:
                nodes[key] = nodes.get(key, 0) + flow.n
        return nodes

    def rows(self) -> list[dict[str, Any]]:
        return [
            {"step": flow.step, "from": flow.source, "to": flow.target, "n": flow.n, "missing": self.missing}
            for flow in self.flows
        ]
