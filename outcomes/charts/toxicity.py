"""Adverse events as bars, the most frequent first: any grade light, grade 3 or more dark."""

from collections.abc import Sequence
from typing import Any

import altair as alt

from outcomes.charts.axes import Series, dressed
from outcomes.charts.drawing import WHOLE, Drawing, groups_drawn
from outcomes.charts.interactive import only_shown, opening, toggles, told
from outcomes.charts.themes import TEXT_SIZE, Theme
from outcomes.members import keys
from outcomes.presenting.words import proportion_text
from outcomes.statistics.results import Proportion, ToxicityResult, ToxicityRow

WIDTH, ROW_HEIGHT, TEXT_GAP = 330, 20, 10
MOST_ROWS = 60
ANY, SEVERE = "Any grade", "Grade ≥ 3"
SAID = ("Event", "Group", "CTCAE", ANY, SEVERE, "Worst grade 1 / 2 / 3 / 4 / 5")


def chart(result: ToxicityResult, theme: Theme) -> Any:
    """An altair chart of the result: a row for each event and group, versions of CTCAE apart."""
    groups = groups_drawn(result)
    rows = [_row(row, groups, result) for row in _frequent(result.toxicities, len(groups))]
    base = only_shown(alt.Chart(alt.Data(values=rows)))
    axis = alt.Axis(domain=False, ticks=False, labelLimit=380, labelPadding=10)
    common: dict[str, Any] = {
        "y": alt.Y("row:N", sort=[row["row"] for row in rows], title=None, axis=axis),
        "tooltip": told(*SAID),
    }
    colour = Series(groups, theme).colour()
    bars = [
        base.transform_calculate(opens=f"datum.opens_{field}")
        .mark_bar(height=12, opacity=opacity)
        .encode(x=_x(field, theme), color=colour, **common)
        for field, opacity in (("any", 0.35), ("severe", 1))
    ]
    counts = base.mark_text(align="left", fontSize=TEXT_SIZE, color=theme.ink).encode(
        x=alt.value(WIDTH + TEXT_GAP), text="text:N", **common
    )
    height = alt.Step(ROW_HEIGHT) if rows else ROW_HEIGHT
    return dressed(alt.layer(*bars, counts).properties(width=WIDTH, height=height), theme)


def controls(result: ToxicityResult, theme: Theme, drawing: Drawing = WHOLE) -> dict[str, Any]:
    """What of the figure its reader may change: the groups."""
    return toggles(Series(groups_drawn(result), theme), drawing)


def _frequent(rows: Sequence[ToxicityRow], groups: int) -> list[ToxicityRow]:
    """The rows of as many terms as can be read, the most frequent in any group first."""
    shares: dict[str, float] = {}
    for row in rows:
        shares[row.label] = max(shares.get(row.label, 0), _share(row.any_grade or row.grade_3_or_more))
    labels = sorted(shares, key=lambda label: -shares[label])[: MOST_ROWS // max(groups, 1)]
    return sorted((row for row in rows if row.label in labels), key=lambda row: labels.index(row.label))


def _share(part: Proportion) -> float:
    return part.fraction or 0


def _row(row: ToxicityRow, groups: tuple[str, ...], result: ToxicityResult) -> dict[str, Any]:
    versions = {one.ctcae_version for one in result.toxicities}
    version = f"CTCAE {row.ctcae_version}" if len(versions) > 1 else ""
    group = row.group if len(groups) > 1 else ""
    every, severe = (proportion_text(part) if part else "–" for part in (row.any_grade, row.grade_3_or_more))
    grades = " / ".join(f"{n}" for n in row.grades)
    return {
        "row": ", ".join(filter(None, (row.label, group, version))),
        "group": row.group,
        "key": groups.index(row.group),
        "any": row.any_grade.fraction if row.any_grade else None,
        "severe": row.grade_3_or_more.fraction,
        "text": f"≥ 3: {severe}",
        "opens_any": keys.query(keys.grade(row, "any")),
        "opens_severe": keys.query(keys.grade(row, "3-5")),
        **(opening(keys.grade(row, "3-5")) if row.grade_3_or_more.numerator else {}),
        **dict(zip(SAID, (row.label, row.group, row.ctcae_version, every, severe, grades), strict=True)),
    }


def _x(field: str, theme: Theme) -> alt.X:
    axis = alt.Axis(format="%", grid=True, gridColor=theme.rule, tickCount=5)
    return alt.X(f"{field}:Q", title="Patients: any grade light, grade ≥ 3 dark", axis=axis)
