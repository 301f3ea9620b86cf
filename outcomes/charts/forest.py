"""The forest plot: hazard ratios with limits for each level, alone and adjusted, on a logarithmic axis."""

from itertools import groupby
from typing import Any

import altair as alt

from outcomes.charts.axes import Series, dressed
from outcomes.charts.drawing import ADJUSTED, ALONE, WHOLE, Drawing, groups_drawn
from outcomes.charts.interactive import OPENS, SHOWN, only_shown, opening, toggles, told
from outcomes.charts.legend import ABOVE, legend
from outcomes.charts.themes import TEXT_SIZE, Theme
from outcomes.members import keys
from outcomes.presenting.hazard_words import hazard_p, hazard_text
from outcomes.statistics.results import HazardRatio, HazardRow, RegressionResult

WIDTH, ROW_HEIGHT = 300, 26
TEXT_GAP, COUNTS_GAP = 14, 74
LOWEST, HIGHEST = 0.1, 10
"""Limits beyond these are cut at the edge of the plot, where an arrow says so; the text has the number."""
TICKS = (0.1, 0.25, 0.5, 1, 2, 4, 10)
HAS_ADJUSTED = f"indexof({SHOWN}, 0) >= 0"
SAID = ("Covariate", "Model", "HR (95% CI)", "P", "Events/n")
# From the upper edge of a row.
OFFSETS = {ADJUSTED: ROW_HEIGHT / 2 - 5, ALONE: ROW_HEIGHT / 2 + 6}
SHAPES = {ADJUSTED: "square", ALONE: "circle"}


def chart(result: RegressionResult, theme: Theme) -> Any:
    """An altair chart of the result; the order of rows is that of the table."""
    rows = _rows(result)
    points = [point for row in rows for point in row["points"]]
    series = Series(groups_drawn(result), theme)
    y = alt.Y(
        "row:N",
        sort=[row["row"] for row in rows],
        scale=alt.Scale(domain=[row["row"] for row in rows]),
        title=None,
        axis=alt.Axis(domain=False, ticks=False, labelLimit=330, labelPadding=COUNTS_GAP),
    )
    parts = [*_unity(theme), *_texts(rows, y, theme)]
    for model in (ALONE, ADJUSTED):
        parts += _model([point for point in points if point["group"] == model], model, series, y)
    parts += legend(series, place=ABOVE)
    figure = alt.layer(*parts).properties(width=WIDTH, height=ROW_HEIGHT * max(len(rows), 1))
    return dressed(figure, theme)


def controls(result: RegressionResult, theme: Theme, drawing: Drawing = WHOLE) -> dict[str, Any]:
    """What of the figure its reader may change: ratios alone, or adjusted."""
    return toggles(Series(groups_drawn(result), theme), drawing)


def _rows(result: RegressionResult) -> list[dict[str, Any]]:
    """One row of the figure for each level; the name of a covariate with levels stands before the first."""
    rows = []
    for covariate, lines in groupby(result.lines, key=lambda line: line.covariate):
        for line in lines:
            rows.append(
                {
                    "row": f"{covariate}: {line.level}",
                    "counts": f"{line.events}/{line.n}",
                    OPENS: keys.query(keys.hazard(line, "n")),
                    "adjusted": _text(line, line.adjusted),
                    "alone": _text(line, line.alone),
                    "points": _points(f"{covariate}: {line.level}", line),
                }
            )
    return rows


def _text(line: HazardRow, ratio: HazardRatio | None) -> str:
    if line.is_reference:
        return "1, reference"
    return hazard_text(ratio) if ratio else "–"


def _points(row: str, line: HazardRow) -> list[dict[str, Any]]:
    found = (
        (ADJUSTED, line.adjusted, f"{line.adjusted_events}/{line.adjusted_n}", "adjusted-n"),
        (ALONE, line.alone, f"{line.events}/{line.n}", "n"),
    )
    return [
        _point(row, group, ratio)
        | {"key": key}
        | _said(row, group, ratio, of)
        | opening(keys.hazard(line, what))
        for key, (group, ratio, of, what) in enumerate(found)
        if ratio and _is_drawn(ratio)
    ]


