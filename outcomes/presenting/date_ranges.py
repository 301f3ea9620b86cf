"""The range of a result under partial dates, as a page writes it."""

from collections.abc import Callable, Iterator

from outcomes.members import keys
from outcomes.presenting.printed import Part, Parts
from outcomes.statistics.date_ranges import MEDIANS, MOST_IMPUTED
from outcomes.statistics.formatting import months_text, p_text, percent_text
from outcomes.statistics.results import DateRange, RangeEntry


def range_lines(found: DateRange) -> list[str]:
    """A sentence for each row that moves: "Second salvage: median 10.8–11.2 months; at 12 months 41–44%."."""
    rows: dict[tuple[str, str], list[str]] = {}
    for entry in found.entries:
        if len(set(_three(entry))) > 1:
            rows.setdefault((entry.group, entry.part), []).append(_entry_text(entry))
    return [_line(group, part, texts) for (group, part), texts in rows.items()]


def _line(group: str, part: str, texts: list[str]) -> str:
    names = ", ".join(name for name in (group, part) if name)
    return f"{names}: {'; '.join(texts)}." if names else f"{'; '.join(texts)}."


def _entry_text(entry: RangeEntry) -> str:
    name, write, unit = _words(entry.column)
    ends = list(dict.fromkeys(map(write, entry.ends)))
    return f"{name} {'–'.join(ends)}{unit}"


def _three(entry: RangeEntry) -> Iterator[str]:
    """The three numbers as they are printed: what does not show in print is not mentioned."""
    _, write, _ = _words(entry.column)
    yield from map(write, (entry.as_imputed, entry.at_earliest, entry.at_latest))


def _words(column: str) -> tuple[str, Callable[[float | None], str], str]:
    if column in MEDIANS:
        return "median", months_text, " months"
    if column == "p":
        return "P", p_text, ""
    months = column.removesuffix("_months").rpartition("_")[2]
    return f"at {months} months", percent_text, "%"


def warned(found: DateRange) -> Parts:
    """Which limits a result passes: "a median moves by more than half a month"; nothing where none."""
    of_numbers = (Part(found.warning),) if found.warning else ()
    return (*of_numbers, *(_many_events(found, "; " if of_numbers else "") if found.many_imputed else ()))


def _many_events(found: DateRange, after: str) -> Parts:
    return (
        Part(after),
        Part(f"{found.imputed_events}", keys.EVENTS_AT_PARTIAL_DATES),
        Part(" of "),
        Part(f"{found.events}", keys.EVENTS_WITH_DATES),
        Part(f" events, more than {percent_text(MOST_IMPUTED)}%, rest on a partial date"),
    )


def about_patients(found: DateRange) -> Parts:
    """Whose dates are meant: "3 patients have partial dates on which these times depend"."""
    whose = "patient has" if found.patients == 1 else "patients have"
    return (
        Part(f"{found.patients}", keys.PARTIAL_DATES),
        Part(f" {whose} partial dates on which times depend"),
        *_about_events(found),
        Part("."),
    )


def _about_events(found: DateRange) -> Parts:
    if not found.imputed_events:
        return ()
    return (
        Part("; "),
        Part(f"{found.imputed_events}", keys.EVENTS_AT_PARTIAL_DATES),
        Part(" of "),
        Part(f"{found.events}", keys.EVENTS_WITH_DATES),
        Part(" events rest on one"),
    )
