"""The cohort diagram: from all treated patients to those analysed after failure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from outcomes.statistics.analysis_sets import NO_FAILURE, NOT_EVALUABLE, NOT_FOLLOWED, Criterion
from outcomes.statistics.frame import Mask, is_code
from outcomes.statistics.results import Exclusion, FlowBox, FlowResult


@dataclass(frozen=True, slots=True)
class Selection:
    """How a cohort was chosen: n patients of the registry, and whom each condition left out, in order."""

    n: int
    left_out: tuple[Exclusion, ...]


def with_selection(flow: FlowResult, selection: Selection) -> FlowResult:
    """The diagram of a cohort, begun at all patients of the registry.

    Registry = treated + all who were left out.
    """
    registry = FlowBox("registry", "Patients in the registry", selection.n)
    boxes = [box for box in flow.boxes if box.slug != "registry"]
    treated = replace(boxes[0], parent="registry", excluded=selection.left_out)
    return replace(flow, boxes=(registry, treated, *boxes[1:]))


def cohort_flow(frame: pd.DataFrame) -> FlowResult:
    """Boxes from the treated to the failures analysed, with who is lost on the way and why.

    Treated = evaluable + excluded; evaluable = responders + refractory = failures + excluded;
    failures = relapsed + refractory = analysed + excluded.
    """
    treated = np.ones(len(frame), dtype=bool)
    evaluable = treated & ~NOT_EVALUABLE.applies(frame)
    refractory = evaluable & is_code(frame, "failure_type", "refractory")
    relapsed = evaluable & is_code(frame, "failure_type", "relapsed")
    failures = refractory | relapsed
    analysed = failures & ~NOT_FOLLOWED.applies(frame)
    return FlowResult(
        boxes=(
            FlowBox("treated", "Treated", _size(treated)),
            _box("evaluable", "Response evaluable", evaluable, "treated", treated, [NOT_EVALUABLE], frame),
            FlowBox("responders", "Responded", _size(evaluable & ~refractory), "evaluable"),
            FlowBox("refractory", "Did not respond", _size(refractory), "evaluable"),
            FlowBox("relapsed", "Relapsed after response", _size(relapsed), "responders"),
            _box("failures", "Refractory or relapsed", failures, "evaluable", evaluable, [NO_FAILURE], frame),
            _box("analysed", "Followed after failure", analysed, "failures", failures, [NOT_FOLLOWED], frame),
        )
    )


def _box(
    slug: str,
    label: str,
    patients: Mask,
    parent: str,
    parents: Mask,
    criteria: Iterable[Criterion],
    frame: pd.DataFrame,
) -> FlowBox:
    reasons = (Exclusion(one.reason, _size(parents & one.applies(frame))) for one in criteria)
    return FlowBox(slug, label, _size(patients), parent, tuple(reason for reason in reasons if reason.n))


def _size(patients: Mask) -> int:
    return int(patients.sum())
