"""Finds a number in a stored statistic, by the labels that its page shows."""

from collections.abc import Callable, Mapping
from typing import Any

Payload = Mapping[str, Any]
Found = Any
Pick = Callable[[Payload], Found]

EVERYONE = "All patients"


class NotThere(LookupError):
    """The stored statistic has no such row."""


def _row(rows: list[Payload], **labels: Any) -> Payload:
    """The row with these labels."""
    for row in rows:
        if all(row[name] == label for name, label in labels.items()):
            return row
    raise NotThere(f"no row {', '.join(map(str, labels.values()))}")


def box(slug: str) -> Pick:
    """Patients in a box of the flow."""
    return lambda payload: _row(payload["boxes"], slug=slug)["n"]


def share_of_box(slug: str, whole: str) -> Pick:
    """A box of the flow among another, as a proportion."""
    return lambda payload: {"numerator": box(slug)(payload), "denominator": box(whole)(payload)}


def column(label: str) -> Pick:
    """Patients in one group of Table 1."""
    return lambda payload: _row(payload["columns"], label=label)["n"]


def level(characteristic: str, name: str) -> Pick:
    """A level of Table 1 among all patients, as a proportion."""

    def pick(payload: Payload) -> Found:
        cell = _row(payload["lines"], characteristic=characteristic, level=name)["cells"][0]
        return {"numerator": cell["count"], "denominator": cell["n"]}

    return pick


def measurement(characteristic: str) -> Pick:
    """A measurement of Table 1 in all patients: median, minimum, maximum."""
    return lambda payload: _row(payload["lines"], characteristic=characteristic)["cells"][0]


def proportion(label: str) -> Pick:
    return lambda payload: _row(payload["proportions"], group=EVERYONE, label=label)


def value(label: str) -> Pick:
    return lambda payload: _row(payload["values"], group=EVERYONE, label=label)


def values(*labels: str) -> Pick:
    return lambda payload: [value(label)(payload) for label in labels]


def grade_3_4(term: str) -> Pick:
    """Patients with a worst grade of 3 or 4, all versions of CTCAE being one here."""
    return lambda payload: _row(payload["toxicities"], group=EVERYONE, term=term)["grade_3_4"]


def median(group: str = EVERYONE) -> Pick:
    """Median survival in days."""
    return lambda payload: _row(payload["groups"], label=group)["median"]["value"]


def rate_at(months: int, group: str = EVERYONE) -> Pick:
    """Survival at so many months, as a fraction."""
    return lambda payload: _row(_row(payload["groups"], label=group)["rates"], months=months)["value"]


def follow_up(payload: Payload) -> Found:
    return _row(payload["groups"], label=EVERYONE)


def alive(payload: Payload) -> Found:
    """Those alive at last contact among all who were followed, as a proportion."""
    group = follow_up(payload)
    return {"numerator": group["alive"], "denominator": group["n"]}


def p_value(payload: Payload) -> Found:
    return payload["test"]["p"]