def _said(row: str, group: str, ratio: HazardRatio, of: str) -> dict[str, str]:
    """What is said of a ratio under the pointer: as the table says it, also where the plot is cut."""
    return dict(zip(SAID, (row, group, hazard_text(ratio), hazard_p(ratio), of), strict=True))


def _is_drawn(ratio: HazardRatio) -> bool:
    return ratio.value is not None and ratio.lower is not None and ratio.upper is not None


def _point(row: str, group: str, ratio: HazardRatio) -> dict[str, Any]:
    assert ratio.value is not None
    assert ratio.lower is not None
    assert ratio.upper is not None
    return {
        "row": row,
        "group": group,
        "value": ratio.value if LOWEST <= ratio.value <= HIGHEST else None,
        "lower": min(max(ratio.lower, LOWEST), HIGHEST),
        "upper": min(max(ratio.upper, LOWEST), HIGHEST),
        "cut_low": LOWEST if ratio.lower < LOWEST else None,
        "cut_high": HIGHEST if ratio.upper > HIGHEST else None,
    }


def _axis(name: str) -> alt.X:
    return alt.X(
        f"{name}:Q",
        title="Hazard ratio with 95% limits (logarithmic axis)",
        scale=alt.Scale(type="log", domain=[LOWEST, HIGHEST], nice=False),
        axis=alt.Axis(values=list(TICKS), grid=False, labelFlush=False, format="~g"),
    )


def _model(points: list[dict[str, Any]], group: str, series: Series, y: alt.Y) -> list[Any]:
    base = only_shown(alt.Chart(alt.Data(values=points)))
    place: dict[str, Any] = {
        "y": y,
        "tooltip": told(*SAID),
        "yOffset": alt.value(OFFSETS[group]),
        "color": series.colour(),
    }
    shape: dict[str, Any] = {"shape": SHAPES[group], "filled": group == ADJUSTED, "size": 62, "opacity": 1}
    limits = base.mark_rule(strokeWidth=2 if group == ADJUSTED else 1.4).encode(
        x=_axis("lower"), x2="upper:Q", strokeDash=series.dash(), **place
    )
    return [
        limits,
        base.mark_point(**shape, strokeWidth=1.6).encode(x=_axis("value"), **place),
        *(
            base.mark_text(text=arrow, align="center", fontSize=TEXT_SIZE).encode(x=_axis(edge), **place)
            for arrow, edge in (("◀", "cut_low"), ("▶", "cut_high"))
        ),
    ]


def _unity(theme: Theme) -> list[Any]:
    line = alt.Chart(alt.Data(values=[{"one": 1}])).mark_rule(color=theme.quiet, strokeDash=[3, 3])
    return [line.encode(x=_axis("one"))]


def _texts(rows: list[dict[str, Any]], y: alt.Y, theme: Theme) -> list[Any]:
    """Events and patients left of the plot; right of it the adjusted ratio, or the one alone without it."""
    texts = [{key: row[key] for key in ("row", "counts", "adjusted", "alone", OPENS)} for row in rows]
    base = alt.Chart(alt.Data(values=texts)).transform_calculate(
        text=f"{HAS_ADJUSTED} ? datum.adjusted : datum.alone"
    )
    titles = [
        {"at": -TEXT_GAP, "adjusted": "Events/n", "alone": "Events/n"},
        {"at": WIDTH + TEXT_GAP, "adjusted": "HR, adjusted", "alone": "HR, alone"},
    ]
    heads = alt.Chart(alt.Data(values=titles)).transform_calculate(
        head=f"{HAS_ADJUSTED} ? datum.adjusted : datum.alone"
    )
    common: dict[str, Any] = {"fontSize": TEXT_SIZE, "color": theme.ink}
    return [
        base.mark_text(align="right", **common).encode(x=alt.value(-TEXT_GAP), y=y, text="counts:N"),
        base.mark_text(align="left", **common).encode(x=alt.value(WIDTH + TEXT_GAP), y=y, text="text:N"),
        heads.transform_filter("datum.at < 0")
        .mark_text(align="right", **common)
        .encode(x=alt.value(-TEXT_GAP), y=alt.value(-12), text="head:N"),
        heads.transform_filter("datum.at > 0")
        .mark_text(align="left", **common)
        .encode(x=alt.value(WIDTH + TEXT_GAP), y=alt.value(-12), text="head:N"),
    ]
