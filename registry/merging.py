"""Two people at one record: which answers only one of them has changed, and which both did, differently."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from registry.models import Change, Record
from registry.record_types import type_of

Answers = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Past:
    """What the audit trail says of a record since an earlier version.

    before: its answers then, as the audit trail keeps them; None if the trail does not lead to today's.
    latest: for each answer changed since, the entry that changed it last.
    """

    before: dict[str, Any] | None
    latest: dict[str, Change]


@dataclass(frozen=True, slots=True)
class Merge:
    """Questions whose answer only the others, only I, or both of us changed (differently)."""

    theirs: list[str] = field(default_factory=list)
    mine: list[str] = field(default_factory=list)
    both: list[str] = field(default_factory=list)


def past_of(record: Record, version: int) -> Past:
    """The stored record as it was at a version. The browser says which one, never what stood there."""
    written = Change.objects.filter(
        entity=type_of(record).slug,
        record_id=record.pk,
        action__in=(Change.Action.CREATED, Change.Action.CHANGED),
    )
    then: dict[str, Any] = {}
    now: dict[str, Any] = {}
    latest: dict[str, Change] = {}
    for change in written.select_related("by").order_by("id"):
        after = {name: new for name, (_, new) in change.changes.items()}
        now |= after
        if change.version <= version:
            then |= after
        else:
            latest |= dict.fromkeys((name.removeprefix("missing.") for name in after), change)
    is_whole = _given(now) == record.canonical() and 0 <= version <= record.version
    return Past(_given(then) if is_whole else None, latest)


def _given(answers: Answers) -> dict[str, Any]:
    return {name: value for name, value in answers.items() if value is not None}


def merge(names: Iterable[str], before: Answers | None, mine: Answers, theirs: Answers) -> Merge:
    """Compare answer by answer, each together with the reason why it is missing.

    Where it is not known what stood before, every difference is one that both have made.
    """
    result = Merge()
    for name in names:
        was, here, there = (None if a is None else _answer(a, name) for a in (before, mine, theirs))
        if here == there:
            continue
        if was == here:
            result.theirs.append(name)
        elif was == there:
            result.mine.append(name)
        else:
            result.both.append(name)
    return result


def _answer(answers: Answers, name: str) -> tuple[Any, Any]:
    return answers.get(name), answers.get(f"missing.{name}")
