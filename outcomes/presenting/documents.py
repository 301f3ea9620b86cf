"""A statistic as a file says it: title, printed tables, and the notes without which numbers mislead."""

from collections.abc import Iterator
from dataclasses import dataclass

from outcomes.presenting.blocks import Block
from outcomes.presenting.printed import PrintedTable, printed
from outcomes.presenting.synthetic import SYNTHETIC
from outcomes.statistics.groupings import OVERALL


@dataclass(frozen=True, slots=True)
class Document:
    """title: the statistic. subtitle: its groups and its cohort. notes: what stands under the tables.

    empty: said where there are no tables.
    """

    title: str
    subtitle: str
    tables: tuple[PrintedTable, ...]
    empty: str
    notes: tuple[str, ...]
    is_synthetic: bool


def document_of(block: Block, rule: str) -> Document:
    """The statistic of a block that has a result; `rule` says in words whom the cohort takes in."""
    assert block.result
    shown = printed(block.result)
    return Document(
        title=block.statistic.title,
        subtitle=_subtitle(block),
        tables=shown.tables,
        empty="" if shown.tables else shown.empty,
        notes=tuple(_notes(block, shown.caption, rule)),
        is_synthetic=block.is_synthetic,
    )


def _subtitle(block: Block) -> str:
    grouping = "" if block.grouping.slug == OVERALL.slug else f"by {block.grouping.title.lower()}; "
    return f"{grouping}cohort: {block.cohort.name}"


def _notes(block: Block, caption: str, rule: str) -> Iterator[str]:
    if block.is_synthetic:
        yield SYNTHETIC
    if caption:
        yield caption
    yield f"Cohort: {rule}"
    yield patients_note(block)
    yield from block.explanation
    yield version_note(block)


def patients_note(block: Block) -> str:
    """Whom the numbers are about, and who is left out for which reason."""
    assert block.result
    parts = [f"{block.statistic.analysis_set.title}."]
    left_out = "; ".join(f"{one.reason} ({one.n})" for one in block.result.excluded)
    parts += [f"Left out: {left_out}."] if left_out else []
    missing = getattr(block.result, "missing", 0)
    parts += [f"Group unknown: {missing}."] if missing else []
    return " ".join(parts)


def version_note(block: Block) -> str:
    assert block.stored
    moment = f"{block.stored.computed_at:%Y-%m-%d %H:%M} UTC"
    version = f"{block.stored.data_version:,}"
    code = f"by code version {block.code_version}"
    if block.frozen:
        seal = f"SHA-256 {block.frozen.sha256}"
        return f"Data version {version}, frozen as “{block.frozen}” on {moment}, {code}. {seal}."
    return f"Data version {version}, computed on {moment} {code}."
