"""Results that are counts: tables of characteristics, proportions, flow, values, toxicity."""

from dataclasses import asdict, dataclass
from typing import Any

from outcomes.statistics.results.base import Comparison, Exclusion, Result


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One group of patients: a column of Table 1."""

    label: str
    n: int


@dataclass(frozen=True, slots=True)
class TableCell:
    """A level's `count` and `fraction` of the non-missing, or a measurement's quartiles and range.

    `n` are the patients with a value, `missing` those without; the other kind's fields are None.
    """

    n: int
    missing: int
    count: int | None = None
    fraction: float | None = None
    median: float | None = None
    q1: float | None = None
    q3: float | None = None
    minimum: float | None = None
    maximum: float | None = None


@dataclass(frozen=True, slots=True)
class TableRow:
    """One level of a characteristic (or, with level "", a measurement), with one cell per column.

    `difference` is the standardised difference of the whole characteristic, absolute, between two groups or
    the largest between any two; None where it cannot be computed. `test` is there only where asked for.
    """

    characteristic: str
    level: str
    unit: str
    cells: tuple[TableCell, ...]
    test: Comparison | None = None
    difference: float | None = None


@dataclass(frozen=True, kw_only=True)
class TableResult(Result):
    """Table 1: characteristics down, groups across. `missing` counts patients of unknown group."""

    kind = "table"
    columns: tuple[TableColumn, ...]
    lines: tuple[TableRow, ...]
    missing: int = 0

    def rows(self) -> list[dict[str, Any]]:
        return [
            {
                "characteristic": line.characteristic,
                "level": line.level,
                "unit": line.unit,
                "group": column.label,
            }
            | asdict(cell)
            | {"standardised_difference": line.difference}
            | _test_of(line)
            for line in self.lines
            for column, cell in zip(self.columns, line.cells, strict=True)
        ]


def _test_of(line: TableRow) -> dict[str, Any]:
    """The P value stays empty where it is not to be shown."""
    test = line.test
    return {"test": test.test if test else None, "p": test.p if test and test.p_shown else None}


@dataclass(frozen=True, slots=True)
class Proportion:
    """`numerator` of `denominator` in one group, with exact 95% limits as fractions.

    `missing` are patients of the group who are not in the denominator for want of a value.
    """

    group: str
    label: str
    numerator: int
    denominator: int
    fraction: float | None
    lower: float | None
    upper: float | None
    missing: int = 0
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class ProportionsResult(Result):
    kind = "proportions"
    proportions: tuple[Proportion, ...]
    missing: int = 0

    def rows(self) -> list[dict[str, Any]]:
        return [{"n": row.denominator} | asdict(row) for row in self.proportions]


@dataclass(frozen=True, slots=True)
class FlowBox:
    """A box of the cohort diagram. `parent` is the slug of the box its patients come from, "" for the first.

    `excluded` says why patients of the parent are not here; box and exclusions do not overlap.
    """

    slug: str
    label: str
    n: int
    parent: str = ""
    excluded: tuple[Exclusion, ...] = ()


@dataclass(frozen=True, kw_only=True)
class FlowResult(Result):
    kind = "flow"
    boxes: tuple[FlowBox, ...]

    def rows(self) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = []
        for box in self.boxes:
            rows.append({"box": box.slug, "label": box.label, "excluded": "", "n": box.n, "missing": 0})
            rows += [
                {
                    "box": box.slug,
                    "label": box.label,
                    "excluded": left_out.reason,
                    "n": left_out.n,
                    "missing": 0,
                }
                for left_out in box.excluded
            ]
        return rows


@dataclass(frozen=True, slots=True)
class Observed:
    """One patient's value; `ongoing` where it had not ended at last contact (printed "55+")."""

    value: float
    ongoing: bool = False


@dataclass(frozen=True, slots=True)
class ValueRow:
    """A measurement in one group. `listed` names single values, only where a statistic prints them."""

    group: str
    label: str
    unit: str
    n: int
    missing: int
    median: float | None
    q1: float | None
    q3: float | None
    minimum: float | None
    maximum: float | None
    listed: tuple[Observed, ...] = ()
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class ValuesResult(Result):
    kind = "values"
    values: tuple[ValueRow, ...]
    missing: int = 0

    def rows(self) -> list[dict[str, Any]]:
        return [self._row(row) for row in self.values]

    def _row(self, row: ValueRow) -> dict[str, Any]:
        listed = "; ".join(f"{one.value:g}{'+' if one.ongoing else ''}" for one in row.listed)
        return asdict(row) | {"listed": listed}


@dataclass(frozen=True, slots=True)
class ToxicityRow:
    """Worst grade of one term in one group: patients by grade 1–5, with any grade, grade 3–4 and ≥ 3."""

    group: str
    ctcae_version: str
    term: str
    label: str
    n: int
    grades: tuple[int, ...]
    grade_3_4: Proportion
    grade_3_or_more: Proportion
    any_grade: Proportion | None = None


@dataclass(frozen=True, kw_only=True)
class ToxicityResult(Result):
    """Adverse events as worst grade per patient. Versions of CTCAE stand in rows of their own."""

    kind = "toxicity"
    toxicities: tuple[ToxicityRow, ...]
    missing: int = 0

    def rows(self) -> list[dict[str, Any]]:
        return [self._row(row) for row in self.toxicities]

    def _row(self, row: ToxicityRow) -> dict[str, Any]:
        flat: dict[str, Any] = {"group": row.group, "ctcae_version": row.ctcae_version, "term": row.term}
        flat |= {"label": row.label, "n": row.n, "missing": self.missing}
        flat |= {f"grade_{grade}": count for grade, count in enumerate(row.grades, start=1)}
        parts = {
            "any_grade": row.any_grade,
            "grade_3_4": row.grade_3_4,
            "grade_3_or_more": row.grade_3_or_more,
        }
        for name, part in parts.items():
            flat |= {
                name: part.numerator if part else None,
                f"{name}_fraction": part.fraction if part else None,
            }
            flat |= {
                f"{name}_lower": part.lower if part else None,
                f"{name}_upper": part.upper if part else None,
            }
        return flat
