"""Results as JSON: counts as whole numbers, or as the range in which they are told."""

from dataclasses import fields, is_dataclass
from typing import Any

from outcomes.disclosure import Ranged
from outcomes.presenting.blocks import Block
from outcomes.statistics.results import Result
from outcomes.statistics.results.base import known


def as_json(value: Any) -> Any:
    """Plain data of a result as its view shows it. A ranged count is {"from": 10, "to": 19}."""
    if isinstance(value, Ranged):
        return {"from": int(value), "to": value.highest}
    if is_dataclass(value) and not isinstance(value, type):
        kind = {"kind": value.kind} if isinstance(value, Result) else {}
        return kind | {field.name: as_json(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple | list):
        return [as_json(item) for item in value]
    return known(value) if isinstance(value, float) else value


def block_as_json(block: Block) -> dict[str, Any]:
    """One statistic as its reader sees it; `result` is null where it is withheld or not computed yet."""
    stored = block.stored
    return {
        "cohort": block.cohort.slug,
        "statistic": block.statistic.slug,
        "title": block.statistic.title,
        "grouping": block.grouping.slug,
        "options": block.chosen.query(),
        "view": block.view.name,
        "is_synthetic": block.is_synthetic,
        "withheld": block.withheld,
        "data_version": stored.data_version if stored else None,
        "computed_at": stored.computed_at.isoformat() if stored else None,
        "explanation": list(block.explanation),
        "result": as_json(block.result) if block.result else None,
    }
