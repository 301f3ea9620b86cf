"""Flow, proportions, measurements and toxicities as printed tables."""

from collections.abc import Iterator

from outcomes.members import keys as of
from outcomes.presenting.pivots import by_version, pivot
from outcomes.presenting.printed.model import (
    GROUP,
    Cell,
    Column,
    Line,
    Part,
    Parts,
    Printed,
    PrintedTable,
    cell_of,
    count,
    fraction,
    joined,
)
from outcomes.presenting.words import (
    is_protected,
    listed_text,
    proportion_limits,
    proportion_text,
    unit_text,
    value_text,
    with_limits,
)
from outcomes.statistics.results import (
    FlowBox,
    FlowResult,
    Proportion,
    ProportionsResult,
    ToxicityResult,
    ToxicityRow,
    ValueRow,
    ValuesResult,
)

ABSENT = Cell("–")
GRADES = ("Any grade", "Grade 3–4", "Grade ≥ 3")


def flow(result: FlowResult) -> Printed:
    columns = (Column("n"), Column("Left out before", is_number=False))
    lines = tuple(
        Line(
            box.label,
            (count(box.n, of.box(box.slug)), _left_out(box)),
        )
        for box in result.boxes
    )
    return Printed((PrintedTable("Flow of patients", "Patients", columns, lines, is_beside=True),))


def _left_out(box: FlowBox) -> Cell:
    """Whom the step before the box left out, by reason."""
    parts: list[Part] = []
    for one in box.excluded:
        before = f"{'; ' if parts else ''}{one.reason} ("
        parts += [Part(before), Part(f"{one.n}", of.left_out(box.slug, one.reason)), Part(")")]
    return cell_of(tuple(parts))


def proportions(result: ProportionsResult) -> Printed:
    turned = pivot(result.proportions)
    if not turned.lines:
        return Printed()
    hidden = is_protected(row.numerator for row in result.proportions)
    if len(turned.groups) == 1:
        heading = "Patients"
        titles = ("n/N (%)", *([] if hidden else ["95% CI, %"]), "Not in N")
        columns = tuple(map(Column, titles))
        lines = [Line(line.label, _apart(line.cells[0]), note=line.note) for line in turned.lines]
    else:
        heading = "Patients, n/N (%)" if hidden else "Patients, n/N (%) [95% CI]"
        columns = tuple(map(Column, turned.groups))
        lines = [Line(line.label, tuple(map(_together, line.cells)), note=line.note) for line in turned.lines]
    return Printed((PrintedTable("Proportions", heading, columns, tuple(lines)),), leads_with_figure=False)


def _apart(row: Proportion) -> tuple[Cell, ...]:
    limits = proportion_limits(row)
    not_in = count(row.missing, of.not_in_whole(row))
    return (cell_of(_counted(row)), *([Cell(limits)] if limits else []), not_in)


def _counted(row: Proportion) -> Parts:
    return fraction(proportion_text(row), of.part(row), of.whole(row))


def _together(row: Proportion | None) -> Cell:
    if row is None:
        return ABSENT
    not_in: Parts = ()
    if row.missing:
        not_in = Part(f"{row.missing}", of.not_in_whole(row)), Part(" not in N")
    return cell_of(_counted(row), _listed(_limits(row), not_in))


def _limits(row: Proportion) -> Parts:
    shown = proportion_limits(row)
    return (Part(f"[{shown}]"),) if shown else ()


def _listed(*texts: Parts) -> Parts:
    """The texts that there are, with commas between them."""
    first, *others = [parts for parts in texts if parts] or [()]
    return (*first, *(part for parts in others for part in (Part(", "), *parts)))


def values(result: ValuesResult) -> Printed:
    turned = pivot(result.values)
    if not turned.lines:
        return Printed(empty="No value in these groups.")
    lines = tuple(
        Line(_with_unit(line.label, line.cells), tuple(map(_measured, line.cells)), note=line.note)
        for line in turned.lines
    )
    columns = tuple(map(Column, turned.groups))
    stub = with_limits("Median (quartiles)", (row.n for row in result.values), " [range]")
    return Printed((PrintedTable("Measurements", stub, columns, lines),))


def _with_unit(label: str, cells: list[ValueRow | None]) -> str:
    """The label with its unit, unless that is a word of the label."""
    unit = next((cell.unit for cell in cells if cell), "")
    return f"{label}, {unit_text(unit)}" if unit and unit not in label.lower().split() else label


def _measured(row: ValueRow | None) -> Cell:
    if row is None:
        return ABSENT
    known: Parts = Part("n = "), Part(f"{row.n}", of.value(row.label, row.group))
    missing: Parts = ()
    if row.missing:
        missing = Part(f"{row.missing}", of.without_value(row.label, row.group)), Part(" missing")
    single = (Part(f": {listed_text(row)}"),) if row.listed else ()
    return cell_of((Part(value_text(row)),), (*_listed(known, missing), *single))


def toxicity(result: ToxicityResult) -> Printed:
    if not result.toxicities:
        return Printed(empty="No adverse event is recorded in these groups.")
    grades = [Column(grade) for grade in "12345"]
    under = with_limits("n/N (%)", (row.n for row in result.toxicities), " [95% CI]")
    shares = [Column(which, under) for which in GRADES]
    table = PrintedTable(
        "Adverse events",
        "Event, worst grade per patient",
        (*grades, *shares),
        tuple(_toxicity_lines(result)),
        style="toxicities",
    )
    return Printed((table,), leads_with_figure=False)


def _toxicity_lines(result: ToxicityResult) -> Iterator[Line]:
    for group, version, rows in by_version(result.toxicities):
        label = Part(f"{group} · CTCAE {version} · n = "), Part(f"{rows[0].n}", of.of_grades(group))
        yield Line(joined(label), kind=GROUP, label_parts=label)
        for row in rows:
            yield Line(row.label, _toxicity_cells(row))


def _toxicity_cells(row: ToxicityRow) -> tuple[Cell, ...]:
    parts = (row.any_grade, row.grade_3_4, row.grade_3_or_more)
    grades = (count(n, of.grade(row, f"{at}")) if n else ABSENT for at, n in enumerate(row.grades, start=1))
    together = (_graded(row, one, which) for one, which in zip(parts, ("any", "3-4", "3-5"), strict=True))
    return (*grades, *together)


def _graded(row: ToxicityRow, one: Proportion | None, which: str) -> Cell:
    if one is None:
        return ABSENT
    return cell_of(
        fraction(proportion_text(one), of.grade(row, which), of.of_grades(row.group)), _limits(one)
    )
