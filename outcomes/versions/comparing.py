"""What lies between two versions, or a version and now: numbers, patients, and the edits that moved them."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

from django.http import QueryDict

from outcomes.code_version import code_version
from outcomes.disclosure import View
from outcomes.freshness import freshness_of
from outcomes.members import Key, keys_of_rows
from outcomes.models import Cohort, FrozenVersion
from outcomes.presenting.blocks import Block, sections_of
from outcomes.presenting.derived import SITE_NAME, label_of, text_of
from outcomes.presenting.rules import rule_text
from outcomes.refresh import index_rows
from outcomes.versions.pages import sections_of_version
from registry.as_of import VALUES
from registry.history import Entry, entries_of
from registry.models import Change

Values = Mapping[str, Any]
Row = tuple[str, int, Values]
"""Registry id, regimen, derived values."""
Where = tuple[str, ...]


@dataclass(frozen=True)
class Side:
    """One side of a comparison. rows: by patient; view: how its reader sees its numbers."""

    title: str
    data_version: int
    code_version: str
    rule: str
    rows: Mapping[int, Row]
    blocks: Mapping[str, Block]
    view: View


@dataclass(frozen=True, slots=True)
class Told:
    """A number of one side as text. of: which count of the block it is; () for what opens no patients."""

    text: str
    block: Block | None
    of: Key


NOBODY = "0"
BOX, STEP = "box", "step"
"""Columns that name their row."""
NOT_TOLD = Told("–", None, ())


@dataclass(frozen=True, slots=True)
class Moved:
    """A number of a statistic that differs. where: its row; what: its column."""

    where: str
    what: str
    old: Told
    new: Told


@dataclass(frozen=True, slots=True)
class PatientMoved:
    """kind: entered, left or changed. values: (label, old, new) of what is derived; edits: from the trail.

    is_unedited: nobody edited the patient in between; other code, or another rule, made the difference.
    """

    registry_id: str
    kind: str
    values: list[tuple[str, str, str]]
    edits: list[Entry]

    @property
    def is_unedited(self) -> bool:
        return not self.edits


@dataclass(frozen=True, slots=True)
class Compared:
    """numbers: by statistic. patients: whom an edit moved, and whoever entered or left. unedited: who changed
    without an edit. unseen: how many more patients moved whom the reader may not see.
    """

    old: Side
    new: Side
    numbers: list[tuple[str, list[Moved]]]
    patients: list[PatientMoved]
    unedited: list[PatientMoved]
    unseen: int


def side_of_version(version: FrozenVersion, query: QueryDict, view: View) -> Side:
    rows = {
        row.patient_id: (row.registry_id, row.regimen_id, json.loads(row.values))
        for row in version.regimens.all()
    }
    sections = sections_of_version(version, query, view)
    return Side(
        version.name,
        version.data_version,
        version.code_version,
        version.rule_text,
        rows,
        _by_slug(sections),
        view,
    )


def side_of_now(cohort: Cohort, query: QueryDict, view: View) -> Side:
    """The cohort as it is derived and computed now."""
    version = freshness_of(cohort.pk).version
    rows = {
        row.patient_id: (
            row.patient.registry_id,
            row.regimen_id,
            row.values | {"site_name": row.site.site_name or ""},
        )
        for row in index_rows(cohort)
    }
    sections = sections_of(cohort, query, view)
    title = f"{cohort.name}, now"
    return Side(title, version or 0, code_version(), rule_text(cohort), rows, _by_slug(sections), view)


def _by_slug(sections: Iterable[Any]) -> dict[str, Block]:
    return {block.statistic.slug: block for section in sections for block in section.blocks}


def compare(one: Side, other: Side, *, visible: Iterable[int], hide_identifiers: bool) -> Compared:
    """The older side first. visible: patients whom the reader may see."""
    old, new = sorted((one, other), key=lambda side: side.data_version)
    before, after = _comparable(old, new), _comparable(new, old)
    moved = [key for key in before.keys() | after.keys() if before.get(key) != after.get(key)]
    seen = set(visible) & set(moved)
    edits = _edits(seen, old.data_version, new.data_version)
    patients = [
        _patient(before.get(key), after.get(key), entries_of(edits[key], hide_identifiers=hide_identifiers))
        for key in seen
    ]
    patients.sort(key=lambda patient: patient.registry_id)
    unedited = [one for one in patients if one.kind == "changed" and one.is_unedited]
    named = [one for one in patients if one not in unedited]
    return Compared(old, new, list(_numbers(old, new)), named, unedited, len(moved) - len(seen))


def _comparable(side: Side, other: Side) -> dict[int, Row]:
    """The rows with the values that both sides derive: a column that one code lacks is no difference."""
    names = _names(side) & _names(other) if side.rows and other.rows else _names(side)
    return {
        key: (registry_id, regimen, {name: values.get(name) for name in names})
        for key, (registry_id, regimen, values) in side.rows.items()
    }


def _names(side: Side) -> set[str]:
    return {name for _, _, values in side.rows.values() for name in values}


def _edits(patients: Iterable[int], after: int, until: int) -> dict[int, list[Change]]:
    """Entries about values between two data versions, by patient."""
    found: dict[int, list[Change]] = {key: [] for key in patients}
    told = Change.objects.filter(patient__in=found, action__in=VALUES).select_related("by")
    for change in told.filter(data_version__gt=after, data_version__lte=until).order_by("id"):
        found[change.patient_id or 0].append(change)
    return found


def _patient(old: Row | None, new: Row | None, edits: list[Entry]) -> PatientMoved:
    registry_id = (old or new or ("",))[0]
    kind = "changed" if old and new else "left" if old else "entered"
    values = list(_differing(old[2], new[2])) if old and new else []
    return PatientMoved(registry_id, kind, values, edits)


def _differing(old: Values, new: Values) -> Iterator[tuple[str, str, str]]:
    for name in sorted(old.keys() | new.keys()):
        if label := label_of(name):
            # The text of a time says also whether it ended with the event, which is a value of its own.
            before, after = _text(name, old), _text(name, new)
            if old.get(name) != new.get(name) or before != after:
                yield label, before, after


def _text(name: str, values: Values) -> str:
    return str(values.get(name) or "–") if name == SITE_NAME else text_of(name, values)


def _numbers(old: Side, new: Side) -> Iterator[tuple[str, list[Moved]]]:
    for slug in dict.fromkeys((*old.blocks, *new.blocks)):
        before, after = old.blocks.get(slug), new.blocks.get(slug)
        moved = list(_moved(_rows(before), _rows(after)))
        shown = before or after
        if moved and shown:
            yield shown.statistic.title, moved


def _rows(block: Block | None) -> dict[Where, dict[str, Told]]:
    """The numbers of a result as shown, by the texts of their rows; the same texts again are counted on."""
    found: dict[Where, dict[str, Told]] = {}
    if block is None or block.result is None:
        return found
    for row, opens in zip(block.result.rows(), keys_of_rows(block.result), strict=True):
        texts = _texts(row)
        key = next(key for key in ((*texts, *again) for again in _again()) if key not in found)
        found[key] = {
            name: Told(_number(value), block, opens.get(name, ()))
            for name, value in row.items()
            if not isinstance(value, str) and name != STEP
        }
    return found


def _texts(row: Mapping[str, Any]) -> Where:
    """What says which row it is: its words, but for the slug of a box, and the step of a sequence."""
    words = (f"Step {value}" if name == STEP else value for name, value in row.items() if name != BOX)
    return tuple(word for word in words if isinstance(word, str) and word)


def _again() -> Iterator[tuple[str, ...]]:
    yield ()
    yield from ((f"({number})",) for number in count(2))


def _moved(old: Mapping[Where, dict[str, Told]], new: Mapping[Where, dict[str, Told]]) -> Iterator[Moved]:
    for key in dict.fromkeys((*old, *new)):
        before, after = old.get(key, {}), new.get(key, {})
        for name in dict.fromkeys((*before, *after)):
            was, now = before.get(name, NOT_TOLD), after.get(name, NOT_TOLD)
            if not _is_same(was, now):
                yield Moved(" · ".join(key) or "All patients", name.replace("_", " "), was, now)


def _is_same(was: Told, now: Told) -> bool:
    """Also where only one side has the row, and counts nobody there."""
    return was.text == now.text or (NOT_TOLD in (was, now) and NOBODY in (was.text, now.text))


def _number(value: Any) -> str:
    if value is None:
        return NOT_TOLD.text
    return f"{value:.6g}" if isinstance(value, float) else str(value)
