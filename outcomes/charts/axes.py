"""What figures over time share: the scales of colour and dash, and the look."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from outcomes.charts.themes import FONT, TEXT_SIZE, Theme, dash

PLOT_WIDTH, PLOT_HEIGHT = 560, 320


def percent_axis(title: str) -> alt.Y:
    return alt.Y(
        "value:Q",
        title=title,
        scale=alt.Scale(domain=[0, 1]),
        axis=alt.Axis(format="%", values=[0, 0.25, 0.5, 0.75, 1], grid=False),
    )


@dataclass(frozen=True, slots=True)
class Series:
    """Names of what a figure tells apart, each with a colour and a line type of its own.

    field: the column of the points that holds the name.
    """

    names: Sequence[str]
    theme: Theme
    field: str = "group"

    def colour(self) -> alt.Color:
        shades = [self.theme.colour(at) for at in range(len(self.names))]
        scale = alt.Scale(domain=list(self.names), range=shades)
        return alt.Color(f"{self.field}:N", scale=scale, legend=None)

    def dash(self) -> alt.StrokeDash:
        scale = alt.Scale(domain=list(self.names), range=[dash(at) for at in range(len(self.names))])
        return alt.StrokeDash(f"{self.field}:N", scale=scale, legend=None)


def dressed(chart: Any, theme: Theme) -> Any:
    """The chart in the theme's colours, with a journal's plain axes."""
    text = {
        "labelColor": theme.ink,
        "titleColor": theme.ink,
        "labelFontSize": TEXT_SIZE,
        "titleFontSize": TEXT_SIZE,
    }
    return (
        chart.configure(background=theme.paper, font=FONT, padding=14)
        .configure_view(stroke=None)
        .configure_axis(
            **text,
            titleFontWeight="normal",
            domainColor=theme.ink,
            tickColor=theme.ink,
            tickSize=5,
            titlePadding=10,
        )
        .configure_title(color=theme.ink, fontSize=TEXT_SIZE, fontWeight="normal", anchor="start")
    )
